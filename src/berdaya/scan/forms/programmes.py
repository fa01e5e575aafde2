"""Forms of the inventory: a programme, a problem, a list of recipients, an answer about a pair."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from berdaya.access.form_fields import CountField, RupiahField, day_field
from berdaya.access.forms import Headings, OfficeForm
from berdaya.scan.models.programmes import ProblemItem, ProgramItem
from berdaya.scan.models.recipients import Ground
from berdaya.scan.rules.inventory import Aspect, Source, Status, Strategy, Unit, Urgency, choices
from berdaya.scan.rules.pairs import Verdict

_MOST_PEOPLE = 1_000_000
_MOST_RUPIAH = 10**13


def _text(label: str, help_text: str = "", *, required: bool = True, most: int = 120) -> forms.CharField:
    widget = forms.TextInput({"autocomplete": "off"})
    return forms.CharField(
        label=label, help_text=help_text, required=required, max_length=most, widget=widget
    )


def _chosen(label: str, words: Any, help_text: str = "") -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=[("", "Pilih"), *choices(words)], help_text=help_text)


def _count(label: str, help_text: str = "") -> CountField:
    return CountField(label=label, help_text=help_text, required=False, least=0, most=_MOST_PEOPLE)


class EntryForm(OfficeForm):
    """An entry of the inventory: its fields under headings, in the order in which people tell of it."""

    headings: Headings = ()

    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        return [(words, [self[name] for name in names]) for words, names in self.headings]


class ProgrammeForm(EntryForm):
    """One programme."""

    headings = (
        ("", ("kind", "name", "source", "body", "aspect", "strategy")),
        ("Uang dan sasaran", ("budget", "unit", "planned")),
        ("Yang sudah terjadi", ("status", "realised", "men", "women", "location", "document")),
    )
    kind = forms.ChoiceField(
        label="Program apa", help_text="Menentukan siapa yang dimaksud; pilih Program lain bila tidak ada."
    )
    name = _text("Namanya di sini", "Misalnya PKH tahap 2, atau perbaikan rumah dari Dana Desa.")
    source = _chosen("Siapa yang membayar", Source)
    body = _text("Lembaga pelaksana", required=False)
    aspect = _chosen("Aspek", Aspect)
    strategy = _chosen("Strategi", Strategy)
    budget = RupiahField(label="Anggaran di sini (rupiah)", required=False, least=0, most=_MOST_RUPIAH)
    unit = _chosen("Sasaran dihitung dalam", Unit)
    planned = _count("Rencana")
    realised = _count("Realisasi", "Kosongkan bila belum diketahui; 0 bila tidak ada.")
    men = _count("Penerima laki-laki (L)")
    women = _count("Penerima perempuan (P)")
    location = _text("Di mana", "Dusun atau RT; tanpa nama orang.", required=False)
    status = _chosen("Keadaan", Status)
    document = _text("Dasarnya", "Nomor keputusan atau dokumen anggaran.", required=False, most=200)

    def __init__(self, *args: Any, kinds: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Pilih"), *kinds]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        men, women = given.get("men"), given.get("women")
        if (men is None) != (women is None) and not {"men", "women"} & set(self.errors):
            self.add_error("women" if women is None else "men", "Isi L dan P, atau kosongkan keduanya.")
        return given

    @staticmethod
    def of(item: ProgramItem) -> Mapping[str, Any]:
        """What stands in an entry, as the form shows it."""
        return {name: getattr(item, name) for name in ProgrammeForm.base_fields}


class ProblemForm(EntryForm):
    """One problem and why it is there."""

    headings = (
        ("", ("text", "cause", "place", "aspect")),
        ("Seberapa besar", ("affected", "unit", "urgency", "sign")),
    )
    aspect = _chosen("Aspek", Aspect)
    text = _text("Apa masalahnya", "Satu kalimat, tanpa nama orang.", most=200)
    cause = _text("Apa penyebabnya", required=False, most=200)
    place = _text("Di mana", "Dusun atau RT.", required=False)
    affected = _count("Berapa yang terkena")
    unit = _chosen("Dihitung dalam", Unit)
    urgency = forms.ChoiceField(
        label="Kapan harus dijawab", choices=choices(Urgency), widget=forms.RadioSelect, initial="2"
    )
    sign = forms.ChoiceField(
        label="Tampak pada tanda", required=False, help_text="Salah satu dari sembilan tanda, bila ada."
    )

    def __init__(self, *args: Any, signs: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["sign"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Tidak ada"), *signs]

    @staticmethod
    def of(item: ProblemItem) -> Mapping[str, Any]:
        return {name: getattr(item, name) for name in ProblemForm.base_fields}


class ListForm(OfficeForm):
    """A list of recipients, of which day it is and who made it."""

    file = forms.FileField(
        label="Daftar penerima",
        help_text="XLSX atau CSV, paling banyak 5 MB.",
        widget=forms.ClearableFileInput({"accept": ".xlsx,.csv"}),
        error_messages={
            "empty": "Berkas itu kosong. Isi templatnya, lalu unggah lagi.",
            "invalid": "Pilih satu berkas.",
        },
    )
    as_of = day_field("Daftar per tanggal", "Umur dalam daftar dihitung dari tanggal itu.")
    source = _text("Dari siapa", "Lembaga dan nomor suratnya.", most=200)


class PairForm(OfficeForm):
    """What somebody says of a pair, and what he went by. The answer is the button that he presses."""

    ground = forms.ChoiceField(
        label="Dasarnya", choices=Ground.choices, widget=forms.RadioSelect, initial=Ground.DATA.value
    )
    verdict = forms.ChoiceField(
        label="Jawaban", choices=[(one.value, one.value) for one in Verdict], widget=forms.HiddenInput
    )
