"""Addresses of many rows: the pattern of a page is looked up once, the numbers are put in."""

from functools import lru_cache

_PLACE = 7_700_770_077


def link(name: str, *numbers: int) -> str:
    """The address of a page whose parts are whole numbers: `link("document", 12)`."""
    first, *rest = _pieces(name, len(numbers))
    return first + "".join([f"{int(number)}{piece}" for number, piece in zip(numbers, rest, strict=True)])


@lru_cache(maxsize=256)
def _pieces(name: str, parts: int) -> tuple[str, ...]:
    """What stands around the numbers. No page changes their order."""
    from django.urls import reverse

    places = [_PLACE + place for place in range(parts)]
    left = reverse(name, args=places)
    pieces = []
    for place in places:
        before, _, left = left.partition(str(place))
        pieces.append(before)
    return (*pieces, left)
