"""Opening a village: who may, what is taken over from the register, what the list of places tells."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from berdaya.access.models import AuditEntry
from berdaya.access.rules.roles import Role
from berdaya.kernel.findings import Refused
from berdaya.register.models import Snapshot
from berdaya.register.services.snapshots import destroy
from berdaya.scan.identity import label_of, seal_of
from berdaya.scan.models import Cycle, Household
from berdaya.scan.rules.stages import State
from berdaya.scan.services.cycles import close_cycle, fill, locked
from berdaya.scan.stages import stages_for
from tests.hardship.test_evaluate_command import FULL, VILLAGE
from tests.office import MOGA, PEMALANG, PLAKARAN, TEGAL, hat
from tests.register.bringing import MAJALANGU, Cast, Desk, text_of
from tests.register.desk import changed, csv_text
from tests.scan.things import a_cycle

pytestmark = pytest.mark.django_db

RICH = tuple(changed(row, id="332704001000010009", persen="77", nik="") for row in VILLAGE[-1:])


def opened(people: Cast, content: str = "") -> Cycle:
    """Majalangu, opened by Bu Ratna through the pages."""
    people.registered(content or csv_text((*VILLAGE, *RICH), FULL))
    snapshot = Snapshot.objects.get()
    response = people.ratna.post(
        "scan-open", MAJALANGU, snapshot=snapshot.pk, agency="Dinas Pertanian", basis="Surat tugas 4/2026"
    )
    assert response.status_code == 302, text_of(response)
    return Cycle.objects.get()


def test_a_village_is_opened_with_the_poor_households_of_its_register(people):
    cycle = opened(people)
    assert (cycle.state, cycle.households_read, cycle.left_out) == ("berjalan", 2, 1)
    assert cycle.agency == "Dinas Pertanian"
    first, second = cycle.households.in_order_of_work()
    assert (first.decile, first.count, first.known) == (1, 8, 9)
    assert first.bits == "110111111", "the girl of 13 has grown up since the register was made"
    assert cycle.years >= 10
    assert first.rt == f"{MAJALANGU}.001.003"
    assert second.count < first.count


def test_what_is_kept_of_a_household_names_nobody(people):
    opened(people)
    kept = json.dumps(list(Household.objects.values("key", "facts", "members", "identity", "marks")))
    assert "SITI" not in kept
    assert "33270455" not in kept


def test_names_open_with_the_key_of_the_register_and_end_with_it(people):
    cycle = opened(people)
    home = cycle.households.in_order_of_work().first()
    label = label_of(cycle.pk, home.key)
    who = seal_of(cycle.snapshot).opened(home.identity, label)
    assert (who.head, who.names[0]) == ("SITI", "SITI")
    with pytest.raises(Refused):
        destroy(people.agus.worn, cycle.snapshot.pk, "masa pakainya habis")
    close_cycle(people.ratna.worn, cycle, "")
    destroy(people.agus.worn, cycle.snapshot.pk, "masa pakainya habis")
    assert seal_of(Snapshot.objects.get()).opened(home.identity, label).head == ""


def test_opening_again_gives_the_round_that_is_there(people):
    cycle = opened(people)
    again = people.ratna.post("scan-open", MAJALANGU, snapshot=cycle.snapshot_id, agency="Dinas Lain")
    assert again.status_code == 302
    assert (Cycle.objects.count(), Household.objects.count()) == (1, 2)
    assert AuditEntry.objects.filter(verb="scan.opened").count() == 1
    fill(str(cycle.pk), people.ratna.worn.person, None)
    assert Household.objects.count() == 2


def test_a_register_that_does_not_hold_the_place_cannot_open_it(people):
    people.registered(csv_text(VILLAGE, FULL))
    page = people.ratna.get("scan-open", PLAKARAN)
    assert "Tidak ada register yang memuat tempat ini" in text_of(page)


def test_an_agency_opens_and_sees_only_what_was_given_to_it(people):
    opened(people)
    own = Desk(hat("Mas Wahyu", Role.AGENCY, PEMALANG, body="Dinas Pertanian"))
    other = Desk(hat("Bu Rini", Role.AGENCY, PEMALANG, body="Dinas Perikanan"))
    cycle = Cycle.objects.get()
    assert own.get("scan-cycle", cycle.pk).status_code == 200
    assert other.get("scan-cycle", cycle.pk).status_code == 404
    assert "Majalangu" not in text_of(other.get("scan"))


def test_an_agency_opens_no_place_that_nobody_gave_to_it(people):
    people.registered(csv_text(VILLAGE, FULL))
    wahyu = Desk(hat("Mas Wahyu", Role.AGENCY, PEMALANG, body="Dinas Pertanian"))
    sent = {"snapshot": Snapshot.objects.get().pk, "agency": "Dinas Pertanian"}
    response = wahyu.post("scan-open", MAJALANGU, **sent)
    assert response.status_code == 422
    assert "belum ditugaskan" in text_of(response)
    assert not Cycle.objects.exists()


def test_a_village_of_others_is_as_absent_as_none(people):
    cycle = opened(people)
    assert Desk(hat("Pak Joko", Role.BAPPEDA, TEGAL)).get("scan-cycle", cycle.pk).status_code == 404
    assert people.joko.get("scan-cycle", 999).status_code == 404


def test_the_list_of_places_takes_the_same_queries_for_one_and_for_many(people):
    ratna = people.ratna
    a_cycle(ratna.worn)

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as caught:
            assert ratna.get("scan").status_code == 200
        return len(caught)

    few = queries()
    for number in range(2002, 2008):
        a_cycle(ratna.worn, f"{MOGA}.{number}")
    assert queries() == few


def test_a_kelurahan_deliberates_by_its_own_name_and_owes_no_village_information_system(people):
    cycle = a_cycle(people.ratna.worn, "33.27.08.1013")
    page = text_of(people.ratna.get("scan-cycle", cycle.pk))
    assert "Musyawarah Kelurahan" in page
    assert "yang tidak berlaku tidak mengurangi" in page


def test_a_closed_round_is_read_and_not_written(people):
    worn = people.ratna.worn
    cycle = close_cycle(worn, a_cycle(worn), "selesai")
    assert cycle.standing is State.CLOSED
    assert people.ratna.get("scan-cycle", cycle.pk).status_code == 200
    with pytest.raises(Refused) as refused:
        locked(worn, cycle)
    assert refused.value.findings[0].code == "scan.not_open"


def test_a_stage_is_not_due_before_the_work_began(people):
    cycle = a_cycle(people.ratna.worn)
    page = people.ratna.post(
        "scan-dates", cycle.pk, pindai="2025-01-01", musdes="2026-05-01", inventaris="2026-05-01",
        potensi="2026-05-01", fgd="2026-05-01", sid="2026-05-01", rencana="2026-05-01",
    )  # fmt: skip
    assert page.status_code == 422
    assert "mendahului hari dibuka" in text_of(page)


def test_the_board_of_assisted_places_learns_how_far_the_visits_are(people):
    a_cycle(people.ratna.worn)
    states = {one.stage: one for one in stages_for(people.ratna.worn, [PLAKARAN])}
    assert states["pindai"].words == "0 dari 3 rumah tangga sudah diperiksa"
    assert stages_for(people.joko.worn, [PLAKARAN]) == []
