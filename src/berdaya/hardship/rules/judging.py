"""The nine judgements of one household: each yes, no, or unknown while a blank could still turn it.

`hardship.population` says the same of millions of rows; a test compares them. The names in `JUDGES` are those
of the rule `hardship.criteria`.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from fractions import Fraction

from berdaya.hardship.rules.criteria import Coded, Criteria
from berdaya.hardship.rules.verdicts import Evidence, Home, Verdict, verdict
from berdaya.kernel.answers import Answer, all_yes, answer, any_yes, at_least, negate
from berdaya.kernel.numbers import format_decimal
from berdaya.register.rules.cells import BIRTH_CERTIFICATE, KTP
from berdaya.register.rules.fold import HEAD, JKN, PBI, THREE_PAPERS, Member

ELDERLY, CARE = "lansia", "disabilitas"
_NO_MEMBERS = "anggota tidak tercatat dalam daftar ini"
_PARTS = {"floor": "lantai", "wall": "dinding", "roof": "atap"}
_INSURANCE = {"pbi": PBI, "jkn": JKN}


def programmes(sign: str, home: Home, criteria: Criteria) -> Verdict:
    """In no programme: every one of them is a "no"."""
    parts = []
    for key, words in criteria.programmes.items():
        received = _received(home, key)
        told = {Answer.YES: "menerima", Answer.NO: "tidak menerima", Answer.UNKNOWN: "belum terisi:"}
        parts.append(Evidence(negate(received), f"{told[received]} {words}", key))
    return verdict(sign, all_yes(part.answer for part in parts), parts, "tidak ada program yang ditanyakan")


def _received(home: Home, key: str) -> Answer:
    if key in _INSURANCE:
        bit = _INSURANCE[key]
        return _of_members(home, lambda m: None if m.insurance is None else bool(m.insurance & bit))
    if key == "pip":
        return _of_members(home, lambda m: m.pip)
    return home.yes(key)


def _of_members(home: Home, holds: Callable[[Member], bool | None]) -> Answer:
    if home.members is None:
        return Answer.UNKNOWN
    return any_yes(answer(holds(member)) for member in home.present)


def papers(sign: str, home: Home, criteria: Criteria) -> Verdict:
    """A member without identity: KTP from 17 on, birth certificate before; or none of the three papers."""
    lacks = _has_no_paper if criteria.any_paper else _lacks_identity
    return _any_member(sign, home, (lacks(m, criteria) for m in home.present), "semua anggota beridentitas")


def _lacks_identity(member: Member, criteria: Criteria) -> Evidence:
    who = _who(member, criteria)
    if member.papers is None:
        return Evidence(Answer.UNKNOWN, f"{who}: identitas belum terisi", "kartu_id")
    if member.age is None:
        clear = member.lacks_both_papers or member.holds_both_papers
        words = "tanpa akta dan KTP" if member.lacks_both_papers else "umur belum terisi"
        return Evidence(answer(member.lacks_both_papers if clear else None), f"{who}: {words}", "kartu_id")
    adult = member.age + criteria.years >= criteria.ages.adult_from
    paper, words = (KTP, "tanpa KTP") if adult else (BIRTH_CERTIFICATE, "tanpa akta kelahiran")
    return Evidence(answer(not member.papers & paper), f"{who}: {words}", "kartu_id")


def _has_no_paper(member: Member, criteria: Criteria) -> Evidence:
    bits, who = member.papers, _who(member, criteria)
    words = "identitas belum terisi" if bits is None else "tanpa akta, kartu pelajar dan KTP"
    return Evidence(answer(None if bits is None else not bits & THREE_PAPERS), f"{who}: {words}", "kartu_id")


def school(sign: str, home: Home, criteria: Criteria) -> Verdict:
    """A child of school age on the day who never went or goes no longer, and holds no senior diploma."""
    none = "tidak ada anak usia sekolah yang tidak bersekolah"
    return _any_member(sign, home, (_schooling(m, criteria) for m in home.present), none)


def _schooling(member: Member, criteria: Criteria) -> Evidence:
    out, who = member.out_of_school, _who(member, criteria)
    if member.age is None:
        found = Answer.NO if out is False else Answer.UNKNOWN
        return Evidence(found, f"{who}: umur belum terisi", "sekolah")
    low, high = criteria.ages.school_from, criteria.ages.school_to
    if not low <= member.age + criteria.years <= high:
        return Evidence(Answer.NO, f"{who}: di luar usia sekolah", "sekolah")
    words = "sekolah belum terisi" if out is None else "tidak bersekolah" if out else "bersekolah"
    return Evidence(answer(out), f"{who}: {words}", "sekolah")


def health(sign: str, home: Home, criteria: Criteria) -> Verdict:
    """A member with a disability or a chronic illness."""
    none = "tidak ada anggota sakit menahun atau penyandang disabilitas"
    return _any_member(sign, home, (_care(m, criteria) for m in home.present), none)


def _care(member: Member, criteria: Criteria) -> Evidence:
    found = any_yes((answer(member.disabled), answer(member.ill)))
    words = "penyandang disabilitas" if member.disabled else "sakit menahun"
    if found is Answer.UNKNOWN:
        words = "disabilitas atau sakit menahun belum terisi"
    return Evidence(found, f"{_who(member, criteria)}: {words}", "cacat")


def _any_member(sign: str, home: Home, parts: Iterable[Evidence], none: str) -> Verdict:
    """Does it hold of one member? A "no" is told in one sentence, not member by member."""
    if home.members is None:
        return verdict(sign, Answer.UNKNOWN, (), _NO_MEMBERS)
    given = tuple(parts)
    found = any_yes(part.answer for part in given)
    if found is Answer.NO:
        return replace(verdict(sign, found, (), none), parts=given)
    return verdict(sign, found, given, none)


def _who(member: Member, criteria: Criteria) -> str:
    return "anggota" if member.age is None else f"anggota {member.age + criteria.years} tahun"


def housing(sign: str, home: Home, criteria: Criteria) -> Verdict:
    """Unfit: at least so many of floor, wall, roof and space per person are bad."""
    parts = [*(_coded_part(home, criteria, part) for part in _PARTS), _space(home, criteria)]
    found = at_least(criteria.least_parts, (part.answer for part in parts))
    return verdict(sign, found, parts, "rumah belum terisi")


def _coded_part(home: Home, criteria: Criteria, part: str) -> Evidence:
    coded = criteria.coded[part]
    material = _among(home, coded)
    if not coded.condition:
        return Evidence(material, _worded(home, criteria, coded.column), coded.column)
    state = home.fact(coded.condition)
    poor = answer(None if state is None else state in coded.poor)
    found = any_yes((material, poor))
    deciding = coded.column if material is found else coded.condition
    return Evidence(found, _worded(home, criteria, deciding), deciding)


def _space(home: Home, criteria: Criteria) -> Evidence:
    space = criteria.space
    area, persons = home.fact(space.column), _persons(home, space.persons)
    if area is None or not persons:
        return Evidence(Answer.UNKNOWN, "luas lantai tiap orang belum diketahui", space.column)
    exact = area + Fraction(home.fact(space.tenths) or 0, 10)
    tight = exact < space.m2_each * persons
    words = f"luas {area_words(area, home.fact(space.tenths))} m2 untuk {persons} orang"
    sign = "kurang dari" if tight else "paling sedikit"
    return Evidence(
        answer(tight), f"{words}, {sign} {format_decimal(space.m2_each, 1)} m2 tiap orang", space.column
    )


def area_words(area: int, tenths: int | None) -> str:
    """`21` or `21,6`."""
    return f"{area},{tenths}" if tenths else str(area)


def _persons(home: Home, column: str) -> int | None:
    if column == "persons":
        return None if home.members is None else len(home.present)
    return home.fact(column)


def coded(part: str) -> Callable[[str, Home, Criteria], Verdict]:
    """The judgement of one question by its codes: water, toilet, light."""

    def judge(sign: str, home: Home, criteria: Criteria) -> Verdict:
        question = criteria.coded[part]
        found = _among(home, question)
        words = _worded(home, criteria, question.column)
        return verdict(sign, found, [Evidence(found, words, question.column)], words)

    return judge


def _among(home: Home, question: Coded) -> Answer:
    code = home.fact(question.column)
    return answer(None if code is None else code in question.met)


def _worded(home: Home, criteria: Criteria, name: str) -> str:
    column, code = criteria.column(name), home.fact(name)
    title = column.title.lower() if column else name
    if code is None:
        return f"{title} belum terisi"
    return f"{title}: {column.codes.get(code, code) if column else code}"


def head(sign: str, home: Home, criteria: Criteria) -> Verdict:
    """The head does not work; of two, neither. A note calls for care instead of training."""
    if home.members is None:
        return verdict(sign, Answer.UNKNOWN, (), _NO_MEMBERS)
    heads = [member for member in home.present if member.relation == HEAD]
    parts = [_idle(member) for member in heads]
    found = all_yes(part.answer for part in parts) if parts else Answer.UNKNOWN
    told = verdict(sign, found, parts, "kepala rumah tangga belum tercatat")
    return replace(told, notes=_notes(heads, criteria)) if found is Answer.YES else told


def _idle(member: Member) -> Evidence:
    words = {True: "bekerja", False: "tidak bekerja", None: "pekerjaan belum terisi"}[member.works]
    return Evidence(negate(answer(member.works)), f"kepala rumah tangga: {words}", "bekerja")


def _notes(heads: Iterable[Member], criteria: Criteria) -> tuple[str, ...]:
    given = list(heads)
    old = any(h.age is not None and h.age + criteria.years >= criteria.ages.elderly_from for h in given)
    care = any(h.disabled or h.ill for h in given)
    return (ELDERLY,) * old + (CARE,) * care


JUDGES: dict[str, Callable[[str, Home, Criteria], Verdict]] = {
    "programmes": programmes,
    "papers": papers,
    "school": school,
    "health": health,
    "housing": housing,
    "water": coded("water"),
    "toilet": coded("toilet"),
    "light": coded("light"),
    "head": head,
}
