"""The answer files of `select` and `assign`, and the needs, read for paper."""

from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from typing import Any

from berdaya.documents.reading import Column, read_table
from berdaya.kernel.calendar import format_date
from berdaya.kernel.digests import digest_of
from berdaya.kernel.findings import Finding
from berdaya.kernel.numbers import format_percent
from berdaya.targeting.inputs.answer_files import read_assignment_answer, read_selection_answer
from berdaya.targeting.rules.assignment_cells import number
from berdaya.targeting.rules.publication import NONE, Shown, Standing, what_may_be_shown
from berdaya.targeting.rules.scores import Method

Json = dict[str, Any]
COUNTED = {"households": "rumah tangga", "persons": "jiwa"}
SHORT = {"households": "ruta", "persons": "jiwa"}


@dataclass(frozen=True)
class Selected:
    """The answer of `select`, by the questions that papers ask."""

    answer: Mapping[str, Any]
    doubts: tuple[Finding, ...] = ()  # why the answer may not be what `select` wrote

    def veiled(self, least: int) -> "Selected":
        """The same for paper: where persons are counted, places of few households stand with a count of 1,
        which no paper prints. An answer that does not say the households tells nothing."""
        if self.unit == "households":
            return self
        few = {row["code"] for row in self.answer["places"] if row["N"] and _few(row, least)}
        parts = {
            part: [row | {"N": 1} if row["code"] in few else row for row in self.answer[part]]
            for part in ("places", "decided", "selected", "near_misses")
        }
        return replace(self, answer={**self.answer, **parts})

    @cached_property
    def places(self) -> dict[str, Json]:
        return {row["code"]: row for row in self.answer["places"]}

    @cached_property
    def decided(self) -> list[Json]:
        """The decided places with all their figures, desa before kelurahan, in code order."""
        rows = [self.places[row["code"]] | row for row in self.answer["decided"]]
        return sorted(rows, key=lambda row: (row["stratum"] != "desa", row["code"]))

    @property
    def district(self) -> str:
        return str(self.answer["district"]["name"])

    @property
    def unit(self) -> str:
        return str(self.answer["unit"]["used"])

    @property
    def counted(self) -> str:
        """`rumah tangga desil 1`."""
        return COUNTED[self.unit] + " desil 1"

    @property
    def index_title(self) -> str:
        return str(self.answer["index"]["title"])

    @property
    def register(self) -> str:
        """`BDT edisi 1 Juli 2024`, or words for counts that a person filled in."""
        source = self.answer["register"]
        edition = edition_words(source["edition"])
        if source["name"]:
            return f"{source['name']} edisi {edition}"
        return f"hitungan edisi {edition}" if edition else "hitungan yang dipakai saat pemilihan"

    @property
    def data_day(self) -> date | None:
        """The day from which its figures can be at the earliest: register and index, as far as they say."""
        year = self.answer["index"].get("year")
        days = [date(year, 1, 1)] if year else []
        with suppress(ValueError):
            days.append(date.fromisoformat(self.answer["register"]["edition"]))
        return max(days, default=None)

    @property
    def of_all(self) -> bool:
        """Is the share of all households known for every place, or only of those listed?"""
        return all(row["households"] for row in self.places.values())

    def base(self, row: Mapping[str, Any]) -> int | None:
        base: int | None = row["households"] if self.of_all else row["listed"]
        return base

    @property
    def changes(self) -> list[Json]:
        changes: list[Json] = self.answer["changes"]
        return changes

    def title(self, code: str) -> str:
        """`Desa Plakaran, Kec. Moga`; the code alone for a place that is not in this selection."""
        row = self.places.get(code)
        return f"{row['stratum'].capitalize()} {row['name']}, Kec. {row['kecamatan']}" if row else code

    def by_kecamatan(self) -> list[list[Json]]:
        """All places, in code order, those of one kecamatan together."""
        groups: dict[str, list[Json]] = {}
        for code in sorted(self.places):
            groups.setdefault(code.rpartition(".")[0], []).append(self.places[code])
        return list(groups.values())

    def reached_share(self, shown: Shown) -> str:
        """Of the counts that are printed, so that it tells nothing about the others."""
        inside, whole = (
            shown.open_sum(row["N"] for row in rows) for rows in (self.decided, self.places.values())
        )
        return format_percent(Fraction(inside, whole)) if whole else NONE

    def firmness(self, inside: bool) -> Counter[str]:
        """How many places inside (or outside) the decided list are inti, ambang, luar."""
        return Counter(row["class"] for row in self.places.values() if row["decided"] is inside)

    def shown(self, least: int) -> Shown:
        """What may be printed: the same on every paper, or one would give another away."""
        method = self.answer["method"]
        places = [
            Standing(
                row["code"],
                row["stratum"],
                row["N"],
                Fraction(row["score"]),
                row["idm"] is not None,
                bool(row["red"]),
            )
            for row in self.places.values()
        ]
        shown = what_may_be_shown(places, Method(method["code"]), Fraction(method["weight"]), least)
        return shown if self.unit == "households" else self._by_persons(shown)

    def _by_persons(self, shown: Shown) -> Shown:
        """A hidden place may have more persons than others have: in its stratum no order is printed."""
        touched = {self.places[code]["stratum"] for code in shown.small}
        open_codes = {code for code, row in self.places.items() if row["stratum"] not in touched}
        return replace(
            shown,
            ranks=shown.ranks & open_codes,
            scores=shown.scores & open_codes,
            trials=shown.trials & open_codes,
            counts_households=False,
        )

    def list_digest(self, shown: Shown) -> str:
        """A fingerprint of the list as it is printed.

        The digest of the input is no fingerprint for paper: with all other counts known, whoever tries the
        few values of a small one finds the digest again.
        """
        about = [self.answer[key] for key in ("district", "on", "method", "seats", "index")]
        places = [
            [code, shown.count(row["N"]), row["idm"], row["decided"]]
            for code, row in sorted(self.places.items())
        ]
        return digest_of([about, self.unit, self.register, places, self.changes])

    def stratum_counts(self) -> tuple[int, int]:
        desa = sum(row["stratum"] == "desa" for row in self.decided)
        return desa, len(self.decided) - desa


def _few(row: Json, least: int) -> bool:
    households = row.get("decile1_households")
    return households is None or households < least


def in_order(rows: list[Json], shown: Shown) -> list[Json]:
    """Desa before kelurahan, by rank; those whose rank is not printed come last, by code."""

    def key(row: Json) -> tuple[bool, bool, int, str]:
        told = row["code"] in shown.ranks
        return row["stratum"] != "desa", not told, row["rank"] if told else 0, row["code"]

    return sorted(rows, key=key)


@dataclass(frozen=True, slots=True)
class Assigned:
    """Who assists which place: agency names by place, and pairs fixed beforehand."""

    agency: Mapping[str, str]
    pins: tuple[Json, ...] = ()
    doubts: tuple[Finding, ...] = ()


def read_selection(path: Path) -> Selected:
    answer, doubts = read_selection_answer(path)
    return Selected(answer, tuple(doubts))


def read_assignment(path: Path) -> Assigned:
    """The pairs of an assignment, with the names of the agencies."""
    answer, doubts = read_assignment_answer(path)
    names = {agency["code"]: agency["name"] for agency in answer["agencies"]}
    agency = {place: names[code] for place, code in answer["assignment"].items()}
    pins = tuple(pin | {"agency": names[pin["agency"]]} for pin in answer["pins"])
    return Assigned(agency, pins, tuple(doubts))


def read_needs(path: Path) -> tuple[dict[str, dict[str, Fraction]], list[Finding]]:
    """Need shares by place: code, need, share."""
    table = read_table(path, NEEDS_COLUMNS)
    found: dict[str, dict[str, Fraction]] = {}
    for row in table.rows:
        share = number(row["share"].replace(",", "."))
        if share is None or not 0 <= share <= 1:
            where, problem = f"{row.where} kolom share", f"{row['share']!r} bukan bagian antara 0 dan 1"
            table.findings.append(Finding("needs.share", where, problem, "Tulis misalnya 0,25."))
            continue
        found.setdefault(row["code"], {})[row["need"]] = share
    return found, table.findings


NEEDS_COLUMNS = (
    Column("code", ("kode",), True),
    Column("need", ("kebutuhan",), True),
    Column("share", ("bagian",), True),
)


def edition_words(edition: str) -> str:
    """An edition that is a date, as people write it; another name stays as it is."""
    try:
        return format_date(date.fromisoformat(edition))
    except ValueError:
        return edition
