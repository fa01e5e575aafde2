"""Pages of bodies through the client; every page also by Pak Joko of the next village."""

import re
from datetime import date
from uuid import uuid4

import pytest

from berdaya.access.rules.roles import Role
from berdaya.community.judging import findings_for, findings_in
from berdaya.community.models import Body, Seat
from berdaya.community.rules.kinds import Kind, Office, Sex
from berdaya.community.services.boards import Newcomer, take_seat
from berdaya.community.services.households import Counted, record_households
from berdaya.figures.models import Figure
from tests.community.things import RT, a_body, a_file, with_chair
from tests.office import BANYUMUDAL, PEMALANG, PLAKARAN, browser, hat

pytestmark = pytest.mark.django_db
LIST, ADD = "/lembaga/", f"/wilayah/{PLAKARAN}/lembaga/tambah/"
FAMILIES = f"/wilayah/{PLAKARAN}/lembaga/kk/"


@pytest.fixture
def operator():
    return hat("Mas Operator", Role.OPERATOR, PLAKARAN)


@pytest.fixture
def rt():
    """An RT with its chair and its secretary, and with its families."""
    body = a_body()
    with_chair(body, "Sutrisno")
    take_seat(None, body, Newcomer(Office.SEKRETARIS, "Wagini", Sex.P, phone="0812000111"))
    record_households(None, [Counted(body, 85, 14)], date(2025, 12, 31), "Buku RT")
    return body


def sent(**fields: str) -> dict[str, str]:
    return {"request_id": str(uuid4())} | fields


def page(worn, address: str, **asked: str) -> str:
    return browser(worn).get(address, asked).content.decode()


def test_an_empty_village_says_how_to_begin(operator):
    assert "Mulai dari satu tabel" in page(operator, LIST)
    reader = page(hat("Bu Camat", Role.CAMAT, "33.27.01"), LIST)
    assert "Lembaga dicatat oleh operator" in reader


def test_the_list_of_a_village_shows_chair_term_and_families(operator, rt):
    shown = page(operator, LIST)
    for words in ("RT 003/RW 002", "Ketua Sutrisno (L)", "31 Jan 2029", ">85<", ">14<", "1 lembaga di"):
        assert words in shown
    assert "Wagini" not in shown


def test_the_poor_are_rounded_for_whoever_does_not_record_them(rt):
    reader = hat("Pak LPMK", Role.LPMK, PLAKARAN)
    for address in (LIST, f"/lembaga/{rt.pk}/"):
        shown = page(reader, address)
        assert "± 10" in shown
        assert ">14<" not in shown


def test_a_wide_list_names_the_places_and_links_into_the_village(rt):
    ratna = hat("Bu Ratna", Role.BAPPEDA, PEMALANG)
    wide = page(ratna, LIST)
    assert "Desa Plakaran" in wide
    assert ">85<" not in wide
    near = page(ratna, LIST, wilayah=PLAKARAN)
    assert ">85<" in near
    assert ADD in near


def test_the_list_is_narrowed_by_kind_word_and_column(operator, rt):
    a_body(Kind.POKMAS, PLAKARAN, "Melati")
    assert "Pokmas Melati" not in page(operator, LIST, jenis="rt")
    assert "RT 003/RW 002" not in page(operator, LIST, saring="melati")
    shown = page(operator, LIST, urut="-kk")
    assert shown.index("RT 003/RW 002</a>") < shown.index("Pokmas Melati</a>")
    assert browser(operator).get(LIST, {"jenis": "zzz", "urut": "zzz", "hal": "99"}).status_code == 200


def test_a_name_of_a_person_is_not_found_by_search(operator, rt):
    assert "Tidak ada lembaga yang cocok" in page(operator, LIST, saring="Sutrisno")


def test_a_list_takes_two_queries_beside_the_frame_however_long_it_is(operator, django_assert_num_queries):
    for number in range(1, 20):
        with_chair(a_body(territory=f"{PLAKARAN}.002.{number:03}"), f"Orang {number}")
    client = browser(operator)
    with django_assert_num_queries(3):  # who asks, bodies, families
        client.get(LIST)


def test_the_page_of_a_body_shows_its_board_to_the_operator(operator, rt):
    shown = page(operator, f"/lembaga/{rt.pk}/")
    for words in ("masa bakti sampai 31 Januari 2029", "Sutrisno", "Wagini", "0812000111", "L 1 · P 1"):
        assert words in shown
    assert "Buku RT" in shown
    assert re.search(r"<title>[^<]*(Sutrisno|Wagini)", shown) is None


def test_other_names_than_the_chair_are_kept_from_readers(rt):
    for role, place in ((Role.LPMK, PLAKARAN), (Role.RT_HEAD, RT), (Role.AUDITOR, PEMALANG)):
        shown = page(hat("Seseorang", role, place), f"/lembaga/{rt.pk}/")
        assert "Sutrisno" in shown
        assert "Wagini" not in shown
        assert "0812000111" not in shown
        assert "Akhiri lembaga" not in shown


def test_an_rt_head_sees_his_own_body_and_no_other(rt):
    other = a_body(territory=f"{PLAKARAN}.002.004")
    head = hat("Pak RT", Role.RT_HEAD, RT)
    assert "RT 003/RW 002" in page(head, LIST)
    assert "RT 004/RW 002" not in page(head, LIST)
    assert browser(head).get(f"/lembaga/{other.pk}/").status_code == 404


def test_a_body_is_added_once_however_often_one_clicks(operator):
    client = browser(operator)
    form = sent(kind="rt", rt="3", rw="2", source="Perdes 3/2020")
    first, second = client.post(ADD, form), client.post(ADD, form)
    body = Body.objects.get()
    assert first.url == second.url == f"/lembaga/{body.pk}/"
    assert (body.territory, body.recorded_by) == (RT, operator.person)


@pytest.mark.parametrize(
    "fields, words",
    [
        ({"kind": ""}, "Isi jenis lembaga"),
        ({"rt": ""}, "Isi nomor RT."),
        ({"rt": "0"}, "Paling kecil 1."),
        ({"rt": "tiga"}, "Tulis angka saja"),
        ({"source": ""}, "Isi dasar pembentukan"),
        ({"kind": "rw", "rw": ""}, "Isi nomor RW."),
        ({"kind": "lpmk"}, "berkedudukan di desa/kelurahan"),
        ({"kind": "pokmas", "rw": ""}, "nama lembaga belum diisi"),
        ({"valid_from": "2999-01-01"}, "masa depan"),
        ({"kind": "bkm"}, "bkm"),
    ],
)
def test_what_is_wrong_with_a_new_body_is_said_beside_the_field(operator, fields, words):
    form = sent(kind="rt", rt="3", rw="2", source="Perdes 3/2020") | fields
    answer = browser(operator).post(ADD, form)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Body.objects.exists()


def test_a_body_that_is_there_already_is_said(operator, rt):
    answer = browser(operator).post(ADD, sent(kind="rt", rt="3", rw="2", source="Perdes 3/2020"))
    assert "sudah tercatat di sini" in answer.content.decode()


TERM = {
    "first_day": "2024-02-01",
    "source": "SK Kades 141/3/2024",
    "ketua_name": "Sutrisno",
    "ketua_sex": "L",
    "sekretaris_name": "Wagini",
    "sekretaris_sex": "P",
    "period": "2",
}


def test_a_term_is_written_down_with_its_board(operator):
    body = a_body()
    browser(operator).post(f"/lembaga/{body.pk}/masa-bakti/", sent(**TERM))
    assert sorted(Seat.objects.values_list("office", "sex", "period")) == [
        ("ketua", "L", 2),
        ("sekretaris", "P", 1),
    ]
    assert body.terms.get().last_day == date(2029, 1, 31)


@pytest.mark.parametrize(
    "fields, words",
    [
        ({"ketua_sex": ""}, "Pilih L atau P untuk ketua."),
        ({"ketua_name": ""}, "Isi nama ketua"),
        ({"first_day": ""}, "Isi mulai menjabat"),
        ({"first_day": "31-31-2024"}, "Tulis tanggal seperti"),
        ({"last_day": "2023-01-01"}, "berakhir sebelum mulai"),
    ],
)
def test_what_is_wrong_with_a_term_is_said_and_nothing_is_kept(operator, fields, words):
    body = a_body()
    answer = browser(operator).post(f"/lembaga/{body.pk}/masa-bakti/", sent(**(TERM | fields)))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not body.terms.exists()


def test_somebody_joins_and_leaves_a_board(operator, rt):
    client = browser(operator)
    form = sent(office="bidang", field="Keamanan", name="Darmo", sex="L")
    client.post(f"/lembaga/{rt.pk}/pengurus/", form)
    shown = page(operator, f"/lembaga/{rt.pk}/")
    assert "Bidang Keamanan" in shown
    seat = Seat.objects.get(office="bidang")
    gone = sent(last_day="2026-01-31", why="pindah tempat tinggal")
    client.post(f"/lembaga/{rt.pk}/pengurus/{seat.pk}/akhiri/", gone)
    assert "Bidang Keamanan" not in page(operator, f"/lembaga/{rt.pk}/")
    assert browser(operator).get(f"/lembaga/{rt.pk}/pengurus/{seat.pk}/akhiri/").status_code == 404


def test_a_seat_can_be_tied_to_the_account_of_its_holder(operator, rt):
    head = hat("Pak Darmo", Role.RT_HEAD, RT)
    stranger = hat("Pak Lain", Role.RT_HEAD, f"{PLAKARAN}.002.004")
    form = sent(office="bendahara", name="Darmo", sex="L", person=str(head.person_id))
    browser(operator).post(f"/lembaga/{rt.pk}/pengurus/", form)
    assert Seat.objects.get(office="bendahara").person == head.person
    shown = page(operator, f"/lembaga/{rt.pk}/pengurus/")
    assert stranger.person.name not in shown


def test_families_of_several_bodies_are_recorded_from_one_table(operator, rt):
    other = a_body(territory=f"{PLAKARAN}.002.004")
    form = {f"kk_{other.pk}": "1.090", f"poor_{other.pk}": "0", f"kk_{rt.pk}": ""}
    answer = browser(operator).post(FAMILIES, sent(as_of="2026-06-30", source="Pendataan", **form))
    assert answer.status_code == 302
    assert sorted(Figure.objects.filter(source="Pendataan").values_list("name", "number")) == [
        ("KK", 1090),
        ("KK miskin", 0),
    ]


@pytest.mark.parametrize(
    "kk, poor, words",
    [
        ("banyak", "", "tulis angka bulat"),
        ("", "5", "Isi juga KK"),
        ("", "", "Belum ada satu angka pun"),
        ("-3", "", "tulis angka bulat"),
    ],
)
def test_what_is_wrong_with_families_is_said(operator, rt, kk, poor, words):
    form = sent(as_of="2026-06-30", source="Pendataan") | {f"kk_{rt.pk}": kk, f"poor_{rt.pk}": poor}
    answer = browser(operator).post(FAMILIES, form)
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_the_page_of_families_may_be_of_one_body(operator, rt):
    other = a_body(territory=f"{PLAKARAN}.002.004")
    shown = page(operator, FAMILIES, lembaga=str(rt.pk))
    assert f"kk_{rt.pk}" in shown
    assert f"kk_{other.pk}" not in shown
    assert "Catat RT, RW atau Pokmas dahulu" in page(operator, FAMILIES, lembaga="999999")


def test_a_body_is_corrected_and_ended(operator, rt):
    client = browser(operator)
    client.post(f"/lembaga/{rt.pk}/ubah/", sent(source="Perdes 9/2021", valid_from="2021-01-01"))
    rt.refresh_from_db()
    assert (rt.source, rt.valid_from, rt.name) == ("Perdes 9/2021", date(2021, 1, 1), "RT 003/RW 002")
    client.post(f"/lembaga/{rt.pk}/akhiri/", sent(last_day="2026-06-30"))
    assert "berakhir 30 Juni 2026" in page(operator, f"/lembaga/{rt.pk}/")


def test_pak_joko_finds_nothing_of_the_next_village(operator, rt):
    joko = browser(hat("Pak Joko", Role.LURAH, BANYUMUDAL))
    seat, file = Seat.objects.filter(office="ketua").get(), a_file(operator)
    own = f"/lembaga/{rt.pk}/"
    for address in (
        own,
        f"{own}ubah/",
        f"{own}akhiri/",
        f"{own}masa-bakti/",
        f"{own}pengurus/",
        f"{own}pengurus/{seat.pk}/akhiri/",
        f"/lembaga/tabel/{file.pk}/",
        f"/lembaga/tabel/{file.pk}/keterangan.xlsx",
        ADD,
        FAMILIES,
        f"/wilayah/{PLAKARAN}/lembaga/temuan/",
        f"/wilayah/{PLAKARAN}/lembaga/tabel/",
        f"/wilayah/{PLAKARAN}/lembaga/templat.xlsx",
        f"{LIST}?wilayah={PLAKARAN}",
    ):
        assert joko.get(address).status_code == 404, address
    for verb in ("catat", "batal"):
        assert joko.post(f"/lembaga/tabel/{file.pk}/{verb}/", sent()).status_code == 404
    assert "RT 003" not in joko.get(LIST).content.decode()


def test_the_findings_of_a_village_stand_together(operator, rt, django_assert_num_queries):
    lpmk = a_body(Kind.LPMK, PLAKARAN)
    with_chair(lpmk, "H. Sutrisno", first=date(2020, 2, 1))
    client = browser(operator)
    with django_assert_num_queries(5):  # who asks, bodies, terms, seats, families
        shown = client.get(f"/wilayah/{PLAKARAN}/lembaga/temuan/").content.decode()
    assert "3 hal perlu dilihat" in shown
    assert shown.index("Nama yang sama di dua lembaga</b>: 2 lembaga") < shown.index("Masa bakti habis</b>")
    assert "Sutrisno" not in shown


def test_what_one_page_says_of_a_body_the_page_of_the_village_says_too(operator, rt):
    lpmk = a_body(Kind.LPMK, PLAKARAN)
    with_chair(lpmk, "Sutrisno", first=date(2020, 2, 1))
    day = date(2026, 11, 21)
    for body in (rt, lpmk):
        together = [finding for one, finding in findings_in(operator, PLAKARAN, day) if one == body]
        assert together == findings_for(body, day)


def test_a_village_in_order_says_so(operator):
    assert "Tidak ada yang perlu dilihat" in page(operator, f"/wilayah/{PLAKARAN}/lembaga/temuan/")


def test_a_kecamatan_is_no_village(operator):
    ratna = browser(hat("Bu Ratna", Role.BAPPEDA, PEMALANG))
    for code in ("33.27.01", RT):
        assert ratna.get(f"/wilayah/{code}/lembaga/kk/").status_code == 404
