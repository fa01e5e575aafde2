"""The pages of a list in Chromium: axe finds nothing, nothing runs sideways, rows unfold without a script."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from berdaya.access.models import Holding
from berdaya.region.rules.gazetteer import official
from berdaya.targeting.file_kinds import FileKind
from berdaya.targeting.laying_out import setting_of
from berdaya.targeting.services.files import bring_file
from tests.browser.conftest import faults_of, sit_down
from tests.office import PEMALANG
from tests.targeting.desk import (
    assigned,
    bappeda,
    computed,
    counts_file,
    decreed,
    discussed,
    draft,
    index_file,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
People = tuple[Holding, Holding, Holding]


@pytest.fixture
def people(transactional_db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> People:
    monkeypatch.setenv("BERDAYA_DATA", str(tmp_path))
    return bappeda("Bu Ratna"), bappeda("Pak Darmo"), bappeda("Mas Agus")


def _draft(people: People) -> list[str]:
    run = draft(people[0])
    return [f"/sasaran/{run.pk}/", *(f"/sasaran/{run.pk}/masukan/{step}" for step in range(1, 6))]


def _computed(people: People) -> list[str]:
    run = computed(people[0])
    pages = ("", "perubahan", "bahas", "batalkan", "keteguhan", "riwayat", "pendamping/", "pendamping/berkas")
    return [f"/sasaran/{run.pk}/{page}" for page in pages]


def _discussed(people: People) -> list[str]:
    run = discussed(people[1])
    return [f"/sasaran/{run.pk}/{page}" for page in ("", "periksa", "kembalikan")]


def _decreed(people: People) -> list[str]:
    run, decree = decreed(people[1], people[0], people[2], assigned(people[1]))
    pages = ("", "ralat", "pendamping/", "pendamping/?menurut=tempat", "pendamping/pasangan")
    return [
        *(f"/sasaran/{run.pk}/{page}" for page in pages),
        "/sasaran/",
        "/sasaran/papan",
        f"/keputusan/{decree.slug}",
    ]


@pytest.mark.parametrize("made", [_draft, _computed, _discussed, _decreed])
def test_axe_finds_nothing(
    page: Page, live_server: Any, people: People, made: Callable[[People], list[str]]
) -> None:
    sit_down(page, live_server, people[0])
    found = {}
    for address in made(people):
        page.goto(live_server.url + address)
        if faults := faults_of(page):
            found[address] = faults
    assert found == {}


@pytest.fixture
def scriptless(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_folded_rows_open_by_their_link_without_a_script(
    scriptless: Page, live_server: Any, people: People
) -> None:
    ratna = people[0]
    villages = [*official().villages("33.27.01"), *official().villages("33.27.02")]
    counts = {place.code: 400 - 11 * i for i, place in enumerate(villages)}
    index = {place.code: f"0.{6100 + 7 * i}" for i, place in enumerate(villages)}
    run = draft(ratna)
    setting = setting_of(PEMALANG, run)
    many = {
        "counts": bring_file(ratna, FileKind.COUNTS, counts_file(counts), setting).file,
        "index": bring_file(ratna, FileKind.INDEX, index_file(index), setting).file,
        "seats_desa": 17,
        "seats_kelurahan": 0,
        "seats_total": 17,
    }
    run = computed(ratna, **many)
    sit_down(scriptless, live_server, ratna)
    scriptless.goto(f"{live_server.url}/sasaran/{run.pk}/?tempat={villages[0].code}")
    folded = scriptless.locator(".b-fold tr").first
    expect(folded).to_be_hidden()
    scriptless.get_by_role("link", name="Tampilkan peringkat 9 sampai 13").click()
    expect(folded).to_be_visible()


def test_a_place_is_explained_by_its_link_without_a_script(
    scriptless: Page, live_server: Any, people: People
) -> None:
    run = computed(people[0])
    name = run.computation.results.filter(stratum="desa").first().name
    sit_down(scriptless, live_server, people[0])
    scriptless.goto(f"{live_server.url}/sasaran/{run.pk}/")
    scriptless.get_by_role("link", name=name, exact=True).click()
    expect(scriptless.get_by_text(f"Mengapa {name}?")).to_be_visible()
