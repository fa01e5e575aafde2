"""Activities in a real browser: list, time line, forms, a list of honoraria copied and sent."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from PIL import Image

from berdaya.access.rules.roles import Role
from berdaya.delivery.listing_rows import chosen_from, rows_for
from berdaya.delivery.models import Booking
from berdaya.delivery.rules.handing import Contract, HandOver
from berdaya.delivery.rules.kinds import Kind, Way
from berdaya.delivery.services.beginning import Plan, begin
from berdaya.delivery.services.booking import Paid, book, pay
from berdaya.delivery.services.deciding import decide
from berdaya.delivery.services.working import Handed, Picture, hand_over, order, show_progress
from berdaya.documents.uploads import Clean
from berdaya.kernel.sexes import BySex
from tests.browser.conftest import faults_of, sit_down
from tests.delivery.things import seats, signed
from tests.office import hat

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WONOKROMO = "35.78.04.1001"


@pytest.fixture
def siti():
    return hat("Bu Siti", Role.OPERATOR, WONOKROMO)


@pytest.fixture
def lurah():
    return hat("Bu Lurah", Role.LURAH, WONOKROMO)


@pytest.fixture
def carried_out(siti, lurah):
    """CCTV with contract, picture, hand-over and a booking; honoraria with January agreed."""
    statement = signed(WONOKROMO).statement_id
    cctv = begin(siti, statement, "baris-cctv", Plan(Kind.GOODS, Way.PROVIDER, date(2024, 11, 30)))
    order(siti, cctv, Contract("CV Rekaan Jaya", "000.3/SPK/17/2024", date(2024, 3, 1), Decimal(8), "paket",
                               7_500_000, date(2024, 6, 30)))  # fmt: skip
    drawn = BytesIO()
    Image.new("RGB", (640, 480), "#2a7d6f").save(drawn, "JPEG")
    clean = Clean(drawn.getvalue(), "jpg")
    show_progress(siti, cctv, Picture(0, date(2024, 3, 5), clean, clean, "Tiang belum dipasang"))
    facts = HandOver(
        date(2024, 6, 1), "000.3/BAST/9/2024", Decimal(8), Decimal(8), people=BySex(19_623, 20_207)
    )
    handed = hand_over(siti, cctv, Handed(facts, "RW 001 sampai RW 008"))
    decide(lurah, book(siti, cctv, Paid(6, 60_000_000, date(2024, 6, 20), "SP2D-7")), agreed=True,
           words="Dibayar menurut SPK")  # fmt: skip
    seats(WONOKROMO, 9)
    paid = begin(siti, statement, "baris-honor", Plan(Kind.HONORARIA, Way.DIRECT, date(2024, 12, 31)))
    january = pay(siti, paid, 1, chosen_from(rows_for(paid, 1, copied=False)), date(2024, 1, 31))
    decide(lurah, january, agreed=True)
    return cctv, handed, paid, january


def test_every_page_of_the_one_who_carries_out_has_no_faults(page, live_server, siti, carried_out):
    cctv, _, paid, january = carried_out
    sit_down(page, live_server, siti)
    for address in (
        "", "mulai/", "laporan/?tahun=2024", f"{cctv.pk}/", f"{cctv.pk}/kontrak/", f"{cctv.pk}/kemajuan/",
        f"{cctv.pk}/serah-terima/", f"{cctv.pk}/realisasi/", f"{paid.pk}/",
        f"{paid.pk}/honorarium/2/?salin=1",
        f"catatan/{january.pk}/", f"catatan/{january.pk}/batalkan/",
        f"mulai/{cctv.statement_id}/aktivitas-5/",
    ):  # fmt: skip
        page.goto(f"{live_server.url}/pelaksanaan/{address}")
        assert faults_of(page) == [], address


def test_the_second_person_agrees_on_the_page(page, live_server, lurah, carried_out):
    _, handed, _, _ = carried_out
    sit_down(page, live_server, lurah)
    page.goto(f"{live_server.url}/pelaksanaan/serah-terima/{handed.pk}/")
    assert faults_of(page) == []
    page.get_by_label("Ya, disetujui.").check()
    page.get_by_role("button", name="Simpan putusan").click()
    page.get_by_text("Disetujui orang kedua.").wait_for()


def test_a_list_is_copied_from_last_month_with_one_click_and_sent(page, live_server, siti, carried_out):
    *_, paid, _ = carried_out
    sit_down(page, live_server, siti)
    page.goto(f"{live_server.url}/pelaksanaan/{paid.pk}/honorarium/2/")
    page.get_by_role("link", name="Salin dari bulan lalu").click()
    page.get_by_label("Dibayar tanggal").fill("2024-02-29")
    page.get_by_role("button", name="Ajukan daftar").click()
    page.get_by_text("Menunggu pemeriksa.").first.wait_for()
    assert faults_of(page) == []
    assert Booking.objects.get(month=2).pay_list.people == 11
