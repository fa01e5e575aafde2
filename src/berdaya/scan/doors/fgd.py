"""Guarded reads of the FGD of a round, and the meetings that it may stand on."""

from collections.abc import Mapping

from django.http import Http404

from berdaya.access.clock import today_in
from berdaya.access.models import Holding
from berdaya.access.territory import covers
from berdaya.meeting.doors import meetings_for
from berdaya.meeting.models import Meeting
from berdaya.meeting.rules.steps import State
from berdaya.register.services.rulings import book
from berdaya.scan.doors.counts import decided_signs, field_signs, register_signs
from berdaya.scan.doors.cycles import cycle_for
from berdaya.scan.doors.potentials import entries_of, scores_of
from berdaya.scan.models import Cycle
from berdaya.scan.models.fgd import Fgd, FgdTopic
from berdaya.scan.rules.checking import FIELD, MUSDES, REGISTER, CheckingRule, Value, checking_rule
from berdaya.scan.rules.potentials import potential_rule

FORUM = "fgd"


def fgd_of(cycle: Cycle) -> Fgd | None:
    """The record of the round with its meeting."""
    return Fgd.objects.filter(cycle=cycle).select_related("meeting__record", "cycle", "closed_by").first()


def fgd_for(hat: Holding, pk: int) -> Fgd:
    """The record of a round; 404 where there is none or it is not yours."""
    found = fgd_of(cycle_for(hat, pk))
    if found is None:
        raise Http404
    return found


def topic_for(hat: Holding, pk: int, code: str) -> FgdTopic:
    topic = fgd_for(hat, pk).topics.filter(code=code).select_related("fgd__cycle", "fgd__meeting").first()
    if topic is None:
        raise Http404
    return topic


def meetings_to_choose(hat: Holding, cycle: Cycle) -> list[Meeting]:
    """FGD meetings of this village and its RT that no other round has taken, the latest first."""
    taken = set(Fgd.objects.exclude(cycle=cycle).values_list("meeting", flat=True))
    found = [
        one
        for one in meetings_for(hat, cycle.territory, FORUM)
        if one.pk not in taken
        and one.standing is not State.CANCELLED
        and covers(cycle.territory, one.territory)
    ]
    return found[::-1]


def rule_on(cycle: Cycle) -> CheckingRule:
    return checking_rule(book(), today_in(cycle.territory), cycle.territory)


def columns_of(cycle: Cycle) -> Mapping[str, Mapping[str, Value | None]]:
    """What is known now, by topic: nine signs and four groups of potentials. A village meeting that decided
    nothing yet leaves its column as people typed it."""
    register, field, decided = register_signs(cycle), field_signs(cycle), decided_signs(cycle)
    found = {sign: {REGISTER: register[sign], FIELD: field[sign]} for sign in register}
    for sign, value in decided.items():
        found[sign] |= {MUSDES: value} if value is not None else {}
    rule = potential_rule(book(), today_in(cycle.territory), cycle.territory)
    for code, score in scores_of(entries_of(cycle), rule).items():
        marks = [one.condition + one.prospect for one in score.entries]
        value = Value(sum(marks), rule.most * len(marks)) if marks else None
        found[code] = {REGISTER: None, FIELD: value}
    return found


def title_words() -> Mapping[str, str]:
    """Every topic in words."""
    today = today_in("")
    signs = book().in_force("targeting.needs", today).values["signs"]
    found = {sign: str(words[1]) for sign, words in signs.items()}
    groups = potential_rule(book(), today).groups
    return found | {code: f"potensi {group.title.lower()}" for code, group in groups.items()}
