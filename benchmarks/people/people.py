"""Invented people on real villages of Kab. Pemalang; docs/explanations/list-matching-noise.md tells how."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path
from random import Random

from berdaya.region.rules.gazetteer import official

HERE = Path(__file__).parent
RATES: dict[str, dict[str, int]] = tomllib.loads((HERE / "noise.toml").read_text(encoding="utf-8"))
PARTS: dict[str, dict[str, list[str]]] = tomllib.loads((HERE / "names.toml").read_text(encoding="utf-8"))
DISTRICT = "33.27"
TODAY = date(2025, 7, 1)
_RT_HOMES, _RW_RTS = 42, 4
_EVENNESS = 5
_SIZES, _SIZE_WEIGHTS = (1, 2, 3, 4, 5, 6), (10, 18, 24, 26, 14, 8)


@dataclass(frozen=True, slots=True)
class Home:
    """Where a household lives, and its KK number."""

    village: str
    rt: int
    rw: int
    dusun: str
    kk: str


@dataclass(frozen=True, slots=True)
class Person:
    """One invented person. `name` is how he is really called; `head` the number of the head of household."""

    number: int
    head: int
    husband: int | None
    home: Home
    name: str
    woman: bool
    born: date
    nik: str
    twin: bool = False

    @property
    def one_word(self) -> bool:
        return " " not in self.name


class Chance:
    """Draws by the rates per thousand of one table."""

    def __init__(self, dice: Random, rates: dict[str, int]) -> None:
        self.dice, self.rates = dice, rates

    def happens(self, name: str) -> bool:
        return self.dice.randrange(1000) < self.rates[name]

    def one_of(self, *names: str) -> str:
        """At most one of these, each with its own rate of all draws; "" for none."""
        drawn = self.dice.randrange(1000)
        for name in names:
            if drawn < self.rates[name]:
                return name
            drawn -= self.rates[name]
        return ""


class Ranked:
    """One of some words, each weighing 1 / (its rank + 5)."""

    def __init__(self, words: Sequence[str]) -> None:
        weights = (1 / (rank + _EVENNESS) for rank in range(1, len(words) + 1))
        self.words, self.sums = words, list(accumulate(weights))

    def pick(self, dice: Random) -> str:
        return dice.choices(self.words, cum_weights=self.sums)[0]


_RANKED = {(sex, part): Ranked(words) for sex in ("man", "woman") for part, words in PARTS[sex].items()}


def population(size: int, seed: int) -> list[Person]:
    """People village by village, with twins and namesakes. The same seed gives the same people."""
    dice = Random(f"people/{seed}")
    villages = [place.code for place in official().villages(DISTRICT)]
    people: list[Person] = []
    for order, code in enumerate(villages):
        room = min(RATES["people"]["village"], size - len(people))
        if room <= 0:
            break
        people += _village(dice, code, order, room, len(people))
    if len(people) < size:
        raise ValueError(f"{size} people do not fit in the villages of {DISTRICT}")
    return people


def _village(dice: Random, code: str, order: int, room: int, first: int) -> list[Person]:
    people: list[Person] = []
    dusuns = dice.sample(PARTS["place"]["dusun"], 5)
    homes = 0
    while len(people) < room:
        rt = homes // _RT_HOMES + 1
        rw = (rt - 1) // _RW_RTS + 1
        home = Home(code, rt, rw, dusuns[(rw - 1) % len(dusuns)], new_kk(dice))
        size = min(dice.choices(_SIZES, _SIZE_WEIGHTS)[0], room - len(people))
        people += _household(dice, home, size, first + len(people))
        homes += 1
    return _with_namesakes(dice, people)


def new_kk(dice: Random) -> str:
    written = date(2008, 1, 1) + timedelta(days=dice.randrange(6000))
    return f"332799{written:%d%m%y}{dice.randrange(1, 10_000):04}"


def new_nik(dice: Random, born: date, woman: bool) -> str:
    day = born.day + (40 if woman else 0)
    return f"3327{dice.choice((97, 98, 99))}{day:02}{born:%m%y}{dice.randrange(1, 10_000):04}"


def _household(dice: Random, home: Home, size: int, first: int) -> list[Person]:
    age = dice.randrange(22, 80)
    woman = dice.randrange(100) < 16
    people = [_person(dice, first, first, None, home, woman, age)]
    if size > 1 and not woman and dice.randrange(100) < 88:
        wife = _person(dice, first + 1, first, first, home, True, max(18, age - dice.randrange(-2, 9)))
        people.append(wife)
    while len(people) < size:
        child_age = max(0, age - dice.randrange(19, 42))
        child = _person(dice, first + len(people), first, None, home, dice.randrange(2) == 0, child_age)
        people.append(child)
        if len(people) < size and Chance(dice, RATES["people"]).happens("child_has_twin"):
            people[-1] = replace(child, twin=True)
            people.append(_twin(dice, people[-1]))
    return people


def _person(
    dice: Random, number: int, head: int, husband: int | None, home: Home, woman: bool, age: int
) -> Person:
    born = TODAY - timedelta(days=age * 365 + age // 4 + dice.randrange(365))
    return Person(number, head, husband, home, new_name(dice, woman), woman, born, new_nik(dice, born, woman))


def new_name(dice: Random, woman: bool) -> str:
    sex = "woman" if woman else "man"
    if Chance(dice, RATES["people"]).happens("one_word"):
        if dice.randrange(4) == 0:
            return _RANKED[sex, "single"].pick(dice)
        return _RANKED[sex, "front"].pick(dice) + _RANKED[sex, "end"].pick(dice)
    first = _RANKED[sex, "first"].pick(dice)
    while (second := _RANKED[sex, "second"].pick(dice)) == first:
        pass
    if Chance(dice, RATES["people"]).happens("third_word"):
        return f"{first} {second} {_RANKED[sex, 'second'].pick(dice)}"
    return f"{first} {second}"


def _twin(dice: Random, other: Person) -> Person:
    """Born on the same day; a name that differs in one part from the other's."""
    name = other.name
    while name == other.name:
        fresh = new_name(dice, other.woman)
        if other.one_word:
            name = other.name[:-2] + fresh[-2:].lower()
        else:
            name = " ".join([*other.name.split()[:-1], fresh.split()[-1].capitalize()])
    nik = other.nik[:12] + f"{int(other.nik[12:]) % 9999 + 1:04}"
    return replace(other, number=other.number + 1, name=name, nik=nik)


def _with_namesakes(dice: Random, people: list[Person]) -> list[Person]:
    chance = Chance(dice, RATES["people"])
    for at, person in enumerate(people):
        if not person.twin and chance.happens("namesakes"):
            people[at] = _named_as(dice, person, people, chance.happens("namesakes_same_year"))
    return people


def _named_as(dice: Random, person: Person, people: list[Person], same_year: bool) -> Person:
    others = [p for p in people if p.woman == person.woman and p.head != person.head]
    if not others:
        return person
    other = dice.choice(others)
    born = person.born
    if same_year:
        born = date(other.born.year, born.month, min(born.day, 28))
    return replace(person, name=other.name, born=born, nik=new_nik(dice, born, person.woman))
