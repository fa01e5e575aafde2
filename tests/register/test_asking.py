"""What a command is asked that cannot be meant is said before anything is read or written."""

import io
import json
import os
import stat
import zipfile
from datetime import date
from pathlib import Path

import pytest
from click.testing import Result
from hypothesis import given
from hypothesis import strategies as st

from berdaya.register.importing import answer as answering
from berdaya.register.rules.harmless import file_name, harmless, may_show, shown_title
from tests.register.desk import HOME, JOKO, TITLES, Desk, changed, csv_text, run
from tests.register.killing import AT_TEXT, AT_WORKBOOK, killed_import

NIK = "3327045507750001"


@pytest.fixture
def file(desk: Desk) -> Path:
    return desk.file(csv_text(HOME))


def asked(file: Path, *options: object, out: object = None) -> Result:
    out = file.parent / "potret" if out is None else out
    told = ("--profile", "bdt2015", "--edition", "2015-12-31", "--out", out, "--json")
    return run("register", "import", file, *told, *options)


def codes(answer: Result) -> set[str]:
    """The codes of a plain refusal; a traceback is none."""
    assert isinstance(answer.exception, SystemExit)
    assert answer.exit_code == 1
    return {finding["code"] for finding in json.loads(answer.stdout)["findings"]}


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (("--edition", "9999-12-31"), "upload.edition"),
        (("--edition", "1999-12-31"), "upload.edition"),
        (("--edition", "0001-01-01"), "upload.edition"),
        (("--until", "2016-01-01"), "upload.until"),
        (("--field-date", "2999-01-01"), "upload.field_date"),
        (("--field-date", "0001-01-01"), "upload.field_date"),
        (("--purpose", " "), "upload.purpose"),
        (("--legal-basis", ""), "upload.legal_basis"),
        (("--district", "33.27.01"), "request.district"),
        (("--district", "33"), "request.district"),
        (("--district", "33.99"), "request.district"),
        (("--district", "xx"), "request.district"),
    ],
)
def test_what_cannot_be_meant_is_refused(file: Path, options: tuple[str, str], code: str) -> None:
    assert codes(asked(file, *options)) == {code}
    assert not (file.parent / "potret").exists()


def test_all_that_is_wrong_is_said_at_once(file: Path) -> None:
    answer = asked(file, "--purpose", "", "--district", "xx", "--edition", "9999-12-31")
    assert codes(answer) == {"upload.purpose", "request.district", "upload.edition"}


def test_edition_of_next_year_may_be_imported(desk: Desk) -> None:
    edition = f"{date.today().year + 1}-01-01"
    assert asked(desk.file(csv_text(HOME)), "--edition", edition).exit_code == 0


def test_check_asks_the_same(file: Path) -> None:
    told = ("--profile", "bdt2015", "--edition", "9999-12-31", "--district", "xx", "--json")
    assert codes(run("register", "check", file, *told)) == {"upload.edition", "request.district"}


@pytest.mark.parametrize("out", ["", ".", "/", ".."])
def test_out_without_a_name_is_refused(file: Path, out: str) -> None:
    assert codes(asked(file, out=out)) == {"file.no_name"}


def test_mapping_that_the_profile_does_not_use_is_refused(desk: Desk, file: Path) -> None:
    mapping = desk.file('[columns]\nnik = "NIK"\n', "peta.toml")
    assert codes(asked(file, "--mapping", mapping)) == {"profile.mapping_unused"}


@pytest.mark.parametrize(
    "text",
    ['columns = "x"', "[columns]\nnik = 7", '[columns]\nnik = "NIK"\n[codes]\nfasbab = "x"', "[[["],
)
def test_mapping_that_is_none_is_refused(desk: Desk, file: Path, text: str) -> None:
    mapping = desk.file(text, "peta.toml")
    assert codes(asked(file, "--mapping", mapping, "--profile", "generic")) <= {
        "profile.mapping",
        "file.not_toml",
    }


@pytest.mark.parametrize("option", ["--crosswalk", "--confirmed"])
@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "crosswalk.columns"),
        (b"a,b\n1,2\n", "crosswalk.columns"),
        (b"kunci,kode_bps,kode\n", "crosswalk.empty"),
        (b"kunci,kode_bps,kode\na,b,\n", "crosswalk.empty"),
        (b"kunci,kode_bps,kode\na,b,junk\n", "crosswalk.row"),
        (b"kunci,kode_bps,kode\na,b,33.27.04\n", "crosswalk.row"),
        (b"kunci,kode_bps,kode\n,,33.27.04.2010\n", "crosswalk.row"),
        (b"kunci,kode_bps,kode\na,b,33.27.04.2010\na,b,33.27.04.2011\n", "crosswalk.row"),
        (b"kunci,kode_bps,kode\n" + b"x" * (1 << 21) + b",b,33.27.04.2010\n", "crosswalk.row"),
        ("kunci,kode_bps,kode\na,b,33.27.04.2010\n".encode("utf-16"), "file.not_utf8"),
        (b"\x80\x81\x82", "file.not_utf8"),
    ],
)
def test_tables_of_places_that_cannot_be_used_are_refused(
    desk: Desk, file: Path, option: str, content: bytes, code: str
) -> None:
    assert codes(asked(file, option, desk.file(content, "tabel.csv"))) == {code}


@pytest.mark.parametrize("option", ["--answer", "--doubts"])
def test_source_is_never_written_over(desk: Desk, option: str) -> None:
    file = desk.file(csv_text(HOME))
    before = file.read_bytes()
    assert codes(asked(file, option, file)) == {"file.would_overwrite"}
    assert file.read_bytes() == before


def test_two_results_in_one_file_are_refused(file: Path) -> None:
    same = file.parent / "hasil.csv"
    assert codes(asked(file, "--answer", same, "--doubts", same)) == {"file.would_overwrite"}


def test_out_in_the_place_of_the_source_or_its_parent_edition_is_refused(desk: Desk, file: Path) -> None:
    old = desk.imported(file).out
    assert codes(asked(file, out=file)) == {"file.would_overwrite"}
    assert codes(asked(file, out=file / "potret")) == {"file.inside"}
    assert codes(asked(file, "--parent", old, "--edition", "2016-12-31", out=old)) == {"file.would_overwrite"}
    inside = asked(file, "--parent", old, "--edition", "2016-12-31", out=old / "baru")
    assert codes(inside) == {"file.inside"}


def test_answer_inside_the_new_snapshot_is_refused(file: Path) -> None:
    out = file.parent / "potret"
    assert codes(asked(file, "--answer", out / "jawaban.csv", out=out)) == {"file.inside"}
    assert not out.exists()


def test_device_is_never_replaced_by_a_result(file: Path) -> None:
    pipe = file.parent / "pipa.csv"
    os.mkfifo(pipe)
    for option in ("--answer", "--doubts"):
        assert codes(asked(file, option, pipe)) == {"file.not_regular"}
    assert pipe.is_fifo()


def test_answer_of_an_unknown_kind_is_refused_before_the_file_is_read(file: Path) -> None:
    assert codes(asked(Path("/tidak/ada.csv"), "--answer", "jawaban.pdf", out=file.parent / "p")) == {
        "answer.form"
    }


def test_sample_does_not_write_over_its_index(desk: Desk) -> None:
    index = desk.file("kode_desa,idm\n33.27.04.2010,0.7\n", "indeks.csv")
    told = ("--district", "33.27", "--households", 10, "--index", index, "--out", index, "--json")
    assert codes(run("register", "sample", *told)) == {"file.would_overwrite"}
    assert index.read_text().startswith("kode_desa")


@pytest.mark.parametrize("year", ["0001", "1999", "9999"])
def test_sample_of_a_year_that_cannot_be_meant_is_refused(desk: Desk, year: str) -> None:
    told = ("--district", "33.27", "--households", 10, "--out", desk.folder / "contoh.csv", "--json")
    assert codes(run("register", "sample", *told, "--field-date", f"{year}-07-01")) == {"sample.field_date"}


@pytest.mark.parametrize("share", ["1e400000000", "nan", "inf", "1/0", "-1", "2", "9" * 5000, "³"])
def test_share_that_is_none_is_wrong_use(desk: Desk, share: str) -> None:
    told = ("--district", "33.27", "--households", 10, "--out", desk.folder / "contoh.csv")
    assert run("register", "sample", *told, "--dirty", share).exit_code == 2


def test_column_to_shift_must_be_known(file: Path) -> None:
    assert asked(file, "--none-shift", "tidakada=1").exit_code == 2


@pytest.mark.parametrize("option", ["", "--crosswalk", "--confirmed", "--mapping"])
@pytest.mark.parametrize("kind", ["pipe", "device"])
def test_pipes_and_devices_are_refused_at_once(desk: Desk, file: Path, option: str, kind: str) -> None:
    strange = desk.folder / "aneh.csv"
    strange.symlink_to("/dev/zero") if kind == "device" else os.mkfifo(strange)
    generic = ("--profile", "generic") if option == "--mapping" else ()
    answer = asked(file, option, strange, *generic) if option else asked(strange)
    assert codes(answer) == {"file.not_regular"}


def test_pipe_for_an_index_is_refused_at_once(desk: Desk) -> None:
    os.mkfifo(desk.folder / "indeks.csv")
    told = ("--index", desk.folder / "indeks.csv", "--out", desk.folder / "contoh.csv", "--json")
    assert codes(run("register", "sample", "--district", "33.27", "--households", 10, *told)) == {
        "file.not_regular"
    }


def test_cell_of_more_than_a_million_letters_is_a_finding(desk: Desk) -> None:
    rows = [JOKO, changed(JOKO, id="332704001000010003", alamat='"' + "x" * (1 << 21))]
    assert codes(asked(desk.file(csv_text(rows)))) == {"file.long_cell"}


def test_file_in_utf16_is_read_and_said_to_be_just_that(desk: Desk) -> None:
    answer = desk.imported(desk.file(csv_text(HOME).encode("utf-16")))
    assert answer.exit_code == 0
    assert "file.encoding" not in answer.codes
    assert "UTF-16" in answer.finding("file.utf16")["advice"]


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_answer_is_private_from_its_first_byte(
    file: Path, ending: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[int] = []
    whole = answering.replacing

    class Watched:
        def __init__(self, path: Path, **how: bool) -> None:
            self.inner = whole(path, **how)

        def __enter__(self) -> Path:
            temporary = self.inner.__enter__()
            seen.append(stat.S_IMODE(temporary.stat().st_mode))
            return temporary

        def __exit__(self, *told: object) -> object:
            return self.inner.__exit__(*told)  # type: ignore[arg-type]

    monkeypatch.setattr(answering, "replacing", Watched)
    target = file.parent / f"jawaban.{ending}"
    assert asked(file, "--answer", target).exit_code == 0
    assert [*seen, stat.S_IMODE(target.stat().st_mode)] == [0o600, 0o600]
    assert sorted(path.name for path in file.parent.iterdir()) == [
        "daftar.csv",
        "data",
        f"jawaban.{ending}",
        "potret",
    ]


@pytest.mark.parametrize(("ending", "moment"), [("csv", AT_TEXT), ("xlsx", AT_WORKBOOK)])
def test_answer_that_a_killed_import_left_goes_with_the_next(desk: Desk, ending: str, moment: str) -> None:
    file, table = desk.file(csv_text(HOME)), desk.folder / "meja"
    killed_import(file, desk.folder / "potret", "--answer", table / f"jawaban.{ending}", moment=moment)
    assert list(table.rglob("*.part")) != []
    assert asked(file).exit_code == 0
    assert list(table.iterdir()) == []


def retitled(*titles: str) -> str:
    """The file with more columns, under the titles given."""
    rows = [tuple(row) + ("1",) * len(titles) for row in HOME]
    return csv_text(rows, (*TITLES, *titles))


def test_titles_and_names_that_may_be_numbers_of_people_are_not_repeated(desk: Desk) -> None:
    long = "keterangan tambahan yang sangat panjang " * 3
    file = desk.file(
        retitled(NIK, f"Anak {NIK}", "33.27.04.550775.0001", long, "Warna atap"), f"budi {NIK}.csv"
    )
    answer = desk.imported(file)
    text = json.dumps(answer.table) + (answer.out / "manifest.json").read_text() + answer.stderr
    for secret in (NIK, "550775", long.strip()):
        assert secret not in text
    assert answer.table["columns_dropped"][-1] == "Warna atap"
    assert f"kolom ke-{len(TITLES) + 1} (judulnya seperti isian)" in answer.table["columns_dropped"]
    assert json.loads((answer.out / "manifest.json").read_text())["origin"]["file"] == "budi ….csv"


def test_sheets_and_members_of_a_zip_are_named_without_numbers(desk: Desk) -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr(f"budi {NIK}.csv", csv_text([changed(JOKO, persen="0")]))
    answer = desk.imported(desk.file(content.getvalue(), "data.zip"))
    assert answer.finding("percentile.range")["example"].startswith("data.zip/budi ….csv")


@given(st.text(max_size=30), st.text("0123456789", min_size=8, max_size=20))
def test_no_eight_digits_are_ever_shown(around: str, number: str) -> None:
    for shown in (harmless(around + number + around, 300), file_name(f"{around}{number}.csv")):
        assert number not in shown
    assert not may_show(around + number)
    assert number not in shown_title(around + number, 7)


@pytest.mark.parametrize("title", ["Jumlah ART", "Kolom 14 (14)", "B2_12", "2015", "Nama KK (menurut desa)"])
def test_plain_titles_are_shown_as_they_are(title: str) -> None:
    assert shown_title(title, 3) == title


def test_nothing_of_a_library_is_said_of_a_broken_table(desk: Desk) -> None:
    for name in ("rusak.parquet", "rusak.dbf", "rusak.zip"):
        answer = desk.imported(desk.file(b"PAR1junk" * 40, name))
        assert answer.finding("file.broken")["problem"] == "berkas rusak atau terpotong"


def test_neighbour_with_a_broken_manifest_does_not_stop_an_import(desk: Desk, file: Path) -> None:
    for number, content in enumerate((b"\x80", b"[]")):
        (desk.folder / f"lain-{number}").mkdir()
        (desk.folder / f"lain-{number}" / "manifest.json").write_bytes(content)
    os.mkfifo(desk.folder / "pipa.json")
    (desk.folder / "lain-9").mkdir()
    (desk.folder / "lain-9" / "manifest.json").symlink_to(desk.folder / "pipa.json")
    assert asked(file).exit_code == 0
