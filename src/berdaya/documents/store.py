"""Files and pictures of an office, outside the web root: put once, found by name, served through a door.

Pictures are made when the figures change and kept by the digest of what they show (`put_picture`); uploaded
files and issued papers get an unguessable name (`put_file`). A name is never a path.
"""

import re
import secrets
from pathlib import Path
from typing import Final

from berdaya.kernel.digests import digest_of
from berdaya.kernel.files import write_bytes
from berdaya.kernel.settings import data_folder

_NAME: Final = re.compile(r"[0-9a-f]{32,64}\.[a-z0-9]{2,5}")


def put_picture(svg: str, *shown: object) -> str:
    """Keep a picture under the digest of what it shows; the same figures give the same name."""
    name = f"{digest_of([svg, *shown])}.svg"
    path = _path("pictures", name)
    if not path.exists():
        write_bytes(path, svg.encode())
    return name


def put_file(content: bytes, ending: str) -> str:
    """Keep a file under a random name with the ending of its kind."""
    name = f"{secrets.token_hex(20)}.{ending}"
    write_bytes(_path("files", name), content)
    return name


def picture_path(name: str) -> Path | None:
    return _existing("pictures", name)


def file_path(name: str) -> Path | None:
    return _existing("files", name)


def drop_file(name: str) -> None:
    """Destroy a file; that it is gone already is no fault."""
    if _NAME.fullmatch(name):
        _path("files", name).unlink(missing_ok=True)


def drop_files(*names: str) -> None:
    """Destroy several files, as a picture and its small one."""
    for name in names:
        drop_file(name)


def _path(kind: str, name: str) -> Path:
    if not _NAME.fullmatch(name):
        raise ValueError("not a name of this store")
    return data_folder() / kind / name[:2] / name


def _existing(kind: str, name: str) -> Path | None:
    if not _NAME.fullmatch(name):
        return None
    path = _path(kind, name)
    return path if path.is_file() else None
