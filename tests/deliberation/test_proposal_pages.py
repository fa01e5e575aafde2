"""The pages of proposals and lists, by insiders and outsiders, as an RT head and an operator use them."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from berdaya.access.clock import today_in
from berdaya.access.models import Holding
from berdaya.access.rules.roles import Role
from berdaya.deliberation import doors
from berdaya.deliberation.models import Proposal, RankedList
from berdaya.deliberation.place import sections_for
from berdaya.deliberation.public import proposal_of, unit_page, village_page
from berdaya.deliberation.rules.proposing import Unit
from berdaya.deliberation.rules.states import Reason, State
from berdaya.deliberation.search import hits_for
from berdaya.deliberation.services.moving import Step, move
from berdaya.deliberation.services.proposing import save_draft
from berdaya.deliberation.tasks import tasks_for
from tests.deliberation import office
from tests.deliberation.office import RT1, RT2, VILLAGE, YEAR
from tests.office import browser, hat
from tests.plan.cases import all_lists

pytestmark = pytest.mark.django_db


def post(client: Client, address: str, **given: Any) -> Any:
    return client.post(address, {"request_id": str(uuid4()), **given})


def text(response: Any) -> str:
    return str(response.content.decode())


def walked(client: Client) -> Proposal:
    """A proposal written in its five steps."""
    what = {"title": "Paving gang 3", "sub_item": "jalan", "origin": "rembug", "unit": RT1}
    answer = post(client, reverse("deliberation-new"), **what)
    one = Proposal.objects.get()
    assert answer.url == reverse("deliberation-edit", args=[one.pk, "kamus"])
    for step, given in (
        ("kamus", {"item": "SP.01"}),
        ("lokasi", {"place": "Gang 3"}),
        ("besar", {"volume": "120", "cost": "24.000.000", "men": "60", "women": "64", "households": "40"}),
        ("dana", {"source": "apbd"}),
    ):
        answer = post(client, reverse("deliberation-edit", args=[one.pk, step]), **given)
        assert answer.status_code == 302, text(answer)
    assert answer.url == reverse("deliberation-proposal", args=[one.pk])
    one.refresh_from_db()
    return one


def test_without_a_year_the_home_says_what_to_do() -> None:
    assert "Buka tahun rencana" in text(browser(office.operator()).get("/rembug/"))
    assert "Belum ada tahun rencana yang dibuka" in text(browser(office.rt_head()).get("/rembug/"))


def test_the_kelurahan_opens_a_year_and_sets_its_days() -> None:
    client = browser(office.operator())
    made = post(client, reverse("deliberation-open"), plan_year=YEAR, territory=VILLAGE)
    page = client.get(made.url)
    assert "Musrenbang kelurahan/desa" in text(page)
    days = {f"{s.kind}_{e}": "2026-01-05" for s in page.context["form"].stages for e in ("first", "last")}
    assert post(client, made.url, **days).status_code == 302
    assert doors.deadline(doors.current_cycle(VILLAGE), "rembug").isoformat() == "2026-01-05"  # type: ignore[arg-type, union-attr]
    wrong = post(client, made.url, **{**days, "rembug_last": "2025-01-05"})
    assert wrong.status_code == 422


def test_an_rt_head_does_all_of_it_step_by_step() -> None:
    all_lists()
    cycle = office.year()
    client = browser(office.rt_head())
    one = walked(client)
    assert one.cost == 24_000_000
    page = client.get(reverse("deliberation-proposal", args=[one.pk]))
    assert "Usulkan" in text(page)
    post(client, reverse("deliberation-propose", args=[one.pk]))
    address = reverse("deliberation-list", args=[RT1])
    assert "Belum masuk daftar" in text(client.get(address))
    post(client, address, order="", deed=f"masuk:{one.pk}", seen="0")
    made = RankedList.objects.get()
    assert doors.ranked(made) == [one]
    handed = post(
        client, reverse("deliberation-hand-over", args=[made.pk]), held_on=today_in(VILLAGE).isoformat()
    )
    made.refresh_from_db()
    assert made.handed_at is not None
    page = client.get(handed.url)
    assert "Berita acara rembug" in text(page)
    assert "Tanda terima" in text(page)
    assert cycle.pk == made.cycle_id


def test_nothing_is_chosen_of_the_kamus_before_somebody_chooses() -> None:
    all_lists()
    office.year()
    client = browser(office.rt_head())
    made = post(
        client,
        reverse("deliberation-new"),
        title="Paving gang 3",
        sub_item="jalan",
        origin="rembug",
        unit=RT1,
    )
    assert "checked" not in text(client.get(made.url))
    post(client, made.url, item="-", free_reason="Warga memilih bambu", menu="sarpras", unit="m")
    assert "checked" in text(client.get(made.url))
    size = reverse("deliberation-edit", args=[made.url.split("/")[3], "besar"])
    assert "(boleh menyusul)" in text(client.get(size))


def test_a_page_names_the_priority_in_words_and_likeness_only_while_it_matters() -> None:
    all_lists()
    rt, cycle = office.rt_head(), office.year()
    office.proposed(office.rt_head(RT2), cycle, title="Paving gang 3")
    one = office.proposed(rt, cycle, title="Paving gang 3 timur", priority="P1")
    page = reverse("deliberation-proposal", args=[one.pk])
    shown = text(browser(rt).get(page))
    assert "Sanitasi layak" in shown
    assert "Mirip dengan usulan" in shown
    Proposal.objects.filter(pk=one.pk).update(state="ditolak")
    assert "Mirip dengan usulan" not in text(browser(rt).get(page))


def test_buttons_move_a_proposal_up_and_down_without_script() -> None:
    rt, cycle = office.rt_head(), office.year()
    one, two = (office.proposed(rt, cycle, title=title) for title in ("Aspal", "Balai"))
    client, address = browser(rt), reverse("deliberation-list", args=[RT1])
    post(client, address, order=f"{one.pk}", deed=f"masuk:{two.pk}", seen="0")
    post(client, address, order=f"{one.pk},{two.pk}", deed=f"naik:{two.pk}", seen="1")
    mine = RankedList.objects.get()
    assert doors.ranked(mine) == [two, one]
    late = client.post(
        address, {"request_id": str(uuid4()), "order": f"{one.pk}", "deed": "x", "seen": "1"}, follow=True
    )
    assert "sudah diubah orang lain" in text(late)
    assert doors.ranked(mine) == [two, one]


def test_near_duplicates_come_while_typing() -> None:
    cycle = office.year()
    office.proposed(office.rt_head(RT2), cycle, title="Paving gang 3")
    client = browser(office.rt_head())
    found = client.get(reverse("deliberation-alike"), {"title": "Paving gang 3", "sub_item": "jalan"})
    assert "Mirip dengan usulan" not in text(client.get(reverse("deliberation-alike"), {"title": "MCK"}))
    assert found.status_code == 200


def test_a_wrong_number_is_told_beside_its_field() -> None:
    rt, cycle = office.rt_head(), office.year()
    one = office.proposed(rt, cycle)
    answer = post(browser(rt), reverse("deliberation-edit", args=[one.pk, "besar"]), cost="dua juta")
    assert answer.status_code == 422
    assert "Tulis rupiah bulat" in text(answer)


def test_one_press_twice_is_one_deed() -> None:
    office.year()
    client, same = browser(office.rt_head()), str(uuid4())
    given = {"request_id": same, "title": "Paving", "sub_item": "", "origin": "rembug"}
    first, second = (client.post(reverse("deliberation-new"), given) for _ in range(2))
    assert first.url == second.url
    assert Proposal.objects.count() == 1


def test_the_kelurahan_sees_who_is_missing_and_takes_what_comes() -> None:
    rt, cycle = office.rt_head(), office.year()
    made = office.handed(rt, cycle, office.proposed(rt, cycle))
    client = browser(office.operator())
    page = client.get(reverse("deliberation-inbox"))
    assert "RT 001" in text(page)
    assert post(client, reverse("deliberation-receive", args=[made.pk])).status_code == 302
    made.refresh_from_db()
    assert made.received_at is not None
    post(client, reverse("deliberation-reopen", args=[made.pk]))
    assert RankedList.objects.filter(replaced=False, version=2).exists()


def test_an_operator_copies_a_paper_list_in_its_order() -> None:
    cycle = office.year()
    client = browser(office.operator())
    rows = {}
    for n, title in enumerate(("Paving", "MCK")):
        given = {"title": title, "menu": "sarpras", "place": "Gang", "volume": "2", "unit": "unit"}
        given |= {"cost": "1.000.000", "men": "3", "women": "4", "source": "apbd"}
        rows |= {f"{name}_{n}": value for name, value in given.items()}
    address = reverse("deliberation-quick", args=[RT1])
    faulty = post(client, address, **{**rows, "cost_1": ""})
    assert faulty.status_code == 422
    assert "Baris 2" in text(faulty)
    assert not Proposal.objects.exists()
    assert post(client, address, **rows).status_code == 302
    mine = doors.list_of(cycle, Unit(RT1))
    assert mine is not None
    assert mine.on_behalf
    assert [one.title for one in doors.ranked(mine)] == ["Paving", "MCK"]


def test_the_office_takes_a_step_with_its_reason_and_the_page_tells_it() -> None:
    rt, cycle = office.rt_head(), office.year()
    one = office.proposed(rt, cycle)
    office.handed(rt, cycle, one)
    client, address = browser(office.operator()), reverse("deliberation-move", args=[one.pk])
    assert one.title in text(client.get(reverse("deliberation-checking")))
    silent = post(client, address, to="ditolak", seen="disepakati_rembug")
    assert silent.status_code == 422
    assert "Pilih alasannya" in text(silent)
    done = post(
        client, address, to="dialihkan", reason="bukan_kewenangan", words="Jalan milik kota.", target="dinas"
    )
    assert done.status_code == 302
    page = text(browser(rt).get(reverse("deliberation-proposal", args=[one.pk])))
    assert "dialihkan ke perangkat daerah" in page
    assert "Jalan milik kota" in page
    assert post(
        client, reverse("deliberation-assess", args=[one.pk]), urgency="4", fit="3", readiness="5"
    ).url
    one.refresh_from_db()
    assert (one.urgency, one.fit, one.readiness) == (4, 3, 5)


@pytest.mark.parametrize("name", ["deliberation-proposal", "deliberation-edit", "deliberation-propose"])
def test_outsiders_find_nothing(name: str) -> None:
    one = office.proposed(office.rt_head(), office.year())
    args = [one.pk, "apa"] if name == "deliberation-edit" else [one.pk]
    for who in (office.rt_head(RT2), office.operator(office.OTHER)):
        client = browser(who)
        answer = post(client, reverse(name, args=args)) if "prop" in name[13:17] else None
        answer = client.get(reverse(name, args=args)) if name != "deliberation-propose" else answer
        assert answer is not None
        assert answer.status_code == 404


def queries(who: Holding, address: str) -> int:
    client = browser(who)
    with CaptureQueriesContext(
        connection,
    ) as caught:
        assert client.get(address).status_code == 200
    return len(caught)


@pytest.mark.parametrize("name", ["deliberation", "deliberation-inbox", "deliberation-checking"])
def test_long_pages_ask_no_more_for_more_proposals(name: str) -> None:
    cycle, operator = office.year(), office.operator()
    rt = office.rt_head()
    office.handed(rt, cycle, office.proposed(rt, cycle))
    queries(operator, reverse(name))
    few = queries(operator, reverse(name))
    for n in range(3, 7):
        head = office.rt_head(f"{VILLAGE}.001.00{n}")
        office.handed(head, cycle, *[office.proposed(head, cycle, title=f"A{m}") for m in range(2)])
    assert queries(operator, reverse(name)) <= few


# ---------- what a stranger may see ----------


def test_a_stranger_sees_the_fate_and_no_small_counts() -> None:
    rt, cycle = office.rt_head(), office.year()
    one = office.proposed(rt, cycle, men=4, women=64, poor=3)
    office.handed(rt, cycle, one)
    move(office.operator(), one, Step(State.DEFERRED, Reason.CEILING.value, "Pagu habis."))
    seen = proposal_of(one.code.lower())
    assert seen is not None
    assert (seen.men, seen.women) == ("<10", "64")
    assert "melebihi pagu" in seen.fate.why.lower()
    assert [step.state for step in seen.steps][:1] == ["ditunda"]
    assert not {"poor", "made_by", "problem"} & set(seen.__dataclass_fields__)


def test_few_poor_families_are_told_only_to_those_who_write_them() -> None:
    rt, cycle = office.rt_head(), office.year()
    one = office.proposed(rt, cycle, poor=3)
    address = reverse("deliberation-proposal", args=[one.pk])
    assert "3 KK miskin" in text(browser(rt).get(address))
    assert "&lt;10 KK miskin" in text(browser(hat("Camat", Role.CAMAT, "35.73.05")).get(address))


def test_a_draft_is_not_public() -> None:
    rt, cycle = office.rt_head(), office.year()
    draft = save_draft(rt, cycle, Unit(RT1), office.facts())
    assert proposal_of(draft.code) is None
    assert unit_page(RT1) is None


def test_sums_of_a_unit_and_a_village_count_each_wish_once() -> None:
    rt, cycle = office.rt_head(), office.year()
    one, two, three = (
        office.proposed(rt, cycle, title=t, cost=c) for t, c in (("A", 10), ("B", 20), ("C", 40))
    )
    office.handed(rt, cycle, one, two, three)
    operator = office.operator()
    move(operator, two, Step(State.MERGED, Reason.DOUBLE.value, "Gang yang sama.", into=one))
    Proposal.objects.filter(pk=one.pk).update(state=State.APBD.value)
    Proposal.objects.filter(pk=three.pk).update(state=State.DONE.value)
    for page in (unit_page(RT1), village_page(VILLAGE)):
        assert page is not None
        (year,) = page.years
        assert (year.asked.count, year.asked.rupiah) == (2, 50)
        assert (year.funded.rupiah, year.built.rupiah) == (50, 40)


def test_last_years_open_wishes_stand_first() -> None:
    rt, cycle = office.rt_head(), office.year()
    office.proposed(rt, cycle, title="Yang lama")
    after = office.year(YEAR + 1)
    office.proposed(rt, after, title="Yang baru")
    page = text(browser(rt).get("/rembug/"))
    assert page.index("Yang lama") < page.index("Yang baru")
    assert "dibawa 1 kali" in page


def test_a_late_list_is_seen_to_be_late() -> None:
    rt, cycle = office.rt_head(), office.year()
    one = office.proposed(rt, cycle)
    office.rembug_ends(cycle, today_in(VILLAGE) - timedelta(days=2))
    office.handed(rt, cycle, one)
    assert "terlambat" in text(browser(hat("LPMK", Role.LPMK, VILLAGE)).get(reverse("deliberation-inbox")))


# ---------- what the room offers to the house ----------


def test_a_unit_is_reminded_of_its_list_and_the_kelurahan_of_what_came_in() -> None:
    rt, cycle, operator = office.rt_head(), office.year(), office.operator()
    office.rembug_ends(cycle, today_in(VILLAGE))
    one = office.proposed(rt, cycle)
    assert [task.button for task in tasks_for(rt)] == ["Buka daftar"]
    assert tasks_for(operator) == []
    office.handed(rt, cycle, one)
    assert tasks_for(rt) == []
    assert [task.button for task in tasks_for(operator)] == ["Terima", "Verifikasi"]
    move(operator, one, Step(State.RETURNED, Reason.PAPERS.value, "Belum ada gambar."))
    assert [task.button for task in tasks_for(rt)] == ["Lengkapi"]
    assert tasks_for(hat("Auditor", Role.AUDITOR, "35.73")) == []


def test_search_and_place_know_proposals_of_the_own_territory() -> None:
    rt, cycle = office.rt_head(), office.year()
    one = office.proposed(rt, cycle)
    save_draft(rt, cycle, Unit(RT1), office.facts("Paving draf"))
    assert [hit.name for hit in hits_for(office.operator(), "paving")] == [f"{one.label} Paving gang 3"]
    assert hits_for(office.operator(office.OTHER), "paving") == []
    (section,) = sections_for(office.operator(), VILLAGE)
    assert [(fact.label, fact.value) for fact in section.facts] == [
        ("Diusulkan", "1"),
        ("Disepakati", "0"),
        ("Dibiayai", "0"),
    ]
    assert sections_for(office.operator(), office.OTHER) == []
