"""Changes by people, and the places that they may be about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from berdaya.targeting.doors import ResultRow
from berdaya.targeting.models import ChangeWithdrawal, PlaceChange

WORDS = {"tambah": "Ditambahkan", "cabut": "Dicabut"}


@dataclass(frozen=True, slots=True)
class ShownChange:
    """One change; `withdrawal` when somebody took it back."""

    change: PlaceChange
    name: str
    action: str
    withdrawal: ChangeWithdrawal | None


def shown_changes(changes: Sequence[PlaceChange], names: Mapping[str, str]) -> list[ShownChange]:
    return [
        ShownChange(
            change,
            names.get(change.code, change.code),
            WORDS[change.action],
            getattr(change, "withdrawal", None),
        )
        for change in changes
    ]


def names_of(rows: Sequence[ResultRow]) -> dict[str, str]:
    return {row.code: f"{row.stratum.capitalize()} {row.name}, Kec. {row.kecamatan}" for row in rows}


def choices_of(rows: Sequence[ResultRow]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Every place by kecamatan, with whether the computation chose it."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for row in sorted(rows, key=lambda row: row.code):
        side = "terpilih" if row.selected else "tidak terpilih"
        words = f"{row.stratum.capitalize()} {row.name} ({side}, peringkat {row.rank})"
        groups.setdefault(row.kecamatan, []).append((row.code, words))
    return list(groups.items())
