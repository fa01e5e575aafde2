"""What a table of answers would do: each row beside its proposal, with what speaks against it.

A row that says what is recorded already changes nothing, so that the same table may come twice.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from berdaya.access.models import Holding
from berdaya.access.places import place_titles
from berdaya.deliberation import answer_doors, upward_doors
from berdaya.deliberation.answer_lines import CHANGED
from berdaya.deliberation.answer_rows import AnswerLine, AnswerLines, village_name
from berdaya.deliberation.models import AnswerTable, BookingTable, Move, Proposal
from berdaya.deliberation.rules.states import ANSWERED, State, Target, move_faults
from berdaya.deliberation.rules.upward import Answering, Asked, answer_faults, changed
from berdaya.deliberation.services.answering import may_answer
from berdaya.deliberation.services.moving import own_matter
from berdaya.deliberation.table_cells import WithFaults
from berdaya.documents.remarks import with_remarks
from berdaya.kernel.findings import Finding, Refused, Severity
from berdaya.kernel.numbers import format_rupiah

_FAR = 10


@dataclass(frozen=True, slots=True)
class Planned:
    """One row and the answer that it gives; None when it is recorded already."""

    line: AnswerLine
    proposal: Proposal
    given: Answering | None
    words: str


@dataclass(slots=True)
class Preview(WithFaults):
    """A table of answers compared with what is recorded."""

    lines: AnswerLines
    planned: list[Planned] = field(default_factory=list)
    faults: list[tuple[int, Finding]] = field(default_factory=list)

    @property
    def answers(self) -> list[Planned]:
        return [one for one in self.planned if one.given is not None]

    @property
    def amount(self) -> int:
        """Rupiah that the table gives altogether."""
        return sum(one.given.amount or 0 for one in self.answers if one.given and one.given.to in ANSWERED)


def remarks(seen: Preview) -> dict[int, str]:
    """What stands beside each row: what becomes of it, then what is wrong with it."""
    told = dict.fromkeys(seen.lines.blank, "belum dijawab; dilewati")
    told |= {one.line.row: one.words for one in seen.planned}
    for number, finding in seen.faults:
        words = f"{finding.problem}. {finding.advice}"
        told[number] = f"{told.get(number, '')}; {words}".strip("; ")
    return told


def with_remarks_of(seen: Preview, brought: AnswerTable | BookingTable) -> bytes:
    """The same rows with `Keterangan`; after the writing with what became of each."""
    said = remarks(seen)
    if brought.written_at is not None:
        for row in brought.written.select_related("proposal__cycle"):
            said[row.line] = f"tercatat: {row.proposal.label}, {row.proposal.standing.words}"
    return with_remarks(seen.lines.table, said)


Rule = Callable[[Holding, AnswerLine, Proposal], tuple[Planned, list[Finding]]]


def compared(hat: Holding, year: int, lines: AnswerLines, rule: Rule | None = None) -> Preview:
    """What each good row would answer; `rule`: for tables of another kind."""
    judge = rule or _planned
    seen = Preview(lines, faults=list(lines.faults))
    known = answer_doors.numbered(hat, year, {line.label[1] for line in lines.good})
    titles = place_titles(one.cycle.territory for one in known)
    first: dict[int, AnswerLine] = {}
    for line in lines.good:
        found = _found(line, year, known, titles)
        if isinstance(found, Finding):
            seen.faults.append((line.row, found))
            continue
        if first.setdefault(found.pk, line) is not line:
            problem = f"usulan ini sudah dijawab di {first[found.pk].where}"
            seen.faults.append((line.row, _fault(line, "twice", problem, "Sisakan satu baris.")))
            continue
        planned, faults = judge(hat, line, found)
        seen.faults += [(line.row, one) for one in faults]
        if not any(one.severity is Severity.ERROR for one in faults):
            seen.planned.append(planned)
    return seen


def _found(
    line: AnswerLine, year: int, known: Iterable[Proposal], titles: dict[str, str]
) -> Proposal | Finding:
    """The proposal of that number in that village. The code decides, else the name."""
    same = [one for one in known if (year, one.number) == line.label]
    if line.code:
        same = [one for one in same if one.cycle.territory == line.code]
    elif line.village:
        same = [one for one in same if village_name(titles[one.cycle.territory]) == line.village]
    if not same:
        advice = "Salin nomor dan wilayahnya dari tabel unduhan tahun rencana ini."
        return _fault(line, "number", "nomor usulan tidak dikenal dalam tahun rencana ini", advice)
    if len(same) > 1:
        problem = "nomor itu ada di beberapa kelurahan atau desa"
        return _fault(line, "village", problem, "Isi kolom kode_wilayah dari tabel unduhan.")
    return same[0]


def _planned(hat: Holding, line: AnswerLine, one: Proposal) -> tuple[Planned, list[Finding]]:
    asked = upward_doors.asked_of(one)
    given = _given(line, asked)
    if _recorded(one, line):
        return Planned(line, one, None, f"sudah tercatat: {one.label}, {one.standing.words}"), []
    faults = [
        Finding(f.code, line.where, f"{f.where} {f.problem}".strip(), f.advice, f.severity)
        for f in _against(hat, one, given)
    ]
    if not faults:
        faults = [*_unchanged(line, given, asked), *odd(line, one, given, asked)]
    return Planned(line, one, given, deed_words(one, given, asked)), faults


def _given(line: AnswerLine, asked: Asked) -> Answering:
    """As a form would bring it: an empty amount or volume is what was asked for."""
    takes = line.to in ANSWERED
    return Answering(
        to=line.to,
        amount=(asked.amount if line.amount is None else line.amount) if takes else None,
        volume=(asked.volume if line.volume is None else line.volume) if takes else None,
        code=line.activity_code,
        activity=line.activity,
        reason=line.reason if not takes else "",
        words=line.words,
        target=line.target if line.to is State.ROUTED else "",
        agency=line.agency,
    )


def _recorded(one: Proposal, line: AnswerLine) -> bool:
    """Is this very answer the last one of that kind, and the proposal no longer waits for another?"""
    last = upward_doors.last_answer(one)
    if last is None or last.after != line.to.value or one.state != line.to.value:
        return False
    if line.to in ANSWERED:
        return same_gift(one, last, line) and line.activity == last.answer.activity
    return (line.reason, line.words) == (last.reason, last.words)


def same_gift(one: Proposal, last: Move, line: AnswerLine) -> bool:
    """Does an answer that was given say the amount and volume of a row?"""
    same_amount = last.answer.amount == (_asked_before(one, last) if line.amount is None else line.amount)
    return same_amount and line.volume in (None, last.answer.volume)


def _asked_before(one: Proposal, last: Move) -> int | None:
    """What an empty amount meant when that answer was given."""
    before = [move.answer.amount for move in one.moves.all() if move.pk < last.pk and hasattr(move, "answer")]
    return next(filter(None, before), one.cost)


def _against(hat: Holding, one: Proposal, given: Answering) -> Iterator[Finding]:
    """What the answer by hand would refuse, in its order."""
    if not own_matter(hat, one):
        problem = f"{one.label} dialamatkan kepada {one.agency or 'tingkat lain'}, bukan kepada Anda"
        advice = "Hapus barisnya; hubungi Bappeda bila alamatnya keliru."
        yield Finding("answers.other_agency", "", problem, advice)
        return
    ways = may_answer(hat, one)
    if State.ACCEPTED not in ways:
        problem = f"{one.label} sudah {one.standing.words}"
        if one.granted:
            problem += f", {format_rupiah(one.granted)}"
        advice = "Hapus barisnya, atau buka usulannya bila jawabannya perlu diubah."
        yield Finding("answers.answered", "", problem, advice)
        return
    if given.to not in ways:
        problem = f"{one.label} tidak dapat menjadi {given.to.words} dari {one.standing.words}"
        yield Finding("answers.way", "", problem, "Pilih jawaban lain, atau buka usulannya.")
        return
    faults = list(answer_faults(given, upward_doors.asked_of(one)))
    yield from faults or move_faults(one.standing, given.to, given.reason, given.words, given.target)
    if given.to is State.ROUTED and given.target == Target.AGENCY and given.agency:
        try:
            upward_doors.named_agency(one.territory, given.agency)
        except Refused as refused:
            yield from refused.findings


def _unchanged(line: AnswerLine, given: Answering, asked: Asked) -> Iterator[Finding]:
    """`diubah` where nothing is."""
    if line.word == CHANGED and not changed(given, asked):
        advice = "Isi jumlah_disetujui atau volume_disetujui, atau tulis diterima."
        yield _fault(line, "unchanged", "diubah, tetapi jumlah dan volumenya sama", advice)


def odd(line: AnswerLine, one: Proposal, given: Answering, asked: Asked) -> Iterator[Finding]:
    """What does not speak for itself: a name that differs, zeros too many."""
    if line.title and " ".join(line.title.casefold().split()) != " ".join(one.title.casefold().split()):
        problem = "nama usulan berbeda dari yang tercatat pada nomor itu"
        advice = "Periksa apakah barisnya tergeser."
        yield _fault(line, "title", problem, advice, Severity.WARNING)
    if given.amount and asked.amount and not asked.amount <= given.amount * _FAR <= asked.amount * _FAR**2:
        problem = f"{format_rupiah(given.amount)} jauh dari biaya usulan {format_rupiah(asked.amount)}"
        yield _fault(line, "far", problem, "Periksa jumlah nolnya.", Severity.WARNING)


def deed_words(one: Proposal, given: Answering, asked: Asked) -> str:
    if given.to not in ANSWERED:
        return f"{one.label} menjadi {given.to.words}"
    much = format_rupiah(given.amount or 0)
    if changed(given, asked):
        much += f", diubah dari {format_rupiah(asked.amount)}" if given.amount != asked.amount else ", diubah"
    return f"{one.label} menjadi {given.to.words}, {much}"


def _fault(
    line: AnswerLine, code: str, problem: str, advice: str, severity: Severity = Severity.ERROR
) -> Finding:
    return Finding(f"answers.{code}", line.where, problem, advice, severity)
