"""What a stranger reads of a village at work: counts, small ones hidden, and no household ever."""

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from berdaya.access.rules.roles import Role
from berdaya.documents.models import Document
from berdaya.documents.services import issue
from berdaya.meeting.models import Meeting
from berdaya.scan.rules.publication import count_words, published_upto, sign_words, total_words
from berdaya.scan.services.musdes import keep_the_rest
from tests.documents.office import asked, bu_ratna
from tests.office import PEMALANG, PLAKARAN, hat
from tests.register.bringing import text_of
from tests.scan.things import a_cycle, a_session


def test_a_second_meeting_about_few_households_waits_until_there_are_enough():
    assert published_upto([120], 10) == 1
    assert published_upto([120, 3], 10) == 1
    assert published_upto([120, 3, 8], 10) == 3
    assert published_upto([4], 10) == 0
    assert published_upto([], 10) == 0


@given(st.lists(st.integers(0, 200), max_size=8))
def test_two_publications_never_differ_by_few(decided):
    steps = [published_upto(decided[:n], 10) for n in range(len(decided) + 1)]
    assert steps == sorted(steps)
    for before, after in zip(steps, steps[1:], strict=False):
        assert after == before or sum(decided[before:after]) >= 10


def test_small_counts_are_hidden_with_one_that_would_give_them_away():
    words = count_words({"tetap": 100, "dikeluarkan": 4, "ditambahkan": 30, "diperbaiki": 0}, 10)
    assert (words["dikeluarkan"], words["ditambahkan"], words["diperbaiki"]) == ("<10", "–", "0")
    assert total_words({"tetap": 4}, 10) == "<10"


@pytest.mark.parametrize(
    "met, known, words",
    [(0, 0, "–"), (0, 50, "0"), (4, 50, "<10"), (20, 50, "20"), (47, 50, "hampir semua"),
     (25, 25, "hampir semua"), (50, 50, "50")],
)  # fmt: skip
def test_a_sign_of_few_or_of_nearly_all_is_not_counted_out(met, known, words):
    assert sign_words(met, known, 10, 30) == words


# ---------- the page ----------


def page_of(code=PLAKARAN):
    return Client().get(reverse("scan-public", args=[code]))


@pytest.mark.django_db
def test_a_village_where_nobody_works_has_no_page():
    assert page_of().status_code == 404


@pytest.mark.django_db
def test_before_the_minutes_are_signed_only_visits_are_told(tmp_path, monkeypatch):
    monkeypatch.setenv("BERDAYA_DATA", str(tmp_path))
    ratna = hat("Bu Ratna", Role.BAPPEDA, PEMALANG)
    cycle = a_cycle(ratna, homes=14)
    cycle.households.filter(urgency__lte=12).update(visit="diperiksa")
    session = a_session(ratna, cycle)
    keep_the_rest(ratna, session)
    page = text_of(page_of())
    assert "Putusan belum diumumkan" in page
    assert "RT 003/RW 002" in page
    sign(session.meeting)
    page = text_of(page_of())
    assert "Putusan musyawarah sampai" in page
    assert "hampir semua" in page
    assert cycle.households.first().key not in page


def sign(meeting: Meeting) -> None:
    """As if the berita acara had come back signed and compared."""
    paper = issue(bu_ratna(), asked(territory=PLAKARAN))
    Document.objects.filter(pk=paper.pk).update(status="ditandatangani")
    Meeting.objects.filter(pk=meeting.pk).update(record=paper)
