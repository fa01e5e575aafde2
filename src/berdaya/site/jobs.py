"""Work of the house in the background: check an uploaded map and draw its pictures."""

from django.urls import reverse

from berdaya.access.jobs.models import Job
from berdaya.access.jobs.services import Progress, job
from berdaya.site.mapfiles import report_of, write_report

DRAW_MAP = "place.map"


@job(DRAW_MAP)
def draw_map(begun: Job, progress: Progress) -> str:
    """Subject: `<territory>:<digest>`. Done again it changes nothing; leads to the preview."""
    territory, digest = begun.subject.split(":")
    if report_of(territory, digest) is None:
        from berdaya.site.mapdrawing import examine

        write_report(territory, examine(territory, digest, progress.move))
    return reverse("place-map-preview", args=[territory, digest])
