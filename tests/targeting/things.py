"""The things that stand in addresses of this room, for the matrix of routes: a decreed list and what it has.

Made by others than whoever tries the door: no refusal comes from having had a hand in it.
"""

from collections.abc import Mapping
from typing import Any

from berdaya.access.models import Holding
from berdaya.targeting.models import Run
from berdaya.targeting.services.assigning import tie
from berdaya.targeting.services.discussing import change_places
from tests.office import PEMALANG
from tests.targeting.desk import DESA, bappeda, computed, decreed, one_change, tables, with_tables

LIST = {"territory": PEMALANG}


def _signed() -> Run:
    run, _ = decreed(bappeda("Bu Ratna"), bappeda("Pak Darmo"), bappeda("Mas Agus"))
    return run


def decreed_list(maker: Holding) -> Mapping[str, Any]:
    return LIST | {"pk": _signed().pk}


def village(maker: Holding) -> Mapping[str, Any]:
    _signed()
    return {"territory": DESA[0].code, "code": DESA[0].code}


def step_of_inputs(maker: Holding) -> Mapping[str, Any]:
    return decreed_list(maker) | {"step": 1}


def computation(maker: Holding) -> Mapping[str, Any]:
    return decreed_list(maker) | {"number": 1}


def paper(maker: Holding) -> Mapping[str, Any]:
    return decreed_list(maker) | {"which": "lampiran"}


def scan(maker: Holding) -> Mapping[str, Any]:
    return decreed_list(maker) | {"version": 1}


def picture(maker: Holding) -> Mapping[str, Any]:
    run = _signed()
    assert run.computation is not None
    return LIST | {"name": run.computation.map}


def input_file(maker: Holding) -> Mapping[str, Any]:
    return LIST | {"pk": tables(bappeda("Bu Ratna"))["agencies"].pk}


def change(maker: Holding) -> Mapping[str, Any]:
    """A change in a list that is still discussed."""
    ratna = bappeda("Bu Ratna")
    run = computed(ratna)
    made = change_places(ratna, run, run.version, [one_change(run)])
    return LIST | {"pk": run.pk, "change": made[0].pk}


def pair(maker: Holding) -> Mapping[str, Any]:
    """A pin in a list that is still discussed."""
    ratna = bappeda("Bu Ratna")
    run = with_tables(ratna, computed(ratna))
    assert run.computation is not None
    code = run.computation.results.filter(selected=True).first().code
    made = tie(ratna, run, run.version, agency="DINSOS", code=code, kind="tetap", reason="sudah di sana")
    return LIST | {"pk": run.pk, "pair": made.pk}
