"""The questions of a visit: those that the nine signs look at, in the words and codes of the register.

An answer is a whole number, as the register codes it; for members it is the code of one of our own options
and becomes fields of `Member`. No answer means "not asked", never "no".
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from berdaya.hardship.rules.criteria import Criteria
from berdaya.hardship.rules.judging import area_words
from berdaya.register.rules.cells import BIRTH_CERTIFICATE, KTP, STUDENT_CARD
from berdaya.register.rules.fold import ATTENDING, HEAD, JKN, NEVER, NO_LONGER, PBI, Ages, Member
from berdaya.scan.rules.homes import OF_MEMBERS

Options = tuple[tuple[int, str], ...]
YES_NO: Final[Options] = ((1, "ya"), (0, "tidak"))
HERE: Final = 1
_SCHOOL_MARGIN = 3


@dataclass(frozen=True, slots=True)
class Question:
    """One question about the household. Without options the answer is a number between the two bounds; the
    register may hold tenths of it in a column of their own."""

    key: str
    title: str
    options: Options = ()
    least: int = 0
    most: int = 0
    unit: str = ""
    tenths: str = ""

    def words(self, value: int | None, tenths: int | None = None) -> str:
        if value is None:
            return "belum terisi"
        if tenths:
            return f"{area_words(value, tenths)} {self.unit}"
        return dict(self.options).get(value, f"{value} {self.unit}".strip())


@dataclass(frozen=True, slots=True)
class MemberQuestion(Question):
    """One question about a member. `fields` turns an option into fields of `Member`; `told` goes back."""

    fields: Callable[[int], Mapping[str, Any]] = lambda code: {}
    told: Callable[[Member], int | None] = lambda member: None


def aid_questions(criteria: Criteria) -> tuple[Question, ...]:
    """The programmes that the whole household may receive."""
    return tuple(
        Question(key, words, YES_NO) for key, words in criteria.programmes.items() if key not in OF_MEMBERS
    )


def house_questions(criteria: Criteria) -> tuple[Question, ...]:
    """Floor, wall, roof with their state, floor area, water, toilet, light."""
    found = []
    for part in ("floor", "wall", "roof"):
        coded = criteria.coded[part]
        found += [_coded(criteria, coded.column)]
        found += [_coded(criteria, coded.condition)] if coded.condition else []
    area = criteria.column(criteria.space.column)
    title = area.title if area else criteria.space.column
    title, space = title.replace(" (m2)", ""), criteria.space
    found.append(Question(space.column, title, least=1, most=2000, unit="m2", tenths=space.tenths))
    found += [_coded(criteria, criteria.coded[part].column) for part in ("water", "toilet", "light")]
    return tuple(found)


def _coded(criteria: Criteria, name: str) -> Question:
    column = criteria.column(name)
    return Question(name, column.title if column else name, tuple(column.codes.items()) if column else ())


# ---------- members ----------

WHERE: Final = MemberQuestion(
    "where",
    "Keberadaan",
    ((HERE, "tinggal di sini"), (2, "meninggal"), (3, "pindah"), (4, "tidak dikenal")),
    fields=lambda code: {"present": code == HERE},
    told=lambda member: HERE if member.present else None,
)
PAPERS: Final = MemberQuestion(
    "papers",
    "Identitas",
    (
        (KTP | BIRTH_CERTIFICATE, "KTP dan akta kelahiran"),
        (KTP, "KTP"),
        (BIRTH_CERTIFICATE, "akta kelahiran"),
        (STUDENT_CARD, "kartu pelajar saja"),
        (0, "tidak punya"),
    ),
    fields=lambda code: {"papers": code},
    told=lambda member: None if member.papers is None else _papers(member.papers),
)
SCHOOL: Final = MemberQuestion(
    "school",
    "Sekolah",
    ((1, "masih sekolah"), (2, "berhenti sebelum tamat SMA"), (3, "tamat SMA"), (0, "tidak pernah")),
    fields=lambda code: _SCHOOLING[code],
    told=lambda member: _school(member),
)
HEALTH: Final = MemberQuestion(
    "health",
    "Sakit menahun atau disabilitas",
    ((0, "tidak ada"), (1, "sakit menahun"), (2, "penyandang disabilitas"), (3, "keduanya")),
    fields=lambda code: {"ill": bool(code & 1), "disabled": bool(code & 2)},
    told=lambda member: (
        None if member.ill is None or member.disabled is None else int(member.ill) + 2 * int(member.disabled)
    ),
)
WORKS: Final = MemberQuestion(
    "works",
    "Bekerja seminggu lalu",
    YES_NO,
    fields=lambda code: {"works": bool(code)},
    told=lambda member: None if member.works is None else int(member.works),
)
INSURANCE: Final = MemberQuestion(
    "insurance",
    "Jaminan kesehatan",
    ((PBI, "JKN bantuan iuran (PBI)"), (JKN, "JKN mandiri"), (0, "tidak ada atau lainnya")),
    fields=lambda code: {"insurance": code},
    told=lambda member: (
        None
        if member.insurance is None
        else PBI * bool(member.insurance & PBI) or JKN * bool(member.insurance & JKN)
    ),
)
PIP: Final = MemberQuestion(
    "pip",
    "Menerima PIP",
    YES_NO,
    fields=lambda code: {"pip": bool(code)},
    told=lambda member: None if member.pip is None else int(member.pip),
)
OF_A_MEMBER: Final = (WHERE, PAPERS, SCHOOL, HEALTH, WORKS, INSURANCE, PIP)
_SCHOOLING: Final[Mapping[int, Mapping[str, Any]]] = {
    0: {"schooling": NEVER, "senior_diploma": False},
    1: {"schooling": ATTENDING},
    2: {"schooling": NO_LONGER, "senior_diploma": False},
    3: {"schooling": NO_LONGER, "senior_diploma": True},
}


def _papers(bits: int) -> int:
    """The option that says the same of what counts: KTP and birth certificate, else a student card."""
    counted = bits & (KTP | BIRTH_CERTIFICATE)
    return counted or bits & STUDENT_CARD


def _school(member: Member) -> int | None:
    if member.schooling is None:
        return None
    if member.schooling == NO_LONGER:
        return 3 if member.senior_diploma else 2
    return 1 if member.schooling == ATTENDING else 0


def member_questions(member: Member, age: int | None, criteria: Criteria) -> tuple[MemberQuestion, ...]:
    """What is asked of one member: school only around school age, work only of the head."""
    ages: Ages = criteria.ages
    low, high = ages.school_from - _SCHOOL_MARGIN, ages.school_to + _SCHOOL_MARGIN
    pupil = age is None or low <= age <= high
    asked = [WHERE, PAPERS]
    asked += [SCHOOL] if pupil else []
    asked.append(HEALTH)
    asked += [WORKS] if member.relation == HEAD else []
    asked += [INSURANCE] if {"pbi", "jkn"} & set(criteria.programmes) else []
    asked += [PIP] if "pip" in criteria.programmes and pupil else []
    return tuple(asked)
