"""Tables of proposals between offices: what goes out comes back unchanged, and a table is one deed."""

import csv
import io
from datetime import timedelta

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from berdaya.access.clock import today_in
from berdaya.access.rules.roles import Role
from berdaya.deliberation.models import Exchange, ExchangeRow, Proposal, RankedList
from berdaya.deliberation.rules.privacy import public_text_faults, seems_to_name
from berdaya.deliberation.rules.states import Reason, State
from berdaya.deliberation.services.exchanging import destroy_overdue
from berdaya.deliberation.services.moving import Step, move
from berdaya.documents.store import file_path
from tests.deliberation import office
from tests.deliberation.office import OTHER, RT1, VILLAGE
from tests.office import browser, hat

HEAD = (
    "kelurahan;pengusul;rt;rw;peringkat;usulan;di_luar_kamus;menu;lokasi;volume;satuan;anggaran;"
    "sumber_dana;laki_laki;perempuan;kk;kk_miskin;nomor_usulan;status;alasan;penjelasan;Catatan RW"
)
WHOLE = {
    "rt": "1", "rw": "1", "peringkat": "1", "usulan": "Paving gang 3", "di_luar_kamus": "tidak ada",
    "menu": "sarana prasarana", "lokasi": "Gang 3", "volume": "120,5", "satuan": "m2",
    "anggaran": "Rp 24.000.000", "sumber_dana": "APBD", "laki_laki": "60", "perempuan": "64", "kk": "40",
    "kk_miskin": "12", "Catatan RW": "kunci di pos ronda",
}  # fmt: skip


def table(*rows, name="usulan.csv"):
    out = io.StringIO()
    writer = csv.DictWriter(out, HEAD.split(";"), delimiter=";")
    writer.writeheader()
    for row in rows:
        writer.writerow(WHOLE | row if row is not None else {})
    return SimpleUploadedFile(name, out.getvalue().encode(), content_type="text/csv")


class Desk:
    def __init__(self, who, cycle):
        self.client, self.cycle = browser(who), cycle
        self.n = 0

    def post(self, address, **fields):
        from uuid import uuid4

        return self.client.post(address, {"request_id": str(uuid4()), **fields})

    def bring(self, *rows, file=None):
        answer = self.post(f"/rembug/tukar/{self.cycle.pk}/", file=file or table(*rows))
        assert answer.status_code == 302, answer.content.decode()[:2000]
        return answer.url

    def look(self, url):
        return self.client.get(url).content.decode()

    def confirm(self, url):
        return self.post(f"{url}catat")

    def answer(self, url):
        content = self.client.get(f"{url}keterangan").content
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
        return [dict(zip(sheet[0], row, strict=True)) for row in sheet[1:]]

    def export(self):
        return self.client.get(f"/rembug/tukar/{self.cycle.pk}/unduh").content


@pytest.fixture
def desk(db, monkeypatch, tmp_path):
    monkeypatch.setenv("BERDAYA_DATA", str(tmp_path))
    monkeypatch.delenv("BERDAYA_KEYS", raising=False)
    operator = office.operator()
    return Desk(operator, office.year(who=operator))


# ---------- in ----------


def test_a_table_becomes_numbered_proposals_in_the_list_of_their_unit(desk):
    url = desk.bring({"peringkat": "2"}, {"usulan": "Drainase gang 4", "lokasi": "Gang 4"})
    assert "siap dicatat" in desk.look(url)
    assert Proposal.objects.count() == 0
    desk.confirm(url)
    paving = Proposal.objects.get(title="Paving gang 3")
    assert (paving.territory, paving.cost, paving.menu, str(paving.volume)) == (
        RT1,
        24_000_000,
        "sarpras",
        "120.500",
    )
    assert paving.standing is State.PROPOSED
    ranked = RankedList.objects.get(territory=RT1)
    assert [one.proposal.title for one in ranked.items.all()] == ["Drainase gang 4", "Paving gang 3"]
    remarks = [row["Keterangan"] for row in desk.answer(url)]
    assert remarks == [
        f"dicatat: {paving.label}, diusulkan",
        "dicatat: " + _label("Drainase gang 4") + ", diusulkan",
    ]


def _label(title):
    return Proposal.objects.select_related("cycle").get(title=title).label


def test_the_same_table_again_changes_nothing(desk):
    desk.confirm(desk.bring({}))
    before = list(Proposal.objects.values())
    url = desk.bring({})
    assert "Tidak ada yang baru" in desk.look(url)
    desk.confirm(url)
    assert list(Proposal.objects.values()) == before


def test_what_goes_out_comes_back_unchanged(desk):
    desk.confirm(
        desk.bring({}, {"usulan": "Posyandu", "lokasi": "Balai RW", "menu": "pemberdayaan", "peringkat": "2"})
    )
    before = list(Proposal.objects.values())
    file = SimpleUploadedFile("usulan.xlsx", desk.export())
    url = desk.bring(file=file)
    page = desk.look(url)
    assert "Tidak ada yang baru" in page
    assert "berbeda" not in page
    assert list(Proposal.objects.values()) == before


def test_columns_without_a_meaning_are_kept_sealed_told_and_shown_to_those_who_verify(desk):
    url = desk.bring({})
    assert "Catatan RW" in desk.look(url)
    desk.confirm(url)
    row = ExchangeRow.objects.get()
    assert "pos ronda" not in row.sealed_cells
    assert "kunci di pos ronda" in desk.look(f"/rembug/usulan/{row.proposal_id}/")
    neighbour = browser(office.rt_head()).get(f"/rembug/usulan/{row.proposal_id}/").content.decode()
    assert "kunci di pos ronda" not in neighbour
    assert desk.answer(url)[0]["Catatan RW"] == "kunci di pos ronda"


def test_an_incomplete_row_is_kept_as_a_draft(desk):
    url = desk.bring({"laki_laki": "", "satuan": ""})
    page = desk.look(url)
    assert "Belum lengkap (satuan, penerima manfaat L/P); disimpan sebagai draf" in page
    desk.confirm(url)
    assert Proposal.objects.get().standing is State.DRAFT
    assert "Tidak ada yang baru" in desk.look(desk.bring({"laki_laki": "", "satuan": ""}))


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"kelurahan": "Sumbersari"}, "kelurahan di luar berkas ini"),
        ({"anggaran": "0"}, "anggaran bukan rupiah bulat"),
        ({"anggaran": "12,5"}, "anggaran bukan rupiah bulat"),
        ({"volume": "banyak"}, "volume tidak terbaca"),
        ({"rt": "1000"}, "nomor RT atau RW tidak terbaca"),
        ({"rt": "", "rw": "", "lokasi": "Pasar"}, "pengusulnya tidak disebut"),
        ({"menu": "jalan-jalan"}, "menu tidak dikenal"),
        ({"sumber_dana": "arisan"}, "kolom sumber_dana tidak dikenal"),
        ({"nomor_usulan": "2027-999"}, "nomor usulan tidak dikenal"),
        ({"usulan": "Bantuan 3573012345678901"}, "memuat NIK atau nomor KK"),
        ({"lokasi": "dekat 0812 3456 7890"}, "memuat nomor telepon"),
        ({"laki_laki": "tujuh"}, "kolom laki_laki bukan angka bulat"),
    ],
)
def test_one_bad_row_stops_the_table_and_says_where(desk, row, words):
    url = desk.bring({"usulan": "Drainase", "lokasi": "Gang 9"}, row)
    page = desk.look(url)
    assert "belum dapat dicatat" in page
    assert words.casefold() in page.casefold()
    desk.confirm(url)
    assert Proposal.objects.count() == 0
    assert words in desk.answer(url)[1]["Keterangan"]


def test_two_rows_of_a_unit_at_one_rank_stop_the_table(desk):
    url = desk.bring({}, {"usulan": "Drainase", "lokasi": "Gang 9"})
    assert "Peringkat 1 dua kali" in desk.look(url)


def test_a_list_that_was_handed_over_takes_no_new_rows(desk):
    rt = office.rt_head()
    office.handed(rt, desk.cycle, office.proposed(rt, desk.cycle, title="Lampu"))
    assert "sudah diserahkan" in desk.look(desk.bring({}))


def test_a_table_of_numbers_moves_proposals_with_reasons(desk):
    rt = office.rt_head()
    one = office.proposed(rt, desk.cycle)
    office.handed(rt, desk.cycle, one)
    row = {"nomor_usulan": one.label, "status": "ditolak", "alasan": "status lahan belum jelas"}
    assert "Belum ada, padahal usulan ditolak" in desk.look(desk.bring(row))
    url = desk.bring(row | {"penjelasan": "Tanahnya milik perorangan."})
    assert "disepakati rembug menjadi ditolak" in desk.look(url)
    desk.confirm(url)
    one.refresh_from_db()
    assert one.standing is State.REFUSED
    assert one.moves.last().words == "Tanahnya milik perorangan."
    again = {**row, "penjelasan": "Tanahnya milik perorangan."}
    assert "Tidak ada yang baru" in desk.look(desk.bring(again))


def test_a_step_of_another_level_is_not_taken_by_a_table(desk):
    rt = office.rt_head()
    one = office.proposed(rt, desk.cycle)
    office.handed(rt, desk.cycle, one)
    move(office.operator(), one, Step(State.CHECKED))
    move(office.operator(), one, Step(State.FORWARDED))
    url = desk.bring({"nomor_usulan": one.label, "status": "diverifikasi kecamatan"})
    assert "tidak dapat menjadikannya diverifikasi kecamatan" in desk.look(url)


def test_the_sums_of_a_table_are_told_before_it_is_confirmed(desk):
    total = dict.fromkeys(WHOLE, "") | {"usulan": "Jumlah", "anggaran": "25.000.000"}
    page = desk.look(desk.bring({}, total))
    assert "Rp25.000.000, hitungannya Rp24.000.000" in page
    assert "siap dicatat" in page


def test_the_file_is_sealed_and_destroyed_after_its_days(desk):
    url = desk.bring({})
    kept = Exchange.objects.get()
    assert b"Paving" not in file_path(kept.file).read_bytes()
    assert destroy_overdue(today_in(VILLAGE) + timedelta(days=7)) == 0
    assert destroy_overdue(today_in(VILLAGE) + timedelta(days=8)) == 1
    kept.refresh_from_db()
    assert (kept.file, kept.waits) == ("", False)
    assert desk.client.get(url).status_code == 302


def test_a_dropped_table_is_destroyed_and_cannot_be_confirmed(desk):
    url = desk.bring({})
    desk.post(f"{url}batal")
    desk.confirm(url)
    assert Proposal.objects.count() == 0
    assert Exchange.objects.get().file == ""


def test_the_operator_next_door_sees_no_table(desk):
    url = desk.bring({})
    joko = browser(office.operator(OTHER))
    for address in (
        url,
        f"{url}keterangan",
        f"/rembug/tukar/{desk.cycle.pk}/",
        f"/rembug/tukar/{desk.cycle.pk}/unduh",
    ):
        assert joko.get(address).status_code == 404


def test_a_head_of_an_rt_hands_on_no_table(desk):
    head = browser(hat("Pak RT", Role.RT_HEAD, RT1))
    assert head.get(f"/rembug/tukar/{desk.cycle.pk}/unduh").status_code == 404


def test_few_people_leave_the_office_as_less_than_ten_and_stay_what_they_are(desk):
    desk.confirm(desk.bring({"kk_miskin": "3"}))
    url = desk.bring(file=SimpleUploadedFile("usulan.xlsx", desk.export()))
    rows = desk.answer(url)
    assert rows[0]["kk_miskin"] == "<10"
    assert Proposal.objects.get().poor == 3
    assert "Tidak ada yang baru" in desk.look(url)


def test_reasons_of_the_export_are_those_that_the_import_takes(desk):
    rt = office.rt_head()
    one = office.proposed(rt, desk.cycle)
    office.handed(rt, desk.cycle, one)
    move(office.operator(), one, Step(State.DEFERRED, Reason.CEILING, "Pagu habis."))
    url = desk.bring(file=SimpleUploadedFile("usulan.xlsx", desk.export()))
    assert "Tidak ada yang baru" in desk.look(url)


def test_the_page_of_tables_asks_the_same_number_of_questions_for_one_and_for_many(
    desk, django_assert_max_num_queries
):
    for n in range(5):
        desk.bring({"lokasi": f"Gang {n}"})
    with django_assert_max_num_queries(8):
        assert desk.client.get(f"/rembug/tukar/{desk.cycle.pk}/").status_code == 200


def test_cells_that_compute_are_pointed_out_and_their_last_result_is_read(desk):
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("Isian")
    sheet.write_row(0, 0, list(WHOLE))
    sheet.write_row(1, 0, list(WHOLE.values()))
    cost = list(WHOLE).index("anggaran")
    sheet.write_formula(1, cost, "=12000000*2", None, 24_000_000)
    book.close()
    url = desk.bring(file=SimpleUploadedFile("usulan.xlsx", out.getvalue()))
    page = desk.look(url)
    assert "1 sel berisi rumus" in page
    assert "siap dicatat" in page
    desk.confirm(url)
    assert Proposal.objects.get().cost == 24_000_000
    assert "rumus" not in desk.look(desk.bring(file=SimpleUploadedFile("usulan.xlsx", desk.export())))


# ---------- words that everybody reads ----------


@given(st.from_regex(r"[1-9][0-9]{15}", fullmatch=True), st.sampled_from(["", " ", ".", "-"]))
def test_no_nik_gets_into_public_words(nik, sign):
    text = f"atas nama {sign.join((nik[:6], nik[6:12], nik[12:]))} ya"
    assert [one.code for one in public_text_faults({"usulan": text})] == ["deliberation.person_number"]
    assert nik not in str(list(public_text_faults({"usulan": text})))


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("depan rumah Pak Darmo", True), ("gang Bu  Siti", True), ("H. Abdul", True), ("Mbah Sumi", True),
        ("depan rumah Pak RT", False), ("ibu hamil dan balita", False), ("Ibu Hamil", False),
        ("bu, tolong jalan", False), ("Kelas ibu Menyusui", False), ("Gang Pakis", False),
    ],
)  # fmt: skip
def test_names_are_pointed_out_and_offices_are_not(text, named):
    assert seems_to_name(text) is named


@pytest.mark.parametrize(
    "text", ["Rp 1.234.567.890", "RT 001/RW 002, 120 m2", "2026-2027", "08.00 sampai 12.00"]
)
def test_amounts_and_hours_are_no_numbers_of_people(text):
    assert list(public_text_faults({"usulan": text})) == []
