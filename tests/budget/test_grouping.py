"""Findings by the part of the statement in which they are mended, on the page and in the command."""

import json

import pytest
from click.testing import CliRunner

from berdaya.access.rules.roles import Role
from berdaya.budget.commands import EXAMPLE, commands
from berdaya.budget.rules.grouping import by_part, home_of
from berdaya.budget.rules.verdicts import E, W, failed
from berdaya.budget.services.keeping import keep
from berdaya.budget.shown import grouped_findings
from tests.budget.cases import CORRECTED, checked, corrected
from tests.office import browser, hat

WONOKROMO = "35.78.04.1001"
EMPTY = {name: "" for name in CORRECTED if name not in ("kode_isian", "tahun_anggaran", "sub_kegiatan")}


def at(number, field):
    return failed(number, field, "", "", "")


@pytest.mark.parametrize(
    ("number", "field", "slug"),
    [
        ("G01", "tujuan", "tujuan"),
        ("G01", "kode_isian", "identitas"),
        ("G05", "keluaran[2]", "indikator"),
        ("G09", "faktor.akses", "faktor"),
        ("G18", "rencana_aksi", "aktivitas"),
        ("G23", "dampak.hasil[0]", "indikator"),
        ("G30", "formulir", "anggaran"),
    ],
)
def test_a_finding_belongs_to_the_part_that_writes_its_field(number, field, slug):
    assert home_of(at(number, field)).slug == slug


def test_what_holds_back_stands_before_what_is_answered_and_nothing_is_lost():
    found = [v for v in checked(EMPTY | {"kode_isian": "x"}).verdicts if v.failed]
    told = list(by_part(found))
    assert sorted(map(repr, (v for _, group in told for v in group))) == sorted(map(repr, found))
    assert all(
        [v.severity for v in group if v.severity in (E, W)]
        == [E] * sum(v.severity is E for v in group) + [W] * sum(v.severity is W for v in group)
        for _, group in told
    )


def test_every_check_that_holds_back_is_open_in_its_part_and_warnings_are_folded():
    told = grouped_findings(checked(json.loads(EXAMPLE.read_text(encoding="utf-8"))))
    for group in told.groups:
        assert {one["severity"] for one in group.blocking} <= {"E"}
        assert "E" not in {one["severity"] for one in group.rest}
    assert not {group.part.title for group in told.groups} & set(told.clean)


def test_a_check_in_two_parts_is_told_as_repeated():
    twice = corrected(tujuan="", tolok_ukur="", data=[])
    assert grouped_findings(checked(twice)).repeated >= 1


@pytest.mark.django_db
def test_the_page_leads_the_writer_to_the_part_and_the_reader_nowhere():
    siti = hat("Bu Siti", Role.OPERATOR, WONOKROMO)
    one = keep(siti, WONOKROMO, json.loads(EXAMPLE.read_text(encoding="utf-8")), "gbs.json").statement
    address = f"/anggaran/{one.pk}/"
    page = browser(siti).get(address).content.decode()
    assert f'href="{address}tulis/faktor/"' in page
    assert '<details class="b-branch"><summary>' in page
    read = browser(hat("Bu Lurah", Role.LURAH, WONOKROMO)).get(address).content.decode()
    assert f"{address}tulis/" not in read
    assert "menahan" in read


@pytest.mark.django_db
def test_the_part_of_the_editor_shows_every_finding_that_leads_to_it():
    siti = hat("Bu Siti", Role.OPERATOR, WONOKROMO)
    one = keep(siti, WONOKROMO, corrected(tujuan=""), "gbs.json").statement
    here = browser(siti).get(f"/anggaran/{one.pk}/tulis/tujuan/").context["here"]
    assert "G01" in {entry["number"] for entry in here}


def test_the_command_tells_findings_under_the_part_they_belong_to():
    said = CliRunner().invoke(commands, ["check", str(EXAMPLE)])
    assert said.output.index("\nFaktor kesenjangan\n") < said.output.index("G09 ")
    assert said.output.index("G09 ") < said.output.index("\nSebab kesenjangan\n")
