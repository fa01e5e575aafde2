"""Guarded reads: which registers were judged, what is known of a place. "Absent" and "not yours" are one."""

from dataclasses import dataclass

from django.http import Http404

from berdaya.access.clock import today_in
from berdaya.access.doors import allowed
from berdaya.access.models import Holding
from berdaya.access.rules.rights import Right
from berdaya.access.territory import covers, within_filter
from berdaya.hardship.models import Evaluation, EvaluationQuerySet, PlaceSign
from berdaya.hardship.rules.places import district_of
from berdaya.register.doors import standing_snapshots
from berdaya.register.models import Snapshot


@dataclass(frozen=True, slots=True)
class Judged:
    """An evaluation and its signs: of all places of the kabupaten, so that small counts can hide."""

    evaluation: Evaluation
    rows: list[PlaceSign]


def visible(hat: Holding) -> EvaluationQuerySet:
    if not allowed(hat, Right.TARGETING_SEE).allowed:
        return Evaluation.objects.none()
    return Evaluation.objects.seen_from(hat.territory).select_related("snapshot", "made_by")


def evaluations_for(hat: Holding) -> list[Evaluation]:
    return list(visible(hat).newest_first())


def judged_for(hat: Holding, pk: int, code: str = "") -> Judged:
    """One evaluation; with a place, refused as absent where the hat does not reach or nothing was judged."""
    evaluation = visible(hat).filter(pk=pk).first()
    if evaluation is None or (code and not covers(hat.territory, code)):
        raise Http404
    judged = Judged(evaluation, signs_of(evaluation, code or hat.territory))
    if code and not any(row.code == code for row in judged.rows):
        raise Http404
    return judged


def signs_of(evaluation: Evaluation, code: str) -> list[PlaceSign]:
    """Of the whole kabupaten in which a place lies: what may be shown is decided among all its villages."""
    return list(evaluation.signs.filter(**within_filter(district_of(code), "code")))


def newest_of(hat: Holding, code: str) -> Evaluation | None:
    """The newest plain evaluation that holds signs of a village."""
    if not (covers(hat.territory, code) or covers(code, hat.territory)):
        return None
    return visible(hat).plain().filter(signs__code=code).newest_first().first()


def snapshots_to_judge(hat: Holding) -> list[Snapshot]:
    """Confirmed registers with deciles that may still be used, for whoever computes for their territory."""
    today = today_in(hat.territory)
    return [
        one for one in standing_snapshots(hat) if one.ranked and one.until >= today and may_judge(hat, one)
    ]


def may_judge(hat: Holding, snapshot: Snapshot) -> bool:
    return allowed(hat, Right.TARGETING_COMPUTE, snapshot.territory).allowed
