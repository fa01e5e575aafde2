"""What a table of proposals would change. The same table again changes nothing: a row is known by its
registration number, else by proposer, name, place and cost.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import groupby
from typing import Final

from berdaya.access.clock import today_in
from berdaya.access.models import Holding
from berdaya.deliberation import doors
from berdaya.deliberation.exchange_lines import Line, Lines
from berdaya.deliberation.models import Cycle, Proposal
from berdaya.deliberation.rules.proposing import Facts, Unit, most_of, practice_on, proposal_faults
from berdaya.deliberation.rules.states import move_faults
from berdaya.deliberation.services.moving import may_move
from berdaya.deliberation.table_cells import WithFaults
from berdaya.kernel.findings import Finding, Severity
from berdaya.kernel.numbers import format_rupiah
from berdaya.plan.doors import kamus_on


class Deed(StrEnum):
    """What becomes of a row."""

    NEW = "baru"
    DRAFT = "draf"
    MOVE = "pindah"
    SAME = "sama"

    @property
    def words(self) -> str:
        return _DEEDS[self]


_DEEDS: Final = {
    Deed.NEW: "usulan baru",
    Deed.DRAFT: "draf baru, belum lengkap",
    Deed.MOVE: "keadaan baru",
    Deed.SAME: "sudah tercatat",
}


@dataclass(frozen=True, slots=True)
class Planned:
    """One row and what it would do; `proposal` where it is known already."""

    line: Line
    deed: Deed
    words: str
    proposal: Proposal | None = None


@dataclass(slots=True)
class Preview(WithFaults):
    """A table compared with what is recorded."""

    lines: Lines
    planned: list[Planned] = field(default_factory=list)
    faults: list[tuple[int, Finding]] = field(default_factory=list)

    def count(self, deed: Deed) -> int:
        return sum(one.deed is deed for one in self.planned)

    @property
    def changes(self) -> bool:
        return any(one.deed is not Deed.SAME for one in self.planned)


def remarks(seen: Preview) -> dict[int, str]:
    """What stands beside each row: what became of it, then what is wrong with it."""
    told = {one.line.row: one.words for one in seen.planned}
    for number, finding in seen.faults:
        words = f"{finding.problem}. {finding.advice}"
        told[number] = f"{told.get(number, '')}; {words}".strip("; ")
    return told


def compared(hat: Holding, cycle: Cycle, lines: Lines) -> Preview:
    """What each good row would do to what is recorded in the years of these villages."""
    seen = Preview(lines, faults=list(lines.faults))
    years = cycles_of(cycle)
    known = _Known(years.values())
    for line in lines.good:
        found = _planned(hat, years, known, line)
        seen.faults += [(line.row, one) for one in found if isinstance(one, Finding)]
        seen.planned += [one for one in found if isinstance(one, Planned)]
    seen.faults += list(_rank_faults(seen.planned, known))
    return seen


def cycles_of(cycle: Cycle) -> dict[str, Cycle]:
    """The year of the village itself; for a kecamatan the same year of its villages."""
    if doors.is_village(cycle.territory):
        return {cycle.territory: cycle}
    below = Cycle.objects.within(cycle.territory).filter(plan_year=cycle.plan_year)
    return {one.territory: one for one in below if doors.is_village(one.territory)}


class _Known:
    """The proposals of some years, by number and by what makes a row the same again."""

    def __init__(self, cycles: Iterable[Cycle]) -> None:
        mine = list(cycles)
        rows = Proposal.objects.filter(cycle__in=mine).select_related("cycle", "item")
        self.by_number: dict[tuple[str, str], Proposal] = {}
        self.by_content: dict[tuple[object, ...], Proposal] = {}
        for one in rows:
            village = one.cycle.territory
            if one.number is not None:
                self.by_number[village, one.label] = one
            self.by_content[content_key(village, doors.unit_of(one), doors.facts_of(one))] = one
        self.lists = {cycle.territory: doors.lists_of(cycle) for cycle in mine}

    def ranked(self, village: str, unit: Unit) -> list[Proposal]:
        found = (one for one in self.lists.get(village, []) if doors.unit_of(one) == unit)
        return [item.proposal for one in found for item in one.items.all()]

    def handed(self, village: str, unit: Unit) -> bool:
        found = (one for one in self.lists.get(village, []) if doors.unit_of(one) == unit)
        return any(one.handed_at is not None for one in found)


def content_key(village: str, unit: Unit, facts: Facts) -> tuple[object, ...]:
    title, place = (" ".join(text.casefold().split()) for text in (facts.title, facts.place))
    return (village, unit.territory, unit.body.casefold(), title, place, facts.cost)


def _planned(hat: Holding, years: Mapping[str, Cycle], known: _Known, line: Line) -> list[Planned | Finding]:
    if line.village not in years:
        advice = "Buka tahun rencana itu di kelurahannya dahulu."
        return [_fault(line, "no_year", "kelurahan ini belum membuka tahun rencana ini", advice)]
    if line.number:
        proposal = known.by_number.get((line.village, line.number))
        if proposal is None:
            advice = "Periksa nomornya, atau kosongkan bila usulan ini baru."
            return [_fault(line, "number", "nomor usulan tidak dikenal dalam tahun rencana ini", advice)]
        return _known_row(hat, line, proposal)
    if line.unit is None:
        advice = "Isi kolom pengusul, misalnya RT 003/RW 002 atau nama kelompok."
        return [_fault(line, "no_unit", "pengusulnya tidak disebut", advice)]
    same = known.by_content.get(content_key(line.village, line.unit, line.facts))
    if same is not None:
        return _known_row(hat, line, same)
    return _new_row(hat, years[line.village], known, line, line.unit)


def _known_row(hat: Holding, line: Line, proposal: Proposal) -> list[Planned | Finding]:
    """A proposal that is recorded: perhaps it stands elsewhere now; its content is not changed by a table."""
    told: list[Planned | Finding] = []
    if differs := list(_differences(line.facts, proposal)):
        problem = f"isinya berbeda dari yang tercatat: {'; '.join(differs)}"
        told.append(
            _fault(line, "differs", problem, "Isi tercatat tidak diubah oleh tabel.", Severity.WARNING)
        )
    said = f"{Deed.SAME.words} sebagai {proposal.label}"
    if line.state is None or line.state is proposal.standing:
        return [*told, Planned(line, Deed.SAME, said, proposal)]
    faults = list(move_faults(proposal.standing, line.state, line.reason, line.words, line.target))
    if not faults and line.state not in may_move(hat, proposal):
        advice = "Langkah ini milik tingkat lain; minta kantor itu mencatatnya."
        faults = [_fault(line, "not_yours", f"Anda tidak dapat menjadikannya {line.state.words}", advice)]
    if faults:
        told += [Finding(f.code, line.where, f.problem, _in_a_table(f), f.severity) for f in faults]
        return told
    words = f"{proposal.label}: {proposal.standing.words} menjadi {line.state.words}"
    return [*told, Planned(line, Deed.MOVE, words, proposal)]


def _in_a_table(fault: Finding) -> str:
    """The remedy where it is a table that asks: nothing there can be loaded anew."""
    if fault.code == "deliberation.no_way":
        return "Kosongkan kolom status, atau tulis keadaan yang memang menyusul."
    return fault.advice


def _differences(facts: Facts, proposal: Proposal) -> Iterator[str]:
    if facts.title and facts.title.casefold() != proposal.title.casefold():
        yield "nama usulan"
    if facts.cost is not None and proposal.cost is not None and facts.cost != proposal.cost:
        yield f"anggaran {format_rupiah(facts.cost)}, tercatat {format_rupiah(proposal.cost)}"
    if facts.volume is not None and proposal.volume is not None and facts.volume != proposal.volume:
        yield "volume"
    if facts.place and proposal.place and facts.place.casefold() != proposal.place.casefold():
        yield "lokasi"


def _new_row(hat: Holding, cycle: Cycle, known: _Known, line: Line, unit: Unit) -> list[Planned | Finding]:
    if not unit.known or not doors.acts_for(hat, unit):
        advice = "Tabel dicatat oleh operator kelurahan atas nama pengusulnya."
        return [_fault(line, "not_your_unit", "Anda tidak menulis untuk pengusul ini", advice)]
    facts, told = _with_kamus(line, cycle)
    missing = proposal_faults(facts, line.where)
    if any(one.code in ("deliberation.zero", "deliberation.poor") for one in missing):
        return [*told, *missing]
    if not missing and known.handed(cycle.territory, unit):
        advice = "Buka kembali daftarnya di Daftar masuk, lalu unggah lagi."
        return [_fault(line, "handed", f"daftar {doors.unit_title(unit)} sudah diserahkan", advice)]
    if missing:
        names = ", ".join(one.where.rpartition(": ")[2] for one in missing)
        problem, advice = f"belum lengkap ({names}); disimpan sebagai draf", "Lengkapi di kantor ini."
        told.append(_fault(line, "draft", problem, advice, Severity.WARNING))
    deed = Deed.DRAFT if missing else Deed.NEW
    return [*told, Planned(replace(line, facts=facts), deed, f"{deed.words} dari {doors.unit_title(unit)}")]


def _with_kamus(line: Line, cycle: Cycle) -> tuple[Facts, list[Planned | Finding]]:
    """An item of the kamus brings its menu and unit; a code that nobody knows is told and left out."""
    facts = line.facts
    if not facts.item:
        return facts, []
    item = kamus_on(cycle.territory, today_in(cycle.territory)).item(facts.item)
    if item is None:
        problem, advice = "kode kamus tidak dikenal", "Periksa kodenya, atau isi kolom di_luar_kamus."
        told = _fault(line, "kamus", problem, advice, Severity.WARNING)
        return replace(facts, item=""), [told]
    return replace(facts, menu=item.menu, unit=item.unit), []


def _rank_faults(planned: Iterable[Planned], known: _Known) -> Iterator[tuple[int, Finding]]:
    """Two rows of one unit at one rank; more rows than a list holds."""
    new = sorted((one for one in planned if one.deed is Deed.NEW), key=by_unit)
    for _, rows in groupby(new, key=by_unit):
        group = list(rows)
        unit = group[0].line.unit
        assert unit is not None
        ranks: dict[int, Line] = {}
        for one in group:
            first = ranks.setdefault(one.line.rank, one.line) if one.line.rank is not None else one.line
            if first is not one.line:
                advice = "Beri setiap usulan peringkat sendiri."
                yield (
                    one.line.row,
                    _fault(one.line, "rank_twice", f"peringkat {one.line.rank} dua kali", advice),
                )
        most = most_of(unit, practice_on(today_in(unit.territory)))
        before = known.ranked(doors.village_of(unit.territory), unit)
        for one in in_rank(group)[max(0, most - len(before)) :]:
            problem = f"melebihi {most} usulan {doors.unit_title(unit)}; dicatat di luar daftar"
            advice = "Atur peringkatnya di halaman daftar."
            yield one.line.row, _fault(one.line, "too_many", problem, advice, Severity.WARNING)


def by_unit(one: Planned) -> tuple[str, str, str]:
    unit = one.line.unit
    return (one.line.village, unit.territory if unit else "", unit.body if unit else "")


def in_rank(group: Iterable[Planned]) -> list[Planned]:
    return sorted(group, key=lambda one: (one.line.rank is None, one.line.rank or 0, one.line.row))


def _fault(line: Line, code: str, problem: str, advice: str, severity: Severity = Severity.ERROR) -> Finding:
    return Finding(f"exchange.{code}", line.where, problem, advice, severity)
