"""How proposals and lists stand on pages: the fate line, rows, the calendar, texts to send."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.text import capfirst

from berdaya.deliberation import doors, page_doors
from berdaya.deliberation.models import Answer, Cycle, Move, Proposal, RankedList, Stage
from berdaya.deliberation.rules.kinds import Source
from berdaya.deliberation.rules.proposing import Unit
from berdaya.deliberation.rules.reminding import DUE
from berdaya.deliberation.rules.states import OPEN_TO_PROPOSER, STATES, State, Target
from berdaya.kernel.calendar import format_date, until_words
from berdaya.kernel.numbers import format_count, format_decimal, format_rupiah
from berdaya.kernel.status import StatusLine
from berdaya.kernel.veil import NONE

GOOD = frozenset({State.CHOSEN, State.ACCEPTED, State.RKPD, State.KUA, State.APBD, State.DONE})
FEW_DAYS, AUTUMN, LEAST = 4, 9, 10
STOPPED = frozenset({State.REFUSED, State.DEFERRED, State.RETURNED, State.WITHDRAWN})


def list_address(cycle: Cycle, unit: Unit) -> str:
    """The page of a unit's list in a year."""
    query = urlencode({"tahun": cycle.pk, **({"badan": unit.body} if unit.body else {})})
    return f"{reverse('deliberation-list', args=[unit.territory])}?{query}"


def fate_of(proposal: Proposal) -> StatusLine:
    last, state = doors.last_move(proposal), proposal.standing
    standing = STATES[state]
    until = due_of(proposal, last)
    due = f" Paling lambat {format_date(until)}." if until else ""
    if state is State.DRAFT:
        return StatusLine("Masih draf.", "Isinya belum diusulkan.", standing.next_step, standing.owner, True)
    what = f"Usulan {proposal.label} {state.words}"
    if state is State.ROUTED and proposal.target:
        what += f" ke {Target(proposal.target).words}"
    if state is State.MERGED and proposal.merged_into:
        what += f": {proposal.merged_into.label}"
    when = f", {format_date(last.at.date())}" if last else ""
    return StatusLine(
        what=f"{what}{when}.",
        why=why_of(last) or "Sesuai alurnya.",
        next=(standing.next_step or "Tidak ada lagi.") + due,
        who=(last.owner if last else standing.owner) or NONE,
        waiting=state in STOPPED or state in OPEN_TO_PROPOSER,
    )


def due_of(proposal: Proposal, last: Move | None) -> date | None:
    """Until when the next step is due: by the calendar as it is now, else as it was at the last step."""
    stage = DUE.get(proposal.standing)
    now = doors.deadline(proposal.cycle, stage.value) if stage else None
    return now or (last.next_on if last else None)


def why_of(move: Move | None) -> str:
    """`Status lahan belum jelas: lahan milik perorangan.` With an answer its amount and activity too."""
    if move is None:
        return ""
    parts = [part for part in (capfirst(move.reason_words), move.words.rstrip(".")) if part]
    why = f"{': '.join(parts)}." if parts else ""
    return " ".join(filter(None, (answer_words(getattr(move, "answer", None)), why)))


def answer_words(found: Answer | None) -> str:
    """`Dinas PU. Rp24.000.000, 120 m2. Paving jalan (1.03.10). Perwali 21/2026.`"""
    if found is None:
        return ""
    much = [format_rupiah(found.amount)] if found.amount else []
    if found.volume is not None:
        much.append(size_words(found.volume, found.unit))
    activity = f"{found.activity} ({found.code})" if found.code and found.activity else found.activity
    parts = (found.agency, ", ".join(much), activity, found.basis)
    return " ".join(f"{part.rstrip('.')}." for part in parts if part)


@dataclass(frozen=True, slots=True)
class Row:
    """A proposal in a table."""

    proposal: Proposal
    unit: str
    cost: str
    chip: str
    note: str

    @property
    def state(self) -> str:
        return capfirst(self.proposal.standing.words)


def rows_of(proposals: Iterable[Proposal]) -> list[Row]:
    """Last year's open ones first, then by number."""
    ordered = sorted(proposals, key=lambda one: (-one.years_carried, one.number or 10**9, one.pk))
    return [row_of(one) for one in ordered]


def row_of(one: Proposal) -> Row:
    chip = "wait" if one.standing in STOPPED else "" if one.standing in GOOD else "off"
    cost = format_rupiah(one.cost) if one.cost else NONE
    return Row(one, doors.unit_title(doors.unit_of(one)), cost, chip, page_doors.carried_note(one))


def hidden_small(people: int | None) -> str:
    """1 to 9 are written as "<10"; unknown stays empty."""
    if people is None:
        return ""
    return f"<{LEAST}" if 0 < people < LEAST else format_count(people)


def facts_shown(one: Proposal, exact: bool) -> list[tuple[str, str]]:
    """What stands on the page of a proposal, empty lines left out. Few poor families only to its writers."""
    people = ", ".join(
        f"{letter} {format_count(n)}" for letter, n in (("L", one.men), ("P", one.women)) if n is not None
    )
    kk = f"{format_count(one.households)} KK" if one.households is not None else ""
    if kk and one.poor is not None:
        kk += f", {format_count(one.poor) if exact else hidden_small(one.poor)} KK miskin"
    rows = [
        ("Pengusul", doors.unit_title(doors.unit_of(one))),
        ("Menurut kamus", f"{one.item.code} {one.item.name}" if one.item else ""),
        ("Di luar kamus", "" if one.item else one.free_reason),
        ("Masalah", one.problem),
        ("Lokasi", one.place),
        ("Volume", volume_words(one) or one.unit),
        ("Perkiraan biaya", format_rupiah(one.cost) if one.cost else ""),
        ("Jumlah terakhir diberikan", format_rupiah(one.granted) if one.granted else ""),
        ("Dialamatkan kepada", one.agency),
        ("Penerima manfaat", "; ".join(filter(None, (people, kk)))),
        ("Sumber dana", Source(one.source).words if one.source else ""),
        ("Prioritas kota", page_doors.priority_words(one)),
        ("Asal usulan", one.origin_text),
    ]  # fmt: skip
    return [(label, value) for label, value in rows if value]


# ---------- the year ----------


@dataclass(frozen=True, slots=True)
class Day:
    """A stage in the calendar: `now`, `over` or `later`."""

    stage: Stage
    when: str
    standing: str


def volume_words(one: Proposal) -> str:
    """`120 m`, `2,5 ha`; empty where nobody has said how much."""
    return "" if one.volume is None else size_words(one.volume, one.unit)


def size_words(volume: Decimal, unit: str) -> str:
    """`120 m`, without empty decimals."""
    return f"{format_decimal(volume, 3).rstrip('0').rstrip(',')} {unit}".strip()


def calendar_shown(stages: Sequence[Stage], today: date) -> list[Day]:
    return [
        Day(one, f"{format_date(one.first)} – {format_date(one.last)}", _standing(one, today))
        for one in stages
    ]


def days_ahead(stages: Sequence[Stage], today: date) -> list[Day]:
    """What goes on today and the next steps; a calendar's past stands on its own page."""
    return [day for day in calendar_shown(stages, today) if day.standing != "over"][:FEW_DAYS]


def next_plan_year(today: date) -> int:
    """The plan year whose rembug comes next: from autumn on that of the year after next."""
    return today.year + (2 if today.month >= AUTUMN else 1)


def _standing(stage: Stage, today: date) -> str:
    if stage.last < today:
        return "over"
    return "now" if stage.first <= today else "later"


def reminder(cycle: Cycle, states: Sequence[doors.UnitState], title: str, today: date) -> str:
    """A text for WhatsApp: until when lists are handed over, and who is still missing."""
    due = doors.deadline(cycle, "rembug")
    missing = [one.title for one in states if one.list is None or one.list.handed_at is None]
    until = f", {until_words(due, today)}" if due else ""
    if not missing:
        return f"Semua daftar usulan {title} tahun {cycle.plan_year} sudah masuk. Terima kasih."
    return (
        f"Yth. ketua RT, RW dan kelompok di {title}. "
        f"Daftar usulan tahun {cycle.plan_year} diserahkan{until}. "
        f"Belum masuk: {', '.join(missing)}."
    )


def is_late(cycle: Cycle, today: date) -> bool:
    due = doors.deadline(cycle, "rembug")
    return due is not None and today > due


def list_status(one: RankedList | None) -> tuple[str, str]:
    """What stands beside a unit, and the colour of its chip."""
    if one is None or one.handed_at is None:
        return ("Sedang disusun" if one else "Belum ada", "wait")
    words = "Diterima" if one.received_at else "Diserahkan"
    return (f"{words}, terlambat" if one.late else words, "wait" if one.late else "")


def told_text(proposal: Proposal) -> str:
    """A text for WhatsApp: the fate of one proposal."""
    fate = fate_of(proposal)
    base = getattr(settings, "PUBLIC_URL", "")
    link = f" {base}/usulan/{proposal.code}/" if base else ""
    return f"{proposal.title}. {fate.what} {fate.why} Berikutnya: {fate.next}{link}"


def order_after(order: Sequence[int], deed: str) -> list[int]:
    """The order after one press: `naik:7`, `turun:7`, `keluar:7`, `masuk:7`; others change nothing."""
    verb, _, number = deed.partition(":")
    pk = int(number) if number.isascii() and number.isdigit() else 0
    new = list(order)
    if verb == "masuk" and pk not in new:
        return [*new, pk]
    if pk not in new:
        return new
    at = new.index(pk)
    if verb == "keluar":
        new.remove(pk)
    other = {"naik": at - 1, "turun": at + 1}.get(verb, -1)
    if 0 <= other < len(new):
        new[at], new[other] = new[other], new[at]
    return new


def choices_of(rows: Iterable[Proposal], besides: Proposal) -> list[tuple[str, str]]:
    return [(str(one.pk), page_doors.named(one)) for one in rows if one.pk != besides.pk]
