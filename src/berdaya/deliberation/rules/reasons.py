"""What counts as a reason: a sentence that says something. A letter or a single word explains nothing."""

from typing import Final

from berdaya.kernel.findings import Finding

FEWEST_WORDS: Final = 2
FEWEST_LETTERS: Final = 8


def says_why(text: str) -> bool:
    """`Lahan milik perorangan.` does; `x`, `-` and `Tidak.` do not."""
    letters = sum(one.isalpha() for one in text)
    return letters >= FEWEST_LETTERS and len(text.split()) >= FEWEST_WORDS


def names_rule(text: str) -> bool:
    """`Perda 9/2026` names a rule: a word and a number. `x` or `APBD` alone name none."""
    return any(one.isdigit() for one in text) and any(one.isalpha() for one in text)


def belongs_elsewhere(where: str = "alasan") -> Finding:
    """Outside the authority of a level is no ground for a refusal: the proposal is routed on."""
    problem = "bukan kewenangan tingkat ini bukan alasan untuk menolak"
    advice = "Pilih Dialihkan, lalu ke mana usulan itu diteruskan."
    return Finding("deliberation.route", where, problem, advice)
