"""Start the office on one address, in this process."""

import os

from granian.constants import Interfaces
from granian.server import Server as Granian


def serve(address: str, port: int, workers: int) -> None:
    """Serve until interrupted. Static files and pages come from the same process."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "berdaya.site.settings")
    Granian(
        "berdaya.site.wsgi:application",
        address=address,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        log_access=False,
    ).serve()
