"""The pages of places: one's own territory, and nothing of the neighbours'."""

import re
from datetime import date
from decimal import Decimal

import pytest

from berdaya.access.rules.roles import Role
from berdaya.figures.rules import Facts, Unit
from berdaya.figures.services import file_figure
from berdaya.hardship import place as hardship_place
from berdaya.kernel.sexes import BySex
from berdaya.region.rules.gazetteer import load
from berdaya.region.rules.history import Change
from berdaya.region.rules.rt_changes import Heir, RtChange
from berdaya.region.services.neighbourhoods import Row, add_neighbourhoods, record_rt_change
from berdaya.scan import place as scan_place
from berdaya.site.below import tiles
from berdaya.site.gathering import modules_named
from tests.office import BANYUMUDAL, MOGA, PEMALANG, PLAKARAN, TEGAL, browser, hat

pytestmark = pytest.mark.django_db
FRAME = 1
OF_VILLAGES = {hardship_place, scan_place}  # know nothing of other places, and ask nothing


@pytest.fixture
def bappeda():
    return hat("Bu Ratna", Role.BAPPEDA, PEMALANG)


@pytest.fixture
def ratna(bappeda):
    return browser(bappeda)


@pytest.fixture
def rts(bappeda):
    """RT 001 to 005 of RW 001 in Plakaran; 004 and 005 are one since July."""
    add_neighbourhoods(bappeda, PLAKARAN, Row(1, 5, "1", "Krajan", date(2020, 1, 1)))
    olds = (f"{PLAKARAN}.001.004", f"{PLAKARAN}.001.005")
    change = RtChange(Change.MERGE, olds, (Heir(olds[0]),), date(2026, 7, 1), "Keputusan Kades 141/7/2026")
    record_rt_change(bappeda, PLAKARAN, change)


def words(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_territory_of_a_hat_is_a_tree_with_counts(ratna):
    page = words(ratna, "/wilayah/")
    assert "Kabupaten Pemalang: 14 kecamatan, 212 desa, 11 kelurahan" in page
    assert "13 desa, 7 kelurahan" in page
    assert f'href="/wilayah/{PLAKARAN}/"' in page
    assert TEGAL + "." not in page


def test_without_boundaries_each_place_is_one_square(ratna):
    page = words(ratna, "/wilayah/")
    squares = page.partition('class="b-tiles')[2].partition('class="b-key"')[0]
    assert squares.count("<rect") == 223
    assert squares.count(": kelurahan</title>") == 11


def test_squares_take_the_colour_of_a_figure(ratna, bappeda):
    for code, people in ((PLAKARAN, 3000), (BANYUMUDAL, 100)):
        facts = Facts(code, "Penduduk", Unit.PEOPLE, date(2025, 12, 31), "BPS", people=BySex(people, 0))
        file_figure(bappeda, facts)
    page = words(ratna, "/wilayah/?angka=Penduduk")
    assert "Plakaran: 3.000" in page
    assert "Mandiraja: 100" in page
    assert "Sima: belum ada data" in page
    assert "Keadaan per 31 Desember 2025" in page


def test_a_figure_that_nobody_filed_colours_nothing(ratna):
    assert "Jenis wilayah" not in words(ratna, "/wilayah/?angka=rahasia")


def test_equal_values_have_one_shade():
    drawn = tiles(
        {"a": "A"}, {"33.27.01": "x", "33.27.02": "y"}, {"33.27.01": Decimal(3), "33.27.02": Decimal(3)}
    )
    assert len({square.shade for group in drawn.groups for square in group.squares}) == 1


def test_a_search_finds_places_and_hamlets_of_the_territory(ratna, rts):
    page = words(ratna, "/wilayah/?nama=plakaran")
    assert "1 tempat untuk “plakaran”" in page
    assert "Desa Plakaran, Kecamatan Moga" in page
    assert "RT 001/RW 001, Krajan" in words(ratna, "/wilayah/?nama=krajan")
    assert "Tidak ada tempat bernama" in words(ratna, "/wilayah/?nama=zzzz")


def test_the_search_of_the_office_leads_to_places(ratna):
    assert f'href="/wilayah/{PLAKARAN}/"' in words(ratna, "/cari?q=plakaran")


def test_pak_joko_does_not_find_the_next_village(rts):
    joko = browser(hat("Pak Joko", Role.LURAH, BANYUMUDAL))
    for text in ("plakaran", "krajan", PLAKARAN):
        assert f"/wilayah/{PLAKARAN}" not in words(joko, f"/wilayah/?nama={text}") + words(
            joko, f"/cari?q={text}"
        )


def test_the_page_of_a_kabupaten_sums_up_its_kecamatan(ratna, rts):
    page = words(ratna, f"/wilayah/{PEMALANG}/")
    assert "95,1% dari 223" in page
    assert "Catat RT di 13 kecamatan yang belum memiliki satu pun." in page
    foot = page.partition("<tfoot>")[2].partition("</tfoot>")[0]
    assert re.findall(r">([\d.]+)</td>", foot) == ["212", "11", "4"]


def test_the_list_is_sorted_and_narrowed_without_script(ratna):
    page = words(ratna, f"/wilayah/{PEMALANG}/?urut=-desa")
    assert page.index(">Bodeh</a>") < page.index(">Warungpring</a>")
    assert 'aria-sort="descending"' in page
    assert ">Bodeh</a>" not in words(ratna, f"/wilayah/{PEMALANG}/?saring=warung")


def test_the_page_of_a_village_lists_its_rt_ended_ones_too(ratna, rts):
    page = words(ratna, f"/wilayah/{PLAKARAN}/")
    assert "4 RT berlaku, 1 sudah berakhir" in page
    assert "berakhir 30 Juni 2026" in page


def test_an_rt_that_ended_names_its_heir_and_the_heir_its_origin(ratna, rts):
    ended = words(ratna, f"/wilayah/{PLAKARAN}.001.005/")
    assert "Sejak 1 Juli 2026 digabung ke RT 004/RW 001, Desa Plakaran" in ended
    assert "Pakai RT 004/RW 001 untuk catatan baru." in ended
    assert "Keputusan Kades 141/7/2026" in ended
    heir = words(ratna, f"/wilayah/{PLAKARAN}.001.004/")
    assert "menampung RT 005/RW 001" in heir
    assert f'href="/wilayah/{PLAKARAN}.001.005/"' in heir


@pytest.fixture
def ended(tmp_path):
    """Majalangu became a part of Watukumpul after 2026."""
    (tmp_path / "perubahan.toml").write_text(
        """
        [[place]]
        code = "33.27.04.2010"
        name = "Majalangu"
        valid_to = 2026-12-31
        change = "penggabungan"
        source = "rekaan untuk pengujian"
        replaced_by = [{ code = "33.27.04.2012" }]
        """,
        encoding="utf-8",
    )
    return load(tmp_path)


def test_a_village_that_ended_says_so_and_links_only_where_the_hat_may_go(ended, monkeypatch):
    monkeypatch.setattr("berdaya.region.doors.gazetteer", lambda: ended)
    lurah = browser(hat("Bu Lurah", Role.LURAH, "33.27.04.2010"))
    page = words(lurah, "/wilayah/33.27.04.2010/")
    assert "berakhir 31 Desember 2026" in page
    assert "digabung ke Desa Watukumpul" in page
    assert 'href="/wilayah/33.27.04.2012/"' not in page


def test_a_village_without_rt_says_what_to_do_to_whoever_may(ratna):
    assert f"/wilayah/{PLAKARAN}/rt/tambah/" in words(ratna, f"/wilayah/{PLAKARAN}/")
    operator = browser(hat("Mas Yusuf", Role.OPERATOR, PLAKARAN))
    assert f"/wilayah/{PLAKARAN}/rt/tambah/" in words(operator, f"/wilayah/{PLAKARAN}/")
    camat = browser(hat("Pak Camat", Role.CAMAT, MOGA))
    page = words(camat, f"/wilayah/{PLAKARAN}/")
    assert "Belum ada RT tercatat" in page
    assert "rt/tambah" not in page


def test_crumbs_begin_where_the_territory_begins(ratna):
    camat = browser(hat("Pak Camat", Role.CAMAT, MOGA))
    page = words(camat, f"/wilayah/{PLAKARAN}/")
    crumbs = page.partition('class="b-crumb"')[2].partition("</nav>")[0]
    assert re.findall(r">([^<>]+)</a>", crumbs) == ["Wilayah", "Kecamatan Moga", "Desa Plakaran"]
    assert f'"/wilayah/{PEMALANG}/"' not in page


def test_the_page_gathers_what_rooms_know_of_the_place(ratna, bappeda):
    facts = Facts(PLAKARAN, "Penduduk", Unit.PEOPLE, date(2025, 12, 31), "BPS 2026", people=BySex(3001, 2950))
    file_figure(bappeda, facts)
    page = words(ratna, f"/wilayah/{PLAKARAN}/")
    assert "Satu angka tercatat" in page
    assert "5.951 orang" in page


def test_pak_joko_gets_one_answer_for_foreign_and_absent_places():
    joko = browser(hat("Pak Joko", Role.LURAH, BANYUMUDAL))
    plain = re.compile(rb'value="[^"]*"')
    absent = plain.sub(b"", joko.get("/tidak-ada/").content)
    for code in (
        PLAKARAN,
        MOGA,
        PEMALANG,
        "33.27.01.2999",
        f"{BANYUMUDAL}.001.001",
        "rahasia",
        "33.27.01.2002x",
    ):
        answer = joko.get(f"/wilayah/{code}/")
        assert (answer.status_code, plain.sub(b"", answer.content)) == (404, absent)


def test_a_head_of_an_rt_that_nobody_recorded_finds_his_place():
    darmo = browser(hat("Pak Darmo", Role.RT_HEAD, f"{PLAKARAN}.001.001"))
    assert darmo.get("/wilayah/").url == f"/wilayah/{PLAKARAN}.001.001/"
    assert "belum tercatat di kantor ini" in words(darmo, f"/wilayah/{PLAKARAN}.001.001/")


def test_a_lurah_goes_straight_to_the_village():
    lurah = browser(hat("Bu Lurah", Role.LURAH, PLAKARAN))
    assert lurah.get("/wilayah/").url == f"/wilayah/{PLAKARAN}/"


@pytest.mark.parametrize(
    "code, known", [("", "Indonesia: 7.285 kecamatan"), ("33", "Provinsi Jawa Tengah: 576 kecamatan")]
)
def test_wide_territories_show_what_lies_below(code, known):
    auditor = browser(hat("Bu Auditor", Role.AUDITOR, code))
    assert known in words(auditor, "/wilayah/")


@pytest.mark.parametrize(
    "address, queries",
    [
        ("/wilayah/", 2),
        ("/wilayah/?nama=moga", 1),
    ],
)
def test_the_overview_asks_the_database_few_questions(
    ratna, bappeda, rts, address, queries, django_assert_num_queries
):
    for number in range(20):
        facts = Facts(PLAKARAN, f"Angka {number}", Unit.COUNT, date(2025, 12, 31), "Monografi", number=number)
        file_figure(bappeda, facts)
    with django_assert_num_queries(FRAME + queries):
        ratna.get(address)


@pytest.mark.parametrize(
    "code, queries", [(PEMALANG, 2), (MOGA, 2), (PLAKARAN, 1), (f"{PLAKARAN}.001.001", 2)]
)
def test_for_the_page_of_a_place_each_room_asks_once(
    ratna, bappeda, rts, code, queries, django_assert_num_queries
):
    for number in range(20):
        facts = Facts(code, f"Angka {number}", Unit.COUNT, date(2025, 12, 31), "Monografi", number=number)
        file_figure(bappeda, facts)
    rooms = [room for room in modules_named("place") if code == PLAKARAN or room not in OF_VILLAGES]
    with django_assert_num_queries(FRAME + queries + len(rooms)):
        ratna.get(f"/wilayah/{code}/")


def test_a_place_page_is_light(ratna, rts):
    answer = ratna.get("/wilayah/", headers={"accept-encoding": "gzip"})
    assert len(answer.content) < 20_000
