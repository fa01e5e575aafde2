"""Forms of this room: what was typed. Whether it is allowed, the services say."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms

from berdaya.access.form_fields import CountField, RupiahField, WrittenField, day_field
from berdaya.access.forms import OfficeForm
from berdaya.delivery.rules.handing import Contract, HandOver
from berdaya.delivery.rules.kinds import Kind, Way
from berdaya.delivery.rules.money import MOST_RUPIAH
from berdaya.delivery.services.beginning import Plan
from berdaya.delivery.services.booking import Paid
from berdaya.delivery.services.working import Handed, Picture
from berdaya.documents.forms import PhotoForm
from berdaya.kernel.calendar import MONTHS
from berdaya.kernel.numbers import LOCALE_ID, parse_decimal
from berdaya.kernel.sexes import BySex

_MONTHS = [(str(at), name) for at, name in enumerate(MONTHS, start=1)]


def _text(label: str, help_text: str = "", most: int = 120, *, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=most,
        required=required,
        error_messages={"max_length": f"Paling banyak {most} huruf."},
    )


class VolumeField(WrittenField):
    """`8`, `12,5`: a volume with at most two decimals."""

    how = "Tulis angka seperti 8 atau 12,5."

    def read(self, text: str) -> Decimal | None:
        found = parse_decimal(text, LOCALE_ID)
        return found if found is not None and found == round(found, 2) else None


class BeginForm(OfficeForm):
    """How a budget line is carried out."""

    kind = forms.ChoiceField(
        label="Berupa apa?", choices=[(one.value, one.words) for one in Kind], widget=forms.RadioSelect
    )
    way = forms.ChoiceField(
        label="Dilaksanakan oleh siapa?",
        choices=[(one.value, one.words) for one in Way],
        widget=forms.RadioSelect,
    )
    due = day_field("Selesai paling lambat", "Menurut jadwal kegiatan.")

    def plan(self) -> Plan:
        given = self.cleaned_data
        return Plan(Kind(given["kind"]), Way(given["way"]), given["due"])


class OrderForm(OfficeForm):
    """Contract, work order or letter of assignment."""

    partner = _text(
        "Penyedia atau pelaksana swakelola", "Nama perusahaan, pokmas atau lembaga; bukan nama warga."
    )
    number = _text("Nomor kontrak, SPK atau surat tugas", most=80)
    signed_on = day_field("Tanggal")
    volume = VolumeField(label="Volume", help_text="Misalnya 8.", least=0, most=10**9)
    unit = _text("Satuan", "Misalnya paket, unit, meter.", 40)
    unit_price = RupiahField(
        label="Harga satuan", help_text="Rupiah bulat per satuan.", least=1, most=MOST_RUPIAH
    )
    ends_on = day_field("Batas pelaksanaan")

    def contract(self) -> Contract:
        return Contract(**self.cleaned_data)


class ProgressForm(PhotoForm):
    """A picture with the progress that it shows."""

    percent = CountField(label="Kemajuan (%)", help_text="0, 50 dan 100 sedikitnya sekali.", most=100)
    on = day_field("Diambil tanggal")
    field_order = ["percent", "on", "file", "words"]

    def picture(self) -> Picture:
        full, small = self.cleaned_data["file"]
        given = self.cleaned_data
        return Picture(given["percent"], given["on"], full, small, given["words"])


class HandOverForm(OfficeForm):
    """A BAST."""

    number = _text("Nomor berita acara", most=80)
    on = day_field("Tanggal serah terima")
    came = VolumeField(label="Volume yang datang atau selesai", least=0, most=10**9)
    accepted = VolumeField(
        label="Volume yang diterima", help_text="Yang sesuai kontrak dan berfungsi.", least=0, most=10**9
    )
    place = _text("Lokasi", "RT/RW atau nama tempatnya.", 200, required=False)
    men = CountField(label="Penerima manfaat laki-laki", required=False, least=0, most=10**7)
    women = CountField(
        label="Penerima manfaat perempuan",
        help_text="Isi keduanya, atau kosongkan keduanya.",
        required=False,
        least=0,
        most=10**7,
    )
    words = _text(
        "Catatan pemeriksaan", "Misalnya: satu unit dikembalikan karena rusak.", 400, required=False
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if (given.get("men") is None) is not (given.get("women") is None):
            self.add_error("women", "Isi laki-laki dan perempuan, atau kosongkan keduanya.")
        return given

    def handed(self) -> Handed:
        given = self.cleaned_data
        people = None if given["men"] is None else BySex(given["men"], given["women"])
        facts = HandOver(given["on"], given["number"], given["came"], given["accepted"], people=people)
        return Handed(facts, given["place"], given["words"])


class BookForm(OfficeForm):
    """Rupiah realised in a month."""

    month = forms.ChoiceField(label="Bulan", choices=_MONTHS)
    amount = RupiahField(label="Jumlah yang dibayar", least=1, most=MOST_RUPIAH)
    on = day_field("Dibayar tanggal")
    proof = _text("Nomor bukti", "SP2D, kuitansi atau bukti kas.", 80)
    words = _text("Keterangan", "Tanpa nama orang.", 200, required=False)

    def paid(self) -> Paid:
        given = self.cleaned_data
        return Paid(int(given["month"]), given["amount"], given["on"], given["proof"], given["words"])


class PaidOnForm(OfficeForm):
    """The day of a list of honoraria."""

    on = day_field("Dibayar tanggal")


class DecideForm(OfficeForm):
    agrees = forms.ChoiceField(
        label="Apakah catatan ini benar?",
        choices=[("ya", "Ya, disetujui."), ("tidak", "Tidak, kembalikan kepada yang mencatat.")],
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih ya atau tidak."},
    )
    words = _text(
        "Catatan", "Wajib bila dikembalikan, atau bila ada yang perlu dijelaskan.", 400, required=False
    )


class UndoForm(OfficeForm):
    reason = _text("Alasan pembatalan", "Satu kalimat, tanpa nama orang.", 200)


class ReportForm(OfficeForm):
    """Which month of which year."""

    year = forms.IntegerField(label="Tahun anggaran", min_value=2000, max_value=2100)
    month = forms.ChoiceField(label="Sampai bulan", choices=_MONTHS)

    def asked(self) -> tuple[int, int]:
        return self.cleaned_data["year"], int(self.cleaned_data["month"])


def last_month(today: date) -> tuple[int, int]:
    """The month that is over: what a report is usually about."""
    return (today.year - 1, 12) if today.month == 1 else (today.year, today.month - 1)
