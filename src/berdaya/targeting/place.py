"""What this room knows of a place: whether it is assisted, by whom, and why."""

from typing import Final

from django.urls import reverse

from berdaya.access.clock import today_in
from berdaya.access.doors import allowed
from berdaya.access.models import Holding
from berdaya.access.rules.rights import Right
from berdaya.kernel.calendar import format_date
from berdaya.kernel.numbers import format_decimal
from berdaya.kernel.offers import Fact, Section
from berdaya.targeting import doors
from berdaya.targeting.doors import ResultRow
from berdaya.targeting.models import AssignedPlace, Decree

FIRM: Final = {
    "inti": "terpilih di hampir semua hitungan uji",
    "ambang": "terpilih di sebagian hitungan uji saja",
    "luar": "hampir tidak pernah terpilih dalam hitungan uji",
}


def sections_for(hat: Holding, code: str) -> list[Section]:
    """One section under the decree that holds; none without a decree, or where it does not reach."""
    parts = code.split(".")
    if len(parts) < 2 or not allowed(hat, Right.TARGETING_SEE, code).allowed:
        return []
    decree = doors.decree_in_force(".".join(parts[:2]), today_in(code))
    if decree is None:
        return []
    if len(parts) < 4:
        return _of_many(hat, decree, code)
    return _of_village(hat, decree, ".".join(parts[:4]))


def _of_many(hat: Holding, decree: Decree, code: str) -> list[Section]:
    rows = [
        row
        for row in doors.results_of(decree.discussion.computation)
        if (row.code + ".").startswith(code + ".")
    ]
    chosen = sum(row.decided for row in rows)
    if not rows:
        return []
    return [
        Section(
            heading=f"{chosen} dari {len(rows)} desa dan kelurahan didampingi",
            facts=(_of_decree(decree),),
            address=_page(hat, decree),
            button="Lihat daftarnya",
        )
    ]


def _of_village(hat: Holding, decree: Decree, code: str) -> list[Section]:
    row = next((one for one in doors.results_of(decree.discussion.computation) if one.code == code), None)
    if row is None:
        return []
    lead = doors.lead_of(decree, code)
    return [
        Section(
            heading="Didampingi menurut keputusan" if row.decided else "Tidak termasuk daftar dampingan",
            facts=tuple(_facts(hat, decree, row, lead)),
            address=f"{_page(hat, decree)}?tempat={code}#mengapa"
            if doors.sees_run(hat, decree)
            else reverse("targeting-village", args=[code]),
            button=f"Mengapa {row.stratum} ini?",
        )
    ]


def _facts(hat: Holding, decree: Decree, row: ResultRow, lead: AssignedPlace | None) -> list[Fact]:
    computation = decree.discussion.computation
    size = computation.desa if row.stratum == "desa" else computation.kelurahan
    facts = [Fact("Peringkat", f"{row.rank} dari {size} {row.stratum}", _changed(row))]
    if lead is not None:
        address = reverse("targeting-assignment", args=[decree.run_id]) if doors.sees_run(hat, decree) else ""
        facts.insert(0, Fact("Pendamping", lead.agency_name, "perangkat daerah utama", address))
    if row.idm is not None:
        facts.append(Fact(computation.index_words, format_decimal(row.idm, 4)))
    facts.append(Fact("Keteguhan", row.firmness.capitalize(), FIRM[row.firmness]))
    return [*facts, _of_decree(decree)]


def _changed(row: ResultRow) -> str:
    return {"tambah": "ditambahkan forum", "cabut": "dicabut forum"}.get(row.change or "", "")


def _of_decree(decree: Decree) -> Fact:
    until = f"berlaku sampai {format_date(decree.valid_to)}"
    return Fact("Keputusan", f"Nomor {decree.number}", until, _public(decree))


def _page(hat: Holding, decree: Decree) -> str:
    return reverse("targeting-run", args=[decree.run_id]) if doors.sees_run(hat, decree) else _public(decree)


def _public(decree: Decree) -> str:
    return reverse("targeting-public", args=[decree.slug])
