"""Small parts that our own pictures share: text, the key in words, the sentence for who cannot see."""

import gzip
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from berdaya.documents.look import MOST_SHADES, Theme, shades_for
from berdaya.kernel.numbers import format_count

NO_DATA = "belum ada data"


@dataclass(frozen=True, slots=True)
class Shade:
    """One class of a map, in words. The late one is outlined, whatever its place between light and dark."""

    word: str
    late: bool = False


def check_shades(shades: Sequence[Shade]) -> None:
    if not 1 <= sum(not shade.late for shade in shades) <= MOST_SHADES:
        raise ValueError(f"a map has 1 to {MOST_SHADES} shades beside the late class")


def fills(theme: Theme, shades: Sequence[Shade], unit: float, edge: str = "") -> list[str]:
    """SVG attributes of each class, light to dark, `edge` being the line round a calm one."""
    calm = [shade for shade in shades if not shade.late]
    colours = iter(shades_for(theme, len(calm)))
    late = f'fill="{theme.late}" stroke="{theme.accent}" stroke-width="{number(2.2 * unit)}"'
    return [late if shade.late else f'fill="{next(colours)}"{edge}' for shade in shades]


def outline(theme: Theme, unit: float) -> str:
    """The line round a square: none on screen, a hair line on paper."""
    if not theme.outline_width:
        return ""
    return f' stroke="{theme.outline}" stroke-width="{number(theme.outline_width * unit)}"'


def no_data(theme: Theme, unit: float) -> str:
    dashes = f'stroke-width="{number(unit)}" stroke-dasharray="{number(2 * unit)}"'
    return f'fill="{theme.ground}" stroke="{theme.pale}" {dashes}'


def number(value: float) -> str:
    """A coordinate with one decimal, without a tail."""
    return f"{value:.1f}".removesuffix(".0")


def words_at(
    theme: Theme,
    x: float,
    y: float,
    size: float,
    text: str,
    *,
    anchor: str = "start",
    bold: bool = False,
    quiet: bool = False,
    halo: float = 0.0,
) -> str:
    """A line of text; a halo of the ground keeps it readable over lines."""
    place = f'x="{number(x)}" y="{number(y)}" font-size="{number(size)}"'
    form = (f' text-anchor="{anchor}"' if anchor != "start" else "") + (' font-weight="bold"' if bold else "")
    words = escape(text)
    ring = (
        f'fill="{theme.ground}" stroke="{theme.ground}" stroke-width="{number(halo)}" stroke-linejoin="round"'
    )
    behind = f'<text {place}{form} {ring} aria-hidden="true">{words}</text>' if halo else ""
    return f'{behind}<text {place}{form} fill="{theme.second if quiet else theme.ink}">{words}</text>'


def key(
    theme: Theme, entries: Sequence[tuple[str, str]], top: float, width: float, size: float
) -> tuple[str, float]:
    """The key as rows of squares with words; gives its drawing and the height it takes."""
    out, x, y = [], 0.0, top + size
    for attributes, word in entries:
        taken = size * (2.4 + 0.56 * len(word))
        if x and x + taken > width:
            x, y = 0.0, y + 1.6 * size
        out.append(
            f'<rect x="{number(x + size * 0.1)}" y="{number(y - size * 0.9)}" width="{number(size)}"'
            f' height="{number(size)}" {attributes}/>'
        )
        out.append(words_at(theme, x + 1.45 * size, y, size, word, quiet=True))
        x += taken
    return "".join(out), y + 0.6 * size - top


def said(kind: str, shades: Sequence[Shade], classes: Iterable[int | None]) -> str:
    """What the picture shows, in a sentence: how many places stand in each class."""
    counts = Counter(classes)
    parts = [f"{shade.word}: {format_count(counts[i])}" for i, shade in enumerate(shades) if counts[i]]
    if counts[None]:
        parts.append(f"{NO_DATA.capitalize()}: {format_count(counts[None])}")
    return f"{kind} {format_count(sum(counts.values()))} desa dan kelurahan. {'; '.join(parts)}."


def picture(
    theme: Theme, width: float, height: float, title: str, words: str, body: str, margin: float = 1.0
) -> str:
    """The whole SVG; the margin leaves room for the outlines at its edge."""
    sides = " ".join(number(side) for side in (-margin, -margin, width + 2 * margin, height + 2 * margin))
    names = f"<title>{escape(title)}</title><desc>{escape(words)}</desc>"
    form = f'viewBox="{sides}" font-family={quoteattr(theme.face)} role="img"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {form}>{names}{body}</svg>'


def weight(svg: str) -> int:
    """Bytes over the wire."""
    return len(gzip.compress(svg.encode(), 9, mtime=0))
