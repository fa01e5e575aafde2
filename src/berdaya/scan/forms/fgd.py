"""Forms of the FGD: which meeting, the columns of one line, both views."""

from typing import Any

from django import forms

from berdaya.access.form_fields import CountField, day_field
from berdaya.access.forms import OfficeForm
from berdaya.scan.rules.checking import AGREED, FGD, MUSDES, Value
from berdaya.scan.services.fgd import Line

_COLUMNS = ((MUSDES, "Musdes"), (FGD, "Penilaian FGD"), (AGREED, "Yang disepakati"))


class MeetingForm(OfficeForm):
    meeting = forms.ChoiceField(label="Pertemuan FGD", widget=forms.RadioSelect)

    def __init__(self, *args: Any, meetings: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["meeting"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = meetings


class LineForm(OfficeForm):
    """Three columns as a part of a whole, each may stay empty; why they differ; what follows."""

    reason = forms.CharField(
        label="Alasan selisih",
        required=False,
        max_length=300,
        help_text="Wajib bila selisihnya besar. Tanpa nama orang.",
        widget=forms.Textarea({"rows": 2}),
    )
    action = forms.CharField(label="Tindak lanjut", required=False, max_length=200)
    who = forms.CharField(label="Siapa", required=False, max_length=120)
    due = day_field("Kapan", required=False)
    source = forms.ChoiceField(label="Sumber dana", required=False)

    def __init__(
        self, *args: Any, topic: Any, whole: int | None, sources: dict[str, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.marks = topic.code.startswith("P")
        field = self.fields["source"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "belum ada"), *sources.items()]
        for name in ("reason", "action", "who", "due", "source"):
            self.fields[name].initial = getattr(topic, name)
        for name, words in _COLUMNS:
            value = topic.column(name)
            part, of = ("angka", "dari angka tertinggi") if self.marks else ("rumah tangga", "dari")
            for end, label, first in (
                ("part", f"{words}: {part}", value.part if value else None),
                ("whole", f"{words}: {of}", value.whole if value else whole),
            ):
                made = CountField(label=label, required=False, least=0, most=1_000_000)
                made.initial = first
                made.widget.attrs |= {"id": f"{name}-{end}", "class": "form-control"}
                self.fields[f"{name}_{end}"] = made

    def pairs(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[f"{name}_part"], self[f"{name}_whole"]) for name, _ in _COLUMNS]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for name, _ in _COLUMNS:
            part, whole = given.get(f"{name}_part"), given.get(f"{name}_whole")
            if part is not None and not whole:
                self.add_error(f"{name}_whole", "Tulis dari berapa.")
        return given

    def line(self) -> Line:
        given = self.cleaned_data
        parts = {name: (given[f"{name}_part"], given[f"{name}_whole"]) for name, _ in _COLUMNS}
        return Line(
            values={
                name: None if part is None else Value(part, whole) for name, (part, whole) in parts.items()
            },
            **{name: given[name] for name in ("reason", "action", "who", "due", "source")},
        )


class ViewsForm(OfficeForm):
    men = forms.CharField(
        label="Pendapat laki-laki", required=False, max_length=2000, widget=forms.Textarea({"rows": 5})
    )
    women = forms.CharField(
        label="Pendapat perempuan", required=False, max_length=2000, widget=forms.Textarea({"rows": 5})
    )
