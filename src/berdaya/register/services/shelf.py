"""Where the files of this room lie, and how they are sealed. Nothing here knows a person or a right.

DATA/register/uploads/<folder>/      sealed pieces of a file, its preview, its answer
DATA/register/open/<folder>/         the file in clear while it is being read, and only then
DATA/register/staged/<folder>        a snapshot that nobody has confirmed yet
DATA/register/snapshots/<folder>     confirmed snapshots
"""

import json
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from berdaya.access.keys import key_ring
from berdaya.access.sealing import seal, unseal, unseal_bytes
from berdaya.kernel.digests import canonical_json
from berdaya.kernel.files import replacing
from berdaya.kernel.findings import Finding, Refused
from berdaya.kernel.settings import data_folder
from berdaya.register.models import Upload
from berdaya.register.rules.manifest import NAME as MANIFEST

PREVIEW, ANSWER = "preview", "answer"
_PIECE = 1 << 20


def uploads_folder() -> Path:
    return data_folder() / "register" / "uploads"


def open_folder() -> Path:
    return data_folder() / "register" / "open"


def staged_folder() -> Path:
    return data_folder() / "register" / "staged"


def snapshots_folder() -> Path:
    return data_folder() / "register" / "snapshots"


def folder_of(upload: Upload) -> Path:
    return uploads_folder() / upload.folder


def staged_of(upload: Upload) -> Path:
    """Where the snapshot of this file waits for a second person."""
    return staged_folder() / upload.folder


def key_name(folder: str) -> str:
    return f"upload-{folder}"


def make_key(upload: Upload) -> None:
    """A key under which this file alone lies; one that is there already stays."""
    ring = key_ring()
    try:
        ring.open(key_name(upload.folder))
    except Refused as refused:
        if refused.findings[0].code != "key.missing":
            raise
        ring.create(key_name(upload.folder))


def key_of(upload: Upload) -> bytes:
    return key_ring().open(key_name(upload.folder))


def put_piece(upload: Upload, number: int, content: bytes) -> None:
    """Seal one piece of the file; an unfinished one of the same number is written over."""
    _put_sealed(upload, _piece(upload, number), f"part-{number}", (content,))
    folder_of(upload).chmod(0o700)


def assemble(upload: Upload, target: Path, numbers: range) -> None:
    """The file as it was sent, in clear."""
    key = key_of(upload)
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as whole:
        for number in numbers:
            with _sealed(_piece(upload, number)) as source:
                for piece in unseal(source, key, _label(upload, f"part-{number}")):
                    whole.write(piece)


@contextmanager
def in_clear(upload: Upload) -> Iterator[Path]:
    """A private folder for the file while it is read. What a killed reading left there is removed first."""
    folder = open_folder() / upload.folder
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, mode=0o700)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def put_preview(upload: Upload, preview: dict[str, Any]) -> None:
    content = canonical_json(preview).encode()
    _put_sealed(upload, folder_of(upload) / f"{PREVIEW}.sealed", PREVIEW, (content,))


def preview_of(upload: Upload) -> dict[str, Any] | None:
    """What the reading saw, while the file is kept; None before and after."""
    path = folder_of(upload) / f"{PREVIEW}.sealed"
    if not path.is_file():
        return None
    preview: dict[str, Any] = json.loads(unseal_bytes(path, key_of(upload), _label(upload, PREVIEW)))
    return preview


def put_answer(upload: Upload, clear: Path) -> None:
    with clear.open("rb") as source:
        pieces = iter(lambda: source.read(_PIECE), b"")
        _put_sealed(upload, folder_of(upload) / f"{ANSWER}.sealed", ANSWER, pieces)


def answer_of(upload: Upload) -> Iterator[bytes]:
    """The answer file, piece by piece."""
    key, label = key_of(upload), _label(upload, ANSWER)
    with _sealed(folder_of(upload) / f"{ANSWER}.sealed") as source:
        yield from unseal(source, key, label)


def discard_staged(folder: str) -> None:
    """A snapshot that waits for a second person and will not be."""
    discard(staged_folder() / folder)


def discard(snapshot: Path) -> None:
    """Destroy a snapshot that nobody confirmed: its key first, then its folder."""
    with suppress(OSError, ValueError, KeyError, Refused):
        key_ring().forget(json.loads((snapshot / MANIFEST).read_text(encoding="utf-8"))["key"])
    shutil.rmtree(snapshot, ignore_errors=True)


def erase(folder: str) -> None:
    """Destroy an original and its answer for ever: the key first, so that no copy opens either."""
    with suppress(Refused):
        key_ring().forget(key_name(folder))
    shutil.rmtree(uploads_folder() / folder, ignore_errors=True)
    shutil.rmtree(open_folder() / folder, ignore_errors=True)


def _put_sealed(upload: Upload, path: Path, name: str, pieces: Iterable[bytes]) -> None:
    with replacing(path, private=True) as temporary, temporary.open("wb") as target:
        seal(pieces, target, key_of(upload), _label(upload, name))


@contextmanager
def _sealed(path: Path) -> Iterator[Any]:
    try:
        with path.open("rb") as source:
            yield source
    except FileNotFoundError:
        raise Refused(
            Finding(
                "upload.piece_missing",
                "sebagian berkas",
                "tidak ada lagi di penyimpanan kantor",
                "Kirim berkas yang sama sekali lagi.",
            )
        ) from None


def _piece(upload: Upload, number: int) -> Path:
    return folder_of(upload) / f"part-{number:05d}.sealed"


def _label(upload: Upload, name: str) -> str:
    return f"register/{upload.folder}/{name}"
