"""RT that are split, merged or given another number: what may be recorded, and what follows from it.

Up to the village the official list says what changed; RT and RW are the village's own bodies (Permendagri
18/2018), so the office records them. Nothing is removed: an RT that ends keeps its row, with its last day,
and says who took over which share. A number that became free may be given to another RT; the day tells which
of the two is meant, as it does for codes of villages (`history`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from berdaya.kernel.calendar import format_date
from berdaya.kernel.findings import Finding
from berdaya.region.rules.codes import Level, has_form, level_of, part_of
from berdaya.region.rules.history import Change, Part
from berdaya.region.rules.neighbourhoods import neighbourhood_title

RECORDED = (Change.SPLIT, Change.MERGE, Change.RENUMBERING)


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """An RT as it is recorded: its hamlet, and the days between which it stood."""

    code: str
    dusun: str = ""
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class Heir:
    """An RT that takes over, and how many families come to it; they only matter when an RT is split."""

    code: str
    families: int = 1
    dusun: str = ""


@dataclass(frozen=True, slots=True)
class RtChange:
    """What the village decided, by which paper, and from which day it holds."""

    change: Change
    olds: tuple[str, ...]
    heirs: tuple[Heir, ...]
    first_day: date
    source: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What has to be written: who ends and on which day, who begins, who takes over what.

    `reopened`: numbers that were free and stand again.
    """

    last_day: date
    ended: tuple[str, ...]
    begun: tuple[Heir, ...]
    reopened: tuple[Heir, ...]
    shares: Mapping[str, tuple[Part, ...]]


def faults(asked: RtChange, known: Mapping[str, Neighbourhood]) -> list[Finding]:
    """Why a change cannot be recorded; empty when it can. `known`: all RT of the village, ended ones too."""
    found = _faults_of_numbers(asked)
    found += [fault for code in asked.olds if (fault := _fault_of_old(code, asked, known))]
    found += [fault for heir in asked.heirs if (fault := _fault_of_heir(heir, asked, known))]
    if not asked.source.strip():
        found.append(
            _fault(
                "source", "dasar perubahan", "belum diisi", "Tulis nomor dan tanggal keputusan lurah/kades."
            )
        )
    return found


def outcome(asked: RtChange, known: Mapping[str, Neighbourhood]) -> Outcome:
    """What follows from a change that has no faults. Shares are exact and add up to one for each old RT.

    An RT that keeps its number is among its own heirs when it gave something up; one that only received
    stays as it is.
    """
    heirs = {heir.code for heir in asked.heirs}
    families = sum(heir.families for heir in asked.heirs)
    parts = tuple(
        Part(heir.code, Fraction(heir.families, families) if asked.change is Change.SPLIT else Fraction(1))
        for heir in asked.heirs
    )
    return Outcome(
        last_day=asked.first_day - timedelta(days=1),
        ended=tuple(code for code in asked.olds if code not in heirs),
        begun=tuple(heir for heir in asked.heirs if heir.code not in known),
        reopened=tuple(
            heir for heir in asked.heirs if heir.code in known and known[heir.code].valid_to is not None
        ),
        shares={code: parts for code in asked.olds if asked.change is not Change.MERGE or code not in heirs},
    )


def _faults_of_numbers(asked: RtChange) -> list[Finding]:
    """How many RT each kind of change joins, and whether each is named once."""
    olds, heirs = len(asked.olds), len(asked.heirs)
    words = {
        Change.SPLIT: (olds == 1 and heirs >= 2, "pemekaran memecah satu RT menjadi dua atau lebih"),
        Change.MERGE: (olds >= 2 and heirs == 1, "penggabungan menyatukan dua RT atau lebih menjadi satu"),
        Change.RENUMBERING: (olds == 1 and heirs == 1, "penomoran mengganti nomor satu RT"),
    }.get(asked.change)
    found = []
    if words is None:
        found.append(
            _fault("kind", "perubahan", "jenis perubahan itu tidak untuk RT", "Pilih jenis yang lain.")
        )
    elif not words[0]:
        found.append(_fault("numbers", "RT", words[1], "Lengkapi nomor RT asal dan RT hasilnya."))
    if len(set(asked.olds)) < olds or len({heir.code for heir in asked.heirs}) < heirs:
        found.append(_fault("twice", "RT", "satu nomor RT ditulis dua kali", "Tulis tiap RT sekali saja."))
    if asked.change is Change.RENUMBERING and asked.olds == tuple(heir.code for heir in asked.heirs):
        found.append(_fault("same", "RT", "nomor barunya sama dengan nomor lama", "Tulis nomor yang baru."))
    return found


def _fault_of_old(code: str, asked: RtChange, known: Mapping[str, Neighbourhood]) -> Finding | None:
    name, old = neighbourhood_title(code), known.get(code)
    if old is None:
        return _fault("unknown", name, "belum tercatat di desa ini", "Tambahkan RT itu dahulu.")
    if old.valid_to is not None:
        return _fault(
            "ended", name, f"sudah berakhir {format_date(old.valid_to)}", "Pilih RT yang masih berlaku."
        )
    if old.valid_from is not None and asked.first_day <= old.valid_from:
        return _fault(
            "too_early",
            name,
            f"baru berlaku sejak {format_date(old.valid_from)}",
            "Tulis hari mulai perubahan sesudah tanggal itu.",
        )
    return None


def _fault_of_heir(heir: Heir, asked: RtChange, known: Mapping[str, Neighbourhood]) -> Finding | None:
    name = neighbourhood_title(heir.code)
    if not _in_the_same_village(heir.code, asked.olds):
        return _fault("elsewhere", name or heir.code, "bukan RT di desa yang sama", "Periksa nomornya.")
    if heir.families < 1:
        return _fault("families", name, "belum menerima satu keluarga pun", "Isi banyaknya keluarga.")
    if heir.code in asked.olds or heir.code not in known:
        return None
    ended = known[heir.code].valid_to
    if ended is None:
        return _fault("taken", name, "nomor itu sudah dipakai RT lain", "Pilih nomor yang belum dipakai.")
    if asked.first_day <= ended:
        return _fault(
            "was_taken",
            name,
            f"nomor itu masih dipakai sampai {format_date(ended)}",
            "Tulis hari mulai sesudah tanggal itu, atau pilih nomor lain.",
        )
    return None


def _in_the_same_village(code: str, olds: tuple[str, ...]) -> bool:
    if not has_form(code) or level_of(code) is not Level.RT:
        return False
    return all(part_of(code, Level.VILLAGE) == part_of(old, Level.VILLAGE) for old in olds)


def _fault(name: str, where: str, problem: str, advice: str) -> Finding:
    return Finding(f"rt.{name}", where, problem, advice)
