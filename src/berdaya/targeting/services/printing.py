"""Papers of a list: the annex of its decree and the summary, issued through the documents of the office."""

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from django.urls import reverse

from berdaya.access.doors import require
from berdaya.access.jobs.models import Job
from berdaya.access.jobs.services import start
from berdaya.access.models import Holding, Person
from berdaya.access.rules.rights import Right
from berdaya.documents.models import Document
from berdaya.documents.services import Asked, issue
from berdaya.kernel.digests import canonical_json
from berdaya.kernel.findings import Finding, Refused
from berdaya.targeting.answer_seal import sealed
from berdaya.targeting.assigning_office import assignment_of
from berdaya.targeting.decided import answer_as_decided
from berdaya.targeting.laying_out import laid_out
from berdaya.targeting.models import Assignment, Decree, Run
from berdaya.targeting.printing.annex import Annex
from berdaya.targeting.printing.answers import Selected
from berdaya.targeting.printing.making import AnnexAsked, make_annex, make_summary
from berdaya.targeting.rules.runs import PUBLIC
from berdaya.targeting.services.assigning import fits_list

PRINT: Final = "targeting.print"
ANNEX, SUMMARY = "lampiran", "ringkasan"
TEMPLATES: Final = {ANNEX: "targeting/annex", SUMMARY: "targeting/summary"}


def ask_paper(hat: Holding, run: Run, which: str) -> Job:
    """Put the printing into the queue; the same paper again is not printed twice."""
    require(hat, Right.DOCUMENTS_ISSUE, run.territory)
    if run.computation is None or which not in TEMPLATES:
        raise Refused(Finding("run.not_computed", "daftar ini", "belum dihitung", "Hitung dahulu daftarnya."))
    return start(hat.person, PRINT, f"{run.pk}:{which}", run.territory)


def print_paper(run_id: int, which: str, person: Person) -> Document:
    """Print from the list as it is decided now; with its decree it is final, before that a RANCANGAN."""
    run = Run.objects.select_related("computation").get(pk=run_id)
    asked = annex_asked(run) if which == ANNEX else summary_asked(run)
    return issue(person, asked)


def annex_asked(run: Run) -> Asked:
    annex, _ = annex_of(run)
    return _asked(run, ANNEX, paper=annex.paper(), values=annex.values(), sheets=annex.sheets())


def summary_asked(run: Run) -> Asked:
    assert run.computation is not None
    summary = make_summary(Selected(answer_as_decided(run.computation)))
    decree = _decree(run)
    paper = summary.paper()
    if decree is not None:
        paper = replace(paper, status=None, number=decree.number, date=decree.date)
    return _asked(run, SUMMARY, paper=paper, values=summary.values())


def _asked(run: Run, which: str, **content: Any) -> Asked:
    """A list that is not decreed yet is read by those who work on it; the decreed one by all offices."""
    open_to_all = run.standing in PUBLIC
    return Asked(
        territory=run.territory,
        source=f"targeting:run:{run.pk}",
        template=TEMPLATES[which],
        link=reverse("targeting-run", args=[run.pk]),
        reading=Right.TARGETING_SEE if open_to_all else Right.TARGETING_CHECK,
        **content,
    )


def annex_of(run: Run) -> tuple[Annex, list[Finding]]:
    """The annex of the list as it stands, and what keeps it a draft."""
    assert run.computation is not None
    decree = _decree(run)
    made = assignment_of(run)
    with _answers(run, made if fits_list(run, made) else None) as asked:
        return make_annex(
            AnnexAsked(
                selection=asked["selection"],
                assignment=asked.get("assignment"),
                needs=asked.get("needs"),
                given=_facts(decree) if decree else {},
            )
        )


def _decree(run: Run) -> Decree | None:
    """The decree as last recorded; none before the list is decreed."""
    return run.decrees.standing().first() if run.standing in PUBLIC else None


def _facts(decree: Decree) -> dict[str, Any]:
    names = ("number", "date", "valid_from", "valid_to", "signatory", "head")
    return {name: getattr(decree, name) for name in names}


@contextmanager
def _answers(run: Run, made: Assignment | None) -> Iterator[dict[str, Path]]:
    """The stored answers as the files that the command line reads, so that there is one way to paper."""
    assert run.computation is not None
    with (
        tempfile.TemporaryDirectory(prefix="berdaya-lampiran-") as name,
        laid_out(made.needs if made else None) as (needs,),
    ):
        folder = Path(name)
        files = {"selection": folder / "daftar.json"}
        files["selection"].write_text(canonical_json(answer_as_decided(run.computation)), encoding="utf-8")
        if made is not None:
            files["assignment"] = folder / "pembagian.json"
            answer = sealed(json.loads(made.answer.content))
            files["assignment"].write_text(canonical_json(answer), encoding="utf-8")
        if needs is not None:
            files["needs"] = needs
        yield files


def papers_of(run: Run) -> list[Document]:
    """Papers of this list that were printed, the newest first."""
    found = Document.objects.filter(source=f"targeting:run:{run.pk}")
    return list(found.standing().order_by("-pk"))
