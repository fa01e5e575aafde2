"""Forms of this room: a paper with its place, the steps of its way. The parts themselves: `shown_editor`."""

from collections.abc import Mapping
from typing import Any

from django import forms

from berdaya.access.form_fields import RupiahField, day_field
from berdaya.access.forms import OfficeForm
from berdaya.access.place_field import PlaceField
from berdaya.budget.rules.flow import Kind
from berdaya.budget.rules.shelving import Fate


class BringForm(OfficeForm):
    """A statement as people wrote it, and for which place."""

    file = forms.FileField(
        label="Naskah pernyataan",
        help_text="Word, XLSX, PDF yang berisi teks, TXT, atau JSON. Paling besar 5 MB.",
        error_messages={"empty": "Berkasnya kosong."},
        widget=forms.FileInput({"accept": ".docx,.xlsx,.pdf,.txt,.json"}),
    )
    territory = PlaceField(
        label="Penyusun", help_text="Nama atau kode kelurahan, desa atau kecamatan yang menyusunnya."
    )

    def __init__(self, *args: Any, within: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        place = self.fields["territory"]
        if isinstance(place, PlaceField):
            place.within = within


class SubmitForm(OfficeForm):
    """For each check that holds the statement back: why it may go on all the same."""

    def __init__(
        self, blocking: Mapping[str, str], before: Mapping[str, str], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for check, title in blocking.items():
            self.fields[f"alasan_{check}"] = forms.CharField(
                label=f"{check} {title}",
                help_text="Perbaiki isiannya, atau tulis mengapa pernyataan ini tetap diajukan.",
                initial=before.get(check, ""),
                required=False,
                max_length=400,
                widget=forms.Textarea({"rows": 2, "class": "form-control", "id": f"alasan-{check}"}),
            )

    @property
    def reasons(self) -> dict[str, str]:
        return {name.removeprefix("alasan_"): words for name, words in self.cleaned_data.items()}


class ReviewForm(OfficeForm):
    """For each warning: accepted, or the check is mistaken; with a word of the reviewer."""

    def __init__(self, warnings: Mapping[str, str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(Kind.ACCEPTED.value, "Dapat diterima"), (Kind.MISTAKEN.value, "Pemeriksaannya keliru")]
        for check, title in warnings.items():
            self.fields[f"putusan_{check}"] = forms.ChoiceField(
                label=f"{check} {title}",
                choices=kinds,
                required=False,
                widget=forms.RadioSelect({"id": f"putusan-{check}"}),
            )
            self.fields[f"catatan_{check}"] = forms.CharField(
                label=f"Catatan untuk {check}",
                required=False,
                max_length=400,
                widget=forms.TextInput({"class": "form-control", "id": f"catatan-{check}"}),
            )

    @property
    def answers(self) -> dict[str, tuple[Kind, str]]:
        given = self.cleaned_data
        return {
            name.removeprefix("putusan_"): (Kind(value), given[name.replace("putusan_", "catatan_")])
            for name, value in given.items()
            if name.startswith("putusan_") and value
        }


class ReasonForm(OfficeForm):
    """One reason, for a step that asks for it."""

    reason = forms.CharField(
        label="Alasan", max_length=400, required=False, widget=forms.Textarea({"rows": 3})
    )

    def __init__(self, *args: Any, label: str = "Alasan", help_text: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label, self.fields["reason"].help_text = label, help_text


class SignForm(OfficeForm):
    """Number and day of the paper."""

    number = forms.CharField(
        label="Nomor naskah",
        required=False,
        max_length=80,
        help_text="Kosongkan bila kantor memakai buku nomor Berdaya.",
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    day = day_field("Tanggal naskah")


class YearForm(OfficeForm):
    """For which budget year."""

    year = forms.IntegerField(
        label="Tahun anggaran",
        min_value=2000,
        max_value=2100,
        error_messages={"invalid": "Tulis tahun saja, misalnya 2027."},
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
    )


class BeginForm(YearForm):
    """Which sub-activity, in which year, by whom."""

    code = forms.CharField(
        label="Kode subkegiatan",
        max_length=40,
        help_text="Dari DPA, misalnya 7.01.03.2.02.0003. Nama program dan kegiatan mengikuti kodenya.",
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    territory = PlaceField(label="Penyusun", help_text="Kelurahan, desa atau kecamatan yang menyusunnya.")
    field_order = ["code", "year", "territory"]

    def __init__(self, *args: Any, within: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        place = self.fields["territory"]
        if isinstance(place, PlaceField):
            place.within = within


class ShelveForm(ReasonForm):
    """Put off or struck out, and why."""

    fate = forms.ChoiceField(
        label="Apa yang terjadi",
        choices=[
            (Fate.PUT_OFF.value, "Ditunda ke tahun berikut"),
            (Fate.STRUCK.value, "Dicoret"),
        ],
        initial=Fate.PUT_OFF.value,
        widget=forms.RadioSelect,
    )
    field_order = ["fate", "reason"]


class SpendingForm(YearForm):
    """The whole spending of a unit or of the APBD in a year, and who says so."""

    amount = RupiahField(label="Belanja seluruhnya (Rp)")
    source = forms.CharField(
        label="Sumber", max_length=200, help_text="Misalnya: Perda APBD 2026 Nomor 10 Tahun 2025."
    )
    territory = PlaceField(label="Tempat", help_text="Kelurahan, kecamatan, atau kabupaten/kota.")
    field_order = ["territory", "year", "amount", "source"]

    def __init__(self, *args: Any, within: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        place = self.fields["territory"]
        if isinstance(place, PlaceField):
            place.within = within
