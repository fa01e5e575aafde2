"""For whom a programme is meant: by decile and by what is known of the household. Unknown is never "no".

This is a question for the Musdes, not a decision: no aid is given or taken by it (rule `scan.programmes`).
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from berdaya.kernel.answers import Answer, all_yes, answer, any_yes


@dataclass(frozen=True, slots=True)
class Someone:
    """What is known of one member on the day of the comparison; None = not asked."""

    age: int | None = None
    pregnant: bool | None = None
    disabled: bool | None = None


@dataclass(frozen=True, slots=True)
class Home:
    """A household as it stands: decile (None = not ranked), signs, members (None = not listed)."""

    decile: int | None
    signs: Mapping[str, Answer] = field(default_factory=dict)
    members: tuple[Someone, ...] | None = None


@dataclass(frozen=True, slots=True)
class Kind:
    """A programme with its conditions. `decile_to` None: it is meant for nobody in particular."""

    key: str
    title: str
    decile_to: int | None
    one_of: tuple[str, ...]
    columns: tuple[str, ...]

    @property
    def meant_for_some(self) -> bool:
        return self.decile_to is not None


@dataclass(frozen=True, slots=True)
class Programmes:
    """The rule `scan.programmes`: the programmes, and the ages that count."""

    kinds: Mapping[str, Kind]
    school: range
    young_under: int
    elderly_from: int
    childbearing: range
    gone: frozenset[str]

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> "Programmes":
        return cls(
            {key: _kind(key, table) for key, table in values["kinds"].items()},
            range(values["school_from"], values["school_to"] + 1),
            values["young_under"],
            values["elderly_from"],
            range(values["childbearing_from"], values["childbearing_to"] + 1),
            frozenset(values["gone"]),
        )


@dataclass(frozen=True, slots=True)
class Meant:
    """Is a programme meant for a household, and which fact decides it."""

    answer: Answer
    reason: str


def _kind(key: str, table: Mapping[str, Any]) -> Kind:
    return Kind(
        key, table["title"], table.get("decile_to"), tuple(table["one_of"]), tuple(table.get("columns", ()))
    )


def meant_for(kind: Kind, home: Home, book: Programmes) -> Meant:
    """YES, NO, or UNKNOWN while a blank could still turn it; of several open facts the first is told."""
    if kind.decile_to is None:
        return Meant(Answer.NO, "program ini tidak memilih rumah tangga menurut desil")
    poor = poor_for(kind, home.decile)
    conditions = [(name, _holds(name, home, book)) for name in kind.one_of]
    one = any_yes(holds for _, holds in conditions) if conditions else Answer.YES
    decided = all_yes((poor, one))
    return Meant(decided, _reason(kind, home.decile, poor, one, conditions))


def poor_for(kind: Kind, decile: int | None) -> Answer:
    """Does the decile reach? Without a decile nobody can tell."""
    if kind.decile_to is None:
        return Answer.UNKNOWN
    return answer(None if decile is None else decile <= kind.decile_to)


def _reason(
    kind: Kind, decile: int | None, poor: Answer, one: Answer, conditions: list[tuple[str, Answer]]
) -> str:
    if poor is Answer.NO:
        return f"desil {decile}; program ini sampai desil {kind.decile_to}"
    told = "desil belum diketahui" if poor is Answer.UNKNOWN else f"desil {decile}"
    if not conditions:
        return told
    if one is Answer.NO:
        return "tidak ada " + " atau ".join(WORDS[name] for name, _ in conditions)
    named = ", ".join(WORDS[name] for name, holds in conditions if holds is one)
    return f"{told}, {named}" if one is Answer.YES else f"{told}, belum diketahui: {named}"


def _holds(name: str, home: Home, book: Programmes) -> Answer:
    if name not in _OF_MEMBERS:
        return home.signs.get(name, Answer.UNKNOWN)
    if home.members is None:
        return Answer.UNKNOWN
    return any_yes(_OF_MEMBERS[name](one, book) for one in home.members)


def _aged(one: Someone, ages: Iterable[int]) -> Answer:
    return answer(None if one.age is None else one.age in ages)


def _pregnant(one: Someone, book: Programmes) -> Answer:
    """Of a child or an old woman nobody has to ask."""
    outside = one.age is not None and one.age not in book.childbearing
    return Answer.NO if one.pregnant is None and outside else answer(one.pregnant)


_OLDEST: Final = 150
_OF_MEMBERS: Final[Mapping[str, Callable[[Someone, Programmes], Answer]]] = {
    "school_child": lambda one, book: _aged(one, book.school),
    "young_child": lambda one, book: _aged(one, range(book.young_under)),
    "elderly": lambda one, book: _aged(one, range(book.elderly_from, _OLDEST)),
    "pregnant": _pregnant,
    "disabled": lambda one, _book: answer(one.disabled),
}
WORDS: Final = {
    "school_child": "anak usia sekolah",
    "young_child": "anak kecil",
    "elderly": "lanjut usia",
    "pregnant": "ibu hamil",
    "disabled": "penyandang disabilitas",
    "C5": "rumah tidak layak huni",
    "C6": "air minum tidak terlindung",
    "C7": "tidak ada jamban",
    "C8": "penerangan bukan listrik",
}
