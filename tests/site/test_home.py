import json

import pytest

from berdaya.access.rules.roles import Role
from tests.office import browser, hat


@pytest.fixture
def office(settings, tmp_path):
    settings.DATA = tmp_path
    return tmp_path / "demo"


def _row(name: str, stratum: str, rank: int, idm: str | None, count: int) -> dict[str, object]:
    return {
        "code": "33.27.04.2010",
        "name": name,
        "stratum": stratum,
        "rank": rank,
        "score": "4/5",
        "N": count,
        "idm": idm,
        "class": "inti",
        "reason": f"{name} dipilih karena jumlahnya.",
        "kecamatan": "Watukumpul",
    }


def _summary() -> dict[str, object]:
    return {
        "place": "Kabupaten Pemalang",
        "made_on": "21 November 2026",
        "index": "indeks rekaan",
        "register": {
            "rows": {"in": 10, "accepted": 9, "rejected": 1, "duplicate": 0},
            "households": 170_000,
            "places": 223,
            "findings": [],
        },
        "selected": [
            _row("Bodas", "desa", 1, "0.6579", 999),
            _row("Majalangu", "desa", 2, "0.8173", 486),
            _row("Sugihwaras", "kelurahan", 1, None, 7),
        ],
        "near_misses": [],
        "classes": {"inti": 3},
        "ambang_outside": 0,
        "coverage": {"decile1_selected": 1492, "decile1_total": 2000},
        "assignment": {"agencies": 2},
        "files": [{"name": "lampiran.pdf", "words": "Lampiran keputusan", "kilobytes": 3}],
        "pictures": [],
        "steps": [{"title": "Wilayah", "line": "berdaya region load 33.27", "seconds": 1.25}],
    }


def _build(folder) -> None:
    folder.mkdir(parents=True)
    (folder / "summary.json").write_text(json.dumps(_summary()))
    (folder / "lampiran.pdf").write_bytes(b"%PDF-1.7")
    (folder / "rahasia.csv").write_text("nama")


def test_an_empty_office_says_what_to_do_next(client, office):
    assert "make demo" in client.get("/").content.decode()


def test_the_first_page_leads_to_the_annex_and_explains_the_highest_index(client, office):
    _build(office)
    page = client.get("/").content.decode()
    assert "170.000 rumah tangga" in page
    assert "Mengapa Majalangu?" in page
    assert "74,6% dari 2.000" in page
    assert "/peragaan/berkas/lampiran.pdf" in page


def test_a_small_count_of_poor_households_is_hidden_on_the_first_page(client, office):
    _build(office)
    assert "&lt;10" in client.get("/").content.decode()


@pytest.mark.parametrize("name", ["rahasia.csv", "summary.json", "..%2Fsecret", "tidak-ada.pdf"])
def test_only_listed_files_leave_the_office(client, office, name):
    _build(office)
    assert client.get(f"/peragaan/berkas/{name}").status_code == 404


def test_a_paper_is_an_attachment(client, office):
    _build(office)
    answer = client.get("/peragaan/berkas/lampiran.pdf")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.content == b"%PDF-1.7"  # read whole: nothing is left open


def test_a_page_that_does_not_open_is_no_link_in_the_menu(client, db):
    head = browser(hat("Pak Darmo", Role.RT_HEAD, "33.27.04.2010.001.001")).get("/").content.decode()
    assert 'href="/register/"' not in head
    assert "bukan bagian peran Anda" in head
    assert 'href="/sasaran/"' in browser(hat("Bu Ratna", Role.BAPPEDA, "33.27")).get("/").content.decode()
    assert 'href="/wilayah/"' not in client.get("/").content.decode()


def test_the_head_of_a_page_names_the_place_in_short(db):
    page = browser(hat("Bu Ratna", Role.BAPPEDA, "33.27")).get("/").content.decode()
    assert "Kab. Pemalang" in page
    assert "Provinsi Jawa Tengah ▾" not in page


def test_the_ways_on_a_desk_are_those_that_open(db):
    page = browser(hat("Mas Yusuf", Role.OPERATOR, "33.27.04.2010")).get("/").content.decode()
    ways = page.partition("Yang dapat Anda kerjakan")[2]
    assert "/wilayah/33.27.04.2010/rt/tambah/" in ways
    assert "/register/unggah/" not in ways


def test_every_page_allows_only_our_own_styles_and_scripts(client, office):
    assert "default-src 'none'" in client.get("/").headers["Content-Security-Policy"]
