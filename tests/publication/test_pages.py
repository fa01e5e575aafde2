"""What a stranger reads without signing in, and what he never reads."""

import csv
import io
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from berdaya.access.rules.roles import Role
from berdaya.deliberation.models import Proposal
from berdaya.deliberation.printing import receipt_values
from berdaya.deliberation.rules.proposing import Unit
from berdaya.deliberation.rules.states import Reason, State
from berdaya.deliberation.services.moving import Step, move
from tests.deliberation import office
from tests.deliberation.office import OTHER, RT1, RT2, VILLAGE, YEAR
from tests.office import hat

pytestmark = pytest.mark.django_db
BODY = "Pokmas Mawar"


def read(address: str, says: int = 200) -> str:
    answer = Client().get(address)
    assert answer.status_code == says, address
    return str(answer.content.decode())


def page(one: Proposal) -> str:
    return reverse("public-proposal", args=[one.code])


def handed(**other: Any) -> Proposal:
    rt, cycle = office.rt_head(), office.year()
    one = office.proposed(rt, cycle, **other)
    office.handed(rt, cycle, one)
    return one


def test_a_stranger_reads_the_fate_with_its_reason_and_next_step() -> None:
    one = handed()
    move(office.operator(), one, Step(State.DEFERRED, Reason.CEILING.value, "Pagu sudah habis."))
    seen = read(page(one))
    for words in (
        "Usulan ini belum dapat dilanjutkan.",
        "Melebihi pagu: Pagu sudah habis.",
        "Kembali ke rembug tahun depan.",
        "Rp24.000.000",
        "Bagikan lewat WhatsApp",
        reverse("public-place", args=[RT1]),
        reverse("public-place", args=[VILLAGE]),
        reverse("verify-ask"),
    ):
        assert words in seen, words


def test_no_name_no_poor_and_no_small_count_is_shown() -> None:
    one = handed(men=4, women=64, households=40, poor=37, problem="Rahasia keluarga")
    move(office.operator(), one, Step(State.DEFERRED, Reason.CEILING.value, "Pagu habis."))
    for address in (page(one), f"/warga/{RT1}/", f"/warga/{VILLAGE}/", f"/warga/{VILLAGE}/daftar.csv"):
        seen = read(address)
        for hidden in ("Pak RT", "Bu Operator", "miskin", r"\b37\b", "Rahasia"):
            assert not re.search(hidden, seen), (address, hidden)
    assert "&lt;10 laki-laki, 64 perempuan" in read(page(one))


def test_absent_and_not_yet_handed_over_get_the_same_answer() -> None:
    rt, cycle = office.rt_head(), office.year()
    hidden = office.proposed(rt, cycle)
    first = read(page(hidden), 404)
    assert first == read(reverse("public-proposal", args=["TIDAKADA22"]), 404)
    assert read(f"/warga/{RT1}/", 404) == read(f"/warga/{OTHER}.001.001/", 404) == first
    assert VILLAGE not in read("/usulan/")
    office.handed(rt, cycle, hidden)
    assert "Paving gang 3" in read(page(hidden))
    assert VILLAGE in read("/usulan/")
    assert reverse("public-villages") in read(reverse("citizens"))


def test_a_wish_carried_into_a_new_year_is_silent_there_until_it_is_handed_over_again() -> None:
    one = handed()
    move(office.operator(), one, Step(State.DEFERRED, Reason.CEILING.value, "Pagu habis."))
    again = office.year(YEAR + 1)
    carried = again.proposals.get()
    assert carried.code not in read(page(one))
    read(page(carried), 404)
    office.handed(office.rt_head(), again, carried)
    assert carried.code in read(page(one))
    assert one.code in read(page(carried))
    assert f"tahun rencana {YEAR + 1}" in read(f"/warga/{RT1}/")
    assert f"tahun rencana {YEAR}." in read(f"/warga/{RT1}/?tahun={YEAR}")


def test_sums_say_asked_agreed_funded_and_built() -> None:
    rt, cycle = office.rt_head(), office.year()
    found = [office.proposed(rt, cycle, title=f"Usul {n}", cost=n * 1_000_000) for n in (1, 2, 4, 5)]
    office.handed(rt, cycle, *found)
    states = (State.AGREED, State.RKPD, State.APBD, State.DONE)
    for one, state in zip(found, states, strict=True):
        Proposal.objects.filter(pk=one.pk).update(state=state.value)
    for address in (f"/warga/{RT1}/", f"/warga/{VILLAGE}/"):
        seen = read(address)
        for amount in ("Rp12.000.000", "Rp11.000.000", "Rp9.000.000", "Rp5.000.000"):
            assert amount in seen, (address, amount)
        assert "diminta 4 (Rp12.000.000)" in seen


def test_a_list_is_searched_and_taken_home() -> None:
    handed()
    other = office.rt_head(RT2)
    cycle = Proposal.objects.get().cycle
    office.handed(other, cycle, office.proposed(other, cycle, title="=Lampu taman"))
    seen = read(f"/warga/{VILLAGE}/?saring=lampu")
    assert "Lampu taman" in seen
    assert "Paving gang 3" not in seen
    assert "Tidak ada yang cocok" in read(f"/warga/{VILLAGE}/?saring=xyz")
    rows = list(csv.DictReader(io.StringIO(read(f"/warga/{VILLAGE}/daftar.csv").lstrip("\ufeff"))))
    assert [row["Perkiraan biaya (Rp)"] for row in rows] == ["24000000", "24000000"]
    assert not rows[1]["Usulan"].startswith("=")


def test_the_receipt_leads_to_the_page_of_its_unit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BERDAYA_PUBLIC_URL", "https://kantor.contoh.id")
    cycle, group = office.year(), hat("Bu Pokmas", Role.POKMAS, VILLAGE, body=BODY)
    rt = office.rt_head()
    for who, unit in ((rt, Unit(RT1)), (group, Unit(VILLAGE, BODY))):
        given = office.handed(who, cycle, office.proposed(who, cycle, unit), unit=unit)
        printed = receipt_values(given)["address"].upper().removeprefix("HTTPS://KANTOR.CONTOH.ID")
        answer = Client().get(printed, follow=True)
        assert answer.status_code == 200, printed
        assert (unit.body or "RT 001") in answer.content.decode()


@pytest.mark.parametrize(
    "address",
    [
        "/warga/35/",
        "/warga/35.73.05/",
        "/warga/x%00/",
        "/usulan/%00/",
        "/usulan/a b/",
        f"/warga/{VILLAGE}/-/",
    ],
)
def test_whatever_is_no_address_of_ours_gets_the_friendly_page(address: str) -> None:
    handed()
    seen = read(address, 404)
    assert "Belum ada halaman di alamat ini" in seen


def test_whoever_tries_too_many_addresses_waits_but_a_page_still_opens() -> None:
    one = handed()
    answers = [Client().get(f"/usulan/COBA{n:06}/").status_code for n in range(60)]
    assert answers[0] == 404
    assert answers[-1] == 429
    assert "Coba lagi pukul" in read("/usulan/COBALAGI22/", 429)
    read(page(one))


def test_a_long_list_asks_no_more_of_the_tables() -> None:
    rt, cycle = office.rt_head(), office.year()
    office.handed(rt, cycle, office.proposed(rt, cycle))

    def asked(address: str) -> int:
        with CaptureQueriesContext(connection) as caught:
            read(address)
        return len(caught)

    addresses = (f"/warga/{VILLAGE}/", "/usulan/")
    few = [asked(address) for address in addresses]
    for n in range(2, 6):
        head = office.rt_head(f"{VILLAGE}.001.00{n}")
        office.handed(head, cycle, *[office.proposed(head, cycle, title=f"A{m}") for m in range(3)])
    assert [asked(address) for address in addresses] == few
    assert max(few) <= 2
