"""Roles that approve ask for a code of the phone, once for each sitting."""

import re
from datetime import timedelta

import pyotp
import pytest

from berdaya.access import clock
from berdaya.access.models import RecoveryCode, SecondFactor
from berdaya.access.rules.roles import Role
from berdaya.access.services import factors
from tests.office import PASSWORD, PEMALANG, browser, hat, hold, person, seat

pytestmark = pytest.mark.django_db


@pytest.fixture
def sri():
    return hold(person("Sri Wahyuni", PASSWORD, username="sri"), Role.ADMINISTRATOR, PEMALANG)


@pytest.fixture
def secret(sri):
    """Sri's authenticator, installed a minute ago."""
    factor = factors.begin(sri.person)
    text = factors.typed_secret(factor).replace(" ", "")
    factor.enrolled_at = clock.now()
    factor.save()
    return text


def code(secret: str, drift: int = 0) -> str:
    return pyotp.TOTP(secret).at(int(clock.now().timestamp()) + 30 * drift)


def words(response) -> str:
    return response.content.decode()


def test_a_role_that_approves_is_first_asked_for_the_code(sri, secret):
    response = browser(sri, proved=False).get("/akun/")
    assert (response.status_code, response.url) == (302, "/kode-kedua/?next=%2Fakun%2F")


def test_a_role_that_only_reads_is_not_asked():
    assert browser(hat("Pak Auditor", Role.AUDITOR, PEMALANG), proved=False).get("/akun/").status_code == 200


def test_the_code_opens_the_page_that_was_wanted(sri, secret):
    client = browser(sri, proved=False)
    response = client.post("/kode-kedua/", {"code": code(secret), "next": "/akun/"})
    assert (response.status_code, response.url) == (302, "/akun/")
    assert client.get("/akun/").status_code == 200


def test_the_proof_belongs_to_one_sitting(sri, secret):
    browser(sri, proved=False).post("/kode-kedua/", {"code": code(secret)})
    assert browser(sri, proved=False).get("/akun/").status_code == 302


def test_a_wrong_code_opens_nothing(sri, secret):
    client = browser(sri, proved=False)
    wrong = "000000" if code(secret) != "000000" else "111111"
    assert client.post("/kode-kedua/", {"code": wrong}).status_code == 422
    assert client.get("/akun/").status_code == 302


def test_the_same_code_does_not_work_twice(sri, secret):
    same = code(secret)
    assert browser(sri, proved=False).post("/kode-kedua/", {"code": same}).status_code == 302
    assert browser(sri, proved=False).post("/kode-kedua/", {"code": same}).status_code == 422


@pytest.mark.parametrize("drift, status", [(-1, 302), (1, 302), (-3, 422), (3, 422)])
def test_a_clock_half_a_minute_off_is_forgiven_and_more_is_not(sri, secret, drift, status):
    assert (
        browser(sri, proved=False).post("/kode-kedua/", {"code": code(secret, drift)}).status_code == status
    )


def test_guessing_codes_is_held_back(sri, secret):
    client = browser(sri, proved=False)
    for _ in range(5):
        client.post("/kode-kedua/", {"code": "abcdef"})
    response = client.post("/kode-kedua/", {"code": code(secret)})
    assert "Coba lagi pukul" in words(response)


def test_the_secret_is_sealed_in_the_database(sri, secret):
    assert secret not in SecondFactor.objects.get().secret


def test_without_an_authenticator_one_is_led_to_installing_it(sri):
    client = browser(sri, proved=False)
    assert client.get("/kode-kedua/?next=/akun/").url == "/kode-kedua/pasang/?next=%2Fakun%2F"


def test_installing_ends_with_ten_codes_on_paper_and_a_proved_sitting(sri):
    client = browser(sri, proved=False)
    client.post("/kode-kedua/pasang/", {"begin": "1", "next": "/akun/"})
    page = words(client.get("/kode-kedua/pasang/"))
    assert "<svg" in page
    assert "style=" not in page
    text = re.search(r'<p class="b-code">([A-Z2-7 ]+)</p>', page)[1].replace(" ", "")
    done = words(client.post("/kode-kedua/pasang/", {"code": code(text)}))
    assert len(re.findall(r'<li class="b-code">', done)) == 10
    assert client.get("/akun/").status_code == 200


def test_an_authenticator_is_not_installed_with_a_wrong_first_code(sri):
    client = browser(sri, proved=False)
    client.post("/kode-kedua/pasang/", {"begin": "1"})
    assert client.post("/kode-kedua/pasang/", {"code": "abcdef"}).status_code == 422
    assert factors.factor_of(sri.person) is None


def test_somebody_who_only_has_the_password_cannot_install_his_own_phone_over_mine(sri, secret):
    client = browser(sri, proved=False)
    assert client.post("/kode-kedua/pasang/", {"begin": "1"}).status_code == 409
    assert factors.factor_of(sri.person) is not None


@pytest.fixture
def printed(sri):
    factor = factors.begin(sri.person)
    text = factors.typed_secret(factor).replace(" ", "")
    seat(sri.person, sri, proved=False)
    return factors.enrol(sri.person, code(text), sri.person.sittings.get())


def test_a_printed_code_works_once(sri, printed):
    assert browser(sri, proved=False).post("/kode-kedua/", {"code": printed[0].lower()}).status_code == 302
    assert browser(sri, proved=False).post("/kode-kedua/", {"code": printed[0]}).status_code == 422


def test_using_a_printed_code_is_told_to_its_owner(sri, printed):
    browser(sri, proved=False).post("/kode-kedua/", {"code": printed[3]})
    assert sri.person.messages.get().subject == "Satu kode cadangan terpakai"


def test_printed_codes_are_kept_as_fingerprints(sri, printed):
    kept = set(RecoveryCode.objects.values_list("code_hash", flat=True))
    assert not kept & {text.replace("-", "") for text in printed}


def test_the_proof_ends_with_the_sitting(sri, secret, later):
    client = browser(sri, proved=True)
    later(timedelta(hours=13))
    assert client.get("/akun/").url == "/masuk/?next=%2Fakun%2F"
