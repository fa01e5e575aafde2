"""Start the office on one address, in this process."""

import errno
import multiprocessing
import os
import socket
import sys

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server as Granian

from berdaya.kernel.findings import Finding, Refused

# Requests that one process answers side by side. Each thread keeps its connection to the database; more of
# them only take turns at the interpreter and make the slowest wait longer.
THREADS = 4

_OTHER = "Pilih porta lain, misalnya --port {other} (peragaan: make demo PORT={other})."
_TROUBLES = {
    errno.EADDRINUSE: ("sedang dipakai program lain", f"Tutup program itu. {_OTHER}"),
    errno.EACCES: ("tidak boleh dipakai oleh akun ini", _OTHER),
    errno.EADDRNOTAVAIL: ("bukan alamat komputer ini", "Pilih alamat lain, misalnya --address 127.0.0.1."),
}


def refuse_busy(address: str, port: int) -> None:
    """Refuse an address that this process could not open."""
    try:
        family, kind, protocol, _, name = socket.getaddrinfo(address, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as attempt:
            attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            attempt.bind(name)
    except OSError as error:
        unknown = ("tidak dapat dibuka", "Periksa --address dan --port.")
        problem, advice = _TROUBLES.get(error.errno or 0, unknown)
        other = port + 1 if 1024 <= port < 65535 else 8001
        words = (f"alamat http://{address}:{port}", problem, advice.format(other=other))
        raise Refused(Finding("site.port", *words)) from None


def _forget_the_caller() -> None:
    """A fresh process runs the script that started this one again, unless it cannot know which it was: the
    command would call itself."""
    caller = sys.modules["__main__"]
    caller.__spec__ = None
    caller.__dict__.pop("__file__", None)


def serve(address: str, port: int, workers: int) -> None:
    """Serve pages and static files until interrupted; only troubles are logged.

    Each serving process starts afresh instead of as a copy of this one: who has printed a paper before (the
    demo does while it is built) has the printer's threads; a copy would have its locks without them, and the
    first paper asked for there would stop the whole office.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "berdaya.site.settings")
    multiprocessing.set_start_method("spawn", force=True)
    _forget_the_caller()
    Granian(
        "berdaya.site.wsgi:application",
        address=address,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        log_level=LogLevels.error,
        log_access=False,
    ).serve()
