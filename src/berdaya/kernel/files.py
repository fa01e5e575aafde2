"""Reading files that may be anything, and writing files so that a killed process or a full disk leaves
either the old file or the new one.

Readers refuse, in plain Indonesian, what is not a regular file (a pipe would wait for ever, a device has no
end), what is too large, and what is not what its name says. `OSError` is left to the command.
"""

import json
import os
import re
import secrets
import stat
import tomllib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from math import isfinite
from pathlib import Path
from typing import Any

from berdaya.kernel.findings import Finding, Refused

MOST_BYTES = 20 * 1024 * 1024
_NAMED = 20
_MAY_BE_ENDLESS = re.compile(r"NaN|Infinity|[eE][+]?[0-9]{2}|[0-9]{300}")


def refuse_irregular(path: Path, most: int | None = None) -> None:
    """Refuse a pipe, a device and, with `most`, a file of more bytes than that; `OSError` when absent."""
    about = path.stat()
    if stat.S_ISDIR(about.st_mode):
        raise IsADirectoryError(21, "", str(path))
    if not stat.S_ISREG(about.st_mode):
        advice = "Simpan isinya sebagai berkas di disk, lalu sebut nama berkas itu."
        raise Refused(
            Finding("file.not_regular", str(path), "bukan berkas biasa (pipa atau perangkat)", advice)
        )
    if most is not None and about.st_size > most:
        problem = f"berkas lebih besar dari {most // 2**20} MB"
        raise Refused(Finding("file.too_large", str(path), problem, "Periksa apakah berkasnya benar."))


def read_bytes(path: Path, most: int = MOST_BYTES) -> bytes:
    """The content of a regular file of at most `most` bytes."""
    refuse_irregular(path, most)
    return path.read_bytes()


def read_text(path: Path, most: int = MOST_BYTES) -> str:
    """The text of a UTF-8 file, with or without a byte order mark; any other encoding is refused."""
    content = read_bytes(path, most)
    try:
        if b"\0" not in content:  # UTF-16 without its mark would pass for UTF-8
            return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    raise Refused(
        Finding("file.not_utf8", str(path), "bukan teks UTF-8", "Simpan ulang dengan pengodean UTF-8.")
    )


def read_json(path: Path, most: int = MOST_BYTES, **how: Any) -> Any:
    """The value of a JSON file. `how` goes to `json.loads`, such as `parse_float=str`.

    `Infinity`, `NaN` and a number beyond all bounds (`1e400`) are refused with their place.
    """
    text = read_text(path, most)
    try:
        value = json.loads(text, **how)
        if _MAY_BE_ENDLESS.search(text) and (found := list(islice(_endless(value), _NAMED))):
            raise Refused(*(_endless_at(place or "berkas") for place in found))
        return value
    except json.JSONDecodeError as error:
        problem = f"bukan JSON: baris {error.lineno}, kolom {error.colno}"
        raise Refused(
            Finding("file.not_json", str(path), problem, "Perbaiki tanda baca di sekitar tempat itu.")
        ) from None
    except (RecursionError, ValueError):
        raise Refused(_unreasonable(path, "JSON")) from None


def _endless(value: Any, where: str = "") -> Iterator[str]:
    """The places of numbers without end, as people count: `items ke-2, volume`."""
    if isinstance(value, float) and not isfinite(value):
        yield where
    elif isinstance(value, dict):
        for name, part in value.items():
            yield from _endless(part, f"{where}, {_plain(name)}" if where else _plain(name))
    elif isinstance(value, list):
        for number, part in enumerate(value, start=1):
            yield from _endless(part, f"{where} ke-{number}" if where else f"ke-{number}")


def _plain(name: str) -> str:
    return "".join(sign for sign in name if sign.isprintable())[:40]


def _endless_at(where: str) -> Finding:
    problem = "bukan angka yang dapat dihitung (Infinity, NaN, atau terlalu besar)"
    return Finding("file.endless_number", where, problem, "Tulis angkanya saja, misalnya 13000000.")


def without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """For `object_pairs_hook`: a name that stands twice would silently lose one of the two."""
    table = dict(pairs)
    if len(table) < len(pairs):
        counts = Counter(name for name, _ in pairs)
        twice = next(name for name, many in counts.items() if many > 1)
        raise Refused(
            Finding("file.twice", twice[:40], "nama ini ditulis dua kali pada satu bagian", "Sisakan satu.")
        )
    return table


def read_toml(path: Path, most: int = MOST_BYTES) -> dict[str, Any]:
    """The table of a TOML file."""
    text = read_text(path, most)
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"at line (\d+), column (\d+)", str(error))
        problem = "bukan TOML" + (
            f": baris {at[1]}, kolom {at[2]}" if at else ": berkas terputus di akhirnya"
        )
        raise Refused(
            Finding("file.not_toml", str(path), problem, "Perbaiki tanda baca di sekitar tempat itu.")
        ) from None
    except (RecursionError, ValueError):
        raise Refused(_unreasonable(path, "TOML")) from None


def _unreasonable(path: Path, kind: str) -> Finding:
    problem = f"susunan {kind} tidak wajar: bertingkat terlalu dalam atau memuat angka yang terlalu panjang"
    return Finding(f"file.not_{kind.lower()}", str(path), problem, "Periksa apakah berkasnya benar.")


def refuse_overwriting(out: Path | None, *sources: Path | None) -> None:
    """Refuse to write over a file or folder that the same command reads."""
    for source in sources:
        if out is not None and source is not None and _same(out, source):
            advice = "Sebut nama lain untuk hasilnya; berkas asal tidak disentuh."
            raise Refused(Finding("file.would_overwrite", str(out), "ini berkas yang sedang dibaca", advice))


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return one.resolve() == other.resolve()


@contextmanager
def replacing(path: Path, *, private: bool = False) -> Iterator[Path]:
    """Give a temporary path beside `path`; when the block ends well it takes its place in one step.

    With `private` only the owner may read it, from its first byte on. What a killed process left of the same
    file is removed first.
    """
    if not path.name:
        raise Refused(Finding("file.no_name", str(path), "nama berkas kosong", "Sebut nama berkas hasilnya."))
    path.parent.mkdir(parents=True, exist_ok=True)
    _forget_left_over(path)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}.part")
    try:
        if private:
            os.close(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        yield temporary
        with temporary.open("rb") as written:
            os.fsync(written.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def _forget_left_over(path: Path) -> None:
    """Remove the unfinished copies of `path` whose process no longer runs."""
    shape = re.compile(rf"\.{re.escape(path.name)}\.(\d+)\.[0-9a-f]{{8}}\.part")
    for entry in path.parent.iterdir():
        found = shape.fullmatch(entry.name)
        if found and not _runs(int(found[1])):
            entry.unlink(missing_ok=True)


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def write_text(path: Path, text: str, *, private: bool = False) -> None:
    with replacing(path, private=private) as temporary:
        temporary.write_text(text, encoding="utf-8", newline="\n")


def write_bytes(path: Path, content: bytes, *, private: bool = False) -> None:
    with replacing(path, private=private) as temporary:
        temporary.write_bytes(content)


def as_text_cell(text: str) -> str:
    """A cell that a spreadsheet would run as a formula (`=`, `+`, `-`, `@`, tab) becomes plain text."""
    return "'" + text if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
