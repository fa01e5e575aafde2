"""One statement with the rules it is held against, and what several checks ask of both."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from berdaya.budget.rules.law import Law
from berdaya.budget.rules.record import Activity, Datum, Indicator, Statement, Unread
from berdaya.budget.rules.words import Words, flat, numbers_in, sexes_in, words_of
from berdaya.kernel.numbers import format_count

_PEOPLE: Final = re.compile(
    r"(\d[\d.]*)\s*(?:orang|jiwa|peserta|warga|kk|keluarga|siswa|kader)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class People:
    """So many people of one kind, as an output counts them: `Ketua RW`, 8."""

    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Case:
    """What every check gets."""

    it: Statement
    law: Law

    @property
    def words(self) -> Words:
        return self.law.words

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the place itself: they stand everywhere and link nothing."""
        return tuple(
            one
            for one in (self.it.office, self.it.unit, self.it.kelurahan, self.it.kota)
            if isinstance(one, str)
        )

    def distinctive(self, text: str) -> set[str]:
        return self.words.distinctive(text, self.names)


def people_in(text: str) -> list[People]:
    """Who is counted in a text: `Ketua LPMK (1 orang), Ketua RW (8 orang)`."""
    return list(_people(flat(text)))


def _people(text: str) -> Iterator[People]:
    """The label is the nearest phrase; where the words before a count name several bodies, all of them."""
    before = 0
    for match in _PEOPLE.finditer(text):
        phrase = text[before : match.start()]
        nearest = re.split(r",|;|\bdan\b|\buntuk\b|\bbagi\b", phrase)[-1]
        label = nearest if len(body_in(phrase)) <= 1 else phrase
        count = numbers_in(match[1])
        if count:
            yield People(label.strip(" (:),"), count[0])
        before = match.end()


def sexes_of(one: Indicator) -> tuple[int, int] | None:
    """Men and women of an indicator: its own fields, else what its text says."""
    return one.by_sex or sexes_in(one.text)


def quoted_datum(one: Datum) -> str:
    """A datum in a few words: `Jumlah RT tahun 2023: L 79, P 17`."""
    parts = [
        f"{letter} {format_count(count)}"
        for letter, count in (("L", one.men), ("P", one.women))
        if isinstance(count, int)
    ]
    if isinstance(one.total, int):
        parts.append(
            format_count(one.total) + (f" {one.unit}" if isinstance(one.unit, str) and one.unit else "")
        )
    return f"{cut(one.label)}: {', '.join(parts) or 'tanpa angka'}"


def cut(text: str, most: int = 160) -> str:
    """A text short enough to quote."""
    line = flat(text)
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def shared(case: Case, one: str, other: str) -> list[str]:
    """The distinctive words that two texts have in common."""
    return sorted(case.distinctive(one) & case.distinctive(other))


def output_of(case: Case, activity: Activity) -> Indicator | None:
    """The output of an activity: its own, else the one of the list with most words in common."""
    if isinstance(activity.output, str) and activity.output:
        return Indicator("keluaran", activity.output)
    outputs = () if isinstance(case.it.outputs, Unread) else case.it.outputs
    ranked = [(len(shared(case, activity.text, one.text)), -at, one) for at, one in enumerate(outputs)]
    most, _, best = max(ranked, key=lambda row: row[:2], default=(0, 0, None))
    return best if most else None


def body_in(text: str) -> set[str]:
    """RT, RW or LPMK, where a text names them."""
    return {"rt", "rw", "lpmk", "lpm"} & {part for word in words_of(text) for part in re.split("[-/]", word)}
