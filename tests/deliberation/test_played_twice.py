"""Played through the pages: forms that come twice, two people at once, one's own path, a desa's budget."""

from uuid import uuid4

import pytest

from berdaya.access.clock import today_in
from berdaya.access.rules.roles import Role
from berdaya.deliberation.models import Contribution, HandOver, Move, Proposal
from berdaya.deliberation.rules.kinds import Source
from berdaya.deliberation.rules.states import Reason, State
from berdaya.deliberation.services.moving import Step, move
from tests.deliberation import levels, office
from tests.deliberation.levels import KECAMATAN, camat, titled
from tests.deliberation.office import VILLAGE, YEAR, operator
from tests.deliberation.test_exchange import table
from tests.office import browser, hat

TODAY = today_in(VILLAGE)
DESA = "33.27.01.2001"


@pytest.fixture(autouse=True)
def _place(db, monkeypatch, tmp_path):
    monkeypatch.setenv("BERDAYA_DATA", str(tmp_path))


def post(client, address, *, key=None, **fields):
    return client.post(address, {"request_id": key or str(uuid4()), **fields})


def second(role=Role.OPERATOR, place=VILLAGE, **more):
    return browser(hat("Pak Kedua", role, place, **more))


def step(client, one, to, **fields):
    """One step by its page; the state that the person has before him comes along."""
    seen = Proposal.objects.get(pk=one.pk).state
    form = {"to": to.value, "reason": "", "words": "", "seen": seen} | fields
    return post(client, f"/rembug/usulan/{one.pk}/langkah", **form)


# ---------- paths of one's own ----------


@pytest.mark.parametrize(
    ("source", "giver", "name"),
    [
        ("swadaya", "warga", ""),
        ("csr", "csr", "PT Semen Jaya"),
        (Source.CENTRE.value, "pusat", "DAK Sanitasi"),
    ],
)
def test_from_the_pledge_to_the_hand_over_by_pages(source, giver, name):
    rt, cycle = office.rt_head(), office.year()
    one = office.proposed(rt, cycle, source=source)
    office.handed(rt, cycle, one)
    desk, other = browser(operator()), second()
    given = {"giver": giver, "name": name, "form": "uang", "value": "24.000.000", "words": "", "on": TODAY}
    key = str(uuid4())
    for _ in range(2):
        assert post(desk, f"/rembug/usulan/{one.pk}/dukungan/janji", key=key, **given).status_code == 302
    promised = Contribution.objects.get()
    assert step(desk, one, State.PLEDGED).status_code == 302
    assert step(desk, one, State.MONEY_READY).status_code == 422
    came = {"value": "24.000.000", "on": TODAY, "proof": "KW-1", "words": ""}
    key = str(uuid4())
    for _ in range(2):
        assert post(desk, f"/rembug/dukungan/{promised.pk}/terima", key=key, **came).status_code == 302
    assert post(other, f"/rembug/dukungan/{promised.pk}/terima", **came).status_code == 422
    assert Contribution.objects.count() == 2
    assert step(desk, one, State.MONEY_READY).status_code == 422
    for client, to in (
        (other, State.MONEY_READY), (desk, State.CARRIED_OUT), (desk, State.HANDED_OVER), (desk, State.DONE)
    ):  # fmt: skip
        assert step(client, one, to).status_code == 302, to
    one.refresh_from_db()
    assert one.standing is State.DONE
    page = browser(rt).get(f"/rembug/usulan/{one.pk}/dukungan/").content.decode()
    assert "Rp24.000.000" in page


def test_a_reason_in_the_book_of_gifts_says_something_and_names_no_number():
    rt, cycle = office.rt_head(), office.year()
    one = office.proposed(rt, cycle, source="swadaya")
    office.handed(rt, cycle, one)
    desk = browser(operator())
    given = {"giver": "warga", "form": "uang", "value": "5.000", "on": TODAY}
    post(desk, f"/rembug/usulan/{one.pk}/dukungan/janji", **given)
    promised = Contribution.objects.get()
    address = f"/rembug/dukungan/{promised.pk}/lepas"
    for words in ("x", "Hubungi 0812 3456 7890 dahulu."):
        assert post(desk, address, reason=words).status_code == 422, words
    came = {"value": "5.000", "on": TODAY, "proof": "KW-1", "words": "NIK 3573012345678901"}
    assert post(desk, f"/rembug/dukungan/{promised.pk}/terima", **came).status_code == 422
    assert Contribution.objects.count() == 1
    assert post(desk, address, reason="Pemberinya pindah kota.").status_code == 302


# ---------- a desa pays itself ----------


def test_a_desa_takes_its_choice_through_rkp_desa_and_apb_desa_by_pages():
    one = levels.chosen("Paving", village=DESA)[0]
    desk = browser(operator(DESA))
    page = f"/rembug/meja/?tahun={YEAR}"
    assert "Paving" in desk.get(page).content.decode()
    # the first answer names the activity; after that it is booked with the others
    first = {"to": "masuk_rkpd", "amount": "24.000.000", "activity": "Jalan desa", "basis": "Perdes 3/2026"}
    key = str(uuid4())
    for _ in range(2):
        answer = post(desk, f"/rembug/usulan/{one.pk}/jawaban/", key=key, seen=one.state, **first)
        assert answer.status_code == 302
    booked = {"tahun": YEAR, "tahap": "masuk_rkpd", "to": "masuk_apbd", "pilih": one.pk}
    assert post(desk, "/rembug/meja/", **booked, basis="APB Desa").status_code == 422
    assert post(desk, "/rembug/meja/", **booked, basis="Perdes 7/2026").status_code == 302
    late = post(second(place=DESA), "/rembug/meja/", **booked, basis="Perdes 7/2026")
    assert late.status_code == 422
    for to in (State.CARRIED_OUT, State.HANDED_OVER, State.DONE):
        assert step(desk, one, to).status_code == 302
    assert titled("Paving").standing is State.DONE
    assert [move.before for move in Move.objects.filter(proposal=one, after="masuk_apbd")] == ["masuk_rkpd"]


# ---------- two at once ----------


def test_a_list_goes_up_once_however_many_send_it():
    one, two = levels.chosen("Paving", "Drainase")
    form = {"pilih": [one.pk, two.pk], f"urutan_{one.pk}": "2", f"urutan_{two.pk}": "1"}
    address, key = f"/rembug/naik/tahun/{one.cycle_id}/", str(uuid4())
    desk = browser(operator())
    for _ in range(2):
        assert post(desk, address, key=key, **form).status_code == 302
    late = post(second(), address, **form)
    assert (late.status_code, HandOver.objects.count()) == (422, 1)
    assert [item.proposal.title for item in HandOver.objects.get().items.all()] == ["Drainase", "Paving"]
    made = HandOver.objects.get()
    for client in (browser(camat()), second(Role.KECAMATAN_STAFF, KECAMATAN)):
        assert post(client, f"/rembug/naik/{made.pk}/terima").status_code == 302
    assert made.cycle.hand_overs.count() == 1


def test_two_ranking_in_the_kecamatan_from_the_same_page():
    found = levels.forum()
    ranks = {f"urutan_{titled('Taman').pk}": "1"}
    address = f"/rembug/kecamatan/{found.pk}/urutan"
    post(browser(camat()), address, version=found.version, **ranks)
    page = second(Role.KECAMATAN_STAFF, KECAMATAN)
    other = {f"urutan_{titled('Posyandu').pk}": "1"}
    said = page.post(address, {"request_id": str(uuid4()), "version": found.version, **other}, follow=True)
    assert "diubah orang lain" in said.content.decode().casefold()


def test_two_steps_from_the_same_page_are_one():
    rt, cycle = office.rt_head(), office.year()
    one = office.proposed(rt, cycle)
    office.handed(rt, cycle, one)
    form = {"to": "ditunda", "reason": Reason.CEILING.value, "words": "Pagunya habis.", "seen": one.state}
    form["seen"] = Proposal.objects.get(pk=one.pk).state
    assert post(browser(operator()), f"/rembug/usulan/{one.pk}/langkah", **form).status_code == 302
    other = form | {"to": "diverifikasi_kel", "reason": "", "words": ""}
    assert post(second(), f"/rembug/usulan/{one.pk}/langkah", **other).status_code == 422
    one.refresh_from_db()
    assert one.standing is State.DEFERRED


def test_a_table_that_two_confirm_is_written_once():
    cycle, desk = office.year(), browser(operator())
    url = post(desk, f"/rembug/tukar/{cycle.pk}/", file=table({})).url
    other = second()
    copy = post(other, f"/rembug/tukar/{cycle.pk}/", file=table({})).url
    assert copy == url
    for client in (desk, other, desk):
        assert post(client, f"{url}catat").status_code == 302
    assert Proposal.objects.count() == 1
    again = post(other, f"/rembug/tukar/{cycle.pk}/", file=table({})).url
    assert "Tidak ada yang baru" in other.get(again).content.decode()


def test_what_moved_since_a_table_was_looked_at_is_told_anew():
    rt, cycle = office.rt_head(), office.year()
    one = office.proposed(rt, cycle)
    office.handed(rt, cycle, one)
    desk = browser(operator())
    why = {"alasan": "status lahan belum jelas", "penjelasan": "Tanahnya milik perorangan."}
    row = {"nomor_usulan": one.label, "status": "ditolak"} | why
    url = post(desk, f"/rembug/tukar/{cycle.pk}/", file=table(row)).url
    move(operator(), one, Step(State.DEFERRED, Reason.CEILING.value, "Pagu menunya habis."))
    post(desk, f"{url}catat")
    one.refresh_from_db()
    assert one.standing is State.DEFERRED
    assert "belum dapat dicatat" in desk.get(url).content.decode()
