"""People say which proposed pairs are one person. Each answer is kept; how a pair stands follows from all."""

from dataclasses import dataclass

from django.db import transaction

from berdaya.access.audit import record
from berdaya.access.clock import now
from berdaya.access.doors import require
from berdaya.access.models import Holding
from berdaya.access.rules.rights import Right
from berdaya.kernel.findings import Finding, Refused
from berdaya.register.rules.linking import Band
from berdaya.scan.models import Pair, PairAnswer, RecipientList
from berdaya.scan.models.recipients import ListState
from berdaya.scan.rules.pairs import Said, Standing, Verdict, standing
from berdaya.scan.services.cycles import locked


@dataclass(frozen=True, slots=True)
class Told:
    """An answer as the form carries it: `seen` is how many answers stood there when it was opened."""

    verdict: Verdict
    ground: str
    seen: int


def answer(hat: Holding, pair: Pair, told: Told) -> Pair:
    """Keep what somebody says of a pair. Refused when somebody else answered in between: he looks again."""
    kept = pair.recipient.list
    require(hat, Right.SCAN_NAMES, kept.cycle.territory)
    with transaction.atomic():
        locked(hat, kept.cycle)
        mine = Pair.objects.select_for_update().get(pk=pair.pk)
        if mine.seen != told.seen:
            raise Refused(_meanwhile())
        PairAnswer.objects.create(
            pair=mine, verdict=told.verdict.value, ground=told.ground, by=hat.person, at=now()
        )
        _stand(mine, kept, hat)
        facts = {"verdict": told.verdict.value, "ground": told.ground, "stands": mine.standing}
        record(hat, "scan.pair_judged", "pair", mine.pk, kept.cycle.territory, facts)
    return mine


def _stand(mine: Pair, kept: RecipientList, hat: Holding) -> None:
    given = [Said(by, Verdict(verdict)) for by, verdict in mine.answers.values_list("by", "verdict")]
    accepted = kept.accepted_at is not None and mine.band == Band.SURE.value
    found = standing(given, same_nik=mine.same_nik, accepted=accepted)
    mine.standing, mine.seen = found.value, len(given)
    mine.put_off = found in (Standing.LATER, Standing.SECOND_LOOK)
    mine.settled_by = hat.person if found.settled else None
    mine.settled_at = now() if found.settled else None
    mine.save(update_fields=["standing", "seen", "put_off", "settled_by", "settled_at"])


def accept_sure(hat: Holding, recipients: RecipientList) -> int:
    """Take over in bulk the pairs whose NIK and name agree, and of which nobody has said anything."""
    require(hat, Right.SCAN_NAMES, recipients.cycle.territory)
    with transaction.atomic():
        locked(hat, recipients.cycle)
        mine = RecipientList.objects.select_for_update().get(pk=recipients.pk)
        if mine.state is not ListState.MATCHED:
            raise Refused(_not_matched())
        sure = Pair.objects.filter(recipient__list=mine).sure()
        many = sure.update(standing=Standing.SAME.value, settled_by=hat.person, settled_at=now())
        mine.accepted_by, mine.accepted_at = hat.person, now()
        mine.save(update_fields=["accepted_by", "accepted_at"])
        record(hat, "scan.pairs_accepted", "recipients", mine.pk, recipients.cycle.territory, {"pairs": many})
    return many


def _meanwhile() -> Finding:
    return Finding(
        "scan.pair_meanwhile",
        "pasangan ini",
        "baru saja dijawab orang lain",
        "Lihat jawabannya di bawah, lalu jawab lagi bila masih perlu.",
    )


def _not_matched() -> Finding:
    return Finding(
        "scan.list_not_matched",
        "daftar ini",
        "belum selesai dicocokkan",
        "Tunggu sampai selesai, lalu ulangi.",
    )
