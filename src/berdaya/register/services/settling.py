"""What an office settles once for all its files: which title is which column, which village is meant."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from berdaya.access.audit import record
from berdaya.access.clock import now
from berdaya.access.doors import require
from berdaya.access.jobs.models import Job
from berdaya.access.models import Holding
from berdaya.access.rules.rights import Right
from berdaya.kernel.findings import Finding, Refused
from berdaya.register import doors
from berdaya.register.models import ColumnMapping, RegionMatch, Upload
from berdaya.register.rules.headers import normal_title
from berdaya.register.rules.uploads import State, stands_at
from berdaya.register.services.uploads import read_again

SETTLEABLE = (State.READ, State.SENT_BACK)


def settle_columns(
    hat: Holding, pk: int, chosen: Mapping[str, str], *, papers: str = "", school: str = ""
) -> Job:
    """Which column each unknown title is ("" = none that is needed); kept for the files that follow."""
    with transaction.atomic():
        upload, preview = _settleable(hat, pk)
        told = {title: chosen[title] for title in preview.get("unknown", ()) if title in chosen}
        columns = [name for name in told.values() if name]
        known = {column["name"] for column in preview.get("absent", ())}
        if len(set(columns)) != len(columns):
            raise Refused(_twice())
        if not set(columns) <= known:
            raise Refused(_strange())
        for title, name in told.items():
            ColumnMapping.objects.update_or_create(
                territory=upload.territory,
                profile=upload.profile,
                key=normal_title(title)[:80],
                defaults={"title": title, "column": name, "decided_by": hat.person, "decided_at": now()},
            )
        upload.paper_style, upload.school_style = papers, school
        facts = {"titles": len(told), "columns": len(columns)}
        record(hat, "register.columns_settled", "upload", upload.pk, upload.territory, facts)
        return read_again(hat, upload)


def settle_places(hat: Holding, pk: int, chosen: Mapping[str, str]) -> Job:
    """Which village each doubtful way of writing means ("" = none of those named)."""
    with transaction.atomic():
        upload, preview = _settleable(hat, pk)
        doubts = {doubt["key"]: doubt for doubt in preview.get("doubts", ())}
        told = {key: code for key, code in chosen.items() if key in doubts}
        if any(code and code not in doubts[key]["candidates"] for key, code in told.items()):
            raise Refused(_strange())
        for key, code in told.items():
            RegionMatch.objects.update_or_create(
                territory=upload.territory,
                key=key[:200],
                defaults={
                    "kecamatan": doubts[key]["kecamatan"],
                    "village": doubts[key]["village"],
                    "code": code,
                    "decided_by": hat.person,
                    "decided_at": now(),
                },
            )
        record(hat, "register.places_settled", "upload", upload.pk, upload.territory, {"places": len(told)})
        return read_again(hat, upload)


def forget_column(hat: Holding, pk: int) -> None:
    """A title was settled wrongly: the next file asks again. Registers that were made stay as they are."""
    require(hat, Right.REGISTER_UPLOAD)
    with transaction.atomic():
        settled = doors.settled_column(hat, pk)
        record(hat, "register.column_forgotten", "mapping", pk, settled.territory, {"column": settled.column})
        settled.delete()


def forget_place(hat: Holding, pk: int) -> None:
    """A village was settled wrongly: the next file asks again."""
    require(hat, Right.REGISTER_UPLOAD)
    with transaction.atomic():
        settled = doors.settled_place(hat, pk)
        record(hat, "register.place_forgotten", "match", pk, settled.territory, {"code": settled.code})
        settled.delete()


def _settleable(hat: Holding, pk: int) -> tuple[Upload, dict[str, Any]]:
    upload = doors.own_upload(hat, pk, lock=True)
    stands_at(upload.stands, *SETTLEABLE).require()
    return upload, doors.preview_of(upload) or {}


def _twice() -> Finding:
    return Finding(
        "mapping.twice",
        "satu kolom",
        "dipilih untuk dua judul",
        "Pilih satu judul saja untuk setiap kolom; judul yang lain biarkan tidak dipakai.",
    )


def _strange() -> Finding:
    return Finding(
        "settling.strange", "pilihan itu", "tidak ada dalam daftar", "Muat ulang halaman, lalu pilih lagi."
    )
