"""A place in a form: by its name as people write it, or by its code. Needs no script.

A name that several places bear brings the form back with all of them to choose from; an RT or RW is found by
`RT 2 RW 3 Plakaran`. Nothing is guessed: only the very name of one place is taken without asking.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from django import forms
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from berdaya.access.places import Found, place_exists, place_title, places_called
from berdaya.access.territory import COUNTRY

MOST: Final = 8
_PICK: Final = "{}-pilihan"
_NEIGHBOURS: Final = re.compile(
    r"(?:rt\s*0*(?P<rt>[1-9]\d{0,2})\b)?[\s/,]*(?:rw\s*0*(?P<rw>\d{1,3})\b)?[\s/,]*(?P<rest>.+)",
    re.IGNORECASE,
)
_VILLAGE_DOTS: Final = 3
_HELP: Final = (
    "Tulis nama desa, kelurahan, kecamatan, kabupaten atau kota; ketua RT: RT 2 RW 3 Plakaran. "
    "Kode wilayah juga boleh."
)


class PlaceInput(forms.TextInput):
    """A text, and below it the places that it may mean."""

    found: Sequence[Found] = ()

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> tuple[str, str]:
        return str(data.get(name, "")), str(data.get(_PICK.format(name), ""))

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return name not in data

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        text, picked = value if isinstance(value, tuple) else (value, "")
        written = super().render(name, text, attrs, renderer)
        if not self.found:
            return written
        meant = {"found": self.found, "pick": _PICK.format(name), "picked": picked}
        return written + render_to_string("access/parts/places_meant.html", meant)


class PlaceField(forms.CharField):
    """Cleans to the code of a place that exists. `within` is the territory in which names are looked for."""

    widget = PlaceInput

    def __init__(self, *, label: str = "Wilayah", help_text: str = _HELP, **kwargs: Any) -> None:
        widget = PlaceInput({"autocomplete": "off"})
        super().__init__(label=label, help_text=help_text, max_length=120, widget=widget, **kwargs)
        self.within = COUNTRY

    def prepare_value(self, value: Any) -> Any:
        """A code that the office proposes is shown as the name of its place."""
        return place_title(value) if isinstance(value, str) and place_exists(value) else value

    def clean(self, value: Any) -> str:
        given, picked = value if isinstance(value, tuple) else (value, "")
        text = str(super().clean(given) or "")
        if not text:
            return text
        code = text.rstrip(".")
        if code and place_exists(code):
            return code
        found = _meant(text, self.within)
        if picked in {one.code for one in found}:
            self._offer(found)
            return str(picked)
        if len(found) == 1 and found[0].same:
            return found[0].code
        self._offer(found)
        raise forms.ValidationError(_which(text, found), code="place")

    def _offer(self, found: Sequence[Found]) -> None:
        if isinstance(self.widget, PlaceInput):
            self.widget.found = found


def _which(text: str, found: Sequence[Found]) -> str:
    if not found:
        return "Wilayah itu tidak dikenal. Periksa ejaannya, atau tulis kodenya dengan titik."
    if len(found) == 1:
        return f"Apakah maksudnya {found[0].title}? Pilih di bawahnya, atau perbaiki namanya."
    return f"Ada {len(found)} tempat yang cocok. Pilih satu di bawahnya, atau tulis lebih lengkap."


def _meant(text: str, within: str) -> list[Found]:
    """Places that a text may mean; where one bears the very title, that one alone."""
    if within == COUNTRY and text.casefold() == "indonesia":
        return [Found(COUNTRY, "Indonesia", True)]
    below, name = _neighbourhood(text)
    found = [one for one in places_called(name, within, MOST) if not below or _is_village(one)]
    very = [one for one in found if one.same]
    only = very if len(very) == 1 else found
    return [Found(one.code + below, _titled(one, below), one.same) for one in only]


def _neighbourhood(text: str) -> tuple[str, str]:
    """`RT 2 RW 3 Plakaran` -> (`.003.002`, `Plakaran`); an RT without RW lies in RW 000."""
    parts = _NEIGHBOURS.fullmatch(text.strip())
    if parts is None or not (parts["rt"] or parts["rw"]):
        return "", text
    below = f".{int(parts['rw'] or 0):03}" + (f".{int(parts['rt']):03}" if parts["rt"] else "")
    return below, parts["rest"]


def _is_village(one: Found) -> bool:
    return one.code.count(".") == _VILLAGE_DOTS


def _titled(one: Found, below: str) -> str:
    return f"{place_title(one.code + below).split(', ')[0]}, {one.title}" if below else one.title
