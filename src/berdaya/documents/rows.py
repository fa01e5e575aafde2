"""The rows of the list of papers, drawn: fifty of them at every look."""

from collections.abc import Sequence
from typing import Final

from berdaya.access.places import place_titles
from berdaya.documents.doors import ListedPaper
from berdaya.documents.rules import OVER, Standing
from berdaya.documents.shown import CHIPS
from berdaya.kernel.calendar import format_date
from berdaya.kernel.lines import EMPTY, Drawn, Line, drawn
from berdaya.kernel.links import link

_ROW: Final = Line(
    '<tr{out}><th scope="row"><a href="{address}">{title}</a><small>{kind}, {office}{place}</small>'
    '<small class="phone">{number}, {date}</small></th>'
    '<td class="opt nowrap">{number}</td><td class="opt nowrap">{date}</td>'
    '<td><span class="b-chip {shade}">{chip}</span></td>'
    '<td class="opt"><a href="{file}">PDF<span class="visually-hidden"> {title}</span></a></td></tr>'
)
_OUT: Final = Line(' class="is-out"')()
_UNNUMBERED: Final = "belum bernomor"


def rows(papers: Sequence[ListedPaper], here: str) -> Drawn:
    """A row for each paper; its place is named where it is not `here`."""
    titles = place_titles(paper.territory for paper in papers if paper.territory != here)
    names = {code: ", " + title.split(", ")[0] for code, title in titles.items()}
    return drawn(_row(paper, names.get(paper.territory, "")) for paper in papers)


def _row(paper: ListedPaper, place: str) -> Drawn:
    standing = Standing(paper.status)
    words, shade = CHIPS[standing]
    return _ROW(
        out=_OUT if standing in OVER else EMPTY,
        address=link("document", paper.pk),
        title=paper.title,
        kind=paper.kind,
        office=paper.office,
        place=place,
        number=paper.number or _UNNUMBERED,
        date=format_date(paper.date),
        shade=shade,
        chip=words,
        file=link("document-file", paper.pk, paper.latest),
    )
