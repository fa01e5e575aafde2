"""Looking for somebody in the work list: what fits, who may, and that the name stays nowhere."""

import logging

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from berdaya.access.models import AuditEntry
from berdaya.access.rules.roles import Role
from berdaya.scan.identity import Identity, Seal, label_of
from berdaya.scan.rules.seeking import Fit, Hit, Sought, found_in, sought_faults
from berdaya.scan.services.cycles import close_cycle
from berdaya.scan.services.seeking import seek
from tests.office import MOGA, PEMALANG, PLAKARAN, TEGAL, hat
from tests.register.bringing import Desk, text_of
from tests.scan.things import a_cycle, a_household

NAMES = st.lists(st.text("abcdeghijklmnoprstuwy", min_size=3, max_size=9), min_size=2, max_size=3).map(
    " ".join
)


@pytest.mark.parametrize(
    ("asked", "written", "fit"),
    [
        ("siti aminah", "SITI AMINAH", Fit.SAME),
        ("Hj. Siti Aminah, S.Pd", "St. Aminah", Fit.SAME),
        ("ami", "SITI AMINAH", Fit.BEGUN),
        ("aminah siti", "SITI AMINAH", Fit.BEGUN),
        ("soekardjo", "SUKARJO", Fit.HEARD),
        ("moch. sukarjo", "MUHAMMAD SOEKARDJO", Fit.HEARD),
        ("siti", "SUKARJO", None),
        ("siti karti", "SITI AMINAH", None),
        ("zzz", "JOKO SUSILO", None),
    ],
)
def test_a_name_fits_by_its_words_their_beginning_or_their_sound(asked, written, fit):
    assert Sought.of(asked).fit(written) == fit


@given(NAMES)
def test_whoever_types_a_name_or_its_beginning_finds_it(name):
    assert Sought.of(name).fit(name.upper()) is Fit.SAME
    assert Sought.of(name.split()[-1][:3]).fit(name) is not None


def test_the_same_name_comes_first_and_the_head_before_those_who_live_there():
    homes = [("JOKO", "SITI"), ("SITI AMINAH",), ("SITI",), ("DARMI",)]
    found = found_in(Sought.of("siti"), homes)
    assert found == [Hit(2, 0, Fit.SAME), Hit(0, 1, Fit.SAME), Hit(1, 0, Fit.BEGUN)]


@pytest.mark.parametrize("text", ["ab", "3327041208700009", "siti 3327", "H."])
def test_numbers_and_too_few_letters_are_not_looked_for_and_not_repeated(text):
    fault = sought_faults(text)[0]
    assert text not in fault.sentence


# ---------- the page ----------


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """Dwi, the facilitator of Moga."""
    monkeypatch.setenv("BERDAYA_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("BERDAYA_KEYS", raising=False)
    return Desk(hat("Mbak Dwi", Role.FACILITATOR, MOGA))


@pytest.fixture
def cycle(desk, monkeypatch):
    """Siti's household in RT 003, Joko's in RT 004; Darmi lives with Siti."""
    seal = Seal(b"k" * 32)
    monkeypatch.setattr("berdaya.scan.doors.households.seal_of", lambda snapshot: seal)
    made = a_cycle(desk.worn, homes=0)
    for at, (rt, names) in enumerate((("003", ("Siti Aminah", "Darmi")), ("004", ("Joko Susilo",)))):
        home = a_household(made, at, rt=f"{PLAKARAN}.002.{rt}")
        home.identity = seal.sealed(Identity(names[0], "", names), label_of(made.pk, home.key))
        home.save()
    return made


def sought(desk, cycle, name, rt=""):
    return desk.post("scan-household-seek", cycle.pk, name=name, rt=rt)


@pytest.mark.django_db
def test_the_head_is_found_and_so_is_whoever_lives_there(desk, cycle):
    assert reverse("scan-household-seek", args=[cycle.pk]) in text_of(desk.get("scan-households", cycle.pk))
    page = sought(desk, cycle, "sitti")
    assert page.status_code == 200
    assert "Siti Aminah" in text_of(page)
    assert "Joko" not in text_of(page)
    assert "anggota Darmi" in text_of(sought(desk, cycle, "darmi"))
    assert "Tidak ditemukan" in text_of(sought(desk, cycle, "bambang"))
    assert "Tidak ada yang bernama begitu di RT itu" in text_of(
        sought(desk, cycle, "joko", f"{PLAKARAN}.002.003")
    )


@pytest.mark.django_db
def test_reloading_the_address_asks_again_and_a_short_name_is_refused(desk, cycle):
    assert desk.get("scan-household-seek", cycle.pk).status_code == 200
    assert sought(desk, cycle, "ab").status_code == 422


@pytest.mark.django_db
def test_the_name_stands_in_no_log_trail_title_or_address(desk, cycle, caplog):
    with caplog.at_level(logging.DEBUG):
        page = sought(desk, cycle, "darmi")
    written = [
        *AuditEntry.objects.values_list("verb", "facts", "ident"),
        caplog.text,
        page.request["PATH_INFO"],
    ]
    assert "darmi" not in str(written).casefold()
    assert "darmi" not in str(page.request["QUERY_STRING"])
    head = text_of(page).split("</head>")[0]
    assert "Darmi" not in head
    assert page["Cache-Control"] == "no-store"
    assert AuditEntry.objects.filter(verb="scan.sought").count() == 1


@pytest.mark.django_db
def test_a_search_opens_names_for_those_who_may_read_them_while_the_round_is_open(desk, cycle):
    outsiders = (
        hat("Pak Auditor", Role.AUDITOR, PEMALANG),
        hat("Pak Joko", Role.BAPPEDA, TEGAL),
        hat("Bu Rini", Role.AGENCY, PEMALANG, body="Dinas Perikanan"),
    )
    for worn in outsiders:
        assert sought(Desk(worn), cycle, "siti").status_code == 404
    auditor = Desk(outsiders[0])
    assert "Cari nama" not in text_of(auditor.get("scan-households", cycle.pk))
    close_cycle(hat("Bu Ratna", Role.BAPPEDA, PEMALANG), cycle, "")
    assert sought(desk, cycle, "siti").status_code == 404


@pytest.mark.django_db
def test_nobody_is_found_once_the_key_of_the_register_is_gone(desk, cycle, monkeypatch):
    monkeypatch.setattr("berdaya.scan.doors.households.seal_of", lambda snapshot: Seal(None))
    page = sought(desk, cycle, "siti")
    assert "tidak dapat dicari lagi" in text_of(page)
    assert "Siti Aminah" not in text_of(page)


@pytest.mark.django_db
def test_a_search_takes_as_many_queries_for_two_households_as_for_forty(desk, cycle):
    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            assert seek(desk.worn, cycle, "siti").found == 1
        return len(caught)

    queries()  # what is asked once for a process
    few = queries()
    for at in range(10, 50):
        a_household(cycle, at)
    assert queries() == few
