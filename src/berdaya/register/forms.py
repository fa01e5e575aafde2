"""Forms of this room: read what was chosen and typed; whether it is allowed, the rules decide."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms

from berdaya.access.form_fields import day_field
from berdaya.access.forms import OfficeForm
from berdaya.access.rules.purposes import Purpose
from berdaya.register.rules.cells import PaperStyle
from berdaya.register.rules.profiles import Profile
from berdaya.register.rules.uploads import ENDINGS, Intent

NONE_OF_THEM = "-"
_PAPERS = (
    ("", "Biarkan kantor menemukannya"),
    (PaperStyle.BITS.value, "Jumlah bit: 1 akta + 2 kartu pelajar + 4 KTP + 8 SIM"),
    (PaperStyle.SINGLE.value, "Satu pilihan saja"),
)
_TITLES = {"generic": "Daftar lain: kolomnya dicocokkan sesudah berkas dikirim"}
_SCHOOL = (
    ("", "Biarkan kantor menemukannya"),
    ("012", "0 belum pernah, 1 bersekolah, 2 tidak lagi"),
    ("123", "1 belum pernah, 2 bersekolah, 3 tidak lagi"),
)


def _reason(label: str, help_text: str, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
    )


class IntentForm(OfficeForm):
    """What the file is and what it is for."""

    profile = forms.ChoiceField(label="Susunan berkas", widget=forms.RadioSelect)
    edition = day_field("Tanggal edisi daftar", "Tanggal yang tertulis pada daftar dari pemberi data.")
    field_date = day_field(
        "Tanggal pendataan umur", "Bila umur didata pada hari lain daripada tanggal edisi.", required=False
    )
    purpose = forms.CharField(
        label="Tujuan", max_length=120, help_text="Data hanya dipakai untuk tujuan ini."
    )
    legal_basis = forms.CharField(
        label="Dasar hukum",
        max_length=300,
        widget=forms.Textarea({"rows": 2}),
        help_text="Peraturan atau kerja sama, dengan nomornya.",
    )
    until = day_field("Disimpan sampai", "Sesudah hari ini data orang di dalamnya harus dimusnahkan.")

    def __init__(self, *args: Any, profiles: Iterable[Profile], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["profile"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(profile.name, _TITLES.get(profile.name, profile.title)) for profile in profiles]

    def intent(self) -> Intent:
        given = self.cleaned_data
        return Intent(
            profile=given["profile"],
            edition=given["edition"],
            purpose=given["purpose"],
            legal_basis=given["legal_basis"],
            until=given["until"],
            field_date=given["field_date"],
        )


class FileForm(OfficeForm):
    """The file itself, where the browser sends it whole."""

    file = forms.FileField(
        label="Berkas",
        help_text="CSV, XLSX, XLS, DBF, Parquet, atau zip yang berisi salah satunya.",
        allow_empty_file=True,
        max_length=255,
        widget=forms.FileInput({"accept": ",".join(ENDINGS)}),
    )


class ColumnsForm(OfficeForm):
    """For each title that nobody knows: the column it is. Titles stand in labels, not in field names."""

    def __init__(
        self,
        *args: Any,
        titles: Sequence[str],
        absent: Sequence[Mapping[str, str]],
        styles: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.titles = list(titles)
        choices = [(NONE_OF_THEM, "Tidak dipakai"), *((column["name"], column["title"]) for column in absent)]
        for number, title in enumerate(self.titles):
            self._add(f"title_{number}", forms.ChoiceField(label=title, choices=choices))
        if styles:
            self._add("papers", _choice("Kartu identitas ditulis sebagai", _PAPERS))
            self._add("school", _choice("Partisipasi sekolah ditulis sebagai", _SCHOOL))

    def _add(self, name: str, field: forms.ChoiceField) -> None:
        field.widget.attrs["id"] = name.replace("_", "-")
        if not isinstance(field.widget, forms.RadioSelect):
            field.widget.attrs["class"] = "form-select"
        self.fields[name] = field

    def chosen(self) -> dict[str, str]:
        told = {title: self.cleaned_data[f"title_{n}"] for n, title in enumerate(self.titles)}
        return {title: "" if name == NONE_OF_THEM else name for title, name in told.items()}


def _choice(label: str, choices: Sequence[tuple[str, str]]) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, required=False, widget=forms.RadioSelect)


class PlacesForm(OfficeForm):
    """For each doubtful way of writing: the village that is meant, or none of those named."""

    def __init__(
        self, *args: Any, doubts: Sequence[Mapping[str, Any]], titles: Mapping[str, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.doubts = list(doubts)
        for number, doubt in enumerate(self.doubts):
            candidates = [(code, titles[code]) for code in doubt["candidates"]]
            none = (NONE_OF_THEM, "Tidak satu pun; barisnya tetap ditolak")
            label = f"{doubt['village']}, kecamatan {doubt['kecamatan']}"
            field = _choice(label, [*candidates, none])
            field.help_text = doubt["reason"]
            field.widget.attrs["id"] = f"tempat-{number}"
            self.fields[f"place_{number}"] = field

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not any(given.get(f"place_{n}") for n in range(len(self.doubts))):
            self.add_error(None, "Pilih paling sedikit satu desa, atau nyatakan tidak satu pun.")
        return given

    def chosen(self) -> dict[str, str]:
        told = {doubt["key"]: self.cleaned_data[f"place_{n}"] for n, doubt in enumerate(self.doubts)}
        return {key: "" if code == NONE_OF_THEM else code for key, code in told.items() if code}


class DecideForm(OfficeForm):
    """The second person's word."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    verdict = forms.ChoiceField(
        label="Keputusan",
        choices=(("sahkan", "Sahkan sebagai register"), ("kembalikan", "Kembalikan kepada pengunggah")),
        widget=forms.RadioSelect,
    )
    without_rejected = forms.BooleanField(required=False)
    reason = _reason(
        "Alasan bila dikembalikan", "Apa yang perlu diperbaiki. Tanpa nama atau NIK.", required=False
    )

    def __init__(self, *args: Any, rejected: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if rejected:
            self.fields["without_rejected"].label = f"Sahkan tanpa {rejected} baris yang ditolak"
        else:
            del self.fields["without_rejected"]

    @property
    def confirms(self) -> bool:
        return bool(self.cleaned_data["verdict"] == "sahkan")


class DestroyForm(OfficeForm):
    """Why the people of a register are erased."""

    reason = _reason("Alasan", "Dicatat untuk selamanya. Tanpa nama atau NIK.")
    understood = forms.BooleanField(
        label="Saya mengerti: nama, NIK dan isian rumah tangga tidak dapat dipulihkan, juga dari cadangan",
        error_messages={"required": "Beri tanda bahwa Anda mengerti akibatnya."},
    )


def default_until(edition: date, years: int) -> date:
    """The last day a register may be kept, unless somebody says otherwise; 29 February becomes the 28th."""
    day = 28 if (edition.month, edition.day) == (2, 29) else edition.day
    return edition.replace(year=edition.year + years, day=day)


class NumberForm(OfficeForm):
    """The number of a paper. It is looked for and forgotten."""

    number = forms.CharField(
        label="NIK atau nomor KK",
        help_text="16 angka. Spasi dan titik boleh. Nomor ini tidak dicatat.",
        max_length=40,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_number(self) -> str:
        digits = "".join(sign for sign in self.cleaned_data["number"] if sign not in " .-\u00a0")
        if len(digits) != 16 or not digits.isascii() or not digits.isdecimal():
            raise forms.ValidationError("NIK dan nomor KK terdiri atas 16 angka. Hitung lagi angkanya.")
        return digits


class PurposeForm(OfficeForm):
    """Why somebody opens who lives in a household."""

    household = forms.CharField(max_length=19, widget=forms.HiddenInput)
    purpose = forms.ChoiceField(
        label="Untuk apa identitas ini dibuka?",
        choices=[(purpose.value, purpose.words) for purpose in Purpose],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, ident: str = "", **kwargs: Any) -> None:
        super().__init__(*args, initial={"household": ident}, **kwargs)
        self.fields["purpose"].error_messages["required"] = "Pilih untuk apa identitas ini dibuka."
        for name, field in self.fields.items():
            field.widget.attrs["id"] = f"{name}-{ident}" if ident else name
