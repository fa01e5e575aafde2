"""Forms of this room: read what was chosen."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from berdaya.access.forms import OfficeForm

_VARIANT = "varian-"


class JudgeForm(OfficeForm):
    """Which register is judged; each named variant is a box to tick."""

    snapshot = forms.ChoiceField(label="Register", widget=forms.Select)

    def __init__(
        self, *args: Any, snapshots: Sequence[tuple[str, str]], variants: Mapping[str, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["snapshot"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(snapshots)
        for name, words in variants.items():
            self.fields[_VARIANT + name] = forms.BooleanField(
                label=words[:1].upper() + words[1:],
                required=False,
                widget=forms.CheckboxInput({"id": _VARIANT + name}),
            )

    def chosen_variants(self) -> list[str]:
        """The names of the variants that were ticked."""
        names = (name for name in self.fields if name.startswith(_VARIANT))
        return [name.removeprefix(_VARIANT) for name in names if self.cleaned_data[name]]
