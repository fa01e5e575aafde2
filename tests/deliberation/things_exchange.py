"""Tables of proposals that stand in addresses, for the matrix of routes; all at one RT."""

from collections.abc import Mapping
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from berdaya.access.models import Holding
from berdaya.access.rules.roles import Role
from berdaya.deliberation.models import Cycle
from berdaya.deliberation.services.exchanging import bring
from tests.deliberation.office import YEAR
from tests.office import hat
from tests.shape.things import PLACE


def table(maker: Holding) -> Mapping[str, Any]:
    """A table that waits to be looked at."""
    cycle = Cycle.objects.create(territory=PLACE, plan_year=YEAR)
    file = SimpleUploadedFile("usulan.csv", b"usulan,lokasi\nPaving,Gang 3\n")
    return {"pk": bring(hat("Bu Operator", Role.OPERATOR, PLACE), cycle, file).pk, "territory": PLACE}
