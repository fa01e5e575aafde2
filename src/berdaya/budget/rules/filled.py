"""What must be filled in: G01, G08, G12, G28."""

from collections.abc import Iterator
from typing import Final

from berdaya.budget.rules.case import Case
from berdaya.budget.rules.record import FACTORS, Malformed, Unread, is_empty
from berdaya.budget.rules.verdicts import Verdict, failed, passed, unknown

# The sixteen fields of the form: key in the record, attribute, words.
FIELDS: Final = (
    ("perangkat_daerah", "office", "Nama perangkat daerah"),
    ("unit_organisasi", "unit", "Unit organisasi"),
    ("tahun_anggaran", "year", "Tahun anggaran"),
    ("program", "program", "Program"),
    ("kegiatan", "activity", "Kegiatan"),
    ("sub_kegiatan", "sub_activity", "Subkegiatan"),
    ("tujuan", "purpose", "Tujuan subkegiatan"),
    ("kode_isian", "code", "Kode subkegiatan"),
    ("data", "data", "Data pembuka wawasan"),
    ("faktor", "factors", "Faktor kesenjangan"),
    ("sebab_internal", "internal", "Sebab kesenjangan internal"),
    ("sebab_eksternal", "external", "Sebab kesenjangan eksternal"),
    ("tolok_ukur", "yardstick", "Tolok ukur"),
    ("keluaran", "outputs", "Keluaran"),
    ("hasil", "outcomes", "Hasil"),
    ("jumlah_anggaran", "total", "Jumlah anggaran"),
    ("rencana_aksi", "activities", "Rencana aksi"),
)


def g01(case: Case) -> Iterator[Verdict]:
    """Every field of the form holds something, and something of its kind."""
    unread = []
    faults = 0
    for key, attribute, words in FIELDS:
        value = getattr(case.it, attribute)
        if isinstance(value, Unread):
            unread.append(words)
        elif (fault := _fault(case, value)) is not None:
            faults += 1
            yield failed("G01", key, fault[0], fault[1], f"{words}: {fault[2]}")
    if unread:
        yield unknown("G01", "formulir", "belum dibaca: " + ", ".join(unread))
    elif not faults:
        yield passed("G01", "formulir", f"{len(FIELDS)} isian terisi")


def _fault(case: Case, value: object) -> tuple[str, str, str] | None:
    if isinstance(value, Malformed):
        return (
            value.raw,
            "bilangan bulat, bukan negatif, tanpa pecahan",
            "tulis angka saja, misalnya 25.000.000.",
        )
    if is_empty(value) or value == {} or value in (0, "0"):
        return "kosong", "terisi", "isi menurut analisis gender."
    if isinstance(value, str) and len(value) > case.law.limits.longest_field:
        return (
            f"{len(value)} tanda",
            f"paling banyak {case.law.limits.longest_field}",
            "ringkas; lampirkan naskah panjang.",
        )
    return None


def g08(case: Case) -> Iterator[Verdict]:
    """Access, participation, control and benefit are each stated."""
    if isinstance(case.it.factors, Unread):
        yield unknown("G08", "faktor")
        return
    said = 0
    for name, words in FACTORS.items():
        factor = case.it.factors.get(name)
        if factor is None and case.it.factors:
            yield unknown("G08", f"faktor.{name}")
        elif factor is None or is_empty(factor.text):
            yield failed("G08", f"faktor.{name}", "kosong", f"pernyataan tentang {words.lower()}", _ADVICE)
        else:
            said += 1
    if said == len(FACTORS):
        yield passed("G08", "faktor", "4 faktor dinyatakan")


_ADVICE: Final = (
    "Nyatakan selisih laki-laki dan perempuan, atau tulis tidak ada kesenjangan disertai datanya."
)


def g12(case: Case) -> Iterator[Verdict]:
    """At least one cause inside the organisation and one in society."""
    for key, causes in (("sebab_internal", case.it.internal), ("sebab_eksternal", case.it.external)):
        if isinstance(causes, Unread):
            yield unknown("G12", key)
        elif causes:
            yield passed("G12", key, f"{len(causes)} sebab")
        else:
            side = "di dalam organisasi" if key == "sebab_internal" else "di masyarakat"
            yield failed("G12", key, "kosong", "paling sedikit satu", f"Sebut satu sebab {side}.")


def g28(case: Case) -> Iterator[Verdict]:
    """Who is responsible, where and when it was signed."""
    for key, value, words in (
        ("penanggung_jawab", case.it.responsible, "nama penanggung jawab"),
        ("tempat", case.it.place, "tempat"),
        ("tanggal", case.it.signed_on, "tanggal"),
    ):
        if isinstance(value, Unread):
            yield unknown("G28", key)
        elif value:
            yield passed("G28", key, "terisi")
        else:
            yield failed("G28", key, "kosong", f"{words} terisi", f"Isi {words} sebelum diajukan.")
