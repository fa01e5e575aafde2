"""Two people for each role: one proposes, another confirms; ends are records."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from berdaya.access.clock import now, today_in
from berdaya.access.models import AuditEntry, Holding, HoldingEnd
from berdaya.access.rules.roles import Role
from berdaya.access.services import roles
from berdaya.access.services.roles import Term
from berdaya.kernel.calendar import Period
from berdaya.kernel.findings import Refused
from tests.office import PEMALANG, PLAKARAN, TEGAL, browser, hat, hold, person

pytestmark = pytest.mark.django_db
ID = "44444444-4444-4444-8444-444444444444"
TERM = Term(Role.OPERATOR, PLAKARAN, Period(date(2026, 1, 1), date(2028, 12, 31)))


@pytest.fixture
def sri():
    return hat("Sri Wahyuni", Role.ADMINISTRATOR, PEMALANG)


@pytest.fixture
def budi():
    return hat("Budi Hartono", Role.DATA_PROTECTION, PEMALANG)


@pytest.fixture
def agus():
    """Mas Agus has an account and a small role already."""
    return hat("Mas Agus", Role.LPMK, PLAKARAN).person


@pytest.fixture
def proposed(sri, agus):
    return roles.propose_role(sri, agus, TERM)


def words(response) -> str:
    return response.content.decode()


def test_a_proposed_role_is_not_in_force(proposed):
    assert browser(proposed).get("/akun/").url == "/topi/?next=%2Fakun%2F"


def test_a_second_person_puts_it_in_force(proposed, budi):
    response = browser(budi).post(f"/akun/peran/{proposed.pk}/setujui/", {"request_id": ID})
    assert response.status_code == 302
    assert browser(proposed).get("/akun/").status_code == 200


def test_the_one_who_proposed_does_not_confirm(proposed, sri):
    response = browser(sri).post(f"/akun/peran/{proposed.pk}/setujui/", {"request_id": ID})
    assert response.status_code == 409
    assert "Anda yang mengusulkan" in words(response)
    assert Holding.objects.get(pk=proposed.pk).confirmed_by is None


def test_the_one_who_is_to_hold_it_does_not_confirm(sri):
    other = hat("Admin Kedua", Role.ADMINISTRATOR, PEMALANG)
    mine = roles.propose_role(sri, other.person, TERM)
    assert browser(other).post(f"/akun/peran/{mine.pk}/setujui/", {"request_id": ID}).status_code == 409


def test_an_administrator_does_not_give_himself_a_data_role(sri):
    with pytest.raises(Refused) as refused:
        roles.propose_role(sri, sri.person, TERM)
    assert {finding.code for finding in refused.value.findings} == {"access.oneself"}


def test_the_database_itself_refuses_one_person_as_both(sri, agus):
    def write(**who: object) -> None:
        with transaction.atomic():
            Holding.objects.create(
                role="operator",
                territory=PLAKARAN,
                first_day=date(2026, 1, 1),
                last_day=date(2027, 1, 1),
                **who,
            )

    for who in (
        {"person": agus, "granted_by": agus},
        {"person": agus, "granted_by": sri.person, "confirmed_by": sri.person},
        {"person": agus, "granted_by": sri.person, "confirmed_by": agus},
        {"person": agus},
    ):
        with pytest.raises(IntegrityError):
            write(**who)


def test_two_second_people_at_once_confirm_once(proposed, budi):
    roles.confirm_role(budi, proposed.pk)
    other = hat("Admin Kedua", Role.ADMINISTRATOR, PEMALANG)
    with pytest.raises(Refused) as refused:
        roles.confirm_role(other, proposed.pk)
    assert refused.value.findings[0].problem == "sudah disetujui orang lain"


def test_a_proposal_that_was_turned_down_is_not_confirmed(proposed, budi):
    roles.end_role(budi, proposed.pk, date(2026, 1, 1), "SK belum terbit", by=budi.person)
    with pytest.raises(Refused):
        roles.confirm_role(budi, proposed.pk)


def test_the_people_who_may_confirm_are_told_and_the_others_are_not(sri, budi, agus):
    neighbour = hat("Pak Joko", Role.DATA_PROTECTION, TEGAL)
    roles.propose_role(sri, agus, TERM)
    told = {who.name: who.messages.count() for who in (budi.person, sri.person, agus, neighbour.person)}
    assert told == {"Budi Hartono": 1, "Sri Wahyuni": 0, "Mas Agus": 0, "Pak Joko": 0}


def test_a_proposal_waits_in_the_list_of_accounts(proposed, budi):
    page = words(browser(budi).get("/akun/"))
    assert "1 hal menunggu orang kedua" in page
    assert "Operator desa/kelurahan untuk Mas Agus" in page


def test_each_step_is_in_the_trail(proposed, budi):
    roles.confirm_role(budi, proposed.pk)
    roles.end_role(budi, proposed.pk, date(2026, 12, 31), "pindah tugas", by=budi.person)
    verbs = AuditEntry.objects.filter(kind="holding").order_by("number").values_list("verb", flat=True)
    assert list(verbs) == ["role.proposed", "role.confirmed", "role.ended"]


def test_the_same_role_is_not_proposed_twice(proposed, sri, agus):
    with pytest.raises(Refused) as refused:
        roles.propose_role(sri, agus, TERM)
    assert refused.value.findings[0].code == "access.twice"


def test_a_role_may_be_proposed_again_for_a_later_term(proposed, sri, agus):
    later = Term(TERM.role, TERM.territory, Period(date(2029, 1, 1), date(2030, 12, 31)))
    assert roles.propose_role(sri, agus, later).pk != proposed.pk


def yesterday() -> date:
    return today_in(PLAKARAN) - timedelta(days=1)


def test_a_role_that_ended_yesterday_opens_nothing_today():
    worn = hat("Bu Lurah", Role.LURAH, PLAKARAN, last=yesterday())
    response = browser(worn).get("/akun/")
    assert response.url == "/topi/?next=%2Fakun%2F"
    assert "tidak berlaku lagi" in words(browser(worn).get("/topi/"))


def test_a_role_whose_last_day_is_today_still_opens():
    worn = hat("Bu Lurah", Role.LURAH, PLAKARAN, last=today_in(PLAKARAN))
    assert browser(worn).get("/akun/").status_code == 200


def test_the_day_is_the_day_of_the_territory(monkeypatch):
    """15:30 UTC on the last of December: still that day in Sulawesi, already the next in Papua."""
    last = date(2026, 12, 31)
    first = date(2026, 1, 1)
    west = hat("Pak Makassar", Role.AUDITOR, "73.71", first=first, last=last)
    east = hat("Pak Nabire", Role.AUDITOR, "94.01", first=first, last=last)
    moment = now().replace(year=2026, month=12, day=31, hour=15, minute=30)
    clients = browser(west), browser(east)
    for worn in (west, east):
        worn.person.sittings.update(opened_at=moment, seen_at=moment)
    monkeypatch.setattr("django.utils.timezone.now", lambda: moment)
    assert [client.get("/akun/").status_code for client in clients] == [200, 302]


def test_an_ended_role_is_kept_with_its_reason(proposed, budi, sri):
    roles.confirm_role(budi, proposed.pk)
    sent = {"request_id": ID, "last_day": yesterday().isoformat(), "reason": "Pindah tugas menurut SK"}
    response = browser(sri).post(f"/akun/peran/{proposed.pk}/akhiri/", sent)
    assert response.status_code == 302
    assert HoldingEnd.objects.get().reason == "Pindah tugas menurut SK"
    assert "Pindah tugas menurut SK" in words(browser(sri).get(f"/akun/peran/{proposed.pk}/"))


def test_ending_needs_a_reason(proposed, sri):
    sent = {"request_id": ID, "last_day": yesterday().isoformat(), "reason": " "}
    assert browser(sri).post(f"/akun/peran/{proposed.pk}/akhiri/", sent).status_code == 422
    assert HoldingEnd.objects.count() == 0


def test_an_end_never_makes_a_term_longer(sri, agus):
    short = hold(agus, Role.RW_HEAD, "33.27.01.2001.002", last=today_in(PLAKARAN))
    ending = roles.end_role(sri, short.pk, date(2030, 1, 1), "salah ketik", by=sri.person)
    assert ending.last_day == short.last_day


def test_one_lays_down_a_role_of_ones_own(agus):
    mine = agus.holdings.get()
    sent = {"request_id": ID, "last_day": yesterday().isoformat(), "reason": "Tidak sempat lagi"}
    assert browser(mine).post(f"/profil/peran/{mine.pk}/letakkan/", sent).status_code == 302
    assert HoldingEnd.objects.get().ended_by == agus


def test_the_role_of_somebody_else_is_not_laid_down(agus, sri):
    sent = {"request_id": ID, "last_day": yesterday().isoformat(), "reason": "iseng"}
    url = f"/profil/peran/{agus.holdings.get().pk}/letakkan/"
    assert browser(hat("Pak Joko", Role.LPMK, PLAKARAN)).post(url, sent).status_code == 404


def test_changing_hats_changes_what_may_be_done(agus):
    small, large = agus.holdings.get(), hold(agus, Role.OPERATOR, PLAKARAN)
    client = browser(small)
    assert client.get("/akun/").status_code == 404
    client.post("/topi/", {"request_id": ID, "hat": str(large.pk)})
    assert client.get("/akun/").status_code == 200


def test_the_hat_of_somebody_else_does_not_fit(agus, sri):
    client = browser(agus.holdings.get())
    assert client.post("/topi/", {"request_id": ID, "hat": str(sri.pk)}).status_code == 409
    assert client.get("/akun/").status_code == 404


def test_a_person_without_any_role_sees_only_his_own_pages():
    client = browser(who=person("Pak Joko"))
    assert client.get("/profil/").status_code == 200
    assert "belum ada peran yang berlaku" in words(client.get("/profil/"))
    assert client.get("/akun/").url == "/topi/?next=%2Fakun%2F"


def test_the_list_of_accounts_takes_few_queries(sri, django_assert_max_num_queries):
    for n in range(30):
        hat(f"Orang {n}", Role.LPMK, PLAKARAN)
    client = browser(sri)
    client.get("/akun/")
    with django_assert_max_num_queries(4):
        client.get("/akun/")


def test_accounts_are_found_by_name_and_by_place(sri):
    hat("Bu Lurah Plakaran", Role.LURAH, PLAKARAN)
    hat("Pak Camat Moga", Role.CAMAT, "33.27.01")
    client = browser(sri)
    assert "Pak Camat Moga" not in words(client.get("/akun/?q=lurah"))
    assert "Bu Lurah Plakaran" in words(client.get(f"/akun/?q={PLAKARAN}"))
    assert "Tidak ada yang cocok" in words(client.get("/akun/?q=tidakada"))
