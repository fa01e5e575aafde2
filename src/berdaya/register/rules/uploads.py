"""The way of an uploaded register file from the first piece to a snapshot, and who may take which step."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import PurePosixPath
from typing import Any

from berdaya.access.rules.verdicts import ALLOWED, Verdict, all_of, refused
from berdaya.kernel.numbers import format_count


class State(StrEnum):
    """Where a file stands. `BEGUN`: not all of its pieces are here."""

    BEGUN = "dimulai"
    UPLOADED = "diunggah"
    READ = "dibaca"
    CHECKED = "diperiksa"
    CONFIRMED = "disahkan"
    SENT_BACK = "ditolak"
    DESTROYED = "dimusnahkan"


OVER = frozenset({State.CONFIRMED, State.DESTROYED})
WITH_MAKER = frozenset({State.BEGUN, State.READ, State.SENT_BACK})
REPLACEABLE = frozenset({State.BEGUN, State.UPLOADED, State.READ, State.SENT_BACK})

_NAMES = {
    State.BEGUN: "belum lengkap terkirim",
    State.UPLOADED: "sedang dibaca",
    State.READ: "sudah dibaca, belum diajukan",
    State.CHECKED: "menunggu pemeriksa",
    State.CONFIRMED: "sudah disahkan",
    State.SENT_BACK: "sudah dikembalikan",
    State.DESTROYED: "sudah dimusnahkan",
}


@dataclass(frozen=True, slots=True)
class UploadLimits:
    """How much may be sent, in which pieces, and how long it is kept (rule `register_upload`)."""

    upload_bytes: int
    part_bytes: int
    keep_days: int
    elsewhere_share: tuple[int, int]
    sample_rows: int

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> "UploadLimits":
        share = values["elsewhere_share"]
        return cls(
            upload_bytes=values["upload_bytes"],
            part_bytes=values["part_bytes"],
            keep_days=values["keep_days"],
            elsewhere_share=(share[0], share[1]),
            sample_rows=values["sample_rows"],
        )

    def parts(self, size: int) -> int:
        """How many pieces a file of this size has."""
        return -(-size // self.part_bytes)

    def part_size(self, size: int, number: int) -> int:
        """Bytes of piece `number`, counted from 0; the last one may be shorter."""
        return min(self.part_bytes, size - number * self.part_bytes)

    def mostly_elsewhere(self, elsewhere: int, rows: int) -> bool:
        """Are so many rows of another territory that the file belongs there?"""
        numerator, denominator = self.elsewhere_share
        return elsewhere > 0 and elsewhere * denominator >= rows * numerator


@dataclass(frozen=True, slots=True)
class Intent:
    """What a file is uploaded for."""

    profile: str
    edition: date
    purpose: str
    legal_basis: str
    until: date
    field_date: date | None = None


FIRST_YEAR = 2000


def may_keep(intent: Intent, today: date) -> Verdict:
    """Days that can be meant, an end that has not been, and a purpose with its basis."""
    against = []
    if not FIRST_YEAR <= intent.edition.year <= today.year + 1:
        years = f"tahunnya di luar {FIRST_YEAR} sampai {today.year + 1}"
        against.append(refused("upload.edition", "tanggal edisi", years, "Tulis tanggal edisi daftar."))
    if intent.until <= today:
        against.append(
            refused(
                "upload.until",
                "akhir penyimpanan",
                "sudah lewat",
                "Tulis hari terakhir data boleh disimpan menurut tujuannya.",
            )
        )
    if intent.field_date is not None and not intent.field_date.year >= FIRST_YEAR:
        years = f"tahunnya sebelum {FIRST_YEAR}"
        against.append(refused("upload.field_date", "tanggal pendataan", years, "Periksa tanggalnya."))
    if intent.field_date is not None and intent.field_date > today:
        against.append(
            refused("upload.field_date", "tanggal pendataan", "masih akan datang", "Periksa tanggalnya.")
        )
    for code, where, text in (
        ("upload.purpose", "tujuan", intent.purpose),
        ("upload.legal_basis", "dasar hukum", intent.legal_basis),
    ):
        if not text.strip():
            against.append(refused(code, where, "belum diisi", "Data warga hanya dipakai untuk satu tujuan."))
    return all_of(*against)


def may_begin(intent: Intent, profiles: frozenset[str], today: date) -> Verdict:
    """An edition that has been, of a kind of file that is known, which may be kept."""
    against = []
    if intent.profile not in profiles:
        against.append(refused("upload.profile", "susunan berkas", "tidak dikenal", "Pilih dari daftar."))
    if intent.edition > today:
        against.append(
            refused("upload.edition", "tanggal edisi", "masih akan datang", "Tulis tanggal edisi daftar.")
        )
    return all_of(*against, may_keep(intent, today))


def stands_at(state: State, *wanted: State) -> Verdict:
    """Is the file where this step begins? Otherwise somebody else was quicker, and is told so."""
    if state in wanted:
        return ALLOWED
    return refused(
        "upload.moved_on",
        "berkas ini",
        _NAMES[state],
        "Muat ulang halaman untuk melihat keadaannya sekarang. Tidak ada yang berubah.",
    )


def same_version(seen: int, stands: int) -> Verdict:
    """A decision is about what its page showed, not about what came later."""
    if seen == stands:
        return ALLOWED
    return refused(
        "upload.changed",
        "berkas ini",
        "berubah sejak halaman Anda dibuka",
        "Muat ulang halaman, periksa lagi, lalu putuskan.",
    )


def may_submit(blocked: bool, doubts: int) -> Verdict:
    """What cannot become a snapshot is not laid before a second person."""
    against = []
    if blocked:
        against.append(
            refused(
                "upload.blocked",
                "berkas ini",
                "belum dapat menjadi register",
                "Perbaiki temuan yang menghalangi, lalu kirim berkas yang baru.",
            )
        )
    if doubts:
        against.append(
            refused(
                "upload.doubts",
                f"{format_count(doubts)} wilayah",
                "belum dipastikan",
                "Pilih satu kali desa yang dimaksud, atau nyatakan tidak ada yang cocok.",
            )
        )
    return all_of(*against)


def may_confirm(rejected: int, without_rejected: bool) -> Verdict:
    """Leaving rows out is said in so many words."""
    if not rejected or without_rejected:
        return ALLOWED
    return refused(
        "upload.rejected_rows",
        f"{format_count(rejected)} baris",
        "ditolak dan tidak akan ada dalam register",
        "Nyatakan dengan tegas bahwa register disahkan tanpa baris itu, atau kembalikan berkasnya.",
    )


ENDINGS = (".csv", ".txt", ".tsv", ".xlsx", ".xls", ".xlsm", ".dbf", ".parquet", ".zip")


def may_send(name: str, size: int, limits: UploadLimits) -> Verdict:
    """Before the first byte: a kind that can be read, not empty, not too large."""
    if PurePosixPath(name).suffix.lower() not in ENDINGS:
        return refused(
            "file.kind",
            name,
            "jenis berkas tidak dikenal",
            "Pakai CSV, XLSX, XLS, DBF, Parquet, atau zip yang berisi berkas itu.",
        )
    if size <= 0:
        return refused("file.empty", name, "berkas kosong", "Minta berkas yang berisi data.")
    if size > limits.upload_bytes:
        return refused(
            "file.too_large",
            name,
            f"{megabytes(size)}; batasnya {megabytes(limits.upload_bytes)}",
            "Kirim sebagai zip atau Parquet, atau impor dengan perintah di komputer kantor.",
        )
    return ALLOWED


def megabytes(size: int) -> str:
    """`9,4 MB`, `12 KB` or `1 GB`: sizes as people know them."""
    if size and size % 1_073_741_824 == 0:
        return f"{size // 1_073_741_824} GB"
    if size < 104_858:
        return f"{-(-size // 1024)} KB"
    tenths = (size * 10 + 524_288) // 1_048_576
    return f"{format_count(tenths // 10)},{tenths % 10} MB"
