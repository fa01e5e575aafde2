"""Programmes, lists and pairs that stand in addresses, for the matrix of routes: in Plakaran, no files."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from berdaya.access.clock import now
from berdaya.access.models import Holding
from berdaya.access.rules.roles import Role
from berdaya.scan.models import Cycle, Pair, ProblemItem, ProgramItem, Recipient, RecipientList
from tests.office import PEMALANG, PLAKARAN, hat
from tests.scan.things import a_cycle


def a_programme(maker: Holding, cycle: Cycle | None = None, **fields: Any) -> ProgramItem:
    cycle = cycle or a_cycle(hat("Bu Ratna", Role.BAPPEDA, PEMALANG))
    return ProgramItem.objects.create(
        **{
            "cycle": cycle, "kind": "pkh", "name": "PKH", "source": "pusat", "aspect": "sosial",
            "strategy": "beban", "year": 2026, "unit": "kk", "status": "berjalan",
            "written_by": maker.person, "written_at": now(), **fields,
        }
    )  # fmt: skip


def a_list(maker: Holding, **fields: Any) -> RecipientList:
    """A list that was matched; its people lie under a key that is not in this office."""
    item = fields.pop("programme", None) or a_programme(maker)
    return RecipientList.objects.create(
        **{
            "cycle": item.cycle, "programme": item, "as_of": date(2026, 1, 10), "source": "Dinsos",
            "title": "pkh.csv", "sha256": "0" * 64, "rows": 1, "keep_until": date(2026, 1, 20),
            "brought_by": maker.person, "brought_at": now(), "confirmed_by": maker.person,
            "confirmed_at": now(), "matched_at": now(), **fields,
        }
    )  # fmt: skip


def a_pair(maker: Holding) -> Pair:
    recipient = Recipient.objects.create(list=a_list(maker), number=0, identity="")
    return Pair.objects.create(
        recipient=recipient, key="00ab-00cd-00ef-0000", identity="", probability=400_000, same_nik=False,
        band="review", rule="model", why="nama mirip",
    )  # fmt: skip


def programme(maker: Holding) -> Mapping[str, Any]:
    return {"pk": a_programme(maker).pk, "territory": PLAKARAN}


def problem(maker: Holding) -> Mapping[str, Any]:
    made = ProblemItem.objects.create(
        cycle=a_cycle(hat("Bu Ratna", Role.BAPPEDA, PEMALANG)), aspect="sosial", text="Anak putus sekolah",
        unit="orang", urgency="2", written_by=maker.person, written_at=now(),
    )  # fmt: skip
    return {"pk": made.pk, "territory": PLAKARAN}


def recipients(maker: Holding) -> Mapping[str, Any]:
    return {"pk": a_list(maker).pk, "territory": PLAKARAN}


def pair(maker: Holding) -> Mapping[str, Any]:
    return {"pk": a_pair(maker).pk, "territory": PLAKARAN}
