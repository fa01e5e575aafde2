"""Who owes the next step above the village, until when, and on which days he is reminded."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from berdaya.access.rules.roles import Role
from berdaya.deliberation.rules.kinds import Source, StageKind
from berdaya.deliberation.rules.states import At, State, Target, budgeting, is_desa
from berdaya.kernel.calendar import until_words
from berdaya.region.rules.codes import upward

AHEAD: Final = (timedelta(days=7), timedelta(days=1))
_UP: Final = frozenset({Target.KECAMATAN.value, Target.AGENCY.value})
_OWN_WAYS: Final = frozenset({Source.SWADAYA.value, Source.CSR.value, Source.CENTRE.value})

DUE: Final = {
    State.PROPOSED: StageKind.REMBUG,
    State.AGREED: StageKind.PRE,
    State.CHECKED: StageKind.VILLAGE,
    State.CHOSEN: StageKind.SIPD,
    State.RESERVE: StageKind.BUDGET,
    State.FORWARDED: StageKind.KECAMATAN,
    State.KECAMATAN: StageKind.AGENCY,
    State.AGENCY: StageKind.AGENCY,
    State.ROUTED: StageKind.AGENCY,
    State.ACCEPTED: StageKind.RKPD,
    State.RKPD: StageKind.BUDGET,
    State.KUA: StageKind.BUDGET,
}
"""Until the end of which stage the next step is due."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A proposal as far as its next step goes: where it comes from and where it stands."""

    village: str
    state: State
    agency: str = ""
    target: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Owed:
    """A step that somebody owes for so many proposals; `body` names the agency."""

    role: Role
    territory: str
    stage: StageKind
    deed: str
    body: str = ""
    many: int = 1
    due: date | None = None


_DEEDS: Final[Mapping[State, tuple[StageKind, str]]] = {
    State.FORWARDED: (StageKind.KECAMATAN, "bahas dalam musrenbang kecamatan"),
    State.KECAMATAN: (StageKind.KECAMATAN, "serahkan kepada perangkat daerah"),
    State.AGENCY: (StageKind.AGENCY, "jawab dengan jumlah atau alasan"),
    State.ACCEPTED: (StageKind.RKPD, "catat dalam RKPD"),
    State.RKPD: (StageKind.BUDGET, "catat hasilnya dalam APBD"),
    State.KUA: (StageKind.BUDGET, "catat hasilnya dalam APBD"),
}


def owed_for(one: Standing) -> Owed | None:
    """The step that is owed for one proposal above its village; None while none is."""
    kecamatan, city = At.KECAMATAN.place(one.village), At.CITY.place(one.village)
    own = budgeting(one.village, bool(one.agency)) is At.VILLAGE
    if one.state in (State.CHOSEN, State.ROUTED):
        return _of_village(one)
    if one.state in (State.RKPD, State.KUA) and own:
        return Owed(Role.OPERATOR, one.village, StageKind.BUDGET, "catat hasilnya dalam APB Desa")
    if one.state not in _DEEDS:
        return None
    stage, deed = _DEEDS[one.state]
    if one.state in (State.FORWARDED, State.KECAMATAN):
        return Owed(Role.CAMAT, kecamatan, stage, deed)
    if one.state is State.AGENCY:
        return Owed(Role.AGENCY, city, stage, deed, one.agency)
    return Owed(Role.BAPPEDA, city, stage, deed)


def _of_village(one: Standing) -> Owed | None:
    """What was routed to an agency is owed by it; what goes up or into the own plan by the village."""
    up = "serahkan ke kecamatan"
    if one.state is State.ROUTED:
        if one.target == Target.AGENCY and one.agency:
            city = At.CITY.place(one.village)
            return Owed(Role.AGENCY, city, StageKind.AGENCY, "jawab dengan jumlah atau alasan", one.agency)
        return Owed(Role.OPERATOR, one.village, StageKind.SIPD, up) if one.target in _UP else None
    if one.source in _OWN_WAYS:
        return None
    if is_desa(one.village):
        return Owed(Role.OPERATOR, one.village, StageKind.RKPD, "masukkan ke RKP Desa")
    return Owed(Role.OPERATOR, one.village, StageKind.SIPD, up)


def all_owed(found: Iterable[Standing], days: Mapping[tuple[str, StageKind], date]) -> list[Owed]:
    """Every owed step once, with how many proposals wait for it and until when, the nearest day first."""
    counts: dict[Owed, int] = {}
    for one in found:
        owed = owed_for(one)
        if owed is not None:
            counts[owed] = counts.get(owed, 0) + 1
    listed = [
        Owed(o.role, o.territory, o.stage, o.deed, o.body, many, due_in(o.territory, o.stage, days))
        for o, many in counts.items()
    ]
    return sorted(listed, key=lambda o: (o.due or date.max, o.territory, o.deed, o.body))


def due_in(territory: str, stage: StageKind, days: Mapping[tuple[str, StageKind], date]) -> date | None:
    """The last day of a stage by the nearest calendar: one's own, else that of a wider place."""
    return next((days[code, stage] for code in upward(territory) if (code, stage) in days), None)


def reminded_today(owed: Iterable[Owed], today: date) -> list[Owed]:
    """Those whose day is a week or a day ahead."""
    return [one for one in owed if one.due is not None and one.due - today in AHEAD]


def text_of(owed: Sequence[Owed], titles: Mapping[str, str], year: int, today: date) -> str:
    """A text for WhatsApp: who does what until when."""
    if not owed:
        return f"Semua langkah usulan {year} di wilayah ini sudah selesai. Terima kasih."
    lines = [f"- {line_of(one, titles, today)}" for one in owed]
    return "\n".join([f"Langkah usulan {year} yang masih ditunggu:", *lines])


def line_of(one: Owed, titles: Mapping[str, str], today: date) -> str:
    """`Kelurahan Merjosari: serahkan ke kecamatan (3 usulan), paling lambat 31 Januari 2026.`"""
    who = {Role.AGENCY: one.body or "Perangkat daerah", Role.BAPPEDA: "Bappeda"}.get(
        one.role, titles.get(one.territory, one.territory)
    )
    until = f", {until_words(one.due, today)}" if one.due else ""
    return f"{who}: {one.deed} ({one.many} usulan){until}."
