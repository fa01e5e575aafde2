"""Pages of a session through the browser's eyes: by the operator, the lurah, an RT head and a stranger."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from berdaya.deliberation.models import Delegate, ForumChange, Proposal, Session
from berdaya.deliberation.services.deciding import close_session
from berdaya.deliberation.services.sitting import compute_draft
from tests.deliberation import sitting
from tests.deliberation.office import VILLAGE, lurah, operator, rt_head, year
from tests.deliberation.sitting import MILLION, label
from tests.office import browser

pytestmark = pytest.mark.django_db
HOME = "/rembug/sidang/"


def send(page, address, **fields):
    return page.post(address, {"request_id": str(uuid4()), **fields})


def text(answer):
    return answer.content.decode()


def test_a_session_goes_from_money_to_decision_through_its_pages():
    who, chief = operator(), lurah()
    sitting.three_rts()
    cycle = year(who=who)
    sitting.lists(cycle, sitting.proposals(cycle))
    page, second = browser(who), browser(chief)
    assert "Buka sidang" in text(page.get(HOME))
    assert send(page, f"{HOME}mulai/{cycle.pk}").status_code == 302
    session = Session.objects.get()
    here = f"{HOME}{session.pk}/"
    money = {
        "budget": "360.000.000", "menu_sarpras": "270.000.000", "menu_pemberdayaan": "", "level": "rt",
        "group_weight": "0", "seen": session.version,
    }  # fmt: skip
    assert send(page, f"{here}pagu/", **money).status_code == 302
    assert send(page, f"{here}hitung").status_code == 302
    shown = text(page.get(here))
    assert "Uang habis di sini" in shown
    assert "Didanai pada tahap peringkat 1" in shown
    session.refresh_from_db()
    change = {
        "proposal": label("P2"), "kind": "biaya", "amount": "110.000.000", "proposer": "RW 001",
        "reason": "Harga pipa turun.", "seen": session.version,
    }  # fmt: skip
    assert send(page, f"{here}perubahan/", **change).status_code == 302
    person = {"name": "Siti Aminah", "sex": "P", "body": "Wakil perempuan"}
    assert send(page, f"{here}utusan/", **person).status_code == 302
    assert send(page, f"{here}tutup").status_code == 302
    assert send(second, f"{here}penetapan/", number="141/7", date="14/01/2026").status_code == 302
    assert Proposal.objects.get(number=2).cost == 110 * MILLION
    assert "Hasil yang ditetapkan" in text(page.get(here))


def test_an_rt_head_reads_the_session_of_his_village_without_buttons_and_names():
    who = operator()
    session, _ = sitting.computed(who)
    send(browser(who), f"{HOME}{session.pk}/utusan/", name="Siti Aminah", sex="P", body="LPMK")
    assert Delegate.objects.count() == 1
    page = browser(rt_head())
    for address in ("", "unit/", "prioritas/"):
        shown = page.get(f"{HOME}{session.pk}/{address}")
        assert shown.status_code == 200
        assert "Siti" not in text(shown)
        assert 'method="post" action="/rembug' not in text(shown)
    assert page.get(f"{HOME}{session.pk}/pagu/").status_code == 404


def test_a_session_of_another_village_is_absent():
    session, _ = sitting.computed()
    page = browser(sitting.outsider())
    for address in ("", "unit/", "prioritas/", "pagu/", "perubahan/", "utusan/"):
        assert page.get(f"{HOME}{session.pk}/{address}").status_code == 404
    assert f"{HOME}{session.pk}/" not in text(page.get(HOME))


def test_the_page_of_units_lets_an_rt_head_compute_his_share_again():
    session, _ = sitting.computed()
    shown = text(browser(rt_head()).get(f"{HOME}{session.pk}/unit/"))
    assert "RT 001/RW 001" in shown
    assert "Rp100.000.000" in shown  # 360 million x (90 + 10) / 360
    assert "Langkah demi langkah" in shown


def test_a_refused_step_says_on_the_page_what_to_do_first():
    who = operator()
    session = sitting.ready(who)
    sitting.add_body(None, sitting.NewBody(sitting.Kind.RT, f"{VILLAGE}.001.004", "SK Lurah 3/2020"))
    answer = send(browser(who), f"{HOME}{session.pk}/hitung")
    assert answer.status_code == 422
    assert "Catat banyaknya KK unit ini" in text(answer)


def test_what_is_missing_in_a_change_is_said_beside_its_field():
    who = operator()
    session, draft = sitting.computed(who)
    out = next(iter(draft.answer["not_funded"]))
    fields = {
        "proposal": out,
        "kind": "masuk",
        "proposer": "RW 001",
        "reason": "Mendesak.",
        "seen": session.version,
    }
    answer = send(browser(who), f"{HOME}{session.pk}/perubahan/", **fields)
    assert answer.status_code == 422
    assert "terlampaui" in text(answer)
    assert not ForumChange.objects.exists()


def test_whoever_computed_is_told_that_another_decides():
    chief = lurah()
    session, _ = sitting.computed(chief)
    close_session(chief, session)
    answer = send(browser(chief), f"{HOME}{session.pk}/penetapan/", number="1", date="14/01/2026")
    assert answer.status_code in (403, 422)
    assert Session.objects.get().state == "dibahas"


def test_the_page_asks_as_many_questions_for_many_proposals_as_for_few():
    who = operator()
    session, _ = sitting.computed(who)
    page = browser(who)

    def asked():
        page.get(f"{HOME}{session.pk}/")
        with CaptureQueriesContext(connection) as found:
            assert page.get(f"{HOME}{session.pk}/").status_code == 200
        return len(found)

    few = asked()
    more = [
        sitting.proposed(
            rt_head(sitting.RTS[1]), session.cycle, title=f"Lampu jalan {n} gang {n * 7}", cost=MILLION
        )
        for n in range(4)
    ]
    sitting.Proposal.objects.filter(pk__in=[one.pk for one in more]).update(state="disepakati_rembug")
    compute_draft(who, session)
    assert asked() == few
