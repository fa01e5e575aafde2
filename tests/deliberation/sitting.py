"""A musrenbang of three RTs like the worked example of the merge, in rupiah, for tests."""

from datetime import date
from typing import Any

from berdaya.access.clock import now
from berdaya.access.models import Holding
from berdaya.access.rules.roles import Role
from berdaya.community.models import Body
from berdaya.community.rules.kinds import Kind
from berdaya.community.services.bodies import NewBody, add_body
from berdaya.community.services.households import Counted, record_households
from berdaya.deliberation.models import Cycle, Draft, Proposal, RankedItem, RankedList, Session
from berdaya.deliberation.rules.proposing import Unit
from berdaya.deliberation.services.deciding import close_session, decide
from berdaya.deliberation.services.sitting import Ceilings, begin_session, compute_draft, set_ceilings
from tests.deliberation.office import VILLAGE, lurah, operator, proposed, rt_head, year
from tests.office import hat

MILLION = 1_000_000
AS_OF = date(2025, 12, 31)
RTS = {n: f"{VILLAGE}.001.{n:03}" for n in (1, 2, 3)}
FAMILIES = {1: (90, 14), 2: (160, 21), 3: (50, 25)}
COSTS = {"P1": 70, "P2": 120, "P3": 45, "P4": 70, "P5": 100, "P6": 40}
MENUS = {"P3": "pemberdayaan", "P6": "pemberdayaan"}
TITLES = {
    "P1": "Paving gang", "P2": "Drainase", "P3": "Pelatihan jahit", "P4": "MCK komunal",
    "P5": "Balai RW", "P6": "Alat usaha Pokmas",
}  # fmt: skip
LISTS = {1: ("P2", "P1", "P3", "P5"), 2: ("P2", "P5", "P6", "P3"), 3: ("P4", "P3", "P6")}
OWNERS = {"P1": 1, "P2": 1, "P3": 1, "P4": 3, "P5": 2, "P6": 2}
MONEY = Ceilings(budget=360 * MILLION, ceilings={"sarpras": 270 * MILLION})
NUMBER, DAY = "141/07/2026", date(2026, 1, 14)


def with_families(territory: str, kk: int, poor: int | None, kind: Kind = Kind.RT, name: str = "") -> Body:
    body = add_body(None, NewBody(kind, territory, "SK Lurah 3/2020", name))
    record_households(None, [Counted(body, kk, poor)], AS_OF, "Buku RT")
    return body


def three_rts() -> None:
    for n, (kk, poor) in FAMILIES.items():
        with_families(RTS[n], kk, poor)


def proposals(cycle: Cycle, **changed: Any) -> dict[str, Proposal]:
    """The six proposals, numbered in their order."""
    heads = {n: rt_head(code) for n, code in RTS.items()}
    made = {}
    for name, cost in COSTS.items():
        facts = {
            "title": TITLES[name],
            "cost": cost * MILLION,
            "menu": MENUS.get(name, "sarpras"),
            "place": f"Gang {name}",
        }
        made[name] = proposed(heads[OWNERS[name]], cycle, Unit(RTS[OWNERS[name]]), **(facts | changed))
    return made


def lists(cycle: Cycle, made: dict[str, Proposal]) -> None:
    """Each RT ranks its own; the joint ones are ranked by the operator on behalf."""
    for n, names in LISTS.items():
        put_list(cycle, RTS[n], [made[name] for name in names])


def put_list(cycle: Cycle, territory: str, order: list[Proposal], body: str = "") -> None:
    made = RankedList.objects.create(cycle=cycle, territory=territory, body=body, handed_at=now())
    RankedItem.objects.bulk_create(
        RankedItem(list=made, position=at, proposal=one) for at, one in enumerate(order, start=1)
    )
    Proposal.objects.filter(pk__in=[one.pk for one in order], state="diusulkan").update(
        state="disepakati_rembug"
    )


def ready(who: Holding | None = None, cycle: Cycle | None = None) -> Session:
    """A session with its money, six proposals and three lists, not computed yet."""
    worn = who or operator()
    if not Body.objects.exists():
        three_rts()
    mine = cycle or year(who=worn)
    lists(mine, proposals(mine))
    return set_ceilings(worn, begin_session(worn, mine), MONEY)


def computed(who: Holding | None = None) -> tuple[Session, Draft]:
    worn = who or operator()
    session = ready(worn)
    draft = compute_draft(worn, session)
    session.refresh_from_db()
    return session, draft


def decided(who: Holding | None = None) -> Session:
    worn = who or operator()
    session, _ = computed(worn)
    close_session(worn, session)
    return decide(lurah(), session, number=NUMBER, date=DAY)


def label(name: str) -> str:
    """P2 -> the label of the second proposal."""
    return (
        Proposal.objects.select_related("cycle").order_by("-cycle__plan_year").get(number=int(name[1])).label
    )


def short(labels: list[str]) -> list[str]:
    """2027-002 -> P2."""
    return [f"P{int(one.split('-')[1])}" for one in labels]


def outsider() -> Holding:
    return hat("Bu Operator Lain", Role.OPERATOR, "35.73.05.1003")
