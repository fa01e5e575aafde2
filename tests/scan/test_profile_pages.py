"""Potentials, SID and FGD through the pages: what is kept, refused, told, and who sees what."""

import pytest

from berdaya.access.models import InboxMessage
from berdaya.access.rules.roles import Role
from berdaya.scan.doors.fgd import fgd_of
from berdaya.scan.gathering import boxes_of
from berdaya.scan.models import Fgd, Potential, SidCheck
from berdaya.scan.models.fgd import FgdTopic
from berdaya.scan.parts import fgd as parts_fgd
from berdaya.scan.parts import plan as parts_plan
from berdaya.scan.parts import potentials as parts_potentials
from berdaya.scan.parts import sid as parts_sid
from berdaya.scan.rules.checking import MUSDES, REGISTER, Value
from tests.hardship.conftest import people
from tests.office import PEMALANG, PLAKARAN, hat
from tests.register.bringing import Desk, text_of
from tests.scan.things import a_household
from tests.scan.things_profile import a_check, a_discussion, a_potential, agency, agreed_fgd, an_fgd, at_work

pytestmark = pytest.mark.django_db
__all__ = ["people"]

SKILL = {"kind": "keterampilan", "name": "Menjahit", "condition": "2", "prospect": "2", "women_u25": "7"}


@pytest.fixture
def cycle(people):
    return at_work(people.ratna.worn)


def test_seven_women_who_sew_are_kept_by_age_and_the_group_gets_its_score(people, cycle):
    response = people.ratna.post("scan-potential-add", cycle.pk, "P4", **SKILL)
    assert response.status_code == 302, text_of(response)
    kept = Potential.objects.get()
    assert (kept.skill.women_u25, kept.skill.people.men) == (7, 0)
    page = text_of(people.ratna.get("scan-potentials", cycle.pk))
    assert "67%" in page
    assert "L 0 P 7" in page


def test_a_mark_that_is_missing_is_asked_for(people, cycle):
    response = people.ratna.post("scan-potential-add", cycle.pk, "P4", **(SKILL | {"prospect": ""}))
    assert response.status_code == 422
    assert not Potential.objects.exists()


def test_who_comes_second_to_an_entry_is_told_and_changes_nothing(people, cycle):
    entry = a_potential(people.ratna.worn, cycle)
    sent = {"kind": "kebun", "name": "Kopi", "condition": "1", "prospect": "1", "seen": "1"}
    assert people.ratna.post("scan-potential", cycle.pk, entry.pk, **sent).status_code == 302
    late = people.agus.post("scan-potential", cycle.pk, entry.pk, **(sent | {"name": "Teh"}))
    assert late.status_code == 422
    assert "diubah orang lain" in text_of(late)
    assert Potential.objects.get().name == "Kopi"


@pytest.mark.parametrize(
    ("body", "status"), [("Dinas Pertanian", 200), ("dinas pertanian", 200), ("Dinas Sosial", 404)]
)
@pytest.mark.parametrize("page", ["scan-potentials", "scan-sid", "scan-fgd"])
def test_an_agency_sees_the_places_that_were_given_to_it(people, cycle, body, status, page):
    assert Desk(agency(body)).get(page, cycle.pk).status_code == status


def test_someone_of_another_kabupaten_finds_nothing(people, cycle):
    for page in ("scan-potentials", "scan-sid", "scan-fgd"):
        assert people.joko.get(page, cycle.pk).status_code == 404


def _sid(**changed):
    sent = {"checked_on": "2026-06-15"}
    for n in range(1, 12):
        sent |= {f"exists_{n}": "ada", f"updated_{n}": "2026-05-01"}
    return sent | changed


def test_a_check_keeps_its_exact_score_and_its_history(people, cycle):
    gone = {f"exists_{n}": "tidak" for n in (7, 8, 9, 10)} | {"updated_11": "2025-01-01"}
    assert people.ratna.post("scan-sid-begin", cycle.pk, **_sid(**gone)).status_code == 302
    assert SidCheck.objects.get().score == "13/22"
    page = text_of(people.ratna.get("scan-sid", cycle.pk))
    assert "6,5 dari 11 kelas" in page
    assert people.ratna.post("scan-sid-begin", cycle.pk, **_sid()).status_code == 302
    assert [one.score for one in SidCheck.objects.all()] == ["1", "13/22"]


def test_names_of_the_poor_in_the_system_are_told_to_village_and_bappeda_until_they_are_gone(people, cycle):
    assert people.ratna.post("scan-sid-begin", cycle.pk, **_sid(names_5="on")).status_code == 302
    told = InboxMessage.objects.filter(settled_at=None)
    assert {(one.role, one.territory) for one in told} == {
        (Role.LURAH.value, PLAKARAN), (Role.OPERATOR.value, PLAKARAN), (Role.BAPPEDA.value, PEMALANG)
    }  # fmt: skip
    assert people.ratna.post("scan-sid-begin", cycle.pk, **_sid()).status_code == 302
    assert not InboxMessage.objects.filter(settled_at=None).exists()


def test_a_class_without_an_answer_is_asked_for(people, cycle):
    response = people.ratna.post("scan-sid-begin", cycle.pk, **_sid(exists_4=""))
    assert response.status_code == 422
    assert "Kelas 4" in text_of(response)


def test_a_kelurahan_has_no_duty_of_a_system_and_no_stage_for_it(people):
    kelurahan = at_work(people.ratna.worn, territory="33.27.08.1001")
    box = next(one for one in boxes_of(people.ratna.worn, [kelurahan])[kelurahan.pk] if one.stage == "sid")
    assert not box.applies
    sent = _sid(**{f"exists_{n}": "luar" for n in (7, 8, 11)})
    assert people.ratna.post("scan-sid-begin", kelurahan.pk, **sent).status_code == 302
    assert SidCheck.objects.get().score == "1"


def test_the_record_begins_with_what_register_and_field_say(people, cycle):
    a_household(cycle, 7, bits="-00000000", field_bits="100000000", count=0)
    meeting = a_discussion(people.ratna.worn)
    assert people.ratna.post("scan-fgd", cycle.pk, meeting=meeting.pk).status_code == 302
    first = FgdTopic.objects.get(code="C1")
    assert first.column(REGISTER) == Value(3, 3), "unknown is not counted"
    assert (first.visited_part, first.visited_whole) == (1, 1)


def test_the_village_meeting_has_its_column_once_it_decided(people, cycle):
    fgd = an_fgd(people.ratna.worn, cycle)
    first, second, _ = cycle.households.in_order_of_work()
    for home, decision in ((first, "tetap"), (second, "dikeluarkan")):
        home.decision, home.decided_bits = decision, "100000000"
        home.save()
    sent = people.ratna.post("scan-fgd-step", cycle.pk, "segarkan", seen=fgd.version)
    assert sent.status_code == 302
    told = fgd.topics.get(code="C1").column(MUSDES), fgd.topics.get(code="C7").column(MUSDES)
    assert told == (Value(1, 1), Value(0, 1)), "who was taken off the list is not counted"


def test_the_record_closes_only_when_every_large_difference_has_its_reason(people, cycle):
    fgd = agreed_fgd(people.ratna.worn, cycle)
    topic = fgd.topics.get(code="C7")
    sent = {"seen": fgd.version, "fgd_part": "1", "fgd_whole": "3", "sepakat_part": "1", "sepakat_whole": "3"}
    assert people.ratna.post("scan-fgd-line", cycle.pk, "C7", **sent).status_code == 302
    refused = people.ratna.post("scan-fgd-step", cycle.pk, "tutup", seen=fgd.version + 1)
    assert refused.status_code == 422
    assert "Berbeda jauh tanpa alasan" in text_of(refused)
    sent |= {"seen": fgd.version + 1, "reason": "Dua jamban dibangun tahun lalu."}
    assert people.ratna.post("scan-fgd-line", cycle.pk, "C7", **sent).status_code == 302
    assert people.ratna.post("scan-fgd-step", cycle.pk, "tutup", seen=fgd.version + 2).status_code == 302
    closed = fgd_of(cycle)
    assert closed.closed
    assert "Dua jamban" in closed.meeting.paper_plans.get().sections
    again = people.ratna.post("scan-fgd-line", cycle.pk, "C7", **(sent | {"seen": closed.version}))
    assert again.status_code == 422
    topic.refresh_from_db()
    assert topic.agreed_part == 1


def test_the_record_stays_open_while_its_meeting_is_open_or_one_view_is_missing(people, cycle):
    fgd = agreed_fgd(people.ratna.worn, cycle)
    Fgd.objects.filter(pk=fgd.pk).update(women_view="")
    refused = people.ratna.post("scan-fgd-step", cycle.pk, "tutup", seen=fgd.version)
    assert refused.status_code == 422
    assert not Fgd.objects.get().closed


def test_who_only_reads_sees_no_small_counts(people, cycle):
    an_fgd(people.ratna.worn, cycle)
    auditor = Desk(hat("Pak Hadi", Role.AUDITOR, PEMALANG))
    worker, reader = (text_of(desk.get("scan-fgd", cycle.pk)) for desk in (people.ratna, auditor))
    assert "3 dari 3" in worker
    assert "3 dari 3" not in reader


def test_the_parts_tell_how_far_each_is(people, cycle):
    a_potential(people.ratna.worn, cycle)
    a_check(people.ratna.worn, cycle, missing=11)
    told = {box.stage: box.told for box in boxes_of(people.ratna.worn, [cycle])[cycle.pk]}
    assert (told["potensi"].figure, told["sid"].figure, told["fgd"].words) == (
        "1 dari 4",
        "0%",
        "belum disiapkan",
    )


def test_parts_ask_no_more_for_more_places(people, cycle, django_assert_max_num_queries):
    other = at_work(people.ratna.worn, territory="33.27.01.2002")
    for one in (cycle, other):
        a_potential(people.ratna.worn, one)
        a_check(people.ratna.worn, one)
    for part in (parts_fgd, parts_plan, parts_potentials, parts_sid):
        with django_assert_max_num_queries(1):
            part.told_of(people.ratna.worn, [cycle, other])
