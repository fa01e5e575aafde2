"""Where the titles of a table stand, and which column of the profile each of them is.

Titles stand in row 1, or below letterheads; in one row, or in two with merged cells; sometimes with the
position in brackets, sometimes above a row `KOLOM, 2, 3, 4, …`. DBF files cut names to ten letters.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from berdaya.register.rules.harmless import shown_title
from berdaya.register.rules.profiles import Column, Profile

SEARCHED_ROWS = 30
_FEWEST = 4
_POSITION = re.compile(r"[\[(]\s*(\d{1,3})\s*[\])]\s*$")
_DBF_NAME = 10

Grid = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Header:
    """The titles of a table and where its data begin (0 = first row of the grid)."""

    row: int
    data_row: int
    titles: tuple[str, ...]
    positions: Mapping[str, int]
    repeated: Mapping[str, tuple[int, ...]]

    @property
    def recognised(self) -> int:
        return len(self.positions)

    def title_of(self, name: str) -> str:
        return self.titles[self.positions[name]]

    def unknown(self) -> list[str]:
        """Titles that are no column of the profile, in order."""
        return [title for at, title in enumerate(self.titles) if title and self._strange(at)]

    def shown(self, at: int) -> str:
        """A title as findings and manifests may repeat it."""
        return shown_title(self.titles[at], at + 1) if self._strange(at) else self.titles[at].strip()

    def shown_unknown(self) -> list[str]:
        return [self.shown(at) for at, title in enumerate(self.titles) if title and self._strange(at)]

    def _strange(self, at: int) -> bool:
        return at not in self.positions.values() and all(at not in more for more in self.repeated.values())


def normal_title(title: str) -> str:
    """One form for one title: no case, accents, signs or spaces, and no position in brackets at the end."""
    decomposed = unicodedata.normalize("NFKD", _POSITION.sub("", title.strip()))
    return "".join(sign for sign in decomposed.casefold() if sign.isalnum())


def find_header(grid: Grid, profile: Profile) -> Header | None:
    """The row of titles that fits the profile best, among the first thirty; None when none fits."""
    known = _known_titles(profile)
    best: Header | None = None
    for row in range(min(len(grid), SEARCHED_ROWS)):
        below = grid[row + 1] if row + 1 < len(grid) else ()
        for height, titles in ((1, tuple(grid[row])), (2, _two_rows(grid[row], below))):
            found = _match(row, height, titles, known, profile)
            if best is None or (found.recognised, -height) > (best.recognised, best.row - best.data_row):
                best = found
    if best is None or best.recognised < profile.fewest_titles:
        return None
    return _with_number_row(best, grid, profile)


def _two_rows(upper: Sequence[str], lower: Sequence[str]) -> tuple[str, ...]:
    """Titles of a header of two rows: the lower cell, or the upper one where cells are merged downwards."""
    width = max(len(upper), len(lower))
    above = [*upper, *[""] * (width - len(upper))]
    below = [*lower, *[""] * (width - len(lower))]
    return tuple(b if b.strip() else a for a, b in zip(above, below, strict=True))


def _known_titles(profile: Profile) -> dict[str, Column]:
    return {normal_title(title): column for column in profile.columns for title in column.titles}


def _match(
    row: int, height: int, titles: tuple[str, ...], known: Mapping[str, Column], profile: Profile
) -> Header:
    positions: dict[str, int] = {}
    repeated: dict[str, tuple[int, ...]] = {}
    for at, title in enumerate(titles):
        column = known.get(normal_title(title)) or _cut_name(title, profile)
        if column is None:
            continue
        if column.name in positions:
            repeated[column.name] = (*repeated.get(column.name, ()), at)
        else:
            positions[column.name] = at
    return Header(row, row + height, titles, positions, repeated)


def _cut_name(title: str, profile: Profile) -> Column | None:
    """A name cut to ten letters by DBF, when it can be only one column."""
    name = title.strip().casefold()
    if len(name) != _DBF_NAME:
        return None
    fitting = [column for column in profile.columns if column.name.startswith(name)]
    return fitting[0] if len(fitting) == 1 else None


def _with_number_row(header: Header, grid: Grid, profile: Profile) -> Header:
    """Take the row `KOLOM, 2, 3, …` below the titles as numbers of columns, and skip it."""
    below = list(grid[header.data_row]) if header.data_row < len(grid) else []
    numbers = _numbers(below)
    if numbers is None:
        return _by_numbers(header, [_position(title) for title in header.titles], profile, header.data_row)
    return _by_numbers(header, numbers, profile, header.data_row + 1)


def _numbers(cells: Sequence[str]) -> list[int | None] | None:
    """Numbers of a row that numbers its columns one after the other; None when it is data."""
    texts = [cell.strip().strip("()[]") for cell in cells]
    numbers = [int(text) if text.isdecimal() and len(text) <= 3 else None for text in texts]
    if texts[:1] and texts[0].casefold() == "kolom":
        return numbers
    given = [n for n in numbers if n is not None]
    running = len(given) >= _FEWEST and given == list(range(given[0], given[0] + len(given)))
    return numbers if running and len(given) == sum(1 for text in texts if text) else None


def _position(title: str) -> int | None:
    found = _POSITION.search(title)
    return int(found[1]) if found else None


def _by_numbers(header: Header, numbers: Sequence[int | None], profile: Profile, data_row: int) -> Header:
    """Let the number name a column whose title is not known, if the numbers agree with all known titles."""
    by_number = {column.number: column for column in profile.columns if column.number}
    at_number = {position: n for position, n in enumerate(numbers) if n is not None}
    agrees = all(
        at_number.get(position, profile.column(name).number) == profile.column(name).number
        for name, position in header.positions.items()
    )
    positions = dict(header.positions)
    if agrees:
        taken = set(positions.values())
        for position, number in at_number.items():
            column = by_number.get(number)
            if column and position not in taken and column.name not in positions:
                positions[column.name] = position
    return Header(header.row, data_row, header.titles, positions, header.repeated)
