"""What counts as a sign of hardship, by the rule `hardship.criteria`, for one code list of registers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from berdaya.kernel.findings import Finding, Refused
from berdaya.register.rules.fold import Ages
from berdaya.register.rules.profiles import Column, shipped_profiles, tenths_of
from berdaya.rulebook.rules import Rule

CODED = ("floor", "wall", "roof", "water", "toilet", "light")


@dataclass(frozen=True, slots=True)
class Sign:
    """One of the signs: its code, the name of the judgement, a short word and a longer one."""

    code: str
    rule: str
    short: str
    words: str


@dataclass(frozen=True, slots=True)
class Coded:
    """A question of the register and the codes that count; perhaps its state, where a poor one counts too."""

    column: str
    met: frozenset[int]
    condition: str = ""
    poor: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Space:
    """Floor area, who shares it, and the m2 below which each has too little."""

    column: str
    persons: str
    m2_each: Fraction

    @property
    def tenths(self) -> str:
        """The column of the tenths above the whole m2; a register without any has none."""
        return tenths_of(self.column)


@dataclass(frozen=True, slots=True)
class Criteria:
    """Everything that is needed to judge a household of one register on one day.

    `years` are the full years since the ages were written down. `any_paper` reads C2 literally: only who
    holds none of the three papers counts.
    """

    code_list: str
    signs: tuple[Sign, ...]
    programmes: Mapping[str, str]
    coded: Mapping[str, Coded]
    space: Space
    least_parts: int
    ages: Ages
    years: int = 0
    any_paper: bool = False
    variants: tuple[str, ...] = ()

    def has(self, rule: str) -> bool:
        return any(sign.rule == rule for sign in self.signs)

    def column(self, name: str) -> Column | None:
        """How the register words a column and its codes."""
        for profile in shipped_profiles().values():
            if profile.code_list == self.code_list and profile.has(name):
                return profile.column(name)
        return None


def criteria_of(
    rule: Rule, code_list: str, ages: Ages, *, years: int = 0, variants: Sequence[str] = ()
) -> Criteria:
    """The criteria for a register with these codes; refused for codes or variants that the rule lacks."""
    values = rule.values
    if code_list not in values or "programmes" not in values[code_list]:
        raise Refused(_unknown_codes(rule, code_list))
    chosen = _chosen(rule, variants)
    table = dict(values[code_list])
    for name in chosen:
        replaced = values["variants"][name].get("codes", {}).get(code_list, {})
        table |= {part: table[part] | {"met": met} for part, met in replaced.items()}
    told = values["programme_words"]
    return Criteria(
        code_list=code_list,
        signs=tuple(Sign(code, **about) for code, about in values["signs"].items()),
        programmes={key: told.get(key, key) for key in table["programmes"]},
        coded={part: _coded(table[part]) for part in CODED},
        space=Space(**table["space"], m2_each=Fraction(values["housing"]["m2_each"])),
        least_parts=values["housing"]["least"],
        ages=ages,
        years=years,
        any_paper=any(values["variants"][name].get("any_paper", False) for name in chosen),
        variants=chosen,
    )


def variant_words(rule: Rule) -> dict[str, str]:
    """The named variants and what each of them changes."""
    return {name: about["words"] for name, about in rule.values.get("variants", {}).items()}


def _coded(table: Mapping[str, Any]) -> Coded:
    return Coded(
        table["column"], frozenset(table["met"]), table.get("condition", ""), frozenset(table.get("poor", ()))
    )


def _chosen(rule: Rule, variants: Sequence[str]) -> tuple[str, ...]:
    """Each variant once, in the order of the rule; two of one sign cannot both hold."""
    known = rule.values.get("variants", {})
    strange = sorted(set(variants) - set(known))
    if strange:
        advice = f"Pilih dari: {', '.join(known)}." if known else "Aturan ini tidak punya varian."
        raise Refused(Finding("variant.unknown", ", ".join(strange), "varian tidak dikenal", advice))
    chosen = tuple(name for name in known if name in variants)
    signs = [known[name]["sign"] for name in chosen]
    if len(set(signs)) < len(signs):
        problem = "dua varian mengganti tanda yang sama"
        raise Refused(Finding("variant.clash", ", ".join(chosen), problem, "Pilih satu saja."))
    return chosen


def _unknown_codes(rule: Rule, code_list: str) -> Finding:
    return Finding(
        "criteria.code_list",
        f"daftar kode {code_list or '(tidak disebut)'}",
        f"aturan {rule.key} belum menyebut kode daftar ini",
        "Tambahkan tabel kodenya di aturan setempat hardship.criteria, atau pakai daftar BDT atau Regsosek.",
    )
