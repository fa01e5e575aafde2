"""How a confirmed register and its places are put into words for a page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from berdaya.access.places import place_title
from berdaya.access.territory import covers
from berdaya.kernel.calendar import format_date
from berdaya.kernel.numbers import format_count
from berdaya.kernel.status import StatusLine
from berdaya.region.doors import gazetteer
from berdaya.register.coverage import own_coverage
from berdaya.register.doors import Counted
from berdaya.register.models import Snapshot


def snapshot_status(snapshot: Snapshot) -> StatusLine:
    if snapshot.destroyed:
        done = snapshot.destruction
        return StatusLine(
            f"Dimusnahkan {done.by.name} pada {_day(done.at)}.",
            done.reason,
            "Hitungan tiap tempat dan catatan ini tetap ada; data orangnya tidak dapat dibuka lagi.",
            "Tidak ada",
        )
    return StatusLine(
        f"Disahkan {snapshot.confirmed_by.name} pada {_day(snapshot.confirmed_at)}.",
        f"Dipakai untuk {snapshot.purpose}; diunggah {snapshot.maker.name}.",
        f"Musnahkan sesudah {format_date(snapshot.until)}, atau lebih awal bila tujuannya tercapai.",
        "Pemegang register atau PPDP",
    )


def _day(moment: datetime) -> str:
    return format_date(timezone.localtime(moment).date())


@dataclass(frozen=True, slots=True)
class ShownSnapshot:
    """A register as the list shows it, with what it holds of the hat's territory."""

    snapshot: Snapshot
    name: str
    place: str
    households: int
    places: int
    part: str


def register_title(snapshot: Snapshot) -> str:
    return f"{snapshot.register} edisi {format_date(snapshot.edition)}"


def shown_snapshots(rows: Sequence[Any]) -> list[ShownSnapshot]:
    return [
        ShownSnapshot(
            row,
            register_title(row),
            place_title(row.territory),
            row.own_households or 0,
            row.own_places,
            own_coverage(row).words,
        )
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A village of a register: its counts as they may be shown. What is hidden has no place in an order."""

    code: str
    name: str
    kecamatan: str
    households: str
    decile1: str
    most: int | None
    poorest: int | None


def place_rows(counted: Counted, territory: str) -> list[PlaceRow]:
    """The villages of a territory that the register holds, in the order of their codes."""
    return [_place_row(counted, code) for code in sorted(counted.persons) if covers(territory, code)]


def _place_row(counted: Counted, code: str) -> PlaceRow:
    known, households, decile1 = gazetteer(), counted.households, counted.decile1
    place = known.get(code)
    return PlaceRow(
        code=code,
        name=place.name if place else code,
        kecamatan=known.kecamatan_of(code).name if place else "",
        households=households.words(code),
        decile1=decile1.words(code) if decile1 else "",
        most=households.counts[code] if households.open(code) else None,
        poorest=decile1.counts[code] if decile1 and decile1.open(code) else None,
    )


def snapshot_boxes(
    snapshot: Snapshot, counted: Counted, territory: str, *, whole: bool
) -> list[dict[str, Any]]:
    """The figures of a register, or of the part of it that the hat may see."""
    if not whole:
        boxes = [_box("Rumah tangga", counted.households.words(territory), place_title(territory))]
        if counted.decile1 is not None:
            words = counted.decile1.words(territory)
            boxes.append(_box("Rumah tangga desil 1", words, place_title(territory)))
        return boxes
    here = snapshot.territory
    members = f"{format_count(snapshot.members)} anggota" if counted.households.open(here) else ""
    boxes = [
        _box("Rumah tangga", counted.households.words(here), members),
        _box(
            "Desa dan kelurahan",
            format_count(snapshot.places),
            own_coverage(snapshot).words or "yang punya rumah tangga dalam daftar",
        ),
    ]
    if counted.decile1 is not None:
        words = counted.decile1.words(here)
        boxes.append(
            _box(
                "Rumah tangga desil 1",
                words,
                "10% paling miskin di seluruh Indonesia, menurut pengelola daftar",
            )
        )
    ganda = f"{format_count(snapshot.duplicate)} ganda dihitung sekali"
    boxes.append(_box("Baris diterima", format_count(snapshot.accepted), ganda))
    boxes.append(_box("Baris ditolak", format_count(snapshot.rejected), "tidak ada dalam register"))
    return boxes


def _box(label: str, figure: str, context: str) -> dict[str, Any]:
    return {"label": label, "figure": figure, "context": context}
