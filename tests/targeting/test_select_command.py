"""`berdaya targeting select` through its own door: small files written by hand, answers as JSON."""

import csv
import json
from fractions import Fraction
from pathlib import Path

import pytest
import xlsxwriter
from click.testing import CliRunner

from berdaya.cli import berdaya
from berdaya.region.rules.gazetteer import official

COUNTS = """code,name,kind,decile1_households,households,red,decile1_persons
33.27.01.2001,Plakaran,desa,520,1200,ya,1800
33.27.01.2002,Mandiraja,desa,410,900,tidak,1700
33.27.01.2003,Walangsanga,desa,300,800,,1000
33.27.01.2004,Sima,desa,300,700,ya,900
33.27.01.2005,Moga,desa,150,600,tidak,2000
33.27.01.2006,Banyumudal,desa,80,500,tidak,200
33.27.08.1004,Paduraksa,kelurahan,90,400,,300
33.27.08.1015,Mulyoharjo,kelurahan,9,300,,40
"""
INDEX = """kode_desa,idm
33.27.01.2001,0.7240
33.27.01.2002,0.6216
33.27.01.2003,0.8173
33.27.01.2004,0.6545
33.27.01.2005,0.6959
33.27.01.2006,0.7829
"""
OPTIONS = ("--district", "33.27", "--on", "2025-03-21")


@pytest.fixture
def files(tmp_path):
    """Write the input files; `counts=` and `index=` replace them."""

    def write(counts: str | bytes = COUNTS, index: str = INDEX, **others: str) -> list[str]:
        given = []
        for name, content in {"counts": counts, "index": index, **others}.items():
            path = tmp_path / f"{name}.csv"
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
            given += [f"--{name}", str(path)]
        return given

    return write


def run(*words: str):
    return CliRunner().invoke(berdaya, ["targeting", "select", *words, *OPTIONS, "--json"])


def selected(*words: str) -> dict:
    done = run(*words)
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def faults(*words: str) -> dict[str, dict]:
    """The findings of a run that is refused, by code."""
    done = run(*words)
    assert done.exit_code == 1, done.output
    answer = json.loads(done.stdout)
    assert set(answer) == {"findings"}
    return {f["code"]: f for f in answer["findings"] if f["severity"] == "E"}


def codes(answer: dict, key: str = "selected") -> list[str]:
    return [row["code"][-4:] for row in answer[key]]


# ---------- the answer ----------


def test_desa_come_first_in_rank_order_and_then_kelurahan(files):
    answer = selected(*files(), "--seats", "5", "--seats-desa", "4", "--seats-kelurahan", "1")
    assert codes(answer) == ["2002", "2001", "2004", "2005", "1004"]
    assert [row["rank"] for row in answer["selected"]] == [1, 2, 3, 4, 1]
    assert [row["stratum"] for row in answer["selected"]] == ["desa"] * 4 + ["kelurahan"]


def test_a_row_has_exact_scores_whole_counts_and_an_index_of_four_decimals(files):
    row = selected(*files(), "--seats", "5")["selected"][0]
    assert (row["name"], row["score"], row["N"], row["idm"]) == ("Mandiraja", "22/25", 410, "0.6216")
    assert row["class"] in ("inti", "ambang")
    assert "0,6 × 0,8000 + 0,4 × 1,0000 = 0,4800 + 0,4000 = 0,8800" in row["reason"]


def test_a_kelurahan_has_no_index_and_that_is_no_fault(files):
    row = selected(*files(), "--seats", "8")["selected"][-1]
    assert (row["stratum"], row["idm"], row["index_missing"]) == ("kelurahan", None, False)


@pytest.mark.parametrize("method, score", [("M2", "1.0321"), ("M3", "0.8963")])
def test_scores_of_m2_and_m3_are_decimals_of_twelve_places(files, method, score):
    row = selected(*files(), "--seats", "5", "--method", method)["selected"][0]
    assert row["score"].startswith(score)
    assert len(row["score"].partition(".")[2]) == 12


def test_without_fixed_seats_they_follow_the_counts(files):
    seats = selected(*files(), "--seats", "6")["seats"]
    assert (seats["desa"], seats["kelurahan"], seats["fixed"]) == (6, 0, False)


def test_one_fixed_stratum_leaves_the_rest_to_the_other(files):
    seats = selected(*files(), "--seats", "5", "--seats-kelurahan", "2")["seats"]
    assert (seats["desa"], seats["kelurahan"]) == (3, 2)


def test_seats_of_the_decree_in_force_hold_when_none_are_asked(files):
    done = CliRunner().invoke(
        berdaya, ["targeting", "select", *files(), "--district", "33.27", "--on", "2023-01-01", "--json"]
    )
    assert "77 kursi" in done.stdout


def test_the_weight_may_be_written_as_people_write_it(files):
    heavier = selected(*files(), "--seats", "4", "--seats-kelurahan", "0", "--weight", "0,7")
    assert codes(heavier) == ["2002", "2001", "2004", "2003"]


def test_near_misses_say_by_how_much(files):
    answer = selected(*files(), "--seats", "4", "--seats-kelurahan", "0")
    first = answer["near_misses"][0]
    assert (first["code"][-4:], first["gap"]) == ("2003", "3/50")
    assert first["tipping"]["sentence"] == "Ia masuk daftar bila bobot desil 1 naik menjadi 0,6667."


def test_coverage_counts_all_and_each_kecamatan(files):
    reached = selected(*files(), "--seats", "1", "--seats-kelurahan", "0")["coverage"]
    assert (reached["decile1_selected"], reached["decile1_total"]) == (410, 1859)
    assert Fraction(reached["share"]) == Fraction(410, 1859)
    assert [k["name"] for k in reached["kecamatan"]] == ["Moga", "Pemalang"]


def test_every_answer_names_its_rules_and_has_a_fingerprint(files):
    answer = selected(*files(), "--seats", "4")
    keys = [rule["key"] for rule in answer["rules"]]
    assert "targeting.selection@1" in keys
    assert "village_index.idm@2016" in keys
    assert answer["input_digest"] == selected(*files(), "--seats", "4")["input_digest"]
    assert answer["input_digest"] != selected(*files(), "--seats", "4", "--seed", "1")["input_digest"]


def test_persons_may_be_counted_instead_and_the_difference_is_said(files):
    by_households = selected(*files(), "--seats", "2", "--seats-kelurahan", "0")
    by_persons = selected(*files(), "--seats", "2", "--seats-kelurahan", "0", "--unit", "persons")
    assert by_persons["selected"][0]["N"] == 2000
    assert by_households["unit"]["seats_differ"] == by_persons["unit"]["seats_differ"]


def test_without_persons_the_other_unit_is_unknown(files):
    plain = "code,decile1_households\n33.27.01.2001,5\n33.27.01.2002,7\n"
    assert selected(*files(plain), "--seats", "1")["unit"]["seats_differ"] is None


# ---------- red places ----------


def test_m0_takes_the_red_places_of_the_counts_file(files):
    answer = selected(*files(), "--seats", "2", "--seats-kelurahan", "0", "--method", "M0")
    assert codes(answer) == ["2001", "2004"]


def test_a_file_of_red_places_goes_before_the_counts_file(files):
    given = files(red="code\n33.27.01.2006\n")
    assert codes(selected(*given, "--seats", "1", "--seats-kelurahan", "0", "--method", "M0")) == ["2006"]


def test_the_rule_of_another_kabupaten_may_be_tried_and_is_named(files):
    answer = selected(*files(), "--seats", "3", "--colour-rule", "rembang-2017")
    assert answer["colour"]["rule"] == "targeting.colour@rembang-2017"
    assert "colour.of_elsewhere" in {f["code"] for f in answer["findings"]}
    assert sum(bool(row["red"]) for row in answer["places"]) == 2


def test_a_selected_place_that_the_trial_lists_seldom_contain_is_said(files):
    given = files(red="code\n33.27.01.2006\n")
    answer = selected(*given, "--seats", "1", "--seats-kelurahan", "0", "--method", "M0")
    assert answer["selected"][0]["class"] == "luar"
    assert "select.rarely_in" in {f["code"] for f in answer["findings"]}


# ---------- people ----------

CHANGES = """code,action,reason,proposer,meeting
33.27.01.2005,tambah,banjir bandang Februari,Camat Moga,BA 12/2025
33.27.01.2004,cabut,sudah didampingi provinsi,Dinas Sosial,BA 12/2025
"""


def test_the_decided_list_stands_beside_the_computed_one(files):
    answer = selected(*files(changes=CHANGES), "--seats", "3", "--seats-kelurahan", "0")
    assert codes(answer) == ["2002", "2001", "2004"]
    assert codes(answer, "decided") == ["2002", "2001", "2005"]
    assert [row["source"] for row in answer["decided"]] == ["computed", "computed", "added"]
    assert answer["changes"][0]["proposer"] == "Camat Moga"


def test_a_change_without_a_meeting_is_refused(files):
    given = files(changes=CHANGES.replace("Camat Moga,BA 12/2025", "Camat Moga,"))
    assert faults(*given, "--seats", "3", "--seats-kelurahan", "0")["changes.incomplete"]["where"].endswith(
        "baris 2"
    )


@pytest.mark.parametrize(
    "word", ["banjir bandang Februari", "Camat Moga", "BA 12/2025", "sudah didampingi provinsi"]
)
@pytest.mark.parametrize(
    "number", ["3327010101800001", "081234567890", "3327 0101 0180 0001", "0812-3456-7890"]
)
def test_a_number_of_a_person_in_the_words_of_a_change_is_refused_without_repeating_it(files, word, number):
    given = files(changes=CHANGES.replace(word, f"{word} {number}", 1))
    done = run(*given, "--seats", "3", "--seats-kelurahan", "0")
    assert done.exit_code == 1
    found = {f["code"]: f for f in json.loads(done.stdout)["findings"]}["changes.number_of_person"]
    assert "baris " in found["where"]
    assert number not in done.output


@pytest.mark.parametrize("number", ["188.4/275/2022", "12.03.2025-14.04.2025", "2022-2024", "00512345678"])
def test_numbers_of_papers_and_days_are_no_numbers_of_persons(files, number):
    given = files(changes=CHANGES.replace("BA 12/2025", f"BA {number}"))
    assert number in selected(*given, "--seats", "3", "--seats-kelurahan", "0")["changes"][0]["meeting"]


def test_next_year_a_place_within_the_margin_stays(files, tmp_path):
    """Six desa, five seats, margin one: the sixth place of the year before stays while the fifth waits."""
    first = tmp_path / "2024.json"
    before = COUNTS.replace("Banyumudal,desa,80,500,tidak,200", "Banyumudal,desa,480,500,tidak,900")
    fixed = ("--seats", "5", "--seats-kelurahan", "0")
    selected(*files(before), *fixed, "--edition", "2024", "--out", str(first))
    answer = selected(*files(), *fixed, "--edition", "2025", "--previous", str(first))
    assert "2006" in codes(answer)
    row = next(r for r in answer["selected"] if r["code"].endswith("2006"))
    assert "tetap didampingi" in row["reason"]
    assert next(r for r in answer["decided"] if r["code"].endswith("2006"))["base_N"] == 480


def test_another_unit_begins_a_new_base_year(files, tmp_path):
    first = tmp_path / "2024.json"
    selected(*files(), "--seats", "5", "--out", str(first))
    answer = selected(*files(), "--seats", "5", "--unit", "persons", "--previous", str(first))
    assert "stability.new_base_year" in {f["code"] for f in answer["findings"]}


# ---------- bad input ----------


@pytest.mark.parametrize(
    "old, new, code, place",
    [
        ("Plakaran,desa,520", "Plakaran,desa,banyak", "counts.not_a_count", "kolom decile1_households"),
        ("Plakaran,desa,520", "Plakaran,desa,-5", "counts.negative", "baris 2"),
        ("Plakaran,desa,520", "Plakaran,desa,", "counts.missing", "baris 2"),
        ("Plakaran,desa,520", "Plakaran,desa,1300", "counts.more_than_all", "baris 2"),
        ("Plakaran,desa,520,1200,ya", "Plakaran,desa,520,1200,mungkin", "counts.not_yes_or_no", "baris 2"),
        ("33.27.01.2002", "33.27.01.2001", "code.twice", "baris 3"),
        ("33.27.01.2002", "33.27.01.2099", "code.unknown", "baris 3"),
        ("33.27.01.2002", "33.26.01.2002", "code.other_district", "baris 3"),
        ("33.27.01.2002", "Mandiraja", "code.form", "baris 3"),
        ("33.27.01.2002", "33.27.01", "code.unknown", "baris 3"),
        ("410,900,tidak,1700", "410,900,tidak,1700,7", "table.too_many_cells", "baris 3"),
        (COUNTS, "", "table.empty", "counts.csv"),
        (COUNTS, "nama;jumlah\nMoga;3\n", "table.no_header", "counts.csv"),
        (COUNTS, COUNTS.splitlines()[0], "table.no_rows", "counts.csv"),
        ("households,red", "households,decile1_households", "table.column_twice", "counts.csv"),
    ],
)  # fmt: skip
def test_a_fault_in_the_counts_is_found_with_its_row(files, old, new, code, place):
    found = faults(*files(COUNTS.replace(old, new)), "--seats", "3")
    assert place in found[code]["where"]
    assert found[code]["advice"]


def test_more_seats_than_places_are_refused(files):
    assert "select.more_seats" in faults(*files(), "--seats", "9")
    assert "select.more_seats" in faults(*files(), "--seats", "4", "--seats-kelurahan", "3")


def test_seats_that_do_not_add_up_are_refused(files):
    words = ("--seats", "5", "--seats-desa", "3", "--seats-kelurahan", "1")
    assert "select.seats_differ" in faults(*files(), *words)


def test_a_register_without_any_decile_is_refused(files):
    rows = [line.split(",") for line in COUNTS.splitlines()]
    without = "\n".join(",".join([*r[:3], "0", *r[4:]]) for r in rows[1:])
    assert "select.no_decile" in faults(*files(f"{','.join(rows[0])}\n{without}"), "--seats", "3")


def test_a_desa_without_an_index_is_marked_and_scored_by_its_count(files):
    answer = selected(*files(index=INDEX.replace("33.27.01.2001,0.7240\n", "")), "--seats", "3")
    [warning] = [f for f in answer["findings"] if f["code"] == "select.index_missing"]
    assert (warning["severity"], "33.27.01.2001 Plakaran" in warning["problem"]) == ("W", True)
    first = answer["selected"][0]
    assert (first["code"], first["score"], first["index_missing"]) == ("33.27.01.2001", "1/1", True)


def test_an_index_of_another_kabupaten_is_refused(files):
    assert "index.none_here" in faults(*files(index="code,idm\n33.26.01.2001,0.7\n"), "--seats", "3")


def test_a_city_of_kelurahan_needs_no_index(tmp_path):
    (tmp_path / "counts.csv").write_text("code,decile1_households\n33.74.01.1001,9\n33.74.01.1002,12\n")
    words = ["--counts", str(tmp_path / "counts.csv"), "--district", "33.74", "--seats", "1", "--json"]
    done = CliRunner().invoke(berdaya, ["targeting", "select", *words])
    answer = json.loads(done.stdout)
    assert codes(answer) == ["1002"]
    assert "select.index_missing" not in {f["code"] for f in answer["findings"]}


def test_without_any_index_every_desa_is_scored_by_its_count(files):
    answer = selected(*files()[:2], "--seats", "2", "--seats-kelurahan", "0")
    assert codes(answer) == ["2001", "2002"]
    assert all(row["index_missing"] for row in answer["selected"])


def test_rows_of_other_kabupaten_in_a_published_index_are_passed_over(files):
    answer = selected(*files(index=INDEX + "33.26.01.2001,0.7\n"), "--seats", "3")
    assert "index.other_districts" in {f["code"] for f in answer["findings"]}


@pytest.mark.parametrize("value", ["1.4", "tinggi", "-0.2", "67.54"])
def test_an_index_outside_its_range_is_refused(files, value):
    assert "index.out_of_range" in faults(*files(index=INDEX.replace("0.7240", value)), "--seats", "3")


def test_more_poor_households_than_live_there_are_refused(files):
    population = "code,households\n33.27.01.2001,100\n"
    found = faults(*files(population=population), "--seats", "3")
    assert "33.27.01.2001 Plakaran" in found["select.more_than_all"]["where"]


def test_a_name_that_does_not_fit_its_code_is_a_warning(files):
    answer = selected(*files(COUNTS.replace("Plakaran", "Sima", 1)), "--seats", "3")
    assert "counts.name_differs" in {f["code"] for f in answer["findings"]}


def test_a_district_that_does_not_exist_is_refused(files):
    done = CliRunner().invoke(
        berdaya, ["targeting", "select", *files(), "--district", "99.99", "--seats", "3"]
    )
    assert done.exit_code == 1
    assert "tidak ada dalam daftar resmi" in done.stderr


# ---------- files as people make them ----------


def test_semicolons_windows_letters_and_a_title_above_the_header_are_read(files):
    untidy = "Hitungan desil 1 – Bappeda\n\n" + COUNTS.replace(",", ";")
    answer = selected(*files(untidy.encode("cp1252")), "--seats", "3")
    assert len(answer["selected"]) == 3
    assert "table.encoding" in {f["code"] for f in answer["findings"]}


def test_dots_between_thousands_and_a_decimal_comma_are_read(files):
    counts = COUNTS.replace(",520,1200,", ",520,1.200,").replace(",", ";")
    answer = selected(*files(counts, INDEX.replace(",", ";").replace("0.", "0,")), "--seats", "3")
    assert next(r for r in answer["places"] if r["code"].endswith("2001"))["listed"] == 1200
    assert next(r for r in answer["places"] if r["code"].endswith("2001"))["idm"] == "0.7240"


def test_a_workbook_is_read_from_the_sheet_that_has_the_columns(files, tmp_path):
    book = xlsxwriter.Workbook(tmp_path / "hitungan.xlsx")
    book.add_worksheet("Sampul").write(0, 0, "Hitungan")
    sheet = book.add_worksheet("Data")
    for r, row in enumerate(csv.reader(COUNTS.splitlines())):
        for c, cell in enumerate(row):
            sheet.write(r + 2, c, int(cell) if cell.isdigit() else cell)
    book.close()
    given = ["--counts", str(tmp_path / "hitungan.xlsx"), *files()[2:]]
    assert codes(selected(*given, "--seats", "1", "--seats-kelurahan", "0")) == ["2002"]


def test_a_workbook_with_a_cell_in_the_last_corner_is_refused_before_it_opens(files, tmp_path):
    book = xlsxwriter.Workbook(tmp_path / "bom.xlsx")
    sheet = book.add_worksheet()
    sheet.write(0, 0, "code")
    sheet.write(1_048_575, 16_383, "x")
    book.close()
    assert "table.too_large" in faults("--counts", str(tmp_path / "bom.xlsx"), *files()[2:], "--seats", "1")


@pytest.mark.parametrize("content", [b"PK\x03\x04 bukan buku kerja", b"\x00\x01\x02" * 50])
def test_a_file_that_is_no_table_is_refused(files, content):
    assert {"table.unreadable", "table.not_text"} & set(faults(*files(content), "--seats", "1"))


# ---------- wrong use ----------


@pytest.mark.parametrize(
    "words",
    [
        ("--seats", "0"),
        ("--seats", "3", "--weight", "1,5"),
        ("--seats", "3", "--weight", "berat"),
        ("--seats", "3", "--method", "M9"),
        ("--seats", "3", "--out", "daftar.docx"),
        ("--seats", "3", "--register", "register"),
    ],
)
def test_wrong_use_is_said_with_exit_code_2(files, words):
    assert run(*files(), *words).exit_code == 2


# ---------- files that are written ----------


def test_the_answer_file_is_the_answer(files, tmp_path):
    out = tmp_path / "pilihan.json"
    assert selected(*files(), "--seats", "3", "--out", str(out)) == json.loads(out.read_text())


def test_the_csv_has_one_row_for_each_selected_place(files, tmp_path):
    out = tmp_path / "pilihan.csv"
    selected(*files(), "--seats", "3", "--out", str(out))
    rows = list(csv.DictReader(out.read_text(encoding="utf-8").splitlines()))
    assert [row["code"][-4:] for row in rows] == ["2002", "2001", "2004"]
    assert rows[0]["score"] == "22/25"


# ---------- the real index ----------

REAL = Path(__file__).parents[3] / "shared" / "data" / "idm_2024_pemalang.csv"


@pytest.mark.skipif(not REAL.exists(), reason="the published index of Pemalang lies outside the repository")
def test_three_desa_of_pemalang_have_no_index_and_223_places_stand(files, tmp_path):
    lines = [f"{v.code},{100 + i * 7 % 800}" for i, v in enumerate(official().villages("33.27"))]
    given = files("code,decile1_households\n" + "\n".join(lines))[:2]
    words = ("--seats", "86", "--seats-desa", "77", "--seats-kelurahan", "9")
    answer = selected(*given, "--index", str(REAL), *words)
    assert (len(answer["places"]), len(answer["selected"])) == (223, 86)
    assert sum(row["index_missing"] for row in answer["places"]) == 3
    assert answer["index"]["title"] == "IDM 2024"
    assert answer["sensitivity"]["lists"] == 239
