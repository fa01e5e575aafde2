"""Addresses of many rows: the pattern of a page is looked up once, the numbers are put in."""

from functools import lru_cache

_PLACE = 7_700_770_077


def link(name: str, *numbers: int) -> str:
    """The address of a page whose parts are whole numbers: `link("document", 12)`."""
    address = _pattern(name, len(numbers))
    for place, number in enumerate(numbers):
        address = address.replace(str(_PLACE + place), str(int(number)), 1)
    return address


@lru_cache(maxsize=256)
def _pattern(name: str, parts: int) -> str:
    from django.urls import reverse

    return reverse(name, args=[_PLACE + place for place in range(parts)])
