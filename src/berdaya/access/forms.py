"""Forms of this room: read what was typed; whether it is allowed, the rules decide."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django import forms

from berdaya.access.form_fields import day_field
from berdaya.access.place_field import PlaceField
from berdaya.access.rules.codes import Way
from berdaya.access.rules.roles import Role, Sheets
from berdaya.kernel.calendar import Period
from berdaya.kernel.findings import Refused

_YEAR = timedelta(days=365)
_WAYS = [(way.value, way.words) for way in Way]
Headings = tuple[tuple[str, tuple[str, ...]], ...]


class OfficeForm(forms.Form):
    """A form whose refusals by the rules are shown like its own errors."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **({"label_suffix": ""} | kwargs))
        for name, field in self.fields.items():
            field.error_messages["required"] = f"Isi {str(field.label).lower()}."
            field.widget.attrs.setdefault("id", name.replace("_", "-"))
            plain = not isinstance(field.widget, forms.RadioSelect | forms.CheckboxInput)
            if plain:
                kind = "form-select" if isinstance(field.widget, forms.Select) else "form-control"
                field.widget.attrs["class"] = kind

    def tell(self, refused: Refused, **fields: str) -> None:
        """Show a refusal: under the field that its code begins with, else above the form."""
        for finding in refused.findings:
            name = next((field for code, field in fields.items() if finding.code.startswith(code)), None)
            self.add_error(name, finding.sentence)


def _text(label: str, *, help_text: str = "", required: bool = True, **attrs: str) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=help_text, required=required, max_length=120, widget=forms.TextInput(attrs)
    )


def _password(label: str, complete: str, help_text: str = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        strip=False,
        max_length=256,
        widget=forms.PasswordInput({"autocomplete": complete}),
    )


class SignInForm(OfficeForm):
    username = _text("Nama pengguna", autocomplete="username", autocapitalize="none", spellcheck="false")
    password = _password("Kata sandi", "current-password")


class SlipForm(OfficeForm):
    code = _text(
        "Kode pada slip",
        help_text="12 huruf dan angka. Huruf besar atau kecil dan tanda hubung tidak berpengaruh.",
        autocomplete="off",
        autocapitalize="characters",
        spellcheck="false",
    )


class NewPasswordForm(OfficeForm):
    password = _password(
        "Kata sandi baru",
        "new-password",
        "Paling sedikit 12 huruf. Tiga atau empat kata yang tidak berhubungan mudah diingat, sukar ditebak.",
    )
    again = _password("Kata sandi baru sekali lagi", "new-password")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("password") and given.get("again") and given["password"] != given["again"]:
            self.add_error("again", "Kedua sandi tidak sama. Ketik ulang keduanya.")
        return given


class ChangePasswordForm(NewPasswordForm):
    old = _password("Kata sandi sekarang", "current-password")
    field_order = ["old", "password", "again"]


class CodeForm(OfficeForm):
    code = _text(
        "Kode 6 angka",
        help_text="Dari aplikasi pengaman di telepon Anda, atau satu kode cadangan.",
        autocomplete="one-time-code",
        inputmode="numeric",
    )


class TermForm(OfficeForm):
    """A role to propose: which, where, how long."""

    headings: Headings = (("Peran", ("role", "territory", "body")), ("Masa", ("first", "last")))
    role = forms.ChoiceField(label="Peran")
    territory = PlaceField()
    body = _text(
        "Lembaga",
        required=False,
        help_text="Bila peran mewakili lembaga: perangkat daerah, BKM, KSM, pokmas.",
    )
    first = day_field("Hari pertama")
    last = day_field("Hari terakhir", "Menurut surat keputusan atau masa jabatan.")

    def __init__(
        self, *args: Any, roles: Iterable[Role], sheets: Sheets, today: date, within: str, **kwargs: Any
    ) -> None:
        kwargs["initial"] = {"first": today, "last": today + _YEAR} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        choices = [("", "Pilih peran")] + [(role.value, sheets[role].title) for role in roles]
        place = self.fields["territory"]
        if isinstance(place, PlaceField):
            place.within = within
        field = self.fields["role"]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("first") and given.get("last") and given["last"] < given["first"]:
            self.add_error("last", "Hari terakhir mendahului hari pertama.")
        return given

    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields under their headings."""
        return [(words, [self[name] for name in names]) for words, names in self.headings]

    def period(self) -> Period:
        return Period(self.cleaned_data["first"], self.cleaned_data["last"])


class InviteForm(TermForm):
    headings: Headings = (
        ("Siapa", ("name", "title", "phone", "username")),
        *TermForm.headings,
        ("Cara masuk pertama kali", ("way",)),
    )
    name = _text("Nama lengkap", autocomplete="off")
    title = _text("Jabatan", required=False, help_text="Seperti di surat keputusan.", autocomplete="off")
    phone = _text("Nomor telepon", required=False, inputmode="tel", autocomplete="off")
    username = _text(
        "Nama pengguna",
        help_text="Untuk masuk. Huruf kecil, angka, titik, atau alamat surel.",
        autocomplete="off",
        autocapitalize="none",
    )
    way = forms.ChoiceField(
        label="Cara mengundang", choices=_WAYS, widget=forms.RadioSelect, initial=Way.LINK
    )
    field_order = ["name", "title", "phone", "username", "role", "territory", "body", "first", "last", "way"]


class NewCodeForm(OfficeForm):
    way = forms.ChoiceField(
        label="Cara memberikan kode",
        choices=_WAYS,
        widget=forms.RadioSelect,
        initial=Way.LINK,
    )
    frees_factor = forms.BooleanField(
        label="Lepas juga kode kedua (telepon hilang dan kode cadangan habis)", required=False
    )


class EndForm(OfficeForm):
    last_day = day_field("Hari terakhir", "Pada hari itu peran masih berlaku.")
    reason = _text("Alasan", help_text="Satu kalimat, misalnya: pindah tugas menurut SK.")


class TrailForm(OfficeForm):
    person = _text("Siapa", required=False)
    verb = _text("Perbuatan", required=False, placeholder="menyetujui, register")
    ident = _text("Objek", required=False, placeholder="peran 25")
    first = day_field("Dari", required=False)
    last = day_field("Sampai", required=False)
