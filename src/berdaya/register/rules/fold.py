"""Members folded into their household, at the field date. The members are kept, so that the date can move.

What nobody asked is counted as unknown, never as "no". The twin for millions of rows is `importing.folding`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from berdaya.register.rules.cells import BIRTH_CERTIFICATE, KTP

HEAD, WOMAN, MAN = 1, 2, 1
NEVER, ATTENDING, NO_LONGER = 0, 1, 2


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
    present: bool = True


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
    "disabled",
    "disabled_unknown",
    "ill",
    "ill_unknown",
    "pregnant",
    "heads",
    "head_age",
    "head_sex",
    "head_works",
)


def fold(members: Sequence[Member], ages: Ages) -> dict[str, int | None]:
    """The counts of a household by the names of `FOLDED`; what is said of the head is of the oldest head.

    Who has died, moved away or was not found is no member.
    """
    counts: dict[str, int | None] = dict.fromkeys(FOLDED, 0)
    present = [member for member in members if member.present]
    for member in present:
        for name, holds in _signs(member, ages).items():
            counts[name] = (counts[name] or 0) + bool(holds)
    heads = [member for member in present if member.relation == HEAD]
    return counts | {
        "heads": len(heads),
        "head_age": max((h.age for h in heads if h.age is not None), default=None),
        "head_sex": max((h.sex for h in heads if h.sex is not None), default=None),
        "head_works": max((int(h.works) for h in heads if h.works is not None), default=None),
    }


def _signs(m: Member, ages: Ages) -> dict[str, bool]:
    age = -1 if m.age is None else m.age
    pupil = ages.school_from <= age <= ages.school_to
    adult, minor = age >= ages.adult_from, 0 <= age < ages.adult_from
    return {
        "persons": True,
        "men": m.sex == MAN,
        "women": m.sex == WOMAN,
        "age_unknown": m.age is None,
        "children": 0 <= age < ages.young_under,
        "elderly": age >= ages.elderly_from,
        "school_age": pupil,
        "school_age_out": pupil and m.schooling in (NEVER, NO_LONGER) and not m.senior_diploma,
        "school_age_unknown": pupil and m.schooling is None,
        "adults_without_ktp": adult and m.papers is not None and not m.papers & KTP,
        "minors_without_certificate": minor and m.papers is not None and not m.papers & BIRTH_CERTIFICATE,
        "papers_unknown": m.papers is None,
        "disabled": bool(m.disabled),
        "disabled_unknown": m.disabled is None,
        "ill": bool(m.ill),
        "ill_unknown": m.ill is None,
        "pregnant": bool(m.pregnant),
    }
