"""Forms of this room: what was typed or uploaded. Whether it is allowed, the services say."""

from collections.abc import Iterable
from datetime import date
from typing import Any, cast

from django import forms

from berdaya.access.form_fields import day_field
from berdaya.access.forms import OfficeForm
from berdaya.documents.models import Document
from berdaya.documents.rules import MOST_SIGNS
from berdaya.documents.uploads import Clean, Limits, clean_image, clean_scan, refuse_size
from berdaya.kernel.findings import Finding, Refused

SMALL_SIDE = 480
# What somebody with a phone can do about a picture: nobody scans a house again at 200 dpi.
_PHOTO_PROBLEMS = {"upload.not_a_scan": "isinya bukan foto JPEG atau PNG"}
_PHOTO_ADVICE = {
    "upload.empty": "Ambil fotonya sekali lagi.",
    "upload.too_large": "Kecilkan ukuran foto di pengaturan kamera, ambil lagi, lalu unggah.",
    "upload.too_small": "Ambil lagi dari dekat.",
    "upload.too_many_pixels": "Kecilkan ukuran foto di pengaturan kamera, ambil lagi, lalu unggah.",
    "upload.not_a_scan": "Pilih foto dari kamera atau galeri.",
    "upload.broken": "Ambil fotonya sekali lagi, lalu unggah.",
}


def photo_words(one: Finding) -> str:
    """What is wrong with a picture and what to do about it, for somebody with a camera."""
    problem = _PHOTO_PROBLEMS.get(one.code, one.problem)
    return f"“{one.where}”: {problem}. {_PHOTO_ADVICE.get(one.code, one.advice)}"


def _reason(label: str, help_text: str = "", required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=200,
        widget=forms.Textarea({"rows": 2}),
        error_messages={"max_length": "Paling banyak 200 huruf."},
    )


class ScanForm(OfficeForm):
    """The signed paper; what was uploaded comes out clean or is refused in plain words."""

    file = forms.FileField(
        label="Pindaian kertas yang ditandatangani",
        widget=forms.ClearableFileInput({"accept": ".pdf,.jpg,.jpeg,.png"}),
        error_messages={
            "empty": "Berkas itu kosong. Pindai sekali lagi, lalu unggah hasilnya.",
            "invalid": "Pilih satu berkas.",
        },
    )
    version = forms.IntegerField(widget=forms.HiddenInput())

    def __init__(self, *args: Any, limits: Limits, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.limits = limits
        self.fields[
            "file"
        ].help_text = f"Semua halaman dalam satu PDF, atau foto JPEG/PNG. Paling besar {limits.megabytes} MB."

    def clean_file(self) -> Clean:
        upload = self.cleaned_data["file"]
        name = str(upload.name)[:60]
        try:
            refuse_size(upload.size, name, self.limits)
            return clean_scan(upload.read(), name, self.limits)
        except Refused as refused:
            raise forms.ValidationError(
                [f"“{f.where}”: {f.problem}. {f.advice}" for f in refused.findings]
            ) from None
        finally:
            upload.seek(0)


class CheckForm(OfficeForm):
    agrees = forms.ChoiceField(
        label="Apakah pindaian ini naskah yang terbit?",
        choices=[
            ("ya", "Ya. Isinya sama dan semua tanda tangan ada."),
            ("tidak", "Tidak. Kembalikan kepada yang mengunggah."),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih ya atau tidak."},
    )
    note = _reason("Yang kurang atau keliru", "Wajib bila tidak sama.", required=False)


class CancelForm(OfficeForm):
    reason = _reason("Alasan pembatalan", "Misalnya: salah tanggal, belum sempat ditandatangani.")


class ReplaceForm(OfficeForm):
    successor = forms.ChoiceField(
        label="Naskah penggantinya", error_messages={"invalid_choice": "Pilih naskah dari daftar."}
    )
    reason = _reason("Alasan penggantian", "Misalnya: keputusan baru atas daftar yang sama.")

    def __init__(self, *args: Any, heirs: Iterable[Document], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(heir.pk), f"{heir.number}, {heir.date:%d-%m-%Y}: {heir.title}") for heir in heirs]
        cast(forms.ChoiceField, self.fields["successor"]).choices = [("", "Pilih naskah"), *choices]


class BookForm(OfficeForm):
    office = forms.CharField(
        label="Kantor",
        help_text="Tulis seperti pada kop naskah.",
        max_length=120,
        widget=forms.TextInput({"list": "kantor"}),
    )
    kind = forms.CharField(label="Jenis naskah", help_text="Misalnya: Berita Acara.", max_length=80)
    year = forms.IntegerField(label="Tahun", min_value=2000, max_value=2100)
    pattern = forms.CharField(
        label="Bentuk nomor",
        help_text="{n} nomor urut, {tahun} tahun, {bulan} bulan Romawi. Contoh: 188.4/{n}/Tahun {tahun}",
        max_length=MOST_SIGNS,
    )
    first = forms.IntegerField(
        label="Nomor berikutnya",
        help_text="Bila buku di kertas sudah berjalan sampai 117, tulis 118.",
        min_value=1,
        max_value=99_999,
        initial=1,
    )


class TakeForm(OfficeForm):
    purpose = forms.CharField(
        label="Untuk naskah apa", help_text="Judul singkat, tanpa nama warga.", max_length=200
    )
    day = day_field("Tanggal naskah")

    def chosen(self) -> tuple[date, str]:
        return self.cleaned_data["day"], self.cleaned_data["purpose"]


class UnusedForm(OfficeForm):
    reason = _reason("Mengapa nomor ini tidak dipakai", "Misalnya: rapat batal, surat tidak jadi dikirim.")


class CodeForm(OfficeForm):
    kode = forms.CharField(
        label="Kode naskah",
        help_text="26 huruf dan angka sesudah /V/ di kaki naskah, atau 8 huruf tebal seperti 0XCZ-Y4M6."
        " Spasi dan huruf kecil tidak mengganggu.",
        max_length=120,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )


class PhotoForm(OfficeForm):
    """A picture; it comes out drawn anew, large and small, or is refused in plain words."""

    file = forms.FileField(
        label="Foto",
        widget=forms.ClearableFileInput({"accept": ".jpg,.jpeg,.png"}),
        error_messages={"empty": "Berkas itu kosong.", "invalid": "Pilih satu berkas."},
    )
    words = forms.CharField(
        label="Keterangan",
        help_text="Apa yang terlihat, tanpa nama orang.",
        required=False,
        max_length=120,
    )

    def __init__(self, *args: Any, limits: Limits, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.limits = limits
        self.fields["file"].help_text = f"JPEG atau PNG, paling besar {limits.megabytes} MB."

    def clean_file(self) -> tuple[Clean, Clean]:
        upload = self.cleaned_data["file"]
        name = str(upload.name)[:60]
        small = Limits(self.limits.megabytes, self.limits.megapixels, SMALL_SIDE)
        try:
            refuse_size(upload.size, name, self.limits)
            content = upload.read()
            return clean_image(content, name, self.limits), clean_image(content, name, small)
        except Refused as refused:
            raise forms.ValidationError([photo_words(one) for one in refused.findings]) from None
        finally:
            upload.seek(0)
