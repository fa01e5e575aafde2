"""Editions, items and drafts that stand in addresses, for the matrix of routes; all at one RT."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from berdaya.access.models import Holding
from berdaya.documents.store import put_file
from berdaya.plan.models import Draft, Edition, KamusItem
from berdaya.plan.rules.drafts import State
from tests.office import person
from tests.plan.cases import FIRST, kamus_text
from tests.shape.things import PLACE

CONTENT = kamus_text().encode()
FRAME = {
    "kind": "kamus",
    "territory": PLACE,
    "title": "Kamus RT",
    "source": "SK 1",
    "valid_from": FIRST,
    "file_title": "kamus.csv",
}


def _edition() -> Edition:
    made_at = datetime(2026, 1, 1, tzinfo=ZoneInfo("Asia/Jakarta"))
    return Edition.objects.create(
        **FRAME,
        sha256="0" * 64,
        rows=1,
        made_by=person("Bu Ratna"),
        made_at=made_at,
        confirmed_by=person("Pak Hadi"),
    )


def edition(maker: Holding) -> Mapping[str, Any]:
    return {"pk": _edition().pk, "territory": PLACE}


def edition_file(maker: Holding) -> Mapping[str, Any]:
    return {**edition(maker), "ending": "xlsx"}


def item(maker: Holding) -> Mapping[str, Any]:
    made = KamusItem.objects.create(
        edition=_edition(), position=1, code="A1", menu="sarpras", sub_item="jalan", name="Paving", unit="m2",
        price_low=1, price_high=2, level="kelurahan", work="jalan",
    )  # fmt: skip
    return {"kind": "kamus", "pk": made.pk, "territory": PLACE}


def draft(maker: Holding) -> Mapping[str, Any]:
    """A list that waits for its second person."""
    made = Draft.objects.create(
        **FRAME,
        file=put_file(CONTENT, "csv"),
        sha256=hashlib.sha256(CONTENT).hexdigest(),
        locale="id",
        rows=3,
        errors=0,
        state=State.SUBMITTED.value,
        made_by=person("Bu Ratna"),
    )
    return {"pk": made.pk, "territory": PLACE}
