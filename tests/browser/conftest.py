"""Real Chromium from apt, driven by Playwright, at the two widths that every page is judged at."""

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import Browser, Error, Page, Response, sync_playwright

from berdaya.access.models import Holding
from tests.office import seat

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
_PICTURES = count(1)
WIDTHS = {1280: 900, 390: 844}
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("Chromium is not installed (apt install chromium)")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield started
        started.close()


@pytest.fixture(params=WIDTHS)
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    width = request.param
    context = browser.new_context(viewport={"width": width, "height": WIDTHS[width]}, locale="id-ID")
    opened = context.new_page()
    faults: list[tuple[str, str]] = []
    refusals: set[str] = set()
    opened.on("pageerror", lambda error: faults.append((str(error), "")))
    opened.on(
        "console", lambda said: said.type == "error" and faults.append((said.text, said.location["url"]))
    )
    opened.on("response", lambda answer: _is_refusal(answer) and refusals.add(answer.url))
    yield opened
    context.close()
    assert [fault for fault in faults if fault[1] not in refusals] == []


def sit_down(page: Page, server: Any, worn: Holding | str) -> Page:
    """Sign the browser in as somebody who wears a hat, or with the key of a sitting."""
    key = worn if isinstance(worn, str) else seat(worn.person, worn)
    page.context.clear_cookies()
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": server.url}])
    return page


def _is_refusal(answer: Response) -> bool:
    """A page that says no (absent, a form with errors): the browser notes it in the console, rightly."""
    return answer.request.is_navigation_request() and 400 <= answer.status < 500


def faults_of(page: Page) -> list[str]:
    """What axe finds, and whether the page scrolls sideways. With BROWSER_PICTURES=folder the page is kept as
    a picture, so that somebody can look at every page that is judged."""
    if folder := os.environ.get("BROWSER_PICTURES"):
        name = re.sub(r"\W+", "-", urlsplit(page.url).path).strip("-") or "home"
        file = Path(folder) / f"{(page.viewport_size or {})['width']}-{name}-{next(_PICTURES):03}.png"
        page.screenshot(path=str(file), full_page=True)
    for _ in range(2):
        page.wait_for_load_state()
        with suppress(Error):
            return _judged(page)
    return _judged(page)


def faults_at_both_widths(page: Page) -> list[str]:
    """The same page judged at the desk and on the telephone: for tests whose scene takes long to set."""
    found = []
    for width, height in reversed(WIDTHS.items()):
        page.set_viewport_size({"width": width, "height": height})
        found += [f"at {width}: {fault}" for fault in faults_of(page)]
    return found


def _judged(page: Page) -> list[str]:
    """One judgement. A click may still be on its way to the next page: the browser then answers with an Error
    in the midst of it, and the page that follows is judged instead."""
    found = [f"{v['id']}: {v['nodes'][0]['html'][:160]}" for v in Axe().run(page).response["violations"]]
    if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
        found.append("the page scrolls sideways")
    return found
