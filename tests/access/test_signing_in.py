"""Coming in: one answer for everybody who does not fit, and sittings that end by themselves."""

import hashlib
import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.auth import hashers
from django.test import Client, override_settings

from berdaya.access.models import AuditEntry, LoginAttempt, Sitting
from berdaya.access.rules.roles import Role
from berdaya.access.services import signin
from berdaya.site.settings import secure_cookies
from tests.office import MOGA, PASSWORD, PEMALANG, browser, hat, hold, person

pytestmark = pytest.mark.django_db
WRONG = "kuda hitam di pematang sawah"


@pytest.fixture
def ratna():
    return hold(person("Ratna Dewi", PASSWORD, username="ratna"), Role.BAPPEDA, PEMALANG)


def sign_in(client: Client, username: str = "ratna", password: str = PASSWORD, **more: str):
    return client.post("/masuk/", {"username": username, "password": password} | more)


def words(response) -> str:
    return response.content.decode()


def test_whoever_fits_is_let_in_and_goes_home(ratna):
    client = Client()
    response = sign_in(client)
    assert (response.status_code, response.url) == (302, "/")
    assert client.get("/profil/").status_code == 200


def test_the_name_may_be_typed_in_capitals(ratna):
    assert sign_in(Client(), " RATNA ").status_code == 302


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(ratna):
    with override_settings(SESSION_COOKIE_SECURE=True):
        cookie = sign_in(Client()).cookies[settings.SESSION_COOKIE_NAME]
    told = (cookie["httponly"], cookie["samesite"], cookie["secure"], cookie["max-age"])
    assert told == (True, "Lax", True, "")


@pytest.mark.parametrize(
    "public_url, hosts, secure",
    [
        ("", ["127.0.0.1", "localhost"], False),
        ("", ["127.0.0.1", "berdaya.example"], True),
        ("https://berdaya.example", ["berdaya.example"], True),
        ("http://berdaya.example", ["berdaya.example"], False),
    ],
)
def test_cookies_travel_by_https_as_soon_as_the_office_can_be_reached(public_url, hosts, secure):
    assert secure_cookies(public_url, hosts) is secure


def test_the_database_does_not_hold_the_key_of_the_cookie(ratna):
    key = sign_in(Client()).cookies[settings.SESSION_COOKIE_NAME].value
    assert Sitting.objects.filter(pk=key).count() == 0
    assert Sitting.objects.count() == 1


def test_signing_in_is_written_into_the_trail(ratna):
    sign_in(Client())
    assert list(AuditEntry.objects.values_list("verb", "person_id")) == [("sitting.opened", ratna.person_id)]


def test_a_wrong_name_and_a_wrong_password_get_the_same_answer(ratna):
    closed = person("Joko", PASSWORD, username="joko", is_active=False)
    answers = [
        sign_in(Client(), name, password)
        for name, password in (("ratna", WRONG), ("siapa", PASSWORD), (closed.username, PASSWORD))
    ]
    assert {answer.status_code for answer in answers} == {422}
    texts = {words(a).replace(n, "X") for a, n in zip(answers, ("ratna", "siapa", "joko"), strict=True)}
    assert len({_without_token(text) for text in texts}) == 1


def _without_token(text: str) -> str:
    start = text.index('name="csrfmiddlewaretoken"')
    return text[:start] + text[text.index(">", start) :]


def test_an_unknown_name_costs_as_much_hashing_as_a_known_one(ratna, monkeypatch):
    """The clock of the test machine proves nothing; the number of hashes does."""
    counted = []
    hasher = type(hashers.get_hasher())
    original = hasher.encode
    monkeypatch.setattr(
        hasher, "encode", lambda self, *args, **kwargs: counted.append(1) or original(self, *args, **kwargs)
    )
    sign_in(Client(), "ratna", WRONG)
    known = len(counted)
    sign_in(Client(), "siapa", WRONG)
    assert (known, len(counted)) == (1, 2)


def test_after_five_misses_even_the_right_password_waits(ratna):
    for _ in range(5):
        sign_in(Client(), password=WRONG)
    response = sign_in(Client())
    assert response.status_code == 422
    assert "Coba lagi pukul" in words(response)


def test_a_name_that_does_not_exist_is_held_back_just_the_same(ratna):
    for _ in range(5):
        sign_in(Client(), "siapa", WRONG)
    assert "Coba lagi pukul" in words(sign_in(Client(), "siapa", WRONG))


def _without_clock(text: str) -> str:
    """A minute may pass between the tries of one name and those of the other."""
    return re.sub(r"pukul \d\d\.\d\d", "pukul", text)


def test_known_and_unknown_names_get_the_same_answers_try_after_try(ratna):
    def answers(name: str) -> list[tuple[int, str]]:
        tries = [sign_in(Client(), name, WRONG) for _ in range(7)]
        return [
            (one.status_code, _without_clock(_without_token(words(one))).replace(name, "X")) for one in tries
        ]

    assert answers("ratna") == answers("siapa")


def test_a_quarter_of_an_hour_later_the_right_password_opens(ratna, later):
    for _ in range(5):
        sign_in(Client(), password=WRONG)
    later(timedelta(minutes=16))
    assert sign_in(Client()).status_code == 302


def test_success_wipes_the_slate(ratna):
    for _ in range(4):
        sign_in(Client(), password=WRONG)
    sign_in(Client())
    for _ in range(4):
        sign_in(Client(), password=WRONG)
    assert sign_in(Client()).status_code == 302


def test_one_address_is_held_back_whatever_names_it_tries(ratna):
    for n in range(40):
        sign_in(Client(), f"orang-{n}", WRONG)
    assert "Coba lagi pukul" in words(sign_in(Client()))


def test_the_names_tried_are_not_kept_in_clear(ratna):
    sign_in(Client(), "sandi-rahasia-yang-salah-kotak", WRONG)
    attempt = LoginAttempt.objects.get()
    for kept, told in (
        (attempt.name_hash, "sandi-rahasia-yang-salah-kotak"),
        (attempt.address_hash, "127.0.0.1"),
    ):
        assert told not in kept
        assert kept != hashlib.sha256(told.encode()).hexdigest()


def test_one_returns_to_the_page_that_was_wanted(ratna):
    client = Client()
    asked = client.get("/kotak-masuk/?hal=2")
    assert asked.url == "/masuk/?next=%2Fkotak-masuk%2F%3Fhal%3D2"
    assert sign_in(client, next="/kotak-masuk/?hal=2").url == "/kotak-masuk/?hal=2"


@pytest.mark.parametrize(
    "address", ["//jahat.example/", "javascript:alert(1)", "profil", "\\\\jahat.example"]
)
def test_one_is_not_led_out_of_the_office(ratna, address):
    assert sign_in(Client(), next=address).url == "/"


def test_a_piece_asked_for_by_htmx_moves_the_whole_page(ratna):
    response = Client().get("/kotak-masuk/", headers={"HX-Request": "true"})
    assert (response.status_code, response["HX-Redirect"]) == (204, "/masuk/?next=%2Fkotak-masuk%2F")


def test_after_half_an_hour_without_a_click_one_is_out(ratna, later):
    client = browser(ratna)
    later(timedelta(minutes=29))
    assert client.get("/profil/").status_code == 200
    later(timedelta(minutes=60))
    assert client.get("/profil/").status_code == 302
    assert Sitting.objects.count() == 0


def test_clicking_keeps_one_in_until_the_day_is_over(ratna, later):
    client = browser(ratna)
    for minutes in range(20, 12 * 60, 20):
        later(timedelta(minutes=minutes))
        assert client.get("/profil/").status_code == 200
    later(timedelta(hours=12, minutes=1))
    assert client.get("/profil/").status_code == 302


def test_signing_out_ends_the_sitting_on_the_server_too(ratna):
    client = browser(ratna)
    key = client.cookies[settings.SESSION_COOKIE_NAME].value
    client.post("/keluar/")
    again = Client()
    again.cookies[settings.SESSION_COOKIE_NAME] = key
    assert again.get("/profil/").status_code == 302


def test_an_account_that_is_closed_is_out_at_the_next_click(ratna):
    client = browser(ratna)
    ratna.person.is_active = False
    ratna.person.save()
    assert client.get("/profil/").status_code == 302


def test_a_made_up_key_opens_nothing():
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = "kunci-karangan"
    assert client.get("/profil/").status_code == 302


def test_changing_the_password_puts_the_other_devices_out(ratna):
    here, there = browser(ratna), browser(ratna)
    new = "lima rumah dekat sungai besar"
    response = here.post("/profil/sandi/", {"old": PASSWORD, "password": new, "again": new})
    assert response.status_code == 302
    assert here.get("/profil/").status_code == 200
    assert there.get("/profil/").status_code == 302
    assert signin.sign_in("ratna", new, "127.0.0.1")[1].person == ratna.person


@pytest.mark.parametrize(
    "old, new, again, told",
    [
        (WRONG, "lima rumah dekat sungai", "lima rumah dekat sungai", "Sandi lama tidak cocok"),
        (PASSWORD, "pendek", "pendek", "terlalu pendek"),
        (PASSWORD, "password1234", "password1234", "sering ditebak"),
        (PASSWORD, "ratna di pemalang", "ratna di pemalang", "memuat nama Anda"),
        (PASSWORD, "aaaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaaa", "mengulang huruf"),
        (PASSWORD, "lima rumah dekat sungai", "lima rumah dekat danau", "Kedua sandi tidak sama"),
    ],
)
def test_a_password_that_will_not_do_is_refused_with_the_reason(ratna, old, new, again, told):
    response = browser(ratna).post("/profil/sandi/", {"old": old, "password": new, "again": again})
    assert response.status_code == 422
    assert told in words(response)
    ratna.person.refresh_from_db()
    assert ratna.person.check_password(PASSWORD)


def test_guessing_the_old_password_from_an_open_screen_is_held_back(ratna):
    client, new = browser(ratna), "lima rumah dekat sungai besar"
    for _ in range(5):
        client.post("/profil/sandi/", {"old": WRONG, "password": new, "again": new})
    response = client.post("/profil/sandi/", {"old": PASSWORD, "password": new, "again": new})
    assert "Coba lagi pukul" in words(response)


def test_signing_out_everywhere_leaves_this_device(ratna):
    here, there = browser(ratna), browser(ratna)
    here.post("/profil/keluar-semua/", {"request_id": "11111111-1111-4111-8111-111111111111"})
    assert here.get("/profil/").status_code == 200
    assert there.get("/profil/").status_code == 302


def test_the_sitting_person_hat_and_messages_are_one_query(ratna, django_assert_num_queries):
    client = browser(hat("Pak Camat", Role.CAMAT, MOGA))
    client.get("/profil/sandi/")
    with django_assert_num_queries(1):
        client.get("/profil/sandi/")


def test_a_form_without_its_token_is_refused_in_plain_words(ratna):
    client = Client(enforce_csrf_checks=True)
    response = sign_in(client)
    assert response.status_code == 403
    assert "terlalu lama terbuka" in words(response)


def test_argon2_keeps_the_passwords_of_a_real_office():
    from berdaya.site import settings as office

    assert office.PASSWORD_HASHERS[0].endswith("Argon2PasswordHasher")


def test_the_misses_of_many_people_do_not_hold_back_another(ratna):
    """Guessing at one's own old password counts for oneself alone."""
    new = "lima rumah dekat sungai besar"
    wrong = {"old": WRONG, "password": new, "again": new}
    for n in range(11):
        client = browser(who=person(f"Orang {n}", PASSWORD))
        for _ in range(4):
            client.post("/profil/sandi/", wrong)
    right = {"old": PASSWORD, "password": new, "again": new}
    assert browser(ratna).post("/profil/sandi/", right).status_code == 302


def test_signing_in_again_ends_the_sitting_that_was_open_in_this_browser(ratna):
    client = Client()
    sign_in(client)
    before = client.cookies[settings.SESSION_COOKIE_NAME].value
    sign_in(client)
    assert client.cookies[settings.SESSION_COOKIE_NAME].value != before
    assert Sitting.objects.count() == 1
