"""The form of a check: eleven classes, each with what was seen of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django import forms

from berdaya.access.form_fields import CountField, day_field
from berdaya.access.forms import OfficeForm
from berdaya.scan.rules.sid import Content, Seen, SidRule
from berdaya.scan.services.sid import Check

if TYPE_CHECKING:
    from berdaya.scan.models.sid import SidCheck

_EXISTS = {"ada": True, "tidak": False, "luar": None}
_OPEN = {"ya": True, "tidak": False}
_BACK = {True: "ada", False: "tidak", None: "luar"}


class SidForm(OfficeForm):
    """When, which address, and eleven rows. What the last check found stands there to begin with."""

    checked_on = day_field("Dilihat pada")
    address = forms.CharField(
        label="Alamat situs atau aplikasi",
        required=False,
        max_length=200,
        help_text="Kosongkan bila SID tidak daring.",
    )
    note = forms.CharField(label="Catatan umum", required=False, max_length=300)

    def __init__(
        self, *args: Any, rule: SidRule, kelurahan: bool, before: SidCheck | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.rule = rule
        rows = {row.number: row for row in before.classes.all()} if before else {}
        if before is not None:
            self.initial.setdefault("address", before.address)
        for content in rule.classes:
            self._class(content, rows.get(content.number), kelurahan)

    def _class(self, content: Content, row: Any, kelurahan: bool) -> None:
        n = content.number
        choices = [("", "Pilih"), ("ada", "ada"), ("tidak", "tidak ada")]
        if not self.rule.applies(n, kelurahan):
            choices.append(("luar", "tidak berlaku"))
        exists = forms.ChoiceField(label=f"Kelas {n}, {content.title}", choices=choices)
        exists.error_messages["required"] = f"Kelas {n}: pilih ada atau tidak ada."
        exists.initial = _BACK[row.exists] if row else ("" if self.rule.applies(n, kelurahan) else "luar")
        updated = day_field(f"Kelas {n} diperbarui", required=False)
        complete = CountField(label=f"Kelas {n} lengkap (%)", required=False, least=0, most=100)
        public = forms.ChoiceField(
            label=f"Kelas {n} terbuka bagi warga",
            choices=(("", "tidak tahu"), ("ya", "ya"), ("tidak", "tidak")),
            required=False,
        )
        note = forms.CharField(label=f"Kelas {n} catatan", required=False, max_length=200)
        if row:
            updated.initial, complete.initial = row.updated, row.complete
            public.initial = {True: "ya", False: "tidak", None: ""}[row.open]
        for name, field in (
            ("exists", exists),
            ("updated", updated),
            ("complete", complete),
            ("open", public),
            ("note", note),
        ):
            kind = "form-select" if isinstance(field, forms.ChoiceField) else "form-control"
            field.widget.attrs |= {"id": f"{name}-{n}", "class": kind}
            self.fields[f"{name}_{n}"] = field
        if n == self.rule.poverty:
            names = forms.BooleanField(label="Nama warga miskin dapat dibaca umum", required=False)
            names.widget.attrs |= {"id": f"names-{n}"}
            self.fields[f"names_{n}"] = names

    def rows(self) -> Iterator[tuple[Content, dict[str, Any]]]:
        for content in self.rule.classes:
            names = ("exists", "updated", "complete", "open", "note", "names")
            found = {name: f"{name}_{content.number}" for name in names}
            yield content, {name: self[key] for name, key in found.items() if key in self.fields}

    def check(self) -> Check:
        given = self.cleaned_data
        return Check(
            checked_on=given["checked_on"],
            seen=[self._seen(content.number) for content in self.rule.classes],
            notes={content.number: given[f"note_{content.number}"] for content in self.rule.classes},
            address=given["address"],
            note=given["note"],
        )

    def _seen(self, n: int) -> Seen:
        given = self.cleaned_data
        return Seen(
            n,
            _EXISTS[given[f"exists_{n}"]],
            given[f"updated_{n}"],
            given[f"complete_{n}"],
            _OPEN.get(given[f"open_{n}"]),
            bool(given.get(f"names_{n}")),
        )
