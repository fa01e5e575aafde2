"""Faults of two lists, as docs/explanations/list-matching-noise.md tells them: a function for each column."""

import re
from dataclasses import dataclass
from datetime import date
from random import Random

from benchmarks.people.people import PARTS, RATES, Chance, Home, Person, new_kk

_OLD = (("u", "oe"), ("j", "dj"), ("c", "tj"), ("y", "j"), ("kh", "ch"), ("sy", "sj"))
_DEFAULTS = ((1, 1), (12, 31), (7, 1))
_SHORT = ("M.", "Moh.", "Muh.", "Moch.", "Mohamad", "Muhamad", "Mochamad", "Mohammad")
_LETTERS = "abdeghiklmnoprstuwy"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a list as an office would write it. `one_word` and `woman` are the truth, for reports."""

    id: str
    person: int
    nik: str
    kk: str
    nama: str
    tgl_lahir: str
    jk: str
    alamat: str
    rt: str
    rw: str
    desa: str
    one_word: bool
    woman: bool
    happened: frozenset[str]


COLUMNS = ("id", "nik", "kk", "nama", "tgl_lahir", "jk", "alamat", "rt", "rw", "desa")


class _Clerk:
    """Writes rows; remembers which faults happened to each."""

    def __init__(self, people: list[Person], dice: Random, on_list: bool) -> None:
        self.people, self.dice, self.on_list = people, dice, on_list
        self.chance = Chance(dice, RATES["faults"] | RATES["list_only"])
        self.happened: set[str] = set()
        self.villages = sorted({person.home.village for person in people})

    def happens(self, name: str) -> bool:
        if self.chance.happens(name):
            self.happened.add(name)
            return True
        return False

    def one_of(self, *names: str) -> str:
        if kind := self.chance.one_of(*names):
            self.happened.add(kind)
        return kind

    def row(self, person: Person, identifier: str) -> Row:
        self.happened = set()
        home = person.home
        if self.on_list and self.happens("moved"):
            home = self.new_home(home)
        rt, rw = self.rt_rw(home)
        return Row(
            id=identifier,
            person=person.number,
            nik=self.nik(person),
            kk="" if self.happens("kk_missing") else home.kk,
            nama=self.name(person),
            tgl_lahir=self.birth(person.born),
            jk=self.sex(person.woman),
            alamat=self.address(home),
            rt=rt,
            rw=rw,
            desa=home.village,
            one_word=person.one_word,
            woman=person.woman,
            happened=frozenset(self.happened),
        )

    def new_home(self, home: Home) -> Home:
        far = self.dice.randrange(10)
        villages = [home.village]
        if far >= 5:
            in_kecamatan = [v for v in self.villages if v[:8] == home.village[:8] and v != home.village]
            elsewhere = [v for v in self.villages if v[:8] != home.village[:8]]
            villages = (in_kecamatan if far < 8 else elsewhere) or self.villages
        rt = self.dice.randrange(1, 12)
        dusun = self.dice.choice(PARTS["place"]["dusun"])
        return Home(self.dice.choice(villages), rt, (rt - 1) // 4 + 1, dusun, new_kk(self.dice))

    def nik(self, person: Person) -> str:
        kind = self.one_of("nik_missing", "nik_spreadsheet", "nik_is_kk", "nik_of_head", "nik_digit")
        if kind == "nik_missing":
            return self.dice.choice(("", "", "0", "-"))
        if kind == "nik_spreadsheet":
            return f"{person.nik[0]},{person.nik[1:6]}E+15"
        if kind == "nik_digit":
            at = self.dice.randrange(16)
            other = (int(person.nik[at]) + self.dice.randrange(1, 10)) % 10
            return f"{person.nik[:at]}{other}{person.nik[at + 1 :]}"
        of_head = self.people[person.head].nik
        return {"nik_is_kk": person.home.kk, "nik_of_head": of_head}.get(kind, person.nik)

    def birth(self, born: date) -> str:
        kind = self.one_of(
            "birth_missing", "birth_default", "birth_swapped", "birth_year_off", "birth_ten_off"
        )
        if kind == "birth_missing":
            return ""
        if kind == "birth_default":
            month, day = self.dice.choice(_DEFAULTS)
            born = date(born.year + self.dice.choice((0, 0, 0, 0, -1, 1)), month, day)
        elif kind == "birth_swapped" and born.day <= 12:
            born = date(born.year, born.day, born.month)
        elif kind == "birth_year_off":
            born = _with_year(born, born.year + self.dice.choice((-1, 1)))
        elif kind == "birth_ten_off":
            born = _with_year(born, born.year + self.dice.choice((-10, 10)))
        return self.dice.choice((f"{born:%d/%m/%Y}", f"{born:%Y-%m-%d}", f"{born:%d-%m-%Y}"))

    def sex(self, woman: bool) -> str:
        if self.happens("sex_missing"):
            return ""
        if self.happens("sex_wrong"):
            woman = not woman
        return (
            self.dice.choice(("P", "p", "Perempuan")) if woman else self.dice.choice(("L", "l", "Laki-laki"))
        )

    def rt_rw(self, home: Home) -> tuple[str, str]:
        if self.happens("rt_rw_missing"):
            return "", ""
        rt, rw = (home.rw, home.rt) if self.happens("rt_rw_swapped") else (home.rt, home.rw)
        return (f"{rt:03}", f"{rw:03}") if self.dice.randrange(2) else (str(rt), f"{rw:02}")

    def address(self, home: Home) -> str:
        if self.happens("dusun_missing"):
            return self.dice.choice(("", f"Jl. {self.dice.choice(PARTS['place']['street'])}"))
        return self.dice.choice(("Dk. ", "Dusun ", "DSN ", "")) + home.dusun

    def name(self, person: Person) -> str:
        name = person.name
        if person.husband is not None and self.happens("husbands_name"):
            return f"Ny. {self.people[person.husband].name}"
        if name.startswith("Muhammad ") and self.happens("short_muhammad"):
            name = f"{self.dice.choice(_SHORT)} {name.removeprefix('Muhammad ')}"
        name = self.words(name)
        if self.happens("old_spelling"):
            name = old_spelling(name)
        if self.happens("slip"):
            name = slip(self.dice, name)
        if self.happens("title"):
            name = self.titled(person, name)
        return name.upper() if self.dice.randrange(2) else name

    def words(self, name: str) -> str:
        first, *more = name.split()
        if more and self.happens("last_word_lost"):
            rest = " ".join([first, *more[:-1]])
            return self.dice.choice((rest, f"{rest} {more[-1][0]}."))
        if more and self.happens("joined_words"):
            return " ".join([first + more[0].lower(), *more[1:]])
        if len(first) > 5 and self.happens("nickname"):
            return " ".join([first[-3:].capitalize(), *more])
        return name

    def titled(self, person: Person, name: str) -> str:
        father = self.people[person.head].name
        haji = "Hj." if person.woman else "H."
        polite = "Ibu" if person.woman else "Bpk"
        kinds = (f"{haji} {name}", f"{polite} {name}", f"{name}, S.Pd", f"{name} (Alm)")
        child = f"{name} {'binti' if person.woman else 'bin'} {father}"
        return self.dice.choice((*kinds, child) if person.head != person.number else kinds)


def _with_year(day: date, year: int) -> date:
    return date(year, day.month, min(day.day, 28) if day.month == 2 else day.day)


def old_spelling(name: str) -> str:
    """As before 1972: u oe, j dj, c tj, y j, kh ch, sy sj. Every place once, from left to right."""
    written = dict(_OLD)
    shape = re.compile("kh|sy|[ujcy]")
    return shape.sub(lambda found: written[found[0]], name.lower()).title()


def slip(dice: Random, name: str) -> str:
    """One letter left out, doubled, changed, or two neighbours swapped; never the first."""
    at = dice.randrange(1, len(name)) if len(name) > 1 else 0
    kind = dice.randrange(4)
    if kind == 0 and len(name) > 3:
        return name[:at] + name[at + 1 :]
    if kind == 1:
        return name[:at] + name[at] + name[at:]
    if kind == 2 and at + 1 < len(name):
        return name[:at] + name[at + 1] + name[at] + name[at + 2 :]
    return name[:at] + dice.choice(_LETTERS) + name[at + 1 :]


@dataclass(frozen=True, slots=True)
class Lists:
    """The two lists and the truth: which row of the list is which row of the register."""

    listed: list[Row]
    register: list[Row]

    @property
    def truth(self) -> set[tuple[str, str]]:
        known = {row.person: row.id for row in self.register}
        return {(row.id, known[row.person]) for row in self.listed if row.person in known}


def two_lists(people: list[Person], seed: int) -> Lists:
    """A recipient list and a register of these people, in shuffled order."""
    dice = Random(f"lists/{seed}")
    chance = Chance(dice, RATES["people"] | RATES["list_only"])
    in_register = [person for person in people if chance.happens("in_register")]
    on_list = [person for person in people if chance.happens("on_list")]
    on_list += [person for person in on_list if chance.happens("twice")]
    dice.shuffle(in_register)
    dice.shuffle(on_list)
    clerk, other = _Clerk(people, dice, True), _Clerk(people, dice, False)
    return Lists(
        [clerk.row(person, f"A{at:07}") for at, person in enumerate(on_list)],
        [other.row(person, f"B{at:07}") for at, person in enumerate(in_register)],
    )
