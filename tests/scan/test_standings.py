"""How many assisted places stand at which stage: the board summed up beside the list of rounds."""

import pytest

from berdaya.access.clock import today_in
from berdaya.access.rules.roles import Role
from berdaya.kernel.offers import Progress
from berdaya.scan.shown.places import standings_for
from berdaya.targeting.board import BoardRow, Cell, StageSum, board, stage_sums
from berdaya.targeting.doors import decree_in_force
from tests.office import MOGA, PEMALANG, hat
from tests.register.bringing import Desk, text_of
from tests.scan.things import a_cycle
from tests.targeting.desk import bappeda, decreed

SCAN, MEETING = "Pindai", "Musdes"


def row(*cells: Cell) -> BoardRow:
    return BoardRow("33.27.01.2001", "Plakaran", "Moga", "desa", 40, "", cells)


def test_each_place_stands_in_exactly_one_column_of_a_stage():
    rows = [
        row(Cell(SCAN, "", Progress.DONE), Cell(MEETING, "", Progress.RUNNING, late=True)),
        row(Cell(SCAN, "", Progress.WAITING, late=True), Cell(MEETING, "", Progress.WAITING, open=False)),
        row(Cell(SCAN, "", Progress.WAITING, open=False), Cell(MEETING, "", Progress.WAITING, open=False)),
    ]
    assert stage_sums(rows) == [StageSum(SCAN, 1, 0, 1, 1, 1), StageSum(MEETING, 0, 1, 0, 2, 1)]
    for one in stage_sums(rows):
        assert one.done + one.running + one.waiting + one.closed == len(rows)


def test_without_places_there_are_no_stages():
    assert stage_sums([]) == []


@pytest.mark.django_db
def test_bappeda_reads_beside_the_rounds_how_many_places_stand_where(tmp_path, monkeypatch):
    monkeypatch.setenv("BERDAYA_DATA", str(tmp_path / "data"))
    ratna = bappeda("Bu Ratna")
    assert standings_for(ratna) is None, "no decree holds"
    decreed(ratna, bappeda("Pak Darmo"), bappeda("Mas Agus"))
    today = today_in(PEMALANG)
    first = board(ratna, decree_in_force(PEMALANG, today), today)[0]
    a_cycle(ratna, first.code, homes=3).households.update(visit="diperiksa")
    found = standings_for(ratna)
    scan = next(one for one in found.stages if one.stage == SCAN)
    assert (scan.done, scan.closed) == (1, found.places - 1)
    page = text_of(Desk(ratna).get("scan"))
    assert "Tempat dampingan menurut tahap" in page
    assert "/sasaran/papan" in page
    agency = hat("Bu Rini", Role.AGENCY, PEMALANG, body="Dinas Perikanan")
    for worn in (agency, hat("Mbak Dwi", Role.FACILITATOR, MOGA)):
        assert "menurut tahap" not in text_of(Desk(worn).get("scan"))
