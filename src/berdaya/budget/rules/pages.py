"""The pages of a PDF as the lines of a statement.

A statement printed here is known by its closing sentence: there a line that ends in a space goes on in the
next one, a table row ends in its figures, and what stands around the form (heads and feet of pages, the
column and the annex of findings) is moved before the form, where it is kept and told.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from berdaya.budget.rules.grid import UNFILLED, grid_lines
from berdaya.budget.rules.paper import CLOSING, HEADINGS
from berdaya.budget.rules.paper_parts import SIGNED

_FOOT: Final = re.compile(r"\bHalaman \d+ dari \d+$")
_HEAD: Final = re.compile(r"No\. Uraian Isi(?: Temuan)?")
_CHECKS: Final = re.compile(r"(?:^|\s)(G\d\d(?:[ ,]+G\d\d)*)$")
_NOTE: Final = "Kolom “Temuan”"
_DATA: Final = re.compile(r"(?:(\d)\. )?L P Jml")
_CELL: Final = r"(\d[\d.]*|–)"
_FIGURES: Final = re.compile(rf"(?:(.*\S)\s)?{_CELL} {_CELL} {_CELL}")
_PLAN: Final = re.compile(r"(.*RENCANA AKSI) Aktivitas Anggaran \(Rp\)")
_AMOUNT: Final = re.compile(rf"(?:(.*\S)\s)?(\d{{1,3}}(?:\.\d{{3}})+|{UNFILLED})")
_LONGEST_LABEL: Final = 4


def page_lines(pages: Sequence[Sequence[str]]) -> list[str]:
    """The lines of all pages in their order."""
    every = [line for page in pages for line in page]
    if CLOSING not in " ".join(" ".join(every).split()):
        return list(_whole_labels(every))
    aside, form = _sorted(pages)
    return [*aside, *_plan(_tables(_joined(form)))]


def _whole_labels(lines: Sequence[str]) -> Iterator[str]:
    """A label that the column broke stands in one line again."""
    at = 0
    while at < len(lines):
        taken = next((n for n in range(_LONGEST_LABEL, 1, -1) if _is_label(lines[at : at + n])), 1)
        yield " ".join(line.strip() for line in lines[at : at + taken])
        at += taken


def _is_label(lines: Sequence[str]) -> bool:
    words = re.sub(r"^\d{1,2}\.?\s+", "", " ".join(" ".join(lines).split()))
    return re.sub(r"\s*\(Rp\.?\)$", "", words, flags=re.IGNORECASE) in HEADINGS


def _sorted(pages: Sequence[Sequence[str]]) -> tuple[list[str], list[str]]:
    """What stands around the form, and the form itself."""
    aside, form, checks = list[str](), list[str](), list[str]()
    ended = False
    for number, page in enumerate(pages):
        if ended:
            aside.append("\n".join(line.strip() for line in page))
            continue
        marked = any(line.strip() == "No. Uraian Isi Temuan" for line in page)
        for at, line in enumerate(page):
            plain = line.strip()
            found = _CHECKS.search(plain) if marked else None
            if _FOOT.search(plain) or (number and not at) or plain.startswith(_NOTE):
                aside.append(plain)
            elif found:
                checks.append(found[1])
                form += [plain[: found.start()]] if found.start() else []
            elif not _HEAD.fullmatch(plain):
                form.append(line)
        ended = any(SIGNED.match(line.replace("\u00a0", " ").strip()) for line in page)
    return aside + [f"Temuan: {', '.join(checks)}"] * bool(checks), form


def _joined(lines: Sequence[str]) -> Iterator[str]:
    """Paragraphs: a line that ends in a space goes on."""
    begun = ""
    for line in lines:
        begun += line
        if not line.endswith(" "):
            yield begun
            begun = ""
    if begun:
        yield begun


def _tables(lines: Iterator[str]) -> Iterator[str]:
    """Figures below `L P Jml` with their labels, as the table reader gives them."""
    rows: list[list[str]] = []
    label = ""
    for line in lines:
        head, figures = _DATA.fullmatch(line), _FIGURES.fullmatch(line)
        if rows and not head and (figures or not label):
            if figures:
                rows.append([" ".join(filter(None, (label, figures[1]))), *figures.groups()[1:]])
                label = ""
                continue
            if line.endswith(")"):
                label = line
                continue
        if rows:
            yield from grid_lines(rows)
        yield from filter(None, [label])
        rows, label = [], ""
        if head:
            rows = [[f"{head[1]}." if head[1] else "", "L", "P", "Jumlah"]]
        else:
            yield line
    yield from grid_lines(rows)


def _plan(lines: Iterator[str]) -> Iterator[str]:
    """Activities with the rupiah that end their rows."""
    inside = False
    for line in lines:
        head, amount = _PLAN.fullmatch(line), _AMOUNT.fullmatch(line) if inside else None
        inside = bool(head) or (inside and not line.startswith("13 "))
        if head:
            yield head[1]
        elif amount:
            yield from filter(None, [amount[1]])
            yield from [f"Rp{amount[2]}"] * (amount[2] != UNFILLED)
        else:
            yield line
