"""Filling in a draft: files are looked at before they are kept, and nothing is lost."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from berdaya.access.rules.roles import Role
from berdaya.targeting.models import InputFile, Run
from berdaya.targeting.services.drafting import begin_run
from tests.office import PEMALANG, TEGAL, browser, hat
from tests.targeting.desk import COUNTS, INDEX, computed, counts_file, draft, filled, index_file, send

pytestmark = pytest.mark.django_db


def words(answer):
    return answer.content.decode()


def bring(ratna, run, step, **fields):
    answer = send(browser(ratna), f"/sasaran/{run.pk}/masukan/{step}", run, **fields)
    run.refresh_from_db()
    return answer


def counts(file):
    return {"source": "unggah", "file": file, "edition": "", "unit": "households"}


def test_a_file_is_kept_under_a_name_that_nobody_guesses(ratna):
    run = draft(ratna)
    assert bring(ratna, run, 1, **counts(counts_file())).status_code == 302
    assert run.counts.name != run.counts.title == "hitungan.csv"
    assert (run.counts.rows, run.counts.kind) == (len(COUNTS), "hitungan")


def test_the_same_file_again_is_the_same_file(ratna):
    run = draft(ratna)
    bring(ratna, run, 1, **counts(counts_file()))
    bring(ratna, run, 1, **counts(counts_file()))
    assert InputFile.objects.count() == 1


def test_a_file_of_last_time_can_be_chosen_again(ratna):
    before = filled(ratna)
    run = draft(ratna)
    assert bring(ratna, run, 2, source=f"berkas:{before.index_id}").status_code == 302
    assert run.index_id == before.index_id


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("kosong.csv", b"", "Berkas itu kosong"),
        ("hitungan.xlsx", b"%PDF-1.7 bukan tabel", "bukan tabel CSV atau XLSX"),
        ("hitungan.xlsx", b"\xd0\xcf\x11\xe0 xls lama", "bukan tabel CSV atau XLSX"),
        ("hitungan.csv", b"kode;jumlah\n", "baris judul tidak ditemukan"),
        ("hitungan.csv", b"code,decile1_households\n33.27.01.2001,banyak\n", "bukan bilangan bulat"),
        ("hitungan.csv", b"code,decile1_households\n33.28.01.2001,5\n", "di luar Kabupaten Pemalang"),
        ("hitungan.csv", b"code,decile1_households\n33.27.01.2999,5\n", "bukan desa atau kelurahan"),
        ("hitungan.csv", b"code,decile1_households\n33.27.01.2001,5\n33.27.01.2001,6\n", "sudah ada di"),
        ("hitungan.xlsx", b"PK\x03\x04 bukan zip", "buku kerja rusak"),
    ],
)
def test_a_faulty_file_is_refused_with_its_place_and_leaves_nothing(ratna, name, content, said):
    run = draft(ratna)
    answer = bring(ratna, run, 1, **counts(SimpleUploadedFile(name, content)))
    assert answer.status_code == 422
    assert said.lower() in words(answer).lower()
    assert not InputFile.objects.exists()


def test_a_name_of_a_file_leads_nowhere(ratna):
    run = draft(ratna)
    bring(ratna, run, 1, **counts(counts_file(name="..\\..\\rahasia/<b>hitungan.csv")))
    assert run.counts.title == "b-hitungan.csv"


def test_an_xlsx_template_filled_in_comes_back_as_it_is(ratna):
    template = browser(ratna).get("/sasaran/templat/hitungan.xlsx")
    assert template.status_code == 200
    run = draft(ratna)
    answer = bring(ratna, run, 1, **counts(SimpleUploadedFile("isian.xlsx", template.content)))
    assert "jumlah desil 1 kosong" in words(answer).lower()


@pytest.mark.parametrize(
    "name", ["hitungan", "indeks", "penduduk", "merah", "perubahan", "perangkat", "titik"]
)
def test_every_template_has_a_csv_with_its_columns(ratna, name):
    text = browser(ratna).get(f"/sasaran/templat/{name}.csv").content.decode("utf-8-sig")
    assert text.splitlines()[0].split(",")[0] in ("kode", "perangkat")


def test_an_index_template_leaves_out_the_kelurahan(ratna):
    text = browser(ratna).get("/sasaran/templat/indeks.csv").content.decode("utf-8-sig")
    assert "33.27.01.2001" in text
    assert "33.27.08.1" not in text


def test_a_template_that_there_is_not_is_absent(ratna):
    assert browser(ratna).get("/sasaran/templat/rahasia.csv").status_code == 404


def test_a_weight_beyond_one_is_refused_under_its_field(ratna):
    run = draft(ratna)
    fields = {"way": "bagi", "seats_total": 6, "method": "M1", "weight": "1,2", "on_date": "2024-11-21"}
    assert "Tulis angka dari 0 sampai 1" in words(bring(ratna, run, 3, **fields))


def test_seats_by_two_strata_need_one_number_only(ratna):
    run = draft(ratna)
    fields = {"way": "bagi", "seats_total": 6, "method": "M1", "weight": "0,5", "on_date": "2024-11-21"}
    assert bring(ratna, run, 3, **fields).status_code == 302
    assert (run.seats_total, run.seats_desa, run.weight) == (6, None, "1/2")


def test_the_last_step_says_what_is_missing(ratna):
    answer = browser(ratna).get(f"/sasaran/{draft(ratna).pk}/masukan/5")
    assert "2 hal belum diisi" in words(answer) or "3 hal belum diisi" in words(answer)


def test_two_people_who_fill_in_the_same_draft_do_not_overwrite_each_other(ratna, darmo):
    run = draft(ratna)
    seen = run.version
    assert bring(ratna, run, 2, source="unggah", file=index_file(), seen=seen).status_code == 302
    other = {**INDEX, next(iter(INDEX)): "0.9999"}
    late = bring(darmo, run, 2, source="unggah", file=index_file(other, "lain.csv"), seen=seen)
    assert "baru saja diubah orang lain" in words(late).lower()
    assert run.index.title == "idm.csv"


def test_a_new_list_begins_from_the_inputs_of_an_earlier_one(ratna):
    before = computed(ratna)
    answer = send(browser(ratna), "/sasaran/baru", territory=PEMALANG, year=before.year, like=before.pk)
    assert answer.status_code == 302
    run = Run.objects.latest("pk")
    assert (run.counts_id, run.index_id, run.seats_desa) == (before.counts_id, before.index_id, 4)


def test_a_list_is_drawn_up_for_the_own_kabupaten_only(ratna):
    answer = send(browser(ratna), "/sasaran/baru", territory=TEGAL, year=2026, like="")
    assert answer.status_code == 422
    assert not Run.objects.exists()


def test_a_province_draws_up_a_list_for_one_of_its_kabupaten(db):
    province = hat("Bu Ratna", Role.BAPPEDA, "33")
    assert begin_run(province, PEMALANG, 2026).territory == PEMALANG


def test_a_step_that_there_is_not_is_absent(ratna):
    assert browser(ratna).get(f"/sasaran/{draft(ratna).pk}/masukan/9").status_code == 404


def test_inputs_are_closed_once_the_list_is_computed(ratna):
    run = computed(ratna)
    assert browser(ratna).get(f"/sasaran/{run.pk}/masukan/1").status_code == 409
