"""Print the profile of a village: gathered with small counts hidden, whoever asks for it."""

from django.urls import reverse

from berdaya.access.audit import record
from berdaya.access.clock import today_in
from berdaya.access.doors import require
from berdaya.access.jobs.models import Job
from berdaya.access.jobs.services import start
from berdaya.access.models import Holding, Person
from berdaya.access.rules.rights import Right
from berdaya.documents.models import Document
from berdaya.documents.services import Asked, issue
from berdaya.hardship.shown import limits_in
from berdaya.scan.models import Cycle
from berdaya.scan.printing_profile import TEMPLATE, profile_paper, profile_values
from berdaya.scan.shown.profile import profile_of

PRINT = "scan.profile"


def ask_profile(hat: Holding, cycle: Cycle) -> Job:
    """Put the printing into the queue."""
    require(hat, Right.SCAN_WORK, cycle.territory)
    return start(hat.person, PRINT, f"{cycle.pk}:{hat.pk}", cycle.territory)


def print_profile(subject: str, person: Person) -> Document:
    """A paper may be handed on, so it shows no small counts even where the page does."""
    pk, _, worn = subject.partition(":")
    cycle = Cycle.objects.select_related("snapshot").get(pk=int(pk))
    hat = Holding.objects.get(pk=int(worn), person=person)
    limits = limits_in(cycle.territory)
    asked = Asked(
        territory=cycle.territory,
        source=f"scan:profile:{cycle.pk}",
        template=TEMPLATE,
        paper=profile_paper(cycle, today_in(cycle.territory)),
        values=profile_values(profile_of(hat, cycle, limits), limits),
        link=reverse("scan-profile", args=[cycle.pk]),
        reading=Right.SCAN_SEE,
    )
    paper = issue(person, asked)
    record(person, "scan.profile_printed", "cycle", cycle.pk, cycle.territory, {"paper": paper.pk})
    return paper
