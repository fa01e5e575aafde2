"""Activities that stand in addresses, for the matrix of routes and the tests of this room."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from berdaya.access.models import Holding
from berdaya.budget.models import Statement, Version
from berdaya.budget.rules.flow import State
from berdaya.community.models import Seat
from berdaya.community.rules.kinds import Kind as Body
from berdaya.community.rules.kinds import Sex
from berdaya.delivery.models import Activity, Booking, Contract, HandOver, PayList, PayRow, Progress
from berdaya.delivery.rules.kinds import Kind, Way
from tests.budget.cases import CORRECTED
from tests.community.things import a_body, with_chair
from tests.office import person
from tests.shape.things import PLACE

ROWS = [
    {"kode": "baris-cctv", "uraian": "Pengadaan CCTV", "rekening": "5.1.02.01", "jumlah": 60_000_000,
     "aktivitas": "aktivitas-3", "usulan": ["2024-001"]},
    {"kode": "baris-honor", "uraian": "Honorarium ketua LPMK, RW dan RT", "jumlah": 1_285_200_000,
     "aktivitas": "aktivitas-4"},
]  # fmt: skip
SINCE = date(2022, 1, 1)


def signed(territory: str, record: dict[str, Any] | None = None) -> Version:
    """A statement with one signed version, written as the flow leaves it."""
    made = Statement.objects.create(
        territory=territory, year=2024, code="7.01.03.2.02.0003", title="Pemberdayaan Masyarakat",
        version=1, signed=1, state=State.SIGNED.value,
    )  # fmt: skip
    whole = record or {**CORRECTED, "rka": {"jumlah": 1_594_389_976, "baris": ROWS}}
    return Version.objects.create(
        statement=made, number=1, record=whole, sha256="0" * 64, came_from="gbs.docx", rules="",
        made_by=person("Penyusun"),
    )  # fmt: skip


def begun(territory: str, kind: Kind = Kind.GOODS, who: Holding | None = None) -> Activity:
    version = signed(territory)
    row = ROWS[1 if kind is Kind.HONORARIA else 0]
    return Activity.objects.create(
        territory=territory, year=2024, statement=version.statement, version=version, line=row["kode"],
        title=row["uraian"], kind=kind.value, way=Way.PROVIDER.value, budget=row["jumlah"],
        due=date(2024, 12, 31), made_by=who.person if who else person("Pencatat"),
    )  # fmt: skip


def ordered(activity: Activity) -> Contract:
    return Contract.objects.create(
        activity=activity, partner="CV Rekaan", number="SPK-1", signed_on=date(2024, 3, 1), volume=Decimal(8),
        unit="paket", unit_price=7_500_000, ends_on=date(2024, 6, 30), by=activity.made_by,
    )  # fmt: skip


def seats(village: str, many: int = 3) -> list[Seat]:
    """Heads of `many` RT (the last a woman), one RW and the LPMK, in office since 2022."""
    rts = [
        with_chair(
            a_body(Body.RT, f"{village}.001.{at:03d}"), f"Orang {at}", Sex.P if at == many else Sex.L, SINCE
        )
        for at in range(1, many + 1)
    ]
    rw = with_chair(a_body(Body.RW, f"{village}.001"), "Orang Lain", Sex.L, SINCE)
    return [*rts, rw, with_chair(a_body(Body.LPMK, village), "Orang Ketiga", Sex.L, SINCE)]


# ---------- for the matrix ----------


def activity(maker: Holding) -> Mapping[str, Any]:
    return {"pk": begun(PLACE, who=maker).pk, "territory": PLACE}


def honoraria(maker: Holding) -> Mapping[str, Any]:
    return {"pk": begun(PLACE, Kind.HONORARIA).pk, "month": 1, "territory": PLACE}


def line(maker: Holding) -> Mapping[str, Any]:
    return {"pk": signed(PLACE).statement_id, "key": "baris-cctv", "territory": PLACE}


def booking(maker: Holding) -> Mapping[str, Any]:
    made = Booking.objects.create(
        activity=begun(PLACE), month=3, amount=1, on=date(2024, 3, 31), proof="SP2D-1", by=maker.person
    )
    return {"pk": made.pk, "territory": PLACE}


def pay_list(maker: Holding) -> Mapping[str, Any]:
    made = Booking.objects.create(
        activity=begun(PLACE, Kind.HONORARIA), month=1, amount=1, on=date(2024, 1, 31), by=maker.person
    )
    listed = PayList.objects.create(booking=made, people=1, men=1, women=0, rupiah_men=1, rupiah_women=0)
    seat = with_chair(a_body(Body.RT, PLACE), "Sutrisno", Sex.L, SINCE)
    PayRow.objects.create(pay_list=listed, position=1, seat=seat, office=f"rt:{PLACE}", sex="L", amount=1)
    return {"pk": made.pk, "territory": PLACE}


def hand_over(maker: Holding) -> Mapping[str, Any]:
    one = begun(PLACE)
    ordered(one)
    made = HandOver.objects.create(
        activity=one, number="BAST-1", on=date(2024, 6, 1), came=8, accepted=8, by=maker.person
    )
    return {"pk": made.pk, "territory": PLACE}


def picture(maker: Holding) -> Mapping[str, Any]:
    from berdaya.documents.store import put_file

    file = put_file(b"x", "png")
    made = Progress.objects.create(
        activity=begun(PLACE), percent=0, on=date(2024, 3, 1), file=file, small=file, sha256="0" * 64,
        by=maker.person,
    )  # fmt: skip
    return {"pk": made.pk, "size": "kecil", "territory": PLACE}
