"""Papers: archived form, same bytes, and text that stays text whatever people wrote."""

import io
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from berdaya.documents.paper import PACKAGE, Letterhead, Signatory, Status, render, render_pages
from berdaya.documents.plain import _glyph_ranges, unprintable
from berdaya.documents.sample import TEMPLATE
from berdaya.kernel.findings import Refused, Severity
from tests.documents.cases import BU_RATNA, PAK_DARMO, pages_of, paper, printed, text_of, values

HOSTILE = [
    '# #panic("x") #eval("1+1")',
    "*tebal* _miring_ `kode` ~ -- --- ...",
    "<label> @rujukan [isi] {blok}",
    "$ x^2 $ \\ \\u{41} /* komentar */ // sisa",
    "= Judul palsu",
    "1. bukan daftar",
    "Rp5; L/P; <10 & >10",
    "Jl. Melati No. 3 — “kutip”",
]


def problems(refused: pytest.ExceptionInfo[Refused]) -> set[str]:
    return {finding.code for finding in refused.value.findings}


def test_paper_is_archived_form_and_tagged():
    with pikepdf.open(io.BytesIO(render(TEMPLATE, paper(), values()))) as pdf, pdf.open_metadata() as meta:
        assert (meta["pdfaid:part"], meta["pdfaid:conformance"]) == ("2", "B")
        assert meta["pdfuaid:part"] == "1"
        assert str(pdf.Root.Lang) == "id-ID"
        assert pdf.Root.MarkInfo.Marked
        assert meta["dc:title"] == "Surat Uji"


def test_title_that_breaks_on_paper_is_one_line_in_the_file():
    with pikepdf.open(io.BytesIO(render(TEMPLATE, paper(title="Satu\nDua"), values()))) as pdf:
        assert str(pdf.docinfo.Title) == "Satu Dua"


def test_same_paper_gives_the_same_bytes():
    assert render(TEMPLATE, paper(), values()) == render(TEMPLATE, paper(), values())


def test_same_bytes_in_another_zone_language_and_folder(tmp_path):
    code = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from tests.documents.cases import paper, values\n"
        "from berdaya.documents.paper import render\n"
        "sys.stdout.buffer.write(render('documents/sample', paper(), values()))"
    )
    elsewhere = {**os.environ, "TZ": "Pacific/Kiritimati", "LANG": "ar_EG.UTF-8", "LC_ALL": "C"}
    root = str(Path(__file__).parents[2])
    run = subprocess.run(
        [sys.executable, "-c", code, root], cwd=tmp_path, env=elsewhere, capture_output=True, check=True
    )
    assert run.stdout == render(TEMPLATE, paper(), values())


def test_other_values_give_other_bytes():
    assert render(TEMPLATE, paper(), values()) != render(TEMPLATE, paper(), values(note="lain"))


@pytest.mark.parametrize("text", HOSTILE)
def test_what_people_wrote_prints_as_text(text):
    wanted = re.sub(r"\s+", "", text)
    out = printed(note=text, paragraphs=[text], facts=[["Isi", text]])
    assert out.count(wanted) == 3


def test_arabic_prints_in_its_own_letters():
    assert unprintable("العربية") == ()
    assert len(re.findall(r"[\u0600-\u06ff\ufb50-\ufeff]", printed(note="العربية"))) >= 7


def test_hostile_names_and_numbers_print_as_text():
    odd = "#x*_<a>@b$\\"
    one = Signatory(title=odd, name=odd, role=odd, rank=odd, note=odd)
    head = Letterhead(odd, odd, (odd,))
    out = text_of(
        render(
            TEMPLATE, paper(title=odd, number=odd, place=odd, letterhead=head, signatories=(one,)), values()
        )
    )
    assert out.upper().count(odd.upper()) == 11


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=300))
def test_any_text_can_be_printed(text):
    assert render(TEMPLATE, paper(status=Status.DRAFT), values(paragraphs=[text], facts=[[text, text]]))


def test_text_of_two_hundred_pages_keeps_its_last_word():
    long = "\n".join(f"kata{number}" for number in range(11_500))
    pages = pages_of(render(TEMPLATE, paper(), values(paragraphs=[long])))
    assert len(pages) > 200
    assert "kata11499" in "".join(pages[-2:])
    assert f"Halaman{len(pages)}dari{len(pages)}" in pages[-1]


def test_long_cell_goes_on_to_the_next_page():
    rows = [[1, "33.27.01.2001", "kata " * 3000 + "TAMAT", 1, None, 1]]
    assert "TAMAT" in printed(groups=[{"label": None, "rows": rows}])


def test_word_longer_than_a_column_keeps_every_letter():
    word = "".join(chr(ord("a") + i % 26) for i in range(300))
    assert word in printed(groups=[{"label": None, "rows": [[1, "-", word, 1, None, 1]]}])


def test_missing_value_says_so():
    assert "Dasar:belumdiisi" in printed(facts=[["Dasar", None]])


def test_draft_without_number_says_so():
    draft = paper(number=None, status=Status.DRAFT, dated=False)
    out = text_of(render(TEMPLATE, draft, values()))
    assert "Nomor:belumdiisi" in out
    assert "Pemalang,tanggalbelumdiisi" in out


def test_final_paper_needs_a_number():
    with pytest.raises(Refused) as refused:
        render(TEMPLATE, paper(number=None, status=None), values())
    assert problems(refused) == {"documents.final_without_number"}


def test_final_paper_carries_no_mark():
    assert "CONTOH" not in text_of(render(TEMPLATE, paper(status=None), values()))


def test_status_stands_on_every_page():
    pages = pages_of(render(TEMPLATE, paper(status=Status.VOID), values(paragraphs=["kata " * 2000])))
    assert len(pages) > 2
    assert all("BATAL" in page for page in pages)


def test_running_head_begins_on_the_second_page():
    pages = pages_of(render(TEMPLATE, paper(short="Kepala jalan"), values(paragraphs=["kata " * 2000])))
    assert ["Kepalajalan" in page for page in pages] == [False] + [True] * (len(pages) - 1)


@pytest.mark.parametrize("count", range(1, 6))
def test_one_to_five_sign_side_by_side(count):
    people = tuple(replace(PAK_DARMO, name=f"Darmo {i}") for i in range(count))
    out = text_of(render(TEMPLATE, paper(signatories=people), values()))
    assert all(f"Darmo{i}" in out for i in range(count))
    assert "Pemalang,21Maret2025" in out


def test_six_signatories_are_refused():
    with pytest.raises(Refused) as refused:
        render(TEMPLATE, paper(signatories=(PAK_DARMO,) * 6), values())
    assert problems(refused) == {"documents.too_many_signatories"}


@pytest.mark.parametrize("nip", ["19700412199603200", "1970041219960320055", "19700412199603200X"])
def test_nip_of_the_wrong_length_is_refused(nip):
    with pytest.raises(Refused) as refused:
        render(TEMPLATE, paper(signatories=(replace(BU_RATNA, nip=nip),)), values())
    assert problems(refused) == {"documents.nip_length"}


def test_nip_may_be_typed_with_spaces():
    person = replace(BU_RATNA, nip="19700412 199603 2 005")
    assert "NIP197004121996032005" in text_of(render(TEMPLATE, paper(signatories=(person,)), values()))


def test_regent_has_no_nip():
    regent = Signatory(title="Bupati Pemalang", name="Sasmito")
    assert "NIP" not in text_of(render(TEMPLATE, paper(signatories=(regent,)), values()))


def test_emoji_prints_as_a_box_and_is_named():
    assert "Terimakasih□" in printed(note="Terima kasih 🙏")
    (finding,) = unprintable({"catatan": ["Terima kasih 🙏"]})
    assert "🙏" in finding.problem
    assert finding.severity is Severity.WARNING


def test_accent_over_a_digit_is_dropped_and_named():
    assert "Rp500" in printed(note="Rp5\u033000")
    assert unprintable("Rp5\u0330")


def test_accent_over_a_letter_stays():
    assert unprintable("Désa M\u0331oga") == ()


def test_mark_that_turns_the_reading_order_is_dropped():
    assert "Sitiabc" in printed(note="Siti\u202eabc\u0007")


def test_every_sign_of_the_glyph_table_can_be_printed():
    signs = [chr(i) for low, high in _glyph_ranges() for i in range(low, high + 1)]
    assert len(signs) > 5000
    assert render(TEMPLATE, paper(), values(paragraphs=[" ".join(signs)]))


def test_float_is_refused():
    with pytest.raises(TypeError, match="float"):
        render(TEMPLATE, paper(), values(amount=0.1))


@pytest.mark.parametrize("name", ["../../etc/passwd", "documents/../../x", "/tmp/x"])
def test_template_outside_the_rooms_is_refused(name):
    with pytest.raises(ValueError, match="template"):
        render(name, paper(), values())


def test_no_template_runs_values_or_fetches_packages():
    for file in PACKAGE.rglob("*.typ"):
        source = file.read_text()
        assert "eval(" not in source, file
        assert not re.search(r'(import|include)\s+"(?!/)', source), file
        assert "datetime.today" not in source, file


def test_pages_can_be_looked_at():
    (first, *_) = render_pages(TEMPLATE, paper(), values())
    assert first.startswith(b"\x89PNG")
