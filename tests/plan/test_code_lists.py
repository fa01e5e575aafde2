"""The official list of budget codes and the codes of a desa: read, compared, confirmed."""

import json
from datetime import date

import pytest
from click.testing import CliRunner

from berdaya.access.rules.roles import Role
from berdaya.budget.office_law import law_in_office
from berdaya.budget.rules.reading import statement_of
from berdaya.budget.services.keeping import keep
from berdaya.kernel.findings import Severity
from berdaya.kernel.numbers import LOCALE_ID
from berdaya.plan.commands import commands
from berdaya.plan.doors import nomenclature_on, rows_before
from berdaya.plan.rules.checking import Line, check_list
from berdaya.plan.rules.code_lists import apbdes_code
from berdaya.plan.rules.differences import difference
from berdaya.plan.rules.lists import ListKind
from berdaya.plan.rules.nomenclature import TAG
from berdaya.plan.rules.reading import Manner
from berdaya.plan.services.deciding import confirm
from berdaya.plan.services.drafts import look_again, submit
from tests.budget.cases import CORRECTED
from tests.office import browser, hat
from tests.plan.cases import brought

SURABAYA = "35.78"
MANNER = Manner(LOCALE_ID, date(2027, 1, 1))
SIPD = (
    "JENIS PEMDA;BIDANG;PROGRAM;KEGIATAN;SUBKEGIATAN;KINERJA;INDIKATOR;SATUAN;TAG;DEFINISI OPERASIONAL;SPM\n"
    "KABKOT;7.01 KECAMATAN;7.01.03 PROGRAM PEMBERDAYAAN;7.01.03.2.02 Kegiatan Pemberdayaan Kelurahan;"
    "7.01.03.2.02.0003 Pemberdayaan Masyarakat di Kelurahan;Terlaksana;"
    "Jumlah Pokmas dan Ormas;Pokmas / Ormas;KESPRO,ANGGARAN RESPONSIF GENDER (ASTACITA);Pokmas yang aktif;\n"
    "KABKOT;7.01 KECAMATAN;7.01.03 PROGRAM PEMBERDAYAAN;7.01.03.2.02 Kegiatan Pemberdayaan Kelurahan;"
    "7.01.03.2.02.0004 Evaluasi Kelurahan;Terlaksana;Jumlah Laporan;Laporan;-;;\n"
)
APBDES = "kode;uraian;dasar\n2;Pelaksanaan Pembangunan Desa;PMDN 20/2018\n2.03.10;Jalan;PMDN 20/2018\n"


def checked(kind: ListKind, **cells: str):
    return check_list(kind, [Line(2, "a.csv baris 2", cells)], MANNER)


def row_of(found):
    (row,) = found.rows.values()
    return row


def codes(found):
    return [(one.code, one.severity) for one in found.findings]


def test_code_and_name_in_one_cell_are_taken_apart():
    title = "7.01.03.2.02.0003 Pemberdayaan Masyarakat di Kelurahan"
    row = row_of(
        checked(ListKind.NOMENCLATURE, subkegiatan=title, program="7.01.03 PROGRAM X", tag=f"KESPRO;{TAG}")
    )
    assert (row.code, row.title) == ("7.01.03.2.02.0003", "Pemberdayaan Masyarakat di Kelurahan")
    assert (row.program, row.tags) == ("PROGRAM X", f"KESPRO, {TAG}")


def test_a_code_in_two_digits_is_kept_in_four_and_told():
    found = checked(ListKind.NOMENCLATURE, kode="7.01.05.2.01.05", subkegiatan="Penanganan Konflik")
    assert row_of(found).code == "7.01.05.2.01.0005"
    assert codes(found) == [("plan.code_legacy", Severity.INFO)]


@pytest.mark.parametrize(
    "cells, code",
    [
        ({"subkegiatan": "Tanpa kode"}, "plan.code"),
        ({"kode": "7.01.03.2.02.003", "subkegiatan": "Tiga angka"}, "plan.code"),
        ({"kode": "7.01.03.2.02.0003", "subkegiatan": "7.01.03.2.02.0004 Lain"}, "plan.code_twice"),
        ({"kode": "7.01.03.2.02.0003", "subkegiatan": ""}, "plan.empty"),
    ],
)
def test_a_row_without_one_code_and_a_name_blocks(cells, code):
    found = checked(ListKind.NOMENCLATURE, **cells)
    assert (code, Severity.ERROR) in codes(found)
    assert found.rows == {}


@pytest.mark.parametrize(
    "text, code",
    [
        ("2", "2"),
        ("2.3", "2.3"),
        ("2.03.10.", "2.3.10"),
        ("2.0", None),
        ("0.1", None),
        ("2.3.10.1", None),
        ("x", None),
    ],
)
def test_codes_of_a_desa_have_one_form(text, code):
    assert apbdes_code(text) == code


def test_two_files_are_compared_without_an_office(tmp_path):
    files = [tmp_path / "lama.csv", tmp_path / "baru.csv"]
    newer = SIPD.replace("Jumlah Laporan;", "Jumlah Dokumen;").replace("02.0003 Pemb", "02.0007 Pemb")
    for file, text in zip(files, (SIPD, newer), strict=True):
        file.write_text(text, encoding="utf-8")
    found = CliRunner().invoke(commands, ["diff", "nomenklatur", *map(str, files), "--json"])
    answer = json.loads(found.stdout)
    assert (found.exit_code, answer["same"]) == (0, 0)
    assert [one["key"] for one in answer["new"]] == ["7.01.03.2.02.0007"]
    assert [one["key"] for one in answer["gone"]] == ["7.01.03.2.02.0003"]
    assert answer["changed"][0]["changes"] == [
        {"field": "Indikator", "before": "Jumlah Laporan", "after": "Jumlah Dokumen"}
    ]


# ---------- in the office ----------


def bappeda(name: str):
    return hat(name, Role.BAPPEDA, SURABAYA)


def confirmed(text: str, kind: ListKind, first: date = date(2024, 1, 1)):
    maker = bappeda("Bu Ratna")
    return confirm(bappeda("Pak Hadi"), submit(maker, brought(maker, text, kind, SURABAYA, first).pk).pk)


@pytest.mark.django_db
def test_an_export_of_sipd_becomes_the_list_of_its_years_and_of_no_other():
    confirmed(SIPD, ListKind.NOMENCLATURE)
    table = nomenclature_on("35.78.04", 2024)
    row = table.get("7.01.03.2.02.0003")
    assert (row.activity, row.tagged, table.complete) == ("Kegiatan Pemberdayaan Kelurahan", True, False)
    assert nomenclature_on("35.78.04", 2023) is None
    assert nomenclature_on("35.73", 2024) is None


@pytest.mark.django_db
def test_a_newer_list_shows_what_is_new_changed_and_gone_before_it_is_confirmed():
    confirmed(SIPD, ListKind.NOMENCLATURE)
    newer = SIPD.replace("Jumlah Laporan;", "Jumlah Dokumen;").replace("02.0003 Pemb", "02.0007 Pemb")
    draft = brought(bappeda("Bu Ratna"), newer, ListKind.NOMENCLATURE, SURABAYA, date(2025, 1, 1))
    _, lines = rows_before(draft, draft.valid_from)
    change = difference(draft.list_kind, [one.row for one in lines], look_again(draft).checked.rows.values())
    assert [one.code for one in change.new] == ["7.01.03.2.02.0007"]
    assert [str(one) for one in change.changed[0].changes] == ["Indikator: Jumlah Laporan → Jumlah Dokumen"]
    assert [one.code for one in change.gone] == ["7.01.03.2.02.0003"]


@pytest.mark.django_db
def test_a_statement_is_held_against_the_list_of_its_own_year():
    statement = statement_of(CORRECTED).statement
    before = law_in_office(statement).table.get("7.01.03.2.02.0003")
    confirmed(SIPD, ListKind.NOMENCLATURE)
    after = law_in_office(statement).table.get("7.01.03.2.02.0003")
    assert (before.tagged, after.tagged) == (False, True)


@pytest.mark.django_db
def test_the_forms_of_a_statement_follow_the_same_list_as_its_checks(monkeypatch):
    confirmed(SIPD, ListKind.NOMENCLATURE)
    asked = []

    def printed(*_, law, **__):
        asked.append(law.table.get("7.01.03.2.02.0003").tagged)
        return b"%PDF-"

    monkeypatch.setattr("berdaya.budget.views.pages.record_print", printed)
    writer = hat("Bu Siti", Role.OPERATOR, "35.78.04.1001")
    kept = keep(writer, writer.territory, CORRECTED, "gbs.json").statement_id
    visitor = browser(writer)
    assert visitor.get(f"/anggaran/{kept}/cetak/gap.pdf").status_code == 200
    assert asked == [True]


@pytest.mark.django_db
def test_codes_of_a_desa_stand_on_their_page():
    edition = confirmed(APBDES, ListKind.APBDES)
    page = browser(bappeda("Bu Ani")).get(f"/rencana/edisi/{edition.pk}/").content.decode()
    assert "2.3.10" in page
    assert "kegiatan" in page


@pytest.mark.django_db
def test_the_difference_page_and_the_list_page_of_codes_open():
    edition = confirmed(SIPD, ListKind.NOMENCLATURE)
    maker = bappeda("Bu Siti")
    draft = brought(maker, SIPD.replace("Laporan;-", "Dokumen;-"), ListKind.NOMENCLATURE, SURABAYA)
    client = browser(maker)
    assert "Satuan: Laporan → Dokumen" in client.get(f"/rencana/draf/{draft.pk}/").content.decode()
    assert "Jumlah Pokmas dan Ormas" in client.get(f"/rencana/edisi/{edition.pk}/").content.decode()
    for kind in ("nomenklatur", "apbdes"):
        assert client.get(f"/rencana/unggah/{kind}/").status_code == 200
