"""Bodies from a table: read, compared, confirmed; the same table again changes nothing."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from berdaya.access.clock import today_in
from berdaya.access.rules.roles import Role
from berdaya.community.inputs import read_day, read_lines
from berdaya.community.models import Body, Bringing, Seat, Term
from berdaya.community.nightly import nightly
from berdaya.community.rules.kinds import Kind, practice_on
from berdaya.community.services.applying import BODY, CHAIR, FAMILIES, TERM
from berdaya.community.services.importing import confirm, preview
from berdaya.community.template import COLUMNS, known_row, template
from berdaya.documents.store import file_path
from berdaya.figures.models import Figure
from berdaya.kernel.findings import Severity
from tests.community.test_pages import sent
from tests.community.things import RT, TABLE, a_body, a_file, with_chair
from tests.office import PLAKARAN, browser, hat

TODAY = date(2026, 11, 21)
HEAD = TABLE.splitlines()[0]
ROW = "RT,3,2,,Sutrisno,L,01/02/2024,SK Kades 141/3/2024,85,14,31/12/2025,Buku RT"


def read(*rows: str, head: str = HEAD, territory: str = PLAKARAN):
    content = "\n".join([head, *rows]).encode()
    return read_lines("lembaga.csv", content, territory, practice_on(TODAY), TODAY)


def codes(*rows: str, **how: str) -> list[str]:
    return [f.code.removeprefix("community.") for f in read(*rows, **how).findings]


def test_a_row_is_read_whole():
    (line,) = read(ROW).good
    assert (line.kind, line.territory, line.name) == (Kind.RT, RT, "RT 003/RW 002")
    assert (line.chair.name, line.first, line.families.kk) == ("Sutrisno", date(2024, 2, 1), 85)


@pytest.mark.parametrize(
    "row, code",
    [
        ("BKM" + ROW[2:], "kind"),
        (ROW.replace("RT,3,2", "RT,,2"), "no_rt"),
        (ROW.replace("RT,3,2", "RT,0,2"), "no_rt"),
        (ROW.replace("RT,3,2", "RW,,"), "no_rw"),
        (ROW.replace(",L,", ",X,"), "sex"),
        (ROW.replace(",L,", ",,"), "sex"),
        (ROW.replace(",Sutrisno,", ",,"), "chair"),
        (ROW.replace("01/02/2024", "32/02/2024"), "day"),
        (ROW.replace(",85,", ",delapan,"), "number"),
        (ROW.replace(",85,", ",,"), "kk"),
        (ROW.replace("31/12/2025", ""), "kk_source"),
        (ROW.replace("31/12/2025", "31/12/2030"), "kk_future"),
        (ROW.replace(",14,", ",86,"), "more_poor_than_all"),
        ("Pokmas,,2,,,,,,,,,", "no_name"),
        ("LPMK,,,,,,,,10,,31/12/2025,x", "kk"),
    ],
)
def test_a_row_that_cannot_be_read_has_its_finding(row, code):
    assert codes(row)[:1] == [code]


def test_a_body_stands_once_in_a_table():
    assert codes(ROW, ROW) == ["twice"]


def test_a_table_of_many_villages_names_each():
    head, row = "kode," + HEAD, "," + ROW
    assert codes(row, head=head, territory="33.27") == ["no_village"]
    assert codes("35.78.04.1005" + row, head=head, territory="33.27") == ["elsewhere"]
    assert codes("33.27.01" + row, head=head, territory="33.27") == ["village"]
    assert [line.territory for line in read(PLAKARAN + row, head=head, territory="33.27").good] == [RT]


def test_findings_name_the_row_and_nobody():
    for finding in read(ROW.replace(",L,", ",X,")).findings:
        assert "baris 2" in finding.where
        assert "Sutrisno" not in finding.where + finding.problem + finding.advice


@pytest.mark.parametrize(
    "text, day",
    [
        ("31/12/2025", date(2025, 12, 31)),
        ("1-2-2024", date(2024, 2, 1)),
        ("2024-02-01 00:00:00", date(2024, 2, 1)),
        ("31/02/2024", None),
        ("Februari 2024", None),
        ("45000", None),
    ],
)
def test_a_day_is_read_as_offices_write_it(text, day):
    assert read_day(text) == day


@given(st.text(max_size=12))
def test_no_text_in_a_cell_breaks_the_reading(text):
    cell = '"' + text.replace('"', "").replace("\x00", "") + '"'
    rows = (f"RT,{cell},{cell},{cell},{cell},{cell},{cell},x,{cell},{cell},{cell},x",)
    found = read(*rows)
    assert found.good or found.findings


def test_the_template_can_be_read_back_with_what_is_known():
    made = template([known_row("rt", RT, "RT 003/RW 002"), known_row("pokmas", PLAKARAN, "Pokmas Melati")])
    found = read_lines("templat.xlsx", made, PLAKARAN, practice_on(TODAY), TODAY)
    assert [(line.territory, line.name) for line in found.good] == [
        (RT, "RT 003/RW 002"),
        (PLAKARAN, "Pokmas Melati"),
    ]
    assert found.table.columns == {column.name for column in COLUMNS}


@pytest.fixture
def operator(db):
    return hat("Mas Operator", Role.OPERATOR, PLAKARAN)


def test_a_table_waits_sealed_and_writes_nothing(operator):
    kept = a_file(operator)
    assert kept.rows == 2
    assert b"Sutrisno" not in file_path(kept.file).read_bytes()
    assert not Body.objects.exists()


def test_the_preview_says_what_would_happen(operator):
    seen = preview(a_file(operator))
    assert [row.deeds for row in seen.planned] == [(BODY, TERM, FAMILIES)] * 2
    assert not seen.blocked


def test_a_confirmed_table_is_written_down_and_destroyed(operator, django_capture_on_commit_callbacks):
    kept = a_file(operator)
    name = kept.file
    with django_capture_on_commit_callbacks(execute=True):
        confirm(operator, kept)
    kept.refresh_from_db()
    assert (kept.file, kept.waits) == ("", False)
    assert file_path(name) is None
    assert sorted(Body.objects.values_list("name", flat=True)) == ["Pokmas Melati", "RT 003/RW 002"]
    assert sorted(seat.name for seat in Seat.objects.all()) == ["Sutrisno", "Wagini"]
    assert Figure.objects.filter(name="KK").count() == 2
    assert Figure.objects.get(name="Ketua RT").people.men == 1


def test_the_same_table_again_changes_nothing(operator):
    confirm(operator, a_file(operator))
    seen = preview(a_file(operator))
    assert seen.unchanged == 2
    confirm(operator, a_file(operator))
    assert (Body.objects.count(), Term.objects.count(), Figure.objects.filter(name="KK").count()) == (2, 2, 2)


@pytest.mark.parametrize(
    "changed, deeds",
    [
        ((",Sutrisno,L,", ",Wagini,P,"), (CHAIR,)),
        (("01/02/2024", "01/02/2026"), (TERM,)),
        ((",85,", ",86,"), (FAMILIES,)),
        ((",Sutrisno,L,01/02/2024,", ",,,,"), ()),
        ((",85,14,31/12/2025,Buku RT", ",,,,"), ()),
        (("Sutrisno", "H. SUTRISNO"), ()),
    ],
)
def test_a_later_table_changes_what_is_new_in_it(operator, changed, deeds):
    confirm(operator, a_file(operator))
    later = preview(a_file(operator, "\n".join([HEAD, ROW.replace(*changed)])))
    assert [row.deeds for row in later.planned] == [deeds]


def test_a_new_chair_in_the_same_term_takes_over_today(operator):
    confirm(operator, a_file(operator))
    confirm(operator, a_file(operator, "\n".join([HEAD, ROW.replace(",Sutrisno,L,", ",Wagini,P,")])))
    seats = Seat.objects.filter(term__body__territory=RT).order_by("recorded_at")
    assert [(seat.name, seat.last_day) for seat in seats] == [
        ("Sutrisno", today_in(PLAKARAN)),
        ("Wagini", None),
    ]


@pytest.mark.parametrize(
    "changed, code",
    [
        (("01/02/2024", "01/02/2020"), "older_term"),
        (("SK Kades 141/3/2024", ""), "term_source"),
        (("01/02/2024", ""), "no_first"),
    ],
)
def test_a_term_that_does_not_fit_blocks_the_table(operator, changed, code):
    if code == "older_term":
        with_chair(a_body())
    seen = preview(a_file(operator, "\n".join([HEAD, ROW.replace(*changed)])))
    assert [f.code for f in seen.findings] == [f"community.{code}"]
    assert seen.blocked


def test_through_the_pages_from_template_to_confirmed(operator):
    client = browser(operator)
    assert client.get(f"/wilayah/{PLAKARAN}/lembaga/templat.xlsx").status_code == 200
    upload = BytesIO(TABLE.encode())
    upload.name = "lembaga.csv"
    answer = client.post(f"/wilayah/{PLAKARAN}/lembaga/tabel/", sent(file=upload))
    looked = client.get(answer.url).content.decode()
    assert "Tabel ini siap dicatat" in looked
    assert "Sutrisno" in looked
    done = client.post(f"{answer.url}catat/", sent())
    assert done.url == f"/lembaga/?wilayah={PLAKARAN}"
    assert "2 baris dicatat" in client.get(done.url).content.decode()
    assert client.get(answer.url).status_code == 302
    again = client.post(f"{answer.url}catat/", sent())
    assert again.status_code == 302
    assert Body.objects.count() == 2


def test_a_blocked_table_is_not_written_down_and_comes_back_with_remarks(operator):
    kept = a_file(operator, "\n".join([HEAD, ROW.replace(",L,", ",X,"), "PKK,,,,,,,,,,,"]))
    client = browser(operator)
    looked = client.get(f"/lembaga/tabel/{kept.pk}/").content.decode()
    assert "Tabel ini belum dapat dicatat" in looked
    client.post(f"/lembaga/tabel/{kept.pk}/catat/", sent())
    assert not Body.objects.exists()
    answer = client.get(f"/lembaga/tabel/{kept.pk}/keterangan.xlsx").content
    rows = CalamineWorkbook.from_filelike(BytesIO(answer)).get_sheet_by_index(0).to_python()
    assert rows[0][-1] == "Keterangan"
    assert rows[1][4] == "Sutrisno"
    assert rows[1][-1] == "jk belum diisi L atau P. Tulis L untuk laki-laki, P untuk perempuan."
    assert rows[2][-1] == "lembaga baru"


@pytest.mark.parametrize(
    "content, words",
    [
        (b"", "kosong"),
        (b"%PDF-1.7\x00", "bukan berkas CSV atau XLSX"),
        (b"nama,alamat\nx,y\n", "baris judul tidak ditemukan"),
        (b"PK\x03\x04rusak", "buku kerja rusak"),
        (b"x" * 2_000_001, "terlalu besar"),
    ],
)
def test_what_is_no_table_is_said_and_not_kept(operator, content, words):
    upload = BytesIO(content)
    upload.name = "lembaga.xlsx"
    answer = browser(operator).post(f"/wilayah/{PLAKARAN}/lembaga/tabel/", sent(file=upload))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Bringing.objects.exists()


def test_a_dropped_or_forgotten_table_is_destroyed(operator, django_capture_on_commit_callbacks):
    dropped, forgotten = a_file(operator), a_file(operator, HEAD + "\n" + ROW)
    names = [dropped.file, forgotten.file]
    with django_capture_on_commit_callbacks(execute=True):
        browser(operator).post(f"/lembaga/tabel/{dropped.pk}/batal/", sent())
        assert nightly(forgotten.keep_until) == {"dropped": 0}
        assert nightly(forgotten.keep_until + timedelta(days=1)) == {"dropped": 1}
        assert nightly(forgotten.keep_until + timedelta(days=1)) == {"dropped": 0}
    assert [file_path(name) for name in names] == [None, None]
    assert not Body.objects.exists()


def test_a_warning_does_not_block(operator):
    seen = preview(a_file(operator, "\n".join([HEAD, ROW.replace(",14,", ",86,")])))
    assert [f.severity for f in seen.findings] == [Severity.WARNING]
    assert not seen.blocked
