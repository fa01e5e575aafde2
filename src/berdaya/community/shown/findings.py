"""Findings of a village put together by what they say."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from berdaya.community.models import Body
from berdaya.kernel.findings import Finding

HEADINGS: Final = {
    "community.two_boards": "Nama yang sama di dua lembaga",
    "community.third_term": "Masa jabatan lebih dari dua kali",
    "community.term_over": "Masa bakti habis",
    "community.no_chair": "Kursi ketua kosong",
    "community.more_poor_than_all": "KK miskin lebih banyak daripada KK",
    "community.no_women": "Tidak ada perempuan di antara pengurus",
    "community.term_ends": "Masa bakti segera habis",
    "community.no_term": "Pengurus belum tercatat",
    "community.no_families": "KK belum tercatat",
}


@dataclass(slots=True)
class Group:
    """One kind of finding: what it is, how it is mended, and each body with its own words."""

    heading: str
    severity: str
    advice: str
    rows: list[tuple[Body, str]] = field(default_factory=list)


def grouped(found: Iterable[tuple[Body, Finding]]) -> list[Group]:
    """In the order of the headings above: what the law says first, what is merely missing last."""
    groups: dict[str, Group] = {}
    for body, finding in found:
        group = groups.setdefault(
            finding.code, Group(HEADINGS[finding.code], finding.severity.value, finding.advice)
        )
        group.rows.append((body, finding.problem))
    return [groups[code] for code in HEADINGS if code in groups]
