"""What people upload, made harmless: a picture is drawn anew from its pixels, a PDF is looked at and kept.

Drawing a picture anew leaves behind all that was not picture: place and time of the photo, thumbnails,
comments, a web page hidden in it. A PDF cannot be drawn anew without losing its sharpness. It is never shown
inside a page of ours: it goes out as an attachment, with an order to the browser to run nothing in it.
"""

import io
import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from PIL import Image, ImageOps, UnidentifiedImageError

from berdaya.kernel.findings import Finding, Refused
from berdaya.rulebook.rules import shipped

JPEG, PNG, PDF = "jpg", "png", "pdf"
TYPES: Final = {JPEG: "image/jpeg", PNG: "image/png", PDF: "application/pdf"}
_MEGA: Final = 1_000_000
_QUALITY: Final = 88
_LEAST_SIDE: Final = 200
_ACTIVE: Final = re.compile(rb"/(JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA|SubmitForm|ImportData)\b")
_STREAM: Final = re.compile(rb"\bstream\r?\n.*?\bendstream\b", re.S)
# What a file really is, by its first bytes, for those who send something else than they think.
_OTHERS: Final = (
    (rb"PK\x03\x04", "berkas Word, Excel atau zip"),
    (rb"\xd0\xcf\x11\xe0", "berkas Office lama"),
    (rb"....ftyp(heic|heix|mif1|msf1|hevc)", "foto iPhone (HEIC)"),
    (rb"....ftyp", "video"),
    (rb"RIFF....WEBP", "gambar WebP"),
    (rb"GIF8", "gambar GIF"),
    (rb"BM", "gambar BMP"),
    (rb"(II\*\x00|MM\x00\*)", "gambar TIFF"),
    (rb"\s*(<\?xml|<svg)", "gambar SVG"),
    (rb"\s*<(!doctype|html|script|body)", "halaman web"),
    (rb"MZ|\x7fELF|#!", "program"),
)


@dataclass(frozen=True, slots=True)
class Limits:
    """How much may come in, and how large a side of a picture is kept."""

    megabytes: int
    megapixels: int
    side: int

    @property
    def bytes(self) -> int:
        return self.megabytes * _MEGA


@dataclass(frozen=True, slots=True)
class Clean:
    """An upload that may be kept, with the ending that its content has."""

    content: bytes
    ending: str


def limits_on(day: date) -> Limits:
    values = shipped().in_force("documents.office", day).values
    return Limits(
        int(values["scan_megabytes"]), int(values["picture_megapixels"]), int(values["picture_side"])
    )


def refuse_size(size: int, name: str, limits: Limits) -> None:
    """An empty file, or one that is larger than a scan needs to be, is not even read."""
    if not size:
        raise Refused(_fault("empty", name, "berkas kosong", "Pindai sekali lagi, lalu unggah hasilnya."))
    if size > limits.bytes:
        problem = f"besarnya lebih dari {limits.megabytes} MB"
        raise Refused(_fault("too_large", name, problem, "Pindai hitam-putih 200 dpi, lalu unggah lagi."))


def clean_scan(content: bytes, name: str, limits: Limits) -> Clean:
    """A scan of a paper: PDF, JPEG or PNG, judged by its content and never by its name."""
    refuse_size(len(content), name, limits)
    return clean_pdf(content, name) if content.startswith(b"%PDF-") else clean_image(content, name, limits)


def clean_image(content: bytes, name: str, limits: Limits) -> Clean:
    """The same picture drawn anew: upright, no larger than needed, nothing in it but pixels."""
    refuse_size(len(content), name, limits)
    try:
        with Image.open(io.BytesIO(content), formats=("JPEG", "PNG")) as opened:
            ending = PNG if opened.format == "PNG" else JPEG
            _refuse_sides(opened.size, name, limits)
            opened.draft("RGB", (limits.side, limits.side))
            small = _deep(opened)
            small.thumbnail((limits.side, limits.side))
            plain = _opaque(ImageOps.exif_transpose(small))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Refused(_too_many_pixels(name, limits)) from None
    except UnidentifiedImageError:
        raise Refused(_something_else(content, name)) from None
    except (OSError, SyntaxError, ValueError, MemoryError):
        raise Refused(_broken(name)) from None
    return Clean(_drawn(plain, ending), ending)


def clean_pdf(content: bytes, name: str) -> Clean:
    """A PDF that ends as one, is not locked, and carries nothing that runs as far as can be seen."""
    if b"%%EOF" not in content[-2048:]:
        raise Refused(_broken(name))
    structure = _STREAM.sub(b"", content)
    if re.search(rb"/Encrypt\b", structure):
        raise Refused(_locked(name))
    if _ACTIVE.search(structure):
        raise Refused(_active(name))
    return Clean(content, PDF)


def _deep(picture: Image.Image) -> Image.Image:
    """Eight bits for each colour: thin strokes of a black-and-white scan must not vanish when it shrinks."""
    if picture.mode.startswith("I"):
        return picture.convert("I").point(lambda depth: depth / 256).convert("L")
    if picture.mode == "P":
        return picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    return picture.convert("L") if picture.mode == "1" else picture


def _opaque(picture: Image.Image) -> Image.Image:
    """Grey or coloured, on white where one could see through. After shrinking: it takes several copies."""
    if picture.has_transparency_data:
        white = Image.new("RGBA", picture.size, "white")
        return Image.alpha_composite(white, picture.convert("RGBA")).convert("RGB")
    return picture.convert("L" if picture.mode == "L" else "RGB")


def _drawn(picture: Image.Image, ending: str) -> bytes:
    bare = Image.new(picture.mode, picture.size)
    bare.paste(picture)
    out = io.BytesIO()
    if ending == JPEG:
        bare.save(out, "JPEG", quality=_QUALITY, optimize=True)
    else:
        bare.save(out, "PNG")
    return out.getvalue()


def _refuse_sides(size: tuple[int, int], name: str, limits: Limits) -> None:
    if size[0] * size[1] > limits.megapixels * _MEGA:
        raise Refused(_too_many_pixels(name, limits))
    if min(size) < _LEAST_SIDE:
        raise Refused(
            _fault("too_small", name, "gambar terlalu kecil untuk dibaca", "Foto seluruh halaman dari dekat.")
        )


def _too_many_pixels(name: str, limits: Limits) -> Finding:
    return _fault(
        "too_many_pixels",
        name,
        f"gambar lebih dari {limits.megapixels} megapiksel",
        "Pindai dengan 200 dpi, atau kecilkan fotonya dahulu.",
    )


def _something_else(content: bytes, name: str) -> Finding:
    kind = next((words for sign, words in _OTHERS if re.match(sign, content, re.S | re.I)), "")
    problem = f"isinya {kind}, bukan pindaian" if kind else "isinya bukan PDF, JPEG atau PNG"
    return _fault(
        "not_a_scan", name, problem, "Simpan pindaian sebagai PDF, JPEG atau PNG, lalu unggah lagi."
    )


def _broken(name: str) -> Finding:
    return _fault(
        "broken",
        name,
        "berkas rusak atau terpotong",
        "Buka dahulu di komputer Anda; bila gagal, pindai lagi.",
    )


def _locked(name: str) -> Finding:
    return _fault("locked", name, "PDF dikunci dengan sandi", "Simpan tanpa sandi, lalu unggah lagi.")


def _active(name: str) -> Finding:
    return _fault(
        "active",
        name,
        "PDF memuat perintah atau berkas lain di dalamnya",
        "Cetak dan pindai kertasnya, lalu unggah hasil pindaian itu.",
    )


def _fault(code: str, where: str, problem: str, advice: str) -> Finding:
    return Finding(f"upload.{code}", where, problem, advice)
