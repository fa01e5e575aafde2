"""Forms of this room: a paper with its place, and the fields that people mend."""

from collections.abc import Mapping
from typing import Any

from django import forms

from berdaya.access.forms import OfficeForm
from berdaya.access.place_field import PlaceField
from berdaya.budget.rules.editing import CAUSES, MOST_ACTIVITIES, TEXTS, answers_of, lines_of
from berdaya.budget.rules.record import FACTORS
from berdaya.kernel.numbers import format_count

SPARE = 2


class BringForm(OfficeForm):
    """A statement as people wrote it, and for which place."""

    file = forms.FileField(
        label="Naskah pernyataan",
        help_text="Word, XLSX, PDF yang berisi teks, TXT, atau JSON. Paling besar 5 MB.",
        error_messages={"empty": "Berkasnya kosong."},
        widget=forms.FileInput({"accept": ".docx,.xlsx,.pdf,.txt,.json"}),
    )
    territory = PlaceField(
        label="Penyusun", help_text="Nama atau kode kelurahan, desa atau kecamatan yang menyusunnya."
    )

    def __init__(self, *args: Any, within: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        place = self.fields["territory"]
        if isinstance(place, PlaceField):
            place.within = within


class MendForm(OfficeForm):
    """The fields that most findings ask about. Built from a record; whatever is not here stays as it is."""

    def __init__(self, record: Mapping[str, Any], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.budget_rows: list[int] = []
        for name, words in TEXTS.items():
            self._add(name, words, record.get(name), rows=2)
        factors = record.get("faktor") if isinstance(record.get("faktor"), Mapping) else {}
        for name, words in FACTORS.items():
            row = (factors or {}).get(name)
            text = row.get("ringkas") if isinstance(row, Mapping) else row
            self._add(name, words, text, rows=2)
        for name, words in CAUSES.items():
            self._add(
                name, f"Sebab {words}", lines_of(record.get(name)), rows=3, help_text="Satu sebab satu baris."
            )
        self._add("jumlah_anggaran", "Jumlah anggaran (Rp)", record.get("jumlah_anggaran"))
        self._activities(record.get("rencana_aksi"))

    def _activities(self, before: Any) -> None:
        rows = [one if isinstance(one, Mapping) else {"teks": str(one)} for one in before or [] if one]
        for at in range(min(len(rows) + SPARE, MOST_ACTIVITIES)):
            row = rows[at] if at < len(rows) else {}
            self.budget_rows.append(at)
            self._add(f"aktivitas_{at}", f"Aktivitas {at + 1}", row.get("teks"))
            self._add(f"anggaran_{at}", f"Anggaran aktivitas {at + 1} (Rp)", row.get("anggaran"))
            self._add(f"menjawab_{at}", f"Aktivitas {at + 1} menjawab", answers_of(row), help_text=ANSWERS)

    def _add(self, name: str, label: str, initial: Any, *, rows: int = 0, help_text: str = "") -> None:
        widget = forms.Textarea({"rows": rows}) if rows else forms.TextInput()
        widget.attrs |= {"class": "form-control", "id": name.replace("_", "-")}
        value = format_count(initial) if isinstance(initial, int) else str(initial or "")
        self.fields[name] = forms.CharField(
            label=label, help_text=help_text, initial=value, required=False, max_length=20_000, widget=widget
        )


ANSWERS = "Misalnya internal 1, eksternal 2; atau netral."
