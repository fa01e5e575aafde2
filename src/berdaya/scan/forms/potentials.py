"""Forms of the four groups of potentials: what was typed. Whether it may stand, the services say."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms

from berdaya.access.form_fields import CountField, RupiahField, WrittenField, day_field, ordinal_field
from berdaya.access.forms import OfficeForm
from berdaya.kernel.numbers import LOCALE_ID, parse_decimal
from berdaya.scan.rules.potentials import AGES, RELATIONS, Group, PotentialRule
from berdaya.scan.services.potentials import Entry

if TYPE_CHECKING:
    from berdaya.scan.models.potentials import Potential

_MOST_PEOPLE = 100_000
_YES_NO = (("", "tidak tahu"), ("ya", "ya"), ("tidak", "tidak"))


class MeasureField(WrittenField):
    """`12,5`: a number with at most two decimals that is not negative."""

    how = "Tulis angka seperti 12,5 atau 1.200."

    def read(self, text: str) -> Decimal | None:
        value = parse_decimal(text, LOCALE_ID)
        return None if value is None or value != round(value, 2) else value


class PlaceNumberField(WrittenField):
    """A latitude or longitude to three decimals: about a hundred metres, so that it points at no house."""

    how = "Tulis derajat desimal, misalnya −7,061."

    def read(self, text: str) -> Decimal | None:
        value = parse_decimal(text.replace(".", ","), LOCALE_ID)
        return None if value is None else round(value, 3)


def _text(label: str, help_text: str = "", *, required: bool = False, most: int = 120) -> forms.CharField:
    return forms.CharField(label=label, help_text=help_text, required=required, max_length=most)


def _count(label: str, help_text: str = "") -> CountField:
    return CountField(label=label, help_text=help_text, required=False, least=0, most=_MOST_PEOPLE)


def _percent(label: str) -> CountField:
    return CountField(label=label, required=False, least=0, most=100)


def _measure(label: str, help_text: str = "") -> MeasureField:
    return MeasureField(label=label, help_text=help_text, required=False, least=0, most=10**9)


def _yes_no(label: str) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=_YES_NO, required=False)


def _choice(label: str) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=False)


class PotentialForm(OfficeForm):
    """What every entry has; the group's own fields stand between the name and the two marks."""

    own: ClassVar[tuple[str, ...]] = ()
    chosen: ClassVar[dict[str, str]] = {}
    yes_no: ClassVar[tuple[str, ...]] = ()
    kind = forms.ChoiceField(label="Jenis")
    name = _text("Nama atau sebutan", "Tanpa nama orang.", required=True)
    condition = forms.ChoiceField(label="Kondisi sekarang", widget=forms.RadioSelect)
    prospect = forms.ChoiceField(label="Prospek", widget=forms.RadioSelect)
    evidence = _text("Bukti", "Apa yang dilihat atau dibaca, misalnya: buku kas 2025.", most=300)
    obstacle = _text("Hambatan", most=300)

    def __init__(
        self,
        *args: Any,
        group: Group,
        rule: PotentialRule,
        kelurahan: bool,
        entry: Potential | None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.group = group
        kinds = group.kinds_in(kelurahan)
        if entry is not None and entry.kind not in kinds:
            kinds |= {entry.kind: group.kinds.get(entry.kind, entry.kind)}
        self._choices("kind", [("", "Pilih jenis"), *kinds.items()])
        for name, words in (("condition", rule.condition), ("prospect", rule.prospect)):
            self._choices(name, [(str(n), f"{n}, {word}") for n, word in enumerate(words)])
        for name, key in self.chosen.items():
            self._choices(name, [("", "tidak tahu"), *rule.words[key].items()])
        if entry is not None:
            self.initial = {**self.initial, **initial_of(entry, self.own, self.yes_no)}
        order = ["kind", "name", *self.own, "condition", "prospect", "evidence", "obstacle"]
        self.order_fields(order)

    def _choices(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def own_fields(self) -> Iterator[forms.BoundField]:
        return (self[name] for name in self.own)

    def facts(self) -> dict[str, Any]:
        """The group's own columns."""
        given = self.cleaned_data
        return {name: _told(given[name]) if name in self.yes_no else given[name] for name in self.own}

    def entry(self) -> Entry:
        given = self.cleaned_data
        return Entry(
            kind=given["kind"],
            name=given["name"],
            condition=int(given["condition"]),
            prospect=int(given["prospect"]),
            evidence=given["evidence"],
            obstacle=given["obstacle"],
            facts=self.facts(),
        )


def _told(answer: str) -> bool | None:
    return {"ya": True, "tidak": False}.get(answer)


def initial_of(entry: Potential, own: tuple[str, ...], yes_no: tuple[str, ...]) -> dict[str, Any]:
    """An entry as its form shows it."""
    facts = getattr(entry, RELATIONS[entry.group])
    found: dict[str, Any] = {name: getattr(entry, name) for name in ("kind", "name", "evidence", "obstacle")}
    found |= {"condition": str(entry.condition), "prospect": str(entry.prospect)}
    for name in own:
        value = getattr(facts, name)
        if name in yes_no:
            value = {True: "ya", False: "tidak", None: ""}[value]
        elif isinstance(value, Decimal):
            value = f"{value.normalize():f}".replace(".", ",")
        found[name] = value
    return found


class NaturalForm(PotentialForm):
    own = (
        "commodity",
        "extent",
        "extent_unit",
        "harvest",
        "harvest_unit",
        "owner",
        "used",
        "latitude",
        "longitude",
    )
    chosen: ClassVar[dict[str, str]] = {"owner": "owner"}
    commodity = _text("Komoditas", "Misalnya: kopi, padi, lele.")
    extent = _measure("Luas atau banyaknya")
    extent_unit = _text("Satuannya", "ha, petak, titik", most=20)
    harvest = _measure("Hasil setahun")
    harvest_unit = _text("Satuan hasil", "ton, kuintal, ekor", most=20)
    owner = _choice("Milik")
    used = _percent("Sudah dimanfaatkan (%)")
    latitude = PlaceNumberField(label="Lintang", required=False, least=-11, most=6)
    longitude = PlaceNumberField(
        label="Bujur", help_text="Tiga angka di belakang koma cukup.", required=False, least=95, most=142
    )


class BodyForm(PotentialForm):
    own = (
        "founded",
        "legal",
        "legal_date",
        "men",
        "women",
        "active",
        "capital",
        "turnover",
        "last_rat",
        "chair",
        "assistance",
    )
    yes_no = ("active",)
    founded = ordinal_field("Tahun berdiri", required=False, most=2100)
    legal = _text("Badan hukum atau SK", "Jenis dan nomornya.")
    legal_date = day_field("Tanggalnya", required=False)
    men = _count("Anggota L")
    women = _count("Anggota P")
    active = _yes_no("Rapat dalam 6 bulan terakhir")
    capital = RupiahField(label="Modal", required=False, least=0)
    turnover = RupiahField(label="Omzet setahun", required=False, least=0)
    last_rat = day_field("Rapat anggota tahunan terakhir", required=False)
    chair = forms.ChoiceField(
        label="Ketua", choices=(("", "tidak tahu"), ("L", "laki-laki"), ("P", "perempuan")), required=False
    )
    assistance = _text("Bantuan yang pernah diterima", most=300)


class BusinessForm(PotentialForm):
    own = ("units", "men", "women", "turnover", "nib", "pirt", "halal", "market")
    chosen: ClassVar[dict[str, str]] = {"turnover": "turnover", "market": "market"}
    units = _count("Banyaknya usaha")
    men = _count("Pekerja L")
    women = _count("Pekerja P")
    turnover = _choice("Omzet sebulan tiap usaha")
    nib = forms.BooleanField(label="Punya NIB", required=False)
    pirt = forms.BooleanField(label="Punya PIRT", required=False)
    halal = forms.BooleanField(label="Bersertifikat halal", required=False)
    market = _choice("Pasar terjauh")


class SkillForm(PotentialForm):
    own = (*(f"{sex}_{age}" for age in AGES for sex in ("men", "women")), "certificate", "employed")
    yes_no = ("certificate",)
    certificate = _yes_no("Bersertifikat")
    employed = _percent("Sudah bekerja memakainya (%)")

    def __init__(self, *args: Any, rule: PotentialRule, entry: Potential | None, **kwargs: Any) -> None:
        super().__init__(*args, rule=rule, entry=entry, **kwargs)
        for age, words in rule.words["age"].items():
            for sex, letter in (("men", "L"), ("women", "P")):
                field = _count(f"{words}, {letter}")
                field.widget.attrs |= {"class": "form-control", "id": f"{sex}-{age}", "size": "3"}
                self.fields[f"{sex}_{age}"] = field
        self.rows = [
            (words, self[f"men_{age}"], self[f"women_{age}"]) for age, words in rule.words["age"].items()
        ]

    def own_fields(self) -> Iterator[forms.BoundField]:
        return (self[name] for name in ("certificate", "employed"))

    def facts(self) -> dict[str, Any]:
        found = super().facts()
        return found | {name: found[name] or 0 for name in found if name.startswith(("men_", "women_"))}


FORMS = {"P1": NaturalForm, "P2": BodyForm, "P3": BusinessForm, "P4": SkillForm}
