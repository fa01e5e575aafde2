"""The five prints: every field comes back from the paper, in the official order, to the rupiah."""

import json
import re
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from click.testing import CliRunner

from berdaya.budget.printing.layouts import FORMS, STEPS
from berdaya.cli import berdaya
from tests.budget.cases import CORRECTED, corrected, needs_seed, seed_record

ORDER = (
    "NAMA PERANGKAT DAERAH", "UNIT ORGANISASI", "TAHUN ANGGARAN", "PROGRAM", "KEGIATAN", "SUB KEGIATAN",
    "TUJUAN SUB KEGIATAN", "KODE SUB KEGIATAN", "ANALISIS SITUASI", "CAPAIAN SUB KEGIATAN",
    "JUMLAH ANGGARAN SUB KEGIATAN", "RENCANA AKSI", "INDIKATOR OUTCOME / DAMPAK / HASIL SECARA LUAS",
)  # fmt: skip


def printed(folder: Path, record: Any, form: str, *words: str) -> Path:
    source, out = folder / "pernyataan.json", folder / f"{form}.pdf"
    source.write_text(json.dumps(record))
    done = CliRunner().invoke(
        berdaya, ["budget", "print", str(source), "--form", form, "--out", str(out), *words, "--json"]
    )
    assert done.exit_code == 0, done.output
    return out


def text_of(path: Path) -> str:
    """All words of the paper without spaces: lines break where the column ends."""
    document = pypdfium2.PdfDocument(str(path))
    try:
        text = "".join(document[n].get_textpage().get_text_bounded() for n in range(len(document)))
    finally:
        document.close()
    return tight(text)


def tight(text: str) -> str:
    return re.sub(r"[\s\u200b\ufffe\x02]", "", text)


def leaves(value: Any, key: str = "") -> list[str]:
    """Every value of a record as it should stand on paper."""
    if isinstance(value, dict):
        parts = [leaves(v, k) for k, v in value.items() if k not in ("nomor", "tingkat", "kelurahan")]
        return [one for part in parts for one in part]
    if isinstance(value, list):
        return [one for part in value for one in leaves(part, key)]
    if isinstance(value, int) and key not in ("tahun", "tahun_anggaran"):
        return [f"{value:,}".replace(",", ".")]
    return [str(value)] if value is not None else []


@needs_seed
def test_every_field_of_the_seed_comes_back_from_the_city_form(tmp_path):
    text = text_of(printed(tmp_path, seed_record(), "surabaya", "--no-findings"))
    assert [one for one in leaves(seed_record()) if tight(one) not in text] == []


def test_every_field_of_a_full_statement_comes_back_from_the_city_form(tmp_path):
    aside = {"kota", "rka", "sebab_internal", "sebab_eksternal", "faktor", "dampak"}
    record = {key: value for key, value in CORRECTED.items() if key not in aside} | {
        "sebab_internal": ["Pegawai belum paham"],
        "faktor": {"kontrol": {"ringkas": "Didominasi laki-laki", "L_pct": "90", "P_pct": "10"}},
        "dampak": ["Keputusan memperhatikan semua"],
        "gedsi": "Lansia ikut dilayani",
        "tidak_ditempatkan": ["Coretan tangan"],
    }
    text = text_of(printed(tmp_path, record, "surabaya")).casefold()
    wanted = [tight(one.replace("-", " ")).casefold() for one in leaves(record)]
    plain = text.replace("-", "")
    assert [one for one in wanted if one not in plain] == []


def test_the_labels_of_the_city_form_stand_in_their_official_order(tmp_path):
    text = text_of(printed(tmp_path, CORRECTED, "surabaya"))
    places, at = [], 0
    for label in ORDER:
        at = text.index(tight(label), at)
        places.append(at)
        at += len(tight(label))
    assert places == sorted(places)


@pytest.mark.parametrize("form", ["surabaya", "nasional", "tor", "gab"])
def test_the_total_is_printed_to_the_rupiah_with_the_budget_of_each_activity(tmp_path, form):
    text = text_of(printed(tmp_path, CORRECTED, form))
    for amount in ("1.594.389.976", "180.000.000", "25.000.000", "60.000.000", "1.285.200.000", "44.189.976"):
        assert amount in text


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("size, width", [("a4", 210), ("f4", 215)])
def test_each_form_prints_on_a4_and_f4(tmp_path, form, size, width):
    with pikepdf.open(printed(tmp_path, CORRECTED, form, "--paper", size)) as pdf:
        box = [float(value) for value in pdf.pages[0].mediabox]
    sides = sorted((box[2], box[3]))
    assert round(sides[0] / 72 * 25.4) == width
    assert (box[2] > box[3]) == (form == "gap")


def test_the_analysis_has_its_nine_steps(tmp_path):
    text = text_of(printed(tmp_path, CORRECTED, "gap"))
    assert [word for _, head in STEPS for word in head.split() if word not in text] == []
    assert all(f"Langkah{n}" in text for n in range(1, 10))


@pytest.mark.parametrize("form", FORMS)
def test_an_unread_and_an_empty_statement_print_and_say_so(tmp_path, form):
    assert "belumdibaca" in text_of(printed(tmp_path, {"perangkat_daerah": "Kecamatan Contoh"}, form))
    empty = dict.fromkeys(CORRECTED)
    assert "belumdiisi" in text_of(printed(tmp_path, empty, form))


def test_a_blocked_statement_carries_its_findings_and_a_passing_one_does_not(tmp_path):
    blocked = text_of(printed(tmp_path, corrected(sebab_eksternal=[]), "surabaya"))
    assert "LAMPIRAN:HASILPEMERIKSAAN" in blocked
    assert "G12" in blocked
    assert "LAMPIRAN" not in text_of(printed(tmp_path, CORRECTED, "surabaya"))
    assert "LAMPIRAN" in text_of(printed(tmp_path, CORRECTED, "surabaya", "--findings"))


def test_a_print_from_the_terminal_is_marked_as_a_draft(tmp_path):
    assert "RANCANGAN" in text_of(printed(tmp_path, CORRECTED, "tor"))


def test_the_same_statement_gives_the_same_bytes(tmp_path):
    first = printed(tmp_path, CORRECTED, "gab").read_bytes()
    assert printed(tmp_path, CORRECTED, "gab").read_bytes() == first


def test_signs_and_long_texts_of_people_stay_text(tmp_path):
    record = corrected(tujuan="# *x* $a$ <b> @c \\ _d_ [e] " + "panjang" * 30, tolok_ukur="kata " * 4000)
    text = text_of(printed(tmp_path, record, "surabaya"))
    assert tight("# *x* $a$ <b> @c \\ _d_ [e]") in text
    assert text.count("katakata") > 1000


def test_an_emoji_is_told_before_anybody_signs(tmp_path):
    source, out = tmp_path / "a.json", tmp_path / "a.pdf"
    source.write_text(json.dumps(corrected(tujuan="Meningkat \U0001f600")))
    done = CliRunner().invoke(
        berdaya, ["budget", "print", str(source), "--form", "tor", "--out", str(out), "--json"]
    )
    assert [one["code"] for one in json.loads(done.stdout)["findings"]] == ["documents.no_glyph"]


def test_a_nip_that_is_no_nip_is_printed_as_typed_and_a_whole_one_in_its_groups(tmp_path):
    assert "NIP197001012000012001" in text_of(printed(tmp_path, corrected(nip="197001012000012001"), "tor"))
    assert "123456" in text_of(printed(tmp_path, corrected(nip="123456"), "tor"))


def test_a_print_never_replaces_the_statement(tmp_path):
    source = tmp_path / "a.pdf"
    source.write_text(json.dumps(CORRECTED))
    done = CliRunner().invoke(
        berdaya, ["budget", "print", str(source), "--form", "tor", "--out", str(source)]
    )
    assert done.exit_code == 1
    assert json.loads(source.read_text()) == CORRECTED


def lefts(path: Path, words: str) -> list[float]:
    """How far from the left each of these words stands."""
    document = pypdfium2.PdfDocument(str(path))
    found = []
    try:
        for page in document:
            text = page.get_textpage()
            sought = text.search(words)
            while at := sought.get_next():
                found.append(text.get_charbox(at[0])[0])
    finally:
        document.close()
    return found


@pytest.mark.parametrize("form", ["surabaya", "tor"])
def test_a_sub_point_hangs_from_its_own_mark(tmp_path, form):
    purpose = f"Dua hal yang dituju:\na. {'panjang ' * 60}\nb. singkat"
    out = printed(tmp_path, corrected(tujuan=purpose), form)
    mark, other = lefts(out, "a. panjang")[0], lefts(out, "b. singkat")[0]
    assert abs(mark - other) < 0.5
    assert min(lefts(out, "panjang")) > mark + 5


def test_a_name_that_begins_a_line_with_an_initial_is_no_sub_point(tmp_path):
    out = printed(tmp_path, corrected(tujuan=f"Jalan\nA. Yani {'panjang ' * 60}"), "tor")
    assert min(lefts(out, "panjang")) < lefts(out, "Yani")[0]


def test_a_plan_without_activities_says_so(tmp_path):
    assert "belumadaaktivitas" in text_of(printed(tmp_path, corrected(rencana_aksi=[]), "tor"))
