"""Tables of proposals and pledges that stand in addresses, for the matrix of routes; all at one RT."""

from collections.abc import Mapping
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from berdaya.access.clock import today_in
from berdaya.access.models import Holding
from berdaya.access.rules.roles import Role
from berdaya.deliberation.models import Cycle
from berdaya.deliberation.rules.contributing import Form, Giver, Written
from berdaya.deliberation.services import supporting
from berdaya.deliberation.services.exchanging import bring
from berdaya.deliberation.services.supporting import Pledge
from tests.deliberation import office
from tests.deliberation.office import YEAR
from tests.office import hat
from tests.shape.things import PLACE, VILLAGE


def table(maker: Holding) -> Mapping[str, Any]:
    """A table that waits to be looked at."""
    cycle = Cycle.objects.create(territory=PLACE, plan_year=YEAR)
    file = SimpleUploadedFile("usulan.csv", b"usulan,lokasi\nPaving,Gang 3\n")
    return {"pk": bring(hat("Bu Operator", Role.OPERATOR, PLACE), cycle, file).pk, "territory": PLACE}


def pledge(maker: Holding) -> Mapping[str, Any]:
    """A pledge for a proposal that was handed over."""
    rt = hat("Pak RT", Role.RT_HEAD, PLACE)
    one = office.proposed(rt, office.year(territory=VILLAGE))
    office.handed(rt, one.cycle, one)
    given = Pledge(Giver.PEOPLE, Form.MONEY, Written(1_000, today_in(PLACE)))
    return {"entry": supporting.pledge(rt, one, given).pk, "territory": PLACE}
