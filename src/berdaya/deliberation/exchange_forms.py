"""The forms that bring a table or a file of results."""

from django import forms

from berdaya.access.forms import OfficeForm


def _file(label: str, help_text: str, accept: str) -> forms.FileField:
    return forms.FileField(
        label=label,
        help_text=help_text,
        widget=forms.ClearableFileInput({"accept": accept}),
        error_messages={
            "empty": "Berkas itu kosong.",
            "invalid": "Pilih satu berkas.",
            "required": "Pilih berkas.",
        },
    )


class TableForm(OfficeForm):
    file = _file(
        "Tabel usulan", "XLSX atau CSV: templat, berkas kantor ini, atau tabel kantor lain.", ".xlsx,.csv"
    )


class ResultsForm(OfficeForm):
    file = _file("Berkas hasil", "XLSX, CSV atau JSON seperti yang terbit.", ".xlsx,.csv,.json")


class BookingsForm(OfficeForm):
    file = _file("Tabel anggaran", "XLSX atau CSV: tabel yang diunduh di sini, sudah diisi.", ".xlsx,.csv")


class AnswersForm(OfficeForm):
    file = _file("Tabel jawaban", "XLSX atau CSV: tabel yang diunduh di sini, sudah diisi.", ".xlsx,.csv")
