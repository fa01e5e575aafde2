"""What a file is by its first bytes, whatever its name says."""

from pathlib import PurePosixPath

from berdaya.access.rules.verdicts import ALLOWED, Verdict, refused

HEAD = 512
_SIGNS = (
    (b"%PDF", "dokumen PDF"),
    (b"\x89PNG", "gambar"),
    (b"\xff\xd8\xff", "gambar"),
    (b"GIF8", "gambar"),
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
    (b"Rar!", "arsip RAR"),
    (b"7z\xbc\xaf", "arsip 7z"),
    (b"\x1f\x8b", "arsip gzip"),
    (b"PK", "zip"),
    (b"\xd0\xcf\x11\xe0", "buku kerja lama"),
    (b"PAR1", "Parquet"),
    (b"SQLite format 3", "basis data"),
    (b"{\\rtf", "dokumen RTF"),
)
_WANTED = {
    ".xlsx": ("zip",),
    ".xlsm": ("zip",),
    ".xls": ("buku kerja lama", "zip"),
    ".zip": ("zip",),
    ".parquet": ("Parquet",),
}
_MARKUP = (b"<!doctype", b"<html", b"<?xml", b"<table", b"<meta")
_ADVICE = "Buka di aplikasi lembar kerja, simpan sebagai XLSX atau CSV, lalu kirim berkas itu."


def kind_of(head: bytes) -> str:
    """The kind in plain words; "" for text, and for what has no sign of its own (DBF)."""
    for sign, words in _SIGNS:
        if head.startswith(sign):
            return words
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_MARKUP):
        return "halaman web"
    return ""


def is_what_it_says(name: str, head: bytes) -> Verdict:
    """A PDF that is called .xlsx is refused before the rest of it is sent."""
    ending, kind = PurePosixPath(name).suffix.lower(), kind_of(head)
    wanted = _WANTED.get(ending, ("",))
    if kind in wanted:
        return ALLOWED
    is_it = f"isinya {kind}" if kind else "isinya bukan itu"
    return refused("file.not_what_it_says", name, f"namanya {ending}, {is_it}", _ADVICE)
