"""Forms of this room: read what was typed about bodies; whether it may be so, the rules decide."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms

from berdaya.access.form_fields import day_field, ordinal_field
from berdaya.access.forms import OfficeForm
from berdaya.access.models import Person
from berdaya.community.models import Body
from berdaya.community.rules.kinds import Kind, KindSheet, Leaving, Office, Sex
from berdaya.community.services.boards import Newcomer, NewTerm
from berdaya.community.services.bodies import NewBody
from berdaya.community.services.households import Counted
from berdaya.kernel.numbers import parse_count
from berdaya.region.rules.neighbourhoods import NO_RW, rt_code

_SEXES = [(Sex.L.value, "Laki-laki (L)"), (Sex.P.value, "Perempuan (P)")]
_OFFICES = [(office.value, office.value.capitalize()) for office in Office]
_BOARD = (Office.KETUA, Office.SEKRETARIS, Office.BENDAHARA)
_MOST_FAMILIES = 99_999


def _text(label: str, help_text: str = "", *, required: bool = True, most: int = 120) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=most,
        widget=forms.TextInput({"autocomplete": "off"}),
    )


def _sex(required: bool = True) -> forms.ChoiceField:
    choices = _SEXES if required else [("", "Pilih L atau P"), *_SEXES]
    widget = forms.RadioSelect if required else forms.Select
    return forms.ChoiceField(
        label="Jenis kelamin",
        choices=choices,
        required=required,
        widget=widget,
        error_messages={"required": "Pilih L atau P."},
    )


class AddForm(OfficeForm):
    """A body of one village: what it is, where it stands, by which paper it was founded."""

    kind = forms.ChoiceField(label="Jenis lembaga")
    rt = ordinal_field("Nomor RT", "Hanya untuk RT.", required=False)
    rw = ordinal_field(
        "Nomor RW", "Untuk RT dan RW; juga bila Pokmas atau Posyandu berkedudukan di satu RW.", required=False
    )
    name = _text("Nama lembaga", "Untuk Pokmas dan Posyandu, misalnya Melati 1.", required=False)
    valid_from = day_field("Berdiri sejak", "Kosongkan bila tidak diketahui.", required=False)
    source = _text("Dasar pembentukan", "Nomor dan tanggal keputusan, atau peraturan desanya.", most=200)

    def __init__(self, *args: Any, village: str, kinds: Mapping[Kind, KindSheet], **kwargs: Any) -> None:
        self.village, self.kinds = village, kinds
        super().__init__(*args, **kwargs)
        field = self.fields["kind"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", "Pilih jenis"), *((kind.value, kinds[kind].title) for kind in kinds)]
        self.fields["rt"].label, self.fields["rw"].label = "Nomor RT", "Nomor RW"

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("kind") == Kind.RT and not given.get("rt") and "rt" not in self.errors:
            self.add_error("rt", "Isi nomor RT.")
        if given.get("kind") == Kind.RW and not given.get("rw") and "rw" not in self.errors:
            self.add_error("rw", "Isi nomor RW.")
        return given

    def new_body(self) -> NewBody:
        given = self.cleaned_data
        return NewBody(
            Kind(given["kind"]), self._territory(), given["source"], given["name"], given["valid_from"]
        )

    def _territory(self) -> str:
        given = self.cleaned_data
        if given["kind"] == Kind.RT:
            return rt_code(self.village, given["rt"], given["rw"] or NO_RW)
        return f"{self.village}.{given['rw']:03}" if given["rw"] else self.village


class ChangeForm(OfficeForm):
    name = _text("Nama lembaga", required=False)
    valid_from = day_field("Berdiri sejak", "Kosongkan bila tidak diketahui.", required=False)
    source = _text("Dasar pembentukan", "Nomor dan tanggal keputusan, atau peraturan desanya.", most=200)

    def __init__(self, *args: Any, body: Body, **kwargs: Any) -> None:
        kwargs["initial"] = {"name": body.name, "valid_from": body.valid_from, "source": body.source}
        super().__init__(*args, **kwargs)
        if body.kind in (Kind.RT, Kind.RW):
            del self.fields["name"]


class EndForm(OfficeForm):
    last_day = day_field("Hari terakhir", "Pada hari itu lembaga ini masih ada.")


class TermForm(OfficeForm):
    """A new term with its board: the three seats that every board has. Fields of work follow one by one."""

    first_day = day_field("Mulai menjabat", "Tanggal penetapan dalam keputusan.")
    last_day = day_field("Berakhir", "Kosongkan bila menurut ketentuan umum.", required=False)
    source = _text("Dasar pengangkatan", "Nomor dan tanggal keputusan lurah atau kepala desa.", most=200)
    period = ordinal_field(
        "Ketua menjabat untuk ke berapa kali",
        "Kosongkan bila kantor ini yang menghitung.",
        required=False,
        most=9,
    )

    def __init__(self, *args: Any, years: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["last_day"].help_text = f"Kosongkan bila {years} tahun sejak mulai menjabat."
        for office in _BOARD:
            parts = {"name": _text("Nama", required=False), "sex": _sex(required=False)}
            for part, field in parts.items():
                kind = "form-select" if part == "sex" else "form-control"
                field.widget.attrs |= {"id": f"{office.value}-{part}", "class": kind}
                self.fields[f"{office.value}_{part}"] = field

    def rows(self) -> list[dict[str, Any]]:
        """The seats, for the page."""
        return [
            {
                "office": office.value.capitalize(),
                "fields": [self[f"{office.value}_name"], self[f"{office.value}_sex"]],
            }
            for office in _BOARD
        ]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for office in _BOARD:
            if given.get(f"{office.value}_name") and not given.get(f"{office.value}_sex"):
                self.add_error(f"{office.value}_sex", f"Pilih L atau P untuk {office.value}.")
            if given.get(f"{office.value}_sex") and not given.get(f"{office.value}_name"):
                self.add_error(f"{office.value}_name", f"Isi nama {office.value}, atau kosongkan keduanya.")
        return given

    def new_term(self) -> NewTerm:
        given = self.cleaned_data
        return NewTerm(given["first_day"], given["source"], given["last_day"])

    def board(self) -> list[Newcomer]:
        given = self.cleaned_data
        return [
            Newcomer(
                office,
                given[f"{office.value}_name"],
                Sex(given[f"{office.value}_sex"]),
                period=given["period"] if office is Office.KETUA else None,
            )
            for office in _BOARD
            if given[f"{office.value}_name"]
        ]


class SeatForm(OfficeForm):
    """Somebody joins the board that sits."""

    office = forms.ChoiceField(label="Kursi", choices=_OFFICES)
    field = _text("Bidang", "Untuk kursi bidang, misalnya Keamanan.", required=False, most=80)
    name = _text("Nama lengkap", "Disandikan; nama selain ketua hanya tampak bagi yang mencatat.")
    sex = _sex()
    phone = _text("Nomor telepon", "Disandikan, untuk mengundang.", required=False, most=20)
    period = ordinal_field(
        "Menjabat untuk ke berapa kali", "Kosongkan bila kantor ini yang menghitung.", required=False, most=9
    )
    first_day = day_field("Mulai menjabat", "Kosongkan bila sejak masa bakti ini mulai.", required=False)
    person = forms.ChoiceField(
        label="Akun di kantor ini", help_text="Bila orangnya masuk ke kantor ini.", required=False
    )

    def __init__(self, *args: Any, accounts: Sequence[Person], taken: Iterable[str], **kwargs: Any) -> None:
        self.accounts = {str(one.pk): one for one in accounts}
        super().__init__(*args, **kwargs)
        free = [choice for choice in _OFFICES if choice[0] not in taken]
        for name, choices in (
            ("office", free),
            ("person", [("", "Tidak ada"), *((pk, one.name) for pk, one in self.accounts.items())]),
        ):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = choices
                field.error_messages["invalid_choice"] = "Pilih dari daftar ini."
        if not self.accounts:
            del self.fields["person"]

    def newcomer(self) -> Newcomer:
        given = self.cleaned_data
        return Newcomer(
            Office(given["office"]),
            given["name"],
            Sex(given["sex"]),
            field=given["field"],
            phone=given["phone"],
            period=given["period"],
            first_day=given["first_day"],
            person=self.accounts.get(given.get("person", "")),
        )


class LeaveForm(OfficeForm):
    last_day = day_field("Hari terakhir menjabat")
    why = forms.ChoiceField(
        label="Sebabnya",
        choices=[(one.value, one.value.capitalize()) for one in Leaving],
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih sebabnya."},
    )


class FamiliesForm(OfficeForm):
    """Families of several bodies, from one source on one day. Rows left empty stay as they are."""

    as_of = day_field("Keadaan per tanggal", "Tanggal data itu berlaku, bukan tanggal mengetik.")
    source = _text("Sumber", "Misalnya: buku RT, atau pendataan keluarga 2025.", most=200)

    def __init__(self, *args: Any, bodies: Sequence[Body], **kwargs: Any) -> None:
        self.bodies = bodies
        super().__init__(*args, **kwargs)
        for body in bodies:
            for part, words in (("kk", "KK"), ("poor", "KK miskin")):
                field = _text(f"{words} {body.name}", required=False, most=7)
                field.widget.attrs |= {
                    "id": f"{part}-{body.pk}",
                    "class": "form-control",
                    "inputmode": "numeric",
                    "aria-label": f"{words} {body.name}",
                }
                self.fields[f"{part}_{body.pk}"] = field

    def row_of(self, body: Body) -> tuple[forms.BoundField, forms.BoundField]:
        return self[f"kk_{body.pk}"], self[f"poor_{body.pk}"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for body in self.bodies:
            kk, poor = (self._count(f"{part}_{body.pk}", body) for part in ("kk", "poor"))
            given[f"kk_{body.pk}"], given[f"poor_{body.pk}"] = kk, poor
            if poor is not None and kk is None and f"kk_{body.pk}" not in self.errors:
                self.add_error(f"kk_{body.pk}", f"Isi juga KK {body.name} dari sumber yang sama.")
        if not self.errors and not self._rows(given):
            self.add_error(None, "Belum ada satu angka pun. Isi paling sedikit satu baris.")
        return given

    def _count(self, name: str, body: Body) -> int | None:
        text = str(self.cleaned_data.get(name, "")).strip()
        number = parse_count(text) if text else None
        if text and (number is None or number > _MOST_FAMILIES):
            self.add_error(name, f"{body.name}: tulis angka bulat, misalnya 85.")
            return None
        return number

    def _rows(self, given: Mapping[str, Any]) -> list[Counted]:
        return [
            Counted(body, given[f"kk_{body.pk}"], given[f"poor_{body.pk}"])
            for body in self.bodies
            if given[f"kk_{body.pk}"] is not None
        ]

    def counted(self) -> list[Counted]:
        return self._rows(self.cleaned_data)


class BringForm(OfficeForm):
    file = forms.FileField(
        label="Tabel lembaga",
        help_text="XLSX atau CSV menurut templatnya.",
        widget=forms.ClearableFileInput({"accept": ".xlsx,.csv"}),
        error_messages={
            "empty": "Berkas itu kosong. Isi templatnya, lalu unggah lagi.",
            "invalid": "Pilih satu berkas.",
        },
    )
