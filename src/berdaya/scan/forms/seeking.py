"""The name that somebody looks for, and where. It is read once and goes nowhere else."""

from collections.abc import Sequence
from typing import Any

from django import forms

from berdaya.access.forms import OfficeForm

_MOST_LETTERS = 80


class SeekForm(OfficeForm):
    """A name, or its beginning, in the whole place or in one RT."""

    name = forms.CharField(
        label="Nama",
        help_text="Kepala atau anggota rumah tangga; nama lengkap atau awalnya. Ejaan lama ikut dicari.",
        max_length=_MOST_LETTERS,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )
    rt = forms.ChoiceField(label="RT", required=False)

    def __init__(self, *args: Any, rts: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["rt"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Semua RT"), *rts]
