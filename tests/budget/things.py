"""Statements that stand in addresses, for the matrix of routes; all at one RT."""

from collections.abc import Mapping
from typing import Any

from berdaya.access.models import Holding
from berdaya.budget.models import Statement, Version
from berdaya.budget.rules.flow import State
from tests.budget.cases import CORRECTED
from tests.office import person
from tests.shape.things import PLACE


def statement(maker: Holding) -> Mapping[str, Any]:
    made = Statement.objects.create(
        territory=PLACE, year=2024, code="7.01.03.2.02.0003", title="Contoh", version=1
    )
    Version.objects.create(
        statement=made,
        number=1,
        record=CORRECTED,
        sha256="0" * 64,
        came_from="gbs.docx",
        rules="",
        made_by=person("Bu Ratna"),
    )
    return {"pk": made.pk, "territory": PLACE}


def paper(maker: Holding) -> Mapping[str, Any]:
    return {**statement(maker), "form": "gap", "ending": "pdf"}


def submitted(maker: Holding) -> Mapping[str, Any]:
    return _at(State.SUBMITTED, maker)


def reviewed(maker: Holding) -> Mapping[str, Any]:
    return _at(State.REVIEWED, maker)


def signed(maker: Holding) -> Mapping[str, Any]:
    return _at(State.SIGNED, maker)


def _at(state: State, maker: Holding) -> Mapping[str, Any]:
    made = statement(maker)
    holds = {"signed": 1} if state is State.SIGNED else {}
    Statement.objects.filter(pk=made["pk"]).update(state=state.value, **holds)
    return made


def part(maker: Holding) -> Mapping[str, Any]:
    return {**statement(maker), "slug": "data"}


def activity(maker: Holding) -> Mapping[str, Any]:
    return {**statement(maker), "key": "aktivitas-1"}
