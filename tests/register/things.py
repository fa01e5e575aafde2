"""Things of the register that stand in addresses, for the matrix of routes: made by somebody, in Moga."""

import secrets
from collections.abc import Mapping
from datetime import date
from typing import Any

from berdaya.access.clock import now
from berdaya.access.models import Holding
from berdaya.access.rules.roles import Role
from berdaya.register.models import ColumnMapping, RegionMatch, Snapshot, SnapshotPlace, Upload
from berdaya.register.rules.uploads import State
from tests.office import PEMALANG, PLAKARAN, hat

EDITION, END = date(2015, 12, 31), date(2099, 12, 31)


def an_upload(maker: Holding, **fields: Any) -> Upload:
    told = {
        "territory": PEMALANG,
        "profile": "bdt2015",
        "edition": EDITION,
        "purpose": "penetapan sasaran",
        "legal_basis": "Perbup 12/2024",
        "until": END,
        "maker": maker.person,
        "folder": secrets.token_hex(16),
        "keep_until": END,
    }
    return Upload.objects.create(**{**told, **fields})


def a_snapshot(
    maker: Holding, counts: Mapping[str, tuple[int, int]] | None = None, **fields: Any
) -> Snapshot:
    """A confirmed register without its files: households and those of decile 1 by village."""
    counts = {PLAKARAN: (120, 30)} if counts is None else counts
    households = sum(all_ for all_, _ in counts.values())
    upload = an_upload(maker, state=State.CONFIRMED.value, sent_at=now(), erased_at=now())
    told = {
        "upload": upload,
        "territory": PEMALANG,
        "register": "BDT",
        "edition": EDITION,
        "profile": "bdt2015",
        "unit": "household",
        "purpose": "penetapan sasaran",
        "legal_basis": "Perbup 12/2024",
        "until": END,
        "accepted": households * 3,
        "rejected": 0,
        "duplicate": 0,
        "households": households,
        "members": households * 3,
        "places": len(counts),
        "ranked": True,
        "sha256": secrets.token_hex(32),
        "manifest_sha256": secrets.token_hex(32),
        "key_name": f"snapshot-{secrets.token_hex(16)}",
        "folder": f"bdt-2015-12-31-{upload.folder[:12]}",
        "maker": maker.person,
        "confirmed_by": hat("Mas Agus", Role.BAPPEDA, PEMALANG).person,
        "confirmed_at": now(),
    }
    snapshot = Snapshot.objects.create(**{**told, **fields})
    SnapshotPlace.objects.bulk_create(
        SnapshotPlace(snapshot=snapshot, code=code, households=all_, persons=all_ * 3, decile1=poorest)
        for code, (all_, poorest) in counts.items()
    )
    return snapshot


def upload(maker: Holding) -> Mapping[str, Any]:
    return {"pk": an_upload(maker).pk, "territory": PEMALANG}


def part(maker: Holding) -> Mapping[str, Any]:
    return {**upload(maker), "number": 0}


def register(maker: Holding) -> Mapping[str, Any]:
    """Whoever works in a village that it holds may see it."""
    return {"pk": a_snapshot(maker).pk, "territory": PLAKARAN}


def register_to_destroy(maker: Holding) -> Mapping[str, Any]:
    return {"pk": a_snapshot(maker).pk, "territory": PEMALANG}


def column(maker: Holding) -> Mapping[str, Any]:
    told = {"territory": PEMALANG, "profile": "bdt2015", "key": "jamban", "title": "Jamban"}
    made = ColumnMapping.objects.create(**told, decided_by=maker.person, decided_at=now())
    return {"pk": made.pk, "territory": PEMALANG}


def match(maker: Holding) -> Mapping[str, Any]:
    told = {"territory": PEMALANG, "key": "33.27|moga|plakran", "kecamatan": "Moga", "village": "Plakran"}
    made = RegionMatch.objects.create(**told, decided_by=maker.person, decided_at=now())
    return {"pk": made.pk, "territory": PEMALANG}
