"""From two kelurahan and a desa up to the budget and down again, through HTTP only, over two years.

Pak RT and Bu RT ask; the operators hand their lists up, one of them late; the kecamatan ranks, addresses and
refuses with reasons; two agencies answer; Bappeda books RKPD and APBD; what was not paid for comes back next
year with its history. The desa books its RKP Desa and APB Desa itself.
"""

from datetime import timedelta
from uuid import uuid4

import pytest

from berdaya.access.audit import verify
from berdaya.access.clock import today_in
from berdaya.access.rules.roles import Role
from berdaya.deliberation.models import Answer, Cycle, Forum, HandOver, Proposal, RankedList
from tests.office import browser, hat

pytestmark = pytest.mark.django_db

KECAMATAN, CITY = "35.73.05", "35.73"
FIRST, SECOND = f"{KECAMATAN}.1002", f"{KECAMATAN}.1003"
DESA = "33.27.01.2001"
TODAY = today_in(FIRST)
YEAR = TODAY.year + 1
WORKS, SOCIAL = "Dinas Pekerjaan Umum", "Dinas Sosial"
LAND = {"reason": "status_lahan", "words": "Lahannya masih milik perorangan."}


@pytest.fixture(autouse=True)
def office(monkeypatch, tmp_path):
    monkeypatch.setenv("BERDAYA_DATA", str(tmp_path))
    monkeypatch.delenv("BERDAYA_KEYS", raising=False)


class Desk:
    """Somebody at work in a browser."""

    def __init__(self, name, role, territory, body=""):
        self.client = browser(hat(name, role, territory, body=body))

    def send(self, address, status=302, ident=None, **fields):
        answer = self.client.post(address, {"request_id": ident or str(uuid4()), **fields})
        assert answer.status_code == status, (address, answer.content.decode()[-3500:])
        return answer.content.decode()

    def read(self, address, status=200):
        answer = self.client.get(address)
        assert answer.status_code == status, (address, answer.status_code)
        return answer.content.decode()


class Village:
    """A kelurahan or desa with one RT, its operator and its head."""

    def __init__(self, code):
        self.code, self.rt = code, f"{code}.001.001"
        self.operator = Desk("Bu Operator", Role.OPERATOR, code)
        self.head = Desk("Bu Lurah", Role.LURAH, code)
        self.asker = Desk("Pak RT", Role.RT_HEAD, self.rt)

    def open(self, year, sipd_ends):
        self.operator.send("/rembug/tahun/", plan_year=year, territory=self.code)
        cycle = Cycle.objects.get(territory=self.code, plan_year=year)
        days = {f"{s.kind}_{end}": getattr(s, end).isoformat() for s in cycle.stages.all() for end in ENDS}
        days |= {"sipd_first": "2020-01-01", "sipd_last": sipd_ends.isoformat()}
        self.operator.send(f"/rembug/tahun/{cycle.pk}/", **days)
        return cycle

    def asks(self, *titles):
        """Pak RT types his paper form, hands it over; the office checks, the head of the village chooses."""
        fields = {}
        for n, title in enumerate(titles):
            fields |= {
                f"title_{n}": title, f"menu_{n}": "sarpras", f"place_{n}": f"Gang {n}", f"volume_{n}": "100",
                f"unit_{n}": "m2", f"cost_{n}": "20.000.000", f"men_{n}": "40", f"women_{n}": "41",
                f"source_{n}": "apbd",
            }  # fmt: skip
        if titles:
            self.asker.send(f"/rembug/daftar/{self.rt}/salin", **fields)
        self.hand_in()

    def hand_in(self):
        mine = RankedList.objects.current().get(territory=self.rt, handed_at=None)
        self.asker.send(f"/rembug/penyerahan/{mine.pk}/", held_on=TODAY.isoformat())
        for item in mine.items.all():
            self.head.send(f"/rembug/usulan/{item.proposal_id}/langkah", to="diprioritaskan_kel")


ENDS = ("first", "last")


def one(title, year=YEAR, village=FIRST):
    return Proposal.objects.get(title=title, cycle__plan_year=year, cycle__territory=village)


def state(title, year=YEAR, village=FIRST):
    return one(title, year, village).state


def hand_up(desk, cycle, *proposals, status=302):
    ticked = {"pilih": [p.pk for p in proposals]}
    ranks = {f"urutan_{p.pk}": n for n, p in enumerate(proposals, 1)}
    return desk.send(f"/rembug/naik/tahun/{cycle.pk}/", status=status, **ticked, **ranks)


def accept(amount="20.000.000", **more):
    return {"to": "diterima", "amount": amount, "volume": "100", "activity": "Jalan lingkungan"} | more


class City:
    """The people above the villages."""

    def __init__(self):
        self.camat = Desk("Bu Camat", Role.CAMAT, KECAMATAN)
        self.secretary = Desk("Pak Sekcam", Role.CAMAT, KECAMATAN)
        self.works = Desk("Bu Jalan", Role.AGENCY, CITY, WORKS)
        self.social = Desk("Pak Sosial", Role.AGENCY, CITY, SOCIAL)
        self.bappeda = Desk("Bu Ratna", Role.BAPPEDA, CITY)

    def sit(self, year, addressed, refused=()):
        """Take in, address, refuse, decide, hand on."""
        for handed in HandOver.objects.filter(cycle__plan_year=year, received_at=None):
            self.camat.send(f"/rembug/naik/{handed.pk}/terima")
        forum = Forum.objects.get(cycle__plan_year=year)
        here = f"/rembug/kecamatan/{forum.pk}/"
        for proposal, agency in addressed.items():
            self.settle(here, proposal, verdict="disepakati", agency=agency)
        for proposal in refused:
            fields = {"verdict": "tidak_disepakati", "to": "ditolak"}
            self.settle(here, proposal, status=422, **fields)
            self.settle(here, proposal, **fields, **LAND)
        return here

    def settle(self, here, proposal, status=302, **fields):
        seen = Forum.objects.get(pk=here.split("/")[3]).version
        self.camat.send(f"{here}usulan/{proposal.pk}/", status=status, seen=seen, **fields)


def at(proposal):
    return f"/rembug/usulan/{proposal.pk}/jawaban/"


SEEN = {"seen": "diverifikasi_opd"}
BUDGET = {"to": "masuk_apbd", "basis": "Perda 9/2026", "activity": "Jalan lingkungan", "seen": "masuk_rkpd"}


def lists_go_up(first, second):
    """Nothing of the neighbour, nothing twice, nothing empty; the late list visibly late."""
    cycle = first.open(YEAR, TODAY + timedelta(days=9))
    other = second.open(YEAR, TODAY - timedelta(days=1))
    first.asks("Paving", "Drainase", "Taman", "Posyandu")
    second.asks("Jembatan")
    mine = [one(title) for title in ("Drainase", "Paving", "Taman", "Posyandu")]
    bridge = one("Jembatan", village=SECOND)
    assert "tidak dapat naik" in hand_up(first.operator, cycle, bridge, status=422)
    assert "Masih kosong" in hand_up(first.operator, cycle, status=422)
    hand_up(first.operator, cycle, *mine)
    hand_up(first.operator, cycle, mine[0], status=422)
    assert "terlihat terlambat" in second.operator.read(f"/rembug/naik/tahun/{other.pk}/")
    hand_up(second.operator, other, bridge)
    assert [h.late for h in HandOver.objects.order_by("pk")] == [False, True]
    first.operator.read(f"/rembug/naik/tahun/{other.pk}/", status=404)
    return [*mine, bridge]


def the_kecamatan_decides(city, first, drainage, paving, park, care, bridge):
    """Ranks, an address for each, a refusal with its reason; a second person decides."""
    here = city.sit(YEAR, {paving: WORKS, drainage: WORKS, bridge: WORKS, care: SOCIAL}, [park])
    assert "terlambat" in city.camat.read(f"/rembug/jenjang/?tahun={YEAR}")
    forum = Forum.objects.get()
    ranks = {f"urutan_{bridge.pk}": 1, f"urutan_{drainage.pk}": 2, f"urutan_{paving.pk}": 3}
    city.camat.send(f"{here}urutan", status=422, seen=forum.version - 1, **ranks)
    city.camat.send(f"{here}urutan", seen=forum.version, **ranks)
    city.camat.send(f"{here}penetapan/", status=422, number="050/11", date=TODAY.isoformat())
    city.secretary.send(f"{here}penetapan/", number="050/11", date=TODAY.isoformat())
    assert state("Taman") == "ditolak"
    shown = first.asker.read(here)
    assert "Lahannya masih milik perorangan" in shown
    assert 'name="urutan_' not in shown
    Desk("Bu Lain", Role.OPERATOR, "35.73.01.1001").read(here, status=404)
    hand_up(city.camat, forum.cycle, bridge, drainage, paving, care)
    city.bappeda.send(f"/rembug/naik/{HandOver.objects.last().pk}/terima")


def the_agencies_answer(city, drainage, paving, care, bridge):
    """Each its own, never without a reason, never over another's answer, never twice."""
    desk = city.works.read(f"/rembug/meja/?tahun={YEAR}")
    assert "3 usulan menunggu jawaban Anda" in desk
    assert "Posyandu" not in desk
    city.social.send(at(paving), status=422, **accept(), **SEEN)
    city.works.send(at(paving), status=422, to="ditolak", **SEEN)
    city.works.send(at(paving), status=422, **accept(activity=""), **SEEN)
    city.works.send(at(paving), status=422, **accept("15.000.000"), **SEEN)
    assert state("Paving") == "diverifikasi_opd"
    ident = str(uuid4())
    smaller = accept("15.000.000", volume="75", words="Panjangnya 75 meter menurut ukur.")
    city.works.send(at(paving), ident=ident, **smaller, **SEEN)
    city.works.send(at(paving), ident=ident, **smaller, **SEEN)
    city.bappeda.send(at(paving), status=422, to="ditolak", **LAND, **SEEN)
    assert Answer.objects.filter(amount=15_000_000).count() == 1
    city.works.send(at(drainage), **accept(), **SEEN)
    city.works.send(at(bridge), **accept(), **SEEN)
    city.social.send(at(care), to="ditunda", reason="kalah_prioritas", words="Dahulukan RW 05.", **SEEN)
    city.works.send(at(drainage), status=422, to="masuk_rkpd", seen="diterima")


def the_budget_is_booked(city, first, drainage, paving, bridge):
    """The RKPD all at once, the APBD with what each got; two stay behind in the RKPD."""
    ticked = [p.pk for p in (paving, drainage, bridge)]
    book = {"tahun": YEAR, "tahap": "diterima", "to": "masuk_rkpd", "pilih": ticked}
    city.bappeda.send("/rembug/meja/", status=422, **book)
    city.bappeda.send("/rembug/meja/", basis="Perwali 21/2026", **book)
    city.bappeda.send("/rembug/meja/", status=422, basis="Perwali 21/2026", **book)
    city.bappeda.send(at(paving), amount="15.000.000", volume="75", **BUDGET)
    assert one("Paving").granted == 15_000_000
    first.operator.send(at(drainage), status=422, amount="1", **BUDGET)
    for step in ("dilaksanakan", "bast", "selesai"):
        first.operator.send(f"/rembug/usulan/{paving.pk}/langkah", to=step)
    told = first.asker.read(f"/usulan/{paving.code}/")
    for words in ("Rp15.000.000", "Perda 9/2026", "Panjangnya 75 meter", "urutan 3"):
        assert words in told


def the_unmet_come_back(city, first, second, drainage):
    """Everything that was not paid, what stands in the RKPD too; paid after all, its copy is joined to it."""
    again = first.open(YEAR + 1, TODAY + timedelta(days=400))
    second.open(YEAR + 1, TODAY + timedelta(days=400))
    back = {p.title: p for p in Proposal.objects.filter(cycle=again)}
    assert set(back) == {"Drainase", "Taman", "Posyandu"}
    assert {(p.years_carried, p.agency, p.granted) for p in back.values()} == {(1, "", None)}
    assert f"semua dibawa ke {YEAR + 1}" in city.bappeda.read(f"/rembug/jenjang/?tahun={YEAR}")
    city.bappeda.send(at(drainage), amount="20.000.000", volume="100", **BUDGET)
    assert state("Drainase", YEAR + 1) == "digabung"
    assert one("Drainase", YEAR + 1).merged_into == drainage
    return again, back["Posyandu"]


def the_second_year_pays(city, first, again, care):
    """The posyandu goes all the way."""
    first.asker.send(f"/rembug/daftar/{first.rt}/", order=str(care.pk), deed="", seen="0")
    first.hand_in()
    hand_up(first.operator, again, care)
    here = city.sit(YEAR + 1, {care: SOCIAL})
    assert "dibawa 1 kali" in city.camat.read(here)
    city.secretary.send(f"{here}penetapan/", number="050/12", date=TODAY.isoformat())
    hand_up(city.camat, Forum.objects.get(cycle__plan_year=YEAR + 1).cycle, care)
    city.social.send(at(care), **accept(), **SEEN)
    full = {"amount": "20.000.000", "volume": "100"}
    city.bappeda.send(at(care), **(BUDGET | full | {"to": "masuk_rkpd", "seen": "diterima"}))
    city.bappeda.send(at(care), **(BUDGET | full))
    assert state("Posyandu", YEAR + 1) == "masuk_apbd"


def test_two_kelurahan_go_up_to_the_budget_and_what_was_not_paid_comes_back():
    first, second, city = Village(FIRST), Village(SECOND), City()
    drainage, paving, park, care, bridge = lists_go_up(first, second)
    the_kecamatan_decides(city, first, drainage, paving, park, care, bridge)
    the_agencies_answer(city, drainage, paving, care, bridge)
    the_budget_is_booked(city, first, drainage, paving, bridge)
    again, care = the_unmet_come_back(city, first, second, drainage)
    the_second_year_pays(city, first, again, care)
    assert verify().whole


def test_a_desa_books_its_own_plan_and_budget_and_sends_up_what_it_cannot_pay():
    desa, foreign = Village(DESA), Village(FIRST)
    desa.open(YEAR, TODAY + timedelta(days=9))
    foreign.open(YEAR, TODAY + timedelta(days=9))
    desa.asks("Talud", "Irigasi", "Gapura")
    foreign.asks("Paving")
    levee, water = one("Talud", village=DESA), one("Irigasi", village=DESA)
    book = {"tahun": YEAR, "tahap": "diprioritaskan_kel", "to": "masuk_rkpd", "basis": "Perdes 4/2026"}

    # A kelurahan has no budget of its own; a desa has.
    assert "Tidak ada yang menunggu Anda" in foreign.operator.read(f"/rembug/meja/?tahun={YEAR}")
    foreign.operator.send("/rembug/meja/", status=422, pilih=[one("Paving").pk], **book)
    desa.operator.send("/rembug/meja/", pilih=[levee.pk, water.pk], **book)
    budget = {"amount": "18.000.000", "activity": "Talud", "to": "masuk_apbd", "seen": "masuk_rkpd"}
    address = f"/rembug/usulan/{levee.pk}/jawaban/"
    desa.head.send(address, status=422, basis="Perdes 7/2026", **budget)
    desa.head.send(address, basis="Perdes 7/2026", words="Harga batu turun.", **budget)
    assert one("Talud", village=DESA).granted == 18_000_000
    assert "masuk APBD/APB Desa" in desa.asker.read(f"/rembug/usulan/{levee.pk}/")

    # The next year: booked in the RKP Desa but not paid, and never booked, both come back.
    again = desa.open(YEAR + 1, TODAY + timedelta(days=400))
    assert set(Proposal.objects.filter(cycle=again).values_list("title", flat=True)) == {"Irigasi", "Gapura"}
    assert verify().whole
