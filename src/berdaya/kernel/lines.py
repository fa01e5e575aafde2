"""Lines of a table drawn fast: a template engine resolves each name of each row anew, a line is cut once.

A `Line` is a piece of HTML with names in braces. Every value is escaped unless it is `Drawn`, the output of
another line; a value cannot become HTML in any other way.
"""

from collections.abc import Iterable, Iterator
from html import escape
from string import Formatter


class Drawn(str):
    """HTML that a line has drawn. Template engines take it as it is."""

    __slots__ = ()

    def __html__(self) -> "Drawn":
        return self


class Line:
    """One row, or a part of one: `Line('<td>{name}</td>')(name="A & B")` -> `<td>A &amp; B</td>`."""

    __slots__ = ("_first", "_rest")

    _first: str
    _rest: list[tuple[str, str]]

    def __init__(self, html: str) -> None:
        self._first, self._rest = "", []
        for text, name, spec, conversion in Formatter().parse(html):
            if spec or conversion:
                raise ValueError("a line knows names only")
            self._add(text)
            if name is not None:
                self._rest.append((name, ""))

    def _add(self, text: str) -> None:
        """Text belongs to the name before it; before the first name it opens the line."""
        if self._rest:
            name, before = self._rest[-1]
            self._rest[-1] = (name, before + text)
        else:
            self._first += text

    def __call__(self, **values: object) -> Drawn:
        drawn = [self._first]
        for name, text in self._rest:
            value = values[name]
            drawn.append(value if type(value) is Drawn else escape(str(value)))
            drawn.append(text)
        return Drawn("".join(drawn))


def drawn(lines: Iterable[Drawn]) -> Drawn:
    """Lines one below the other."""
    return Drawn("".join(_only_drawn(lines)))


def _only_drawn(lines: Iterable[Drawn]) -> Iterator[str]:
    for line in lines:
        if type(line) is not Drawn:
            raise TypeError("only lines are put together")
        yield line


EMPTY = Drawn()
