"""A whole list: the rows that may stand, what blocks, and what becomes of each line of the file."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from berdaya.kernel.findings import Finding, Severity
from berdaya.plan.rules.differences import Difference, difference
from berdaya.plan.rules.levels import table_faults
from berdaya.plan.rules.lists import AuthorityRow, ListKind, PriorityRow, Row
from berdaya.plan.rules.reading import Manner, read_row

MOST_ROWS: Final = 5_000
MOST_CODES: Final = 10_000
SAME, NEW = "tetap", "baru"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the file: its number, where it stands for people, its cells by the names of columns."""

    number: int
    where: str
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Checked:
    """What was read: the rows that may stand by the number of their line, and all findings in file order."""

    kind: ListKind
    rows: Mapping[int, Row]
    findings: tuple[Finding, ...]
    series: str = ""
    lines: int = 0

    @property
    def blocked(self) -> bool:
        return any(finding.severity is Severity.ERROR for finding in self.findings)

    @property
    def errors(self) -> int:
        return sum(finding.severity is Severity.ERROR for finding in self.findings)


def check_list(
    kind: ListKind, lines: Iterable[Line], manner: Manner, before: Iterable[Finding] = ()
) -> Checked:
    """Read every line, then look at the list as a whole: repeated codes, limits, one document."""
    rows: dict[int, Row] = {}
    places: dict[int, str] = {}
    findings = list(before)
    count = 0
    for line in lines:
        count += 1
        row, found = read_row(kind, line.cells, line.where, manner)
        findings += found
        if row is not None:
            rows[line.number], places[line.number] = row, line.where
    most = MOST_CODES if kind is ListKind.NOMENCLATURE else MOST_ROWS
    if count > most:
        findings.insert(0, _too_many(count, most))
    findings += _repeated(rows, places)
    findings += _as_a_whole(rows, places)
    return Checked(kind, rows, tuple(findings), _series(kind, rows), count)


def _repeated(rows: Mapping[int, Row], places: Mapping[int, str]) -> list[Finding]:
    first: dict[str, str] = {}
    found = []
    for number, row in rows.items():
        key = row.key.casefold()
        if key in first:
            problem = f"kode {row.key} sudah dipakai di {first[key]}"
            found.append(
                Finding("plan.twice", places[number], problem, "Beri kode lain, atau hapus satu baris.")
            )
        first.setdefault(key, places[number])
    return found


def _as_a_whole(rows: Mapping[int, Row], places: Mapping[int, str]) -> list[Finding]:
    table = [(places[number], row) for number, row in rows.items() if isinstance(row, AuthorityRow)]
    found = table_faults(table)
    documents: dict[str, str] = {}
    for number, row in rows.items():
        if isinstance(row, PriorityRow):
            documents.setdefault(_document(row), places[number])
    for document, where in list(documents.items())[1:]:
        problem = f"dokumen {document} bercampur dengan {next(iter(documents))}"
        found.append(
            Finding("plan.two_documents", where, problem, "Satu berkas satu dokumen: pisahkan berkasnya.")
        )
    return found


def _series(kind: ListKind, rows: Mapping[int, Row]) -> str:
    """Which of several lists of its kind this is: the plan document of a list of priorities."""
    if kind is not ListKind.PRIORITIES:
        return ""
    return next((_document(row) for row in rows.values() if isinstance(row, PriorityRow)), "")


def _document(row: PriorityRow) -> str:
    return row.document.upper()


def remarks_of(checked: Checked, before: Iterable[Row], places: Mapping[int, str]) -> dict[int, str]:
    """What the column Keterangan says of each line: its findings, else new, changed or the same."""
    old = list(before)
    fate = _fates(difference(checked.kind, old, checked.rows.values())) if old else {}
    said: dict[str, list[str]] = {}
    for finding in checked.findings:
        words = f"{finding.severity.words}: {finding.problem}. {finding.advice}"
        said.setdefault(finding.where.partition(", kolom ")[0], []).append(words)
    told: dict[int, str] = {}
    for number, where in places.items():
        row = checked.rows.get(number)
        becomes = [fate.get(row.key, SAME)] if row is not None and old else []
        told[number] = "; ".join([*said.get(where, []), *becomes]) or "dapat dipakai"
    return told


def _fates(found: Difference) -> dict[str, str]:
    changed = {one.key: "berubah: " + ", ".join(map(str, one.changes)) for one in found.changed}
    return {row.key: NEW for row in found.new} | changed


def _too_many(count: int, most: int) -> Finding:
    return Finding(
        "plan.too_many",
        "seluruh berkas",
        f"{count} baris; satu daftar memuat paling banyak {most}",
        "Bagi menurut wilayah, atau hapus baris yang tidak dipakai.",
    )
