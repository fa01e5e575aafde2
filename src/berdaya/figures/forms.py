"""The form of a typed figure: one for each unit, with numbers as Indonesian offices write them."""

import re
from datetime import date
from fractions import Fraction
from typing import Any

from django import forms

from berdaya.access.form_fields import CountField, RupiahField, WrittenField, day_field
from berdaya.access.forms import OfficeForm
from berdaya.figures.rules import Facts, Unit
from berdaya.kernel.numbers import LOCALE_ID, parse_count, parse_decimal, parse_percent
from berdaya.kernel.sexes import BySex


class _Ratio(WrittenField):
    how = "Tulis seperti 0,8173 atau 62,5% atau 5 dari 8."

    def read(self, text: str) -> Fraction | None:
        parts = re.fullmatch(r"\s*([\d.]+)\s*(?:dari|/)\s*([\d.]+)\s*", text)
        if parts:
            part, whole = parse_count(parts[1]), parse_count(parts[2])
            return Fraction(part, whole) if part is not None and whole else None
        percent = parse_percent(text)
        value = parse_decimal(text, LOCALE_ID) if percent is None else percent
        return None if value is None or len(text.strip()) > 20 else Fraction(value)


class FigureForm(OfficeForm):
    """What every figure has: its name, its day, where it comes from."""

    unit: Unit
    name = forms.CharField(
        label="Nama angka",
        help_text="Nama yang sama dengan tahun lalu, supaya riwayatnya bersambung.",
        max_length=120,
        widget=forms.TextInput({"list": "nama-angka", "autocomplete": "off"}),
    )
    as_of = day_field("Keadaan per tanggal", "Tanggal angka itu berlaku, bukan tanggal mengetik.")
    source = forms.CharField(
        label="Sumber",
        help_text="Nama data atau surat, dan tahunnya: BPS, Kecamatan Moga Dalam Angka 2025.",
        max_length=200,
    )
    body = forms.CharField(
        label="Lembaga",
        help_text="Bila angka ini milik satu lembaga, bukan milik seluruh wilayah.",
        required=False,
        max_length=120,
    )

    def facts(self, territory: str) -> Facts:
        given = self.cleaned_data
        as_of: date = given["as_of"]
        return Facts(
            territory,
            " ".join(given["name"].split()),
            self.unit,
            as_of,
            given["source"],
            body=" ".join(given["body"].split()),
            **self.value(),
        )

    def value(self) -> dict[str, Any]:
        return {"number": self.cleaned_data["number"]}


class CountForm(FigureForm):
    unit = Unit.COUNT
    number = CountField(label="Jumlah")
    field_order = ["name", "number", "as_of", "source", "body"]


class HouseholdsForm(FigureForm):
    unit = Unit.HOUSEHOLDS
    number = CountField(label="Banyaknya rumah tangga")
    field_order = ["name", "number", "as_of", "source", "body"]


class RupiahForm(FigureForm):
    unit = Unit.RUPIAH
    number = RupiahField(label="Rupiah", help_text="Rupiah penuh, misalnya 1.594.389.976.")
    field_order = ["name", "number", "as_of", "source", "body"]


class RatioForm(FigureForm):
    unit = Unit.RATIO
    ratio = _Ratio(label="Nilai", help_text="0,8173 atau 62,5% atau 5 dari 8.")
    field_order = ["name", "ratio", "as_of", "source", "body"]

    def value(self) -> dict[str, Any]:
        return {"ratio": self.cleaned_data["ratio"]}


class PeopleForm(FigureForm):
    """L and P; only the whole where nobody has counted them apart."""

    unit = Unit.PEOPLE
    men = CountField(label="Laki-laki (L)", required=False)
    women = CountField(label="Perempuan (P)", required=False)
    number = CountField(
        label="Seluruhnya, bila L dan P tidak diketahui",
        help_text="Halaman akan menyebut bahwa L dan P belum dirinci.",
        required=False,
    )
    field_order = ["name", "men", "women", "number", "as_of", "source", "body"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        men, women, number = (given.get(name) for name in ("men", "women", "number"))
        if {"men", "women", "number"} & set(self.errors):
            return given
        if (men is None) is not (women is None):
            self.add_error(
                "women" if women is None else "men", "Isi L dan P keduanya. Tulis 0 bila tidak ada."
            )
        elif men is None and number is None:
            self.add_error("men", "Isi L dan P, atau jumlah seluruhnya.")
        elif men is not None and number is not None and men + women != number:
            self.add_error(
                "number", "L ditambah P tidak sama dengan jumlah ini. Kosongkan, atau periksa L dan P."
            )
        return given

    def value(self) -> dict[str, Any]:
        given = self.cleaned_data
        if given["men"] is None:
            return {"number": given["number"]}
        return {"people": BySex(given["men"], given["women"])}


FORMS: dict[str, type[FigureForm]] = {
    form.unit.value: form for form in (PeopleForm, HouseholdsForm, RupiahForm, RatioForm, CountForm)
}
