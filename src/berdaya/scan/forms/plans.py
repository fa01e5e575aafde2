"""Forms of the intervention plan, of news about its lines and of supervision visits."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from berdaya.access.form_fields import CountField, RupiahField, day_field
from berdaya.access.forms import OfficeForm
from berdaya.scan.rules.planning import Line, PlanRule
from berdaya.scan.services.progress import News, Visit


def _text(label: str, help_text: str = "", *, required: bool = True, most: int = 120) -> forms.CharField:
    return forms.CharField(label=label, help_text=help_text, required=required, max_length=most)


def _area(label: str, help_text: str = "", *, required: bool = False, most: int = 2000) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=most,
        widget=forms.Textarea({"rows": 3}),
    )


class LineForm(OfficeForm):
    """One line: what, for which sign or potential, how much, what it costs, who pays, when, who does it."""

    action = _text("Tindakan", "Kata kerja dahulu, misalnya: membangun jamban keluarga.", most=200)
    target = forms.ChoiceField(label="Menjawab", help_text="Tanda kesulitan atau kelompok potensi.")
    volume = CountField(label="Volume", least=1, most=1_000_000)
    unit = _text("Satuan", most=20)
    cost = RupiahField(label="Biaya", help_text="Rupiah bulat seluruh baris; 0 bila swadaya.", least=0)
    source = forms.ChoiceField(label="Sumber dana")
    year = forms.ChoiceField(label="Tahun")
    who = _text("Pelaksana", "Perangkat daerah atau lembaga.")
    where = _text("Lokasi", "RT, RW atau dusun.", required=False)

    def __init__(
        self,
        *args: Any,
        targets: Mapping[str, Sequence[tuple[str, str]]],
        rule: PlanRule,
        first: int,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        years = range(first, first + rule.years_ahead + 1)
        self.fields["unit"].widget.attrs["list"] = "satuan"
        self.units = rule.units
        choices: dict[str, Any] = {
            "target": [("", "Pilih"), *[(words, list(pairs)) for words, pairs in targets.items()]],
            "source": [("", "Pilih"), *rule.sources.items()],
            "year": [(str(year), str(year)) for year in years],
        }
        for name, given in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = given

    def line(self) -> Line:
        given = self.cleaned_data
        return Line(
            action=" ".join(given["action"].split()),
            target=given["target"],
            volume=given["volume"],
            unit=" ".join(given["unit"].split()),
            cost=given["cost"],
            source=given["source"],
            year=int(given["year"]),
            who=" ".join(given["who"].split()),
        )


class NoteForm(OfficeForm):
    """A sentence that goes with a step of the plan."""

    note = _area("Catatan", "Satu dua kalimat.", most=300)


class NewsForm(OfficeForm):
    on = day_field("Keadaan per")
    done = CountField(label="Volume selesai", help_text="Dihitung sejak awal baris ini.", least=0)
    spent = RupiahField(label="Realisasi rupiah", help_text="Dihitung sejak awal.", least=0)
    note = _text("Keterangan", required=False, most=300)

    def news(self) -> News:
        return News(**self.cleaned_data)


class VisitForm(OfficeForm):
    on = day_field("Tanggal kunjungan")
    team = _text("Tim", "Sebut perangkat daerahnya, bukan nama orang.", most=200)
    findings = _area("Yang ditemukan", "Tanpa nama warga.", required=True)
    follow_up = _area("Tindak lanjut", most=400)
    due = day_field("Paling lambat", required=False)

    def visit(self) -> Visit:
        return Visit(**self.cleaned_data)


class FollowedForm(OfficeForm):
    on = day_field("Selesai pada")
    note = _text("Keterangan", required=False, most=300)


class ReportForm(OfficeForm):
    """What only people can say in a report, and who signs it."""

    hindrance = _area("Hambatan")
    next_steps = _area("Rencana semester berikutnya")
    number = _text("Nomor", "Kosongkan untuk rancangan.", required=False, most=80)
    date = day_field("Tanggal laporan")
    town = _text("Ditandatangani di")
    title = _text("Jabatan penanda tangan", "Misalnya: Kepala Dinas Pertanian.")
    name = _text("Nama penanda tangan", "Boleh kosong, ditulis tangan.", required=False)
    nip = _text("NIP", required=False, most=40)
