"""Answers by table: what waits goes out, comes back filled in, and is answered as by hand, all or none."""

import csv
import io
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from python_calamine import CalamineWorkbook

from berdaya.access.models import InboxMessage
from berdaya.access.rules.roles import Role
from berdaya.deliberation.models import Answer, AnsweredRow, AnswerTable
from berdaya.deliberation.rules.states import State
from berdaya.deliberation.services import answer_tables
from berdaya.documents.store import file_path
from berdaya.kernel.findings import Refused
from tests.deliberation import levels
from tests.deliberation.levels import SOCIAL, agency, bappeda, titled
from tests.deliberation.office import OTHER, VILLAGE, YEAR, operator
from tests.office import browser, hat

DESK = f"/rembug/meja/{YEAR}/tabel/"
TAKEN = {"jawaban": "diterima", "kegiatan": "Jalan lingkungan", "kode": "1.03.10.2.01.0005"}
WHY = {"alasan": "status lahan belum jelas", "penjelasan": "Tanahnya milik perorangan."}
REFUSED = {"jawaban": "ditolak"} | WHY


def given():
    """Answers of agencies; those that the forum of the kecamatan left are older."""
    return Answer.objects.filter(move__before=State.AGENCY.value).count()


def rows_of(content):
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    return [dict(zip(sheet[0], row, strict=True)) for row in sheet[1:]]


def table(rows, name="jawaban.csv"):
    out = io.StringIO()
    writer = csv.DictWriter(out, list(dict.fromkeys(key for row in rows for key in row)), delimiter=";")
    writer.writeheader()
    writer.writerows(rows)
    return SimpleUploadedFile(name, out.getvalue().encode(), content_type="text/csv")


class Desk:
    """An agency at its desk, by the browser; Bappeda with its table of bookings at another address."""

    def __init__(self, who, address=DESK):
        self.client, self.address = browser(who), address

    def post(self, address, **fields):
        return self.client.post(address, {"request_id": str(uuid4()), **fields})

    def out(self):
        return rows_of(self.client.get(f"{self.address}unduh").content)

    def filled(self, **answers):
        """The rows as they went out, with answers by the name of the proposal."""
        return [row | {"biaya": int(row["biaya"])} | answers.get(row["usulan"], {}) for row in self.out()]

    def bring(self, rows):
        answer = self.post(self.address, file=table(rows))
        assert answer.status_code == 302, answer.content.decode()[:2000]
        return answer.url

    def look(self, url):
        return self.client.get(url).content.decode()

    def confirm(self, url):
        return self.post(f"{url}catat")

    def remarks(self, url):
        return [row["Keterangan"] for row in rows_of(self.client.get(f"{url}keterangan").content)]


@pytest.fixture
def desk(db, monkeypatch, tmp_path):
    monkeypatch.setenv("BERDAYA_DATA", str(tmp_path))
    levels.at_the_agencies()
    return Desk(agency())


def test_only_what_waits_for_this_agency_goes_out_with_empty_columns(desk):
    rows = desk.out()
    assert [row["usulan"] for row in rows] == ["Paving", "Jembatan", "Drainase"]
    assert rows[0]["kode_wilayah"] == VILLAGE
    assert (rows[0]["nomor_usulan"], rows[0]["biaya"]) == (titled("Paving").label, 24_000_000)
    assert {rows[0][name] for name in ("jawaban", "jumlah_disetujui", "kegiatan", "alasan")} == {""}
    assert "Jawab dengan tabel" in desk.look(f"/rembug/meja/?tahun={YEAR}")


def test_answers_come_back_and_are_given_as_by_hand(desk):
    changed = TAKEN | {"jawaban": "diubah", "jumlah_disetujui": "20.000.000"}
    changed["penjelasan"] = "Harga satuan turun."
    rows = desk.filled(Paving=TAKEN, Jembatan=changed, Drainase=REFUSED)
    url = desk.bring(rows)
    page = desk.look(url)
    assert "siap dicatat" in page
    assert "diubah dari Rp24.000.000" in page
    assert given() == 0
    desk.confirm(url)
    paving, bridge, drain = titled("Paving"), titled("Jembatan"), titled("Drainase")
    assert (paving.standing, paving.granted) == (State.ACCEPTED, 24_000_000)
    assert (bridge.standing, bridge.granted) == (State.ACCEPTED, 20_000_000)
    assert (drain.standing, drain.moves.last().words) == (State.REFUSED, WHY["penjelasan"])
    assert paving.moves.last().answer.code == TAKEN["kode"]
    assert InboxMessage.objects.filter(subject=f"Usulan {drain.label} ditolak").exists()
    assert desk.remarks(url)[2] == f"tercatat: {drain.label}, ditolak"
    assert "sudah tercatat" in desk.look(url)


def test_the_same_table_again_and_a_second_run_of_the_job_answer_nothing_twice(desk):
    rows = desk.filled(Paving=TAKEN, Drainase={"jawaban": "ditunda"} | WHY)
    url = desk.bring(rows)
    desk.confirm(url)
    desk.confirm(url)
    answer_tables.write(AnswerTable.objects.get())
    assert (given(), AnsweredRow.objects.count()) == (2, 2)
    again = desk.bring(rows)
    assert "Tidak ada jawaban baru" in desk.look(again)
    assert desk.remarks(again)[1] == "belum dijawab; dilewati"


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"nomor_usulan": "2027-999"}, "nomor usulan tidak dikenal"),
        ({"nomor_usulan": "nomor 1"}, "nomor usulan tidak terbaca"),
        ({"kode_wilayah": "35.73.01.1001"}, "nomor usulan tidak dikenal"),
        ({"jawaban": "mungkin"}, "jawaban tidak dikenal"),
        ({"jawaban": "ditolak"}, "tidak diterima tanpa alasan"),
        ({**REFUSED, "alasan": "bukan kewenangan tingkat ini"}, "bukan alasan untuk menolak"),
        ({**REFUSED, "alasan": "sesuatu"}, "kolom alasan tidak dikenal"),
        ({"jawaban": "dialihkan", **WHY}, "belum dipilih"),
        ({"jumlah_disetujui": "banyak"}, "jumlah disetujui bukan rupiah bulat"),
        ({"jumlah_disetujui": "-5"}, "jumlah disetujui bukan rupiah bulat"),
        ({"jumlah_disetujui": "0", "penjelasan": "Anggaran habis."}, "belum diisi atau tidak masuk akal"),
        ({"jumlah_disetujui": "9.000.000"}, "penjelasan belum ada"),
        ({"jawaban": "diubah"}, "jumlah dan volumenya sama"),
        ({"kegiatan": ""}, "kegiatan belum diisi"),
        ({"jawaban": "", "penjelasan": "Nanti saja dahulu."}, "kolom jawaban belum diisi"),
        ({"penjelasan": "Hubungi 0812 3456 7890."}, "memuat nomor telepon"),
    ],
)  # fmt: skip
def test_one_bad_row_stops_the_whole_table_and_says_where(desk, row, words):
    rows = desk.filled(Paving=TAKEN, Jembatan=TAKEN | row)
    url = desk.bring(rows)
    assert "belum dapat dicatat" in desk.look(url)
    assert words in desk.remarks(url)[1]
    desk.confirm(url)
    assert given() == 0


def test_a_second_copy_of_a_row_is_told_with_the_first(desk):
    rows = desk.filled(Paving=TAKEN)
    url = desk.bring([*rows, rows[0]])
    assert "sudah dijawab di jawaban.csv baris 2" in desk.look(url)


def test_a_number_of_several_villages_needs_its_village(desk):
    bare = {"nomor_usulan": titled("Paving").label} | TAKEN
    assert titled("Jembatan").label == titled("Paving").label
    assert "ada di beberapa kelurahan" in desk.look(desk.bring([bare]))
    assert "siap dicatat" in desk.look(desk.bring([bare | {"kode_wilayah": OTHER}]))


def test_another_agency_and_an_answered_proposal_are_told(desk):
    rows = desk.filled(Paving=TAKEN)
    social = Desk(agency(SOCIAL))
    url = social.bring(rows)
    assert "dialamatkan kepada Dinas Pekerjaan Umum" in social.look(url)
    assert desk.client.get(url).status_code == 404
    levels.accepted("Paving", 20_000_000, words="Harga satuan turun.")
    assert "sudah diterima, Rp20.000.000" in desk.look(desk.bring(rows))


def test_a_shifted_row_and_an_amount_with_zeros_too_many_are_pointed_out(desk):
    odd = TAKEN | {
        "jumlah_disetujui": "240.000.001",
        "penjelasan": "Lebih luas dari usulan.",
        "usulan": "Taman",
    }
    page = desk.look(desk.bring(desk.filled(Paving=odd)))
    assert "siap dicatat" in page
    assert "Nama usulan berbeda" in page
    assert "jauh dari biaya usulan" in page


def test_what_changes_before_the_job_runs_stops_all_of_it(desk):
    url = desk.bring(desk.filled(Paving=TAKEN, Jembatan=TAKEN))
    mine = AnswerTable.objects.get()
    AnswerTable.objects.update(confirmed_at=mine.brought_at, hat=agency())
    levels.accepted("Jembatan", 20_000_000, words="Harga satuan turun.")
    with pytest.raises(Refused):
        answer_tables.write(mine)
    assert titled("Paving").standing is State.AGENCY
    mine.refresh_from_db()
    assert mine.waits
    assert "belum dapat dicatat" in desk.look(url)


def test_a_table_for_another_agency_goes_there_with_its_reason(desk):
    agency(SOCIAL)
    routed = {"jawaban": "dialihkan", **WHY, "dialihkan_ke": "perangkat daerah"}
    url = desk.bring(desk.filled(Paving=routed | {"perangkat_daerah_tujuan": "dinas sosial"}))
    desk.confirm(url)
    one = titled("Paving")
    assert one.standing is State.ROUTED
    assert "Paving" in [row["usulan"] for row in Desk(agency(SOCIAL)).out()]


def test_whoever_may_not_answer_by_hand_answers_by_no_table(desk):
    rows = desk.filled(Paving=TAKEN)
    village = Desk(operator())
    url = village.bring([rows[0]])
    page = village.look(url)
    assert "belum dapat dicatat" in page
    assert browser(hat("Pak RT", Role.RT_HEAD, f"{VILLAGE}.001.001")).get(DESK).status_code == 404
    far = hat("Bu Jalan Lain", Role.AGENCY, "35.07", body=levels.WORKS)
    kept = desk.bring(rows)
    for part in ("", "keterangan"):
        assert browser(far).get(f"{kept}{part}").status_code == 404


def test_bappeda_answers_for_an_agency_without_an_account(desk):
    city = Desk(bappeda())
    assert len(city.out()) == 4
    url = city.bring(city.filled(Posyandu=TAKEN))
    city.confirm(url)
    assert titled("Posyandu").standing is State.ACCEPTED


def test_the_file_lies_sealed_and_is_destroyed(desk):
    url = desk.bring(desk.filled(Paving=TAKEN))
    kept = AnswerTable.objects.get()
    assert b"Paving" not in file_path(kept.file).read_bytes()
    assert answer_tables.destroy_overdue(levels.today() + timedelta(days=8)) == 1
    assert desk.client.get(url).status_code == 302
    desk.confirm(url)
    assert given() == 0
    desk.post(f"{desk.bring(desk.filled(Paving=TAKEN))}batal")
    assert AnswerTable.objects.first().file == ""


def test_a_year_that_nobody_asked_for_has_no_table(desk):
    assert desk.client.get("/rembug/meja/99999999/tabel/").url == "/rembug/jenjang/"


def test_the_page_asks_the_same_number_of_questions_for_one_and_for_many(desk, django_assert_max_num_queries):
    url = desk.bring(desk.filled(Paving=TAKEN, Jembatan=TAKEN, Drainase=TAKEN))
    with django_assert_max_num_queries(12):
        assert desk.client.get(url).status_code == 200
