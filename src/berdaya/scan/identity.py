"""Who lives in a household of the work list: sealed with the key of its register, so that both end together.

Destroying the register's key erases these names too, from backups as well. Who may see them is for the
caller to decide: `doors.names` asks for `scan.names`.
"""

import base64
import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from berdaya.access.keys import key_ring
from berdaya.access.sealing import subkey
from berdaya.kernel.digests import canonical_json
from berdaya.kernel.findings import Refused
from berdaya.register.models import Snapshot

_NONCE: Final = 12


@dataclass(frozen=True, slots=True)
class Identity:
    """The head of the household, the address as the register writes it, the members in its order."""

    head: str = ""
    address: str = ""
    names: tuple[str, ...] = ()


NOBODY: Final = Identity()


class Seal:
    """The key of one register, opened once for all households of a page. Without the key, nobody is named."""

    def __init__(self, key: bytes | None) -> None:
        self._cipher = None if key is None else AESGCM(subkey(key, "scan"))

    @property
    def opens(self) -> bool:
        return self._cipher is not None

    def sealed(self, who: Identity, label: str) -> str:
        """Empty where there is no key: then nothing of an identity may be kept."""
        return self.sealed_data(asdict(who), label)

    def opened(self, sealed: str, label: str) -> Identity:
        data = self.opened_data(sealed, label)
        return _identity(data) if data else NOBODY

    def sealed_data(self, data: Mapping[str, Any], label: str) -> str:
        """Anything that says who somebody is; empty where there is no key."""
        if self._cipher is None:
            return ""
        nonce = os.urandom(_NONCE)
        content = self._cipher.encrypt(nonce, canonical_json(data).encode(), label.encode())
        return base64.b64encode(nonce + content).decode()

    def opened_data(self, sealed: str, label: str) -> dict[str, Any]:
        """What was sealed under the same label; nothing where it does not open."""
        if self._cipher is None or not sealed:
            return {}
        whole = base64.b64decode(sealed)
        try:
            content = self._cipher.decrypt(whole[:_NONCE], whole[_NONCE:], label.encode())
        except InvalidTag:
            return {}
        found: dict[str, Any] = json.loads(content)
        return found


def seal_of(snapshot: Snapshot) -> Seal:
    """The seal of a register; one that opens nothing once its key was destroyed or is not in this office."""
    if snapshot.destroyed:
        return Seal(None)
    try:
        return Seal(key_ring().open(snapshot.key_name))
    except Refused:
        return Seal(None)


def label_of(cycle: int, key: str) -> str:
    return f"scan {cycle} {key}"


def _identity(data: Mapping[str, Any]) -> Identity:
    return Identity(str(data["head"]), str(data["address"]), tuple(str(name) for name in data["names"]))
