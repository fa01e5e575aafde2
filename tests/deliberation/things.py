"""Years, proposals and lists that stand in addresses, for the matrix of routes; all at one RT."""

from collections.abc import Mapping
from io import BytesIO
from typing import Any

from PIL import Image

from berdaya.access.models import Holding
from berdaya.access.rules.roles import Role
from berdaya.deliberation.models import Cycle, Proposal
from berdaya.deliberation.rules.proposing import Unit
from berdaya.deliberation.services.proposing import add_photo
from berdaya.deliberation.services.ranking import rank
from berdaya.documents.uploads import Clean
from tests.deliberation import office
from tests.office import hat
from tests.shape.things import PLACE, VILLAGE


def _cycle() -> Cycle:
    return office.year(territory=VILLAGE)


def _proposal() -> Proposal:
    return office.proposed(hat("Pak RT", Role.RT_HEAD, PLACE), _cycle())


def cycle(maker: Holding) -> Mapping[str, Any]:
    """The year of the village; its calendar is that of its RTs too."""
    return {"pk": _cycle().pk, "territory": PLACE}


def proposal(maker: Holding) -> Mapping[str, Any]:
    return {"pk": _proposal().pk, "territory": PLACE}


def step(maker: Holding) -> Mapping[str, Any]:
    return {**proposal(maker), "step": "lokasi"}


def photo(maker: Holding) -> Mapping[str, Any]:
    one = _proposal()
    return {"pk": one.pk, "photo": photographed(one), "territory": PLACE}


def small_photo(maker: Holding) -> Mapping[str, Any]:
    return {**photo(maker), "size": "kecil"}


def photographed(one: Proposal) -> int:
    drawn = BytesIO()
    Image.new("RGB", (40, 30), "green").save(drawn, "JPEG")
    picture = Clean(drawn.getvalue(), "jpg")
    who = hat("Bu Operator", Role.OPERATOR, one.cycle.territory)
    return add_photo(who, one, picture, picture, "Jalan rusak").pk


def unit(maker: Holding) -> Mapping[str, Any]:
    _cycle()
    return {"unit": PLACE, "territory": PLACE}


def ranked_list(maker: Holding) -> Mapping[str, Any]:
    one = _proposal()
    made = rank(hat("Pak RT", Role.RT_HEAD, PLACE), one.cycle, Unit(PLACE), [one.pk])
    return {"pk": made.pk, "territory": PLACE}
