"""What this room knows of a place: its bodies by kind, and how many of their chairs are women."""

from django.urls import reverse

from berdaya.access.clock import today_in
from berdaya.access.doors import allowed
from berdaya.access.models import Holding
from berdaya.access.rules.rights import Right
from berdaya.community import doors
from berdaya.community.rules.kinds import practice_on
from berdaya.kernel.numbers import format_count
from berdaya.kernel.offers import Fact, Section
from berdaya.region.rules.codes import Level, level_of


def sections_for(hat: Holding, code: str) -> list[Section]:
    """Counts of bodies; where a village has none, the way to write down the first."""
    if not code or not allowed(hat, Right.COMMUNITY_SEE, code).allowed:
        return []
    counts = doors.counts_by_kind(hat, code)
    if not counts:
        return _nothing_yet(hat, code)
    chairs = doors.chairs_by_kind(code)
    sheets = practice_on(today_in(code)).kinds
    page = reverse("community:bodies") + f"?wilayah={code}"
    total = sum(counts.values())
    return [
        Section(
            heading="Satu lembaga tercatat" if total == 1 else f"{format_count(total)} lembaga tercatat",
            facts=tuple(
                Fact(
                    sheets[kind].title,
                    format_count(many),
                    f"ketua L {chairs[kind].men}, P {chairs[kind].women}" if chairs[kind].total else "",
                    f"{page}&jenis={kind.value}",
                )
                for kind, many in counts.items()
            ),
            address=page,
            button="Daftar lembaga",
        )
    ]


def _nothing_yet(hat: Holding, code: str) -> list[Section]:
    if level_of(code) is not Level.VILLAGE:
        return []
    may_edit = allowed(hat, Right.COMMUNITY_EDIT, code).allowed
    return [
        Section(
            heading="Belum ada lembaga tercatat",
            words="RT, RW, LPMK, PKK, Karang Taruna, Posyandu dan Pokmas dengan pengurus dan KK-nya.",
            address=reverse("community:bring", args=[code]) if may_edit else "",
            button="Unggah daftar lembaga" if may_edit else "",
        )
    ]
