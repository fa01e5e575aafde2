"""The annex of the decree: decided places with their agencies, beside the computed list."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Any

from berdaya.documents.paper import Paper, Signatory, Status
from berdaya.documents.tables import Sheet, for_paper
from berdaya.kernel.calendar import format_date
from berdaya.kernel.findings import Finding, Severity
from berdaya.rulebook.rules import Rule
from berdaya.targeting.printing.annex_tables import AnnexTables
from berdaya.targeting.printing.answers import Assigned, Json, Selected
from berdaya.targeting.printing.decree import ABOUT, UNFILLED, Decree, head_of, judge_decree


@dataclass(frozen=True)
class Annex:
    """All that the annex says. `on` dates a draft whose decree has no date yet."""

    selected: Selected
    assigned: Assigned
    needs: Mapping[str, Mapping[str, Fraction]]
    decree: Decree
    publication: Rule
    signs: Rule
    on: date

    @cached_property
    def tables(self) -> AnnexTables:
        return AnnexTables(self.selected, self.assigned, self.needs, self.publication, self.signs)

    @property
    def head(self) -> str:
        return self.decree.head or head_of(self.selected.district)

    def findings(self) -> list[Finding]:
        """What keeps the paper a draft."""
        return [
            *self.doubts,
            *judge_decree(self.decree, self.selected.data_day),
            *self._without_agency(),
            *self._other_places(),
        ]

    @property
    def doubts(self) -> tuple[Finding, ...]:
        """Why the figures may not be what the commands wrote: such a paper is a draft, whatever is asked."""
        return (*self.selected.doubts, *self.assigned.doubts)

    def _without_agency(self) -> list[Finding]:
        without = [row["name"] for row in self.selected.decided if row["code"] not in self.assigned.agency]
        if not without:
            return []
        words = ", ".join(without[:5]) + (f" dan {len(without) - 5} lainnya" if len(without) > 5 else "")
        where = f"{len(without)} tempat tanpa pendamping"
        advice = "Hitung ulang berdaya targeting assign dengan daftar yang diputuskan."
        return [Finding("annex.no_agency", where, words, advice, Severity.WARNING)]

    def _other_places(self) -> list[Finding]:
        others = sorted(set(self.assigned.agency) - {row["code"] for row in self.selected.decided})
        if not others:
            return []
        problem = f"{len(others)} tempat tidak ada dalam daftar yang diputuskan"
        advice = "Pakai pembagian yang dihitung dari daftar ini."
        return [Finding("annex.other_places", "pembagian", problem, advice, Severity.WARNING)]

    def paper(self) -> Paper:
        decree = self.decree
        years = f" Tahun {decree.years}" if decree.years else ""
        return Paper(
            kind="Lampiran Keputusan",
            title=f"Daftar Perangkat Daerah Pendamping\nDesa/Kelurahan Dampingan{years}",
            subtitle=decree.validity,
            office=self.head,
            number=decree.number,
            date=decree.date or self.on,
            dated=decree.date is not None,
            place=decree.place,
            short=f"Lampiran Keputusan {self.head} Nomor {decree.number or UNFILLED}",
            status=self._status(),
            code=f"LKD-{self.selected.list_digest(self.tables.shown)[:8].upper()}",
            signatories=(Signatory(title=self.head, name=decree.signatory or ""),),
        )

    def _status(self) -> Status | None:
        asked = self.decree.status
        if self.doubts and asked in (None, Status.COPY):
            return Status.DRAFT
        return asked or (Status.DRAFT if self.findings() else None)

    def values(self) -> dict[str, Any]:
        """What the template lays out."""
        tables, years = self.tables, self.decree.years
        about = f"{self.decree.about or ABOUT} di {self.selected.district}"
        recap = tables.recap()
        return {
            "of": f"Keputusan {self.head}",
            "date": self.decree.date,
            "about": about + (f" Tahun {years}" if years else ""),
            "table": for_paper(tables.main()),
            "decided": self._decided_words(),
            "changes": for_paper(tables.changes()) if self.selected.changes else None,
            "computed": self._computed() if self.selected.changes else [],
            "pins": [self._pin_words(pin) for pin in self.assigned.pins],
            "recap": [[name, n] for name, n in recap],
            "recap-words": f"{len(recap)} perangkat daerah mendampingi"
            f" {sum(n for _, n in recap)} desa/kelurahan.",
        }

    def _decided_words(self) -> str:
        if not self.selected.changes:
            return "Daftar yang diputuskan sama dengan daftar hasil hitungan."
        added = sum(change["action"] == "tambah" for change in self.selected.changes)
        dropped = len(self.selected.changes) - added
        return (
            f"Daftar hasil hitungan memuat {len(self.selected.answer['selected'])} tempat. Keputusan menambah"
            f" {added} dan mencabut {dropped}; alasan, pengusul dan rapatnya tercatat di bawah ini."
        )

    def _computed(self) -> list[dict[str, Any]]:
        """The computed list in rank order, one column of words for each stratum."""
        rows = self.tables.in_order(self.selected.answer["selected"])
        groups = []
        for stratum in ("desa", "kelurahan"):
            words = [[self._computed_words(row), ""] for row in rows if row["stratum"] == stratum]
            if words:
                groups.append({"label": f"{stratum.capitalize()}, menurut peringkat", "rows": words})
        return groups

    def _computed_words(self, row: Json) -> str:
        dropped = "" if self.selected.places[row["code"]]["decided"] else ", dicabut"
        rank = self.tables.rank(row)
        return f"{'–' if rank is None else f'{rank}.'} {row['name']} ({row['kecamatan']}){dropped}"

    def _pin_words(self, pin: Json) -> str:
        decree = f" ({pin['decree']})" if pin.get("decree") else ""
        return (
            f"{self.selected.title(pin['place'])}: {pin['agency']},"
            f" {pin.get('reason') or 'tanpa alasan tertulis'}{decree}"
        )

    def sheets(self) -> list[Sheet]:
        """The workbook: the annex itself, recapitulation, changes, and the computed list."""
        tables, main = self.tables, self.tables.main()
        changes = [tables.changes()] if self.selected.changes else []
        dated = replace(main, notes=(self._dated_words(), *main.notes))
        return [dated, tables.agencies(), *changes, tables.computed()]

    def _dated_words(self) -> str:
        """What the head of the printed annex says and that of a workbook has no room for."""
        day = format_date(self.decree.date) if self.decree.date else UNFILLED
        return f"Keputusan {self.head}. Tanggal: {day}. {self.decree.validity}."
