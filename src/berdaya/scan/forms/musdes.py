"""Forms of the village meeting: when it is held, decisions, households that are added, objections."""

from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo
from typing import Any

from django import forms

from berdaya.access.form_fields import CountField, day_field, ordinal_field
from berdaya.access.forms import OfficeForm
from berdaya.scan.rules.musdes import BROUGHT_BY, Kind, Outcome, Removal, Resolved

_ENTERED = ((Kind.KEEP, "Tetap dalam daftar"), (Kind.REMOVE, "Dikeluarkan"), (Kind.CORRECT, "Diperbaiki"))
_ONE_SIDE = "Isi kedua suara, atau kosongkan keduanya bila mufakat."


class PlanForm(OfficeForm):
    day = day_field("Hari, tanggal")
    clock = forms.TimeField(
        label="Pukul",
        input_formats=["%H:%M", "%H.%M"],
        widget=forms.TimeInput({"type": "time"}, format="%H:%M"),
        error_messages={"invalid": "Tulis jam seperti 09.00."},
    )
    place = forms.CharField(label="Tempat", max_length=200)

    def starts_at(self, zone: tzinfo) -> datetime:
        given = self.cleaned_data
        return datetime.combine(given["day"], given["clock"], tzinfo=zone)


def _votes() -> dict[str, Any]:
    return {
        "votes_for": CountField(label="Suara setuju", required=False, most=10_000),
        "votes_against": CountField(label="Suara tidak setuju", required=False, most=10_000),
    }


class VotesForm(OfficeForm):
    """With or without votes: empty is agreed by all."""

    def add_votes(self) -> None:
        for name, field in _votes().items():
            field.widget.attrs |= {"id": name.replace("_", "-"), "class": "form-control"}
            self.fields[name] = field

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if (given.get("votes_for") is None) != (given.get("votes_against") is None):
            self.add_error("votes_for", _ONE_SIDE)
        return dict(given)

    def votes(self) -> tuple[int, int] | None:
        yes, no = self.cleaned_data.get("votes_for"), self.cleaned_data.get("votes_against")
        return None if yes is None or no is None else (yes, no)


class DecideForm(VotesForm):
    """What the meeting decided about one household."""

    kind = forms.ChoiceField(
        label="Putusan", choices=[(kind.value, words) for kind, words in _ENTERED], widget=forms.RadioSelect
    )
    removal = forms.ChoiceField(label="Dikeluarkan karena", required=False, widget=forms.RadioSelect)
    reason = forms.CharField(
        label="Alasan yang disepakati",
        required=False,
        max_length=600,
        widget=forms.Textarea({"rows": 2}),
        help_text="Wajib bila diperbaiki, dianggap mampu, atau ada yang keberatan. Disimpan tersandi.",
    )
    objected = forms.BooleanField(label="Ada peserta yang keberatan", required=False)

    def __init__(
        self,
        *args: Any,
        removals: Mapping[str, Removal],
        signs: Sequence[tuple[str, str, str]],
        **kwargs: Any,
    ) -> None:
        """`signs` are code, words and what stands now (`ada`, `tidak`, `tidak diketahui`)."""
        super().__init__(*args, **kwargs)
        field = self.fields["removal"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(key, one.words.capitalize()) for key, one in removals.items()]
        self._signs = [code for code, _, _ in signs]
        for code, words, stands in signs:
            self.fields[code] = forms.ChoiceField(
                label=f"{words.capitalize()} (kini: {stands})",
                required=False,
                choices=[("", "tetap seperti itu"), ("1", "ada"), ("0", "tidak ada")],
                widget=forms.Select({"class": "form-select", "id": code}),
            )
        self.add_votes()

    def sign_fields(self) -> list[Any]:
        return [self[code] for code in self._signs]

    def resolved(self) -> Resolved:
        given = self.cleaned_data
        kind = Kind(given["kind"])
        signs = {code: given[code] == "1" for code in self._signs if given.get(code)}
        return Resolved(
            kind,
            removal=given["removal"] if kind is Kind.REMOVE else "",
            reason=given["reason"],
            votes=self.votes(),
            objected=given["objected"],
            signs=signs if kind is Kind.CORRECT else None,
        )


class AddForm(VotesForm):
    """A household that the register lacks."""

    head = forms.CharField(
        label="Nama kepala rumah tangga",
        max_length=120,
        help_text="Disimpan tersandi dengan kunci register tempat ini.",
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    rt = ordinal_field("RT")
    rw = ordinal_field("RW", "Kosongkan bila tidak ada RW.", required=False)
    persons = ordinal_field("Banyaknya anggota", most=60)
    reason = forms.CharField(label="Mengapa ditambahkan", max_length=600, widget=forms.Textarea({"rows": 2}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.add_votes()


class ObjectionForm(OfficeForm):
    """An objection as somebody brings it."""

    number = CountField(
        label="Nomor urut rumah tangga",
        required=False,
        least=1,
        most=100_000,
        help_text="Dari daftar kerja. Kosongkan bila rumah tangganya belum ada dalam daftar.",
    )
    brought_by = forms.ChoiceField(
        label="Dibawa oleh",
        choices=[(key, words[:1].upper() + words[1:]) for key, words in BROUGHT_BY.items()],
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih siapa yang membawa keberatan ini."},
    )
    received_on = day_field("Diterima tanggal")
    content = forms.CharField(
        label="Yang diminta",
        max_length=600,
        widget=forms.Textarea({"rows": 3}),
        help_text="Singkat, dengan kata pembawanya. Disimpan tersandi; jangan menulis NIK.",
    )


class AnswerForm(OfficeForm):
    outcome = forms.ChoiceField(
        label="Hasilnya",
        choices=[(one.value, one.value.capitalize()) for one in Outcome],
        widget=forms.RadioSelect,
    )
    answered_on = day_field("Dijawab tanggal")
    answer = forms.CharField(
        label="Jawaban yang disampaikan", max_length=600, widget=forms.Textarea({"rows": 3})
    )
