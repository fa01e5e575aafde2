"""A territory is a code and everything below it. The only place that turns a code into a range of codes.

Codes are compared byte by byte (Python, SQLite BINARY, PostgreSQL "C"). There the dot stands directly before
the slash, and the slash before every digit; so all codes below `33.27` begin with `33.27.` and lie before
`33.27/`, while `33.271` and `33.28` lie behind it. One range of an ordered index therefore answers "what is
in this territory?" on both databases, without LIKE and without a join.
"""

COUNTRY = ""
_BEHIND_ALL_CODES = ":"  # the sign after "9"


def within(code: str) -> tuple[str, str]:
    """The half-open range [first, behind) that holds a territory and all below it; "" is the country."""
    if code == COUNTRY:
        return ("", _BEHIND_ALL_CODES)
    return (code, code + "/")


def covers(territory: str, code: str) -> bool:
    """Does the territory hold the place with this code? A territory holds itself."""
    first, behind = within(territory)
    return first <= code < behind


def within_filter(code: str, field: str = "code") -> dict[str, str]:
    """The same range as keyword arguments for a queryset: `filter(**within_filter("33.27"))`."""
    first, behind = within(code)
    return {f"{field}__gte": first, f"{field}__lt": behind}
