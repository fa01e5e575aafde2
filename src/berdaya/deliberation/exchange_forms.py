"""The form that brings a table."""

from django import forms

from berdaya.access.forms import OfficeForm


class TableForm(OfficeForm):
    file = forms.FileField(
        label="Tabel usulan",
        help_text="XLSX atau CSV: templat, berkas kantor ini, atau tabel kantor lain.",
        widget=forms.ClearableFileInput({"accept": ".xlsx,.csv"}),
        error_messages={
            "empty": "Berkas itu kosong.",
            "invalid": "Pilih satu berkas.",
            "required": "Pilih berkas.",
        },
    )
