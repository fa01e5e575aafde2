"""Forms about what is given for a proposal."""

from django import forms

from berdaya.access.form_fields import RupiahField, day_field
from berdaya.access.forms import OfficeForm
from berdaya.deliberation.printing_support import Letter
from berdaya.deliberation.rules.contributing import Form, Giver, Written
from berdaya.deliberation.services.supporting import Pledge

_MOST = 10**12


def _text(label: str, help_text: str = "", most: int = 120, *, required: bool = True) -> forms.CharField:
    return forms.CharField(label=label, help_text=help_text, max_length=most, required=required)


class PledgeForm(OfficeForm):
    """Who gives what."""

    giver = forms.ChoiceField(label="Siapa yang memberi?", choices=[(one.value, one.words) for one in Giver])
    name = _text(
        "Nama perusahaan, lembaga atau program", "Kosongkan untuk warga dan kas RT/RW.", required=False
    )
    form = forms.ChoiceField(
        label="Berupa apa?", choices=[(one.value, one.words) for one in Form], widget=forms.RadioSelect
    )
    value = RupiahField(
        label="Nilai", help_text="Rupiah. Barang dan tenaga ditaksir nilainya.", least=1, most=_MOST
    )
    words = _text(
        "Keterangan",
        "Misalnya 40 sak semen, atau 15 orang selama 2 hari. Tanpa nama orang.",
        200,
        required=False,
    )
    on = day_field("Dijanjikan tanggal")

    def pledge(self) -> Pledge:
        given = self.cleaned_data
        what = Written(given["value"], given["on"], given["words"])
        return Pledge(Giver(given["giver"]), Form(given["form"]), what, given["name"])


class ReceiveForm(OfficeForm):
    """What came in."""

    value = RupiahField(label="Nilai yang diterima", least=1, most=_MOST)
    on = day_field("Diterima tanggal")
    proof = _text("Nomor bukti", "Kuitansi, tanda terima barang atau daftar hadir kerja bakti.", 80)
    words = _text("Keterangan", "Tanpa nama orang.", 200, required=False)

    def written(self) -> Written:
        given = self.cleaned_data
        return Written(given["value"], given["on"], given["words"], given["proof"])


class ReasonForm(OfficeForm):
    reason = _text("Alasan", "Satu kalimat, tanpa nama orang.", 200)


class LetterForm(OfficeForm):
    """The letter that asks for support."""

    to = _text("Kepada", "Pimpinan perusahaan, Forum TSP/CSR, atau kementerian.")
    date = day_field("Tanggal surat")
    number = _text("Nomor surat", "Kosongkan untuk rancangan.", 80, required=False)
    signer = forms.CharField(label="Penanda tangan", max_length=80, initial="Lurah")
    name = _text("Nama penanda tangan", "Kosongkan bila ditulis tangan.", required=False)
    nip = _text("NIP", most=30, required=False)

    def letter(self) -> Letter:
        return Letter(**self.cleaned_data)
