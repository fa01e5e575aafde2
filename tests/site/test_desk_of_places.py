"""What lies on a desk and on the page of a place: what was decided first, nothing twice, every kecamatan."""

import re

import pytest

from berdaya.access.jobs.models import Job
from berdaya.access.jobs.services import Progress
from berdaya.access.rules.roles import Role
from berdaya.region.rules.gazetteer import official
from berdaya.register.services.snapshots import file_figures
from tests.office import PEMALANG, PLAKARAN, browser, hat
from tests.register.things import a_snapshot
from tests.targeting.desk import bappeda, decreed

pytestmark = pytest.mark.django_db


@pytest.fixture
def registered():
    ratna = hat("Bu Ratna", Role.BAPPEDA, PEMALANG)
    snapshot = a_snapshot(ratna, {place.code: (100, 40) for place in official().villages(PEMALANG)})
    file_figures(snapshot.pk, Progress(Job.objects.create(person=ratna.person, kind="coba")))
    return ratna


def text(answer) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_the_desk_of_a_kabupaten_has_a_line_for_every_kecamatan(registered):
    decreed(bappeda("Bu Endang"), bappeda("Pak Darmo"), bappeda("Mas Agus"))
    page = text(browser(registered).get("/"))
    table = page.partition("Per kecamatan")[2]
    assert "Taman 0 dari 21 840" in table or re.search(r"Taman \d+ dari 21 840", table)
    assert len(re.findall(r"\d+ dari \d+ [\d.]+", table)) >= 14


def test_without_a_decree_the_line_of_a_kecamatan_tells_its_households_only(registered):
    assert "Taman – 840" in text(browser(registered).get("/")).partition("Per kecamatan")[2]


def test_the_figures_of_a_register_stand_once_on_a_desk(registered):
    page = text(browser(hat("Bu Lurah", Role.LURAH, PLAKARAN)).get("/"))
    assert page.count("100 ruta") == 1
    assert "Register: 100 rumah tangga" not in page


def test_the_page_of_a_village_says_first_what_was_decided(registered):
    run, _ = decreed(bappeda("Bu Endang"), bappeda("Pak Darmo"), bappeda("Mas Agus"))
    code = run.computation.results.filter(selected=True).first().code
    page = text(browser(hat("Bu Lurah", Role.LURAH, code)).get(f"/wilayah/{code}/"))
    assert page.index("Didampingi menurut keputusan") < page.index("angka tercatat")
    assert page.index("Didampingi menurut keputusan") < page.index("Belum ada RT tercatat")


def test_squares_have_names_that_need_no_pointer(registered):
    page = browser(registered).get("/").content.decode()
    assert "Arahkan penunjuk" not in page
    assert "Plakaran:" in page.partition("Nama tiap petak")[2]
