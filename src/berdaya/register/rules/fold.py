"""Members folded into their household, at the field date. The members are kept, so that the date can move.

What nobody asked is counted as unknown, never as "no". The twin for millions of rows is `importing.folding`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from berdaya.register.rules.cells import BIRTH_CERTIFICATE, KTP, STUDENT_CARD

HEAD, WOMAN, MAN = 1, 2, 1
NEVER, ATTENDING, NO_LONGER = 0, 1, 2
PBI, JKN = 1, 2
THREE_PAPERS = BIRTH_CERTIFICATE | STUDENT_CARD | KTP


@dataclass(frozen=True, slots=True)
class Ages:
    """The ages that are counted (rule `register_fold`)."""

    young_under: int
    elderly_from: int
    school_from: int
    school_to: int
    adult_from: int

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> "Ages":
        return cls(
            values["young_under"],
            values["elderly_from"],
            values["school_from"],
            values["school_to"],
            values["adult_from"],
        )

    def years_later(self, years: int) -> "Ages":
        """The same ages as they stand in the register, for a day so many full years after its field date.

        Who is 7 two years later was written down as 5.
        """
        return Ages(
            self.young_under - years,
            self.elderly_from - years,
            self.school_from - years,
            self.school_to - years,
            self.adult_from - years,
        )


@dataclass(frozen=True, slots=True)
class Member:
    """What the register says of one member; None = not asked."""

    age: int | None = None
    sex: int | None = None
    relation: int | None = None
    works: bool | None = None
    papers: int | None = None
    schooling: int | None = None
    senior_diploma: bool | None = None
    disabled: bool | None = None
    ill: bool | None = None
    pregnant: bool | None = None
    insurance: int | None = None
    pip: bool | None = None
    present: bool = True

    @property
    def lacks_both_papers(self) -> bool:
        """Neither birth certificate nor KTP: identity is lacking at any age."""
        return self.papers is not None and not self.papers & (BIRTH_CERTIFICATE | KTP)

    @property
    def holds_both_papers(self) -> bool:
        return self.papers is not None and self.papers & BIRTH_CERTIFICATE > 0 and self.papers & KTP > 0

    @property
    def out_of_school(self) -> bool | None:
        """Never went, or goes no longer without a diploma of a senior school; None where nobody can tell.

        Only a diploma that was written down excuses, so that a family never looks better off by a blank.
        """
        if self.schooling == ATTENDING or self.senior_diploma:
            return False
        return None if self.schooling is None else True


FOLDED = (
    "persons",
    "men",
    "women",
    "age_unknown",
    "children",
    "elderly",
    "school_age",
    "school_age_out",
    "school_age_unknown",
    "adults_without_ktp",
    "minors_without_certificate",
    "papers_unknown",
    "without_papers",
    "ageless_without_papers",
    "ageless_papers_unclear",
    "ageless_school_unknown",
    "disabled",
    "disabled_unknown",
    "ill",
    "ill_unknown",
    "pregnant",
    "heads",
    "heads_work_unknown",
    "heads_in_need_of_care",
    "head_age",
    "head_sex",
    "head_works",
)
AID = ("pbi", "jkn", "insurance_unknown", "pip", "pip_unknown")
"""What only some registers ask of each member; folded where the file has those columns."""


def fold(members: Sequence[Member], ages: Ages) -> dict[str, int | None]:
    """The counts of a household by the names of `FOLDED` and `AID`; the head's age is of the oldest head.

    Who has died, moved away or was not found is no member.
    """
    counts: dict[str, int | None] = dict.fromkeys((*FOLDED, *AID), 0)
    present = [member for member in members if member.present]
    for member in present:
        for name, holds in _signs(member, ages).items():
            counts[name] = (counts[name] or 0) + bool(holds)
    heads = [member for member in present if member.relation == HEAD]
    return counts | {
        "heads": len(heads),
        "heads_work_unknown": sum(h.works is None for h in heads),
        "heads_in_need_of_care": sum(bool(h.disabled or h.ill) for h in heads),
        "head_age": max((h.age for h in heads if h.age is not None), default=None),
        "head_sex": max((h.sex for h in heads if h.sex is not None), default=None),
        "head_works": max((int(h.works) for h in heads if h.works is not None), default=None),
    }


def _signs(m: Member, ages: Ages) -> dict[str, bool]:
    return {
        "persons": True,
        "men": m.sex == MAN,
        "women": m.sex == WOMAN,
        "age_unknown": m.age is None,
        "disabled": bool(m.disabled),
        "disabled_unknown": m.disabled is None,
        "ill": bool(m.ill),
        "ill_unknown": m.ill is None,
        "pregnant": bool(m.pregnant),
        **_by_age(m, ages),
        **_ageless(m),
        **_aid(m),
    }


def _by_age(m: Member, ages: Ages) -> dict[str, bool]:
    """What depends on the age: nothing holds of a member whose age nobody knows."""
    known, age = m.age is not None, m.age or 0
    pupil = known and ages.school_from <= age <= ages.school_to
    adult, minor = known and age >= ages.adult_from, known and age < ages.adult_from
    return {
        "children": known and age < ages.young_under,
        "elderly": known and age >= ages.elderly_from,
        "school_age": pupil,
        "school_age_out": pupil and m.out_of_school is True,
        "school_age_unknown": pupil and m.out_of_school is None,
        "adults_without_ktp": adult and m.papers is not None and not m.papers & KTP,
        "minors_without_certificate": minor and m.papers is not None and not m.papers & BIRTH_CERTIFICATE,
    }


def _ageless(m: Member) -> dict[str, bool]:
    """Papers whatever the age, and what a missing age leaves open."""
    unclear = m.age is None and m.papers is not None and not (m.lacks_both_papers or m.holds_both_papers)
    return {
        "papers_unknown": m.papers is None,
        "without_papers": m.papers is not None and not m.papers & THREE_PAPERS,
        "ageless_without_papers": m.age is None and m.lacks_both_papers,
        "ageless_papers_unclear": unclear,
        "ageless_school_unknown": m.age is None and m.out_of_school is not False,
    }


def _aid(m: Member) -> dict[str, bool]:
    bits = m.insurance or 0
    return {
        "pbi": bits & PBI > 0,
        "jkn": bits & JKN > 0,
        "insurance_unknown": m.insurance is None,
        "pip": bool(m.pip),
        "pip_unknown": m.pip is None,
    }
