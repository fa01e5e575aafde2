"""The form of the answers of `select` and `assign`: which keys they have, of which type and range.

A form is a check of one value, a dictionary of keys that must be there (others may be, too), a list with the
form of its items, or `Each` for an object with any keys. `faults` names what does not fit by its path only,
never by its value: there may be a person's number in it.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

MOST = 10**9  # more people than any place or province has
_RATIO = re.compile(r"-?\d{1,60}/0*[1-9]\d{0,59}|-?\d{1,18}(\.\d{1,40})?")
_PLAIN = re.compile(r"\d{1,3}\.\d{4}")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_VILLAGE = re.compile(r"\d{2}\.\d{2}\.\d{2}\.\d{4}")
Check = Callable[[Any], bool]


@dataclass(frozen=True, slots=True)
class Each:
    """An object with any keys that fit `key`, whose values fit `form`."""

    key: Check
    form: Any


def text(most: int = 400, least: int = 0) -> Check:
    return lambda value: isinstance(value, str) and least <= len(value.strip()) and len(value) <= most


def whole(low: int = 0, high: int = MOST) -> Check:
    return lambda value: type(value) is int and low <= value <= high


def maybe(check: Any) -> Check:
    return lambda value: value is None or next(faults(value, check), None) is None


def one_of(*values: Any) -> Check:
    return lambda value: isinstance(value, str) and value in values


def yes_or_no(value: Any) -> bool:
    return isinstance(value, bool)


def is_ratio(value: Any) -> bool:
    return isinstance(value, str) and _RATIO.fullmatch(value) is not None


def is_share(value: Any) -> bool:
    return is_ratio(value) and 0 <= Fraction(value) <= 1


def is_index(value: Any) -> bool:
    return isinstance(value, str) and _PLAIN.fullmatch(value) is not None


def is_day(value: Any) -> bool:
    try:
        return isinstance(value, str) and bool(date.fromisoformat(value))
    except ValueError:
        return False


def is_digest(value: Any) -> bool:
    return isinstance(value, str) and _DIGEST.fullmatch(value) is not None


def is_village(value: Any) -> bool:
    return isinstance(value, str) and _VILLAGE.fullmatch(value) is not None


FIRM = one_of("inti", "ambang", "luar")
STRATUM = one_of("desa", "kelurahan")
UNIT = one_of("households", "persons")
NAME = text(120, least=1)
PLACE: dict[str, Any] = {
    "code": is_village,
    "name": NAME,
    "kecamatan": NAME,
    "stratum": STRATUM,
    "rank": whole(1),
    "score": is_ratio,
    "N": whole(),
    "idm": maybe(is_index),
    "status": maybe(text(60)),
    "households": maybe(whole()),
    "listed": maybe(whole()),
    "share": maybe(is_share),
    "share_of_listed": maybe(is_share),
    "red": maybe(yes_or_no),
    "class": FIRM,
    "f": is_share,
    "lists": whole(),
    "selected": yes_or_no,
    "decided": yes_or_no,
}
CHOSEN = PLACE | {"reason": text(2000), "tipping": maybe({"words": text()})}
DECIDED = {
    "code": is_village,
    "name": NAME,
    "stratum": STRATUM,
    "rank": whole(1),
    "N": whole(),
    "source": one_of("computed", "added"),
}
CHANGE = {
    "code": is_village,
    "action": one_of("tambah", "cabut"),
    "reason": text(2000, least=1),
    "proposer": text(400, least=1),
    "meeting": text(400, least=1),
}
COUNTS = {"inti": whole(), "ambang": whole(), "luar": whole()}
COVERED = {
    "places": whole(),
    "selected": whole(),
    "decile1_total": whole(),
    "decile1_selected": whole(),
}
METHOD = one_of("M0", "M1", "M2", "M3")
SELECTION: dict[str, Any] = {
    "form": whole(1, 1),
    "district": {"code": text(5), "name": NAME},
    "on": is_day,
    "method": {"code": METHOD, "name": NAME, "weight": is_share},
    "seats": {"total": whole(1), "desa": whole(), "kelurahan": whole(), "fixed": yes_or_no},
    "unit": {"used": UNIT, "other": UNIT, "seats_differ": maybe(whole())},
    "index": {"name": text(60), "title": text(80), "year": maybe(whole(2000, 2100))},
    "register": {"name": text(60), "edition": text(60), "sha256": text(64)},
    "rules": [{"key": NAME, "source": text(), "standing": text(40)}],
    "input_digest": is_digest,
    "coverage": COVERED | {"kecamatan": [COVERED | {"name": NAME}]},
    "sensitivity": {
        "lists": whole(1),
        "seed": whole(-MOST),
        "methods": [METHOD],
        "weights": [is_share],
        "factors": [is_ratio],
        "selected": COUNTS,
        "outside": COUNTS,
        "tau_b": Each(STRATUM, Each(text(), maybe(is_ratio))),
    },
    "methods": Each(METHOD, {"name": NAME, "shared": whole()}),
    "stability": Each(is_village, {"move": text(40)}),
    "changes": [CHANGE],
    "places": [PLACE],
    "selected": [CHOSEN],
    "near_misses": [CHOSEN],
    "decided": [DECIDED],
}
ASSIGNMENT: dict[str, Any] = {
    "assignment": Each(text(40, least=1), NAME),
    "agencies": [{"code": NAME, "name": NAME}],
    "pins": [{"agency": NAME, "place": text(40, least=1), "reason": text(), "decree": text()}],
}


def faults(value: Any, form: Any, path: str = "") -> Iterator[str]:
    """The paths (`places[3].rank`) at which the value does not fit the form."""
    if isinstance(form, Mapping):
        if not isinstance(value, Mapping):
            yield path
            return
        for key, part in form.items():
            here = f"{path}.{key}".lstrip(".")
            if key in value:
                yield from faults(value[key], part, here)
            else:
                yield here
    elif isinstance(form, list):
        items = value if isinstance(value, list) else ()
        if not isinstance(value, list):
            yield path
        for number, item in enumerate(items, start=1):
            yield from faults(item, form[0], f"{path}[{number}]")
    elif isinstance(form, Each):
        if not isinstance(value, Mapping) or not all(map(form.key, value)):
            yield path
            return
        for number, item in enumerate(value.values(), start=1):
            yield from faults(item, form.form, f"{path}[{number}]")
    elif not form(value):
        yield path
