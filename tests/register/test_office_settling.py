"""What a person settles once: doubtful villages, unknown titles, ways of writing codes."""

import io

import pytest
import xlsxwriter

from berdaya.register import doors
from berdaya.register.models import ColumnMapping, RegionMatch, Snapshot
from berdaya.register.rules.uploads import State
from tests.office import PEMALANG
from tests.register.bringing import MAJALANGU, text_of
from tests.register.desk import HOME, TITLES, csv_text

pytestmark = pytest.mark.django_db

TYPO = [tuple({"MAJALANGU": "MAJALANGGU"}.get(cell, cell) for cell in row) for row in HOME]
OTHER_TITLES = tuple({"Jumlah ART": "Banyaknya orang"}.get(title, title) for title in TITLES)
DIFFERENT_TITLES = ("No", "Desa kode", "Peringkat rumah", "Orang", "Nomor induk", "Siapa")
DIFFERENT_ROWS = [
    ("K1", "3327042010", "1", "2", "3327045507750001", "SITI"),
    ("K1", "3327042010", "1", "2", "3327046003020002", "DARMI"),
]


def doubt_of(upload):
    return doors.preview_of(upload)["doubts"][0]


def test_a_doubtful_village_holds_the_file_back_until_a_person_chose(people):
    upload = people.ratna.bring(csv_text([*HOME, *TYPO]))
    assert (upload.doubts, upload.blocked) == (1, False)
    response = people.ratna.submit(upload)
    assert response.status_code == 409
    assert "belum dipastikan" in text_of(response)


def test_the_choice_names_the_village_in_words(people):
    upload = people.ratna.bring(csv_text([*HOME, *TYPO]))
    page = text_of(people.ratna.get("register-places", upload.pk))
    assert "Tertulis: MAJALANGGU, kecamatan WATUKUMPUL" in page
    assert "Desa Majalangu, Kecamatan Watukumpul" in page


def test_a_chosen_village_takes_the_rows_in(people):
    upload = people.ratna.bring(csv_text(TYPO))
    assert upload.blocked
    assert people.ratna.post("register-places", upload.pk, place_0=MAJALANGU).status_code == 302
    upload.refresh_from_db()
    assert (upload.doubts, upload.rejected, upload.accepted) == (0, 0, 4)


def test_a_village_is_asked_for_once_and_known_to_the_next_file(people):
    first = people.ratna.bring(csv_text(TYPO))
    people.ratna.post("register-places", first.pk, place_0=MAJALANGU)
    second = people.agus.bring(csv_text(TYPO), edition="2016-12-31")
    assert (second.doubts, second.accepted) == (0, 4)


def test_none_of_them_keeps_the_rows_out_and_asks_no_more(people):
    upload = people.ratna.bring(csv_text([*HOME, *TYPO]))
    people.ratna.post("register-places", upload.pk, place_0="-")
    upload.refresh_from_db()
    assert (upload.doubts, upload.rejected, upload.accepted) == (0, 4, 4)
    assert RegionMatch.objects.get().code == ""


def test_a_village_that_was_not_offered_is_not_taken(people):
    upload = people.ratna.bring(csv_text([*HOME, *TYPO]))
    assert people.ratna.post("register-places", upload.pk, place_0="33.27.01.2001").status_code == 422
    assert not RegionMatch.objects.exists()


def test_choosing_nothing_says_what_to_choose(people):
    upload = people.ratna.bring(csv_text([*HOME, *TYPO]))
    response = people.ratna.post("register-places", upload.pk)
    assert response.status_code == 422
    assert "Pilih paling sedikit satu desa" in text_of(response)


def test_a_village_settled_wrongly_can_be_forgotten(people):
    upload = people.ratna.bring(csv_text(TYPO))
    people.ratna.post("register-places", upload.pk, place_0=MAJALANGU)
    settled = RegionMatch.objects.get()
    assert "Desa Majalangu" in text_of(people.ratna.get("register-settled"))
    assert people.ratna.post("register-forget-place", settled.pk).status_code == 302
    assert people.agus.bring(csv_text(TYPO)).doubts == 1


def test_what_pemalang_settled_is_not_seen_or_forgotten_from_tegal(people):
    upload = people.ratna.bring(csv_text(TYPO))
    people.ratna.post("register-places", upload.pk, place_0=MAJALANGU)
    assert "MAJALANGGU" not in text_of(people.joko.get("register-settled"))
    assert people.joko.post("register-forget-place", RegionMatch.objects.get().pk).status_code == 404


def test_an_unknown_title_is_offered_with_the_columns_that_are_missing(people):
    upload = people.ratna.bring(csv_text(HOME, OTHER_TITLES))
    assert upload.unknown_columns == 1
    page = text_of(people.ratna.get("register-columns", upload.pk))
    assert "Banyaknya orang" in page
    assert "Jumlah ART" in page


def test_a_matched_title_is_read_as_its_column_and_known_to_the_next_file(people):
    first = people.ratna.bring(csv_text(HOME, OTHER_TITLES))
    people.ratna.post("register-columns", first.pk, title_0="jumlah_art")
    first.refresh_from_db()
    assert first.unknown_columns == 0
    second = people.agus.bring(csv_text(HOME, OTHER_TITLES), edition="2016-12-31")
    dropped = doors.preview_of(second)["dropped"]
    assert (second.unknown_columns, "Banyaknya orang" in dropped) == (0, False)


def test_a_title_that_means_nothing_is_not_asked_again(people):
    first = people.ratna.bring(csv_text(HOME, OTHER_TITLES))
    people.ratna.post("register-columns", first.pk, title_0="-")
    assert people.agus.bring(csv_text(HOME, OTHER_TITLES), edition="2016-12-31").unknown_columns == 0
    assert ColumnMapping.objects.get().column == ""


def test_a_title_settled_wrongly_can_be_forgotten(people):
    upload = people.ratna.bring(csv_text(HOME, OTHER_TITLES))
    people.ratna.post("register-columns", upload.pk, title_0="jumlah_art")
    page = text_of(people.ratna.get("register-settled"))
    assert "Banyaknya orang" in page
    assert "Jumlah ART" in page
    people.ratna.post("register-forget-column", ColumnMapping.objects.get().pk)
    assert people.agus.bring(csv_text(HOME, OTHER_TITLES), edition="2016-12-31").unknown_columns == 1


def test_one_column_is_not_two_titles(people):
    titles = tuple({"Jumlah ART": "Orang", "Sumber air minum": "Air"}.get(title, title) for title in TITLES)
    upload = people.ratna.bring(csv_text(HOME, titles))
    response = people.ratna.post("register-columns", upload.pk, title_0="jumlah_art", title_1="jumlah_art")
    assert response.status_code == 422
    assert "dipilih untuk dua judul" in text_of(response)


def test_titles_are_settled_for_one_territory(people):
    upload = people.ratna.bring(csv_text(HOME, OTHER_TITLES))
    people.ratna.post("register-columns", upload.pk, title_0="jumlah_art")
    assert doors.columns_settled(PEMALANG, "bdt2015") == {"banyaknyaorang": "jumlah_art"}
    assert doors.columns_settled("33.28", "bdt2015") == {}


def test_a_changed_mapping_shows_in_the_fingerprint_of_the_profile(people):
    people.registered(csv_text(HOME))
    plain = doors.held(Snapshot.objects.get()).manifest["origin"]["profile_digest"]
    upload = people.ratna.bring(csv_text(HOME, OTHER_TITLES), edition="2016-12-31")
    people.ratna.post("register-columns", upload.pk, title_0="jumlah_art")
    people.ratna.submit(upload)
    people.agus.decide(upload)
    mapped = doors.held(Snapshot.objects.first()).manifest["origin"]["profile_digest"]
    assert plain != mapped


def workbook() -> bytes:
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content)
    sheet = book.add_worksheet()
    for at, row in enumerate([DIFFERENT_TITLES, *DIFFERENT_ROWS]):
        for column, cell in enumerate(row):
            sheet.write_string(at, column, cell)
    book.close()
    return content.getvalue()


@pytest.mark.parametrize(
    "name, content", [("lain.csv", csv_text(DIFFERENT_ROWS, DIFFERENT_TITLES)), ("lain.xlsx", workbook())]
)
def test_a_list_with_quite_other_titles_is_matched_on_the_page(people, name, content):
    upload = people.ratna.bring(content, name, profile="generic")
    assert (upload.blocked, upload.unknown_columns) == (True, 6)
    chosen = ("id_rumah_tangga", "kode_desa", "desil", "jumlah_art", "nik", "nama_art")
    told = {f"title_{number}": column for number, column in enumerate(chosen)}
    response = people.ratna.post("register-columns", upload.pk, **told)
    assert response.status_code == 302, text_of(response)
    upload.refresh_from_db()
    assert (upload.stands, upload.accepted, upload.households) == (State.READ, 2, 1)


def test_rows_of_a_file_without_titles_are_never_offered_as_titles(people):
    upload = people.ratna.bring(csv_text(DIFFERENT_ROWS[1:], DIFFERENT_ROWS[0]), profile="generic")
    page = text_of(people.ratna.get("register-columns", upload.pk))
    assert upload.unknown_columns == 0
    assert "SITI" not in page
    assert "3327045507750001" not in page


def test_the_way_of_writing_papers_is_settled_on_the_page(people):
    upload = people.ratna.bring()
    assert "Kartu identitas ditulis sebagai" not in text_of(people.ratna.get("register-columns", upload.pk))
    single = [tuple("3" if at == 19 else cell for at, cell in enumerate(row)) for row in HOME]
    asked = people.ratna.bring(csv_text(single), edition="2016-12-31")
    assert "Kartu identitas ditulis sebagai" in text_of(people.ratna.get("register-columns", asked.pk))
    people.ratna.post("register-columns", asked.pk, papers="bitsum")
    asked.refresh_from_db()
    assert asked.paper_style == "bitsum"
    assert not asked.findings.filter(code__startswith="papers.").exists()
