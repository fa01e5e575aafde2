"""What government has promised and how it is coded, as it holds for a place on a day.

For higher rooms, by territory (everybody may know what holds):

    kamus_on(territory, day)           the kamus usulan: its items, one by its code, suggestions while typing
    authority_on(territory, day)       the authority table: to whom work of a cost belongs
    nomenclature_on(territory, year)   the official list of budget codes that this office confirmed
    priorities_on(territory, year)     the lines of RPJMD, RKPD … that promise something for that year
    item_for(hat, pk)                  an item that a proposal names, of whatever edition; 404 when not seen
    price_of(item, volume, cost)       within, below or above the range, with the rupiah and what was meant

The gap between priorities and proposals is `rules.gaps.priority_gap`, the words of menus and of the eleven
sub-items are `rules.words.menus_on` and `sub_items_on`.

For the pages of this room, by hat. An edition is seen from its own territory, from those below it (they live
by it) and from those above. A draft is seen by whoever edits or confirms lists there.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from django.http import Http404

from berdaya.access.clock import today_in
from berdaya.access.doors import allowed, not_yours, territory_filter
from berdaya.access.models import Holding
from berdaya.access.rules.rights import Right
from berdaya.plan.models import LINES, Draft, Edition, KamusItem, Line, NomenclatureLine, PriorityLine
from berdaya.plan.rules.force import nearest
from berdaya.plan.rules.levels import LevelVerdict, level_for, level_of_item
from berdaya.plan.rules.lists import AuthorityRow, KamusRow, ListKind
from berdaya.plan.rules.matching import MOST, Matcher
from berdaya.plan.rules.nomenclature import Nomenclature, nomenclature_of
from berdaya.plan.rules.prices import PriceVerdict, price_verdict

WORKING = (Right.PLAN_EDIT, Right.PLAN_CONFIRM)


@dataclass(frozen=True, slots=True)
class Kamus:
    """The kamus that holds, or an empty one. Items come in the order of the list."""

    edition: Edition | None
    items: tuple[KamusItem, ...]
    _by_code: Mapping[str, KamusItem] = field(repr=False)
    _matcher: Matcher[KamusRow] = field(repr=False)

    def item(self, code: str) -> KamusItem | None:
        return self._by_code.get(code)

    def find(self, text: str, most: int = MOST) -> list[KamusItem]:
        """Suggestions while typing, best first."""
        return [self._by_code[match.item.code] for match in self._matcher.find(text, most)]


@dataclass(frozen=True, slots=True)
class Authority:
    """The authority table that holds, or an empty one."""

    edition: Edition | None
    rows: tuple[AuthorityRow, ...]

    def level_for(self, work: str, cost: int) -> LevelVerdict:
        return level_for(work, cost, self.rows)

    def level_of_item(self, item: KamusItem, cost: int) -> LevelVerdict:
        return level_of_item(item.row, cost, self.rows)


@dataclass(frozen=True, slots=True)
class Priorities:
    """The lines that promise something for a year, and the editions that they stand in."""

    editions: tuple[Edition, ...]
    lines: tuple[PriorityLine, ...]

    def find(self, text: str, most: int = MOST) -> list[PriorityLine]:
        """Lines that a proposal's words may serve, best first. A suggestion, never a verdict."""
        lines = {line.row.key: line for line in self.lines}
        found = Matcher([line.row for line in self.lines]).find(text, most)
        return [lines[match.item.key] for match in found]


# ---------- what holds, for higher rooms ----------


def kamus_on(territory: str, day: date) -> Kamus:
    """The kamus usulan that holds in a territory on a day: its own, else that of the nearest wider place."""
    edition = edition_on(ListKind.KAMUS, territory, day)
    if edition is None:
        return Kamus(None, (), {}, Matcher(()))
    return _kamus(_Known(edition))


def price_of(item: KamusItem | KamusRow, volume: int | Decimal | Fraction, cost: int) -> PriceVerdict:
    """Is that cost plausible for that much of the item?"""
    return price_verdict(item, volume, cost)


def authority_on(territory: str, day: date) -> Authority:
    """The authority table that holds in a territory on a day."""
    edition = edition_on(ListKind.AUTHORITY, territory, day)
    if edition is None:
        return Authority(None, ())
    return Authority(edition, tuple(line.row for line in edition.authorities.all()))


def priorities_on(territory: str, year: int, day: date | None = None) -> Priorities:
    """What is promised for a year, by the plans that hold on a day (today): of each kind the nearest one."""
    found = editions_on(ListKind.PRIORITIES, territory, day or today_in(territory))
    editions = tuple(found[series] for series in sorted(found))
    lines = PriorityLine.objects.filter(edition__in=editions).select_related("edition")
    return Priorities(editions, tuple(line for line in lines if line.row.holds_in(year)))


def edition_on(kind: ListKind, territory: str, day: date) -> Edition | None:
    """The edition of a list without series that holds in a territory on a day."""
    return editions_on(kind, territory, day).get("")


def editions_on(kind: ListKind, territory: str, day: date) -> dict[str, Edition]:
    """For each series the edition that holds in a territory on a day."""
    return nearest(Edition.objects.over(territory).filter(kind=kind.value), territory, day)


def nomenclature_on(territory: str, year: int) -> Nomenclature | None:
    """The official list that this office confirmed for a place, as it held on the first day of a budget year.

    None where none was brought; then what the rulebook ships holds (`rules.nomenclature.nomenclature_for`).
    """
    edition = edition_on(ListKind.NOMENCLATURE, territory, date(year, 1, 1))
    return _nomenclature(edition.pk, edition.sha256) if edition else None


@lru_cache(maxsize=4)
def _nomenclature(pk: int, sha256: str) -> Nomenclature:
    """An edition is never changed, so it is read once; `sha256` is that of its file."""
    edition = Edition.objects.get(pk=pk)
    rows = {one.code: one.row for one in NomenclatureLine.objects.filter(edition=edition)}
    return nomenclature_of(edition.title, edition.source, rows.values())


def item_for(hat: Holding, pk: int) -> KamusItem:
    """An item of the kamus with its edition; 404 for one that is absent or not seen from there."""
    line = line_for(hat, ListKind.KAMUS, pk)
    assert isinstance(line, KamusItem)
    return line


def lists_of(territory: str, day: date) -> list[Edition]:
    """Every edition that holds in a territory on a day, one for each list and series."""
    editions = list(Edition.objects.over(territory))
    found = [
        nearest([one for one in editions if one.kind == kind.value], territory, day) for kind in ListKind
    ]
    return [by_series[series] for by_series in found for series in sorted(by_series)]


class _Known:
    """An edition that a cache can hold. Its moment keeps apart two databases that number alike."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.key: tuple[int, str, datetime] = (edition.pk, edition.sha256, edition.confirmed_at)

    def __hash__(self) -> int:
        return hash(self.key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Known) and self.key == other.key


@lru_cache(maxsize=16)
def _kamus(known: _Known) -> Kamus:
    """An edition is never changed, so its items and their words are read once."""
    items = tuple(known.edition.items.all())
    return Kamus(known.edition, items, {item.code: item for item in items}, Matcher([i.row for i in items]))


# ---------- pages of this room ----------


def editions_for(hat: Holding) -> list[Edition]:
    """Every edition that this hat sees, the newest first."""
    seen = Edition.objects.seen_from(hat.territory).select_related("made_by", "confirmed_by")
    return list(seen.order_by("-valid_from", "-pk"))


def edition_for(hat: Holding, pk: int) -> Edition:
    """One edition; 404 for one that is absent or not seen from here."""
    seen = Edition.objects.seen_from(hat.territory).select_related("made_by", "confirmed_by")
    found = seen.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def editions_beside(edition: Edition) -> list[Edition]:
    """All editions of the same list, territory and series, the newest first."""
    return list(Edition.objects.beside(edition).order_by("-valid_from", "-pk"))


def lines_of(edition: Edition) -> list[Line]:
    model = LINES[edition.list_kind]
    return list(model._default_manager.filter(edition=edition))


def rows_for(table: Authority, line: Line) -> list[AuthorityRow]:
    """The rows of an authority table that speak of the work of an item."""
    return [row for row in table.rows if isinstance(line, KamusItem) and row.work == line.work]


def rows_before(draft: Draft | Edition, day: date) -> tuple[Edition | None, list[Line]]:
    """The edition of the same territory and series that a new one would follow on a day, with its lines."""
    editions = Edition.objects.filter(kind=draft.kind, territory=draft.territory, series=draft.series)
    edition = nearest(editions, draft.territory, day).get(draft.series)
    return edition, lines_of(edition) if edition else []


def line_for(hat: Holding, kind: ListKind, pk: int) -> Line:
    """One row of an edition that this hat sees; the same 404 for absent and not seen."""
    model = LINES[kind]
    line = model._default_manager.select_related("edition", "edition__confirmed_by").filter(pk=pk).first()
    if line is None or not Edition.objects.seen_from(hat.territory).filter(pk=line.edition_id).exists():
        raise Http404
    return line


def history_of(line: Line) -> list[Line]:
    """The same code in every edition of the list, the oldest first."""
    model, edition = LINES[line.edition.list_kind], line.edition
    same = model._default_manager.select_related("edition").filter(
        code=line.code,
        edition__kind=edition.kind,
        edition__territory=edition.territory,
        edition__series=edition.series,
    )
    found: list[Line] = list(same.order_by("edition__valid_from", "edition_id"))
    return [one for one in found if one.row.key == line.row.key]


def works_on_lists(hat: Holding) -> bool:
    """May this hat edit or confirm lists of its territory?"""
    return any(allowed(hat, right).allowed for right in WORKING)


def open_drafts(hat: Holding) -> list[Draft]:
    """Drafts that wait, for whoever works on lists."""
    if not works_on_lists(hat):
        return []
    return list(Draft.objects.filter(**territory_filter(hat)).open().told())


def draft_for(hat: Holding, pk: int, *, lock: bool = False) -> Draft:
    """One draft of the hat's territory; the same 404 for absent and not yours."""
    drafts = Draft.objects.select_for_update() if lock else Draft.objects.told()
    found = drafts.filter(pk=pk).first()
    if found is None:
        raise Http404
    not_yours(hat, found.territory)
    return found
