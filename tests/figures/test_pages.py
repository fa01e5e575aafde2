"""Pages of figures through the client; every page also by Pak Joko of the next village."""

import re
from datetime import date
from fractions import Fraction
from uuid import uuid4

import pytest

from berdaya.access.rules.roles import Role
from berdaya.figures.models import Figure
from berdaya.figures.place import sections_for
from berdaya.figures.rules import Facts, Unit
from berdaya.figures.services import file_figure
from berdaya.kernel.sexes import BySex
from berdaya.region.services.neighbourhoods import record_place
from tests.office import BANYUMUDAL, PEMALANG, PLAKARAN, browser, hat

pytestmark = pytest.mark.django_db
LIST, NEW = f"/wilayah/{PLAKARAN}/angka/", f"/wilayah/{PLAKARAN}/angka/catat/"
FORM = {
    "satuan": "orang",
    "name": "Penduduk",
    "men": "3.001",
    "women": "2.950",
    "as_of": "31/12/2025",
    "source": "BPS, Kecamatan Moga Dalam Angka 2026",
}


@pytest.fixture
def lurah():
    return hat("Bu Lurah", Role.LURAH, PLAKARAN)


@pytest.fixture
def joko():
    return hat("Pak Joko", Role.LURAH, BANYUMUDAL)


def sent(**changed: str) -> dict[str, str]:
    return FORM | {"request_id": str(uuid4())} | changed


def filed(worn, **changed) -> Figure:
    facts = {"territory": PLAKARAN, "name": "Penduduk", "unit": Unit.PEOPLE, "as_of": date(2025, 12, 31)}
    return file_figure(worn, Facts(**({"source": "BPS 2026", "people": BySex(3001, 2950)} | facts | changed)))


def test_an_empty_place_says_how_to_begin(lurah):
    page = browser(lurah).get(LIST).content.decode()
    assert "Belum ada angka Desa Plakaran" in page
    assert NEW in page


def test_whoever_may_only_read_is_not_asked_to_file(lurah):
    reader = browser(hat("Pak Darmo", Role.LPMK, PLAKARAN))
    assert NEW not in reader.get(LIST).content.decode()
    assert reader.get(NEW).status_code == 404


def test_the_list_shows_value_sexes_day_and_source(lurah):
    filed(lurah)
    page = browser(lurah).get(LIST).content.decode()
    for words in ("5.951 orang", "L 3.001 · P 2.950", "31 Desember 2025", "BPS 2026", "Mengapa?"):
        assert words in page


def test_a_count_without_sexes_says_so(lurah):
    filed(lurah, people=None, number=5951)
    assert "tanpa L dan P" in browser(lurah).get(LIST).content.decode()


@pytest.mark.parametrize(
    "unit, value, words",
    [
        (Unit.RUPIAH, {"number": 1_594_389_976}, "Rp1.594.389.976"),
        (Unit.HOUSEHOLDS, {"number": 412}, "412 ruta"),
        (Unit.RATIO, {"ratio": Fraction(8173, 10_000)}, "0,8173"),
        (Unit.COUNT, {"number": 4}, ">4<"),
    ],
)
def test_each_unit_is_written_as_offices_write_it(lurah, unit, value, words):
    filed(lurah, name="Lain", unit=unit, people=None, **value)
    assert words in browser(lurah).get(LIST).content.decode()


def test_the_list_is_narrowed_and_sorted_without_script(lurah):
    filed(lurah)
    filed(lurah, name="Dana desa", unit=Unit.RUPIAH, people=None, number=5)
    page = browser(lurah).get(LIST + "?urut=-nilai").content.decode()
    assert page.index(">Penduduk<") < page.index(">Dana desa<")
    assert ">Penduduk<" not in browser(lurah).get(LIST + "?saring=dana").content.decode()


def test_a_list_takes_two_queries_beside_the_frame_however_long_it_is(lurah, django_assert_num_queries):
    for number in range(30):
        filed(lurah, name=f"Angka {number}")
    client = browser(lurah)
    with django_assert_num_queries(2):
        client.get(LIST)


def test_first_the_unit_is_chosen_then_the_figure(lurah):
    client = browser(lurah)
    assert "Angka apa yang dicatat?" in client.get(NEW).content.decode()
    page = client.get(NEW, {"satuan": "orang", "nama": "Penduduk"}).content.decode()
    assert 'name="men"' in page
    assert 'value="Penduduk"' in page


def test_a_typed_figure_is_filed_with_its_source(lurah):
    answer = browser(lurah).post(NEW, sent())
    figure = Figure.objects.get()
    assert answer.url == f"{LIST}{figure.pk}/"
    assert (figure.people, figure.as_of, figure.room) == (BySex(3001, 2950), date(2025, 12, 31), "")


def test_a_second_click_files_one_figure(lurah):
    client, form = browser(lurah), sent()
    assert client.post(NEW, form).url == client.post(NEW, form).url
    assert Figure.objects.count() == 1


def test_the_same_request_with_other_content_is_refused(lurah):
    client, form = browser(lurah), sent()
    client.post(NEW, form)
    assert client.post(NEW, form | {"men": "9"}).status_code == 409
    assert Figure.objects.count() == 1


@pytest.mark.parametrize(
    "changed, words",
    [
        ({"men": "tiga ribu"}, "Tulis angka bulat"),
        ({"men": "30.01"}, "Tulis angka bulat"),
        ({"women": ""}, "Isi L dan P keduanya"),
        ({"men": "", "women": ""}, "Isi L dan P, atau jumlah seluruhnya"),
        ({"number": "6000"}, "L ditambah P tidak sama"),
        ({"as_of": "31-31-2025"}, "Tulis tanggal seperti"),
        ({"as_of": "01/01/2999"}, "masa depan"),
        ({"source": ""}, "Isi sumber"),
        ({"name": ""}, "Isi nama angka"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_nothing_is_filed(lurah, changed, words):
    answer = browser(lurah).post(NEW, sent(**changed))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert 'role="alert"' in page
    assert not Figure.objects.exists()


@pytest.mark.parametrize(
    "text, exact",
    [
        ("0,8173", Fraction(8173, 10_000)),
        ("62,5%", Fraction(5, 8)),
        ("5 dari 8", Fraction(5, 8)),
        ("5/8", Fraction(5, 8)),
    ],
)
def test_a_ratio_is_read_as_people_write_it(lurah, text, exact):
    browser(lurah).post(NEW, sent(satuan="bagian", ratio=text))
    assert Figure.objects.get().ratio == exact


@pytest.mark.parametrize("text", ["0.8173", "5 dari 0", "banyak", "9" * 39])
def test_a_ratio_that_could_mean_two_things_is_refused(lurah, text):
    assert browser(lurah).post(NEW, sent(satuan="bagian", ratio=text)).status_code == 422


@pytest.mark.parametrize(
    "text, rupiah", [("1.594.389.976", 1_594_389_976), ("Rp 96,2 miliar", 96_200_000_000)]
)
def test_rupiah_are_read_as_people_write_them(lurah, text, rupiah):
    browser(lurah).post(NEW, sent(satuan="rupiah", number=text))
    assert Figure.objects.get().number == rupiah


def test_a_figure_of_a_room_is_not_corrected_by_hand(lurah):
    file_figure(
        None, Facts(PLAKARAN, "Penduduk", Unit.PEOPLE, date(2025, 12, 31), "BDT", number=1), room="register"
    )
    answer = browser(lurah).post(NEW, sent())
    assert answer.status_code == 422
    assert "Perbaiki catatan asalnya" in answer.content.decode()


def test_the_story_of_a_figure_says_why_and_what_it_was_before(lurah):
    filed(lurah, as_of=date(2024, 12, 31), people=BySex(2900, 2900))
    wrong = filed(lurah, people=BySex(9000, 9000))
    right = filed(lurah)
    page = browser(lurah).get(f"{LIST}{right.pk}/").content.decode()
    assert "Mengapa 5.951 orang?" in page
    assert "diketik Bu Lurah, menurut BPS 2026" in page
    assert "2 tanggal tercatat" in page
    assert "1 versi yang sudah diganti" in page
    assert "sudah diganti dengan versi" in browser(lurah).get(f"{LIST}{wrong.pk}/").content.decode()


def test_a_figure_leads_to_the_record_that_it_came_from(lurah):
    facts = Facts(
        PLAKARAN, "Ruta desil 1", Unit.HOUSEHOLDS, date(2025, 7, 1), "BDT", number=9, record="/register/7/"
    )
    kept = file_figure(None, facts, room="register")
    page = browser(lurah).get(f"{LIST}{kept.pk}/").content.decode()
    assert 'href="/register/7/"' in page
    assert "dihitung di kantor ini, register" in page


@pytest.mark.parametrize("record", ["//evil.example/", "javascript:1", "UPK-7"])
def test_a_record_that_is_no_page_of_ours_is_no_link(lurah, record):
    facts = Facts(PLAKARAN, "Ruta desil 1", Unit.HOUSEHOLDS, date(2025, 7, 1), "BDT", number=9, record=record)
    kept = file_figure(None, facts, room="register")
    page = browser(lurah).get(f"{LIST}{kept.pk}/").content.decode()
    assert f'href="{record}"' not in page


def test_pak_joko_finds_nothing_of_the_next_village(lurah, joko):
    kept = filed(lurah)
    client = browser(joko)
    plain = re.compile(rb'value="[^"]*"|<title>.*?</title>')
    absent = plain.sub(b"", client.get("/tidak-ada/").content)
    for address in (LIST, NEW, f"{LIST}{kept.pk}/", "/wilayah/33.27.01.2999/angka/"):
        answer = client.get(address)
        assert answer.status_code == 404
        assert plain.sub(b"", answer.content) == absent


def test_a_figure_is_not_found_below_another_place(lurah):
    ratna = hat("Bu Ratna", Role.BAPPEDA, PEMALANG)
    kept = filed(lurah)
    assert browser(ratna).get(f"/wilayah/{BANYUMUDAL}/angka/{kept.pk}/").status_code == 404


def test_a_place_that_does_not_exist_has_no_figures():
    ratna = browser(hat("Bu Ratna", Role.BAPPEDA, PEMALANG))
    assert ratna.get("/wilayah/33.27.01.2999/angka/").status_code == 404
    assert ratna.get("/wilayah/33.27.01.2999/angka/catat/").status_code == 404


def test_the_room_offers_its_newest_figures_to_the_page_of_a_place(lurah):
    filed(lurah)
    (section,) = sections_for(lurah, PLAKARAN)
    assert section.heading == "Satu angka tercatat"
    assert [(fact.label, fact.value) for fact in section.facts] == [("Penduduk", "5.951 orang")]


def test_the_room_offers_nothing_to_a_role_that_may_not_see_figures(lurah):
    filed(lurah)
    assert sections_for(hat("Mas Agus", Role.UPK_CASHIER, PLAKARAN), PLAKARAN) == []


def test_poor_families_of_an_rt_are_seen_to_the_nearest_ten_but_by_those_who_record_them(lurah):
    rt = record_place(PLAKARAN, f"{PLAKARAN}.001.002").code
    made = filed(lurah, territory=rt, name="KK miskin", unit=Unit.HOUSEHOLDS, people=None, number=17)
    filed(lurah, territory=rt, name="KK", unit=Unit.HOUSEHOLDS, people=None, number=83)
    filed(lurah, name="KK miskin", unit=Unit.HOUSEHOLDS, people=None, number=417)
    head, reader = browser(hat("Pak Darmo", Role.RT_HEAD, rt)), browser(hat("Bu Sri", Role.LPMK, PLAKARAN))
    for page in (f"/wilayah/{rt}/angka/", f"/wilayah/{rt}/angka/{made.pk}/"):
        for other in (head, reader):
            seen = other.get(page).content.decode()
            assert "± 20 ruta" in seen
            assert "17 ruta" not in seen
        assert "17 ruta" in browser(lurah).get(page).content.decode()
    assert "83 ruta" in head.get(f"/wilayah/{rt}/angka/").content.decode()
    assert "417 ruta" in reader.get(LIST).content.decode()
    assert Figure.objects.get(pk=made.pk).number == 17


def test_a_rounded_figure_is_never_stored(lurah):
    made = filed(lurah)
    made.rounded_to = 10
    with pytest.raises(ValueError, match="looking at"):
        made.save()
