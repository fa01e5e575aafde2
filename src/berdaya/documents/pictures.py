"""Pictures that reach paper or screen: SVG checked element by element, PNG by its first bytes.

An SVG is written anew from what is allowed, so nothing a file brings along (scripts, links to other
hosts, entities, comments) survives. A picture that asks for such things is refused, not repaired.
"""

import re
from typing import Any
from xml.parsers.expat import ExpatError, ParserCreate
from xml.sax.saxutils import escape, quoteattr

from berdaya.kernel.findings import Finding, Refused

MOST_BYTES = 512 * 1024
MOST_ELEMENTS, MOST_DEEP = 50_000, 60
_PNG = b"\x89PNG\r\n\x1a\n"
_DRAWN = frozenset(
    {"svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan", "defs"}
    | {"clipPath", "mask", "pattern", "linearGradient", "radialGradient", "stop"}
)
_SAID = frozenset({"title", "desc"})
_DROPPED = frozenset({"metadata", "class", "role"})
_OUTSIDE = re.compile(r"url\s*\(\s*['\"]?(?!#)|javascript:|data:|\\", re.IGNORECASE)


def as_picture(data: bytes | str, words: str) -> dict[str, Any]:
    """A picture as a value for a template: its form, its bytes, and the words for those who cannot see it."""
    raw = data.encode() if isinstance(data, str) else data
    if len(raw) > MOST_BYTES:
        raise Refused(_unfit(words, f"berkasnya {len(raw) // 1024} KB, paling besar {MOST_BYTES // 1024} KB"))
    if raw.startswith(_PNG):
        return {"form": "png", "bytes": list(raw), "alt": words}
    try:
        return {"form": "svg", "text": clean_svg(raw.decode()), "alt": words}
    except UnicodeDecodeError as error:
        raise Refused(_unfit(words, "berkas bukan PNG dan bukan SVG")) from error


def clean_svg(text: str, title: str = "", words: str = "") -> str:
    """The same drawing without anything but drawing; with its title and description when they are given."""
    return _Redrawing(title, words).of(text)


class _Redrawing:
    """One pass over an SVG that writes what may stay."""

    def __init__(self, title: str, words: str) -> None:
        self.title, self.words = title, words
        self.out: list[str] = []
        self.depth = self.count = self.skipped = 0

    def of(self, text: str) -> str:
        parser = ParserCreate("utf-8")
        parser.StartDoctypeDeclHandler = self.doctype
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.data
        try:
            parser.Parse(text.encode(), True)
        except ExpatError as error:
            raise Refused(_unfit(self.title, "berkas SVG rusak")) from error
        return "".join(self.out)

    def doctype(self, *_: object) -> None:
        raise Refused(_unfit(self.title, "berkas SVG memakai DOCTYPE"))

    def start(self, name: str, attributes: dict[str, str]) -> None:
        name = name.removeprefix("svg:")
        self.count += 1
        deep = self.depth + self.skipped > MOST_DEEP
        if (self.depth == 0) != (name == "svg") or self.count > MOST_ELEMENTS or deep:
            raise Refused(_unfit(self.title, "bukan satu gambar SVG yang wajar"))
        if self.skipped or name in _DROPPED or ":" in name or (self.title and name in _SAID):
            self.skipped += 1
            return
        if name not in _DRAWN and name not in _SAID:
            raise Refused(_unfit(self.title, f"unsur SVG “{name}” tidak diizinkan"))
        self.depth += 1
        self.out.append(f"<{name}{self.kept(attributes)}{self.named(name)}>{self.said(name)}")

    def end(self, name: str) -> None:
        if self.skipped:
            self.skipped -= 1
            return
        self.depth -= 1
        self.out.append(f"</{name.removeprefix('svg:')}>")

    def data(self, text: str) -> None:
        if not self.skipped and (text.strip() or self.out[-1][-1:] != ">"):
            self.out.append(escape(text))

    def kept(self, attributes: dict[str, str]) -> str:
        """What may stay. A style becomes the attributes it stands for: pages allow no style of their own."""
        plain = {**attributes, **_declared(attributes.get("style", ""))}
        return "".join(f" {k}={quoteattr(v)}" for k, v in plain.items() if self.stays(k, v))

    def stays(self, name: str, value: str) -> bool:
        if name.lower().startswith("on"):
            raise Refused(_unfit(self.title, f"atribut “{name}” memuat perintah"))
        baggage = ":" in name and name not in ("xmlns:xlink", "xlink:href")
        if baggage or name in _DROPPED or name == "style" or name.startswith("aria-"):
            return False
        if _OUTSIDE.search(value) or (name.endswith("href") and not value.startswith("#")):
            raise Refused(_unfit(self.title, f"atribut “{name}” menunjuk alamat atau berkas lain"))
        return True

    def named(self, name: str) -> str:
        return ' role="img"' if name == "svg" and self.depth == 1 and self.title else ""

    def said(self, name: str) -> str:
        if name != "svg" or self.depth != 1 or not self.title:
            return ""
        return f"<title>{escape(self.title)}</title><desc>{escape(self.words)}</desc>"


def _declared(style: str) -> dict[str, str]:
    pairs = (part.partition(":") for part in style.split(";"))
    return {k.strip(): v.strip() for k, _, v in pairs if re.fullmatch(r"\s*[a-z][a-z-]*\s*", k) and v.strip()}


def _unfit(where: str, problem: str) -> Finding:
    return Finding(
        "documents.picture_unfit",
        where or "Gambar",
        problem,
        "Simpan gambar sekali lagi sebagai SVG polos atau PNG, lalu unggah kembali.",
    )
