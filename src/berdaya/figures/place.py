"""What this room knows of a place: its newest figures, each with day and source."""

from django.urls import reverse

from berdaya.access.doors import allowed
from berdaya.access.models import Holding
from berdaya.access.rules.rights import Right
from berdaya.figures.doors import figures_of_all
from berdaya.figures.shown import ShownFigure, shown_all
from berdaya.kernel.calendar import format_date
from berdaya.kernel.offers import Fact, Section

MOST = 6


def sections_for(hat: Holding, code: str) -> list[Section]:
    """The newest figures of a place; where there is none, the way to file the first."""
    if not allowed(hat, Right.FIGURES_SEE, code).allowed:
        return []
    rows = shown_all(figures_of_all(hat, code))
    if not rows:
        return [_nothing_yet(hat, code)]
    newest = sorted(rows, key=lambda row: row.figure.as_of, reverse=True)[:MOST]
    return [
        Section(
            heading="Satu angka tercatat" if len(rows) == 1 else f"{len(rows)} angka tercatat",
            facts=tuple(_fact(code, row) for row in newest),
            address=reverse("figures:figures", args=[code]),
            button="Semua angka dan sumbernya",
        )
    ]


def _fact(code: str, row: ShownFigure) -> Fact:
    one = row.figure
    return Fact(
        label=f"{one.name}, {one.body}" if one.body else one.name,
        value=row.value,
        context=", ".join(part for part in (row.detail, format_date(one.as_of), one.source) if part),
        address=reverse("figures:figure", args=[code, one.pk]),
    )


def _nothing_yet(hat: Holding, code: str) -> Section:
    may_file = allowed(hat, Right.FIGURES_FILE, code).allowed
    return Section(
        heading="Belum ada angka tercatat",
        words="Penduduk, ruta desil 1, indeks desa: setiap angka dicatat dengan tanggal dan sumbernya.",
        address=reverse("figures:file", args=[code]) if may_file else "",
        button="Catat angka pertama" if may_file else "",
    )
