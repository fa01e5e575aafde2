"""Bodies from a table: read, compared, confirmed; the same table again changes nothing."""

from datetime import timedelta
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from berdaya.access.clock import today_in
from berdaya.access.rules.roles import Role
from berdaya.community.models import Body, Bringing, Seat, Term
from berdaya.community.nightly import nightly
from berdaya.community.services.applying import BODY, CHAIR, FAMILIES, TERM
from berdaya.community.services.importing import confirm, preview
from berdaya.documents.store import file_path
from berdaya.figures.models import Figure
from berdaya.kernel.findings import Severity
from tests.community.test_pages import sent
from tests.community.things import HEAD, ROW, RT, TABLE, a_body, a_file, with_chair
from tests.office import PLAKARAN, browser, hat

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator():
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
    assert rows[1][-1] == "kolom jk belum diisi L atau P. Tulis L untuk laki-laki, P untuk perempuan."
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
    assert words.lower() in answer.content.decode().lower()
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
