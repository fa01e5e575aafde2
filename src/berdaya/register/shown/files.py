"""How a file on its way is put into words for a page."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from berdaya.access.doors import allowed
from berdaya.access.models import Holding
from berdaya.access.rules.rights import Right
from berdaya.kernel.calendar import format_date
from berdaya.kernel.numbers import format_count
from berdaya.kernel.status import StatusLine
from berdaya.register.coverage import own_coverage
from berdaya.register.models import ColumnMapping, Decision, Upload
from berdaya.register.rules.profiles import shipped_profiles
from berdaya.register.rules.uploads import OVER, State, megabytes

CHIPS = {
    State.BEGUN: "Belum lengkap",
    State.UPLOADED: "Sedang dibaca",
    State.READ: "Sudah dibaca",
    State.CHECKED: "Menunggu pemeriksa",
    State.CONFIRMED: "Disahkan",
    State.SENT_BACK: "Dikembalikan",
    State.DESTROYED: "Dimusnahkan",
}


@dataclass(frozen=True, slots=True)
class ShownUpload:
    """A file on its way, as a page shows it."""

    upload: Upload
    name: str
    file: str
    chip: str
    waits: bool
    mine: bool
    uploads: bool
    checks: bool

    @property
    def state(self) -> State:
        return self.upload.stands

    @property
    def may_settle(self) -> bool:
        return self.mine and self.state in (State.READ, State.SENT_BACK)

    @property
    def may_submit(self) -> bool:
        return self.may_settle and not self.upload.blocked and not self.upload.doubts

    @property
    def may_decide(self) -> bool:
        return self.checks and self.state is State.CHECKED

    @property
    def may_withdraw(self) -> bool:
        return self.uploads and self.state not in OVER


def register_name(profile: str) -> str:
    known = shipped_profiles().get(profile)
    return known.register if known else profile


def shown_upload(hat: Holding, upload: Upload) -> ShownUpload:
    mine = upload.maker_id == hat.person_id
    checks = not mine and allowed(hat, Right.REGISTER_CONFIRM, upload.territory).allowed
    turns = {State.CHECKED: checks, State.BEGUN: mine, State.READ: mine, State.SENT_BACK: mine}
    return ShownUpload(
        upload=upload,
        name=f"{register_name(upload.profile)} edisi {format_date(upload.edition)}",
        file=f"{upload.name}, {megabytes(upload.size)}" if upload.name else "belum ada berkas",
        chip=CHIPS[upload.stands],
        waits=turns.get(upload.stands, False),
        mine=mine,
        uploads=allowed(hat, Right.REGISTER_UPLOAD, upload.territory).allowed,
        checks=checks,
    )


def shown_uploads(hat: Holding, uploads: Sequence[Upload]) -> list[ShownUpload]:
    return [shown_upload(hat, upload) for upload in uploads]


@dataclass(frozen=True, slots=True)
class ShownColumn:
    """A title that was settled, with the column it means in words; "" where it means none."""

    settled: ColumnMapping
    column: str
    profile: str


def shown_columns(settled: Sequence[ColumnMapping]) -> list[ShownColumn]:
    profiles = shipped_profiles()
    rows = []
    for one in settled:
        profile = profiles.get(one.profile)
        known = profile is not None and profile.has(one.column)
        title = profile.column(one.column).title if profile and known else one.column
        rows.append(ShownColumn(one, title, profile.title if profile else one.profile))
    return rows


def status_of(shown: ShownUpload, decision: Decision | None = None) -> StatusLine:
    """What happened to a file, why, what comes next, who does it."""
    upload = shown.upload
    maker = upload.maker.name
    until = format_date(upload.keep_until)
    if shown.state is State.READ:
        return _read(shown, maker)
    known = {
        State.BEGUN: StatusLine(
            "Berkas belum lengkap terkirim.",
            "Pengiriman belum selesai atau terputus; yang sudah sampai tidak hilang.",
            "Pilih berkas yang sama untuk melanjutkan.",
            maker,
        ),
        State.UPLOADED: StatusLine(
            "Berkas sudah sampai dan sedang dibaca.",
            "Wilayah, isian dan NIK diperiksa sebelum dilihat orang kedua.",
            "Muat ulang halaman ini sebentar lagi.",
            "Komputer kantor",
        ),
        State.CHECKED: StatusLine(
            f"Diajukan {maker} untuk diperiksa.",
            "Yang mengunggah tidak memeriksa sendiri.",
            f"Baca temuan dan hitungannya, lalu putuskan. Berkas dimusnahkan sesudah {until}.",
            "Orang kedua yang berhak mengesahkan",
        ),
        State.SENT_BACK: StatusLine(
            f"Dikembalikan {decision.by.name if decision else 'pemeriksa'}.",
            decision.reason if decision else "",
            f"Perbaiki berkas dan kirim yang baru, atau ajukan lagi. Berkas dimusnahkan sesudah {until}.",
            maker,
        ),
        State.CONFIRMED: StatusLine(
            "Disahkan menjadi register.",
            "Dua orang sudah melihatnya.",
            "Buka registernya.",
            "Semua yang berhak",
        ),
        State.DESTROYED: StatusLine(
            "Berkas dan semua yang dibaca darinya sudah dimusnahkan.",
            "Dibatalkan, atau masa simpannya habis sebelum disahkan.",
            "Unggah lagi bila masih diperlukan.",
            maker,
        ),
    }[shown.state]
    return StatusLine(known.what, known.why, known.next, known.who, shown.waits)


def _read(shown: ShownUpload, maker: str) -> StatusLine:
    upload = shown.upload
    if upload.blocked:
        return StatusLine(
            "Berkas belum dapat menjadi register.",
            "Ada temuan yang menghalangi; tertulis paling atas.",
            "Perbaiki berkasnya, lalu kirim yang baru.",
            maker,
            shown.waits,
        )
    if upload.doubts:
        return StatusLine(
            "Berkas sudah dibaca.",
            f"{format_count(upload.doubts)} nama wilayah meragukan.",
            "Pastikan sekali desa yang dimaksud.",
            maker,
            shown.waits,
        )
    rejected = f" {format_count(upload.rejected)} baris ditolak." if upload.rejected else ""
    return StatusLine(
        "Berkas sudah dibaca.",
        f"{format_count(upload.accepted)} baris diterima.{rejected}",
        "Periksa temuannya, lalu ajukan kepada orang kedua.",
        maker,
        shown.waits,
    )


def sums_of(upload: Upload) -> list[dict[str, Any]]:
    """The account of all rows, and what they make up."""
    return [
        {"label": "Baris masuk", "figure": format_count(upload.rows), "context": "seluruh baris data"},
        {
            "label": "Diterima",
            "figure": format_count(upload.accepted),
            "context": f"{format_count(upload.duplicate)} baris ganda dihitung sekali",
        },
        {
            "label": "Ditolak",
            "figure": format_count(upload.rejected),
            "context": "tidak akan ada dalam register" if upload.rejected else "tidak ada",
            "alert": bool(upload.rejected),
        },
        {
            "label": "Rumah tangga",
            "figure": format_count(upload.households),
            "context": f"{format_count(upload.members)} anggota",
        },
        {
            "label": "Desa dan kelurahan",
            "figure": format_count(upload.places),
            "context": f"{format_count(upload.doubts)} nama meragukan"
            if upload.doubts
            else own_coverage(upload).words or "seluruh wilayahnya",
        },
    ]
