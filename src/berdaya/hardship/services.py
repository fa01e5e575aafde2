"""Judge a confirmed register in the background, keep the signs of its places, file their needs as figures."""

import json
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from django.db import transaction

from berdaya.access.audit import Fact, record
from berdaya.access.clock import today_in
from berdaya.access.doors import require
from berdaya.access.jobs.models import Job
from berdaya.access.jobs.services import Progress, start
from berdaya.access.models import Holding, Person
from berdaya.access.rules.rights import Right
from berdaya.figures.rules import Facts, Unit
from berdaya.figures.services import file_figure
from berdaya.hardship.evaluating import Judged, judge_snapshot
from berdaya.hardship.models import Evaluation, PlaceSign
from berdaya.hardship.rules.criteria import variant_words
from berdaya.hardship.rules.places import PlaceNeeds
from berdaya.hardship.rules.showing import whole_percents
from berdaya.hardship.writing import answer_of
from berdaya.kernel.calendar import format_date
from berdaya.kernel.findings import Finding, Refused
from berdaya.kernel.shares import round_half_up
from berdaya.register.doors import held
from berdaya.register.models import Snapshot
from berdaya.register.services.rulings import book

ROOM, JUDGE = "hardship", "hardship.judge"
NEED = "Bagian kebutuhan: "
"""How figures of need shares begin; the short word of the sign follows."""
_BATCH = 50


def ask(hat: Holding, snapshot: Snapshot, variants: Sequence[str]) -> Job:
    """Put the judging of a register into the queue; a second click gets the same job."""
    require(hat, Right.TARGETING_COMPUTE, snapshot.territory)
    if snapshot.destroyed or snapshot.until < today_in(snapshot.territory):
        raise Refused(_not_usable())
    subject = f"{snapshot.pk}:{' '.join(sorted(variants))}"
    return start(hat.person, JUDGE, subject, snapshot.territory)


def known_variants(territory: str) -> Mapping[str, str]:
    """The named variants of the rule in force, and what each of them changes."""
    return variant_words(book().in_force("hardship.criteria", today_in(territory), territory=territory))


def judge(subject: str, person: Person, progress: Progress) -> Evaluation:
    """Judge the register that the subject names; the same rules again give what is there already."""
    number, _, variants = subject.partition(":")
    snapshot = Snapshot.objects.get(pk=int(number))
    progress.move(0, 2, "menilai rumah tangga")
    opened = held(snapshot)
    today = today_in(snapshot.territory)
    judged = judge_snapshot(opened.folder, book(), today, variants=variants.split())
    progress.move(1, 2, "menyimpan tanda tiap tempat")
    evaluation = _kept(snapshot, judged, person)
    if not evaluation.variants:
        _file(evaluation, judged, progress)
    return evaluation


@transaction.atomic
def _kept(snapshot: Snapshot, judged: Judged, person: Person) -> Evaluation:
    terms = judged.terms
    evaluation, made = Evaluation.objects.get_or_create(
        snapshot=snapshot,
        on_date=terms.on,
        variants=" ".join(terms.criteria.variants),
        rules=" ".join(rule.key for rule in terms.rules.values()),
        defaults={
            "territory": snapshot.territory,
            "fingerprint": judged.held.fingerprint,
            "households": judged.totals.households,
            "answer": json.dumps(_answer(snapshot, judged), ensure_ascii=False),
            "made_by": person,
        },
    )
    if made:
        PlaceSign.objects.bulk_create(row for place in judged.places for row in _rows(evaluation, place))
        told: dict[str, Fact] = {
            "snapshot": snapshot.pk,
            "places": len(judged.places),
            "variants": evaluation.variants,
        }
        record(None, "hardship.judged", "evaluation", evaluation.pk, snapshot.territory, told)
    return evaluation


def _answer(snapshot: Snapshot, judged: Judged) -> dict[str, Any]:
    """The answer of the command; the place of the folder on the server is nobody's business."""
    answer = answer_of(judged)
    where = f"{snapshot.register} edisi {format_date(snapshot.edition)}"
    answer["findings"] = [found | {"where": where, "count": 1} for found in answer["findings"]]
    return answer


def _rows(evaluation: Evaluation, place: PlaceNeeds) -> list[PlaceSign]:
    return [
        PlaceSign(
            evaluation=evaluation,
            code=place.code,
            sign=sign,
            households=place.households,
            met=count.met,
            known=count.known,
            z=place.z[sign],
            share=round_half_up(place.needs.shares.get(sign, Fraction(0)), 12),
        )
        for sign, count in place.counts.items()
    ]


def _file(evaluation: Evaluation, judged: Judged, progress: Progress) -> None:
    """File need shares in whole per cent, of places with enough households that a share tells of nobody."""
    territory = evaluation.territory
    rule = book().in_force("targeting.publication", today_in(territory), territory=territory)
    least = int(rule.values["percent_base"])
    enough = (place for place in judged.places if place.households >= least)
    facts = [fact for place in enough for fact in _facts(evaluation, judged, place)]
    for first in range(0, len(facts), _BATCH):
        with transaction.atomic():
            for fact in facts[first : first + _BATCH]:
                file_figure(None, fact, room=ROOM)
        progress.move(min(first + _BATCH, len(facts)), len(facts), "mencatat kebutuhan tiap tempat")


def _facts(evaluation: Evaluation, judged: Judged, place: PlaceNeeds) -> list[Facts]:
    snapshot = evaluation.snapshot
    percents = whole_percents(place.needs.shares)
    return [
        Facts(
            territory=place.code,
            name=f"{NEED}{sign.short}",
            unit=Unit.RATIO,
            as_of=evaluation.on_date,
            source=f"Register {snapshot.register} edisi {format_date(snapshot.edition)}, sembilan tanda",
            ratio=Fraction(percents[sign.code], 100),
            record=f"/tanda/{evaluation.pk}/{place.code}/",
        )
        for sign in judged.terms.criteria.signs
        if sign.code in percents
    ]


def _not_usable() -> Finding:
    return Finding(
        "snapshot.not_usable",
        "register",
        "register ini sudah dimusnahkan atau habis masa pakainya",
        "Pilih register lain.",
    )
