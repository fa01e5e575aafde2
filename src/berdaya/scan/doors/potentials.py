"""Guarded reads of potentials: the entries of a round, by group, with the score of each group."""

from collections.abc import Mapping, Sequence

from django.http import Http404

from berdaya.access.models import Holding
from berdaya.scan.doors.cycles import cycle_for
from berdaya.scan.models import Cycle
from berdaya.scan.models.potentials import Potential
from berdaya.scan.rules.potentials import RELATIONS, GroupScore, PotentialRule, group_score


def entries_of(cycle: Cycle) -> list[Potential]:
    """All that stand, with their own facts: one query."""
    return list(cycle.potentials.standing().select_related(*RELATIONS.values(), "written_by"))


def entry_for(hat: Holding, cycle: int, pk: int) -> Potential:
    """One entry; 404 where it is not there, taken off, or not yours."""
    found = cycle_for(hat, cycle).potentials.standing().filter(pk=pk)
    entry = found.select_related("cycle", *RELATIONS.values()).first()
    if entry is None:
        raise Http404
    return entry


def scores_of(entries: Sequence[Potential], rule: PotentialRule) -> Mapping[str, GroupScore]:
    """The score of every group, also of one that nobody looked at."""
    return {
        group: group_score(group, [one.rated for one in entries if one.group == group], rule)
        for group in rule.groups
    }
