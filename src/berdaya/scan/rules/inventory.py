"""The words of the inventory of a village (programmes, problems), and what cannot be right in an entry."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from berdaya.kernel.findings import Finding, Severity
from berdaya.kernel.numbers import format_count
from berdaya.kernel.sexes import BySex


class Aspect(StrEnum):
    """The three aspects of the village scan."""

    ECONOMY = "ekonomi"
    SETTING = "lingkungan"
    SOCIAL = "sosial"


class Strategy(StrEnum):
    """The three strategies against extreme poverty."""

    BURDEN = "beban"
    INCOME = "pendapatan"
    POCKETS = "kantong"


class Source(StrEnum):
    """Who pays."""

    CENTRAL = "pusat"
    PROVINCE = "provinsi"
    DISTRICT = "kabupaten"
    VILLAGE = "desa"
    COMPANY = "perusahaan"
    ZAKAT = "zakat"
    CAMPUS = "kampus"
    NGO = "lsm"


class Unit(StrEnum):
    """What a target counts in."""

    FAMILIES = "kk"
    PEOPLE = "orang"
    GROUPS = "kelompok"
    UNITS = "unit"
    METRES = "m"


class Status(StrEnum):
    """How far a programme is."""

    PLANNED = "rencana"
    RUNNING = "berjalan"
    DONE = "selesai"
    STOPPED = "berhenti"


class Urgency(StrEnum):
    """How soon a problem wants an answer."""

    LOW = "1"
    MIDDLE = "2"
    HIGH = "3"


WORDS: Final[dict[StrEnum, str]] = {
    Aspect.ECONOMY: "Ekonomi",
    Aspect.SETTING: "Lingkungan dan infrastruktur",
    Aspect.SOCIAL: "Sosial",
    Strategy.BURDEN: "Mengurangi beban pengeluaran",
    Strategy.INCOME: "Meningkatkan pendapatan",
    Strategy.POCKETS: "Mengurangi kantong kemiskinan",
    Source.CENTRAL: "Pemerintah pusat",
    Source.PROVINCE: "Provinsi",
    Source.DISTRICT: "Kabupaten/kota",
    Source.VILLAGE: "Desa/kelurahan",
    Source.COMPANY: "Perusahaan (CSR/BUMN)",
    Source.ZAKAT: "Baznas/lembaga zakat",
    Source.CAMPUS: "Perguruan tinggi",
    Source.NGO: "LSM",
    Unit.FAMILIES: "KK",
    Unit.PEOPLE: "orang",
    Unit.GROUPS: "kelompok",
    Unit.UNITS: "unit",
    Unit.METRES: "meter",
    Status.PLANNED: "Rencana",
    Status.RUNNING: "Berjalan",
    Status.DONE: "Selesai",
    Status.STOPPED: "Berhenti",
    Urgency.LOW: "Dapat menunggu",
    Urgency.MIDDLE: "Tahun depan",
    Urgency.HIGH: "Sekarang",
}


def choices(words: type[StrEnum]) -> list[tuple[str, str]]:
    """The values of a list of words as a form and a table of choices want them."""
    return [(one.value, WORDS[one]) for one in words]


@dataclass(frozen=True, slots=True)
class Amounts:
    """What an entry says in numbers; None = not known. Rupiah are whole."""

    unit: Unit
    status: Status
    budget: int | None = None
    planned: int | None = None
    realised: int | None = None
    people: BySex | None = None


def faults(given: Amounts) -> list[Finding]:
    """What cannot be right (blocks) and what somebody should look at."""
    found = []
    if given.status is Status.PLANNED and given.realised:
        advice = "Ubah keadaan menjadi berjalan, atau kosongkan realisasi."
        found.append(_fault("planned_realised", "masih rencana tetapi sudah ada realisasi", advice))
    if given.status is Status.DONE and given.realised is None:
        advice = "Isi realisasi; 0 bila tidak ada yang terlaksana."
        found.append(_fault("done_unknown", "sudah selesai tetapi realisasi belum diisi", advice))
    if given.planned is not None and given.realised is not None and given.realised > given.planned:
        problem = f"realisasi {format_count(given.realised)} lebih dari target {format_count(given.planned)}"
        found.append(_look("over_plan", problem, "Periksa kedua angka pada sumbernya."))
    if _people_differ(given):
        problem = "penerima L + P tidak sama dengan realisasi orang"
        found.append(_look("people", problem, "Periksa kedua angka pada sumbernya."))
    return found


def _people_differ(given: Amounts) -> bool:
    return (
        given.unit is Unit.PEOPLE
        and given.people is not None
        and given.realised is not None
        and given.people.total != given.realised
    )


def _fault(code: str, problem: str, advice: str) -> Finding:
    return Finding(f"scan.programme_{code}", "program ini", problem, advice)


def _look(code: str, problem: str, advice: str) -> Finding:
    return Finding(f"scan.programme_{code}", "program ini", problem, advice, Severity.WARNING)
