"""Editions and drafts as pages show them: where each stands, what it waits for, what it would change."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.utils import timezone

from berdaya.access.places import place_title
from berdaya.kernel.calendar import format_date
from berdaya.kernel.findings import Severity
from berdaya.kernel.listing import Column
from berdaya.kernel.numbers import format_count
from berdaya.kernel.status import StatusLine
from berdaya.plan.models import Draft, Edition
from berdaya.plan.rules.checking import Checked
from berdaya.plan.rules.differences import Difference
from berdaya.plan.rules.drafts import State
from berdaya.plan.rules.force import Force, Standing, standing_of

CHIPS: Final[Mapping[Force, str]] = {
    Force.IN_FORCE: "",
    Force.TO_COME: "wait",
    Force.REPLACED: "no",
    Force.OVER: "no",
}
_SEVERITIES: Final = (
    (Severity.ERROR, "menghalangi"),
    (Severity.WARNING, "periksa"),
    (Severity.INFO, "catatan"),
)


@dataclass(frozen=True, slots=True)
class ShownEdition:
    edition: Edition
    standing: Standing
    kind: str
    place: str
    chip: str


def shown_editions(editions: Sequence[Edition], day: date) -> list[ShownEdition]:
    beside: dict[tuple[str, str, str], list[Edition]] = {}
    for one in editions:
        beside.setdefault((one.kind, one.territory, one.series), []).append(one)
    return [shown_edition(one, beside[one.kind, one.territory, one.series], day) for one in editions]


def shown_edition(edition: Edition, beside: Iterable[Edition], day: date) -> ShownEdition:
    standing = standing_of(edition, beside, day)
    kind = edition.list_kind.words + (f": {edition.series}" if edition.series else "")
    return ShownEdition(edition, standing, kind, place_title(edition.territory), CHIPS[standing.force])


EDITION_COLUMNS: Final[tuple[Column[ShownEdition], ...]] = (
    Column("judul", "Edisi", lambda one: one.edition.title.lower()),
    Column("keadaan", "Keadaan", lambda one: one.standing.force.value),
    Column("sejak", "Berlaku sejak", lambda one: one.edition.valid_from, phone=False),
    Column("baris", "Baris", lambda one: one.edition.rows, numeric=True, phone=False),
)


def edition_status(one: ShownEdition) -> StatusLine:
    edition, since = one.edition, format_date(one.edition.valid_from)
    until = f" sampai {format_date(edition.valid_to)}" if edition.valid_to else ""
    what = {
        Force.IN_FORCE: f"Berlaku sejak {since}{until}.",
        Force.TO_COME: f"Mulai berlaku {since}{until}.",
        Force.REPLACED: "Sudah diganti edisi yang lebih baru.",
        Force.OVER: "Masa berlakunya sudah berakhir.",
    }[one.standing.force]
    follow = {
        Force.IN_FORCE: "Isinya tidak diubah; perubahan masuk lewat edisi baru.",
        Force.TO_COME: "Sampai hari itu edisi sebelumnya yang dipakai.",
    }.get(one.standing.force, "Pakai edisi yang berlaku. Edisi ini disimpan sebagai bukti.")
    made = f"Dibuat {edition.made_by.name}" if edition.made_by else "Dimuat dari terminal"
    day = format_date(timezone.localtime(edition.confirmed_at).date())
    return StatusLine(
        what, f"Menurut {edition.source}.", follow, f"{made}, disahkan {edition.confirmed_by.name} {day}."
    )


def draft_status(draft: Draft, *, may_decide: bool) -> StatusLine:
    """What a draft waits for; `may_decide` when the reader is the second person."""
    maker = draft.made_by.name if draft.made_by else "terminal"
    who = f"Dibawa {maker}."
    why = f"{format_count(draft.rows)} baris dapat dipakai, menurut {draft.source}."
    match draft.standing:
        case State.DRAFT if draft.errors:
            what = f"{format_count(draft.errors)} temuan menghalangi."
            return StatusLine(what, why, "Unduh dengan Keterangan, perbaiki, lalu unggah lagi.", who, True)
        case State.DRAFT:
            return StatusLine(
                "Siap diajukan.", why, "Ajukan; orang kedua memeriksa dan mengesahkan.", who, True
            )
        case State.SUBMITTED:
            follow = "Periksa perbedaannya, lalu putuskan." if may_decide else "Orang kedua memutuskan."
            return StatusLine("Menunggu orang kedua.", why, follow, who, may_decide)
        case State.CONFIRMED:
            return StatusLine("Disahkan.", why, "Lihat edisinya.", _decided(draft, who))
        case State.RETURNED:
            follow = "Perbaiki berkasnya, lalu unggah lagi."
            return StatusLine("Dikembalikan.", f"{draft.reason}", follow, _decided(draft, who))
    return StatusLine("Dibatalkan.", "Berkasnya dihapus.", "Unggah berkas lain bila masih perlu.", who)


def _decided(draft: Draft, who: str) -> str:
    return f"{who} Diputuskan {draft.decided_by.name}." if draft.decided_by else who


# ---------- what a draft would change ----------


def tally_of(checked: Checked) -> list[tuple[str, int, str]]:
    """How many findings of each severity."""
    return [
        (severity.value, sum(one.severity is severity for one in checked.findings), words)
        for severity, words in _SEVERITIES
    ]


def boxes_of(checked: Checked, change: Difference, before: Edition | None) -> list[dict[str, Any]]:
    """The rows of the file, and beside an earlier edition what becomes of them."""
    whole = _box("Baris", len(checked.rows), f"dari {format_count(checked.lines)} di berkas")
    if before is None:
        return [whole]
    counts = (("Baru", change.new), ("Berubah", change.changed), ("Hilang", change.gone))
    boxes = [_box(label, len(rows), "dibanding edisi yang berlaku") for label, rows in counts]
    boxes[-1]["alert"] = bool(change.gone)
    return [whole, *boxes]


def _box(label: str, figure: int, context: str) -> dict[str, Any]:
    return {"label": label, "figure": format_count(figure), "context": context}
