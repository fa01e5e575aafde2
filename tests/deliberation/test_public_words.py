"""Words that everybody reads: numbers of people are refused names are pointed out."""

from uuid import uuid4

import pytest

from berdaya.deliberation.models import Proposal
from berdaya.deliberation.rules.forum import Kind
from berdaya.deliberation.rules.proposing import Unit
from berdaya.deliberation.rules.states import Reason, State
from berdaya.deliberation.services.deciding import Wish, change_by_forum
from berdaya.deliberation.services.moving import Step, move
from berdaya.deliberation.services.proposing import save_draft
from berdaya.kernel.findings import Refused
from tests.deliberation import office
from tests.deliberation.office import RT1
from tests.deliberation.sitting import computed
from tests.office import browser

pytestmark = pytest.mark.django_db
NIK, PHONE = "3573054107800001", "0812-3456-7890"


@pytest.mark.parametrize("field", ["title", "problem", "place", "free_reason", "origin_text"])
@pytest.mark.parametrize("number", [NIK, PHONE])
def test_a_draft_with_a_number_of_a_person_is_not_kept(field: str, number: str) -> None:
    rt, cycle = office.rt_head(), office.year()
    with pytest.raises(Refused) as refused:
        save_draft(rt, cycle, Unit(RT1), office.facts(**{field: f"atas {number}"}))
    assert [one.code for one in refused.value.findings] == ["deliberation.person_number"]
    assert number not in str(refused.value.findings)
    assert Proposal.objects.count() == 0


def test_a_reason_with_a_phone_number_is_refused() -> None:
    rt, cycle = office.rt_head(), office.year()
    one = office.proposed(rt, cycle)
    office.handed(rt, cycle, one)
    with pytest.raises(Refused, match="nomor telepon"):
        move(office.operator(), one, Step(State.REFUSED, Reason.LAND, f"Hubungi {PHONE}."))


def test_a_change_by_the_forum_tells_no_number() -> None:
    session, _ = computed()
    who = office.operator()
    proposal = Proposal.objects.get(title__startswith="Paving")
    with pytest.raises(Refused, match="NIK"):
        change_by_forum(
            who, session, Wish(proposal=proposal, kind=Kind.OUT, reason=f"Milik {NIK}", proposer="RW 001")
        )


def test_the_form_warns_before_and_points_out_a_name_after() -> None:
    rt, cycle = office.rt_head(), office.year()
    client = browser(rt)
    address = f"/rembug/usulan/baru/?tahun={cycle.pk}"
    assert "dibaca umum" in client.get(address).content.decode()
    sent = client.post(
        address,
        {"request_id": str(uuid4()), "title": "Lampu depan rumah Pak Darmo", "sub_item": "jalan",
         "origin": "rembug"},
        follow=True,
    )  # fmt: skip
    page = sent.content.decode()
    assert "Tampaknya menyebut nama orang" in page or "tampaknya menyebut nama orang" in page
    one = Proposal.objects.get()
    assert "tampaknya menyebut nama orang" in client.get(f"/rembug/usulan/{one.pk}/").content.decode().lower()


def test_the_form_says_why_a_number_is_refused_and_keeps_what_was_typed() -> None:
    rt, cycle = office.rt_head(), office.year()
    fields = {"title": f"Bantuan {NIK}", "sub_item": "jalan", "origin": "rembug", "request_id": str(uuid4())}
    answer = browser(rt).post(f"/rembug/usulan/baru/?tahun={cycle.pk}", fields)
    assert answer.status_code == 422
    assert "memuat NIK" in answer.content.decode()
