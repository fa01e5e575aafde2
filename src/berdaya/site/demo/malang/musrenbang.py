"""Verification, the session and its decision: what the draft says, what the forum changes, who is sent on."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Final

from berdaya.access.clock import zones
from berdaya.access.models import Holding
from berdaya.deliberation import merge_doors, session_doors
from berdaya.deliberation.models import Proposal, Session
from berdaya.deliberation.rules.forum import Kind
from berdaya.deliberation.rules.kinds import Source
from berdaya.deliberation.rules.states import Reason, State, Target
from berdaya.deliberation.services.deciding import Wish, add_delegate, change_by_forum, close_session, decide
from berdaya.deliberation.services.entering import assess
from berdaya.deliberation.services.moving import Step, move
from berdaya.deliberation.services.sitting import Ceilings, begin_session, compute_draft, set_ceilings
from berdaya.kernel.sexes import BySex
from berdaya.meeting.models import Meeting
from berdaya.meeting.rules.invitees import Invitee
from berdaya.meeting.rules.records import Record
from berdaya.meeting.services.attending import close_meeting, record_attendance
from berdaya.meeting.services.planning import Plan, invite, plan_meeting, set_invitees
from berdaya.meeting.services.recording import write_minutes
from berdaya.site.demo.malang.ground import CITY, Round, not_later, on
from berdaya.site.demo.malang.people import chairs
from berdaya.site.demo.malang.rembug import cycle_of
from berdaya.site.demo.malang.wishes import POROS, urgency_of
from berdaya.site.demo.office.hands import hat_of

GROUP_WEIGHT: Final = 40
A_THIRD: Final = 3
_ROUND: Final = 5_000_000
_RIVER: Final = "tepi sungai"
CHANGED: Final = "Anak-anak di sana sakit diare tiga kali tahun ini; warga sepakat mendahulukannya."
GIVEN_WAY: Final = "Pengusulnya rela menunggu setahun untuk usulan yang lebih mendesak."


def check(one: Round) -> None:
    """LPMK looks at every proposal: most go on, the others get a reason that everybody may read."""
    with on(not_later(date(one.plan_year - 1, 1, 6), 9), 10):
        lpmk = hat_of(f"lpmk-{one.village.key}")
        rows = Proposal.objects.filter(cycle=cycle_of(one), state=State.AGREED.value).select_related("cycle")
        stopped = False
        for proposal in rows.order_by("number"):
            river = _RIVER in proposal.title and not stopped
            stopped = stopped or river
            move(lpmk, proposal, _judged(proposal, river))
            if not river and proposal.standing is State.AGREED:
                n = proposal.number or 0
                assess(lpmk, proposal, urgency_of(proposal.title), 1 + n % 5, 2 + n % 3)


def _judged(proposal: Proposal, river: bool) -> Step:
    if proposal.title == POROS:
        words = "Jalan poros dikerjakan Dinas PUPRPKP; usulannya diteruskan ke sana."
        return Step(State.ROUTED, Reason.AUTHORITY.value, words, Target.AGENCY.value)
    if proposal.source == Source.SWADAYA.value:
        words = "Warga sanggup mengerjakan sendiri; kelurahan meminjamkan bor."
        return Step(State.ROUTED, Reason.SOURCE.value, words, Target.SWADAYA.value)
    if river:
        words = "Tanahnya sempadan sungai; mintalah izin balai sungai dahulu."
        return Step(State.REFUSED, Reason.LAND.value, words)
    return Step(State.CHECKED)


def sit(one: Round) -> None:
    """The musrenbang: money, draft, one exchange by the forum, delegates; two days later the decision."""
    day = not_later(date(one.plan_year - 1, 1, 14), 7)
    operator = hat_of(f"operator-{one.village.key}")
    with on(day - timedelta(days=5), 9):
        meeting = _invite(one, operator, day)
    with on(day, 13):
        _hold(one, operator, meeting)
        session = begin_session(operator, cycle_of(one))
        set_ceilings(operator, session, money_of(session, meeting))
        compute_draft(operator, session)
        _exchange(operator, session)
        for name, sex, body in (("Nanik Rahayu", "P", "Wakil perempuan"), ("Subagio Utomo", "L", "Ketua RW")):
            add_delegate(operator, session, name, sex, body)
        close_session(operator, session)
    with on(day + timedelta(days=2), 9):
        number = f"050/{one.plan_year % 100}/{one.village.code}"
        decide(hat_of(f"lurah-{one.village.key}"), session, number=number, date=day)


def money_of(session: Session, meeting: Meeting) -> Ceilings:
    """A third of what is asked; of that at most three quarters for works."""
    asked = sum(one.cost or 0 for one in merge_doors.table_of(session.cycle))
    budget = asked // A_THIRD // _ROUND * _ROUND
    works = budget * 3 // 4 // _ROUND * _ROUND
    return Ceilings(budget=budget, ceilings={"sarpras": works}, group_weight=GROUP_WEIGHT, meeting=meeting)


def _exchange(operator: Holding, session: Session) -> None:
    """The forum takes one proposal out and a more pressing one of nearly its cost in."""
    draft = session_doors.newest_draft(session)
    assert draft is not None
    known = draft.input["proposals"]
    cost = {label: row["cost"] for label, row in known.items()}
    menu = {label: row["menu"] for label, row in known.items()}
    by_label = {one.label: one for one in merge_doors.table_of(session.cycle)}
    left = draft.answer["not_funded"]
    pairs = [
        (gone, come)
        for come in left
        for gone in draft.answer["selected"]
        if menu[gone] == menu[come]
        and cost[gone] >= cost[come]
        and (by_label[gone].urgency or 0) < (by_label[come].urgency or 0)
    ]
    if not pairs:
        return
    found = min(pairs, key=lambda pair: cost[pair[0]] - cost[pair[1]])
    for label, kind, reason in zip(found, (Kind.OUT, Kind.IN), (GIVEN_WAY, CHANGED), strict=True):
        proposal = by_label[label]
        wish = Wish(proposal=proposal, kind=kind, reason=reason, proposer="Wakil perempuan")
        change_by_forum(operator, session, wish)


def _invite(one: Round, operator: Holding, day: date) -> Meeting:
    begins = datetime.combine(day, time(9), zones().of(CITY))
    plan = Plan(
        forum="musrenbang_kelurahan", territory=one.village.code, starts_at=begins,
        ends_at=begins + timedelta(hours=3), place="Balai kelurahan", year=one.plan_year,
    )  # fmt: skip
    meeting = plan_meeting(operator, plan)
    set_invitees(operator, meeting, _invitees(one))
    return invite(operator, meeting)


def _invitees(one: Round) -> Sequence[Invitee]:
    codes = [*one.village.rt_codes, *one.village.rw_codes]
    heads = [Invitee(_unit_words(code), code, "rt_rw") for code in codes]
    bodies = [Invitee(name, one.village.code, "lembaga") for name in chairs(one.village) if "." not in name]
    others = [("Puskesmas", "pemerintah"), ("Wakil lansia", "lansia"), ("Forum disabilitas", "difabel")]
    return [*heads, *bodies, *(Invitee(name, "", group) for name, group in others)]


def _unit_words(code: str) -> str:
    rw, *rt = code.split(".")[4:]
    return f"RT {rt[0]}/RW {rw}" if rt else f"RW {rw}"


def _hold(one: Round, operator: Holding, meeting: Meeting) -> None:
    heads = one.village.rws * (one.village.rts + 1)
    women = sum(chairs(one.village)[code].woman for code in [*one.village.rt_codes, *one.village.rw_codes])
    counts = {
        "rt_rw": BySex(heads - women - 1, women),
        "pemerintah": BySex(2, 2),
        "lembaga": BySex(3, 3),
        "tokoh": BySex(3, 1),
        "perempuan": BySex(0, 6),
        "pemuda": BySex(2, 2),
        "lansia": BySex(1, 2),
        "difabel": BySex(1, 1),
        "rentan": BySex(0, 2),
    }
    record_attendance(operator, meeting, counts, speakers=BySex(7, 5), delegates=BySex(1, 1))
    close_meeting(operator, meeting)
    record = Record(
        items=(("Pembacaan daftar panjang usulan", "Setiap unit mendengar usulannya dibacakan."),),
        decisions=("Daftar prioritas seperti lampiran berita acara ini.",),
        rejected=(f"{POROS}: karena bukan kewenangan kelurahan.",),
        actions=("Operator menyampaikan hasil kepada setiap pengusul paling lambat dua minggu.",),
    )
    write_minutes(operator, meeting, record)
