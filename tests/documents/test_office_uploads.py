"""What people upload: only pixels come through; everything else is refused in plain words."""

import io
from datetime import date

import pikepdf
import pytest
from PIL import Image

from berdaya.documents.paper import render
from berdaya.documents.sample import TEMPLATE, sample_paper, sample_values
from berdaya.documents.uploads import Limits, clean_image, clean_scan, limits_on
from berdaya.kernel.findings import Refused

LIMITS = Limits(megabytes=20, megapixels=50, side=3508)
HIDDEN = b"rumah Bu Siti"


def drawn(form: str = "JPEG", size: tuple[int, int] = (800, 600), mode: str = "RGB", **saved) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, "white").save(out, form, **saved)
    return out.getvalue()


def photo() -> bytes:
    """A telephone photo lying on its side, which knows where it was taken."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010E] = HIDDEN.decode()
    exif.get_ifd(0x8825)[2] = (6.0, 53.0, 20.0)
    return drawn(exif=exif, comment=HIDDEN)


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


def pdf(**changes: object) -> bytes:
    """A one-page PDF as a scanner writes it."""
    out = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        for name, value in changes.get("root", {}).items():
            document.Root[name] = value
        document.save(out, **changes.get("saved", {}))
    return out.getvalue()


def refused(content: bytes, name: str = "pindaian.jpg", limits: Limits = LIMITS) -> str:
    with pytest.raises(Refused) as caught:
        clean_scan(content, name, limits)
    (finding,) = caught.value.findings
    assert finding.where == name
    assert finding.advice
    return finding.problem


def test_a_photo_loses_place_time_and_comments():
    clean = clean_image(photo(), "foto.jpg", LIMITS)
    assert HIDDEN not in clean.content
    assert dict(opened(clean.content).getexif()) == {}


def test_a_photo_lying_on_its_side_is_kept_upright():
    assert opened(clean_image(photo(), "foto.jpg", LIMITS).content).size == (600, 800)


def test_what_is_hidden_behind_a_picture_does_not_come_through():
    clean = clean_image(drawn() + b"<script>alert(1)</script>", "foto.jpg", LIMITS)
    assert b"script" not in clean.content


def test_text_in_a_png_does_not_come_through():
    from PIL.PngImagePlugin import PngInfo

    told = PngInfo()
    told.add_itxt("Comment", HIDDEN.decode())
    assert HIDDEN not in clean_image(drawn("PNG", pnginfo=told), "foto.png", LIMITS).content


def test_a_large_photo_is_kept_no_larger_than_needed():
    clean = clean_image(drawn(size=(6000, 4000)), "foto.jpg", LIMITS)
    assert max(opened(clean.content).size) == LIMITS.side


def test_a_small_picture_is_not_blown_up():
    assert opened(clean_image(drawn(), "foto.jpg", LIMITS).content).size == (800, 600)


def test_a_name_with_another_ending_does_not_decide():
    assert clean_scan(drawn("PNG"), "pindaian.pdf", LIMITS).ending == "png"


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16"])
def test_every_kind_of_png_comes_through(mode):
    out = io.BytesIO()
    Image.new(mode, (300, 300)).save(out, "PNG")
    assert opened(clean_image(out.getvalue(), "pindai.png", LIMITS).content).mode in ("L", "RGB")


def test_a_photo_with_a_second_one_behind_it_is_one_photo():
    """Telephones put a depth map behind the picture and call it MPO."""
    out = io.BytesIO()
    first, second = (Image.new("RGB", (800, 600), colour) for colour in ("white", "black"))
    first.save(out, "MPO", save_all=True, append_images=[second])
    clean = clean_scan(out.getvalue(), "foto.jpg", LIMITS)
    assert (clean.ending, opened(clean.content).format) == ("jpg", "JPEG")


def test_thin_strokes_of_a_large_black_and_white_scan_stay_visible():
    page = Image.new("1", (7000, 600), 1)
    page.paste(0, (3001, 0, 3002, 600))
    out = io.BytesIO()
    page.save(out, "PNG")
    clean = opened(clean_image(out.getvalue(), "pindai.png", LIMITS).content)
    assert min(clean.getdata()) < 250


def test_a_photo_for_the_printing_press_comes_through():
    assert opened(clean_image(drawn(mode="CMYK"), "foto.jpg", LIMITS).content).mode == "RGB"


def test_what_one_could_see_through_becomes_white():
    out = io.BytesIO()
    Image.new("RGBA", (300, 300), (0, 0, 0, 0)).save(out, "PNG")
    clean = clean_image(out.getvalue(), "pindai.png", LIMITS)
    assert opened(clean.content).getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize(
    "content, words",
    [
        (b"", "kosong"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "SVG"),
        (b"<?xml version='1.0'?><svg/>", "SVG"),
        (b"<!DOCTYPE html><script>alert(1)</script>", "halaman web"),
        (b"\n<html><body>", "halaman web"),
        (b"PK\x03\x04" + b"\0" * 40, "Word, Excel atau zip"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 40, "Office lama"),
        (b"\0\0\0\x18ftypheic" + b"\0" * 40, "HEIC"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "WebP"),
        (b"GIF89a" + b"\0" * 20, "GIF"),
        (b"MZ\x90\0", "program"),
        (b"#!/bin/sh\n", "program"),
        (b"surat undangan", "bukan PDF, JPEG atau PNG"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 30, "bukan PDF, JPEG atau PNG"),
        (drawn()[:400], "rusak atau terpotong"),
        (drawn("PNG", size=(300, 300))[:-40], "rusak atau terpotong"),
        (drawn(size=(40, 40)), "terlalu kecil"),
        (b"%PDF-1.7\n1 0 obj", "rusak atau terpotong"),
        (pdf()[:-200], "rusak atau terpotong"),
        (b"\n" + pdf(), "bukan PDF, JPEG atau PNG"),
        (pdf(root={"/OpenAction": pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="x")}), "memuat perintah"),
        (pdf(root={"/Names": pikepdf.Dictionary(EmbeddedFiles=pikepdf.Dictionary())}), "memuat perintah"),
        (pdf(saved={"encryption": pikepdf.Encryption(owner="a", user="b")}), "dikunci dengan sandi"),
    ],
)
def test_what_is_not_a_scan_is_refused_with_its_reason(content, words):
    assert words in refused(content)


def test_a_picture_dressed_as_a_pdf_is_no_pdf():
    assert clean_scan(drawn(), "surat.pdf", LIMITS).ending == "jpg"


def test_too_many_pixels_are_not_even_counted_out():
    """A PNG of a few kilobytes that claims to be 60,000 by 60,000."""
    bomb = bytearray(drawn("PNG", size=(300, 300)))
    bomb[16:24] = (60_000).to_bytes(4, "big") * 2
    import zlib

    bomb[29:33] = zlib.crc32(bomb[12:29]).to_bytes(4, "big")
    assert "megapiksel" in refused(bytes(bomb))


def test_more_pixels_than_the_rule_allows_are_refused():
    tight = Limits(megabytes=20, megapixels=1, side=1000)
    assert "lebih dari 1 megapiksel" in refused(drawn(size=(1200, 1000)), limits=tight)


def test_a_file_larger_than_the_rule_allows_is_refused():
    tight = Limits(megabytes=1, megapixels=50, side=1000)
    assert "lebih dari 1 MB" in refused(b"%PDF-" + b"0" * 1_000_001, limits=tight)


def test_a_scanned_pdf_is_kept_as_it_is():
    content = pdf()
    assert clean_scan(content, "pindaian.pdf", LIMITS).content == content


def test_our_own_papers_pass_as_scans():
    content = render(TEMPLATE, sample_paper(), sample_values([]))
    assert clean_scan(content, "naskah.pdf", LIMITS).ending == "pdf"


def test_noise_inside_a_scanned_page_is_no_command():
    """A compressed page may hold any bytes; only what stands outside of it is read as structure."""
    page = b"4 0 obj <</Length 20>> stream\n" + b"\x8f/JS (x)\x11 /Launch\n" + b"\nendstream endobj\n"
    assert clean_scan(b"%PDF-1.4\n" + page + b"trailer <<>>\n%%EOF\n", "pindaian.pdf", LIMITS).ending == "pdf"


def test_the_limits_come_from_the_rulebook():
    assert limits_on(date(2026, 3, 21)) == LIMITS
