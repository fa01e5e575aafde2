"""Text files as offices send them (`dirty/`, typed by hand): clear answers, and no row is lost."""

from pathlib import Path

import polars as pl
import pytest

from tests.register.desk import HOME, Answer, Desk, changed, csv_text

DIRTY = Path(__file__).parent / "dirty"


def received(desk: Desk, name: str, *options: object) -> Answer:
    return desk.imported(DIRTY / name, "--accept-rejected", "--answer", desk.folder / "jawaban.csv", *options)


def remarks(desk: Desk) -> list[str]:
    table = pl.read_csv(
        desk.folder / "jawaban.csv", infer_schema=False, separator=_separator(desk), encoding="utf8"
    )
    return table["Keterangan"].to_list()


def _separator(desk: Desk) -> str:
    first = (desk.folder / "jawaban.csv").read_text(encoding="utf-8-sig").splitlines()[0]
    return max(",;\t", key=first.count)


@pytest.mark.parametrize("name", ["kosong.csv", "hanya_judul.csv"])
def test_file_without_rows_is_refused(desk: Desk, name: str) -> None:
    answer = desk.imported(DIRTY / name)
    assert (answer.exit_code, answer.codes) == (1, {"file.empty"})


def test_titles_below_a_letterhead_are_found(desk: Desk) -> None:
    answer = received(desk, "judul_baris_3.csv")
    assert answer.finding("file.header_row")["problem"].endswith("judul di baris 3")
    assert answer.rows["accepted"] == answer.rows["in"] == 3


def test_row_of_column_numbers_is_no_data(desk: Desk) -> None:
    assert received(desk, "judul_baris_3.csv").table["members"] == 3


def test_empty_rows_are_no_rows(desk: Desk) -> None:
    received(desk, "judul_baris_3.csv")
    assert remarks(desk) == ["diterima"] * 3


def test_column_typed_twice_with_the_same_content_is_told(desk: Desk) -> None:
    answer = received(desk, "kolom_ganda.csv")
    assert answer.finding("header.repeated")["example"] == "kolom_ganda.csv kolom NIK"
    assert answer.rows["accepted"] == 2


def test_column_typed_twice_with_other_content_is_refused(desk: Desk) -> None:
    answer = desk.imported(DIRTY / "kolom_ganda_beda.csv", "--accept-rejected")
    assert (answer.exit_code, answer.codes) == (1, {"header.repeated_differs"})


def test_windows_letters_are_read_and_told(desk: Desk) -> None:
    answer = received(desk, "windows1252.csv")
    assert answer.finding("file.encoding")["severity"] == "I"
    assert "RÉNÉ SITI" in (desk.folder / "jawaban.csv").read_text(encoding="utf-8-sig")


def test_two_encodings_in_one_file_are_told_with_the_line(desk: Desk) -> None:
    answer = received(desk, "campur_huruf.csv")
    assert answer.finding("file.mixed_encodings")["example"] == "campur_huruf.csv baris 4"
    text = (desk.folder / "jawaban.csv").read_text(encoding="utf-8-sig")
    assert "RÉNÉ SITI" in text
    assert "ANDRÉ" in text


def test_unicode_text_of_a_spreadsheet_is_read(desk: Desk) -> None:
    assert received(desk, "utf16.csv").rows["accepted"] == 2


def test_separator_line_of_a_spreadsheet_is_skipped(desk: Desk) -> None:
    answer = received(desk, "sep_titik_koma.csv")
    assert answer.rows == {"in": 2, "accepted": 2, "rejected": 0, "duplicate": 0}


def test_sex_in_letters_is_understood(desk: Desk) -> None:
    members = pl.read_parquet(received(desk, "sep_titik_koma.csv").out / "members.parquet")
    assert sorted(members["jk"].to_list()) == [1, 2]


def test_every_fault_of_a_nik_has_its_own_finding(desk: Desk) -> None:
    answer = received(desk, "nik_rusak.csv")
    told = {code: answer.finding(code)["count"] for code in answer.codes if code.startswith("nik.")}
    assert told == {
        "nik.number": 3,
        "nik.length": 1,
        "nik.letters": 1,
        "nik.same_digits": 1,
        "nik.province": 1,
        "nik.day": 1,
        "nik.month": 1,
        "nik.date": 1,
        "nik.serial": 1,
        "nik.sex": 1,
        "nik.age": 1,
        "nik.missing": 1,
        "nik.repeated": 2,
    }


def test_nik_that_was_a_number_is_rejected_and_never_repaired(desk: Desk) -> None:
    answer = received(desk, "nik_rusak.csv")
    assert remarks(desk)[:3] == ["DITOLAK: NIK rusak (format angka) (kolom NIK)"] * 3
    assert answer.rows == {"in": 16, "accepted": 13, "rejected": 3, "duplicate": 0}


def test_nik_marked_as_text_is_whole(desk: Desk) -> None:
    received(desk, "nik_rusak.csv")
    assert remarks(desk)[5] == "diterima"


def test_percentiles_that_cannot_be_are_rejected(desk: Desk) -> None:
    answer = received(desk, "persentil.csv")
    assert answer.finding("percentile.range")["count"] == 2
    assert answer.finding("percentile.text")["count"] == 3
    assert answer.rows == {"in": 8, "accepted": 3, "rejected": 5, "duplicate": 0}


def test_household_without_percentile_is_kept_without_decile(desk: Desk) -> None:
    answer = received(desk, "persentil.csv")
    deciles = pl.read_parquet(answer.out / "households.parquet")["decile"].to_list()
    assert sorted(deciles, key=str) == [1, 1, None]
    assert answer.finding("percentile.missing")["count"] == 1


def test_villages_are_placed_by_name_or_not_at_all(desk: Desk) -> None:
    received(desk, "desa_salah.csv", "--district", "33.27")
    assert [remark.split(" (")[0] for remark in remarks(desk)] == [
        "diterima",
        "DITOLAK: wilayah tidak ada dalam daftar resmi",
        "DITOLAK: wilayah meragukan: namanya hanya mirip, ada di kecamatan lain, atau desanya sudah dibagi",
        "DITOLAK: desa berada di kabupaten/kota lain",
        "DITOLAK: wilayah meragukan: namanya hanya mirip, ada di kecamatan lain, atau desanya sudah dibagi",
        "DITOLAK: wilayah tidak ada dalam daftar resmi",
        "DITOLAK: kode atau nama wilayah kosong",
        "diterima",
    ]


def test_doubtful_places_are_confirmed_once_in_a_file(desk: Desk) -> None:
    doubts, confirmed = desk.folder / "ragu.csv", desk.folder / "pasti.csv"
    received(desk, "desa_salah.csv", "--doubts", doubts)
    lines = doubts.read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == 3
    typed = [line + "33.27.04.2010" if "majalanggu" in line else line for line in lines]
    confirmed.write_text("\n".join(typed), encoding="utf-8")
    answer = received(desk, "desa_salah.csv", "--confirmed", confirmed)
    assert answer.finding("region.doubtful")["count"] == 1
    assert answer.rows["accepted"] == 4


def test_office_cross_walk_places_what_names_cannot(desk: Desk) -> None:
    table = desk.folder / "padanan.csv"
    table.write_text("kode_bps;kode\n3327040005;33.27.04.2010\n")
    received(desk, "desa_salah.csv", "--crosswalk", table)
    assert remarks(desk)[6] == "diterima"


def test_formulas_come_back_as_text(desk: Desk) -> None:
    answer = received(desk, "rumus.csv")
    cells = pl.read_csv(desk.folder / "jawaban.csv", infer_schema=False)
    assert cells["Alamat"].to_list() == ['\'=HYPERLINK("http://contoh.invalid","RT 03")', "'=1+1", "'-"]
    assert answer.rows["rejected"] == 1


def test_open_quote_swallows_no_household(desk: Desk) -> None:
    answer = received(desk, "kutip_terbuka.csv")
    assert answer.rows == {"in": 4, "accepted": 4, "rejected": 0, "duplicate": 0}
    assert answer.table["households"] == 4


def test_broken_rows_are_rejected_with_their_line(desk: Desk) -> None:
    answer = received(desk, "baris_patah.csv")
    assert answer.finding("row.cells")["example"] == "baris_patah.csv baris 4"
    assert answer.rows == {"in": 4, "accepted": 2, "rejected": 2, "duplicate": 0}


def test_row_with_one_cell_too_few_is_noticed(desk: Desk) -> None:
    short = csv_text(HOME).replace(",5,0,2\n", ",0,2\n", 1)
    answer = desk.imported(desk.file(short), "--accept-rejected")
    assert answer.finding("row.cells")["example"] == "daftar.csv baris 2"


def test_blank_lines_at_the_end_are_no_rows(desk: Desk) -> None:
    assert desk.imported(desk.file(csv_text(HOME) + "\n\n")).rows["in"] == 4


def test_households_that_contradict_themselves_are_found(desk: Desk) -> None:
    answer = received(desk, "rumah_tangga.csv")
    told = {code: answer.finding(code)["count"] for code in answer.codes if code != "header.absent"}
    assert told == {
        "household.rank_differs": 2,
        "code.yes_no.sta_kip": 1,
        "household.key_number": 1,
        "household.key_damaged": 1,
        "household.no_key": 1,
        "row.cut": 1,
        "code.unknown.sumber_airminum": 1,
        "household.differs.sumber_airminum": 1,
        "household.members": 1,
        "household.no_head": 1,
        "household.two_heads": 1,
        "number.range.umur": 1,
        "nik.missing": 1,
    }
    assert answer.rows == {"in": 13, "accepted": 7, "rejected": 6, "duplicate": 0}


def test_answer_of_the_first_member_holds_when_rows_differ(desk: Desk) -> None:
    households = pl.read_parquet(received(desk, "rumah_tangga.csv").out / "households.parquet")
    siti = households.filter(pl.col("percentile") == 7)
    assert siti["sumber_airminum"].to_list() == [7]


def test_unknown_code_becomes_unknown_not_zero(desk: Desk) -> None:
    answer = desk.typed([changed(row, air="77") for row in HOME])
    assert pl.read_parquet(answer.out / "households.parquet")["sumber_airminum"].null_count() == 2


def test_household_in_two_villages_is_rejected(desk: Desk) -> None:
    rows = (HOME[0], changed(HOME[1], desa="TAMBI"), HOME[3])
    answer = desk.typed(rows, "--accept-rejected")
    assert answer.finding("household.place_differs")["count"] == 2
    assert answer.table["households"] == 1


def test_number_used_twice_in_a_household_is_told(desk: Desk) -> None:
    answer = desk.typed((HOME[0], HOME[1], changed(HOME[2], no="2"), HOME[3]))
    assert answer.finding("member.repeated")["count"] == 2
    assert answer.rows["accepted"] == 4


def test_file_without_any_decile_says_so(desk: Desk) -> None:
    answer = desk.typed([changed(row, persen="") for row in HOME])
    assert answer.finding("register.no_decile")["count"] == 2
    assert answer.exit_code == 0


def test_file_of_another_kind_names_the_profile(desk: Desk) -> None:
    answer = desk.imported(desk.file("nama,warna\nSiti,hijau\n"))
    assert (answer.exit_code, answer.codes) == (1, {"header.none"})


def test_missing_village_names_are_refused_by_title(desk: Desk) -> None:
    text = csv_text(HOME).replace("Nama kecamatan", "Wilayah kerja")
    answer = desk.imported(desk.file(text))
    assert answer.finding("header.missing")["problem"].endswith("Nama kecamatan")


def test_file_that_does_not_exist_is_a_finding(desk: Desk) -> None:
    answer = desk.imported(desk.folder / "tidak_ada.csv")
    assert (answer.exit_code, answer.codes) == (1, {"file.os2"})


def test_unknown_kind_of_file_is_refused(desk: Desk) -> None:
    assert desk.imported(desk.file("isi", "surat.docx")).codes == {"file.kind"}
