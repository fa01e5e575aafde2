"""Meetings that stand in addresses, for the matrix of routes; all at one RT."""

from collections.abc import Mapping
from typing import Any

from berdaya.access.models import Holding
from berdaya.access.rules.roles import Role
from berdaya.kernel.sexes import BySex
from berdaya.meeting.services.attending import Named, add_names
from tests.meeting import office
from tests.office import hat
from tests.shape.things import PLACE, VILLAGE

ONE_EACH = {group: BySex(1, 1) for group in ("tokoh", "perempuan", "pemuda", "lansia")}


def _lurah() -> Holding:
    return hat("Bu Lurah", Role.LURAH, VILLAGE)


def meeting(maker: Holding) -> Mapping[str, Any]:
    made = office.begun(_lurah(), (), forum="rembug_rt", territory=PLACE)
    return {"pk": made.pk, "territory": PLACE}


def name(maker: Holding) -> Mapping[str, Any]:
    lurah = _lurah()
    made = office.begun(lurah, (), forum="rembug_rt", territory=PLACE)
    add_names(lurah, made, [Named("Siti Aminah", True, "perempuan")])
    return {"pk": made.pk, "row": made.attendance.get().pk, "territory": PLACE}


def minuted(maker: Holding) -> Mapping[str, Any]:
    made = office.minuted(_lurah(), forum="rembug_rt", territory=PLACE, invited=(), counts=ONE_EACH)
    return {"pk": made.pk, "territory": PLACE}


def minutes_version(maker: Holding) -> Mapping[str, Any]:
    return {**minuted(maker), "version": 1}


def paper(maker: Holding) -> Mapping[str, Any]:
    return {**minuted(maker), "which": "berita-acara"}


def photo(maker: Holding) -> Mapping[str, Any]:
    lurah = _lurah()
    made = office.begun(lurah, (), forum="rembug_rt", territory=PLACE)
    return {"pk": made.pk, "photo": office.photographed(lurah, made).pk, "territory": PLACE}


def small_photo(maker: Holding) -> Mapping[str, Any]:
    return {**photo(maker), "size": "kecil"}
