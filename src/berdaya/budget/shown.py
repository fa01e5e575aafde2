"""Statements as pages show them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from berdaya.access.places import place_title
from berdaya.budget.models import Statement
from berdaya.budget.rules.arg import Arg
from berdaya.budget.rules.checking import Checked
from berdaya.budget.rules.flow import State
from berdaya.budget.rules.grouping import by_part, home_of, weight
from berdaya.budget.rules.incidence import Incidence
from berdaya.budget.rules.parts import PARTS, Part
from berdaya.budget.rules.verdicts import CHECKS, E, I, Verdict, W
from berdaya.kernel.listing import Column
from berdaya.kernel.numbers import format_percent, format_rupiah


@dataclass(frozen=True, slots=True)
class Shown:
    """One statement in the list."""

    statement: Statement
    place: str
    linked: str

    @property
    def total(self) -> str:
        return "–" if self.statement.total is None else format_rupiah(self.statement.total)

    @property
    def state(self) -> str:
        """Where it stands, and whether a signed version holds beside a newer one."""
        words = self.statement.state.capitalize()
        signed, version = self.statement.signed, self.statement.version
        return (
            f"{words}, versi {signed} berlaku"
            if signed and self.statement.standing.open and version
            else words
        )

    @property
    def state_chip(self) -> str:
        return {"ditandatangani": "", "draf": "no"}.get(self.statement.state, "wait")

    @property
    def chip(self) -> str:
        return "wait" if self.statement.errors else ""

    @property
    def words(self) -> str:
        if self.statement.errors:
            return f"{self.statement.errors} menahan"
        answered = self.statement.standing in (State.REVIEWED, State.SIGNED)
        words = "dijawab" if answered else "perlu dijawab"
        return f"{self.statement.warnings} {words}" if self.statement.warnings else "Tanpa temuan"


COLUMNS: Final[tuple[Column[Shown], ...]] = (
    Column("judul", "Pernyataan", lambda one: one.statement.title.lower()),
    Column("temuan", "Temuan", lambda one: (one.statement.errors, one.statement.warnings), phone=False),
    Column("keadaan", "Keadaan", lambda one: one.statement.state),
    Column("tahun", "Tahun", lambda one: one.statement.year, numeric=True, phone=False),
    Column("anggaran", "Anggaran", lambda one: one.statement.total or 0, numeric=True, phone=False),
    Column(
        "terhubung", "Terhubung", lambda one: one.statement.linked_at_most or 0, numeric=True, phone=False
    ),
)


def shown(statement: Statement) -> Shown:
    bound = "" if statement.linked is not None else "≤ "
    value = statement.linked if statement.linked is not None else statement.linked_at_most
    linked = "–" if value is None else bound + format_rupiah(value)
    return Shown(statement, place_title(statement.territory).split(", ")[0], linked)


def search_words(one: Shown) -> str:
    return f"{one.statement.title} {one.statement.code} {one.place} {one.statement.year}".lower()


def findings_of(checked: Checked) -> list[dict[str, Any]]:
    """What is to be mended, as people read it: what holds back first, one entry for each check."""
    return _entries(sorted((one for one in checked.verdicts if one.failed), key=weight))


def _entries(verdicts: Iterable[Verdict]) -> list[dict[str, Any]]:
    groups: dict[str, list[Verdict]] = {}
    for one in verdicts:
        groups.setdefault(one.check, []).append(one)
    return [_entry(number, found) for number, found in groups.items()]


def _entry(number: str, found: list[Verdict]) -> dict[str, Any]:
    return {
        "number": number,
        "title": CHECKS[number].title,
        "severity": found[0].severity.value,
        "parts": {home_of(one).slug for one in found},
        "places": [{"where": one.where, "quoted": one.quoted, "expected": one.expected} for one in found],
        "advice": list(dict.fromkeys(one.advice for one in found)),
    }


@dataclass(frozen=True, slots=True)
class PartFindings:
    """What is to be mended in one part of a statement; `rest` are warnings and information."""

    part: Part
    blocking: list[dict[str, Any]]
    rest: list[dict[str, Any]]

    @property
    def rest_words(self) -> str:
        """How many are to be answered and how many only inform."""
        warnings = sum(one["severity"] == W.value for one in self.rest)
        told = ((warnings, "peringatan"), (len(self.rest) - warnings, "keterangan"))
        return ", ".join(f"{many} {words}" for many, words in told if many)


@dataclass(frozen=True, slots=True)
class Grouped:
    """Findings by part. `clean` are the parts without any; `repeated` checks found fault in several parts."""

    groups: list[PartFindings]
    clean: list[str]
    repeated: int


def grouped_findings(checked: Checked) -> Grouped:
    """What is to be mended, by the part of the editor in which it is mended."""
    groups = []
    for part, found in by_part(one for one in checked.verdicts if one.failed):
        entries = _entries(found)
        blocking = [one for one in entries if one["severity"] == E.value]
        groups.append(PartFindings(part, blocking, [one for one in entries if one not in blocking]))
    with_some = {one.part.slug for one in groups}
    times = Counter(entry["number"] for one in groups for entry in (*one.blocking, *one.rest))
    clean = [part.title for part in PARTS if part.slug not in with_some]
    return Grouped(groups, clean, sum(many > 1 for many in times.values()))


def tally_of(checked: Checked) -> list[tuple[str, int, str]]:
    informed = {one.check for one in checked.verdicts if one.failed and one.severity is I}
    return [
        ("E", len(checked.errors), "menahan pengajuan"),
        ("W", len(checked.warnings), "untuk dijawab penelaah"),
        ("I", len(informed), "keterangan"),
    ]


def money_of(arg: Arg) -> list[tuple[str, str, str]]:
    """Both values of the gender-responsive share, with what they are a share of."""
    if arg.nominal is None:
        return []
    rows = [("Seluruh subkegiatan", format_rupiah(arg.nominal), "dihitung responsif gender bila diterima")]
    value = arg.linked if arg.linked is not None else arg.linked_at_most
    if value is not None and arg.share is not None:
        bound = "" if arg.linked is not None else "paling banyak "
        share = f"{format_percent(arg.share, 2)} dari belanja subkegiatan"
        rows.append(("Terhubung dengan sebab", bound + format_rupiah(value), share))
    if arg.honoraria is not None:
        women = arg.honoraria.women_share
        told = f"perempuan {format_percent(women, 2)} dari bagian yang diketahui" if women is not None else ""
        rows.append(("Honorarium menurut tarif", format_rupiah(arg.honoraria.amount), told))
    return rows


def benefits_of(incidence: Incidence) -> dict[str, Any] | None:
    """Who benefits, activity by activity and together; nothing where no receiver is known by sex."""
    if incidence.share is None:
        return None
    rows = [
        {
            "text": one.text,
            "men": "–" if one.men is None else format_rupiah(one.men),
            "women": "–" if one.women is None else format_rupiah(one.women),
            "share": "–" if one.share is None else format_percent(one.share, 2),
            "by": one.by,
        }
        for one in incidence.benefits
    ]
    return {
        "rows": rows,
        "men": format_rupiah(incidence.men),
        "women": format_rupiah(incidence.women),
        "share": format_percent(incidence.share, 2),
        "unknown": format_rupiah(incidence.unknown) if incidence.unknown else "",
    }
