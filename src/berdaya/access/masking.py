"""Identities as they are shown: enough to tell two papers apart, not enough to find a person."""

_HIDDEN = "••••"


def masked(number: str) -> str:
    """`3327045507880001` -> `3327 •••• •••• 0001`.

    Hidden are kecamatan, birth date and sex; what stays are the kabupaten and the serial. A number that is
    not whole is hidden altogether: it may hold anything.
    """
    digits = "".join(number.split())
    if len(digits) != 16 or not digits.isascii() or not digits.isdigit():
        return _HIDDEN
    return f"{digits[:4]} {_HIDDEN} {_HIDDEN} {digits[-4:]}"


def masked_name(name: str) -> str:
    """`Siti Aminah` -> `S••• A•••`: the first letter of each word, however long the word is."""
    return " ".join(f"{word[0]}•••" for word in name.split())
