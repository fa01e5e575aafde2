"""Forms of the house: the boundaries of a territory, and by whose word they hold."""

from django import forms

from berdaya.access.form_fields import day_field
from berdaya.access.forms import OfficeForm


class MapFileForm(OfficeForm):
    file = forms.FileField(
        label="Berkas GeoJSON",
        help_text="Satu bidang tiap desa atau kelurahan, dengan kolom kode. WGS 84, paling besar 50 MB.",
        widget=forms.ClearableFileInput({"accept": ".geojson,.json"}),
        error_messages={"empty": "Berkas itu kosong. Ekspor sekali lagi.", "invalid": "Pilih satu berkas."},
    )


class MapSourceForm(OfficeForm):
    as_of = day_field("Keadaan per tanggal", "Tanggal batas itu berlaku menurut sumbernya.")
    source = forms.CharField(
        label="Sumber batas",
        help_text="Misalnya: Bappeda Kab. Pemalang, batas indikatif 2024.",
        max_length=200,
    )
