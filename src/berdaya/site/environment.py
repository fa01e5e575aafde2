"""Settings from the environment, refused in plain words when they are wrong."""

import os
import secrets
from pathlib import Path
from urllib.parse import urlsplit

from berdaya.kernel.findings import Finding, Refused

LEAST_SECRET = 32


def public_url() -> str:
    """`BERDAYA_PUBLIC_URL`: the address that QR codes carry, without a folder; empty when there is none."""
    address = os.environ.get("BERDAYA_PUBLIC_URL", "").strip().rstrip("/")
    parts = urlsplit(address)
    if address and (parts.scheme not in ("http", "https") or not parts.hostname or parts.path or parts.query):
        _refuse(
            "BERDAYA_PUBLIC_URL", "bukan alamat kantor", "Tulis https://kantor.contoh.go.id tanpa folder."
        )
    return address


def switch(name: str) -> bool:
    """A setting that is either on (1) or off (0, the default)."""
    value = os.environ.get(name, "0").strip() or "0"
    if value not in ("0", "1"):
        _refuse(name, "bukan 0 atau 1", "Tulis 1 untuk ya, atau kosongkan.")
    return value == "1"


def hosts() -> list[str]:
    """`BERDAYA_HOSTS`: names under which the office is called. A star would let anybody name it."""
    given = [host.strip() for host in os.environ.get("BERDAYA_HOSTS", "127.0.0.1,localhost").split(",")]
    if not all(given) or "*" in given or any("/" in host for host in given):
        _refuse("BERDAYA_HOSTS", "nama komputer kosong, * atau beralamat", "Tulis nama saja, dipisah koma.")
    return given


def secret(data: Path) -> str:
    """The signing secret of this office: given by the environment, else made once and kept with the keys."""
    given = os.environ.get("BERDAYA_SECRET", "")
    if given:
        if len(given) < LEAST_SECRET:
            _refuse("BERDAYA_SECRET", "terlalu pendek", f"Pakai paling sedikit {LEAST_SECRET} tanda acak.")
        return given
    file = Path(os.environ.get("BERDAYA_KEYS") or data / "keys") / "site-secret"
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        os.write(handle, secrets.token_urlsafe(48).encode())
        os.close(handle)
    return file.read_text()


def _refuse(name: str, problem: str, advice: str) -> None:
    raise Refused(Finding(f"settings.{name.lower()}", name, problem, advice))


def map_tiles() -> str:
    """`BERDAYA_TILES`: where pictures of the ground come from; empty: nowhere."""
    address = os.environ.get("BERDAYA_TILES", "").strip()
    whole = address.startswith("https://") and all(part in address for part in ("{z}", "{x}", "{y}"))
    if address and (not whole or " " in address or ";" in address):
        problem, advice = (
            "bukan alamat petak peta",
            "Tulis seperti https://kantor.contoh.go.id/petak/{z}/{x}/{y}.png.",
        )
        raise Refused(Finding("site.tiles", "BERDAYA_TILES", problem, advice))
    return address
