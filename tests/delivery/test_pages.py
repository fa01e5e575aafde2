"""Activities through pages: begun, ordered, handed over, paid, printed; also by an outsider."""

from datetime import date
from io import BytesIO
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from berdaya.access.rules.roles import Role
from berdaya.delivery.list_file import check_file
from berdaya.delivery.models import Activity, Booking, HandOver
from berdaya.delivery.rules.kinds import Kind
from berdaya.documents.models import Document
from tests.delivery.cases import TARIFFS
from tests.delivery.things import begun, ordered, seats, signed
from tests.office import browser, hat

pytestmark = pytest.mark.django_db
WONOKROMO = "35.78.04.1001"
HOME = "/pelaksanaan/"


@pytest.fixture
def siti():
    return browser(hat("Bu Siti", Role.OPERATOR, WONOKROMO))


@pytest.fixture
def lurah():
    return browser(hat("Bu Lurah", Role.LURAH, WONOKROMO))


@pytest.fixture
def joko():
    return browser(hat("Pak Joko", Role.OPERATOR, "35.78.05.1001"))


def sent(client, address, **fields):
    return client.post(address, {"request_id": str(uuid4()), **fields})


def page(client, address) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def paid(siti, one: Activity, month: int, **changes: str):
    """Send the list of a month as the form offers it."""
    from berdaya.delivery.listing_rows import rows_for

    given = {"on": f"2024-{month:02d}-28"}
    for row in rows_for(one, month, copied=False):
        given |= {f"pilih-{row.key}": "on", f"jumlah-{row.key}": row.amount}
    return sent(siti, f"{HOME}{one.pk}/honorarium/{month}/", **(given | changes))


def test_a_signed_line_is_begun_from_the_list_of_lines(siti):
    version = signed(WONOKROMO)
    assert "Pengadaan CCTV" in page(siti, f"{HOME}mulai/")
    address = f"{HOME}mulai/{version.statement_id}/baris-cctv/"
    assert sent(siti, address, kind="barang", way="penyedia", due="2024-11-30").status_code == 302
    one = Activity.objects.get()
    assert (one.kind, one.way, one.due) == ("barang", "penyedia", date(2024, 11, 30))
    assert "baris-cctv" not in page(siti, f"{HOME}mulai/")
    assert "Pengadaan CCTV" in page(siti, HOME)


def test_the_whole_way_of_eight_packages_through_forms(siti, lurah):
    one = begun(WONOKROMO)
    at = f"{HOME}{one.pk}/"
    order = {"partner": "CV Rekaan", "number": "SPK-1", "signed_on": "2024-03-01", "volume": "8",
             "unit": "paket", "unit_price": "7.500.000", "ends_on": "2024-06-30"}  # fmt: skip
    assert sent(siti, f"{at}kontrak/", **order).status_code == 302
    drawn = BytesIO()
    Image.new("RGB", (640, 480), "green").save(drawn, "JPEG")
    picture = SimpleUploadedFile("a.jpg", drawn.getvalue())
    assert sent(siti, f"{at}kemajuan/", percent="0", on="2024-03-05", file=picture).status_code == 302
    handed = {"number": "BAST-1", "on": "2024-06-01", "came": "8", "accepted": "8", "men": "4", "women": "5"}
    assert ">Serah terima</a>" in siti.get(at).content.decode()
    assert sent(siti, f"{at}serah-terima/", **handed).status_code == 302
    assert ">Serah terima</a>" not in siti.get(at).content.decode()
    row = HandOver.objects.get()
    assert sent(siti, f"{HOME}serah-terima/{row.pk}/periksa/", agrees="ya").status_code != 302
    assert sent(lurah, f"{HOME}serah-terima/{row.pk}/periksa/", agrees="ya").status_code == 302
    told = page(siti, at)
    assert "8 dari 8 paket" in told
    assert "L 4, P 5" in told
    assert sent(lurah, f"{at}selesai/").status_code == 302
    assert "Kegiatan ini selesai" in page(siti, at)


def test_a_form_with_a_fault_says_it_beside_the_field_and_keeps_nothing(siti):
    one = begun(WONOKROMO)
    fields = {"month": "3", "amount": "60.000.001", "on": "2024-03-28", "proof": "SP2D-1"}
    answer = sent(siti, f"{HOME}{one.pk}/realisasi/", **fields)
    assert answer.status_code == 422
    assert "melebihi sisa anggaran" in answer.content.decode()
    assert not Booking.objects.exists()


@pytest.mark.parametrize("amount", ["-5", "1,5", "sejuta", "😀", "9" * 30])
def test_what_is_no_whole_rupiah_is_refused(siti, amount):
    one = begun(WONOKROMO)
    fields = {"month": "3", "amount": amount, "on": "2024-03-28", "proof": "SP2D-1"}
    assert sent(siti, f"{HOME}{one.pk}/realisasi/", **fields).status_code == 422


def test_a_list_of_honoraria_is_sent_agreed_and_copied_with_one_click(siti, lurah):
    seats(WONOKROMO)
    one = begun(WONOKROMO, Kind.HONORARIA)
    assert paid(siti, one, 1).status_code == 302
    row = Booking.objects.get()
    shown = page(lurah, f"{HOME}catatan/{row.pk}/")
    assert "Orang 1" in shown
    assert "17,54%" in shown
    assert sent(lurah, f"{HOME}catatan/{row.pk}/periksa/", agrees="ya").status_code == 302
    copied = page(siti, f"{HOME}{one.pk}/honorarium/2/?salin=1")
    assert "5 orang (L 4, P 1), Rp5.700.000" in copied
    assert "1.500.000" in copied


def test_who_only_reads_sees_offices_and_no_names(siti):
    seats(WONOKROMO, 1)
    one = begun(WONOKROMO, Kind.HONORARIA)
    paid(siti, one, 1)
    reader = browser(hat("Pak Bappeda", Role.BAPPEDA, "35.78"))
    shown = page(reader, f"{HOME}catatan/{Booking.objects.get().pk}/")
    assert "Ketua RT 001/RW 001" in shown
    assert "Orang 1" not in shown


def test_the_receipt_of_honoraria_is_printed_and_its_workbook_checks_itself(siti, lurah, tmp_path):
    seats(WONOKROMO)
    one = begun(WONOKROMO, Kind.HONORARIA)
    paid(siti, one, 1)
    row = Booking.objects.get()
    assert sent(siti, f"{HOME}catatan/{row.pk}/cetak/").status_code == 302
    assert not Document.objects.exists()
    sent(lurah, f"{HOME}catatan/{row.pk}/periksa/", agrees="ya")
    assert sent(siti, f"{HOME}catatan/{row.pk}/cetak/").status_code == 302
    assert Document.objects.get().kind == "Tanda Terima Honorarium"
    file = tmp_path / "daftar.xlsx"
    file.write_bytes(siti.get(f"{HOME}catatan/{row.pk}/daftar.xlsx").content)
    checked = check_file(file, 2024, None, TARIFFS)
    assert checked.findings == ()
    assert (checked.total.rupiah, checked.total.people.women) == (5_700_000, 1)


def test_the_bast_and_the_report_are_papers(siti, lurah):
    one = begun(WONOKROMO)
    ordered(one)
    handed = {"number": "BAST-1", "on": "2024-06-01", "came": "8", "accepted": "7", "words": "Satu rusak"}
    sent(siti, f"{HOME}{one.pk}/serah-terima/", **handed)
    row = HandOver.objects.get()
    sent(siti, f"{HOME}serah-terima/{row.pk}/cetak/")
    assert Document.objects.get().status == "rancangan"
    sent(lurah, f"{HOME}serah-terima/{row.pk}/periksa/", agrees="ya")
    sent(siti, f"{HOME}serah-terima/{row.pk}/cetak/")
    assert Document.objects.get().status == "terbit"
    assert "87,50%" in page(siti, f"{HOME}laporan/?tahun=2024")
    assert sent(siti, f"{HOME}laporan/", year="2024", month="12").status_code == 302
    assert Document.objects.filter(kind="Laporan Realisasi Bulanan").exists()


def test_nobody_of_another_kecamatan_finds_anything(siti, joko):
    one = begun(WONOKROMO)
    ordered(one)
    assert "Pengadaan CCTV" not in page(joko, HOME)
    for address in ("", "kontrak/", "kemajuan/", "serah-terima/", "realisasi/"):
        assert joko.get(f"{HOME}{one.pk}/{address}").status_code == 404


def test_the_budget_line_tells_what_became_of_it(siti):
    one = begun(WONOKROMO)
    told = page(siti, f"/anggaran/{one.statement_id}/")
    assert f"{HOME}{one.pk}/" in told
    assert "Pengadaan CCTV" in told


def test_what_waits_is_a_task_of_the_second_person(siti, lurah):
    one = begun(WONOKROMO)
    sent(siti, f"{HOME}{one.pk}/realisasi/", month="3", amount="5.000.000", on="2024-03-28", proof="SP2D-1")
    assert "Periksa realisasi Maret 2024" in page(lurah, "/")
    assert "Periksa realisasi Maret 2024" not in page(siti, "/")
