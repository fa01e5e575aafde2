"""The invented people's papers, health, schooling and work. A number per member; MISSING is an empty cell."""

from collections.abc import Mapping

import numpy as np

from berdaya.register.sampling.dice import Dice, Flags, Ints
from berdaya.register.sampling.homes import MISSING
from berdaya.register.sampling.people import DIVORCED, HEAD, MAN, MARRIED, NEVER, WOMAN, People, chance
from berdaya.register.sampling.tables import leaning, settings, table

CERTIFICATE, STUDENT_CARD, KTP, SIM = 1, 2, 4, 8
_ADULT = 17
_NEVER_IN_SCHOOL, _IN_SCHOOL, _LEFT_SCHOOL = 0, 1, 2
_ASKED_ABOUT_SCHOOL = 5
_FINISHED = 8
_STAGES = [13, 16, 19]
_LEVEL_OF_DIPLOMA = np.array([1, 1, 4, 7, 10, 10])
_FARMING = (1, 2, 3, 4, 5, 6, 7)
_BUILDING, _TRADE = 11, 12


def lives_of(dice: Dice, people: People, homes: Mapping[str, Ints]) -> dict[str, Ints]:
    """Every member column that is a number, by short name of the profile."""
    has_motorbike = (homes["ada_motor"] % 2 == 1)[people.home]
    school = _school(dice, people)
    works = _works(dice, people, school["sekolah"])
    return {
        "no_urut_art": people.number,
        "hub_krt": people.role,
        "no_urut_keluarga": people.family,
        "hub_kk": people.role_in_family,
        "jk": people.sex,
        "umur": people.age,
        "kawin": people.marriage,
        "akta_nikah": _marriage_paper(dice, people),
        "ada_di_kk": np.where(_happens(dice, "on_family_card", people), 1, 2),
        "kartu_id": _papers(dice, people, school["sekolah"], has_motorbike),
        "hamil": _pregnancy(dice, people),
        **_health(dice, people),
        **school,
        **_work(dice, people, works),
    }


def _happens(dice: Dice, name: str, people: People, percentile: Ints | None = None) -> Flags:
    rate = chance(name, people.percentile if percentile is None else percentile)
    return dice.happens(name, rate, len(people.home))


def _by_age(name: str, age: Ints) -> Ints:
    """Per thousand, by the age at which a new number begins (`[by_age]`)."""
    rules = settings("members")["by_age"][name]
    return _by_step(rules["ages"], rules["chances"], age)


def _by_step(steps: list[int], values: list[int], age: Ints) -> Ints:
    """The first value below the first step, the second from there on, and so on."""
    found: Ints = np.array(values, dtype=np.int64).take(np.searchsorted(steps, age, side="right"))
    return found


def _marriage_paper(dice: Dice, people: People) -> Ints:
    n = len(people.home)
    shown = np.where(dice.happens("shown", 700, n), 1, 2)
    paper = np.where(_happens(dice, "marriage_paper", people), shown, 0)
    return np.where(np.isin(people.marriage, (MARRIED, DIVORCED)), paper, MISSING)


def _papers(dice: Dice, people: People, school: Ints, has_motorbike: Flags) -> Ints:
    """The bit sum of column 90: certificate 1, student card 2, KTP 4, driving licence 8."""
    adult = people.age >= _ADULT
    leaned = leaning(dice, "papers", people.percentile)
    certificate = np.where(
        adult,
        _happens(dice, "birth_certificate_adult", people, leaned),
        _happens(dice, "birth_certificate", people, leaned),
    )
    pupil = (school == _IN_SCHOOL) & (people.age >= 10)
    licensed = adult & has_motorbike & (people.age < 65)
    papers: Ints = (
        CERTIFICATE * certificate
        + STUDENT_CARD * (pupil & _happens(dice, "student_card", people))
        + KTP * (adult & _happens(dice, "ktp", people, leaned))
        + SIM * (licensed & _happens(dice, "sim", people))
    )
    return papers


def _pregnancy(dice: Dice, people: People) -> Ints:
    asked = (people.sex == WOMAN) & (people.age >= 10) & (people.age <= 49) & (people.marriage != NEVER)
    able = (people.marriage == MARRIED) & (people.age >= 18) & (people.age <= 42)
    pregnant = able & _happens(dice, "pregnant", people)
    return np.where(asked, np.where(pregnant, 1, 2), MISSING)


def _health(dice: Dice, people: People) -> dict[str, Ints]:
    n = len(people.home)
    disabled = dice.happens("disabled", _by_age("disabled", people.age), n)
    ill = dice.happens("ill", _by_age("ill", people.age), n)
    return {
        "cacat": np.where(disabled, table("members", "cacat").pick(dice, "cacat", people.percentile), 0),
        "kronis": np.where(ill, table("members", "kronis").pick(dice, "kronis", people.percentile), 0),
    }


def _school(dice: Dice, people: People) -> dict[str, Ints]:
    age = people.age
    attends = _attends(dice, people)
    never = ~attends & _never_went(dice, people)
    finished = np.where(attends, _finished_so_far(age), _finished(dice, people))
    finished = np.where(never, 0, finished)
    level = np.where(attends, _level_of_pupil(dice, age), _LEVEL_OF_DIPLOMA.take(finished))
    grade_left = np.where(finished > 0, _FINISHED, dice.between("grade left", 1, 5, len(age)))
    grade = np.where(attends, _grade_of_pupil(age), grade_left)
    asked = age >= _ASKED_ABOUT_SCHOOL
    been = asked & ~never
    sekolah = np.where(attends, _IN_SCHOOL, np.where(never, _NEVER_IN_SCHOOL, _LEFT_SCHOOL))
    return {
        "sekolah": np.where(asked, sekolah, MISSING),
        "jenjang": np.where(been, level, MISSING),
        "kelas": np.where(been, grade, MISSING),
        "ijazah": np.where(asked, finished, MISSING),
    }


def _attends(dice: Dice, people: People) -> Flags:
    attends = np.zeros(len(people.home), dtype=np.bool_)
    leaned = leaning(dice, "school", people.percentile)
    for first, last in ((5, 6), (7, 12), (13, 15), (16, 18), (19, 23)):
        goes = _happens(dice, f"in_school_{first}_{last}", people, leaned)
        attends |= goes & (people.age >= first) & (people.age <= last)
    on_their_own: Flags = (people.role == HEAD) | (people.marriage == MARRIED)
    return attends & ~on_their_own


def _never_went(dice: Dice, people: People) -> Flags:
    age = people.age
    never: Flags = np.select(
        [age < 7, age < 19, age < 40, age < 60],
        [
            np.ones(len(age), dtype=np.bool_),
            _happens(dice, "never_school_child", people),
            _happens(dice, "never_school_middle", people) & (age > 30),
            dice.happens("never middle", chance("never_school_middle", people.percentile), len(age)),
        ],
        _happens(dice, "never_school_old", people),
    )
    return never


def _finished_so_far(age: Ints) -> Ints:
    """Diploma held by a pupil: none, SD from 13, SMP from 16, SMA from 19."""
    return _by_step(_STAGES, [0, 1, 2, 3], age)


def _finished(dice: Dice, people: People) -> Ints:
    """Diploma of those who left school, by generation, and never more than their age allows."""
    young, middle, old = (
        table("members", f"finished_{generation}").pick(dice, generation, people.percentile)
        for generation in ("young", "middle", "old")
    )
    by_generation: Ints = np.select([people.age < 35, people.age < 55], [young, middle], old)
    allowed = _by_step([13, 15, 18, 23], [0, 1, 2, 3, 5], people.age)
    return np.minimum(by_generation, allowed)


def _level_of_pupil(dice: Dice, age: Ints) -> Ints:
    madrasah = dice.happens("madrasah", 190, len(age))
    return np.where(madrasah, _by_step(_STAGES, [3, 6, 8, 10], age), _by_step(_STAGES, [1, 4, 7, 10], age))


def _grade_of_pupil(age: Ints) -> Ints:
    grade: Ints = np.clip(age - _by_step(_STAGES, [7, 13, 16, 19], age) + 1, 1, 6)
    return grade


def _works(dice: Dice, people: People, school: Ints) -> Flags:
    rate = np.where(people.sex == MAN, _by_age("man_works", people.age), _by_age("woman_works", people.age))
    rate = np.where(school == _IN_SCHOOL, rate // 8, rate)
    rate = np.where((people.role == HEAD) & (people.sex == WOMAN), rate + (900 - rate) // 2, rate)
    return dice.happens("works", rate, len(people.home))


def _work(dice: Dice, people: People, works: Flags) -> dict[str, Ints]:
    n, percentile = len(people.home), people.percentile
    sector = np.where(
        people.sex == MAN,
        table("members", "sector_man").pick(dice, "sector man", percentile),
        table("members", "sector_woman").pick(dice, "sector woman", percentile),
    )
    farm, building, trade, other = (
        table("members", f"status_{kind}").pick(dice, f"status {kind}", percentile)
        for kind in ("farm", "building", "trade", "other")
    )
    status = np.select(
        [np.isin(sector, _FARMING), sector == _BUILDING, sector == _TRADE], [farm, building, trade], other
    )
    return {
        "bekerja": np.where(people.age >= _ASKED_ABOUT_SCHOOL, np.where(works, 1, 2), MISSING),
        "jam_kerja": np.where(works, dice.between("hours", 8, 60, n), MISSING),
        "lapangan": np.where(works, sector, MISSING),
        "status_kerja": np.where(works, status, MISSING),
    }
