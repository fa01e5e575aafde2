"""Lists that went up and forums that stand in addresses, for the matrix of routes; all at one RT."""

from collections.abc import Mapping
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from berdaya.access.clock import now
from berdaya.access.models import Holding
from berdaya.access.rules.roles import Role
from berdaya.deliberation.models import Cycle, Forum, ForumEntry, HandOver, Proposal
from berdaya.deliberation.services import answer_tables, booking_tables
from tests.deliberation.office import YEAR
from tests.deliberation.things import _proposal
from tests.office import hat
from tests.shape.things import KECAMATAN, PLACE


def cycle(maker: Holding) -> Mapping[str, Any]:
    """A year whose list can go up. The matrix asks at an RT, so the year stands there."""
    return {"pk": Cycle.objects.create(territory=PLACE, plan_year=YEAR).pk, "territory": PLACE}


def hand_over(maker: Holding) -> Mapping[str, Any]:
    made = HandOver.objects.create(cycle=_proposal().cycle, number=1, handed_by=maker.person, handed_at=now())
    return {"pk": made.pk, "territory": KECAMATAN}


def _forum(**fields: Any) -> Forum:
    begun = hat("Bu Camat", Role.CAMAT, KECAMATAN).person
    year = Cycle.objects.create(territory=PLACE, plan_year=YEAR)
    return Forum.objects.create(cycle=year, begun_by=begun, **fields)


def forum(maker: Holding) -> Mapping[str, Any]:
    return {"pk": _forum().pk, "territory": PLACE}


def entry(maker: Holding) -> Mapping[str, Any]:
    one = _proposal()
    Proposal.objects.filter(pk=one.pk).update(state="diteruskan_kec")
    mine = _forum()
    ForumEntry.objects.create(forum=mine, proposal=one, place=1, position=1)
    return {"pk": mine.pk, "proposal": one.pk, "territory": PLACE}


def paper(maker: Holding) -> Mapping[str, Any]:
    return {**forum(maker), "which": "disepakati"}


def answers(maker: Holding) -> Mapping[str, Any]:
    """A table of answers that waits to be looked at."""
    file = SimpleUploadedFile("jawaban.csv", b"nomor_usulan,jawaban\n2027-001,diterima\n")
    return {
        "pk": answer_tables.bring(hat("Bu Operator", Role.OPERATOR, PLACE), YEAR, file).pk,
        "territory": PLACE,
    }


def bookings(maker: Holding) -> Mapping[str, Any]:
    """A table of bookings that waits to be looked at."""
    file = SimpleUploadedFile("anggaran.csv", b"nomor_usulan,dicatat_dalam\n2027-001,RKPD\n")
    made = booking_tables.bring(hat("Bu Operator", Role.OPERATOR, PLACE), YEAR, file)
    return {"pk": made.pk, "territory": PLACE}
