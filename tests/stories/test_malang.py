"""A kelurahan in Malang, through HTTP only: 60 RTs, 10 RWs, 400 proposals, two years with carry-over.

Bu Operator brings the table of RTs, opens the year and reckons; heads of RTs and RWs type in their lists and
hand them over; Pak Lurah decides. What was not agreed comes back next year with its number, and what a unit
did not get stands in its balance. The operator of the next kelurahan sees nothing of it.
"""

from fractions import Fraction
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from berdaya.access.audit import verify
from berdaya.access.clock import today_in
from berdaya.access.rules.roles import Role
from berdaya.deliberation.models import Cycle, LedgerEntry, Move, Proposal, RankedList, Session
from berdaya.documents.models import Document
from tests.office import browser, hat

pytestmark = pytest.mark.django_db

VILLAGE, NEXT_DOOR = "35.73.05.1002", "35.73.05.1003"
YEAR = today_in(VILLAGE).year + 1
RWS = [f"{VILLAGE}.{rw:03}" for rw in range(1, 11)]
RTS = [f"{rw}.{rt:03}" for rw in RWS for rt in range(1, 7)]
BUDGET, WORKS = 1_500_000_000, 1_100_000_000
WORDS = ("Paving", "Drainase", "Lampu jalan", "Pelatihan jahit", "Alat posyandu")
PRINTED = 9
HEAD = "jenis,rt,rw,nama,ketua,jk,mulai,dasar,kk,kk_miskin,per_tanggal,sumber"


class Desk:
    """Somebody at work in a browser."""

    def __init__(self, name, role, territory):
        self.client = browser(hat(name, role, territory))

    def send(self, address, status=302, **fields):
        answer = self.client.post(address, {"request_id": str(uuid4()), **fields})
        assert answer.status_code == status, (address, answer.content.decode()[:3000])
        return answer

    def read(self, address):
        answer = self.client.get(address)
        assert answer.status_code == 200, (address, answer.status_code)
        return answer.content.decode()


def families(n):
    """KK and poor KK of the nth RT: large ones, small ones, poor ones."""
    return 30 + (n * 37) % 90, 3 + (n * 13) % 25


def table_of_units():
    rows = [HEAD]
    for n, code in enumerate(RTS):
        rw, rt = code.split(".")[-2:]
        kk, poor = families(n)
        sex = "P" if n % 5 == 0 else "L"
        term = "01/02/2024,SK Lurah 3/2024"
        rows.append(f"RT,{int(rt)},{int(rw)},,Ketua {n},{sex},{term},{kk},{poor},31/12/2025,Buku RT")
    return SimpleUploadedFile("lembaga.csv", "\n".join(rows).encode(), content_type="text/csv")


def paper_form(n, rows, year):
    """The rows of a unit as they stand on its paper form."""
    fields = {}
    for row in range(rows):
        word = WORDS[(n + row) % len(WORDS)]
        many = row + 1
        fields |= {
            f"title_{row}": f"{word} blok {n}-{many} tahun {year}",
            f"menu_{row}": "pemberdayaan" if word in WORDS[3:] else "sarpras",
            f"place_{row}": f"Gang {n} nomor {many}",
            f"volume_{row}": "10",
            f"unit_{row}": "m2",
            f"cost_{row}": str((4 + (n * 7 + row * 11) % 30) * 1_000_000),
            f"men_{row}": "40",
            f"women_{row}": "41",
            f"source_{row}": "apbd",
        }
    return fields


@pytest.fixture
def office(monkeypatch, tmp_path):
    monkeypatch.setenv("BERDAYA_DATA", str(tmp_path))
    monkeypatch.delenv("BERDAYA_KEYS", raising=False)


def register_units(operator):
    brought = operator.send(f"/wilayah/{VILLAGE}/lembaga/tabel/", file=table_of_units())
    operator.send(f"{brought.url}catat/")


def open_year(operator, plan_year):
    operator.send("/rembug/tahun/", plan_year=plan_year, territory=VILLAGE)
    return Cycle.objects.get(territory=VILLAGE, plan_year=plan_year)


@pytest.fixture
def worker_stops(settings):
    """The worker prints a receipt for every list, which takes its time: after the first lists it rests."""

    def stop():
        settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}

    return stop


def hand_over(desk, territory):
    mine = RankedList.objects.current().get(territory=territory, body="", handed_at=None)
    desk.send(f"/rembug/penyerahan/{mine.pk}/", held_on=today_in(VILLAGE).isoformat())


def sit(operator, lurah, cycle, number):
    """From money to decision."""
    operator.send(f"/rembug/sidang/mulai/{cycle.pk}")
    here = f"/rembug/sidang/{Session.objects.get(cycle=cycle).pk}/"
    money = {"budget": str(BUDGET), "menu_sarpras": str(WORKS), "level": "rt", "group_weight": "40"}
    operator.send(f"{here}pagu/", **money, seen=Session.objects.get(cycle=cycle).version)
    operator.send(f"{here}hitung")
    assert "Uang habis di sini" in operator.read(here)
    lurah.send(f"{here}penetapan/", status=422, number=number, date="14/01/2026")
    operator.send(f"{here}tutup")
    operator.send(f"{here}penetapan/", status=404, number=number, date="14/01/2026")
    lurah.send(f"{here}penetapan/", number=number, date="14/01/2026")
    return here


def sums_hold(cycle):
    """Money, menus, balances and states of a decided year."""
    chosen = list(Proposal.objects.filter(cycle=cycle, state="diprioritaskan_kel"))
    spent = sum(one.cost for one in chosen)
    assert 0 < spent <= BUDGET
    assert sum(one.cost for one in chosen if one.menu == "sarpras") <= WORKS
    entries = LedgerEntry.objects.filter(session__cycle=cycle)
    assert sum(Fraction(one.closing) for one in entries) == 0
    others = Proposal.objects.filter(cycle=cycle).exclude(pk__in=[one.pk for one in chosen])
    assert set(others.values_list("state", flat=True)) == {"cadangan_kel"}
    for move in Move.objects.filter(proposal__cycle=cycle, after="cadangan_kel"):
        assert move.reason, move.proposal_id
        assert move.words, move.proposal_id
    return chosen


def test_two_years_of_a_kelurahan_from_the_lists_of_its_rts_to_the_decision(office, worker_stops):
    operator = Desk("Bu Operator", Role.OPERATOR, VILLAGE)
    lurah = Desk("Pak Lurah", Role.LURAH, VILLAGE)
    register_units(operator)

    # The first year: every RT and RW types in its paper form and hands it over.
    first = open_year(operator, YEAR)
    heads = {code: Desk("Ketua RT", Role.RT_HEAD, code) for code in RTS}
    heads |= {code: Desk("Ketua RW", Role.RW_HEAD, code) for code in RWS}
    for n, (code, desk) in enumerate(heads.items()):
        rows = 10 if code in RWS else 5
        desk.send(f"/rembug/daftar/{code}/salin", **paper_form(n, rows, YEAR))
        hand_over(desk, code)
        if n == PRINTED:
            worker_stops()
    assert Proposal.objects.filter(cycle=first).count() == 400
    assert Document.objects.count() == 2 * (PRINTED + 1)
    here = sit(operator, lurah, first, "141/07/2026")
    chosen = sums_hold(first)

    # An RT head reads why, next door nothing is to be seen.
    shown = heads[RTS[0]].read(f"{here}unit/")
    assert "RT 001/RW 001" in shown
    assert "Langkah demi langkah" in shown
    stranger = Desk("Bu Lain", Role.OPERATOR, NEXT_DOOR)
    assert stranger.client.get(here).status_code == 404

    # The second year: everything unmet is back, numbered, with its history; balances open the year.
    second = open_year(operator, YEAR + 1)
    back = Proposal.objects.filter(cycle=second)
    assert back.count() == 400
    assert set(back.values_list("years_carried", flat=True)) == {1}
    assert back.exclude(before__cycle=first).count() == 0
    for code, desk in heads.items():
        again = back.filter(territory=code, body="").exclude(before__in=chosen).order_by("number")
        most = 10 if code in RWS else 5
        order = ",".join(str(pk) for pk in again.values_list("pk", flat=True)[:most])
        if order:
            desk.send(f"/rembug/daftar/{code}/", order=order, deed="", seen="0")
            hand_over(desk, code)
    here = sit(operator, lurah, second, "141/08/2027")
    opened = LedgerEntry.objects.filter(session__cycle=second)
    assert any(Fraction(one.opening) for one in opened)
    assert sum(Fraction(one.opening) for one in opened) == 0
    assert not Proposal.objects.filter(cycle=second, state="diprioritaskan_kel", before__in=chosen).exists()
    assert "tahun ke-2" in heads[RTS[0]].read(f"{here}unit/")
    assert verify().whole
