"""What changed since a draft was computed: the file form of its input beside that of today.

A draft stands for exactly what went into it. Once a proposal comes or goes, a unit, a list, the money or
a setting changes, it is to be computed again; what changed is told by name.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from typing import Any, Final

from berdaya.deliberation.rules.explaining import ceiling_words
from berdaya.kernel.digests import digest_of
from berdaya.kernel.findings import Finding
from berdaya.kernel.numbers import format_count, format_rupiah

Json = Mapping[str, Any]
SHOWN: Final = 10
_SETTINGS: Final = {
    "a": "bobot KK miskin",
    "gamma": "ingatan saldo",
    "kappa_min": "dukungan paling sedikit",
    "complete": "tahap pelengkap",
    "weights": "bobot kriteria",
}


@dataclass(frozen=True, slots=True)
class Difference:
    """One kind of change and who or what it is about."""

    what: str
    words: str


def input_digest(data: Json, rule: str) -> str:
    """The fingerprint of everything that a draft is computed from."""
    return digest_of([data, rule])


def differences(before: Json, now: Json) -> tuple[Difference, ...]:
    """What is another in `now`, both as `entering.vector_of` writes them: proposals, units, money."""
    stayed = before["proposals"].keys() & now["proposals"].keys()
    told = (
        *_of_kind("Usulan", before["proposals"], now["proposals"], _named, _proposal),
        *_of_kind(
            "Unit",
            before["units"],
            now["units"],
            lambda name, _: name,
            lambda was, now: _unit(was, now, stayed),
        ),
        _together("Pagu", _money(before, now)),
        _together("Saldo tahun lalu", _openings(before, now)),
        _together("Setelan", (word for key, word in _SETTINGS.items() if before[key] != now[key])),
    )
    return tuple(one for one in told if one is not None)


def lapsed(found: Iterable[Difference]) -> Finding:
    """Why a draft cannot be closed or decided on any more."""
    told = "; ".join(f"{one.what.lower()}: {one.words}" for one in found)
    problem = f"tidak berlaku lagi, karena sesudah dihitung ada yang berubah: {told or 'aturannya'}"
    advice = "Hitung lagi, lalu bahas hasilnya sebelum ditutup dan ditetapkan."
    return Finding("session.lapsed", "rancangan", problem, advice)


def _of_kind(
    kind: str,
    before: Mapping[str, Json],
    now: Mapping[str, Json],
    named: Callable[[str, Json], str],
    told: Callable[[Json, Json], Iterable[str]],
) -> Iterator[Difference | None]:
    """What came, what went, and what stays but is another now."""
    yield _together(f"{kind} masuk", (named(name, now[name]) for name in now if name not in before))
    yield _together(f"{kind} keluar", (named(name, before[name]) for name in before if name not in now))
    pairs = ((name, list(told(before[name], now[name]))) for name in now if name in before)
    yield _together(
        f"{kind} berubah", (f"{named(name, now[name])} ({', '.join(w)})" for name, w in pairs if w)
    )


def _together(what: str, words: Iterable[str]) -> Difference | None:
    names = list(words)
    if not names:
        return None
    more = f", dan {format_count(len(names) - SHOWN)} lainnya" if len(names) > SHOWN else ""
    return Difference(what, ", ".join(names[:SHOWN]) + more)


def _named(label: str, one: Json) -> str:
    return f"{label} {one['title']}"


def _proposal(before: Json, now: Json) -> Iterator[str]:
    if before["cost"] != now["cost"]:
        yield f"biaya {format_rupiah(before['cost'])} menjadi {format_rupiah(now['cost'])}"
    words = {"title": "nama", "menu": "menu", "criteria": "nilai kriteria", "poor_households": "KK miskin"}
    yield from (word for key, word in words.items() if before[key] != now[key])


def _unit(before: Json, now: Json, stayed: Set[str]) -> Iterator[str]:
    """Its numbers, and its order; that a list is shorter by what went is told of the proposal itself."""
    for key, word in {"KK": "KK", "miskin": "KK miskin", "w": "bobot"}.items():
        if before.get(key) != now.get(key):
            yield f"{word} {_count(before.get(key))} menjadi {_count(now.get(key))}"
    if [one for one in before["rank"] if one in stayed] != [one for one in now["rank"] if one in stayed]:
        yield "urutan usulannya"


def _count(value: int | None) -> str:
    return "tidak ada" if value is None else format_count(value)


def _money(before: Json, now: Json) -> Iterator[str]:
    """The whole, then each menu that both had proposals of: the limit of an empty menu is not written."""
    if before["B"] != now["B"]:
        yield f"seluruhnya {format_rupiah(before['B'])} menjadi {format_rupiah(now['B'])}"
    was, limits = before["menu_ceiling"], now["menu_ceiling"]
    for menu in dict.fromkeys([*was, *limits]):
        if was.get(menu) != limits.get(menu) and menu in _menus(before) & _menus(now):
            yield f"{ceiling_words(menu)} {_limit(was.get(menu))} menjadi {_limit(limits.get(menu))}"


def _menus(data: Json) -> set[str]:
    return {one["menu"] for one in data["proposals"].values()}


def _limit(value: int | None) -> str:
    return "tanpa batas" if value is None else format_rupiah(value)


def _openings(before: Json, now: Json) -> Iterator[str]:
    """Units whose balance of last year is another, without those that came or went."""
    was, brought = before["opening"], now["opening"]
    both = (name for name in now["units"] if name in before["units"])
    yield from (name for name in both if was.get(name, "0") != brought.get(name, "0"))
