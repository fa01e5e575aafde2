"""A register file sent by the script of its page: in pieces, over a broken line; and without script."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Browser, Page, Route, expect

from berdaya.register.models import Upload
from berdaya.register.rules.uploads import State
from tests.browser.conftest import faults_of, sit_down
from tests.register.bringing import Cast, cast, local_rule
from tests.register.desk import HOME, csv_text

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FILE = csv_text(HOME).encode()
PIECE = 150
PIECES = -(-len(FILE) // PIECE)


@pytest.fixture
def people(transactional_db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cast:
    monkeypatch.setenv("BERDAYA_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("BERDAYA_KEYS", raising=False)
    local_rule(tmp_path / "data", PIECE, 1_000_000)
    return cast()


def opened(browser: Browser, people: Cast, live_server: Any, **more: Any) -> Iterator[tuple[Page, Upload]]:
    """Bu Ratna before the page where a file is sent."""
    upload = people.ratna.begin()
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="id-ID", **more)
    key = people.ratna.client.cookies[settings.SESSION_COOKIE_NAME].value
    page = sit_down(context.new_page(), live_server, key)
    page.goto(live_server.url + reverse("register-file", args=[upload.pk]))
    yield page, upload
    context.close()


@pytest.fixture
def sending(browser: Browser, people: Cast, live_server: Any) -> Iterator[tuple[Page, Upload]]:
    yield from opened(browser, people, live_server)


@pytest.fixture
def scriptless(browser: Browser, people: Cast, live_server: Any) -> Iterator[tuple[Page, Upload]]:
    yield from opened(browser, people, live_server, java_script_enabled=False)


def choose(page: Page, content: bytes = FILE, name: str = "daftar.csv") -> None:
    page.get_by_label("Berkas").set_input_files({"name": name, "mimeType": "text/csv", "buffer": content})


def send(page: Page) -> None:
    page.get_by_role("button", name="Kirim berkas").click()


def came(upload: Upload) -> tuple[State, int]:
    upload.refresh_from_db()
    return upload.stands, upload.parts.count()


def test_the_page_passes_axe(sending):
    assert faults_of(sending[0]) == []


def test_a_file_is_sent_in_pieces_and_read(sending):
    page, upload = sending
    choose(page)
    send(page)
    page.wait_for_url("**/pekerjaan/**")
    assert came(upload) == (State.READ, PIECES)


def test_a_broken_line_is_waited_out(sending):
    page, upload = sending
    broken = []

    def cut(route: Route) -> None:
        if len(broken) < 2:
            broken.append(route.request.url)
            route.abort()
        else:
            route.continue_()

    page.route("**/bagian/3/", cut)
    choose(page)
    send(page)
    page.get_by_text("Dicoba lagi").wait_for()
    page.wait_for_url("**/pekerjaan/**")
    assert len(broken) == 2
    assert came(upload) == (State.READ, PIECES)


def test_an_office_that_restarts_is_asked_again(sending):
    page, upload = sending
    answers = iter([502, 503])
    page.route(
        "**/bagian/2/",
        lambda route: route.fulfill(status=code) if (code := next(answers, None)) else route.continue_(),
    )
    choose(page)
    send(page)
    page.wait_for_url("**/pekerjaan/**")
    assert came(upload) == (State.READ, PIECES)


def test_after_a_closed_page_only_the_missing_pieces_are_sent(sending, live_server):
    page, upload = sending
    page.route("**/bagian/3/", lambda route: route.abort())
    choose(page)
    send(page)
    page.get_by_text("Dicoba lagi").wait_for()
    page.goto(live_server.url + reverse("register-file", args=[upload.pk]))
    page.unroute("**/bagian/3/")
    expect(page.get_by_text(f"3 dari {PIECES} bagian")).to_be_visible()
    sent: list[str] = []
    page.on("request", lambda request: "/bagian/" in request.url and sent.append(request.url))
    choose(page)
    send(page)
    page.wait_for_url("**/pekerjaan/**")
    assert len(sent) == 1 + 1 + PIECES - 3  # what it has, the first piece as a sign, the missing ones
    assert came(upload) == (State.READ, PIECES)


def test_a_refusal_is_told_in_words_and_another_file_may_follow(sending):
    page, upload = sending
    choose(page, b"%PDF-1.7 bukan daftar", "daftar.xlsx")
    send(page)
    page.get_by_text("isinya dokumen PDF").wait_for()
    choose(page)
    send(page)
    page.wait_for_url("**/pekerjaan/**")
    assert came(upload)[0] is State.READ


def test_another_file_is_not_mixed_into_one_that_was_begun(sending, live_server):
    page, upload = sending
    page.route("**/bagian/3/", lambda route: route.abort())
    choose(page)
    send(page)
    page.get_by_text("Dicoba lagi").wait_for()
    page.goto(live_server.url + reverse("register-file", args=[upload.pk]))
    page.unroute("**/bagian/3/")
    choose(page, b"X" + FILE[1:])
    send(page)
    page.get_by_text("bukan berkas itu").wait_for()
    assert came(upload) == (State.BEGUN, 3)


def test_without_script_the_form_sends_the_file_whole(scriptless):
    page, upload = scriptless
    choose(page)
    send(page)
    page.wait_for_url("**/pekerjaan/**")
    assert came(upload) == (State.READ, PIECES)
