"""Swadaya, CSR and central money: pledged, received, let go; the sums add up, the path needs them."""

from datetime import timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from berdaya.access.clock import today_in
from berdaya.access.rules.roles import Role
from berdaya.deliberation import public
from berdaya.deliberation.models import Contribution
from berdaya.deliberation.rules.contributing import (
    Entry,
    Form,
    Giver,
    Kind,
    Sums,
    Written,
    by_giver,
    by_pledge,
    path_faults,
    pledge_faults,
    receipt_faults,
    sums_of,
)
from berdaya.deliberation.rules.states import State
from berdaya.deliberation.services import supporting
from berdaya.deliberation.services.moving import Step, move
from berdaya.deliberation.services.supporting import Pledge
from berdaya.kernel.findings import Refused
from tests.deliberation import office
from tests.deliberation.office import OTHER, RT1, RT2, VILLAGE
from tests.office import browser, hat

TODAY = today_in(VILLAGE)
COST = 24_000_000


def codes(faults):
    return [one.code.removeprefix("support.") for one in faults]


# ---------- rules ----------


@given(st.lists(st.tuples(st.integers(1, 10**9), st.lists(st.integers(1, 10**9), max_size=4)), max_size=6))
def test_whatever_is_received_and_let_go_the_sums_add_up(pledges):
    """Receipts beyond what is open are refused; the rest is let go. Then nothing is open anywhere."""
    entries = []
    for key, (value, receipts) in enumerate(pledges):
        giver = list(Giver)[key % 5]
        entries.append(Entry(Kind.PLEDGE, value, key, giver=giver, name="PT A" if giver.named else ""))
        for one in receipts:
            stands = by_pledge(entries)[key]
            refused = list(receipt_faults(stands, TODAY, Written(one, TODAY, proof="1"), TODAY))
            assert (codes(refused) == ["more"]) is (one > stands.open)
            if not refused:
                entries.append(Entry(Kind.RECEIPT, one, key))
        rest = by_pledge(entries)[key].open
        if rest and key % 2:
            entries.append(Entry(Kind.LET_GO, rest, key))
    whole = sums_of(entries)
    assert sum(by_pledge(entries).values(), Sums()) == whole
    assert sum(by_giver(entries).values(), Sums()) == whole
    assert 0 <= whole.received <= whole.pledged
    assert whole.open == sum(one.open for one in by_pledge(entries).values())


@pytest.mark.parametrize(
    ("giver", "name", "form", "what", "code"),
    [
        (Giver.PEOPLE, "", Form.MONEY, Written(0, TODAY), ["value"]),
        (Giver.PEOPLE, "", Form.MONEY, Written(5, TODAY + timedelta(1)), ["future"]),
        (Giver.FIRM, " ", Form.MONEY, Written(5, TODAY), ["giver"]),
        (Giver.PEOPLE, "Darmo", Form.MONEY, Written(5, TODAY), ["giver"]),
        (Giver.PEOPLE, "", Form.LABOUR, Written(5, TODAY), ["what"]),
        (Giver.PEOPLE, "", Form.LABOUR, Written(5, TODAY, "15 orang 2 hari"), []),
        (Giver.FIRM, "PT Maju", Form.GOODS, Written(5, TODAY, "40 sak semen"), []),
    ],
)
def test_what_a_pledge_needs(giver, name, form, what, code):
    assert codes(pledge_faults(giver, name, form, what, TODAY)) == code


def test_a_phone_number_is_refused_in_a_pledge():
    what = Written(5, TODAY, "hubungi 081234567890")
    found = list(pledge_faults(Giver.PEOPLE, "", Form.MONEY, what, TODAY))
    assert [one.code for one in found] == ["deliberation.person_number"]


def entry(kind, value, form=Form.MONEY, pledge=1):
    return Entry(kind, value, pledge, form)


@pytest.mark.parametrize(
    ("to", "entries", "alone", "code"),
    [
        (State.PLEDGED, [], False, ["none"]),
        (State.PLEDGED, [entry(Kind.PLEDGE, 1)], False, []),
        (State.PLEDGED, [entry(Kind.PLEDGE, 1), entry(Kind.LET_GO, 1)], False, ["none"]),
        (State.MONEY_READY, [entry(Kind.PLEDGE, 99, Form.GOODS)], False, ["short"]),
        (State.MONEY_READY, [entry(Kind.PLEDGE, 100)], False, ["money"]),
        (State.MONEY_READY, [entry(Kind.PLEDGE, 100, Form.LABOUR)], True, []),
        (State.MONEY_READY, [entry(Kind.PLEDGE, 100), entry(Kind.RECEIPT, 100)], True, ["alone"]),
        (State.MONEY_READY, [entry(Kind.PLEDGE, 100), entry(Kind.RECEIPT, 100)], False, []),
        (State.HANDED_OVER, [entry(Kind.PLEDGE, 100, Form.LABOUR)], False, ["open"]),
        (State.HANDED_OVER, [], False, []),
    ],
)
def test_what_each_step_of_the_path_needs(to, entries, alone, code):
    assert codes(path_faults(to, 100, entries, alone=alone)) == code


# ---------- a proposal goes its whole way ----------


@pytest.fixture
def desk(db, monkeypatch, tmp_path):
    monkeypatch.setenv("BERDAYA_DATA", str(tmp_path))
    monkeypatch.delenv("BERDAYA_KEYS", raising=False)


def agreed(**other):
    rt, cycle = office.rt_head(), office.year()
    one = office.proposed(rt, cycle, source="swadaya", **other)
    office.handed(rt, cycle, one)
    one.refresh_from_db()
    return rt, one


def given_by(giver=Giver.PEOPLE, value=COST, form=Form.MONEY, name="", words=""):
    return Pledge(giver, form, Written(value, TODAY, words), name)


def test_from_the_rembug_to_the_hand_over_with_money_goods_and_labour(desk):
    rt, one = agreed()
    operator, lurah = office.operator(), office.lurah()
    with pytest.raises(Refused, match="belum ada yang menjanjikan"):
        move(operator, one, Step(State.PLEDGED))
    money = supporting.pledge(rt, one, given_by(value=10_000_000))
    work = supporting.pledge(rt, one, given_by(value=4_000_000, form=Form.LABOUR, words="20 orang 2 hari"))
    move(operator, one, Step(State.PLEDGED))
    with pytest.raises(Refused, match=r"baru Rp14\.000\.000 dari Rp24\.000\.000"):
        move(lurah, one, Step(State.MONEY_READY))
    firm = given_by(Giver.FIRM, 12_000_000, Form.GOODS, "PT Semen Jaya", "200 sak semen")
    goods = supporting.pledge(operator, one, firm)
    with pytest.raises(Refused, match=r"Rp10\.000\.000 belum diterima"):
        move(lurah, one, Step(State.MONEY_READY))
    supporting.receive(rt, money, Written(10_000_000, TODAY, proof="KW-1"))
    move(lurah, one, Step(State.MONEY_READY))
    move(lurah, one, Step(State.CARRIED_OUT))
    supporting.receive(operator, goods, Written(11_000_000, TODAY, proof="TTB-1"))
    supporting.receive(rt, work, Written(4_000_000, TODAY, proof="DH-1"))
    with pytest.raises(Refused, match=r"Rp1\.000\.000 dijanjikan dan belum diterima"):
        move(lurah, one, Step(State.HANDED_OVER))
    supporting.let_go(operator, goods, "Sisa semen tidak dikirim.")
    done = move(lurah, one, Step(State.HANDED_OVER))
    assert done.standing is State.HANDED_OVER
    entries = [row.entry for row in Contribution.objects.all()]
    assert sums_of(entries) == Sums(25_000_000, 25_000_000)


def test_whoever_wrote_all_receipts_does_not_say_that_the_money_is_there(desk):
    _, one = agreed()
    operator = office.operator()
    promised = supporting.pledge(operator, one, given_by())
    supporting.receive(operator, promised, Written(COST, TODAY, proof="KW-1"))
    move(operator, one, Step(State.PLEDGED))
    with pytest.raises(Refused, match="Anda sendiri"):
        move(operator, one, Step(State.MONEY_READY))
    assert move(office.lurah(), one, Step(State.MONEY_READY)).standing is State.MONEY_READY


def test_a_receipt_taken_back_is_open_again_and_only_once(desk):
    rt, one = agreed()
    promised = supporting.pledge(rt, one, given_by())
    receipt = supporting.receive(rt, promised, Written(5_000_000, TODAY, proof="KW-1"))
    supporting.take_back(rt, receipt, "Salah ketik.")
    assert sums_of(row.entry for row in Contribution.objects.all()) == Sums(COST, 0)
    with pytest.raises(Refused, match="sudah dibatalkan"):
        supporting.take_back(rt, receipt, "Salah ketik.")


def test_a_neighbouring_rt_writes_nothing_down(desk):
    _, one = agreed()
    with pytest.raises(Exception, match=r"^$"):
        supporting.pledge(office.rt_head(RT2), one, given_by())


def test_nothing_is_pledged_for_a_draft_or_after_the_hand_over(desk):
    rt, cycle = office.rt_head(), office.year()
    one = office.proposed(rt, cycle)
    with pytest.raises(Refused, match="diusulkan"):
        supporting.pledge(rt, one, given_by())


# ---------- pages ----------


def sent(client, address, **fields):
    return client.post(address, {"request_id": str(uuid4()), **fields})


def test_the_pages_write_down_and_everybody_reads_the_firm_but_no_resident(desk):
    _, one = agreed()
    client = browser(office.operator())
    here = f"/rembug/usulan/{one.pk}/dukungan/"
    assert "Belum ada yang menjanjikan" in client.get(here).content.decode()
    firm = {"giver": "csr", "name": "PT Semen Jaya", "form": "barang", "words": "40 sak semen"}
    day = TODAY.isoformat()
    assert sent(client, f"{here}janji", **firm, value="4.000.000", on=day).status_code == 302
    people = {"giver": "warga", "form": "uang", "value": "20.000.000", "on": day}
    assert sent(client, f"{here}janji", **people, name="Darmo").status_code == 422
    assert sent(client, f"{here}janji", **people).status_code == 302
    money = Contribution.objects.get(giver="warga")
    more = sent(client, f"/rembug/dukungan/{money.pk}/terima", value="21.000.000", on=day, proof="KW-1")
    assert "melebihi sisa janji Rp20.000.000" in more.content.decode()
    assert (
        sent(client, f"/rembug/dukungan/{money.pk}/terima", value="15jt", on=day, proof="KW-1").status_code
        == 302
    )
    page = client.get(here).content.decode()
    assert "Rp24.000.000" in page
    assert "Rp15.000.000" in page
    assert sent(client, f"/rembug/dukungan/{money.pk}/lepas", reason="Sebagian pindah.").status_code == 302
    public_page = browser().get(f"/usulan/{one.code}/").content.decode()
    assert "PT Semen Jaya" in public_page
    assert "Sebagian pindah" not in public_page
    village = browser().get(f"/warga/{VILLAGE}/").content.decode()
    assert "untuk 1 usulan: dijanjikan Rp19.000.000, diterima Rp15.000.000" in village
    assert public.proposal_of(one.code).support == (
        ("PT Semen Jaya", "Rp4.000.000", "Rp0"),
        ("Warga", "Rp15.000.000", "Rp15.000.000"),
    )


def test_the_letter_asks_for_what_is_still_missing(desk):
    rt, one = agreed()
    supporting.pledge(rt, one, given_by(value=4_000_000))
    client = browser(office.operator())
    answer = sent(
        client, f"/rembug/usulan/{one.pk}/dukungan/surat",
        to="Forum TSP Kota", date=TODAY.isoformat(), number="400/12/2026", signer="Lurah",
    )  # fmt: skip
    assert answer.status_code == 302, answer.content.decode()[:3000]
    from berdaya.deliberation.printing_support import Letter, letter_values

    facts = dict(letter_values(one, Letter("Forum TSP Kota", TODAY))["facts"])
    assert (facts["Sudah ada dukungan"], facts["Yang dimohonkan"]) == ("Rp4.000.000", "Rp20.000.000")
    assert "Surat Permohonan Dukungan" in client.get(f"/rembug/usulan/{one.pk}/dukungan/").content.decode()


def test_the_operator_next_door_sees_no_gift(desk):
    rt, one = agreed()
    promised = supporting.pledge(rt, one, given_by())
    joko = browser(office.operator(OTHER))
    for address in (f"/rembug/usulan/{one.pk}/dukungan/", f"/rembug/dukungan/{promised.pk}/terima"):
        assert joko.get(address).status_code == 404


def test_an_auditor_reads_and_writes_nothing(desk):
    rt, one = agreed()
    supporting.pledge(rt, one, given_by())
    auditor = browser(hat("Bu Auditor", Role.AUDITOR, VILLAGE))
    assert auditor.get(f"/rembug/usulan/{one.pk}/dukungan/").status_code == 200
    assert sent(auditor, f"/rembug/usulan/{one.pk}/dukungan/janji").status_code == 404


def test_the_page_asks_few_questions_for_many_gifts(desk, django_assert_max_num_queries):
    rt, one = agreed()
    for n in range(6):
        promised = supporting.pledge(rt, one, given_by(value=1_000_000))
        supporting.receive(rt, promised, Written(500_000, TODAY, proof=f"KW-{n}"))
    client = browser(hat("Pak RT", Role.RT_HEAD, RT1))
    with django_assert_max_num_queries(10):
        assert client.get(f"/rembug/usulan/{one.pk}/dukungan/").status_code == 200
