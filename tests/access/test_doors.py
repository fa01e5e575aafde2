"""Doors: nothing is open that nobody has opened, and "not yours" looks like "not there"."""

import pytest
from django.core.checks import run_checks
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import include, path

from berdaya.access import doors
from berdaya.access.audit import record
from berdaya.access.checks import check_guard
from berdaya.access.doors import everyone, needs, signed_in
from berdaya.access.models import AuditEntry
from berdaya.access.rules.purposes import Purpose
from berdaya.access.rules.rights import Right
from berdaya.access.rules.roles import Role
from berdaya.access.services.identities import show_nik
from berdaya.kernel.findings import Refused
from tests.office import BANYUMUDAL, MOGA, PEMALANG, PLAKARAN, TEGAL, browser, hat, hold, person

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.access.test_doors")]


def forgotten(request):
    return HttpResponse("terbuka untuk semua, karena lupa")


@everyone
def public(request):
    return HttpResponse("umum")


@everyone
def broken(request):
    return {}["Siti Aminah"]


@signed_in
def own(request):
    return HttpResponse("milik sendiri")


@needs(Right.PLACES_SEE, territory="code")
def place(request, code):
    return HttpResponse(f"wilayah {code}")


@needs(Right.TARGETING_SEE, Right.AUDIT_READ)
def either(request):
    return HttpResponse(request.territory)


@needs(Right.NIK_SHOW)
def identity(request):
    return HttpResponse("nik")


urlpatterns = [
    path("lupa/", forgotten),
    path("umum/", public),
    path("rusak/", broken),
    path("sendiri/", own),
    path("wilayah/<str:code>/", place),
    path("salah-satu/", either),
    path("nik/", identity),
    path("", include("berdaya.site.urls")),
]
handler404 = "berdaya.access.views.entrance.absent"
handler500 = "berdaya.access.views.entrance.fault"


@pytest.fixture
def lurah():
    return hat("Bu Lurah", Role.LURAH, PLAKARAN)


def get(worn, url):
    return browser(worn).get(url)


def test_a_view_that_declares_nothing_does_not_exist(lurah):
    assert [get(worn, "/lupa/").status_code for worn in (None, lurah)] == [404, 404]


def test_a_public_page_is_open_to_strangers():
    assert get(None, "/umum/").content == b"umum"


def test_a_stranger_is_led_to_the_entrance():
    assert [get(None, url).url for url in ("/sendiri/", f"/wilayah/{PLAKARAN}/")] == [
        "/masuk/?next=%2Fsendiri%2F",
        "/masuk/?next=%2Fwilayah%2F33.27.01.2001%2F",
    ]


@pytest.mark.parametrize(
    "code, status", [(PLAKARAN, 200), (f"{PLAKARAN}.002", 200), (BANYUMUDAL, 404), (MOGA, 404)]
)
def test_the_territory_in_the_address_must_lie_in_the_hats(lurah, code, status):
    assert get(lurah, f"/wilayah/{code}/").status_code == status


def test_the_same_page_says_unknown_and_not_yours(lurah):
    foreign, unknown, undeclared = (
        get(lurah, url) for url in (f"/wilayah/{BANYUMUDAL}/", "/tidak/ada/", "/lupa/")
    )
    assert foreign.content == unknown.content == undeclared.content
    assert foreign.headers == unknown.headers == undeclared.headers


def test_one_of_several_rights_will_do(lurah):
    assert get(lurah, "/salah-satu/").content.decode() == PLAKARAN
    assert get(hat("Budi", Role.DATA_PROTECTION, PEMALANG), "/salah-satu/").status_code == 200
    assert get(hat("Sri", Role.ADMINISTRATOR, PEMALANG), "/salah-satu/").status_code == 404


def test_only_the_hat_in_use_counts(lurah):
    small = hold(lurah.person, Role.RT_HEAD, f"{PLAKARAN}.002.003")
    assert get(small, "/salah-satu/").status_code == 404


def test_identities_ask_for_the_second_factor_even_from_an_operator():
    operator = hat("Mas Agus", Role.OPERATOR, PLAKARAN)
    assert browser(operator, proved=False).get("/salah-satu/").status_code == 200
    assert browser(operator, proved=False).get("/nik/").url == "/kode-kedua/?next=%2Fnik%2F"


def test_pages_of_the_office_are_kept_by_no_cache(lurah):
    assert get(lurah, "/sendiri/")["Cache-Control"] == "no-store"
    assert "Cache-Control" not in get(None, "/umum/").headers


def test_the_guard_must_be_installed():
    assert check_guard() == []
    with override_settings(MIDDLEWARE=[]):
        assert [error.id for error in check_guard()] == ["access.E003"]


def test_the_office_passes_its_own_checks():
    assert [message for message in run_checks(databases=["default"]) if message.is_serious()] == []


# For services


def test_a_service_asks_for_the_right_again(lurah):
    doors.require(lurah, Right.NIK_SHOW, PLAKARAN)
    with pytest.raises(Refused):
        doors.require(lurah, Right.NIK_SHOW, BANYUMUDAL)
    with pytest.raises(Refused):
        doors.require(lurah, Right.REGISTER_UPLOAD, PLAKARAN)


def test_a_service_asks_for_a_second_person(lurah):
    with pytest.raises(Refused):
        doors.require_second_person(lurah, lurah.person_id, "putaran")
    doors.require_second_person(lurah, person("Bu Ratna").pk, "putaran")


def test_a_list_holds_only_what_lies_in_the_territory(lurah):
    for territory in (PLAKARAN, f"{PLAKARAN}.002", BANYUMUDAL, TEGAL, "33.27.01.20011"):
        record(None, "x.y", "kind", territory, territory)
    seen = AuditEntry.objects.filter(**doors.territory_filter(lurah)).values_list("ident", flat=True)
    assert sorted(seen) == [PLAKARAN, f"{PLAKARAN}.002"]


def test_a_look_at_a_nik_is_written_down_with_its_purpose(lurah):
    shown = show_nik(lurah, "row-7", PLAKARAN, Purpose.OBJECTION, lambda: "3327045507880001")
    entry = AuditEntry.objects.get()
    assert (shown, entry.verb, entry.ident, entry.purpose) == (
        "3327045507880001",
        "nik.shown",
        "row-7",
        "keberatan",
    )
    assert "3327045507880001" not in str(AuditEntry.objects.values().get())


def test_a_nik_of_another_village_is_not_opened(lurah):
    opened = []
    with pytest.raises(Refused):
        show_nik(lurah, "row-7", BANYUMUDAL, Purpose.OBJECTION, lambda: opened.append(1) or "")
    assert opened == []


def test_a_look_that_fails_leaves_no_number_and_no_entry(lurah):
    def broken() -> str:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        show_nik(lurah, "row-7", PLAKARAN, Purpose.OBJECTION, broken)
    assert AuditEntry.objects.count() == 0


def test_the_address_of_a_form_that_only_sends_tells_a_visitor_where_to_go():
    answer = browser(hat("Bu Ratna", Role.BAPPEDA, PEMALANG)).get("/profil/keluar-semua/")
    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")
    assert "hanya menerima kiriman formulir" in answer.content.decode()


def test_a_fault_of_ours_is_told_in_words_and_logged_by_its_place_only(caplog):
    visitor = Client(raise_request_exception=False)
    answer = visitor.get("/rusak/")
    assert answer.status_code == 500
    assert "Bukan karena Anda" in answer.content.decode()
    said = [one.getMessage() for one in caplog.records if one.name == "berdaya"]
    assert len(said) == 1
    assert "KeyError" in said[0]
    assert "Siti" not in said[0]
