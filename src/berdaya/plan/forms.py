"""Forms of this room: a file with its frame, and what the second person decides."""

from datetime import date
from typing import Any

from django import forms

from berdaya.access.form_fields import day_field
from berdaya.access.forms import OfficeForm
from berdaya.plan.rules.drafts import Frame

LOCALES = (("id", "Indonesia: 1.250.000,50"), ("en", "Inggris: 1,250,000.50"))
CONFIRM, SEND_BACK = "sahkan", "kembalikan"


class UploadForm(OfficeForm):
    """A list as a file, for whom it holds, from when, and by which paper."""

    file = forms.FileField(
        label="Berkas XLSX atau CSV",
        help_text="Paling besar 5 MB. Baris judul boleh turun beberapa baris, urutan kolom bebas.",
        error_messages={"empty": "Berkasnya kosong. Isi dahulu, lalu unggah lagi."},
        widget=forms.FileInput({"accept": ".xlsx,.csv"}),
    )
    source = forms.CharField(
        label="Sumber", help_text="Peraturan atau keputusan, dengan nomor dan tanggalnya.", max_length=200
    )
    valid_from = day_field("Berlaku sejak")
    valid_to = day_field("Berlaku sampai", "Bila tertulis di peraturannya.", required=False)
    territory = forms.CharField(
        label="Kode wilayah",
        help_text="Dipakai juga wilayah di bawahnya yang tidak mempunyai daftar sendiri.",
        max_length=21,
    )
    title = forms.CharField(
        label="Judul", help_text="Bila kosong, kantor yang memberi judul.", required=False, max_length=160
    )
    locale = forms.ChoiceField(
        label="Cara berkas menulis angka", choices=LOCALES, widget=forms.RadioSelect, initial="id"
    )

    def frame(self) -> Frame:
        given: dict[str, Any] = self.cleaned_data
        territory = str(given["territory"]).strip().rstrip(".")
        first: date = given["valid_from"]
        return Frame(territory, given["title"], given["source"], first, given["valid_to"])


class DecideForm(OfficeForm):
    """Confirm, or send back with a reason."""

    decision = forms.ChoiceField(
        label="Putusan",
        choices=(
            (CONFIRM, "Sahkan: daftar ini berlaku sejak hari pertamanya"),
            (SEND_BACK, "Kembalikan kepada yang membawa"),
        ),
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label="Alasan",
        help_text="Bila dikembalikan: apa yang harus diperbaiki.",
        required=False,
        max_length=400,
        widget=forms.Textarea({"rows": 3}),
    )

    @property
    def confirms(self) -> bool:
        return bool(self.cleaned_data["decision"] == CONFIRM)
