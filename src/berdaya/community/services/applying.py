"""What a table of bodies would change, and the writing of it. The same table again changes nothing.

Villages are written one after the other, in transactions of a few bodies: none lasts a second.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from django.db import transaction

from berdaya.access.audit import Fact, record
from berdaya.access.clock import today_in
from berdaya.access.models import Holding
from berdaya.community.doors import families, households_below, seats_of
from berdaya.community.inputs import Chair, Line, Lines
from berdaya.community.models import Body, Seat, Term
from berdaya.community.rules.bodies import village_of
from berdaya.community.rules.kinds import Leaving, Office
from berdaya.community.services.boards import (
    Newcomer,
    NewTerm,
    begin_term,
    digest_of_name,
    file_chairs,
    leave_seat,
    take_seat,
)
from berdaya.community.services.bodies import NewBody, add_body
from berdaya.community.services.households import Counted, record_households
from berdaya.kernel.findings import Finding, Severity
from berdaya.region.doors import gazetteer

BODY, TERM, CHAIR, FAMILIES = "lembaga baru", "masa bakti baru", "ketua baru", "KK baru"
BOARD = "pengurus baru"
NO_DECREE = "Tabel lembaga kantor ini"
BATCH = 25  # bodies in one transaction: well below a second on a small machine


@dataclass(frozen=True, slots=True)
class Planned:
    """What one row would change; nothing when all of it is known already."""

    line: Line
    deeds: tuple[str, ...]

    @property
    def words(self) -> str:
        return ", ".join(self.deeds) or "sudah tercatat, tidak berubah"


@dataclass(slots=True)
class Preview:
    """A table compared with what is recorded: what each row would do, and what is wrong."""

    lines: Lines
    planned: list[Planned] = field(default_factory=list)
    faults: list[tuple[int, Finding]] = field(default_factory=list)

    @property
    def blocked(self) -> bool:
        return any(finding.severity is Severity.ERROR for _, finding in self.faults)

    @property
    def findings(self) -> list[Finding]:
        """Errors first, each in the order of the rows."""
        found = [finding for _, finding in self.faults]
        return sorted(found, key=lambda finding: "EWI".index(finding.severity.value))

    def count(self, deed: str) -> int:
        return sum(deed in row.deeds for row in self.planned)

    @property
    def unchanged(self) -> int:
        return sum(not row.deeds for row in self.planned)


def remarks(seen: Preview) -> dict[int, str]:
    told = {row.line.row: row.words for row in seen.planned}
    for number, finding in seen.faults:
        words = f"{finding.problem}. {finding.advice}"
        said = told.get(number, "")
        blocks = finding.severity is Severity.ERROR
        told[number] = words if blocks and number not in told else f"{said}; {words}".strip("; ")
    return told


def compared(lines: Lines, territory: str) -> Preview:
    """What each good row would do to what is recorded."""
    seen = Preview(lines, faults=list(lines.faults))
    today = today_in(territory)
    bodies = {
        (body.kind, body.territory, body.name.lower()): body
        for body in Body.objects.within(territory).standing().with_boards()
    }
    known = households_below(territory, today)
    for line in lines.good:
        if found := _unknown_village(line):
            seen.faults.append((line.row, found))
            continue
        body = bodies.get((line.kind.value, line.territory, line.name.lower()))
        deeds = [*([] if body else [BODY])]
        board = _board_deed(line, body)
        if isinstance(board, Finding):
            seen.faults.append((line.row, board))
            continue
        deeds += [board] if board else []
        if TERM not in deeds and (open_term := body.open_term if body else None):
            deeds += [BOARD] if _others_of(line, open_term) else []
        counted = line.families
        if counted is not None:
            stands = families(known, line.territory, body.figure_body) if body else None
            same = stands is not None and (stands.kk, stands.poor, stands.as_of) == (
                counted.kk,
                counted.poor,
                counted.as_of,
            )
            deeds += [] if same else [FAMILIES]
        seen.planned.append(Planned(line, tuple(deeds)))
    return seen


def _board_deed(line: Line, body: Body | None) -> str | Finding:
    """A new term, another chair in the same term, or nothing."""
    term = body.open_term if body else None
    if line.chair is None and line.first is None:
        return ""
    if term is None or (line.first is not None and line.first > term.first_day):
        return _new_term(line)
    if line.first is not None and line.first < term.first_day:
        problem = "masa bakti ini lebih tua daripada yang tercatat"
        return _fault("older_term", line.where, problem, "Hapus kolom mulai bila hanya ketuanya yang baru.")
    chair = next((seat for seat in seats_of(term) if seat.office == Office.KETUA), None)
    if line.chair is None or (chair and chair.digest == digest_of_name(line.chair.name)):
        return ""
    return CHAIR


def _others_of(line: Line, term: Term) -> list[tuple[Office, Chair, Seat | None]]:
    """Secretary and treasurer whom the row names otherwise than they sit, with who sits there now."""
    sitting = {seat.office: seat for seat in seats_of(term)}
    found = [(office, person, sitting.get(office.value)) for office, person in line.board]
    return [one for one in found if one[2] is None or one[2].digest != digest_of_name(one[1].name)]


def _new_term(line: Line) -> str | Finding:
    if line.first is None:
        return _fault(
            "no_first", line.where, "mulai masa bakti belum diisi", "Isi kolom mulai, misalnya 01/02/2024."
        )
    if not line.source:
        return _fault("term_source", line.where, "dasar belum diisi", "Isi nomor dan tanggal keputusannya.")
    if line.last is not None and line.last < line.first:
        return _fault("term_last", line.where, "berakhir sebelum mulai", "Periksa kedua tanggalnya.")
    return TERM


def _unknown_village(line: Line) -> Finding | None:
    if gazetteer().get(village_of(line.territory)) is not None:
        return None
    problem = f"{village_of(line.territory)} tidak ada dalam daftar wilayah"
    return _fault("village", line.where, problem, "Periksa kode desa/kelurahannya.")


# ---------- writing ----------


def write_down(hat: Holding | None, seen: Preview, territory: str) -> None:
    """Do what the preview says, in short transactions; begun again, it goes on. Chairs are counted once for
    each village and kind."""
    rows = sorted(seen.planned, key=lambda row: (village_of(row.line.territory), row.line.row))
    for village, group in groupby(rows, key=lambda row: village_of(row.line.territory)):
        _write_village(hat, village, [row for row in group if row.deeds])


def _write_village(hat: Holding | None, village: str, rows: Sequence[Planned]) -> None:
    if not rows:
        return
    counted: list[tuple[Line, Body]] = []
    batches = list(batched(rows, BATCH))
    for n, some in enumerate(batches, start=1):
        with transaction.atomic():
            counted += [(row.line, _write(hat, row)) for row in some]
            if n == len(batches):
                file_chairs(hat, village, {row.line.kind for row in rows if row.line.chair})
                _told(hat, village, rows)
    for key, group in _by_source(counted):
        record_households(hat, [_counted(line, body) for line, body in group], *key)


def _told(hat: Holding | None, village: str, rows: Sequence[Planned]) -> None:
    told: dict[str, Fact] = {
        deed.replace(" ", "_"): sum(deed in row.deeds for row in rows) for deed in (BODY, TERM, CHAIR, BOARD)
    }
    record(hat, "community.imported", "body", "", village, told)


def batched(rows: Sequence[Planned], size: int) -> Iterable[Sequence[Planned]]:
    return (rows[start : start + size] for start in range(0, len(rows), size))


def _write(hat: Holding | None, row: Planned) -> Body:
    line = row.line
    body = (
        add_body(hat, NewBody(line.kind, line.territory, line.source or NO_DECREE, line.name))
        if BODY in row.deeds
        else Body.objects.standing().get(kind=line.kind, territory=line.territory, name__iexact=line.name)
    )
    chair = [_newcomer(Office.KETUA, line.chair)] if line.chair else []
    others = [_newcomer(office, person) for office, person in line.board]
    if TERM in row.deeds and line.first is not None:
        begin_term(hat, body, NewTerm(line.first, line.source, line.last), [*chair, *others], file=False)
    elif CHAIR in row.deeds:
        _replace_chair(hat, body, chair[0])
    if BOARD in row.deeds:
        _replace_board(hat, body, line)
    return body


def _replace_chair(hat: Holding | None, body: Body, newcomer: Newcomer) -> None:
    """The row does not say since when; so the day on which it is written down."""
    today = today_in(body.territory)
    for seat in Seat.objects.sitting().filter(term__body=body, office=Office.KETUA.value):
        leave_seat(hat, seat, max(today, seat.first_day), Leaving.REPLACED, file=False)
    take_seat(hat, body, newcomer, file=False)


def _replace_board(hat: Holding | None, body: Body, line: Line) -> None:
    term = body.terms.filter(closed_on=None).first()
    assert term is not None
    today = today_in(body.territory)
    for office, person, before in _others_of(line, term):
        if before is not None:
            leave_seat(hat, before, max(today, before.first_day), Leaving.REPLACED, file=False)
        take_seat(hat, body, _newcomer(office, person), file=False)


def _newcomer(office: Office, person: Chair) -> Newcomer:
    return Newcomer(office, person.name, person.sex, phone=person.phone, period=person.period)


def _by_source(
    rows: Iterable[tuple[Line, Body]],
) -> Iterable[tuple[tuple[date, str], list[tuple[Line, Body]]]]:
    """Rows with families, together where day and source are the same."""
    grouped: dict[tuple[date, str], list[tuple[Line, Body]]] = {}
    for line, body in rows:
        if line.families is not None:
            grouped.setdefault((line.families.as_of, line.families.source), []).append((line, body))
    return grouped.items()


def _counted(line: Line, body: Body) -> Counted:
    assert line.families is not None
    return Counted(body, line.families.kk, line.families.poor)


def _fault(code: str, where: str, problem: str, advice: str) -> Finding:
    return Finding(f"community.{code}", where, problem, advice)
