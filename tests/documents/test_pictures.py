"""Pictures that come from outside: drawn anew from what is allowed, refused when they ask for more."""

import zlib
from dataclasses import replace

import pytest

from berdaya.documents.paper import Letterhead, render
from berdaya.documents.pictures import MOST_BYTES, as_picture, clean_svg
from berdaya.documents.sample import TEMPLATE
from berdaya.kernel.findings import Refused
from tests.documents.cases import paper, values

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">'


def png(width: int = 1, height: int = 1) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")

    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes([8, 0, 0, 0, 0])
    rows = zlib.compress(b"".join(b"\0" + b"\x80" * width for _ in range(height)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        '<rect width="1" height="1" onclick="x()"/>',
        '<image href="https://example.org/a.png"/>',
        '<use xlink:href="file:///etc/passwd"/>',
        '<use href="other.svg#a"/>',
        '<rect fill="url(https://example.org/a)"/>',
        "<style>rect{fill:red}</style>",
        '<rect style="fill:url(https://example.org/a)"/>',
        r'<rect style="fill:u\72l(//example.org/a)"/>',
        "<g>" * 80 + "</g>" * 80,
        "<foreignObject><p>x</p></foreignObject>",
        '<a href="javascript:x()"><rect/></a>',
        "<svg><animate/></svg>",
    ],
)
def test_drawing_that_asks_for_more_is_refused(inside):
    with pytest.raises(Refused):
        clean_svg(HEAD + inside + "</svg>")


def test_entities_are_refused_before_they_grow():
    bomb = '<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + HEAD + "&b;</svg>"
    with pytest.raises(Refused, match="DOCTYPE"):
        clean_svg(bomb)


@pytest.mark.parametrize("text", ["", "bukan svg", "<svg>", "<html></html>", HEAD + "<rect></svg>"])
def test_broken_drawing_is_refused(text):
    with pytest.raises(Refused):
        clean_svg(text)


def test_drawing_keeps_its_lines_and_loses_its_baggage():
    raw = HEAD + '<!-- catatan --><metadata>x</metadata><g class="a"><path d="M0 0h9"/></g></svg>'
    clean = clean_svg(raw)
    assert '<path d="M0 0h9">' in clean
    assert not any(word in clean for word in ("catatan", "metadata", "class"))


def test_title_and_words_take_the_place_of_older_ones():
    clean = clean_svg(HEAD + "<title>lama</title><rect/></svg>", "Judul <baru>", "Kata & kalimat")
    assert "<title>Judul &lt;baru&gt;</title><desc>Kata &amp; kalimat</desc>" in clean
    assert "lama" not in clean


def test_style_becomes_plain_attributes():
    clean = clean_svg(HEAD + '<rect style="fill:#fff; stroke-width : 2"/></svg>')
    assert '<rect fill="#fff" stroke-width="2">' in clean


def test_gradient_inside_the_drawing_may_be_used():
    inside = '<defs><linearGradient id="g"><stop/></linearGradient></defs><rect fill="url(#g)"/>'
    assert 'fill="url(#g)"' in clean_svg(HEAD + inside + "</svg>")


@pytest.mark.parametrize("arms", [png(), (HEAD + '<rect width="9" height="9"/></svg>').encode()])
def test_arms_as_png_or_svg_are_printed(arms):
    head = Letterhead("Pemerintah", "Kantor", (), arms)
    with_arms = render(TEMPLATE, paper(letterhead=head), values())
    assert with_arms != render(TEMPLATE, paper(letterhead=replace(head, arms=None)), values())


@pytest.mark.parametrize("arms", [b"GIF89a", png()[:40], b"\x89PNG\r\n\x1a\n" + b"x" * MOST_BYTES])
def test_arms_that_are_no_picture_are_refused(arms):
    with pytest.raises(Refused):
        render(TEMPLATE, paper(letterhead=Letterhead("Pemerintah", "Kantor", (), arms)), values())


def test_picture_needs_no_file_beside_it():
    assert as_picture(png(), "titik")["form"] == "png"
