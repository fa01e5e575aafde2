"""Forms of this room: read what was typed about RT; whether it may be recorded, the rules decide."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms

from berdaya.access.form_fields import day_field, ordinal_field
from berdaya.access.forms import OfficeForm
from berdaya.region.rules.history import Change
from berdaya.region.rules.neighbourhoods import NO_RW, neighbourhood_title, rt_code
from berdaya.region.rules.rt_changes import Heir, Neighbourhood, RtChange
from berdaya.region.services.neighbourhoods import Row

MOST_HEIRS = 4
_GONE = "RT itu tidak berlaku lagi. Pilih dari daftar yang baru."
_RW_HELP = "Kosongkan bila desa ini tidak memakai RW."


def _text(label: str, help_text: str = "", required: bool = False, most: int = 120) -> forms.CharField:
    return forms.CharField(label=label, help_text=help_text, required=required, max_length=most)


def _rw(number: int | None) -> str:
    return NO_RW if number is None else str(number)


class _RtForm(OfficeForm):
    """RT and RW stay in capitals, in errors too."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            label = str(field.label)
            words = label if label[:2] in ("RT", "RW") else label[:1].lower() + label[1:]
            verb = "Pilih" if isinstance(field, forms.ChoiceField) else "Isi"
            field.error_messages |= {"required": f"{verb} {words}.", "invalid_choice": _GONE}


class AddForm(_RtForm):
    """A row of RT of one RW and one hamlet."""

    rw = ordinal_field("RW", _RW_HELP, required=False)
    first = ordinal_field("RT pertama", "Misalnya 1.")
    last = ordinal_field(
        "RT terakhir", "Isi bila mencatat beberapa RT sekaligus, misalnya 1 sampai 5.", required=False
    )
    dusun = _text("Dusun atau lingkungan", "Seperti disebut warga, misalnya Krajan.")
    valid_from = day_field("Berlaku sejak", "Kosongkan bila tanggalnya tidak diketahui.", required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("first") and given.get("last") and given["last"] < given["first"]:
            self.add_error("last", "RT terakhir lebih kecil daripada RT pertama.")
        return given

    def row(self) -> Row:
        given = self.cleaned_data
        return Row(
            given["first"],
            given["last"] or given["first"],
            _rw(given["rw"]),
            given["dusun"].strip(),
            given["valid_from"],
        )


class ChangeForm(_RtForm):
    """What all changes of RT have in common: which RT, from when, by which paper."""

    change: Change
    first_day = day_field("Berlaku mulai", "Hari pertama susunan RT yang baru.")
    source = _text(
        "Dasar perubahan",
        "Nomor dan tanggal keputusan lurah/kepala desa atau berita acara musyawarah.",
        required=True,
        most=200,
    )

    def __init__(self, *args: Any, village: str, standing: Sequence[Neighbourhood], **kwargs: Any) -> None:
        self.village = village
        super().__init__(*args, **kwargs)
        chosen_from = [(rt.code, _words(rt)) for rt in standing]
        for name, first in (("old", [("", "Pilih RT")]), ("merged", [])):
            field = self.fields.get(name)
            if isinstance(field, forms.ChoiceField):
                field.choices = first + chosen_from

    def olds(self) -> tuple[str, ...]:
        return (self.cleaned_data["old"],)

    def heirs(self) -> tuple[Heir, ...]:
        given = self.cleaned_data
        return (Heir(rt_code(self.village, given["rt"], _rw(given["rw"]))),)

    def asked(self) -> RtChange:
        """May be refused: a number that cannot be one of an RT."""
        given: Mapping[str, Any] = self.cleaned_data
        first: date = given["first_day"]
        return RtChange(self.change, self.olds(), self.heirs(), first, given["source"])


class RenumberForm(ChangeForm):
    change = Change.RENUMBERING
    old = forms.ChoiceField(label="RT yang berganti nomor")
    rt = ordinal_field("Nomor RT yang baru")
    rw = ordinal_field("Nomor RW yang baru", _RW_HELP, required=False)
    field_order = ["old", "rt", "rw", "first_day", "source"]


class MergeForm(ChangeForm):
    change = Change.MERGE
    merged = forms.MultipleChoiceField(
        label="RT yang digabung",
        help_text="Pilih dua atau lebih.",
        widget=forms.CheckboxSelectMultiple({"class": "", "id": "merged"}),
    )
    rt = ordinal_field("Nomor RT sesudah digabung", "Boleh memakai nomor salah satu RT itu, atau nomor baru.")
    rw = ordinal_field("RW", _RW_HELP, required=False)
    field_order = ["merged", "rt", "rw", "first_day", "source"]

    def olds(self) -> tuple[str, ...]:
        return tuple(self.cleaned_data["merged"])


class SplitForm(ChangeForm):
    """One RT becomes several; the families tell which share of its figures each one takes."""

    change = Change.SPLIT
    old = forms.ChoiceField(label="RT yang dipecah")
    field_order = ["old", "first_day", "source"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for row in range(1, MOST_HEIRS + 1):
            parts = {
                "rt": ordinal_field("RT", required=False),
                "rw": ordinal_field("RW", required=False),
                "families": ordinal_field("Keluarga", required=False, most=9999),
                "dusun": _text("Dusun"),
            }
            for name, field in parts.items():
                field.widget.attrs |= {"id": f"{name}-{row}", "class": "form-control"}
                self.fields[f"{name}_{row}"] = field

    def rows(self) -> list[dict[str, Any]]:
        """The fields of each new RT, for the page."""
        return [
            {"number": row, "fields": [self[f"{name}_{row}"] for name in ("rt", "rw", "families", "dusun")]}
            for row in range(1, MOST_HEIRS + 1)
        ]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        filled = [row for row in range(1, MOST_HEIRS + 1) if given.get(f"rt_{row}")]
        for row in filled:
            if not given.get(f"families_{row}"):
                self.add_error(f"families_{row}", f"Isi banyaknya keluarga di RT ke-{row}.")
        if len(filled) < 2 and not self.errors:
            self.add_error("rt_2", "Tulis paling sedikit dua RT hasil pemekaran.")
        return given

    def heirs(self) -> tuple[Heir, ...]:
        given = self.cleaned_data
        return tuple(
            Heir(
                rt_code(self.village, given[f"rt_{row}"], _rw(given[f"rw_{row}"])),
                given[f"families_{row}"],
                given[f"dusun_{row}"].strip(),
            )
            for row in range(1, MOST_HEIRS + 1)
            if given[f"rt_{row}"]
        )


FORMS: Mapping[str, type[ChangeForm]] = {
    form.change.value: form for form in (SplitForm, MergeForm, RenumberForm)
}


def _words(rt: Neighbourhood) -> str:
    return neighbourhood_title(rt.code) + (f", {rt.dusun}" if rt.dusun else "")
