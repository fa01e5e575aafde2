"""What a visit answered, judged like the register; both kept side by side, and what differs between them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from berdaya.hardship.rules.classes import Classed, ClassTable, classed
from berdaya.hardship.rules.criteria import Criteria
from berdaya.hardship.rules.evaluation import Evaluation, evaluate
from berdaya.hardship.rules.verdicts import Home
from berdaya.register.rules.cells import BIRTH_CERTIFICATE, KTP
from berdaya.register.rules.fold import Member
from berdaya.scan.rules.homes import OPEN, members_from
from berdaya.scan.rules.questions import (
    OF_A_MEMBER,
    WHERE,
    MemberQuestion,
    Question,
    aid_questions,
    house_questions,
    member_questions,
)

_BY_KEY = {question.key: question for question in OF_A_MEMBER}
ADDED = ("age", "sex")


@dataclass(frozen=True, slots=True)
class Answers:
    """What was answered: by column of the household; for each member, in the order of the register and then
    those that were added, by key of the question (and `age`, `sex` of those added). Only what was asked."""

    facts: Mapping[str, int] = field(default_factory=dict)
    people: tuple[Mapping[str, int], ...] = ()

    def as_data(self) -> dict[str, Any]:
        return {"facts": dict(self.facts), "people": [dict(one) for one in self.people]}

    @property
    def empty(self) -> bool:
        return not self.facts and not any(self.people)


def answers_from(data: Mapping[str, Any]) -> Answers:
    """What was stored of a visit."""
    people = tuple({str(key): int(value) for key, value in one.items()} for one in data.get("people", ()))
    return Answers({str(key): int(value) for key, value in data.get("facts", {}).items()}, people)


@dataclass(frozen=True, slots=True)
class Person:
    """A member as the form asks about him: the register's facts with the age of today, what was answered."""

    number: int
    member: Member
    questions: tuple[MemberQuestion, ...]
    adult_from: int
    added: bool = False

    @property
    def words(self) -> str:
        """`P, 34 tahun`: without a name."""
        sex = {1: "L", 2: "P"}.get(self.member.sex or 0, "")
        age = "umur tidak tercatat" if self.member.age is None else f"{self.member.age} tahun"
        return ", ".join(filter(None, (sex, age)))


def persons_of(register: Sequence[Mapping[str, Any]], answers: Answers, criteria: Criteria) -> list[Person]:
    """The members to ask about: those of the register, their ages moved to the day, and those added."""
    found, adult = [], criteria.ages.adult_from
    for at, member in enumerate(members_from(register)):
        age = None if member.age is None else member.age + criteria.years
        moved = replace(member, age=age)
        found.append(Person(at, moved, member_questions(moved, age, criteria), adult))
    for at, given in enumerate(answers.people[len(found) :], start=len(found)):
        member = Member(age=given.get("age"), sex=given.get("sex"))
        found.append(Person(at, member, member_questions(member, member.age, criteria), adult, added=True))
    return found


def field_home(persons: Sequence[Person], answers: Answers, criteria: Criteria, decile: int | None) -> Home:
    """The household as the visit found it, for the judgements; what nobody asked stays open."""
    members = tuple(_in_field(person, _given(answers, person.number)) for person in persons)
    facts: dict[str, int | None] = dict(answers.facts)
    whereabouts = [WHERE.key in _given(answers, person.number) for person in persons]
    if criteria.space.persons != "persons" and whereabouts and all(whereabouts):
        facts[criteria.space.persons] = sum(member.present for member in members)
    return Home(facts, members if any(answers.people) else None, decile)


def _given(answers: Answers, number: int) -> Mapping[str, int]:
    return answers.people[number] if number < len(answers.people) else {}


def _in_field(person: Person, given: Mapping[str, int]) -> Member:
    """Age, sex and relation are the register's; everything else only as it was answered."""
    bare = Member(age=person.member.age, sex=person.member.sex, relation=person.member.relation)
    for key, value in given.items():
        if key in _BY_KEY:
            bare = replace(bare, **_BY_KEY[key].fields(value))
    return bare


def judged_in_field(
    persons: Sequence[Person], answers: Answers, criteria: Criteria, table: ClassTable, decile: int | None
) -> Evaluation:
    """The signs as the visit found them. Ages are moved already, so the criteria move them no further."""
    still = replace(criteria, years=0)
    return evaluate(field_home(persons, answers, still, decile), still, table)


def combined(register: str, in_field: str) -> str:
    """The answer of the field where it has one, else that of the register. Neither is changed."""
    if not in_field:
        return register
    return "".join(there if seen == OPEN else seen for there, seen in zip(register, in_field, strict=True))


def class_of(bits: str, decile: int | None, table: ClassTable) -> Classed:
    """The class of signs from two sources."""
    known = len(bits) - bits.count(OPEN)
    return classed(decile, bits.count("1"), known, len(bits), table)


@dataclass(frozen=True, slots=True)
class Difference:
    """One question that the register and the visit answer otherwise. `key` is `lantai` or `2:papers`."""

    key: str
    title: str
    register: str
    seen: str


def differences(
    facts: Mapping[str, int | None], persons: Sequence[Person], answers: Answers, criteria: Criteria
) -> list[Difference]:
    """Where both answered and not the same. What one of them left open is no difference."""
    found = []
    for question in (*aid_questions(criteria), *house_questions(criteria)):
        there, seen = facts.get(question.key), answers.facts.get(question.key)
        tenths, also = facts.get(question.tenths) or 0, answers.facts.get(question.tenths) or 0
        if there is not None and seen is not None and (there, tenths) != (seen, also):
            told = question.words(there, tenths), question.words(seen, also)
            found.append(Difference(question.key, question.title, *told))
    for person in persons:
        if not person.added:
            found += _of_person(person, _given(answers, person.number))
    return found


def _of_person(person: Person, given: Mapping[str, int]) -> list[Difference]:
    found = []
    for question in person.questions:
        there, seen = question.told(person.member), given.get(question.key)
        if there is None or seen is None or _same(question, there, seen, person):
            continue
        title = f"Anggota {person.number + 1} ({person.words}): {question.title.lower()}"
        key = f"{person.number}:{question.key}"
        found.append(Difference(key, title, question.words(there), question.words(seen)))
    return found


def _same(question: Question, there: int, seen: int, person: Person) -> bool:
    """Of papers only that counts which the age asks for."""
    if question.key != "papers" or person.member.age is None:
        return there == seen
    paper = KTP if person.member.age >= person.adult_from else BIRTH_CERTIFICATE
    return (there & paper) == (seen & paper)
