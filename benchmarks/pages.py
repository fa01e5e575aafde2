"""A list page of 50 rows, asked for over 16 connections: the office's beside the same page written plainly.

Also the weight of a first visit: every byte that a browser without a cache fetches for that page.
"""

import datetime as dt
import gzip
import http.client
import json
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

CONNECTIONS, SECONDS, ROUNDS = 16, 3.0, 4
ROOT = Path(__file__).parent.parent
OURS, PLAIN = "/dokumen/", "/polos"


def measure() -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="berdaya-pages-") as folder:
        environment = _environment(Path(folder))
        cookie = subprocess.run(
            [sys.executable, __file__], env=environment, check=True, capture_output=True, text=True
        ).stdout.strip()
        port = _free_port()
        command = ["-m", "benchmarks.plain.serve", str(port)]
        server = subprocess.Popen([sys.executable, *command], env=environment, cwd=ROOT)
        try:
            _wait_for(port)
            return _rows(port, cookie)
        finally:
            server.terminate()
            server.wait(timeout=30)


def _rows(port: int, cookie: str) -> dict[str, Any]:
    for address in (OURS, PLAIN):
        _asked(port, cookie, address, 0.5)
    ours, plain = [], []
    for _ in range(ROUNDS):
        ours.append(_asked(port, cookie, OURS, SECONDS))
        plain.append(_asked(port, cookie, PLAIN, SECONDS))
    fast, slow = (statistics.median(len(times) / SECONDS for times in side) for side in (ours, plain))
    waits = sorted(wait for times in ours for wait in times)
    middle, late = waits[len(waits) // 2], waits[len(waits) * 95 // 100]
    weight = _first_visit(port, cookie)
    return {
        "list page of 50 rows: requests/s, times plain": {
            "ratio": round(fast / slow, 2),
            "aim": "≥ 3",
            "requests_per_second": fast,
            "plain_requests_per_second": slow,
        },
        "list page at 16 connections: p95 / median": {
            "ratio": round(late / middle, 2),
            "aim": "≤ 3",
            "median_ms": middle * 1000,
            "p95_ms": late * 1000,
        },
        "first visit of a list page, kB over the wire": {"ratio": round(weight / 1000), "aim": "≤ 150"},
    }


def _asked(port: int, cookie: str, address: str, seconds: float) -> list[float]:
    """Seconds that each request took, all connections together."""
    times: list[float] = []
    end = time.perf_counter() + seconds

    def ask() -> None:
        line = http.client.HTTPConnection("127.0.0.1", port)
        while time.perf_counter() < end:
            started = time.perf_counter()
            line.request("GET", address, headers={"Cookie": cookie, "Accept-Encoding": "gzip"})
            answer = line.getresponse()
            answer.read()
            if answer.status != 200:
                raise RuntimeError(f"{address}: {answer.status}")
            times.append(time.perf_counter() - started)
        line.close()

    threads = [threading.Thread(target=ask) for _ in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return times


def _first_visit(port: int, cookie: str) -> int:
    page, weight = _fetched(port, cookie, OURS)
    links = re.findall(rb'(?:href|src)="(/static/[^"]+)"', page)
    return weight + sum(_fetched(port, cookie, link.decode())[1] for link in set(links))


def _fetched(port: int, cookie: str, address: str) -> tuple[bytes, int]:
    line = http.client.HTTPConnection("127.0.0.1", port)
    line.request("GET", address, headers={"Cookie": cookie, "Accept-Encoding": "gzip"})
    answer = line.getresponse()
    body = answer.read()
    head = sum(len(name) + len(value) + 4 for name, value in answer.getheaders())
    line.close()
    packed = answer.getheader("Content-Encoding") == "gzip"
    return gzip.decompress(body) if packed else body, len(body) + head


def _environment(folder: Path) -> dict[str, str]:
    paths = os.pathsep.join([str(ROOT), str(ROOT / "src")])
    return os.environ | {
        "BERDAYA_DATA": str(folder),
        "DJANGO_SETTINGS_MODULE": "benchmarks.plain.settings",
        "PYTHONPATH": paths,
    }


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_for(port: int) -> None:
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("the office did not start")


def _fill() -> str:
    """An office with 500 papers and somebody at work; gives the cookie of his browser."""
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.utils import timezone
    from tests.office import hat, seat

    from berdaya.access.rules.roles import Role
    from berdaya.documents.models import Document

    call_command("migrate", verbosity=0)
    worn = hat("Bu Ratna", Role.BAPPEDA, "33.27")
    Document.objects.bulk_create(
        Document(
            territory=f"33.27.{n % 14 + 1:02d}.{2001 + n % 9}",
            kind="Surat Keterangan",
            title=f"Surat keterangan dampingan nomor {n}",
            office="Kelurahan",
            number=f"400/{n}/2026",
            date=dt.date(2026, 1, 1) + dt.timedelta(n % 200),
            status="terbit" if n % 3 else "ditandatangani",
            label=f"L{n:07d}",
            source=f"bench:{n}",
            issued_at=timezone.now(),
        )
        for n in range(500)
    )
    return f"{settings.SESSION_COOKIE_NAME}={seat(worn.person, worn)}"


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(measure(), indent=1))
    else:
        print(_fill())
