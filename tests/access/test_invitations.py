"""One-time codes: links and slips, taken up once, in time, and never a way into somebody else's account."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from berdaya.access.clock import now
from berdaya.access.models import HoldingEnd, Invite, Person, SecondFactor
from berdaya.access.rules.codes import Way
from berdaya.access.rules.roles import Role
from berdaya.access.services import factors, invites
from berdaya.kernel.findings import Refused
from tests.office import PASSWORD, PEMALANG, PLAKARAN, TEGAL, browser, hat, hold, person

pytestmark = pytest.mark.django_db
NEW = "lima rumah dekat sungai besar"
RT = "33.27.01.2001.002.003"


@pytest.fixture
def sri():
    return hat("Sri Wahyuni", Role.ADMINISTRATOR, PEMALANG)


@pytest.fixture
def operator():
    return hat("Mas Agus", Role.OPERATOR, PLAKARAN)


@pytest.fixture
def budi():
    return hat("Budi Hartono", Role.DATA_PROTECTION, PEMALANG)


def request_id(page: str) -> str:
    return re.search(r'name="request_id" value="([^"]+)"', page)[1]


def form(client: Client, way: str = "slip", **changes: str) -> dict[str, str]:
    page = client.get("/akun/undang/").content.decode()
    return {
        "request_id": request_id(page),
        "name": "Darmo Suwito",
        "username": "darmo",
        "role": "ketua_rt",
        "territory": RT,
        "first": "2026-01-01",
        "last": "2028-12-31",
        "way": way,
    } | changes


def words(response) -> str:
    return response.content.decode()


def the_code(response) -> str:
    return re.search(r'b-code-large">([^<]+)<', words(response))[1]


def test_an_operator_prints_a_slip_for_an_rt_head(operator):
    client = browser(operator)
    response = client.post("/akun/undang/", form(client))
    assert "Slip masuk untuk Darmo Suwito" in words(response)
    assert "Ketua RT, RT 003/RW 002, Desa Plakaran" in words(response)
    assert re.fullmatch(r"([A-Z0-9]{4}-){2}[A-Z0-9]{4}", the_code(response))


def test_the_slip_leads_to_a_password_of_ones_own(operator):
    client = browser(operator)
    code = the_code(client.post("/akun/undang/", form(client)))
    darmo = Client()
    first = darmo.post("/masuk/slip/", {"code": code.lower().replace("-", " ")})
    assert first.status_code == 302
    assert "Darmo Suwito" in words(darmo.get(first.url))
    assert darmo.post(first.url, {"password": NEW, "again": NEW}).url == "/profil/"
    assert "Darmo Suwito" in words(darmo.get("/profil/"))


def test_a_slip_works_once(operator):
    client = browser(operator)
    code = the_code(client.post("/akun/undang/", form(client)))
    address = Client().post("/masuk/slip/", {"code": code}).url
    assert Client().post(address, {"password": NEW, "again": NEW}).status_code == 302
    again = Client().get(address)
    assert again.status_code == 410
    assert "sudah dipakai" in words(again)


def test_the_code_is_kept_only_as_a_fingerprint(operator):
    client = browser(operator)
    code = the_code(client.post("/akun/undang/", form(client)))
    assert code.replace("-", "") not in str(Invite.objects.values().get())


def test_sending_the_form_twice_makes_one_account_and_shows_no_second_code(operator):
    client = browser(operator)
    filled = form(client)
    client.post("/akun/undang/", filled)
    again = client.post("/akun/undang/", filled)
    assert (again.status_code, Person.objects.filter(username="darmo").count()) == (302, 1)
    assert "hanya tampil sekali" in words(client.get(again.url))


def test_an_expired_slip_says_so(operator, later):
    client = browser(operator)
    code = the_code(client.post("/akun/undang/", form(client)))
    later(timedelta(days=15))
    response = Client().post("/masuk/slip/", {"code": code})
    assert response.status_code == 422
    assert "masa berlakunya sudah lewat" in words(response)


def test_a_link_expires_sooner_than_a_slip(sri, later):
    client = browser(sri)
    link = re.search(r"/undangan/[\w-]+/", words(client.post("/akun/undang/", form(client, "tautan"))))[0]
    later(timedelta(days=2))
    assert Client().get(link).status_code == 200
    later(timedelta(days=4))
    assert Client().get(link).status_code == 410


def test_a_code_that_never_was_is_not_known(operator):
    assert "tidak dikenal" in words(Client().get("/undangan/AAAABBBBCCCC/"))


def test_trying_codes_is_held_back(operator):
    client = browser(operator)
    code = the_code(client.post("/akun/undang/", form(client)))
    for n in range(5):
        Client().get(f"/undangan/AAAABBBBCCC{n}/")
    assert "Coba" in words(Client().post("/masuk/slip/", {"code": code}))


def test_a_bad_password_leaves_the_code_alive(operator):
    client = browser(operator)
    address = f"/undangan/{the_code(client.post('/akun/undang/', form(client)))}/"
    assert Client().post(address, {"password": "pendek", "again": "pendek"}).status_code == 422
    assert Client().post(address, {"password": NEW, "again": NEW}).status_code == 302


@pytest.mark.parametrize(
    "changes, told",
    [
        ({"username": "3327045507880001"}, "16 angka seperti NIK"),
        ({"username": "Da Rmo"}, "bentuknya"),
        ({"territory": "99.99"}, "tidak dikenal"),
        ({"territory": "33.27.01.2002.002.003"}, "di luar wewenang"),
        ({"territory": PLAKARAN}, "dipegang untuk rt"),
        ({"role": "lurah"}, "Masukkan pilihan yang valid"),
        ({"last": "2025-12-31"}, "mendahului hari pertama"),
        ({"last": "2045-12-31"}, "paling lama 8 tahun"),
        ({"name": "  "}, "Isi nama lengkap"),
    ],
)
def test_a_form_that_will_not_do_comes_back_with_the_reason(operator, changes, told):
    client = browser(operator)
    response = client.post("/akun/undang/", form(client, **changes))
    assert response.status_code == 422
    assert told in words(response)
    assert Person.objects.filter(name="Darmo Suwito").count() == 0


def test_a_form_that_came_back_may_be_corrected_and_sent_again(operator):
    client = browser(operator)
    filled = form(client)
    client.post("/akun/undang/", filled | {"territory": "99.99"})
    assert "Slip masuk" in words(client.post("/akun/undang/", filled))


def test_a_name_that_is_taken_is_not_given_twice(operator):
    person("Orang Lain", username="darmo")
    client = browser(operator)
    assert "sudah dipakai" in words(client.post("/akun/undang/", form(client)))


# New codes for people who have an account


def new_code(client: Client, pk: int, **more: str):
    page = client.get(f"/akun/{pk}/").content.decode()
    return client.post(f"/akun/{pk}/kode/", {"request_id": request_id(page), "way": "slip"} | more)


@pytest.fixture
def darmo():
    return hold(person("Darmo Suwito", PASSWORD, username="darmo"), Role.RT_HEAD, RT)


def test_an_rt_head_who_forgot_his_password_gets_a_new_slip_at_once(operator, darmo):
    code = the_code(new_code(browser(operator), darmo.person_id))
    assert Client().post(f"/undangan/{code}/", {"password": NEW, "again": NEW}).status_code == 302
    darmo.person.refresh_from_db()
    assert darmo.person.check_password(NEW)


def test_a_new_code_withdraws_the_older_one(operator, darmo):
    old = the_code(new_code(browser(operator), darmo.person_id))
    new_code(browser(operator), darmo.person_id)
    assert "kode yang lebih baru" in words(Client().get(f"/undangan/{old}/"))


def test_the_owner_is_told_about_a_new_code(operator, darmo):
    new_code(browser(operator), darmo.person_id)
    assert darmo.person.messages.get().subject == "Kode masuk baru dibuat untuk akun Anda"


@pytest.fixture
def ratna():
    return hold(person("Ratna Dewi", PASSWORD, username="ratna"), Role.BAPPEDA, PEMALANG)


def test_a_new_code_for_somebody_who_approves_opens_nothing_by_itself(sri, ratna):
    code = the_code(new_code(browser(sri), ratna.person_id))
    response = Client().get(f"/undangan/{code}/")
    assert response.status_code == 410
    assert "persetujuan orang kedua" in words(response)


def confirm_code(worn, made: Invite):
    client = browser(worn)
    return client.post(
        f"/akun/kode/{made.pk}/setujui/", {"request_id": "22222222-2222-4222-8222-222222222222"}
    )


def test_codes_of_others_codes_that_ask_nobody_and_none_get_the_same_answer(sri, budi, ratna, darmo):
    """Numbers of codes tell nothing: not how many there are, nor whose they are."""
    foreign = hat("Admin Tegal", Role.ADMINISTRATOR, TEGAL)
    elsewhere = hold(person("Pak Joko"), Role.BAPPEDA, TEGAL)
    once_here = hold(elsewhere.person, Role.BAPPEDA, PEMALANG)
    HoldingEnd.objects.create(holding=once_here, last_day=once_here.first_day, reason="pindah tugas")
    invites.issue_code(foreign, elsewhere.person, Way.LINK)
    of_joko = Invite.objects.get(person=elsewhere.person)
    plain = Invite.objects.create(
        person=darmo.person, way=Way.LINK, code_hash="b" * 64, issued_at=now(), expires_at=now()
    )
    answers = {
        (answer.status_code, words(answer))
        for answer in (confirm_code(budi, one) for one in (of_joko, plain, Invite(pk=999_999)))
    }
    assert {status for status, _ in answers} == {404}
    assert len(answers) == 1


def test_it_opens_after_a_second_person_has_agreed(sri, budi, ratna):
    code = the_code(new_code(browser(sri), ratna.person_id))
    assert confirm_code(budi, Invite.objects.get()).status_code == 302
    assert Client().get(f"/undangan/{code}/").status_code == 200


def test_whoever_made_the_code_does_not_agree_to_it(sri, ratna):
    new_code(browser(sri), ratna.person_id)
    assert confirm_code(sri, Invite.objects.get()).status_code == 409


def test_nobody_agrees_to_a_code_for_himself(sri):
    other = hat("Admin Kedua", Role.ADMINISTRATOR, PEMALANG)
    invites.issue_code(sri, other.person, Way.LINK)
    assert confirm_code(other, Invite.objects.get()).status_code == 409


def test_a_lost_phone_is_let_go_only_by_two_people(sri, budi, ratna):
    factors.begin(ratna.person)
    SecondFactor.objects.update(enrolled_at="2026-01-01T00:00Z")
    code = the_code(new_code(browser(sri), ratna.person_id, frees_factor="on"))
    confirm_code(budi, Invite.objects.get())
    Client().post(f"/undangan/{code}/", {"password": NEW, "again": NEW})
    assert SecondFactor.objects.count() == 0


def test_a_plain_new_code_leaves_the_phone_in_place(sri, budi, ratna):
    factors.begin(ratna.person)
    code = the_code(new_code(browser(sri), ratna.person_id))
    confirm_code(budi, Invite.objects.get())
    Client().post(f"/undangan/{code}/", {"password": NEW, "again": NEW})
    assert SecondFactor.objects.count() == 1


def test_taking_up_a_code_puts_all_other_devices_out(operator, darmo):
    old = browser(darmo)
    code = the_code(new_code(browser(operator), darmo.person_id))
    Client().post(f"/undangan/{code}/", {"password": NEW, "again": NEW})
    assert old.get("/profil/").status_code == 302


def test_an_operator_makes_no_code_for_somebody_above_him(operator):
    lurah = hat("Bu Lurah", Role.LURAH, PLAKARAN)
    with pytest.raises(Refused):
        invites.issue_code(operator, lurah.person, Way.SLIP)


def test_an_operator_makes_no_code_for_an_rt_head_who_also_sits_in_the_kabupaten(operator, darmo):
    hold(darmo.person, Role.BAPPEDA, PEMALANG)
    with pytest.raises(Refused):
        invites.issue_code(operator, darmo.person, Way.SLIP)


def test_nobody_makes_a_code_for_himself(sri):
    with pytest.raises(Refused):
        invites.issue_code(sri, sri.person, Way.LINK)


def test_an_administrator_next_door_does_not_even_see_the_account(darmo):
    neighbour = browser(hat("Pak Joko", Role.ADMINISTRATOR, TEGAL))
    assert neighbour.get(f"/akun/{darmo.person_id}/").status_code == 404
    sent = {"request_id": "33333333-3333-4333-8333-333333333333", "way": "slip"}
    assert neighbour.post(f"/akun/{darmo.person_id}/kode/", sent).status_code == 404
    assert Invite.objects.count() == 0
