"""Words that came with a file, as they may be shown and kept: long numbers are blotted out."""

import re
from pathlib import PurePosixPath

LONGEST_TITLE = 64
_LONG_NUMBER = re.compile(r"\d{8,}|\d(?:[\s._-]?\d){11,}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
_FEW_DIGITS = 5


def harmless(text: str, most: int = 80) -> str:
    """Words of a file or a person that may be shown: numbers that could be somebody's are blotted out."""
    plain = " ".join(_LONG_NUMBER.sub("…", _CONTROL.sub("", text)).split())
    return plain if len(plain) <= most else plain[: most - 1] + "…"


def file_name(name: str) -> str:
    """The name of a file without its folders, harmless to show, its ending kept."""
    base = PurePosixPath(name.replace("\\", "/")).name
    ending = PurePosixPath(base).suffix
    stem = harmless(base[: len(base) - len(ending)] if ending else base)
    return (stem or "berkas") + harmless(ending.lower()[:10])


def may_show(title: str) -> bool:
    """May an unknown title be repeated as it stands? Not when it looks like what stands in a cell."""
    digits = sum(sign.isdigit() for sign in title)
    mostly = digits > _FEW_DIGITS and 2 * digits > len(title.strip())
    return not mostly and harmless(title, LONGEST_TITLE) == " ".join(title.split())


def shown_title(title: str, position: int) -> str:
    """An unknown title, or the place of its column (1 = first) when it may not be repeated."""
    return title.strip() if may_show(title) else f"kolom ke-{position} (judulnya seperti isian)"
