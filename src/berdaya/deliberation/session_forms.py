"""Forms of a session: money and limits, a change by the forum, a delegate, the decision."""

from collections.abc import Iterable, Mapping
from datetime import date as Day
from typing import Any

from django import forms

from berdaya.access.form_fields import RupiahField, day_field
from berdaya.access.forms import OfficeForm
from berdaya.deliberation.models import Proposal, Session
from berdaya.deliberation.page_doors import named
from berdaya.deliberation.rules.entering import settings_of
from berdaya.deliberation.rules.forum import Kind
from berdaya.deliberation.services.deciding import Wish
from berdaya.deliberation.services.sitting import Ceilings
from berdaya.kernel.numbers import format_count
from berdaya.meeting.models import Meeting

LEVELS = (("rt", "RT: setiap RT mendapat bagian"), ("rw", "RW: setiap RW mendapat bagian"))


def _rupiah(label: str, help_text: str = "", *, required: bool = True) -> RupiahField:
    return RupiahField(label=label, help_text=help_text, required=required, least=0, max_length=30)


class CeilingsForm(OfficeForm):
    """The money, a limit for each menu, who shares it, and the meeting where it is talked over."""

    budget = _rupiah("Pagu seluruhnya", "Pagu indikatif kelurahan/desa, rupiah penuh.")

    def __init__(
        self,
        *args: Any,
        session: Session,
        menus: Mapping[str, str],
        meetings: Iterable[Meeting],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, initial=_initial(session), **kwargs)
        self.menus, self.meetings = menus, {str(one.pk): one for one in meetings}
        for code, words in menus.items():
            self._add(
                f"menu_{code}",
                _rupiah(f"Batas {words.lower()}", "Kosong berarti tanpa batas.", required=False),
            )
        self._add(
            "level", forms.ChoiceField(label="Yang berbagi pagu", choices=LEVELS, widget=forms.RadioSelect)
        )
        self._add(
            "group_weight",
            forms.IntegerField(
                label="Bobot setiap kelompok (Pokmas, PKK)",
                help_text="Seperti banyaknya KK. 0 berarti kelompok tidak ikut berbagi pagu.",
                min_value=0,
                max_value=100_000,
            ),
        )
        if self.meetings:
            choices = [("", "Belum dipilih"), *((key, str(one)) for key, one in self.meetings.items())]
            self._add(
                "meeting",
                forms.ChoiceField(label="Pertemuan", choices=choices, required=False,
                                  help_text="Tabel hasil masuk ke berita acaranya."),
            )  # fmt: skip

    def _add(self, name: str, field: forms.Field) -> None:
        field.error_messages["required"] = f"Isi {str(field.label).lower()}."
        field.widget.attrs.setdefault("id", name.replace("_", "-"))
        if not isinstance(field.widget, forms.RadioSelect):
            field.widget.attrs["class"] = (
                "form-select" if isinstance(field.widget, forms.Select) else "form-control"
            )
        self.fields[name] = field

    def ceilings(self) -> Ceilings:
        given = self.cleaned_data
        limits = {code: given[f"menu_{code}"] for code in self.menus}
        return Ceilings(
            budget=given["budget"],
            ceilings={code: limit for code, limit in limits.items() if limit is not None},
            level=given["level"],
            group_weight=given["group_weight"],
            meeting=self.meetings.get(given.get("meeting", "")),
        )


def _initial(session: Session) -> dict[str, Any]:
    settings = settings_of(session.settings)
    return {
        "budget": format_count(session.budget) if session.budget else "",
        "level": settings.level,
        "group_weight": settings.group_weight,
        "meeting": str(session.meeting_id or ""),
        **{f"menu_{code}": format_count(limit) for code, limit in session.ceilings.items()},
    }


class ChangeForm(OfficeForm):
    """One change of the computed list, with its reason."""

    proposal = forms.ChoiceField(label="Usulan")
    kind = forms.ChoiceField(
        label="Perubahan",
        choices=(
            (Kind.OUT.value, "Keluarkan dari daftar"),
            (Kind.IN.value, "Masukkan ke daftar"),
            (Kind.AMOUNT.value, "Ubah biayanya"),
        ),
        widget=forms.RadioSelect,
    )
    amount = _rupiah("Biaya baru", "Hanya bila biayanya diubah.", required=False)
    proposer = forms.CharField(
        label="Atas permintaan",
        help_text="Unit atau unsur, misalnya RW 05 atau wakil perempuan.",
        max_length=120,
    )
    reason = forms.CharField(
        label="Alasan",
        help_text="Satu kalimat. Dibaca warga.",
        max_length=400,
        widget=forms.Textarea({"rows": 3}),
    )

    def __init__(
        self, *args: Any, proposals: Mapping[str, Proposal], inside: set[str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.proposals = proposals
        field = self.fields["proposal"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            ("", "Pilih usulan"),
            ("Dalam daftar", [_choice(one) for name, one in proposals.items() if name in inside]),
            ("Di luar daftar", [_choice(one) for name, one in proposals.items() if name not in inside]),
        ]

    def wish(self) -> Wish:
        given = self.cleaned_data
        kind = Kind(given["kind"])
        return Wish(
            proposal=self.proposals[given["proposal"]],
            kind=kind,
            reason=given["reason"],
            proposer=given["proposer"],
            amount=given["amount"] if kind is Kind.AMOUNT else None,
        )


def _choice(one: Proposal) -> tuple[str, str]:
    return one.label, named(one)


class DelegateForm(OfficeForm):
    """Somebody who is sent to the kecamatan. The name is sealed at once."""

    name = forms.CharField(label="Nama", max_length=120, widget=forms.TextInput({"autocomplete": "off"}))
    sex = forms.ChoiceField(
        label="L/P", choices=(("L", "Laki-laki"), ("P", "Perempuan")), widget=forms.RadioSelect
    )
    body = forms.CharField(label="Mewakili", help_text="Misalnya LPMK, RW 02, wakil pemuda.", max_length=120)


class DecideForm(OfficeForm):
    """The number and the day of the decision."""

    number = forms.CharField(label="Nomor berita acara", max_length=80)
    date = day_field("Tanggal")

    def day(self) -> Day:
        day: Day = self.cleaned_data["date"]
        return day
