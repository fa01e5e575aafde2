"""The stages of a village by the rule: a kelurahan owes no SID, dates run from the day of opening."""

import json
from datetime import date

import pytest
from click.testing import CliRunner

from berdaya.access.rules.roles import Role
from berdaya.cli import berdaya
from berdaya.kernel.offers import Progress
from berdaya.rulebook.rules import shipped
from berdaya.scan.chain import reach_for
from berdaya.scan.rules.stages import date_faults, due_dates, late, stages_of
from tests.office import PEMALANG, TEGAL, hat
from tests.scan.things import a_cycle

DESA, KELURAHAN, DAY = "33.27.04.2010", "33.27.08.1013", date(2026, 1, 5)
STAGES = stages_of(shipped().in_force("scan.work", DAY).values)


def test_a_desa_has_seven_stages_and_a_kelurahan_six():
    assert len(due_dates(STAGES, DESA, DAY)) == 7
    assert set(due_dates(STAGES, DESA, DAY)) - set(due_dates(STAGES, KELURAHAN, DAY)) == {"sid"}


def test_the_meeting_bears_the_name_of_the_place():
    titles = {stage.key: (stage.title_at(DESA), stage.title_at(KELURAHAN)) for stage in STAGES}
    assert titles["musdes"] == ("Musyawarah Desa", "Musyawarah Kelurahan")


def test_dates_run_from_the_day_of_opening():
    assert due_dates(STAGES, DESA, DAY)["pindai"] == date(2026, 3, 6)
    assert date_faults({"pindai": date(2026, 1, 4)}, DAY)[0].code == "scan.due"


@pytest.mark.parametrize(
    "progress, due, expected",
    [
        (Progress.RUNNING, date(2026, 1, 4), True),
        (Progress.RUNNING, DAY, False),
        (Progress.DONE, date(2026, 1, 4), False),
        (Progress.WAITING, None, False),
    ],
)
def test_late_is_what_is_not_done_after_its_last_day(progress, due, expected):
    assert late(progress, due, DAY) is expected


def test_the_command_tells_the_stages_of_a_place():
    told = CliRunner().invoke(berdaya, ["scan", "stages", KELURAHAN, "--on", "2026-01-05", "--json"])
    rows = {row["stage"]: row for row in json.loads(told.stdout)["stages"]}
    assert (rows["sid"]["applies"], rows["sid"]["due"]) == (False, None)
    assert rows["pindai"]["due"] == "2026-03-06"


def test_the_command_wants_a_village():
    told = CliRunner().invoke(berdaya, ["scan", "stages", "33.27", "--json"])
    assert told.exit_code == 1
    assert json.loads(told.stdout)["findings"][0]["code"] == "scan.no_village"


@pytest.mark.django_db
def test_the_band_of_the_chain_counts_visits_that_two_people_looked_at(tmp_path, monkeypatch):
    monkeypatch.setenv("BERDAYA_DATA", str(tmp_path))
    ratna = hat("Bu Ratna", Role.BAPPEDA, PEMALANG)
    assert reach_for(ratna) is None
    cycle = a_cycle(ratna)
    cycle.households.filter(urgency__lte=2).update(visit="diperiksa")
    assert reach_for(ratna).households == 2
    assert reach_for(hat("Pak Joko", Role.BAPPEDA, TEGAL)) is None
