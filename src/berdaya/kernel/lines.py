"""Lines of a table drawn fast: a template engine resolves each name of each row anew, a line is cut once.

A `Line` is a piece of HTML with names in braces. Every value is escaped unless it is `Drawn`, the output of
another line; a value cannot become HTML in any other way.
"""

import re
from collections.abc import Iterable, Iterator
from html import escape
from string import Formatter
from typing import Final

_MARKS: Final = re.compile("[&<>\"']")


class Drawn(str):
    """HTML that a line has drawn. Template engines take it as it is."""

    __slots__ = ()

    def __html__(self) -> "Drawn":
        return self


class Line:
    """One row, or a part of one: `Line('<td>{name}</td>')(name="A & B")` -> `<td>A &amp; B</td>`."""

    __slots__ = ("_text",)

    _text: str

    def __init__(self, html: str) -> None:
        pieces = []
        for text, name, spec, conversion in Formatter().parse(html):
            if spec or conversion:
                raise ValueError("a line knows names only")
            pieces.append(text.replace("%", "%%"))
            pieces.append("" if name is None else f"%({name})s")
        self._text = "".join(pieces)

    def __call__(self, **values: object) -> Drawn:
        safe = {name: value if type(value) is Drawn else _escaped(value) for name, value in values.items()}
        return Drawn(self._text % safe)


def _escaped(value: object) -> str:
    text = value if type(value) is str else str(value)
    return escape(text) if _MARKS.search(text) else text


def drawn(lines: Iterable[Drawn]) -> Drawn:
    """Lines one below the other."""
    return Drawn("".join(_only_drawn(lines)))


def _only_drawn(lines: Iterable[Drawn]) -> Iterator[str]:
    for line in lines:
        if type(line) is not Drawn:
            raise TypeError("only lines are put together")
        yield line


EMPTY = Drawn()
