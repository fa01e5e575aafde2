"""Fields that the forms of all rooms share: a day, the number of an RT, numbers as offices write them."""

from typing import Any

from django import forms

from berdaya.kernel.numbers import parse_count, parse_rupiah

DAY_FORMATS = ["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y"]
_MOST = 10**15


def day_field(label: str, help_text: str = "", *, required: bool = True) -> forms.DateField:
    """A day, picked or typed."""
    return forms.DateField(
        label=label,
        help_text=help_text,
        required=required,
        error_messages={"invalid": "Tulis tanggal seperti 31/12/2026."},
        input_formats=DAY_FORMATS,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )


def ordinal_field(
    label: str, help_text: str = "", *, required: bool = True, most: int = 999
) -> forms.IntegerField:
    """A number that something bears, from 1: RT 3, RW 2."""
    return forms.IntegerField(
        label=label,
        help_text=help_text,
        required=required,
        min_value=1,
        max_value=most,
        error_messages={
            "invalid": "Tulis angka saja, misalnya 3.",
            "min_value": "Paling kecil 1.",
            "max_value": f"Paling besar {most}.",
        },
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
    )


class WrittenField(forms.CharField):
    """A text that is read as a number between two bounds; empty is None. `how` says how it is written."""

    how = "Tulis angka."
    mode = "decimal"

    def __init__(self, *, least: int = -_MOST, most: int = _MOST, **kwargs: Any) -> None:
        widget = forms.TextInput({"inputmode": self.mode, "autocomplete": "off"})
        kwargs.setdefault("max_length", 40)
        super().__init__(widget=widget, **kwargs)
        self.least, self.most = least, most

    def read(self, text: str) -> Any:
        """The number, or None where the text is none."""
        return parse_count(text)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        number = self.read(text)
        if number is None or not self.least <= number <= self.most:
            raise forms.ValidationError(self.how)
        return number


class CountField(WrittenField):
    """`19.623`: a whole number that is not negative."""

    how = "Tulis angka bulat, ribuan dengan titik: 19.623."
    mode = "numeric"


class RupiahField(WrittenField):
    """`24.000.000`, `Rp 96,2 miliar`: whole rupiah."""

    how = "Tulis rupiah bulat: 1.594.389.976 atau Rp 96,2 miliar."

    def read(self, text: str) -> int | None:
        return parse_rupiah(text)
