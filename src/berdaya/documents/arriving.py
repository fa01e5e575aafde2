"""A table that somebody brings through a form: its bytes, and a name that may be shown and written down."""

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Protocol

from berdaya.kernel.findings import Finding, Refused

MOST_BYTES: Final = 5_000_000
MOST_LETTERS: Final = 60


class Upload(Protocol):
    """A file as it arrives with a form."""

    @property
    def name(self) -> str | None: ...

    @property
    def size(self) -> int | None: ...

    def read(self) -> bytes: ...


def read_upload(upload: Upload) -> tuple[bytes, str]:
    """The bytes, and a name with the ending that the content has, whatever the browser says."""
    name = upload.name or "berkas"
    if not upload.size:
        raise Refused(_fault("empty", name, "berkas kosong", "Isi berkas, lalu unggah lagi."))
    if upload.size > MOST_BYTES:
        advice = "Kirim hanya kolom yang diminta templatnya."
        raise Refused(_fault("too_large", name, "berkas lebih dari 5 MB", advice))
    content = upload.read()
    ending = "xlsx" if content[:4] == b"PK\x03\x04" else "csv"
    if content[:4] in (b"%PDF", b"\x89PNG", b"\xd0\xcf\x11\xe0") or content[:2] == b"\xff\xd8":
        advice = "Simpan tabelnya sebagai CSV atau XLSX, lalu unggah lagi."
        raise Refused(_fault("not_text", name, "bukan tabel CSV atau XLSX", advice))
    return content, plain_title(name, ending)


def plain_title(title: str, ending: str) -> str:
    """A name of a file as it may be shown: no folders, no signs that a shell or a page would trip over."""
    stem = Path(title.replace("\\", "/")).stem
    return (re.sub(r"[^\w .()-]+", "-", stem).strip(" .-")[:MOST_LETTERS] or "berkas") + f".{ending}"


@contextmanager
def table_as_file(content: bytes, title: str) -> Iterator[Path]:
    """A table that has just arrived, as a file of that name, for as long as it is read."""
    with tempfile.TemporaryDirectory(prefix="berdaya-tabel-") as folder:
        path = Path(folder) / title
        path.write_bytes(content)
        yield path


def _fault(code: str, where: str, problem: str, advice: str) -> Finding:
    return Finding(f"table.{code}", where, problem, advice)
