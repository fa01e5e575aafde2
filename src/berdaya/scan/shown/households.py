"""Households in words: rows of the work list, the signs of register and field side by side, what differs."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from berdaya.hardship.rules.evaluation import Evaluation
from berdaya.kernel.answers import Answer
from berdaya.kernel.calendar import format_date
from berdaya.kernel.lines import Drawn, Line, drawn
from berdaya.kernel.links import link
from berdaya.kernel.status import StatusLine
from berdaya.region.rules.neighbourhoods import neighbourhood_title
from berdaya.scan.doors.households import WITHOUT_RT, Filter, Names, Overview
from berdaya.scan.models import Household, Visit
from berdaya.scan.models.cycle import Origin, Standing
from berdaya.scan.rules.field import Difference, combined
from berdaya.scan.rules.homes import OPEN
from berdaya.scan.rules.seeking import Fit
from berdaya.scan.rules.visits import State
from berdaya.scan.services.seeking import Match, Result

NO_CLASS = "data kurang"
CHIPS = {
    Standing.NONE: "no",
    Standing.DRAFT: "wait",
    Standing.SENT: "wait",
    Standing.RETURNED: "wait",
    Standing.VERIFIED: "",
}
MARKS = {
    "data_kurang": "data kurang",
    "dugaan_exclusion": "dugaan terlewat",
    "dugaan_inclusion": "dugaan salah masuk",
    "lansia": "kepala lansia",
    "disabilitas": "kepala perlu perawatan",
}
_ROW = Line(
    '<tr><th scope="row"><a href="{address}">{name}</a><small>{where}</small>'
    '<small class="phone">{signs}</small></th>'
    '<td class="opt">{decile}</td><td>{klass}</td><td class="num opt">{signs}</td>'
    '<td><span class="b-chip{chip}">{visit}</span></td></tr>'
)
_CHIP_WORDS = {
    Standing.NONE: "belum",
    Standing.DRAFT: "draf",
    Standing.SENT: "dikirim",
    Standing.RETURNED: "kembali",
    Standing.VERIFIED: "diperiksa",
}


def called(household: Household, head: str) -> str:
    """The name of the head where it may be seen, else the place in the list."""
    return head or f"Ruta {household.urgency}"


def rt_words(code: str) -> str:
    return neighbourhood_title(code) if code else "RT tidak tercatat"


def class_words(klass: str) -> str:
    return klass or NO_CLASS


def list_rows(households: Sequence[Household], names: Names) -> Drawn:
    """The rows of a page, drawn fast."""
    return drawn(_row(one, names) for one in households)


def match_rows(result: Result, names: Names) -> Drawn:
    """The rows that a search found, each with who fits where that is not the head."""
    return drawn(_row(one.household, names, _who(one)) for one in result.matches)


def _who(one: Match) -> str:
    alike = "mirip, " if one.fit is Fit.HEARD else ""
    return f" · {alike}anggota {one.name}" if not one.head else " · mirip" if alike else ""


def _row(one: Household, names: Names, who: str = "") -> Drawn:
    visit = Standing(one.visit)
    chip = CHIPS[visit]
    bits = combined(one.bits, one.field_bits)
    known = len(bits) - bits.count(OPEN)
    new = " · tambahan musyawarah" if one.origin == Origin.MUSDES else ""
    return _ROW(
        address=link("scan-household", one.pk),
        name=called(one, names.of(one).head),
        where=f"{rt_words(one.rt)}{new}{who}",
        decile="tanpa desil" if one.decile is None else f"desil {one.decile}",
        klass=class_words(one.field_klass if one.field_bits else one.klass),
        signs=f"{bits.count('1')} dari {known} tanda",
        chip=f" {chip}" if chip else "",
        visit=_CHIP_WORDS[visit],
    )


def filter_choices(overview: Overview) -> dict[str, list[tuple[str, str]]]:
    """What the list may be narrowed to, each with how many there are."""
    rts = overview.rts()
    visits = overview.of_visits()
    return {
        "rt": [(code or WITHOUT_RT, f"{rt_words(code)} ({many})") for code, (many, _) in rts.items()],
        "kelas": [(name or WITHOUT_RT, class_words(name)) for name in overview.classes()],
        "kunjungan": [
            (one.value, f"{one.label} ({visits[one]})") for one in Standing if visits.get(one.value)
        ],
    }


def by_rt(overview: Overview) -> list[tuple[str, int, int]]:
    """RT, households, how many were visited: this much may be told of an RT."""
    return [(rt_words(code), many, seen) for code, (many, seen) in overview.rts().items()]


def filter_words(wanted: Filter, found: int) -> str:
    return "" if wanted == Filter() else f"{found} cocok dengan saringan"


# ---------- one household ----------


OF_PEOPLE: Final = frozenset({"papers", "school", "health", "head"})
"""Rules of signs whose reasons tell of single members."""
VEILED: Final = "menyangkut orang; rinciannya dibuka bagi peran yang boleh melihat nama"


@dataclass(frozen=True, slots=True)
class SignRow:
    """One sign: what the register says and why, what the field says and why, which of them counts."""

    code: str
    words: str
    register: str
    register_why: str
    seen: str
    seen_why: str
    counts: str
    differs: bool


def sign_rows(
    register: Evaluation, seen: Evaluation | None, words: dict[str, str], veiled: Collection[str] = ()
) -> list[SignRow]:
    """The signs side by side. The field counts where it has an answer, else the register. Of the `veiled`
    signs nobody reads why: their reasons tell of single people."""
    rows = []
    for code, verdict in register.verdicts.items():
        other = seen.verdicts[code] if seen else None
        answer = other.answer if other else Answer.UNKNOWN
        rows.append(
            SignRow(
                code=code,
                words=words[code],
                register=_met(verdict.answer),
                register_why=VEILED if code in veiled else verdict.reason,
                seen=_met(answer) if other else "–",
                seen_why=other.reason if other and code not in veiled else "",
                counts="lapangan" if answer.known else "register" if verdict.answer.known else "–",
                differs=answer.known and verdict.answer.known and answer is not verdict.answer,
            )
        )
    return rows


def _met(answer: Answer) -> str:
    return {Answer.YES: "ada", Answer.NO: "tidak", Answer.UNKNOWN: "tidak diketahui"}[answer]


def with_reasons(
    found: Sequence[Difference], why: Mapping[str, str], reasons: Mapping[str, str]
) -> list[tuple[Difference, str]]:
    """Each difference with its reason in words."""
    return [(one, reasons.get(why.get(one.key, ""), "belum beralasan")) for one in found]


def marks_words(marks: str) -> str:
    return ", ".join(MARKS.get(mark, mark) for mark in marks.split())


def visit_status(household: Household, visit: Visit | None, outcome: str, me: int) -> StatusLine:
    """Where the visit stands, for the page of a household."""
    if visit is None:
        return StatusLine(
            "Belum dikunjungi.",
            "Yang tercatat baru nilai register.",
            "Kunjungi, lalu isi lima langkah pendek.",
            "Pendamping atau petugas desa",
        )
    who, state = visit.saved_by.name, visit.standing
    if state is State.VERIFIED:
        checked = visit.checked_by.name if visit.checked_by else ""
        why = f"{outcome.capitalize()}; {household.differs} jawaban lain dari register."
        return StatusLine(
            f"Sudah dikunjungi {_day(visit)}.", why, "Dibawa ke musyawarah.", f"Diperiksa {checked}"
        )
    if state is State.SENT:
        mine = visit.sent_by_id == me
        line = "Menunggu diperiksa orang lain." if mine else "Periksa, lalu setujui atau kembalikan."
        what = f"Kunjungan {_day(visit)} sudah dikirim."
        return StatusLine(what, f"Diisi {who}.", line, "Orang kedua", waiting=not mine)
    if state is State.RETURNED:
        return StatusLine(
            "Kunjungan dikembalikan.", visit.returned_for, "Perbaiki, lalu kirim lagi.", who, waiting=True
        )
    return StatusLine("Kunjungan sedang diisi.", "Belum dikirim.", "Lanjutkan isiannya.", who, waiting=True)


def _day(visit: Visit) -> str:
    return format_date(visit.day) if visit.day else ""
