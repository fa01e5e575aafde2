"""Forms for proposals and lists: what was typed, one idea per step. Whether it is allowed, services say."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.utils.text import capfirst

from berdaya.access.form_fields import CountField, RupiahField, WrittenField, day_field
from berdaya.access.forms import OfficeForm
from berdaya.access.places import place_exists, place_title
from berdaya.access.territory import covers
from berdaya.deliberation.rules.carrying import Dates
from berdaya.deliberation.rules.kinds import Origin, Source, StageKind
from berdaya.deliberation.rules.proposing import Facts, PaperRow
from berdaya.deliberation.rules.states import Reason, State, Target
from berdaya.kernel.numbers import LOCALE_ID, parse_decimal

STEPS: Final = ("apa", "kamus", "lokasi", "besar", "dana")
_MOST_MONEY: Final = 10**12
SOURCES: Final = [(one.value, one.words) for one in Source]


def _text(label: str, help_text: str = "", required: bool = False, most: int = 120, **attrs: str) -> Any:
    return forms.CharField(
        label=label, help_text=help_text, required=required, max_length=most, widget=forms.TextInput(attrs)
    )


def _area(label: str, help_text: str = "", most: int = 400) -> forms.CharField:
    widget = forms.Textarea({"rows": 3})
    return forms.CharField(label=label, help_text=help_text, required=False, max_length=most, widget=widget)


def _choice(label: str, choices: Sequence[tuple[str, str]], required: bool = True, **more: Any) -> Any:
    field = forms.ChoiceField(label=label, choices=choices, required=required, **more)
    field.error_messages["invalid_choice"] = "Pilih dari daftar."
    return field


class VolumeField(WrittenField):
    """`120`, `2,5`: how much, to three places."""

    how = "Tulis angka seperti 120 atau 2,5."

    def read(self, text: str) -> Decimal | None:
        number = parse_decimal(text, LOCALE_ID)
        return None if number is None else number.quantize(Decimal("0.001"))


class DegreeField(forms.CharField):
    """Latitude or longitude as a map or a telephone gives it, with a dot or a comma."""

    def __init__(self, *, label: str, south: int, north: int) -> None:
        widget = forms.TextInput({"inputmode": "decimal"})
        super().__init__(label=label, required=False, max_length=20, widget=widget)
        self.range = (south, north)

    def clean(self, value: Any) -> Decimal | None:
        text = super().clean(value).strip().replace(",", ".").replace("\N{MINUS SIGN}", "-")
        if not text:
            return None
        first, last = self.range
        number = Decimal(text) if re.fullmatch(r"-?\d{1,3}(\.\d{1,12})?", text) else None
        if number is None or not first <= number <= last:
            words = f"Tulis derajat antara {first} dan {last}, misalnya -7,943 atau 112,61; atau kosongkan."
            raise forms.ValidationError(words)
        return number.quantize(Decimal("0.000001"))


def _volume(label: str) -> VolumeField:
    return VolumeField(label=label, least=0, most=10**9, required=False, max_length=30)


def _rupiah(label: str) -> RupiahField:
    return RupiahField(label=label, least=0, most=_MOST_MONEY, required=False, max_length=30)


def _count(label: str, help_text: str = "") -> CountField:
    return CountField(label=label, help_text=help_text, most=10**6, required=False, max_length=30)


# ---------- a proposal, step by step ----------


NOTHING: Final = "-"
NEEDED: Final = frozenset({"place", "volume", "cost", "men", "women"})


class StepForm(OfficeForm):
    """One step: `facts(before)` is the proposal with what was typed here.

    A draft is kept with what is there; what has to be filled in before it is proposed says so.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in NEEDED & self.fields.keys():
            field: Any = self.fields[name]
            field.later = True

    def facts(self, before: Facts) -> Facts:
        return replace(before, **self.cleaned_data)


class WhatForm(StepForm):
    title: Any = _text(
        "Apa yang diusulkan?", "Dengan kata warga, misalnya Paving gang 3. Tanpa nama orang.", required=True
    )
    problem = _area("Apa masalahnya sekarang?", "Satu dua kalimat. Tanpa nama orang.")
    origin: Any = _choice("Asal usulan", [(one.value, one.words) for one in Origin])
    origin_text: Any = _text("Keterangan asal", "Nomor daftar, tanggal rembug atau nama laporan.", most=200)

    def __init__(self, *args: Any, sub_items: Sequence[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = _choice("Tentang apa?", [("", "Pilih"), *sub_items], required=False)
        field.widget.attrs |= {"id": "sub-item", "class": "form-select"}
        self.fields["sub_item"] = field
        self.order_fields(["sub_item", "title", "problem", "origin", "origin_text"])


class KamusForm(StepForm):
    """An item of the kamus, or none with a reason."""

    free_reason: Any = _text("Mengapa di luar kamus?", "Diisi hanya bila tidak ada yang cocok.", most=300)
    unit: Any = _text("Satuan", "m, unit, orang atau paket.", most=40)

    def __init__(
        self, *args: Any, items: Sequence[tuple[str, str]], menus: Sequence[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        menu = _choice("Menu", [("", "Pilih"), *menus], required=False)
        menu.widget.attrs |= {"id": "menu", "class": "form-select"}
        self.fields["menu"] = menu
        choices = [*items, (NOTHING, "Tidak ada yang cocok")]
        field = _choice("Mana yang cocok di kamus usulan?", choices, False, widget=forms.RadioSelect())
        field.widget.attrs["id"] = "item"
        self.fields["item"] = field
        self.order_fields(["item", "free_reason", "menu", "unit"])
        if not self.initial.get("item") and (self.initial.get("free_reason") or not items):
            self.initial["item"] = NOTHING

    def clean_item(self) -> str:
        """Nothing chosen yet and nothing that fits are both no item; only the second needs a reason."""
        item = str(self.cleaned_data["item"])
        return "" if item == NOTHING else item

    def facts(self, before: Facts) -> Facts:
        facts = super().facts(before)
        return replace(facts, free_reason="") if facts.item else facts


class WhereForm(StepForm):
    place: Any = _text("Di mana?", "Gang, jalan, atau bangunan di dekatnya. Tanpa nama orang.", most=200)
    place_code: Any = _text("Kode RT lokasi", "Kosongkan bila di RT sendiri.", most=21)
    latitude: Any = DegreeField(label="Lintang", south=-12, north=7)
    longitude: Any = DegreeField(label="Bujur", south=94, north=142)

    def __init__(
        self, *args: Any, village: str = "", near: Sequence[tuple[str, str]] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.village = village
        if near:
            others = [("", "Di wilayah pengusul sendiri"), *near]
            now = self.initial.get("place_code", "")
            if now and now not in dict(others):
                others.append((now, place_title(now)))
            self.fields["place_code"] = _choice("RT atau RW lokasinya", others, False)
            self.fields["place_code"].widget.attrs |= {"id": "place_code", "class": "form-select"}
            self.order_fields(["place", "place_code", "latitude", "longitude"])

    def clean_place_code(self) -> str:
        code = str(self.cleaned_data["place_code"]).strip().rstrip(".")
        if code and not place_exists(code):
            raise forms.ValidationError("Kode wilayah itu tidak dikenal. Periksa titik dan angkanya.")
        if code and self.village and not covers(self.village, code):
            raise forms.ValidationError("Lokasi itu di kelurahan atau desa lain. Pilih yang di sini.")
        return code


class SizeForm(StepForm):
    volume: Any = _volume("Volume")
    cost: Any = _rupiah("Perkiraan biaya (Rp)")
    men: Any = _count("Laki-laki (L)")
    women: Any = _count("Perempuan (P)")
    households: Any = _count("KK penerima manfaat")
    poor: Any = _count("Di antaranya KK miskin", "Perkiraan cukup; tidak perlu nama.")


class MoneyForm(StepForm):
    source: Any = _choice(
        "Siapa yang sebaiknya membiayai?",
        SOURCES,
        required=False,
        widget=forms.RadioSelect(),
    )

    def __init__(
        self,
        *args: Any,
        priorities: Sequence[tuple[str, str]],
        sources: Sequence[tuple[str, str]] = SOURCES,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        source: Any = self.fields["source"]
        source.choices = sources
        source.widget.attrs["id"] = "source"
        field = _choice("Prioritas kota yang didukung", [("", "Tidak tahu"), *priorities], required=False)
        field.widget.attrs |= {"id": "priority", "class": "form-select"}
        self.fields["priority"] = field


# ---------- the fate ----------


class MoveForm(OfficeForm):
    """Where to, and why."""

    words = _area("Penjelasan untuk pengusul", "Dibaca umum; wajib bila tidak maju. Tanpa nama orang.")

    def __init__(
        self,
        *args: Any,
        ways: Sequence[State],
        partners: Sequence[tuple[str, str]],
        back: bool = False,
        **kwargs: Any,
    ) -> None:
        """`back`: a refusal that is taken back; it needs its sentence, no code."""
        super().__init__(*args, **kwargs)
        steps = [
            (one.value, f"Cabut penolakan: kembali {one.words}" if back else capfirst(one.words))
            for one in ways
        ]
        to = _choice("Langkah", steps, widget=forms.RadioSelect())
        to.widget.attrs["id"] = "to"
        to.error_messages["required"] = "Pilih langkahnya."
        self.fields["to"] = to
        if not back:
            self._add("reason", "Alasan", [(one.value, capfirst(one.words)) for one in Reason])
        if State.ROUTED in ways:
            self._add("target", "Dialihkan ke", [(one.value, one.words) for one in Target])
        if State.MERGED in ways and partners:
            self._add("into", "Digabung ke usulan", partners)
        if back:
            self.fields["words"].required = True
            self.fields["words"].error_messages["required"] = "Jelaskan mengapa penolakannya keliru."
            self.fields["words"].help_text = "Mengapa penolakannya keliru. Dibaca umum; tanpa nama orang."
        self.order_fields(["to", "reason", "target", "into", "words"])

    def _add(self, name: str, label: str, choices: Sequence[tuple[str, str]]) -> None:
        field = _choice(label, [("", "–"), *choices], required=False)
        field.widget.attrs |= {"id": name, "class": "form-select"}
        self.fields[name] = field


class AssessForm(OfficeForm):
    """Three of the five criteria; the other two are counted."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in (
            ("urgency", "Kemendesakan"),
            ("fit", "Sesuai prioritas RPJMD/RKPD"),
            ("readiness", "Kesiapan lahan, gambar, pengelola, swadaya"),
        ):
            field = forms.TypedChoiceField(
                label=label, required=False, coerce=int, empty_value=None,
                choices=[("", "Belum dinilai"), *((str(n), f"{n}") for n in range(1, 6))],
            )  # fmt: skip
            field.widget.attrs |= {"id": name, "class": "form-select"}
            self.fields[name] = field


# ---------- years and lists ----------


class YearForm(OfficeForm):
    plan_year: Any = forms.IntegerField(
        label="Tahun rencana",
        min_value=2015,
        max_value=2100,
        help_text="Tahun kegiatannya dilaksanakan.",
    )
    territory: Any = _text("Kode kelurahan, desa, kecamatan atau kota", required=True, most=21)


class CalendarForm(OfficeForm):
    """First and last day of every stage."""

    def __init__(self, *args: Any, stages: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stages = stages
        for stage in stages:
            for end, words in (("first", "mulai"), ("last", "selesai")):
                field = day_field(f"{stage.stage.words}, {words}")
                field.initial = getattr(stage, end)
                field.widget.attrs |= {"id": f"{stage.kind}-{end}", "class": "form-control"}
                self.fields[f"{stage.kind}_{end}"] = field

    def rows(self) -> list[tuple[Any, forms.BoundField, forms.BoundField]]:
        return [(one, self[f"{one.kind}_first"], self[f"{one.kind}_last"]) for one in self.stages]

    def days(self) -> list[Dates]:
        given = self.cleaned_data
        return [
            Dates(StageKind(one.kind), given[f"{one.kind}_first"], given[f"{one.kind}_last"])
            for one in self.stages
        ]


class HandOverForm(OfficeForm):
    held_on = day_field("Tanggal rembug")
    nothing = forms.BooleanField(label="Rembug sepakat tidak mengusulkan apa pun", required=False)

    def __init__(self, *args: Any, meetings: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if meetings:
            words = "Tanggal dan daftar hadirnya masuk ke berita acara."
            choices = [("", "Tidak dicatat di sini"), *meetings]
            self.fields["meeting"] = _choice("Pertemuan rembug", choices, False, help_text=words)
            self.fields["meeting"].widget.attrs |= {"id": "meeting", "class": "form-select"}
            self.fields["held_on"].required = False
            self.order_fields(["meeting", "held_on", "nothing"])

    def clean(self) -> Any:
        given = super().clean() or self.cleaned_data
        if not given.get("meeting") and not given.get("held_on") and "held_on" not in self.errors:
            self.add_error("held_on", "Isi tanggal rembug, atau pilih pertemuannya.")
        return given


class QuickForm(OfficeForm):
    """The paper form in rows, in the order of its ranks; a row without a name is left out."""

    def __init__(
        self,
        *args: Any,
        rows: int,
        menus: Sequence[tuple[str, str]],
        had: Sequence[tuple[str, str]] = (),
        sources: Sequence[tuple[str, str]] = SOURCES,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.many, self.menus, self.had, self.sources = rows, menus, had, sources
        for n in range(rows):
            self._row(n)

    def _row(self, n: int) -> None:
        fields: dict[str, Any] = {}
        if self.had:
            old = [("", "Usulan baru"), *self.had]
            fields["had"] = _choice(f"Usulan yang sudah ada, {n + 1}", old, required=False)
        fields |= {
            "title": _text(f"Usulan {n + 1}"),
            "menu": _choice(f"Menu usulan {n + 1}", [("", "Pilih"), *self.menus], required=False),
            "place": _text(f"Lokasi usulan {n + 1}", most=200),
            "volume": _volume(f"Volume usulan {n + 1}"),
            "unit": _text(f"Satuan usulan {n + 1}", most=40),
            "cost": _rupiah(f"Biaya usulan {n + 1}"),
            "men": _count(f"L usulan {n + 1}"),
            "women": _count(f"P usulan {n + 1}"),
            "source": _choice(f"Sumber usulan {n + 1}", [("", "Pilih"), *self.sources], required=False),
        }
        for name, field in fields.items():
            select = isinstance(field, forms.ChoiceField)
            field.widget.attrs |= {"id": f"{name}-{n}", "class": "form-select" if select else "form-control"}
            self.fields[f"{name}_{n}"] = field

    def groups(self) -> list[list[forms.BoundField]]:
        had = ("had",) if self.had else ()
        names = (*had, "title", "menu", "place", "volume", "unit", "cost", "men", "women", "source")
        return [[self[f"{name}_{n}"] for name in names] for n in range(self.many)]

    def rows(self) -> list[PaperRow]:
        """The rows that say something, each with its number on the paper."""
        found = (self._read(n) for n in range(self.many))
        return [row for row in found if row is not None]

    def _read(self, n: int) -> PaperRow | None:
        given = self.cleaned_data
        row = {name.rpartition("_")[0]: given[name] for name in given if name.rpartition("_")[2] == str(n)}
        had = row.pop("had", "")
        if had:
            return PaperRow(n + 1, known=int(had))
        if not row.get("title", "").strip():
            return None
        paper = "Disalin dari formulir kertas; belum dipadankan dengan kamus."
        return PaperRow(n + 1, Facts(free_reason=paper, **row))
