"""The written instructions (`docs/recipes`, `docs/lessons`) as help pages, for whoever only has the office.

The package carries a copy of both folders; in the source tree they are read where they stand.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any, Final

from django.urls import reverse
from django.utils.html import escape
from django.utils.text import slugify
from markdown_it import MarkdownIt
from markdown_it.token import Token

_SHIPPED: Final = Path(__file__).with_name("guides")
_BLOCKS: Final = ("code_block", "fence")
_SOURCE: Final = Path(__file__).resolve().parents[3] / "docs"


@dataclass(frozen=True, slots=True)
class Guide:
    """One instruction; `typed` when commands are typed at the office's computer.

    `name` is that of its file, `slug` its title as an address: people read and send addresses.
    """

    name: str
    slug: str
    title: str
    html: str
    typed: bool


@cache
def guides() -> Mapping[str, Guide]:
    """All instructions by name, in the order of their titles."""
    home = _SHIPPED if _SHIPPED.is_dir() else _SOURCE
    files = {path.stem: path for part in ("lessons", "recipes") for path in (home / part).glob("*.md")}
    texts = {name: path.read_text(encoding="utf-8") for name, path in files.items()}
    slugs = {name: slugify(_title(text)) for name, text in texts.items()}
    made = [_guide(name, text, slugs) for name, text in texts.items()]
    return {guide.name: guide for guide in sorted(made, key=lambda guide: guide.title)}


def at(slug: str) -> Guide | None:
    """The instruction with this address."""
    return next((guide for guide in guides().values() if guide.slug == slug), None)


def _title(text: str) -> str:
    return text.partition("\n")[0].removeprefix("#").strip()


def _guide(name: str, text: str, slugs: Mapping[str, str]) -> Guide:
    reader = _reader()
    heading, title, _close, *tokens = reader.parse(text)
    if heading.tag != "h1":
        raise ValueError(f"{name} does not begin with its title")
    for token in tokens:
        token.children = _with_own_links(token.children or [], slugs)
    typed = any(token.type in _BLOCKS and "berdaya " in token.content for token in tokens)
    return Guide(name, slugs[name], title.content, reader.renderer.render(tokens, reader.options, {}), typed)


def _reader() -> MarkdownIt:
    """Text, lists, tables and code; no HTML of its own. What is wide scrolls and can be reached by keys."""
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    wide = '<div class="table-responsive" tabindex="0"><table class="table">'
    reader.add_render_rule("table_open", lambda *_: wide)
    reader.add_render_rule("table_close", lambda *_: "</table></div>")
    for block in _BLOCKS:
        reader.add_render_rule(block, _code)
    reader.add_render_rule("code_inline", _words_of_code)
    return reader


def _code(renderer: Any, tokens: Sequence[Token], at: int, *_: Any) -> str:
    return f'<pre tabindex="0"><code>{escape(tokens[at].content)}</code></pre>\n'


def _words_of_code(renderer: Any, tokens: Sequence[Token], at: int, *_: Any) -> str:
    """In ink: Bootstrap's pink is too pale on our tables."""
    return f'<code class="text-body">{escape(tokens[at].content)}</code>'


def _with_own_links(children: Sequence[Token], slugs: Mapping[str, str]) -> list[Token]:
    """Links to other instructions lead to their pages; of all others only the words are kept."""
    kept, is_link = [], False
    for token in children:
        if token.type == "link_open":
            name = PurePosixPath(str(token.attrs["href"])).stem
            is_link = name in slugs
            token.attrs["href"] = reverse("guide", args=[slugs[name]]) if is_link else ""
        if is_link or token.type not in ("link_open", "link_close", "image"):
            kept.append(token)
    return kept
