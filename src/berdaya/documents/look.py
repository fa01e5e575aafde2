"""The tokens of our pictures: greens and clay on screen, greys with black outlines on paper."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours and type of one medium. A picture says everything by word and shape first."""

    name: str
    face: str
    ground: str
    ink: str
    second: str
    line: str
    strong: str
    pale: str
    accent: str
    late: str
    shades: tuple[str, ...]
    outline: str
    outline_width: float
    border: str


SCREEN = Theme(
    name="screen",
    face="DejaVu Sans Condensed, Segoe UI, Roboto, Noto Sans, sans-serif",
    ground="#fffefb",
    ink="#1a2320",
    second="#4c5853",
    line="#d8d4c6",
    strong="#0b5a50",
    pale="#8b9089",
    accent="#a1440e",
    late="#fbe9dc",
    shades=("#ebe8dd", "#b5d5cb", "#5e9d91", "#2c7468", "#06382f"),
    outline="none",
    outline_width=0.0,
    border="#fffefb",
)
PAPER = Theme(
    name="paper",
    face="Libertinus Serif, Liberation Serif, serif",
    ground="#ffffff",
    ink="#000000",
    second="#333333",
    line="#c4c4c4",
    strong="#000000",
    pale="#7a7a7a",
    accent="#000000",
    late="#ffffff",
    shades=("#ebebeb", "#c6c6c6", "#999999", "#626262", "#262626"),
    outline="#000000",
    outline_width=0.5,
    border="#000000",
)

_STEPS = {1: (2,), 2: (0, 4), 3: (0, 2, 4), 4: (0, 1, 2, 4), 5: (0, 1, 2, 3, 4)}
MOST_SHADES = 5


def shades_for(theme: Theme, count: int) -> Sequence[str]:
    """`count` shades from light to dark, as far apart as the theme allows."""
    return [theme.shades[step] for step in _STEPS[count]]
