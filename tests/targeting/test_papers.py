"""The annex of the decree and the summary: what stands on them, what never does, and the same bytes twice."""

import json
import re

import pikepdf
import pytest
from click.testing import CliRunner
from python_calamine import load_workbook

from berdaya.cli import berdaya
from berdaya.documents.tables import Band
from berdaya.kernel.calendar import today
from berdaya.targeting.answer_seal import sealed
from berdaya.targeting.printing.answers import read_selection
from berdaya.targeting.printing.decree import Decree, head_of, judge_decree
from berdaya.targeting.printing.making import AnnexAsked, make_annex, make_summary

COUNTS = """code,decile1_households,households
33.27.01.2001,520,1200
33.27.01.2002,410,900
33.27.01.2003,300,800
33.27.01.2004,7,700
33.27.02.2001,150,600
33.27.02.2002,80,500
33.27.02.2003,60,400
33.27.08.1004,90,400
33.27.08.1015,12,300
"""
INDEX = """code,idm
33.27.01.2001,0.7240
33.27.01.2002,0.6216
33.27.01.2003,0.8173
33.27.01.2004,0.5000
33.27.02.2001,0.6959
33.27.02.2002,0.7829
33.27.02.2003,0.7529
"""
NEEDS = """code,need,share
33.27.01.2001,C7,0.5
33.27.01.2001,C3,0.3
33.27.01.2001,P1,0.2
"""
CHANGES = """code,action,reason,proposer,meeting
33.27.02.2002,tambah,banjir bandang,Camat Pulosari,BA 12/2025
33.27.01.2003,cabut,sudah didampingi provinsi,Dinas Sosial,BA 12/2025
"""
FULL = (
    "--number", "188.4/275/Tahun 2022", "--date", "2022-03-21", "--valid-from", "2022-01-01",
    "--valid-to", "2024-12-31", "--signatory", "Sasmito Adiwarna",
)  # fmt: skip


def command(*words: object):
    return CliRunner().invoke(berdaya, ["targeting", *map(str, words)])


@pytest.fixture
def desk(tmp_path):
    """A folder with a selection of seven places (one of them with 7 households) and its assignment."""
    for name, text in {"counts": COUNTS, "index": INDEX, "needs": NEEDS, "changes": CHANGES}.items():
        (tmp_path / f"{name}.csv").write_text(text)
    select(tmp_path)
    codes = [row["code"] for row in json.loads((tmp_path / "pilihan.json").read_text())["decided"]]
    assignment = {
        "assignment": {code: "BAPPEDA" if i % 2 else "DINSOS" for i, code in enumerate(sorted(codes))},
        "agencies": [
            {"code": "BAPPEDA", "name": "Badan Perencanaan Pembangunan Daerah"},
            {"code": "DINSOS", "name": "Dinas Sosial"},
        ],
        "pins": [
            {
                "place": "33.27.01.2001",
                "agency": "DINSOS",
                "reason": "sudah didampingi",
                "decree": "188.4/1/2021",
            }
        ],
    }
    write(tmp_path / "pendamping.json", assignment)
    return tmp_path


def write(path, answer):
    """As the commands write an answer: with digest and seal."""
    path.write_text(json.dumps(sealed(answer)))


def select(folder, *more):
    words = ("--seats-desa", 5, "--seats-kelurahan", 2, "--district", "33.27", "--on", "2025-03-21")
    files = (
        "--counts",
        folder / "counts.csv",
        "--index",
        folder / "index.csv",
        "--out",
        folder / "pilihan.json",
    )
    done = command("select", *files, *words, *more)
    assert done.exit_code == 0, done.output


def annex(folder, ending="pdf", *more):
    files = ("--selection", folder / "pilihan.json", "--assignment", folder / "pendamping.json")
    out = folder / f"lampiran.{ending}"
    done = command("annex", *files, "--needs", folder / "needs.csv", "--out", out, *more, "--json")
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout), out


def made(folder, decree=None):
    asked = AnnexAsked(
        selection=folder / "pilihan.json",
        assignment=folder / "pendamping.json",
        needs=folder / "needs.csv",
        decree=decree,
    )
    return make_annex(asked)[0]


def words_of(pdf) -> str:
    """What the document says of itself; the text on the page is drawn glyph by glyph."""
    with pikepdf.open(pdf) as document:
        return f"{document.docinfo.get('/Title')} {document.docinfo.get('/Keywords')}"


# ---------- draft or final ----------


def test_without_a_number_the_paper_is_a_draft_and_says_what_is_missing(desk):
    answer, _ = annex(desk)
    assert answer["status"] == "RANCANGAN"
    [missing] = [f for f in answer["findings"] if f["code"] == "decree.missing"]
    assert "nomor keputusan" in missing["problem"]
    assert "--signatory" in missing["advice"]


def test_with_number_dates_and_signatory_the_paper_is_final(desk):
    answer, out = annex(desk, "pdf", *FULL)
    assert (answer["status"], answer["findings"]) == (None, [])
    assert (answer["places"], answer["agencies"]) == (7, 2)
    assert "188.4/275/Tahun 2022" in words_of(out)


def test_a_place_without_an_agency_keeps_the_paper_a_draft(desk):
    without = json.loads((desk / "pendamping.json").read_text())
    del without["assignment"]["33.27.01.2002"]
    write(desk / "pendamping.json", without)
    answer, _ = annex(desk, "pdf", *FULL)
    assert (answer["status"], [f["code"] for f in answer["findings"]]) == ("RANCANGAN", ["annex.no_agency"])


def test_a_mark_may_be_asked_for(desk):
    assert annex(desk, "pdf", *FULL, "--status", "contoh")[0]["status"] == "CONTOH"


def test_the_decree_may_come_from_a_file(desk):
    (desk / "decree.toml").write_text('number = "1/2025"\ndate = 2025-03-21\nsignatory = "Sasmito"\n')
    paper = made(desk, desk / "decree.toml").paper()
    assert (paper.number, paper.signatories[0].name, paper.dated) == ("1/2025", "Sasmito", True)


@pytest.mark.parametrize(
    "text, code",
    [
        ('date = "21 Maret"', "decree.not_a_date"),
        ('nomor = "1"', "decree.unknown"),
        ("number = ", "file.not_toml"),
        ("number = 12", "decree.not_text"),
        ('signatory = "Sas\\u001bmito"', "decree.control"),
        ("number = " + "[" * 3000, "file.not_toml"),
        ("valid_from = 2025-01-01\nvalid_to = 2024-01-01", "decree.period"),
        ('signatory = "  "', "decree.blank"),
        ('number = ""', "decree.blank"),
        ("date = 1999-12-31", "decree.year"),
        ("valid_to = 9999-12-31", "decree.year"),
    ],
)
def test_a_decree_with_a_fault_is_refused(desk, text, code):
    (desk / "decree.toml").write_text(text)
    files = ("--selection", desk / "pilihan.json", "--decree", desk / "decree.toml", "--out", desk / "l.pdf")
    done = command("annex", *files, "--json")
    assert done.exit_code == 1
    assert json.loads(done.stdout)["findings"][0]["code"] == code


@pytest.mark.parametrize(
    "option, value, code",
    [
        ("--signatory", " \t", "decree.blank"),
        ("--signatory", "   ", "decree.blank"),
        ("--number", "", "decree.blank"),
        ("--date", "1022-03-21", "decree.year"),
        ("--valid-from", "1900-01-01", "decree.year"),
        ("--valid-to", f"{today().year + 11}-01-01", "decree.year"),
    ],
)
def test_blank_names_and_years_that_cannot_be_are_refused(desk, option, value, code):
    files = ("--selection", desk / "pilihan.json", "--out", desk / "l.pdf")
    done = command("annex", *files, *FULL, option, value, "--json")
    assert (done.exit_code, (desk / "l.pdf").exists()) == (1, False)
    assert json.loads(done.stdout)["findings"][0]["code"] == code


def test_a_period_may_end_ten_years_ahead(desk):
    printed, _ = annex(desk, "pdf", *FULL, "--valid-to", f"{today().year + 10}-12-31")
    assert "decree.year" not in {f["code"] for f in printed["findings"]}


def test_the_head_of_a_city_is_a_wali_kota():
    assert (head_of("Kabupaten Pemalang"), head_of("Kota Malang")) == ("Bupati Pemalang", "Wali Kota Malang")


def test_nothing_is_missing_from_a_full_decree():
    assert [f.code for f in judge_decree(Decree())] == ["decree.missing"]
    assert Decree().years == ""


# ---------- small numbers ----------


def rows(sheet) -> dict[str, tuple]:
    return {row[1]: row for row in sheet.rows if not isinstance(row, Band)}


def test_one_to_nine_households_are_never_printed(desk):
    small = rows(made(desk).tables.main())["33.27.01.2004"]
    assert (small[4], small[5], small[9]) == ("<10", "–", "data sedikit")


def test_totals_are_of_the_printed_numbers_only(desk):
    table = made(desk).tables.main()
    assert rows(table)["33.27.08.1015"][4] == 12
    assert table.totals[4] == "1.482+"
    bands = [row.label for row in table.rows if isinstance(row, Band)]
    assert bands[0] == "Kecamatan Moga: 4 tempat, 1.230+ rumah tangga desil 1"
    assert bands[1].endswith("150 rumah tangga desil 1")


def test_the_summary_adds_up_the_printed_numbers_only(desk):
    values = make_summary(read_selection(desk / "pilihan.json")).values()
    found = {row[0]: row[3:] for group in values["kecamatan"]["groups"] for row in group["rows"]}
    assert found == {
        "Moga": ["1.230+", "1.230+", "100%"],
        "Pulosari": ["290", "150", "52%"],
        "Pemalang": ["102", "102", "100%"],
    }
    assert values["boxes"][1][1:] == ["1.482+", "91,4% dari 1.622+"]
    assert "1.482+ dari 1.622+ rumah tangga desil 1" in values["lead"]


def test_no_point_of_the_chart_tells_a_small_number(desk):
    chart = make_summary(read_selection(desk / "pilihan.json")).pictures
    assert "33.27.01.2004" not in {row["code"] for row in chart.drawn()}
    assert "1 tempat dengan 1 sampai 9 tidak digambar" in chart.scatter_words()


def test_no_sheet_of_the_workbook_tells_a_small_number(desk):
    select(desk, "--changes", desk / "changes.csv")
    _, out = annex(desk, "xlsx", *FULL)
    book = load_workbook(out)
    for name in book.sheet_names:
        for row in book.get_sheet_by_name(name).to_python():
            if "33.27.01.2004" in row:
                assert "7" not in {str(cell) for cell in row}
                assert "<10" in row


# ---------- what it says ----------


def test_the_annex_groups_by_kecamatan_with_desa_before_kelurahan(desk):
    table = made(desk).tables.main()
    assert list(rows(table)) == [
        "33.27.01.2001", "33.27.01.2002", "33.27.01.2003", "33.27.01.2004", "33.27.02.2001",
        "33.27.08.1004", "33.27.08.1015",
    ]  # fmt: skip
    assert table.totals[0] == "Jumlah: 5 desa dan 2 kelurahan"


def test_a_row_names_agency_share_index_and_dominant_needs(desk):
    row = rows(made(desk).tables.main())["33.27.01.2001"]
    assert row[2:] == (
        "Desa Plakaran", "Dinas Sosial", 520, "43%", 2, row[7], "Maju", "jamban · putus sekolah",
    )  # fmt: skip
    assert str(row[7]) == "0.7240"


def test_pairs_fixed_beforehand_stand_with_their_reason(desk):
    [pin] = made(desk).values()["pins"]
    assert pin == "Desa Plakaran, Kec. Moga: Dinas Sosial, sudah didampingi (188.4/1/2021)"


def test_the_decided_list_is_printed_beside_the_computed_one(desk):
    select(desk, "--changes", desk / "changes.csv")
    paper = made(desk)
    assert "33.27.02.2002" in rows(paper.tables.main())
    assert rows(paper.tables.main())["33.27.02.2002"][6].endswith("+")
    change = paper.tables.changes().rows[1]
    assert change[0] == "Desa Walangsanga, Kec. Moga"
    assert change[2:] == ("dicabut", "sudah didampingi provinsi", "Dinas Sosial", "BA 12/2025")
    assert any("Walangsanga (Moga), dicabut" in row[0] for row in paper.values()["computed"][0]["rows"])


def test_the_summary_prints_the_totals_of_the_annex(desk):
    select(desk, "--changes", desk / "changes.csv")
    boxes = make_summary(read_selection(desk / "pilihan.json")).values()["boxes"]
    assert boxes[1][1] == made(desk).tables.main().totals[4]


def test_the_ambang_places_say_which_weight_would_move_them(desk):
    (desk / "counts.csv").write_text(COUNTS.replace("2004,7,", "2004,11,"))
    select(desk, "--seats-desa", 6, "--weight", "0.9")
    table = make_summary(read_selection(desk / "pilihan.json")).values()["ambang"]
    words = [row[-1] for group in table["groups"] for row in group["rows"]]
    assert words
    assert all(
        re.match(r"(turun|naik) (menjadi|di bawah|di atas) [01],\d{4}|tidak berpindah", w) for w in words
    )


# ---------- files ----------


@pytest.mark.parametrize("ending", ["pdf", "xlsx"])
def test_the_same_annex_has_the_same_bytes(desk, ending):
    first = annex(desk, ending, *FULL)[1].read_bytes()
    assert annex(desk, ending, *FULL)[1].read_bytes() == first


def test_the_summary_is_one_to_three_pages_with_its_pictures_beside(desk):
    out = desk / "ringkasan.pdf"
    words = ("--selection", desk / "pilihan.json", "--out", out, "--pictures", desk / "gambar", "--json")
    done = command("summary", *words)
    assert json.loads(done.stdout)["pictures"] == ["pencar.svg", "peta.svg"]
    assert (desk / "gambar" / "peta.svg").read_text().startswith("<svg")
    with pikepdf.open(out) as document:
        assert 1 <= len(document.pages) <= 3


def test_select_writes_a_workbook_with_list_reserve_places_and_method(desk):
    select(desk, "--out", desk / "pilihan.xlsx")
    names = load_workbook(desk / "pilihan.xlsx").sheet_names
    assert names == ["Terpilih", "Cadangan", "Semua tempat", "Cara hitung", "Temuan"]
