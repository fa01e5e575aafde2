"""Short texts at rest (a factor's secret, a draft) and digests for look-up, under one key of the office."""

import base64
import fcntl
import hmac
import os
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from berdaya.access.keys import KeyRing, keys_folder
from berdaya.access.sealing import subkey
from berdaya.kernel.findings import Finding, Refused

OFFICE_KEY: Final = "office-0000000000000001"
_NONCE: Final = 12


def seal_text(text: str, label: str) -> str:
    """Sealed and readable only under the same label, so that one row's text fits no other row."""
    nonce = os.urandom(_NONCE)
    sealed = AESGCM(_key("seal text")).encrypt(nonce, text.encode(), label.encode())
    return base64.b64encode(nonce + sealed).decode()


def unseal_text(sealed: str, label: str) -> str:
    whole = base64.b64decode(sealed)
    try:
        return AESGCM(_key("seal text")).decrypt(whole[:_NONCE], whole[_NONCE:], label.encode()).decode()
    except InvalidTag:
        raise Refused(
            Finding(
                "access.unsealable",
                "data tersandi",
                "tidak dapat dibuka dengan kunci kantor ini",
                "Pulihkan folder kunci yang sama dengan basis data ini.",
            )
        ) from None


def keyed_digest(text: str, use: str) -> str:
    """The same text gives the same digest here, and tells nothing to whoever has the database alone."""
    return hmac.new(_key(f"digest {use}"), text.encode(), sha256).hexdigest()


def office_key_at_hand() -> bool:
    """Is there an office key to check with? Asking makes none, unlike sealing."""
    try:
        KeyRing(keys_folder()).open(OFFICE_KEY)
    except Refused:
        return False
    return True


def _key(use: str) -> bytes:
    return subkey(_office_key(keys_folder()), use)


@lru_cache(maxsize=4)
def _office_key(folder: Path) -> bytes:
    """The office's own key, made at first use by one process while the others wait."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    ring = KeyRing(folder)
    with (folder / ".office.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if any(state.name == OFFICE_KEY for state in ring.states()):
            return ring.open(OFFICE_KEY)
        return ring.create(OFFICE_KEY)
