"""The parts in which a statement is written, in the order of the analysis: what each asks, field by field."""

from dataclasses import dataclass
from typing import Final

from berdaya.budget.rules.record import FACTORS, LEVELS

LONG, SHORT, COUNT, RUPIAH, YEAR, CHOICE, LINKS = (
    "long",
    "short",
    "count",
    "rupiah",
    "year",
    "choice",
    "links",
)


@dataclass(frozen=True, slots=True)
class Cell:
    """One field. Of a choice or of links, `of` says where the offered values come from."""

    key: str
    label: str
    kind: str = SHORT
    of: str = ""
    help_text: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of one list. `path` is its place in the record, `stem` what keys of its rows begin with."""

    path: tuple[str, ...]
    title: str
    row: str
    cells: tuple[Cell, ...]
    stem: str = ""
    ask: str = ""

    @property
    def name(self) -> str:
        return "-".join(self.path)

    @property
    def main(self) -> str:
        """The cell that a row is named by; a row without it is none."""
        return self.cells[0].key


@dataclass(frozen=True, slots=True)
class Part:
    """One step of the wizard: one idea. `names` are the fields of the record that it writes."""

    slug: str
    title: str
    ask: str
    names: tuple[str, ...]
    texts: tuple[Cell, ...] = ()
    tables: tuple[Table, ...] = ()
    checks: str = ""

    @property
    def derives(self) -> bool:
        """Does it show names that come from the code?"""
        return "program" in self.names


_CAUSE: Final = (
    Cell("teks", "Sebab", LONG),
    Cell("faktor", "Menerangkan faktor", LINKS, "factors"),
)
_TARGET: Final = (
    Cell("nilai", "Target"),
    Cell("satuan", "Satuan"),
    Cell("L", "L", COUNT),
    Cell("P", "P", COUNT),
)

PARTS: Final = (
    Part(
        "identitas",
        "Identitas",
        "Siapa yang menyusun, dan siapa yang bertanggung jawab?",
        (
            "perangkat_daerah", "unit_organisasi", "kota", "program", "kegiatan", "sub_kegiatan",
            "penanggung_jawab", "jabatan", "nip", "tempat", "tanggal",
        ),
        (
            Cell("perangkat_daerah", "Perangkat daerah"),
            Cell("unit_organisasi", "Unit organisasi"),
            Cell("kota", "Kabupaten atau kota"),
            Cell("penanggung_jawab", "Penanggung jawab", help_text="Nama yang dicetak di bawah naskah."),
            Cell("jabatan", "Jabatan"),
            Cell("nip", "NIP"),
            Cell("tempat", "Tempat"),
            Cell("tanggal", "Tanggal", help_text="Misalnya 16 Oktober 2026."),
        ),
        checks="G01 G02 G28",
    ),
    Part(
        "data",
        "Data pembuka wawasan",
        "Apa yang diketahui tentang laki-laki dan perempuan yang dilayani?",
        ("data",),
        tables=(
            Table(
                ("data",),
                "Data",
                "data",
                (
                    Cell("label", "Apa yang dihitung"),
                    Cell("L", "L", COUNT),
                    Cell("P", "P", COUNT),
                    Cell("total", "Jumlah", COUNT),
                    Cell("unit", "Satuan"),
                    Cell("tahun", "Tahun", YEAR),
                    Cell("sumber", "Sumber"),
                ),
            ),
        ),
        checks="G04 G05 G06 G07 G27 G32",
    ),
    Part(
        "faktor",
        "Faktor kesenjangan",
        "Di mana laki-laki dan perempuan berbeda? Sebut angkanya, atau tulis bahwa tidak ada kesenjangan.",
        ("faktor",),
        checks="G08 G09 G10 G11",
    ),
    Part(
        "sebab",
        "Sebab kesenjangan",
        "Mengapa mereka berbeda? Satu sebab satu baris.",
        ("sebab_internal", "sebab_eksternal"),
        tables=(
            Table(
                ("sebab_internal",), "Sebab internal", "sebab internal", _CAUSE, "internal",
                "Di dalam kantor: aturan, pegawai, data, anggaran, sikap.",
            ),
            Table(
                ("sebab_eksternal",), "Sebab eksternal", "sebab eksternal", _CAUSE, "eksternal",
                "Di masyarakat: adat, anggapan, peran, lingkungan.",
            ),
        ),
        checks="G12 G13",
    ),
    Part(
        "tujuan",
        "Tujuan yang dirumuskan ulang",
        "Apa yang berubah, bagi siapa, supaya kesenjangan itu berkurang?",
        ("tujuan", "tolok_ukur", "gedsi"),
        (
            Cell("tujuan", "Tujuan subkegiatan", LONG),
            Cell("tolok_ukur", "Tolok ukur", LONG),
            Cell(
                "gedsi", "Kelompok rentan", LONG,
                help_text="Disabilitas, lansia, anak, perempuan kepala keluarga; "
                "atau “tidak relevan” dengan alasan.",
            ),
        ),
        checks="G03 G26 G32",
    ),
    Part(
        "aktivitas",
        "Aktivitas",
        "Apa yang dikerjakan, dan sebab mana yang dijawabnya?",
        ("rencana_aksi",),
        tables=(
            Table(
                ("rencana_aksi",),
                "Aktivitas",
                "aktivitas",
                (
                    Cell("teks", "Aktivitas", LONG),
                    Cell("anggaran", "Anggaran (Rp)", RUPIAH),
                    Cell("kategori", "Kategori", CHOICE, "categories"),
                    Cell("keluaran", "Keluaran", help_text="Dengan angka dan satuan; orang dipilah L dan P."),
                    Cell("sebab", "Menjawab sebab", LINKS, "causes"),
                    Cell("faktor", "Menjawab faktor", LINKS, "factors"),
                ),
                "aktivitas",
            ),
        ),
        checks="G14 G15 G16 G19 G24 G29",
    ),
    Part(
        "anggaran",
        "Baris anggaran",
        "Baris RKA atau DPA mana yang membayar tiap aktivitas, dan usulan warga mana yang dipenuhi?",
        ("jumlah_anggaran", "rka"),
        (
            Cell("jumlah_anggaran", "Jumlah anggaran subkegiatan (Rp)", RUPIAH),
            Cell("rka.jumlah", "Jumlah menurut RKA atau DPA (Rp)", RUPIAH),
        ),
        (
            Table(
                ("rka", "baris"),
                "Baris RKA atau DPA",
                "baris",
                (
                    Cell("uraian", "Uraian"),
                    Cell("aktivitas", "Untuk aktivitas", CHOICE, "activities"),
                    Cell("rekening", "Rekening"),
                    Cell("volume", "Volume"),
                    Cell("satuan", "Satuan"),
                    Cell("harga", "Harga satuan (Rp)", RUPIAH),
                    Cell("jumlah", "Jumlah (Rp)", RUPIAH),
                    Cell("usulan", "Memenuhi usulan", LINKS, "proposals"),
                ),
                "baris",
                "Boleh menyusul sesudah RKA ada; aktivitas tanpa baris dihitung sebagai satu baris.",
            ),
        ),
        checks="G17 G18 G30 G31",
    ),
    Part(
        "indikator",
        "Indikator",
        "Dengan angka apa kesenjangan itu diukur, dari berapa menjadi berapa?",
        ("keluaran", "hasil", "dampak"),
        tables=(
            Table(("keluaran",), "Keluaran", "keluaran", (Cell("teks", "Keluaran", LONG), *_TARGET)),
            Table(
                ("hasil",),
                "Hasil",
                "hasil",
                (
                    Cell("teks", "Hasil", LONG),
                    Cell("tingkat", "Tingkat", CHOICE, "levels"),
                    *_TARGET,
                    Cell("baseline", "Data dasar"),
                    Cell("tahun", "Tahun", YEAR),
                    Cell("faktor", "Mengukur faktor", LINKS, "factors"),
                ),
            ),
            Table(("dampak", "hasil"), "Dampak", "dampak", (Cell("teks", "Dampak", LONG),)),
        ),
        checks="G19 G20 G21 G22 G23 G25 G26",
    ),
)  # fmt: skip
FACTOR_CELLS: Final = (
    Cell("ringkas", "Perbedaannya", LONG),
    Cell("data", "Menunjuk data", LINKS, "data"),
)
FIXED: Final = {
    "factors": dict(FACTORS),
    "levels": {"": "pilih", **LEVELS},
    "categories": {
        "": "pilih",
        "khusus": "Khusus target gender",
        "kesetaraan": "Kesetaraan gender",
        "pelembagaan": "Pelembagaan PUG",
        "netral": "Netral",
    },
}


def part_called(slug: str) -> Part | None:
    return next((part for part in PARTS if part.slug == slug), None)


def neighbours(part: Part) -> tuple[Part | None, Part | None]:
    """The part before and the one after."""
    at = PARTS.index(part)
    return (PARTS[at - 1] if at else None, PARTS[at + 1] if at + 1 < len(PARTS) else None)
