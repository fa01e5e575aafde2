"""What may be published of a village at work: counts whose small numbers are hidden, and of an RT only how
many households were visited. Two publications never differ by so few that the difference names somebody."""

from collections.abc import Mapping, Sequence

from berdaya.kernel.numbers import format_count
from berdaya.kernel.veil import NONE, veil

NEARLY_ALL = "hampir semua"


def published_upto(decided: Sequence[int], least: int) -> int:
    """How many of the signed meetings, in their order, are published: a later one with few decisions waits
    until together with those after it it has enough. `decided` counts the decisions of each."""
    shown = waiting = 0
    for number, many in enumerate(decided, start=1):
        waiting += many
        if waiting >= least:
            shown, waiting = number, 0
    return shown


def count_words(counts: Mapping[str, int], least: int) -> dict[str, str]:
    """Counts whose sum is printed: below `least` hidden, and whatever would give a hidden one away."""
    hidden = veil(counts, least)
    return {
        key: f"<{least}" if key in hidden.small else NONE if key in hidden.withheld else format_count(many)
        for key, many in counts.items()
    }


def total_words(counts: Mapping[str, int], least: int) -> str:
    total = sum(counts.values())
    if 0 < total < least:
        return f"<{least}"
    return NONE if veil(counts, least).total_withheld else format_count(total)


def sign_words(met: int, known: int, least: int, base: int) -> str:
    """How many show a sign: hidden when few do, and when so few do not that it would say it of the others."""
    if not known:
        return NONE
    if met == known and known < base:
        return NEARLY_ALL
    if 0 < met < least:
        return f"<{least}"
    return NEARLY_ALL if 0 < known - met < least and met else format_count(met)
