"""Numbers from an address."""

from django.http import HttpRequest

_MOST = 100_000


def page_number(request: HttpRequest) -> int:
    """The page asked for, 1 for anything else."""
    text = request.GET.get("hal", "")
    return max(1, min(int(text), _MOST)) if text.isascii() and text.isdecimal() and len(text) < 7 else 1
