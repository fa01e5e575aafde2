"""Two kelurahan whose lists go up to a kecamatan, agencies and Bappeda, by services, for tests."""

from datetime import date

from berdaya.access.clock import today_in
from berdaya.access.models import Holding
from berdaya.access.rules.roles import Role
from berdaya.deliberation import upward_doors
from berdaya.deliberation.models import Cycle, Forum, HandOver, Proposal
from berdaya.deliberation.rules.states import State
from berdaya.deliberation.rules.upward import Answering, Settled, Verdict
from berdaya.deliberation.services.answering import answer
from berdaya.deliberation.services.kecamatan import decide, settle
from berdaya.deliberation.services.upward import hand_up, take_in
from tests.deliberation.office import OTHER, VILLAGE, YEAR, operator, proposed, rt_head, year
from tests.office import hat

KECAMATAN, CITY = "35.73.05", "35.73"
WORKS, SOCIAL = "Dinas Pekerjaan Umum", "Dinas Sosial"
DAY = date(2026, 2, 10)


def camat(name: str = "Bu Camat") -> Holding:
    return hat(name, Role.CAMAT, KECAMATAN)


def agency(body: str = WORKS) -> Holding:
    return hat("Bu Jalan", Role.AGENCY, CITY, body=body)


def bappeda() -> Holding:
    return hat("Bu Ratna", Role.BAPPEDA, CITY)


def chosen(*titles: str, village: str = VILLAGE, plan_year: int = YEAR) -> list[Proposal]:
    """Proposals that the musrenbang of a village made its priorities."""
    cycle = Cycle.objects.filter(territory=village, plan_year=plan_year).first() or year(plan_year, village)
    who = rt_head(f"{village}.001.001")
    made = [proposed(who, cycle, title=title, place=f"Gang {title}") for title in titles]
    Proposal.objects.filter(pk__in=[one.pk for one in made]).update(state=State.CHOSEN.value)
    return list(Proposal.objects.filter(pk__in=[one.pk for one in made]).select_related("cycle"))


def risen(*proposals: Proposal, village: str = VILLAGE) -> HandOver:
    """Their list handed to the kecamatan."""
    return hand_up(operator(village), proposals[0].cycle, [one.pk for one in proposals])


def forum(who: Holding | None = None) -> Forum:
    """A musrenbang of the kecamatan over the lists of two kelurahan, nothing settled yet."""
    worn = who or camat()
    for village, titles in ((VILLAGE, ("Paving", "Drainase", "Taman")), (OTHER, ("Jembatan", "Posyandu"))):
        take_in(worn, risen(*chosen(*titles, village=village), village=village))
    return Forum.objects.told().get()


def agreed(agency: str = WORKS) -> Settled:
    return Settled(Verdict.AGREED, agency)


def not_agreed(words: str = "Lahannya milik perorangan.") -> Settled:
    return Settled(Verdict.NOT_AGREED, to="ditolak", reason="status_lahan", words=words)


def filled(who: Holding | None = None) -> Forum:
    """All addressed; the park refused."""
    worn = who or camat()
    found = forum(worn)
    for one in upward_doors.entries_of(found):
        title = one.proposal.title
        given = agreed(SOCIAL if title == "Posyandu" else WORKS)
        settle(worn, found, one.proposal_id, not_agreed() if title == "Taman" else given)
    return Forum.objects.told().get()


def decided() -> Forum:
    return decide(camat("Pak Sekcam"), filled(), number="050/11/2026", date=DAY)


def at_the_agencies() -> Forum:
    """Handed on to the city and taken in there."""
    found = decided()
    worn = camat()
    ready = [one.pk for one in upward_doors.may_go_up(found.cycle)]
    take_in(bappeda(), hand_up(worn, found.cycle, ready))
    return found


def titled(title: str, plan_year: int = YEAR) -> Proposal:
    return Proposal.objects.select_related("cycle").get(title=title, cycle__plan_year=plan_year)


def accepted(title: str, amount: int = 24_000_000, **more: object) -> Proposal:
    given = Answering(State.ACCEPTED, amount=amount, activity="Jalan lingkungan", **more)  # type: ignore[arg-type]
    return answer(agency(), titled(title), given, State.AGENCY.value)


def booked(title: str, to: State = State.RKPD, amount: int = 24_000_000) -> Proposal:
    """In the RKPD or the APBD, by Bappeda."""
    basis = "Perwali 21/2026" if to is State.RKPD else "Perda 9/2026"
    one = titled(title)
    given = Answering(to, amount=amount, activity="Jalan lingkungan", basis=basis)
    return answer(bappeda(), one, given, one.state)


def today() -> date:
    return today_in(VILLAGE)
