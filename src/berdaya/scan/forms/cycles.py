"""Forms about a round of work: how it is opened, when its stages are due, how it is closed."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms

from berdaya.access.form_fields import day_field
from berdaya.access.forms import OfficeForm

_VARIANT = "varian-"


class OpenForm(OfficeForm):
    """Which register, which agency where no decree names one, which named variants of the signs."""

    snapshot = forms.ChoiceField(label="Register yang dipakai", widget=forms.Select)
    agency = forms.CharField(
        label="Perangkat daerah pendamping", max_length=160, help_text="Tulis seperti pada keputusannya."
    )
    basis = forms.CharField(
        label="Dasarnya", max_length=160, required=False, help_text="Nomor keputusan atau surat tugas."
    )

    def __init__(
        self,
        *args: Any,
        snapshots: Sequence[tuple[str, str]],
        variants: Mapping[str, str],
        led: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["snapshot"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(snapshots)
        if led:
            del self.fields["agency"], self.fields["basis"]
        for name, words in variants.items():
            self.fields[_VARIANT + name] = forms.BooleanField(
                label=words[:1].upper() + words[1:],
                required=False,
                widget=forms.CheckboxInput({"id": _VARIANT + name}),
            )

    def chosen_variants(self) -> tuple[str, ...]:
        names = (name for name in self.fields if name.startswith(_VARIANT))
        return tuple(name.removeprefix(_VARIANT) for name in names if self.cleaned_data[name])


class DatesForm(OfficeForm):
    """One day for each stage."""

    def __init__(
        self, *args: Any, stages: Mapping[str, str], dues: Mapping[str, date], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for key, title in stages.items():
            field = day_field(title)
            field.initial = dues.get(key)
            field.widget.attrs |= {"id": key, "class": "form-control"}
            self.fields[key] = field

    def dues(self) -> dict[str, date]:
        return dict(self.cleaned_data)


class CloseForm(OfficeForm):
    note = forms.CharField(
        label="Catatan penutupan",
        max_length=300,
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text="Yang belum selesai dan mengapa, tanpa nama warga.",
    )
