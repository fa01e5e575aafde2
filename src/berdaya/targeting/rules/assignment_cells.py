"""Reading plain data cell by cell: exact numbers, rows with codes, tables by code; faults become findings.

Numbers are text until read here (`"0.3"`, `"1/3"`), so that nothing passes through a float.
"""

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from berdaya.kernel.findings import Finding, Findings, Severity
from berdaya.rulebook.rules import Rule

_NUMBER = re.compile(r"-?\d{1,40}(\.\d{1,30})?([eE]-?\d{1,2})?|-?\d{1,40}/0*[1-9]\d{0,39}")

MOST_PLACES = 100_000  # more than all villages there are


def number(raw: object) -> Fraction | None:
    """An exact number from text or a whole number; anything else gives None."""
    if isinstance(raw, bool):
        return None
    text = str(raw).strip() if isinstance(raw, str | int) else ""
    return Fraction(text) if _NUMBER.fullmatch(text) else None


class Cells:
    """Reads parts of a problem and collects what is wrong with them."""

    def __init__(self, rule: Rule) -> None:
        self.rule = rule
        self.findings = Findings()

    def fault(self, code: str, where: str, problem: str, advice: str) -> None:
        self.findings.add(Finding(f"assign.{code}", where, problem, advice))

    def note(self, code: str, where: str, problem: str, advice: str, severity: Severity) -> None:
        self.findings.add(Finding(f"assign.{code}", where, problem, advice, severity))

    def rows(self, raw: object, what: str) -> list[Mapping[str, Any]]:
        """A list of objects with distinct codes, in code order."""
        if not isinstance(raw, Sequence) or isinstance(raw, str) or not raw:
            self.fault("empty", what, "daftarnya kosong atau tidak ada", f"Isi paling sedikit satu {what}.")
            return []
        seen: dict[str, Mapping[str, Any]] = {}
        for row in raw:
            code = row.get("code") if isinstance(row, Mapping) else None
            if not isinstance(code, str) or not code.strip():
                self.fault("no_code", what, "ada baris tanpa kode", "Isi kode yang tetap untuk setiap baris.")
            elif code in seen:
                self.fault("twice", f"{what} {code}", "kode ini muncul dua kali", "Hapus salah satu baris.")
            else:
                seen[code] = row
        return [seen[code] for code in sorted(seen)]

    def value(self, raw: object, where: str, most: int | None = None) -> Fraction:
        """A number that is not negative, maybe with an upper limit."""
        value = number(raw)
        if value is None:
            self.fault("not_a_number", where, f"“{raw}” bukan angka", "Tulis seperti 0.5 atau 1/3.")
        elif value < 0:
            self.fault("negative", where, f"{raw} kurang dari 0", "Isi 0 atau lebih.")
        elif most is not None and value > most:
            self.fault("too_large", where, f"{raw} lebih dari {most}", f"Isi antara 0 dan {most}.")
        else:
            return value
        return Fraction(0)

    def whole(self, raw: object, side: str, where: str) -> int:
        value = self.value(self.rule.values[side] if raw is None else raw, f"{side} {where}", MOST_PLACES)
        if value.denominator != 1:
            self.fault("not_whole", f"{side} {where}", f"{raw} bukan bilangan bulat", "Isi jumlah tempat.")
        return int(value)

    def table(self, raw: object, what: str, known: Sequence[str]) -> dict[str, Mapping[str, Any]]:
        """An object of objects; every known code has one. Others are left aside, and said."""
        if not isinstance(raw, Mapping):
            self.fault("no_matrix", what, "bagian ini tidak ada", f"Isi {what} untuk setiap kode.")
            return {}
        for code in sorted(set(raw) - set(known)):
            self.note(
                "left_aside",
                f"{what} {code}",
                "kode ini tidak ada dalam daftar, jadi tidak dipakai",
                "Periksa bila seharusnya ikut.",
                Severity.WARNING,
            )
        found = {}
        for code in known:
            row = raw.get(code)
            if isinstance(row, Mapping):
                found[code] = row
            else:
                self.fault(
                    "missing_row", f"{what} {code}", "barisnya tidak ada", f"Tambahkan {what} untuk {code}."
                )
        return found

    def strangers(self, codes: Mapping[str, Any], what: str, known: Sequence[str]) -> None:
        for code in sorted(set(codes) - set(known)):
            self.fault(
                "unknown_code", f"{what} {code}", "kode ini tidak ada dalam daftar", "Perbaiki kodenya."
            )

    def section(self, raw: object, what: str, known: Sequence[str]) -> Mapping[str, Any]:
        if raw is None:
            return {}
        if not isinstance(raw, Mapping):
            self.fault("bad_section", what, "bentuknya keliru", f"Isi dengan {', '.join(known)}.")
            return {}
        self.strangers(raw, what, known)
        return raw
