"""A statement on one of its forms as values, before it becomes a PDF, a Word file or a workbook."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from berdaya.budget.book import law_here
from berdaya.budget.printing.layouts import FORMS
from berdaya.budget.printing.making import heads, paper_of
from berdaya.budget.rules.case import Case
from berdaya.budget.rules.law import Law
from berdaya.budget.rules.paper import CLOSING
from berdaya.budget.rules.reading import statement_of
from berdaya.documents.paper import Paper, Status

Block = dict[str, Any]
NOTES: Final = "Catatan atas hasil pemeriksaan"


@dataclass(frozen=True, slots=True)
class Part:
    """One row of a form, or one section: its label and what stands in it."""

    label: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """A form: its paper, the facts above, its parts in the official order, and what stands below."""

    form: str
    paper: Paper
    facts: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]
    closing: str

    @property
    def wide(self) -> bool:
        """Are the parts columns side by side, as in the analysis?"""
        return self.form == "gap"


def frame_of(
    record: dict[str, Any], form: str, *, said: Sequence[str] = (), signed: str = "", law: Law | None = None
) -> Frame:
    """The parts of a record as the form has them; notes on findings last."""
    statement = statement_of(record).statement
    case = Case(statement, law or law_here(statement))
    kind, _, build = FORMS[form]
    values = build(case)
    parts = [Part(row["label"], tuple(row["blocks"])) for row in values.get("rows", ())]
    parts += [Part(one["title"], tuple(one["blocks"])) for one in values.get("sections", ())]
    parts += [
        Part(f"Langkah {at}. {one['head']}", tuple(one["blocks"]))
        for at, one in enumerate(values.get("columns", ()), start=1)
    ]
    if said:
        parts.append(Part(NOTES, ({"kind": "items", "title": "", "items": list(said), "marker": "•"},)))
    facts = values.get("facts", heads(statement) if form == "gap" else [])
    return Frame(
        form,
        paper_of(case, kind, Status.COPY if signed else Status.DRAFT),
        tuple((name, value) for name, value in facts),
        tuple(parts),
        f"{CLOSING} {signed}" if signed else CLOSING,
    )
