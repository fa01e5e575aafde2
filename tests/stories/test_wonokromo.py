"""Kelurahan Wonokromo, through HTTP only: from the statement as it was typed to the last BAST and honorarium.

Bu Siti brings the paper of 2024 and reads what holds it back; the mended one is submitted, reviewed by the
gender focal point and signed by Bu Lurah. Its five lines are carried out: 8 packages of CCTV, tents, two
trainings, and 105 honoraria a month. In June a head of RT steps down; nobody pays him in July.
"""

import json
import re
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from berdaya.access.audit import verify
from berdaya.access.clock import today_in
from berdaya.access.rules.roles import Role
from berdaya.budget.doors import newest_of
from berdaya.budget.models import Statement
from berdaya.budget.services.keeping import checked_record
from berdaya.community.models import Seat
from berdaya.delivery.models import Activity, Booking, HandOver
from berdaya.documents.models import Document
from berdaya.figures.models import Figure
from berdaya.kernel.sexes import BySex
from tests.budget.cases import CORRECTED, SEED, needs_seed
from tests.office import browser, hat

pytestmark = [pytest.mark.django_db, needs_seed]

VILLAGE, NEXT_DOOR, CITY = "35.78.04.1001", "35.78.04.1002", "35.78"
HEAD = "jenis,rt,rw,nama,ketua,jk,mulai,dasar"
TOTAL = 1_594_389_976
ROWS = [
    {
        "kode": f"baris-{at + 1}",
        "uraian": row["teks"],
        "jumlah": row["anggaran"],
        "aktivitas": f"aktivitas-{at + 1}",
    }
    for at, row in enumerate(CORRECTED["rencana_aksi"])
]
MENDED = {**CORRECTED, "rka": {"jumlah": TOTAL, "baris": ROWS}}


class Desk:
    """Somebody at work in a browser."""

    def __init__(self, name, role, territory):
        self.client = browser(hat(name, role, territory))

    def send(self, address, status=302, **fields):
        answer = self.client.post(address, {"request_id": str(uuid4()), **fields})
        assert answer.status_code == status, (address, answer.content.decode()[:3000])
        return answer

    def read(self, address, status=200):
        answer = self.client.get(address)
        assert answer.status_code == status, (address, answer.status_code)
        return answer.content.decode()


def heads() -> SimpleUploadedFile:
    """96 RT (79 L, 17 P) in 8 RW, and the LPMK."""
    term = "01/02/2023,SK Lurah 3/2023"
    rows = [f"RT,{at % 12 + 1},{at // 12 + 1},,Ketua RT {at},{'P' if at % 6 == 5 or at == 0 else 'L'},{term}"
            for at in range(96)]  # fmt: skip
    rows += [f"RW,,{rw},,Ketua RW {rw},L,{term}" for rw in range(1, 9)]
    return SimpleUploadedFile(
        "lembaga.csv", "\n".join([HEAD, *rows, f"LPMK,,,,Ketua LPMK,L,{term}"]).encode()
    )


def signed_statement(siti: Desk, indah: Desk, lurah: Desk) -> Statement:
    """Brought as it was typed, then mended, submitted, reviewed, signed: each by another person."""
    paper = SimpleUploadedFile("gbs.txt", SEED.read_bytes())
    siti.send("/anggaran/unggah/", file=paper, territory=VILLAGE)
    one = Statement.objects.get()
    at = f"/anggaran/{one.pk}/"
    assert one.errors > 0
    siti.send(f"{at}ajukan/", status=422)
    mended = SimpleUploadedFile("gbs.json", json.dumps(MENDED).encode())
    siti.send("/anggaran/unggah/", file=mended, territory=VILLAGE)
    siti.send(f"{at}ajukan/")
    warnings = checked_record(newest_of(one).record).warnings
    indah.send(f"{at}telaah/", **{f"putusan_{check}": "diterima penelaah" for check in warnings})
    siti.read("/pelaksanaan/mulai/")
    assert not Activity.objects.exists()
    lurah.send(f"{at}tanda-tangan/", day=today_in(VILLAGE).isoformat())
    one.refresh_from_db()
    assert (one.signed, one.total) == (2, TOTAL)
    return one


def begin_all(siti: Desk, one: Statement) -> dict[str, Activity]:
    for row in ROWS:
        page = siti.read(f"/pelaksanaan/mulai/{one.pk}/{row['kode']}/")
        kind = re.search(r'name="kind" value="(\w+)"[^>]*checked', page)
        way = re.search(r'name="way" value="(\w+)"[^>]*checked', page)
        assert kind
        assert way
        address = f"/pelaksanaan/mulai/{one.pk}/{row['kode']}/"
        siti.send(address, kind=kind[1], way=way[1], due="2024-12-31")
    return {activity.line: activity for activity in Activity.objects.all()}


def carry_out(siti: Desk, lurah: Desk, one: Activity, volume: int, unit: str, people: BySex) -> None:
    """Ordered, handed over in one, checked, paid, checked."""
    at = f"/pelaksanaan/{one.pk}/"
    price, rest = divmod(one.budget, volume)
    assert rest == 0
    siti.send(f"{at}kontrak/", partner="CV Rekaan", number=f"SPK-{one.pk}", signed_on="2024-03-01",
              volume=str(volume), unit=unit, unit_price=str(price), ends_on="2024-09-30")  # fmt: skip
    siti.send(f"{at}serah-terima/", status=422, number="BAST", on="2024-09-01", came=str(volume + 1),
              accepted=str(volume + 1))  # fmt: skip
    siti.send(f"{at}serah-terima/", number=f"BAST-{one.pk}", on="2024-09-01", came=str(volume),
              accepted=str(volume), men=str(people.men), women=str(people.women))  # fmt: skip
    handed = HandOver.objects.get(activity=one)
    lurah.send(f"/pelaksanaan/serah-terima/{handed.pk}/periksa/", agrees="ya")
    siti.send(
        f"{at}realisasi/", status=422, month="9", amount=str(one.budget + 1), on="2024-09-20", proof="SP2D"
    )
    siti.send(f"{at}realisasi/", month="9", amount=str(one.budget), on="2024-09-20", proof=f"SP2D-{one.pk}")
    agree(lurah, Booking.objects.get(activity=one))


def agree(lurah: Desk, booking: Booking, words: str = "") -> None:
    lurah.send(f"/pelaksanaan/catatan/{booking.pk}/periksa/", agrees="ya", words=words)


def as_offered(page: str) -> dict[str, str]:
    """What a browser would send of the form as the page offers it."""
    ticked = re.findall(r'name="(pilih-[\w-]+)" checked', page)
    amounts = re.findall(r'name="(jumlah-[\w-]+)" value="([\d.]*)"', page)
    return dict.fromkeys(ticked, "on") | dict(amounts)


def pay_month(siti: Desk, lurah: Desk, one: Activity, month: int) -> Booking:
    address = f"/pelaksanaan/{one.pk}/honorarium/{month}/"
    given = as_offered(siti.read(address + ("?salin=1" if month > 1 else "")))
    siti.send(address, **given, on=f"2024-{month:02}-28")
    booking = Booking.objects.get(activity=one, month=month)
    agree(lurah, booking)
    return booking


def one_steps_down(siti: Desk) -> Seat:
    """The head of RT 001/RW 001 leaves in June; a woman follows in July."""
    seat = Seat.objects.sitting().get(term__body__territory=f"{VILLAGE}.001.002")
    body = seat.term.body_id
    why = "mengundurkan diri"
    siti.send(f"/lembaga/{body}/pengurus/{seat.pk}/akhiri/", last_day="2024-06-20", why=why)
    siti.send(
        f"/lembaga/{body}/pengurus/", office="ketua", name="Penggantinya", sex="P", first_day="2024-07-01"
    )
    return seat


def test_from_the_typed_statement_to_the_last_bast_and_honorarium(monkeypatch, tmp_path):
    monkeypatch.setenv("BERDAYA_DATA", str(tmp_path))
    monkeypatch.delenv("BERDAYA_KEYS", raising=False)
    siti, lurah = Desk("Bu Siti", Role.OPERATOR, VILLAGE), Desk("Bu Lurah", Role.LURAH, VILLAGE)
    indah, joko = Desk("Bu Indah", Role.GENDER, CITY), Desk("Pak Joko", Role.OPERATOR, NEXT_DOOR)
    brought = siti.send(f"/wilayah/{VILLAGE}/lembaga/tabel/", file=heads())
    siti.send(f"{brought.url}catat/")
    one = signed_statement(siti, indah, lurah)
    lines = begin_all(siti, one)
    assert [lines[row["kode"]].kind for row in ROWS] == [
        "kegiatan",
        "kegiatan",
        "barang",
        "honorarium",
        "barang",
    ]

    carry_out(siti, lurah, lines["baris-1"], 90, "orang", BySex(36, 54))
    carry_out(siti, lurah, lines["baris-2"], 20, "orang", BySex(8, 12))
    carry_out(siti, lurah, lines["baris-3"], 8, "paket", BySex(19_623, 20_207))
    carry_out(siti, lurah, lines["baris-5"], 4, "unit", BySex(19_623, 20_207))

    paid = lines["baris-4"]
    january = pay_month(siti, lurah, paid, 1)
    assert (january.amount, january.pay_list.men, january.pay_list.women) == (107_100_000, 88, 17)
    assert january.pay_list.rupiah_women == 17_000_000
    for month in range(2, 7):
        pay_month(siti, lurah, paid, month)
    gone = one_steps_down(siti)
    page = siti.read(f"/pelaksanaan/{paid.pk}/honorarium/7/?salin=1")
    assert "berhenti 20 Juni 2024" in page
    offered = as_offered(page)
    assert f"pilih-{gone.pk}" not in offered
    address = f"/pelaksanaan/{paid.pk}/honorarium/7/"
    siti.send(address, 422, **offered, **{f"pilih-{gone.pk}": "on"}, on="2024-07-28")
    new = Seat.objects.sitting().get(term=gone.term)
    offered |= {f"pilih-{new.pk}": "on", f"jumlah-{new.pk}": "1.000.000"}
    siti.send(address, **offered, on="2024-07-28")
    july = Booking.objects.get(activity=paid, month=7)
    agree(lurah, july)
    assert (july.amount, july.pay_list.men, july.pay_list.women) == (107_100_000, 87, 18)
    for month in range(8, 13):
        pay_month(siti, lurah, paid, month)

    everything_is_told(siti, lurah, one, lines)
    joko.read(f"/pelaksanaan/{paid.pk}/", 404)
    assert "Pengadaan CCTV" not in joko.read("/pelaksanaan/")
    assert verify().whole


def everything_is_told(siti: Desk, lurah: Desk, one: Statement, lines: dict[str, Activity]) -> None:
    """Papers, figures, the line of the budget, and the end."""
    handed = HandOver.objects.get(activity=lines["baris-3"])
    siti.send(f"/pelaksanaan/serah-terima/{handed.pk}/cetak/")
    december = Booking.objects.get(activity=lines["baris-4"], month=12)
    siti.send(f"/pelaksanaan/catatan/{december.pk}/cetak/")
    siti.send("/pelaksanaan/laporan/", year="2024", month="12")
    assert Document.objects.filter(status="terbit", source__startswith="delivery:").count() == 3
    for activity in lines.values():
        lurah.send(f"/pelaksanaan/{activity.pk}/selesai/")
    assert Activity.objects.filter(closed_at=None).count() == 0
    report = siti.read("/pelaksanaan/laporan/?tahun=2024")
    assert "1.594.389.976" in report
    assert "100,00%" in report
    budget = siti.read(f"/anggaran/{one.pk}/")
    assert budget.count("selesai, terealisasi") == 5
    assert Figure.objects.in_force().filter(name="Realisasi kegiatan TA 2024").last().number == TOTAL
    honoraria = Figure.objects.in_force().filter(name="Penerima honorarium").order_by("as_of")
    assert [figure.people for figure in honoraria] == [BySex(88, 17)] * 6 + [BySex(87, 18)] * 6
