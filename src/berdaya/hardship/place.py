"""What this room knows of a place: which needs stand out among its poorest households."""

from django.urls import reverse

from berdaya.access.doors import allowed
from berdaya.access.models import Holding
from berdaya.access.rules.rights import Right
from berdaya.hardship import doors
from berdaya.hardship.shown import SignLine, answer_of, limits_in, shown_evaluation, sign_lines
from berdaya.kernel.offers import Fact, Section

_VILLAGE_DOTS = 3


def sections_for(hat: Holding, code: str) -> list[Section]:
    """One section for a village whose register was judged; nothing for other places."""
    if code.count(".") != _VILLAGE_DOTS or not allowed(hat, Right.TARGETING_SEE, code).allowed:
        return []
    found = doors.newest_of(hat, code)
    if found is None:
        return []
    words = {sign: about["words"] for sign, about in answer_of(found)["criteria"].items()}
    lines = sign_lines(code, doors.signs_of(found, code), words, limits_in(found.territory))
    out = [line for line in lines if line.stands_out]
    return [
        Section(
            heading="Kebutuhan yang menonjol" if out else "Tidak ada kebutuhan yang menonjol",
            facts=tuple(_fact(line) for line in out),
            words=f"Rumah tangga desil 1 menurut {shown_evaluation(found).name}, dibanding kabupatennya.",
            address=reverse("hardship-place", args=[found.pk, code]),
            button="Semua tanda dan hitungannya",
        )
    ]


def _fact(line: SignLine) -> Fact:
    """The share here, where it may be told; else only that it stands out."""
    words = line.words[:1].upper() + line.words[1:]
    percent = line.told.percent
    return Fact(words, "menonjol" if percent is None else f"{percent}%", line.why)
