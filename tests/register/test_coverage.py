"""A register that lacks villages of a territory never speaks for the whole of it."""

from datetime import date

import pytest
from django.urls import reverse

from berdaya.access.jobs.models import Job
from berdaya.access.jobs.services import Progress
from berdaya.access.rules.roles import Role
from berdaya.figures.doors import figure_on
from berdaya.region.rules.gazetteer import official
from berdaya.register.chain import reach_for
from berdaya.register.place import sections_for
from berdaya.register.rules.coverage import Coverage
from berdaya.register.services.snapshots import HOUSEHOLDS, file_figures
from berdaya.targeting.upstream import snapshots
from tests.office import MOGA, PEMALANG, PLAKARAN, hat
from tests.register.bringing import text_of
from tests.register.things import a_snapshot

pytestmark = pytest.mark.django_db

WHOLE = {place.code: (100, 40) for place in official().villages(PEMALANG)}
PART = {place.code: (20, 11) for place in official().villages(MOGA)}
EARLIER, LATER = date(2024, 7, 1), date(2025, 1, 1)


def filed(people, snapshot) -> None:
    job = Job.objects.create(person=people.ratna.worn.person, kind="register.figures", subject=snapshot.pk)
    file_figures(snapshot.pk, Progress(job))


@pytest.fixture
def both(people):
    """A register of the kabupaten, and a newer one of one kecamatan brought for the same kabupaten."""
    whole = a_snapshot(people.ratna.worn, WHOLE, edition=EARLIER)
    part = a_snapshot(people.ratna.worn, PART, edition=LATER)
    for one in (whole, part):
        filed(people, one)
    return whole, part


def figure(code: str) -> int | None:
    found = figure_on(code, HOUSEHOLDS, LATER)
    return found.number if found else None


def test_a_newer_register_of_one_kecamatan_leaves_the_figure_of_the_kabupaten(both):
    assert figure(PEMALANG) == 100 * len(WHOLE)
    assert figure(MOGA) == 20 * len(PART)
    assert figure(PLAKARAN) == 20


def test_a_kecamatan_of_which_a_village_is_missing_gets_no_figure(people):
    counts = {code: count for code, count in PART.items() if code != PLAKARAN}
    filed(people, a_snapshot(people.ratna.worn, counts, edition=LATER))
    assert figure(MOGA) is None
    assert figure("33.27.01.2002") == 20


def test_the_home_of_the_kabupaten_reads_the_newest_register_that_holds_it_whole(both, people):
    reach = reach_for(people.ratna.worn)
    assert reach.households == 40 * len(WHOLE)
    assert "1 Juli 2024" in reach.facts[1]
    (section,) = sections_for(people.ratna.worn, PEMALANG)
    assert section.heading.startswith("Register: 22.")
    camat = hat("Pak Camat", Role.CAMAT, MOGA)
    assert "1 Januari 2025" in sections_for(camat, MOGA)[0].words


def test_where_no_register_holds_the_whole_the_page_says_that_it_is_a_part(people):
    a_snapshot(people.ratna.worn, PART)
    (section,) = sections_for(people.ratna.worn, PEMALANG)
    assert section.heading == f"Register sebagian: {len(PART)} dari {len(WHOLE)} desa dan kelurahan"
    assert reach_for(people.ratna.worn) is None


def test_whoever_chooses_a_source_sees_the_whole_one_first_and_the_part_named(both, people):
    first, second = snapshots(people.ratna.worn, PEMALANG)
    assert "sebagian" not in first.words
    assert second.words.endswith(f"(sebagian: {len(PART)} dari {len(WHOLE)} desa dan kelurahan)")


def test_the_list_and_the_page_of_a_register_say_how_much_it_holds(both, people):
    words = f"sebagian: {len(PART)} dari {len(WHOLE)} desa dan kelurahan"
    assert text_of(people.ratna.get("register")).count(words) == 1
    assert words in text_of(people.ratna.get("register-snapshot", both[1].pk))
    assert "sebagian" not in text_of(people.ratna.get("register-snapshot", both[0].pk))


def test_whoever_confirms_a_part_is_told_that_the_figure_of_the_whole_stays(people):
    upload = people.ratna.bring()
    people.ratna.submit(upload)
    page = text_of(people.agus.client.get(reverse("register-decide", args=[upload.pk])))
    assert "Sebagian: 1 dari 223 desa dan kelurahan" in page


@pytest.mark.parametrize(
    ("held", "whole", "words"),
    [
        (223, 223, ""),
        (15, 223, "sebagian: 15 dari 223 desa dan kelurahan"),
        (0, 0, "sebagian: 0 dari 0 desa"),
    ],
)
def test_only_a_register_without_gaps_is_whole(held, whole, words):
    assert Coverage(held, whole).words.startswith(words)
    assert Coverage(held, whole).complete is (words == "")
