"""Tables with whole boards and with many bodies: transactions stay short, nothing is written twice."""

import pytest
from django.db import connection

from berdaya.access.clock import today_in
from berdaya.access.rules.roles import Role
from berdaya.community.inputs import read_lines
from berdaya.community.models import Body, Seat
from berdaya.community.rules.kinds import practice_on
from berdaya.community.services import applying
from berdaya.community.services.applying import BOARD, TERM, compared, write_down
from berdaya.figures.models import Figure
from tests.office import PLAKARAN, hat

pytestmark = pytest.mark.django_db
HEAD = (
    "jenis,rt,rw,ketua,jk,sekretaris,jk_sekretaris,bendahara,jk_bendahara,mulai,dasar,"
    "kk,kk_miskin,per_tanggal,sumber"
)
DECREE = "01/02/2024,SK Kades 3/2024"


def lines(*rows):
    today = today_in(PLAKARAN)
    content = "\n".join([HEAD, *rows]).encode()
    return read_lines("lembaga.csv", content, PLAKARAN, practice_on(today), today)


def written(*rows):
    seen = compared(lines(*rows), PLAKARAN)
    assert not seen.blocked, seen.findings
    write_down(hat("Mas Operator", Role.OPERATOR, PLAKARAN), seen, PLAKARAN)
    return seen


def board(secretary="Wagini,P", treasurer="Sumarno,L", rt=3):
    return f"RT,{rt},2,Sutrisno,L,{secretary},{treasurer},{DECREE},40,9,31/12/2025,Buku RT"


def sitting():
    return sorted((seat.office, seat.sex) for seat in Seat.objects.filter(last_day=None))


def test_a_table_brings_secretary_and_treasurer_with_the_term():
    assert written(board()).planned[0].deeds[1] == TERM
    assert sitting() == [("bendahara", "L"), ("ketua", "L"), ("sekretaris", "P")]


def test_a_new_treasurer_in_the_same_term_takes_over():
    written(board())
    assert written(board(treasurer="Suparti,P")).planned[0].deeds == (BOARD,)
    assert sitting() == [("bendahara", "P"), ("ketua", "L"), ("sekretaris", "P")]
    assert Seat.objects.filter(office="bendahara").count() == 2


def test_a_board_that_the_table_leaves_out_stays():
    written(board())
    assert written(board(secretary=",", treasurer=",")).planned[0].deeds == ()
    assert len(sitting()) == 3


def test_the_same_board_again_changes_nothing():
    written(board())
    assert written(board()).unchanged == 1


@pytest.mark.parametrize("secretary", ["Wagini,", ",P"])
def test_a_secretary_without_sex_or_name_stops_the_row(secretary):
    seen = compared(lines(board(secretary=secretary)), PLAKARAN)
    assert seen.blocked


def test_the_families_of_many_rts_are_filed_in_a_handful_of_questions():
    rows = [
        f"RT,{n % 50 + 1},{n // 50 + 1},Ketua {n},{'LP'[n % 2]},,,,,{DECREE},{30 + n},{n % 20},31/12/2025,B"
        for n in range(120)
    ]
    asked: list[str] = []

    def heard(run, sql, params, many, context):
        asked.append(sql)
        return run(sql, params, many, context)

    with connection.execute_wrapper(heard):
        written(*rows)
    assert Body.objects.count() == 120
    assert Figure.objects.filter(name__in=["KK", "KK miskin"]).count() == 240
    assert sum('INSERT INTO "figures_figure"' in sql for sql in asked) < 12


def test_a_table_is_written_in_transactions_of_a_few_bodies(monkeypatch):
    """What was written before something breaks stays, and the same table goes on from there."""
    monkeypatch.setattr(applying, "BATCH", 2)
    plain, count = applying._write, []

    def breaks(worn, row):
        count.append(row)
        if len(count) == 4:
            raise RuntimeError
        return plain(worn, row)

    monkeypatch.setattr(applying, "_write", breaks)
    with pytest.raises(RuntimeError):
        written(*(board(rt=n) for n in range(1, 6)))
    assert Body.objects.count() == 2
    monkeypatch.setattr(applying, "_write", plain)
    written(*(board(rt=n) for n in range(1, 6)))
    assert Body.objects.count() == 5
    assert Figure.objects.filter(name="KK").count() == 5
    assert Figure.objects.filter(name="Ketua RT").latest("pk").people.men == 5
