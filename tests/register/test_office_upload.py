"""Sending a file: in pieces, over a broken line, without script; and things that are no register."""

import hashlib
import io
import re
import zipfile

import pytest
from django.urls import reverse

from berdaya.access.rules.roles import Role
from berdaya.register.models import Upload, UploadPart
from berdaya.register.rules.uploads import State
from berdaya.register.services import shelf, uploads
from tests.office import PEMALANG, TEGAL, hat, hold
from tests.register.bringing import INTENT, Desk, local_rule, rid, text_of
from tests.register.desk import HOME, csv_text

pytestmark = pytest.mark.django_db

PIECE = 150
FILE = csv_text(HOME).encode()
MOVED = {"27": "28", "WATUKUMPUL": "MARGASARI", "MAJALANGU": "MARGASARI"}
TEGAL_ROWS = [tuple(MOVED.get(cell, cell) for cell in row) for row in HOME]


@pytest.fixture
def small_pieces(people, tmp_path):
    """Files are cut into pieces of 150 bytes, and 4 KB are the most."""
    local_rule(tmp_path / "data", PIECE, 4096)


def pieces(content: bytes = FILE) -> list[bytes]:
    return [content[at : at + PIECE] for at in range(0, len(content), PIECE)]


def sent(people, count: int | None = None) -> Upload:
    """The first pieces of the file have come."""
    upload = people.ratna.begin()
    assert people.ratna.announce(upload, FILE).json() == {"here": []}
    for number, piece in enumerate(pieces()[:count]):
        assert people.ratna.part(upload, number, piece).status_code == 200
    upload.refresh_from_db()
    return upload


def refusal(response) -> str:
    assert response.status_code == 409
    return f"{response.json()['problem']} {response.json()['advice']}"


def test_a_file_sent_in_pieces_is_the_file_that_was_chosen(people, small_pieces):
    upload = sent(people)
    assert people.ratna.post("register-finish", upload.pk).status_code == 302
    upload.refresh_from_db()
    assert (upload.stands, upload.sha256) == (State.READ, hashlib.sha256(FILE).hexdigest())


def test_after_a_restart_the_office_still_knows_which_pieces_it_has(people, small_pieces):
    upload = sent(people, 3)
    page = text_of(Desk(people.ratna.worn).get("register-file", upload.pk))
    assert f"3 dari {len(pieces())} bagian <b>daftar.csv</b> sudah tersimpan" in page
    assert Desk(people.ratna.worn).announce(upload, FILE).json() == {"here": [0, 1, 2]}


def test_an_upload_goes_on_from_the_piece_after_the_last_one(people, small_pieces):
    upload = sent(people, 3)
    again = Desk(people.ratna.worn)
    for number, piece in list(enumerate(pieces()))[3:]:
        again.part(upload, number, piece)
    assert again.post("register-finish", upload.pk).status_code == 302
    upload.refresh_from_db()
    assert upload.sha256 == hashlib.sha256(FILE).hexdigest()


def test_a_piece_that_was_cut_by_the_plug_is_written_anew(people, small_pieces):
    upload = sent(people, 1)
    half = shelf.folder_of(upload) / "part-00001.sealed"
    half.write_bytes(b"half")
    assert people.ratna.part(upload, 1, pieces()[1]).status_code == 200


def test_the_same_piece_twice_is_one_piece(people, small_pieces):
    upload = sent(people, 2)
    assert people.ratna.part(upload, 1, pieces()[1]).status_code == 200
    assert UploadPart.objects.count() == 2


def test_another_file_does_not_mix_with_the_one_that_was_begun(people, small_pieces):
    upload = sent(people, 2)
    assert "bukan berkas itu" in refusal(people.ratna.part(upload, 0, b"x" * PIECE))
    assert "bukan berkas itu" in refusal(people.ratna.announce(upload, FILE + b"x"))


def test_a_piece_that_was_damaged_on_the_way_is_asked_for_again(people, small_pieces):
    upload = sent(people, 1)
    good = hashlib.sha256(pieces()[1]).hexdigest()
    assert "rusak atau terpotong" in refusal(people.ratna.part(upload, 1, b"y" * PIECE, good))
    assert "rusak atau terpotong" in refusal(people.ratna.part(upload, 1, pieces()[1][:10]))
    assert people.ratna.part(upload, 1, pieces()[1], good).status_code == 200


def test_a_piece_beyond_the_end_is_refused(people, small_pieces):
    assert "rusak" in refusal(people.ratna.part(sent(people, 1), 99, pieces()[0]))


def test_a_file_with_a_hole_is_not_read(people, small_pieces):
    upload = sent(people, 3)
    response = people.ratna.post("register-finish", upload.pk)
    assert response.status_code == 409
    assert f"baru 3 dari {len(pieces())} bagian yang sampai" in text_of(response).lower()
    upload.refresh_from_db()
    assert upload.stands is State.BEGUN


def test_a_file_larger_than_the_limit_is_refused_before_its_first_piece(people, small_pieces):
    upload = people.ratna.begin()
    assert "batasnya 4 KB" in refusal(people.ratna.announce(upload, b"x" * 4097))
    assert people.ratna.announce(upload, b"x" * 4096).status_code == 200


def test_without_script_the_file_comes_whole_and_is_kept_in_the_same_pieces(people, small_pieces):
    upload = people.ratna.begin()
    assert people.ratna.send(upload, FILE).status_code == 302
    upload.refresh_from_db()
    assert (upload.stands, upload.parts.count()) == (State.READ, len(pieces()))


def test_without_script_a_file_that_is_too_large_is_refused_on_the_form(people, small_pieces):
    response = people.ratna.send(people.ratna.begin(), b"x" * 5000)
    assert response.status_code == 422
    assert "batasnya 4 KB" in text_of(response)


def test_pieces_lie_sealed_on_the_disk(people, small_pieces):
    upload = sent(people)
    kept = [path.read_bytes() for path in shelf.folder_of(upload).glob("part-*")]
    assert len(kept) == len(pieces())
    assert not any(b"SITI" in content or b"3327045507750001" in content for content in kept)


def test_nothing_stays_in_clear_after_a_file_was_read(people):
    people.ratna.bring()
    assert list(shelf.open_folder().rglob("*")) == []


def test_a_second_click_on_the_same_form_does_not_begin_a_second_upload(people):
    form = {**INTENT, **rid()}
    first = people.ratna.client.post(reverse("register-begin"), form)
    second = people.ratna.client.post(reverse("register-begin"), form)
    assert (first.status_code, first.url) == (second.status_code, second.url)
    assert Upload.objects.count() == 1


def test_the_same_form_with_other_content_is_refused(people):
    form = {**INTENT, **rid()}
    people.ratna.client.post(reverse("register-begin"), form)
    replay = people.ratna.client.post(reverse("register-begin"), {**form, "purpose": "bantuan pangan"})
    assert replay.status_code == 409
    assert Upload.objects.get().purpose == "penetapan sasaran"


def test_finishing_twice_reads_the_file_once(people, small_pieces):
    upload = sent(people)
    form = rid()
    address = reverse("register-finish", args=[upload.pk])
    first, second = (people.ratna.client.post(address, form) for _ in range(2))
    assert first.url == second.url


def test_a_file_is_begun_only_with_purpose_basis_and_an_end_that_lies_ahead(people):
    changed = {**INTENT, "purpose": " ", "until": "2015-01-01", "edition": "2999-01-01", **rid()}
    page = people.ratna.client.post(reverse("register-begin"), changed)
    assert page.status_code == 422
    assert not Upload.objects.exists()
    assert "Isi tujuan." in text_of(page)
    page = people.ratna.client.post(reverse("register-begin"), {**changed, "purpose": "sasaran", **rid()})
    assert "sudah lewat" in text_of(page)
    assert "masih akan datang" in text_of(page)


NOT_WHAT_THEY_SAY = {
    "data.xlsx": (b"%PDF-1.7\n", "isinya dokumen PDF"),
    "data.csv": (b"PK\x03\x04", "isinya zip"),
    "foto.csv": (b"\x89PNG\r\n\x1a\n", "isinya gambar"),
    "data.xls": (b"<html><table>", "isinya halaman web"),
    "data.parquet": (b"a;b;c\n", "isinya bukan itu"),
    "data.zip": (b"Rar!\x1a\x07", "isinya arsip RAR"),
    "program.csv": (b"MZ\x90\x00", "isinya program"),
    "surat.docx": (b"PK\x03\x04", "jenis berkas tidak dikenal"),
    "kosong.csv": (b"", "berkas kosong"),
}


@pytest.mark.parametrize("name", NOT_WHAT_THEY_SAY)
def test_a_file_that_is_not_what_its_name_says_is_refused_at_once(people, name):
    content, words = NOT_WHAT_THEY_SAY[name]
    response = people.ratna.send(people.ratna.begin(), content, name)
    assert response.status_code == 422
    assert words in text_of(response)


def zipped(**members: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return packed.getvalue()


SUSPECT = {
    "a bomb": (zipped(isi_csv=b"0" * 60_000_000), "isi berkas jauh lebih besar daripada wajarnya"),
    "a zip in a zip": (zipped(dalam_zip=zipped(isi_csv=FILE)), "ada zip di dalam zip"),
    "a path that climbs": (zipped(**{"..__luar_csv": FILE}), "zip menaruh berkas di luar foldernya"),
    "no data": (zipped(baca_txt=b""), "berkas kosong"),
}


@pytest.mark.parametrize("case", SUSPECT)
def test_a_zip_that_is_not_safe_to_open_is_refused_in_plain_words(people, case):
    content, words = SUSPECT[case]
    if case == "a path that climbs":
        content = zipped_with("../luar.csv", FILE)
    upload = people.ratna.bring(content, "data.zip")
    page = text_of(people.ratna.get("register-upload", upload.pk))
    assert upload.blocked
    assert words in page.lower()
    assert people.ratna.submit(upload).status_code == 409


def zipped_with(name: str, content: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(name, content)
    return packed.getvalue()


def test_a_zip_with_one_register_in_it_is_read(people):
    upload = people.ratna.bring(zipped_with("daftar.csv", FILE), "data.zip")
    assert (upload.accepted, upload.blocked) == (4, False)


def test_a_broken_workbook_is_a_finding_without_words_of_a_library(people):
    upload = people.ratna.bring(zipped_with("xl/workbook.xml", b"<broken"), "data.xlsx")
    page = text_of(people.ratna.get("register-upload", upload.pk))
    assert "Berkas rusak atau terpotong" in page
    said = re.sub(r'value="[^"]*"', "", page.partition("<main")[2].partition("</main>")[0])
    assert "xml" not in said.lower()


def test_a_file_of_another_kabupaten_is_refused_in_plain_words(people):
    upload = people.ratna.bring(csv_text(TEGAL_ROWS))
    page = text_of(people.ratna.get("register-upload", upload.pk))
    assert upload.blocked
    assert "4 dari 4 baris bukan dari Kabupaten Pemalang" in page
    assert not shelf.staged_of(upload).exists()


def test_the_same_file_is_a_register_of_its_own_kabupaten(people):
    upload = people.joko.bring(csv_text(TEGAL_ROWS))
    assert (upload.blocked, upload.accepted, upload.territory) == (False, 4, TEGAL)


def test_the_very_same_file_is_not_confirmed_twice(people):
    people.registered()
    again = people.ratna.bring()
    assert again.blocked
    page = text_of(people.ratna.get("register-upload", again.pk))
    assert "Sudah disahkan sebagai register edisi yang sama" in page


def test_a_piece_sent_after_the_role_ended_leads_to_the_choice_of_hats(people, small_pieces):
    upload = sent(people, 1)
    people.ratna.worn.last_day = people.ratna.worn.first_day
    people.ratna.worn.save()
    response = people.ratna.part(upload, 1, pieces()[1])
    assert response.status_code == 302
    assert response.url.startswith(reverse("access:hats"))


def test_an_upload_that_was_withdrawn_takes_no_more_pieces(people, small_pieces):
    upload = sent(people, 1)
    people.ratna.post("register-withdraw", upload.pk)
    assert "sudah dimusnahkan" in refusal(people.ratna.part(upload, 1, pieces()[1]))


def test_a_colleague_is_told_whose_file_it_is(people, small_pieces):
    upload = sent(people, 1)
    colleague = Desk(hat("Bu Siti", Role.BAPPEDA, PEMALANG))
    assert "diunggah Bu Ratna" in refusal(colleague.part(upload, 1, pieces()[1]))


def test_a_maker_under_another_hat_does_not_reach_the_file(people, small_pieces):
    upload = sent(people, 1)
    elsewhere = Desk(hold(people.ratna.worn.person, Role.BAPPEDA, TEGAL))
    assert elsewhere.part(upload, 1, pieces()[1]).status_code == 404


def test_a_reading_that_stopped_can_be_begun_again(people, monkeypatch):
    upload = people.ratna.begin()
    monkeypatch.setattr(shelf, "assemble", _unplugged)
    people.ratna.send(upload, FILE)
    upload.refresh_from_db()
    assert upload.stands is State.UPLOADED
    monkeypatch.undo()
    uploads.finish(people.ratna.worn, upload.pk)


def _unplugged(*_args: object) -> None:
    raise OSError("no power")
