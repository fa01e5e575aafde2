"""A list of recipients on its way: brought, looked at, matched, decided pair by pair, read in the Musdes."""

from datetime import date, timedelta

import pytest
from django.db import connection

from berdaya.access.clock import today_in
from berdaya.access.models import AuditEntry
from berdaya.access.rules.roles import Role
from berdaya.documents.reading import read_sheets
from berdaya.documents.store import file_path
from berdaya.figures.models import Figure
from berdaya.kernel.findings import Finding, Refused
from berdaya.kernel.settings import data_folder
from berdaya.scan.matching.people import looked_at
from berdaya.scan.matching.sheet import BESIDE_NAME, key_words, read_sheet, template, titles
from berdaya.scan.models import Household, Pair, PairAnswer, Recipient, RecipientList
from berdaya.scan.rules.exclusion import Left
from berdaya.scan.services import recipients
from berdaya.scan.services.cycles import close_cycle
from berdaya.scan.services.leftout import gathered
from berdaya.scan.services.recipients import drop_overdue
from berdaya.scan.tasks import tasks_for
from tests.office import PEMALANG, hat
from tests.register.bringing import MAJALANGU, Cast, Desk, text_of
from tests.scan.majalangu import HEAD, brought, judge, matched, opened, programme, send

pytestmark = pytest.mark.django_db
SURE = "SITI;3327045507750001;P;50;3;1\n"
GREY = "Djoko Pratomo;;L;66;4;1\n"
STRANGER = "Wahyuni;;P;30;9;9\n"


@pytest.fixture
def village(people: Cast):
    return opened(people)


@pytest.fixture
def pkh(people: Cast, village):
    return programme(people.ratna, village)


@pytest.fixture
def second() -> Desk:
    """Somebody else who may see names there."""
    return Desk(hat("Mas Dani", Role.BAPPEDA, PEMALANG))


def test_a_list_is_looked_at_before_anything_is_matched(people, pkh):
    kept = brought(people.ratna, pkh, HEAD + SURE + "Darmo;123;L;40;3;1\n;;L;;;\nSumi;;P;20;1;1\n")
    page = text_of(people.ratna.get("scan-list", kept.pk))
    assert "NIK" in page
    assert "Nama dan NIK kosong" in page
    assert not Recipient.objects.exists()
    assert "SITI" not in page


def test_the_uploaded_file_lies_sealed_and_is_destroyed_once_it_is_confirmed(
    people, pkh, django_capture_on_commit_callbacks
):
    kept = brought(people.ratna, pkh, HEAD + SURE)
    path = file_path(kept.file)
    assert b"SITI" not in path.read_bytes()
    with django_capture_on_commit_callbacks(execute=True):
        people.ratna.post("scan-list-confirm", kept.pk)
    assert not path.exists()
    assert "SITI" not in " ".join(Recipient.objects.values_list("identity", flat=True))
    for table in ("scan_recipient", "scan_pair", "scan_recipientlist", "access_auditentry"):
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {table}")  # noqa: S608
            assert "SITI" not in str(cursor.fetchall())
    left = [one for one in (data_folder() / "files").rglob("*") if one.is_file()]
    assert all(b"SITI" not in one.read_bytes() for one in left)


def test_a_list_that_nobody_confirms_is_destroyed_after_seven_days(
    people, pkh, django_capture_on_commit_callbacks
):
    kept = brought(people.ratna, pkh, HEAD + SURE)
    path, today = file_path(kept.file), today_in(MAJALANGU)
    assert drop_overdue(today + timedelta(days=7)) == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert drop_overdue(today + timedelta(days=8)) == 1
    assert drop_overdue(today + timedelta(days=8)) == 0
    assert not path.exists()
    assert people.ratna.get("scan-list", kept.pk).status_code == 404


def test_the_same_file_comes_back_with_what_became_of_each_row(people, pkh):
    kept = brought(people.ratna, pkh, HEAD + SURE + "Darmo;123;L;40;3;1\n")
    answer = people.ratna.get("scan-list-answer", kept.pk)
    (rows, *_) = read_sheets("jawaban.xlsx", answer.content)
    assert rows[0][-1] == "Keterangan"
    assert rows[1][-1] == "ikut dicocokkan"
    assert "NIK" in rows[2][-1]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("nama\nSiti\nDarmo\n", "yang berisi hanya Nama"),
        ("alamat;rt\nKrajan;3\n", "mengenali orang; yang berisi hanya Alamat, RT"),
        ("Siti Aminah;7\nDarmo;9\n", "tidak ada judul kolom yang dikenal"),
        ("nama;jk;rw\nSiti;P;1\n", f"Perlu paling sedikit {key_words()}. Lihat templatnya."),
        ("nama;rt;desa\nSiti;3;Bongas\n", "Tidak ada baris Desa Majalangu"),
        ("", "kosong"),
        (b"%PDF-1.7 x", "Bukan tabel CSV atau XLSX"),
    ],
)
def test_a_list_without_a_usable_key_says_what_is_missing_and_is_not_kept(people, pkh, content, words):
    response = send(people.ratna, pkh, content)
    assert response.status_code == 422
    told = text_of(response)
    assert words in told
    assert "Siti" not in told.split("<main")[1]
    assert not RecipientList.objects.exists()


def test_template_message_and_reader_know_the_same_columns():
    (head, *_) = read_sheets("templat.xlsx", template())[0]
    assert head == list(titles().values())
    row = ";".join(head) + "\n" + ";".join("1" for _ in head) + "\n"
    assert read_sheet("berkas ini", row.encode()).columns == set(titles())
    assert all(titles()[name] in key_words() for name in ("nik", "nama", *BESIDE_NAME))


@pytest.mark.parametrize("name", sorted({*titles()} - {"nama"}))
def test_a_name_is_enough_with_each_column_that_the_message_names_and_with_no_other(name):
    cells = {"kk": "3327041203150011", "nik": "3327995501990001", "tgl_lahir": "31/12/1980", "umur": "40"}
    content = f"{titles()['nama']};{titles()[name]}\nSiti;{cells.get(name, '003')}\n"
    if name == "desa":
        content = content.replace("003", "Majalangu")
    table = read_sheet("berkas ini", content.encode())
    if name in ("nik", *BESIDE_NAME):
        assert len(looked_at("berkas ini", table, MAJALANGU, date(2026, 1, 10)).rows) == 1
    else:
        with pytest.raises(Refused) as refused:
            looked_at("berkas ini", table, MAJALANGU, date(2026, 1, 10))
        assert [one.code for one in refused.value.findings] == ["scan.list_no_key"]


def test_a_matching_that_stopped_goes_on_where_it_was(people, pkh, monkeypatch):
    kept = brought(people.ratna, pkh, HEAD + SURE)
    with monkeypatch.context() as broken:
        broken.setattr(recipients, "registered", _stopped)
        people.ratna.post("scan-list-confirm", kept.pk)
    assert "Cocokkan lagi bila terhenti" in text_of(people.ratna.get("scan-list", kept.pk))
    people.ratna.post("scan-list-confirm", kept.pk)
    assert Pair.objects.count() == 1
    people.ratna.post("scan-list-confirm", kept.pk)
    assert Pair.objects.count() == 1


def _stopped(*_given: object) -> None:
    raise Refused(Finding("key.missing", "kunci", "tidak ada di kantor ini", "Pulihkan kuncinya."))


def test_rows_of_another_village_do_not_take_part(people, pkh):
    kept = brought(people.ratna, pkh, "nama;umur;desa\nSiti;50;Majalangu\nSumi;40;Bongas\n")
    people.ratna.post("scan-list-confirm", kept.pk)
    kept.refresh_from_db()
    assert (kept.rows, kept.left_out, kept.recipients.count()) == (2, 1, 1)


def test_the_pages_tell_the_sums_that_the_command_tells(people, pkh):
    kept = matched(people.ratna, pkh, HEAD + SURE + GREY + STRANGER)
    page = text_of(people.ratna.get("scan-list", kept.pk))
    assert "Boleh diterima sekaligus (NIK dan nama cocok, kelamin dan lahir tidak bertentangan): 1." in page
    assert "Diputuskan orang: 1, di antaranya 1 sangat mungkin, tetapi tanpa NIK yang cocok" in page
    assert "Tidak ditemukan: 1. Tidak ditemukan bukan berarti tidak berhak" in page


def test_nobody_is_left_out_while_a_pair_is_open_and_taking_it_over_settles_it(people, village, pkh):
    kept = matched(people.ratna, pkh, HEAD + SURE)
    pair = Pair.objects.get()
    assert (pair.band, pair.same_nik, pair.standing) == ("sure", True, "terbuka")
    assert gathered(village).open == 1
    people.ratna.post("scan-list-accept", kept.pk)
    pair.refresh_from_db()
    assert (pair.standing, pair.settled_by) == ("sama", people.ratna.worn.person)
    found = gathered(village)
    assert (found.open, found.counts[Left.SERVED]) == (0, 1)


def test_a_grey_pair_shows_both_records_and_goes_on_to_the_next(people, village, pkh):
    kept = matched(people.ratna, pkh, HEAD + GREY)
    pair = Pair.objects.get()
    page = text_of(people.ratna.get("scan-pair", pair.pk))
    assert "Djoko Pratomo" in page
    assert "JOKO" in page
    assert "3327041708600004" not in page, "NIK are masked"
    assert "3327 •••• •••• 0004" in page
    response = judge(people.ratna, pair, "sama", "orang")
    assert response.url.endswith(f"/daftar/{kept.pk}/")
    answer = PairAnswer.objects.get()
    assert (answer.verdict, answer.ground, answer.by) == ("sama", "orang", people.ratna.worn.person)
    assert AuditEntry.objects.filter(verb="scan.pair_judged").count() == 1
    assert AuditEntry.objects.filter(verb="scan.pair_shown").count() == 1, "to look is in the trail too"


def test_sure_pairs_are_read_before_they_are_taken_over_together(people, village, pkh):
    kept = matched(people.ratna, pkh, HEAD + SURE)
    overview = people.ratna.get("scan-list", kept.pk)
    assert f"/pindai/daftar/{kept.pk}/pasti/" in overview.content.decode()
    assert "/terima/" not in overview.content.decode(), "nobody accepts what they could not read"
    page = text_of(people.ratna.get("scan-list-sure", kept.pk))
    assert "SITI" in page
    assert "3327045507750001" not in page, "NIK are masked"
    assert "Terima 1 pasangan" in page
    assert AuditEntry.objects.filter(verb="scan.sure_shown").count() == 1
    people.ratna.post("scan-list-accept", kept.pk)
    assert "Tidak ada pasangan" in text_of(people.ratna.get("scan-list-sure", kept.pk))


def test_when_two_people_differ_a_third_is_asked(people, village, pkh, second):
    matched(people.ratna, pkh, HEAD + GREY)
    pair = Pair.objects.get()
    for desk, verdict, stands in (
        (people.ratna, "sama", "sama"),
        (second, "bukan", "kedua"),
        (people.agus, "bukan", "bukan"),
    ):
        assert judge(desk, pair, verdict).status_code == 302
        pair.refresh_from_db()
        assert pair.standing == stands
    assert gathered(village).open == 0


def test_one_person_alone_does_not_deny_a_nik_that_is_the_same(people, village, pkh, second):
    matched(people.ratna, pkh, HEAD + SURE)
    pair = Pair.objects.get()
    judge(people.ratna, pair, "bukan")
    judge(people.ratna, pair, "bukan")
    pair.refresh_from_db()
    assert pair.standing == "kedua"
    judge(second, pair, "bukan")
    pair.refresh_from_db()
    assert pair.standing == "bukan"


def test_the_later_of_two_who_answer_at_once_looks_again(people, pkh, second):
    matched(people.ratna, pkh, HEAD + GREY)
    pair = Pair.objects.get()
    assert judge(people.ratna, pair, "sama").status_code == 302
    late = second.post("scan-pair", pair.pk, verdict="bukan", ground="data", seen="0")
    assert late.status_code == 422
    assert "baru saja dijawab orang lain" in text_of(late)
    assert PairAnswer.objects.count() == 1


def test_the_musdes_reads_who_is_left_out_and_which_rows_are_a_question(people, village, pkh):
    kept = matched(people.ratna, pkh, HEAD + "KARTO;3327041208700009;L;55;3;1\n" + STRANGER)
    people.ratna.post("scan-list-accept", kept.pk)
    page = text_of(people.ratna.get("scan-left-out", village.pk))
    assert "SITI" in page
    assert "Perlu ditanyakan: 1 rumah tangga" in page
    assert "desil 1, belum diketahui: ibu hamil" in page
    assert "Wahyuni" in page
    assert "Tidak ada dalam register tempat ini; bukan berarti tidak berhak" in page
    assert "Desil 8; program ini sampai desil 4" in page
    assert "Terlewat: 1 rumah tangga" in page
    assert "desil 4, lanjut usia" in page
    assert AuditEntry.objects.filter(verb="scan.left_out_shown").exists()
    paper = people.ratna.get("scan-left-out-paper", village.pk)
    assert paper.content.startswith(b"%PDF")
    assert AuditEntry.objects.filter(verb="scan.left_out_printed").exists()


def test_names_are_for_those_who_may_see_them_and_end_with_the_round(people, village, pkh):
    kept = matched(people.ratna, pkh, HEAD + GREY)
    pair = Pair.objects.get()
    auditor = Desk(hat("Pak Harun", Role.AUDITOR, PEMALANG))
    for page, subject in (("scan-left-out", village.pk), ("scan-pair", pair.pk)):
        assert people.joko.get(page, subject).status_code in (403, 404)
        assert auditor.get(page, subject).status_code in (403, 404)
    plain = text_of(auditor.get("scan-list", kept.pk))
    assert "Djoko Pratomo" not in plain
    close_cycle(people.ratna.worn, village, "")
    assert people.ratna.get("scan-left-out", village.pk).status_code == 404
    people.ratna.post("scan-file-numbers", village.pk)
    assert "putaran kerja ini sudah ditutup" in text_of(people.ratna.get("scan-programmes", village.pk))


def test_small_counts_do_not_leave_the_musdes(people, village, pkh):
    kept = matched(people.ratna, pkh, HEAD + "KARTO;3327041208700009;L;55;3;1\n")
    people.ratna.post("scan-list-accept", kept.pk)
    page = text_of(Desk(hat("Pak Harun", Role.AUDITOR, PEMALANG)).get("scan-programmes", village.pk))
    assert "&lt;10" in page
    response = people.ratna.post("scan-file-numbers", village.pk)
    assert response.status_code == 302
    assert not Figure.objects.filter(room="scan").exists(), "one row and one household: both too few"


def test_numbers_are_filed_once_no_pair_is_open(people, village, pkh):
    many = "".join(f"Orang {chr(65 + n)}{chr(97 + n)};;{'LP'[n % 2]};30;{n};9\n" for n in range(1, 24))
    matched(people.ratna, pkh, HEAD + many)
    for pair in Pair.objects.all():
        judge(people.ratna, pair, "bukan")
    people.ratna.post("scan-file-numbers", village.pk)
    figure = Figure.objects.get(name="Penerima PKH")
    assert (figure.men, figure.women, figure.as_of) == (11, 12, date(2026, 1, 10))


def test_an_open_pair_holds_the_numbers_back(people, village, pkh):
    matched(people.ratna, pkh, HEAD + GREY)
    people.ratna.post("scan-file-numbers", village.pk)
    assert not Figure.objects.filter(room="scan").exists()
    assert "pasangan belum diputuskan" in text_of(people.ratna.get("scan-programmes", village.pk))


def test_a_household_that_a_verified_visit_did_not_find_here_is_not_left_out(people, village, pkh):
    matched(people.ratna, pkh, HEAD + STRANGER)
    joko = village.households.get(decile=4)
    for visit, many in (("dikirim", 1), ("diperiksa", 0)):
        Household.objects.filter(pk=joko.pk).update(visit=visit, outcome="pindah")
        found = gathered(village)
        assert (found.counts[Left.OUT], found.gone) == (many, 1 - many)


def test_what_waits_stands_on_the_desk_until_it_is_done(people, pkh):
    kept = brought(people.ratna, pkh, HEAD + GREY)
    (task,) = tasks_for(people.ratna.worn)
    assert (task.what, task.due) == ("Periksa daftar penerima PKH tahap 2", kept.keep_until)
    people.ratna.post("scan-list-confirm", kept.pk)
    (task,) = tasks_for(people.ratna.worn)
    assert task.what == "Putuskan 1 pasangan penerima, Desa Majalangu"
    assert tasks_for(people.joko.worn) == []
    judge(people.ratna, Pair.objects.get(), "sama")
    assert tasks_for(people.ratna.worn) == []


def test_a_list_that_was_taken_back_counts_no_more_and_names_nobody(people, village, pkh):
    kept = matched(people.ratna, pkh, HEAD + SURE)
    people.ratna.post("scan-list-drop", kept.pk)
    assert gathered(village).lists == []
    assert set(Recipient.objects.values_list("identity", flat=True)) == {""}
    assert set(Pair.objects.values_list("identity", flat=True)) == {""}
    assert people.ratna.get("scan-list", kept.pk).status_code == 404
