"""What a proposed pair counts as: the computer proposes, people say. Unsettled is unknown, never "not same".

A pair of band `sure` (NIK and name agree) that was taken over in bulk counts as the same person until
somebody says otherwise. Every other pair waits for a person. Who contradicts a colleague, or a NIK that is
the same on both sides, asks for a second look: somebody else settles it, or he takes his answer back.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """What a person says of a pair."""

    SAME = "sama"
    NOT_SAME = "bukan"
    LATER = "nanti"


class Standing(StrEnum):
    """How a pair stands. Only the first two are settled."""

    SAME = "sama"
    NOT_SAME = "bukan"
    OPEN = "terbuka"
    LATER = "nanti"
    SECOND_LOOK = "kedua"

    @property
    def settled(self) -> bool:
        return self in (Standing.SAME, Standing.NOT_SAME)

    @property
    def words(self) -> str:
        return _WORDS[self]


_WORDS: Mapping[Standing, str] = {
    Standing.SAME: "orang yang sama",
    Standing.NOT_SAME: "bukan orang yang sama",
    Standing.OPEN: "belum diputuskan",
    Standing.LATER: "ditunda",
    Standing.SECOND_LOOK: "menunggu pemeriksa kedua",
}


@dataclass(frozen=True, slots=True)
class Said:
    """One answer, in the order given. `by` tells people apart and says nothing about them."""

    by: int
    verdict: Verdict


def standing(said: Sequence[Said], *, same_nik: bool, accepted: bool) -> Standing:
    """How a pair stands after these answers; of each person the last one counts.

    Two definite answers that agree settle it. One settles it alone, unless it denies a NIK that is the same.
    When definite answers differ, the larger number decides, and a tie waits.
    """
    last = {one.by: one.verdict for one in said}
    yes = sum(verdict is Verdict.SAME for verdict in last.values())
    no = sum(verdict is Verdict.NOT_SAME for verdict in last.values())
    if not yes and not no:
        waits = Standing.LATER if last else Standing.OPEN
        return Standing.SAME if accepted and not last else waits
    if yes == no or (same_nik and no == 1 and not yes):
        return Standing.SECOND_LOOK
    return Standing.SAME if yes > no else Standing.NOT_SAME
