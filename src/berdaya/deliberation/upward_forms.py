"""Forms of the levels above: what the kecamatan settles, what an agency or Bappeda answers, the decision."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.text import capfirst

from berdaya.access.form_fields import RupiahField, day_field
from berdaya.access.forms import OfficeForm
from berdaya.deliberation.forms import VolumeField
from berdaya.deliberation.rules.states import ANSWERED, Reason, State, Target
from berdaya.deliberation.rules.upward import MOST_MONEY, STOPPING, Answering, Settled, Verdict

_REASONS = [("", "–"), *((one.value, capfirst(one.words)) for one in Reason)]
_TARGETS = [("", "–"), *((one.value, one.words) for one in Target)]
_WORDS = "Wajib bila tidak diterima, atau bila jumlah atau volumenya berubah. Dibaca umum; tanpa nama orang."


def _line(label: str, help_text: str = "", most: int = 120, **attrs: str) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=help_text, required=False, max_length=most, widget=forms.TextInput(attrs)
    )


def _select(label: str, choices: Sequence[tuple[str, str]]) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, required=False)


def _why() -> forms.CharField:
    area = forms.Textarea({"rows": 3})
    return forms.CharField(label="Penjelasan", help_text=_WORDS, required=False, max_length=400, widget=area)


def _offer(field: Any, agencies: Sequence[str], now: str) -> None:
    """Agencies to choose from, with the one that stands there though no list knows it any more."""
    names = dict.fromkeys([*agencies, *filter(None, [now])])
    field.choices = [("", "–"), *((name, name) for name in names)]
    field.error_messages["invalid_choice"] = "Perangkat daerah itu tidak ada dalam daftar. Pilih dari daftar."


class SettleForm(OfficeForm):
    """Agreed and addressed; or not agreed, with what becomes of it and why."""

    verdict = forms.ChoiceField(
        label="Kesepakatan forum",
        choices=[(one.value, capfirst(one.words)) for one in Verdict],
        widget=forms.RadioSelect,
    )
    agency = forms.ChoiceField(
        label="Perangkat daerah", help_text="Yang mengerjakannya bila disepakati.", required=False
    )
    to = _select("Bila tidak, menjadi", [("", "–"), *((s.value, capfirst(s.words)) for s in STOPPING)])
    reason = _select("Alasan", _REASONS)
    target = _select("Dialihkan ke", _TARGETS)
    words = _why()

    def __init__(self, *args: Any, agencies: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self.fields["agency"], agencies, self.initial.get("agency", ""))

    def settled(self) -> Settled:
        given = self.cleaned_data
        return Settled(
            Verdict(given["verdict"]), given["agency"], given["to"], given["reason"], given["words"],
            given["target"],
        )  # fmt: skip


class ForumDecideForm(OfficeForm):
    number = forms.CharField(label="Nomor berita acara", max_length=80)
    date = day_field("Tanggal")


class AnswerForm(OfficeForm):
    """Where to; how much and as what when it is taken; why when it is not."""

    to = forms.ChoiceField(label="Jawaban", widget=forms.RadioSelect)
    amount = RupiahField(
        label="Jumlah (Rp)",
        help_text="Rupiah penuh.",
        required=False,
        least=0,
        most=MOST_MONEY,
        max_length=30,
    )
    volume = VolumeField(
        label="Volume", help_text="Ubah hanya bila volumenya berubah.", required=False, least=0, most=10**9,
        max_length=30,
    )  # fmt: skip
    code = _line("Kode sub kegiatan", "Misalnya 1.03.06.2.01.0010; boleh menyusul.", 40)
    activity = _line(
        "Kegiatan", "Nama kegiatan dalam rancangan Renja, RKPD, APBD, RKP Desa atau APB Desa.", 200
    )
    basis = _line("Dasar", "Jenis, nomor dan tahun peraturannya, misalnya Perwali 21/2026.")
    reason = _select("Alasan", _REASONS)
    target = _select("Dialihkan ke", _TARGETS)
    agency = forms.ChoiceField(
        label="Perangkat daerah yang dituju",
        help_text="Bila dialihkan ke perangkat daerah lain.",
        required=False,
    )
    words = _why()

    def __init__(
        self, *args: Any, ways: Sequence[State], agencies: Sequence[str] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        _offer(self.fields["agency"], agencies, self.initial.get("agency", ""))
        field = self.fields["to"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(one.value, capfirst(one.words)) for one in ways]
        field.error_messages["required"] = "Pilih jawabannya."
        if not {State.RKPD, State.KUA, State.APBD} & set(ways):
            del self.fields["basis"]
        if State.ROUTED not in ways:
            del self.fields["target"], self.fields["agency"]
        self.takes, self.stops = set(ways) & ANSWERED, set(ways) - ANSWERED

    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields of an answer that takes, and of one that does not."""
        taking = ("amount", "volume", "code", "activity", "basis")
        stopping = ("reason", "target", "agency")
        found = [("Bila diterima", [self[name] for name in taking if name in self.fields])]
        if self.stops:
            found.append(("Bila tidak", [self[name] for name in stopping if name in self.fields]))
        return found

    def answering(self) -> Answering:
        given = dict(self.cleaned_data)
        return Answering(**(given | {"to": State(given["to"])}))
