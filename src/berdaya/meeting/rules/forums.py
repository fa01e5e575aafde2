"""The kinds of meeting as the rulebook has them: where each is held, its agenda, whom people represent."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from berdaya.kernel.findings import Finding, Refused
from berdaya.region.rules.codes import Kind, Level, kind_of, level_of
from berdaya.rulebook.rules import Rule, Rulebook

NAME = "meeting.forums"
_LATE_IN_THE_YEAR = 11
_LEVEL_WORDS: Final = {"rt": "RT", "rw": "RW", "kabupaten": "kabupaten/kota"}


@dataclass(frozen=True, slots=True)
class Item:
    """One point of an agenda: how long, and what."""

    minutes: int
    what: str


@dataclass(frozen=True, slots=True)
class Timed:
    """A point of an agenda with the moments between which it falls."""

    begins: datetime
    ends: datetime
    item: Item


@dataclass(frozen=True, slots=True)
class Forum:
    """One kind of meeting. `groups` are whom people represent, `signs` who signs the berita acara."""

    code: str
    title: str
    levels: tuple[str, ...]
    convener: str
    agenda: tuple[Item, ...]
    groups: Mapping[str, str]
    counted: tuple[str, ...]
    must: tuple[str, ...]
    signs: tuple[str, ...]
    ahead: int = 0
    delegates: bool = False
    own_body: bool = False

    @property
    def held_in(self) -> str:
        """`RT, RW dan kelurahan`: where it is held, in words."""
        words = [_LEVEL_WORDS.get(level, level) for level in self.levels]
        return " dan ".join(part for part in (", ".join(words[:-1]), words[-1]) if part)

    @property
    def minutes(self) -> int:
        return sum(item.minutes for item in self.agenda)

    def held_at(self, territory: str) -> bool:
        return level_word(territory) in self.levels

    def year_on(self, day: date) -> int:
        """The fiscal year that such a meeting plans for: from November on, the round of the year after."""
        return day.year + self.ahead + (1 if self.ahead and day.month >= _LATE_IN_THE_YEAR else 0)


@dataclass(frozen=True, slots=True)
class Forums:
    """All kinds of meeting of one edition of the rule."""

    rule: Rule
    by_code: Mapping[str, Forum]
    groups: Mapping[str, str]

    def get(self, code: str) -> Forum:
        """The forum with this code. Refused with those that there are."""
        if code not in self.by_code:
            known = ", ".join(self.by_code)
            raise Refused(
                Finding("meeting.forum", f"jenis {code[:40]!r}", "tidak dikenal", f"Yang ada: {known}.")
            )
        return self.by_code[code]

    def at(self, territory: str) -> list[Forum]:
        """Those that may be held in this territory or below it."""
        depth = level_of(territory).depth if territory else 0
        return [forum for forum in self.by_code.values() if any(_depth(one) >= depth for one in forum.levels)]


def level_word(territory: str) -> str:
    """`rt`, `rw`, `desa`, `kelurahan`, `kecamatan`, `kabupaten`, `provinsi`."""
    level = level_of(territory)
    if level is Level.VILLAGE and kind_of(territory) is Kind.KELURAHAN:
        return Kind.KELURAHAN.value
    return level.value


def _depth(word: str) -> int:
    return Level.VILLAGE.depth if word == Kind.KELURAHAN.value else Level(word).depth


def read_forums(rule: Rule) -> Forums:
    groups: Mapping[str, str] = dict(rule.values["groups"])
    forums = {code: _forum(code, values, groups) for code, values in rule.values["forums"].items()}
    return Forums(rule, forums, groups)


def forums_on(book: Rulebook, day: date, territory: str = "") -> Forums:
    """The kinds of meeting as they stand on a day in a place."""
    return read_forums(book.in_force(NAME, day, territory=territory))


def timed(agenda: tuple[Item, ...], begins: datetime) -> list[Timed]:
    """The agenda with its clock, one point after the other."""
    found = []
    for item in agenda:
        ends = begins + timedelta(minutes=item.minutes)
        found.append(Timed(begins, ends, item))
        begins = ends
    return found


def _forum(code: str, values: Mapping[str, object], groups: Mapping[str, str]) -> Forum:
    agenda = tuple(Item(int(minutes), str(what)) for minutes, what in _list(values, "agenda"))
    return Forum(
        code=code,
        title=str(values["title"]),
        levels=_words(values, "levels"),
        convener=str(values["convener"]),
        agenda=agenda,
        groups={name: groups[name] for name in _words(values, "groups")},
        counted=_words(values, "counted"),
        must=_words(values, "must"),
        signs=_words(values, "signs"),
        ahead=int(str(values.get("ahead", 0))),
        delegates=bool(values.get("delegates")),
        own_body=bool(values.get("own_body")),
    )


def _list(values: Mapping[str, object], name: str) -> list[tuple[int, str]]:
    found = values[name]
    assert isinstance(found, list)
    return found


def _words(values: Mapping[str, object], name: str) -> tuple[str, ...]:
    found = values[name]
    assert isinstance(found, list)
    return tuple(str(word) for word in found)
