"""Is this paper ours and unchanged? A code to look up, or a signed text that is checked offline.

With a public address the QR holds `HTTPS://…/V/CODE`: 130 bits, derived from the office's secret and the
paper's digest, so the same paper keeps its code and nobody guesses another. Without one the QR holds a text
signed with Ed25519: kind, number, date, office, status and the SHA-256 of all values. A text can be copied to
another paper; so the PDF carries it beside a seal over all its bytes (`fileseal`).
"""

import hashlib
import hmac
import os
import re
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from berdaya.documents.crockford import crockford, from_crockford
from berdaya.documents.fileseal import has_seal, seal_holds, sealed_file
from berdaya.documents.paper import Paper, Proof, facts_of
from berdaya.documents.plain import as_plain
from berdaya.kernel.digests import digest_of
from berdaya.kernel.files import read_bytes, write_bytes
from berdaya.kernel.findings import Finding, Refused
from berdaya.kernel.settings import data_folder

MARK = "BRD1."
KEY_NAME = "paper-signing"
CODE_SIGNS = 26
MOST_KEY_BYTES = 100_000
_CONTEXT = b"berdaya paper 1\0"
_SIGNATURE, _KEY_ID, _DIGEST = 64, 4, 32


@dataclass(frozen=True, slots=True)
class OfficeKey:
    """The office's signing key; its name is the first bytes of the public key's SHA-256."""

    private: Ed25519PrivateKey

    @property
    def id(self) -> bytes:
        return key_id(self.private.public_key())

    @property
    def public_pem(self) -> bytes:
        return self.private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)

    def code_of(self, digest: str) -> str:
        """26 signs that belong to this digest and to no other; unguessable without the key."""
        secret = self.private.private_bytes_raw()
        return crockford(hmac.digest(secret, b"berdaya code\0" + digest.encode(), "sha256"))[:CODE_SIGNS]


def key_id(public: Ed25519PublicKey) -> bytes:
    return hashlib.sha256(public.public_bytes_raw()).digest()[:_KEY_ID]


def keys_folder() -> Path:
    return data_folder() / "keys"


def office_key(folder: Path) -> OfficeKey:
    """The key of this office, made at first use (0600), with its public half beside it."""
    file = folder / f"{KEY_NAME}.key"
    if not file.exists():
        _make_key(file)
    private = load_pem_private_key(file.read_bytes(), password=None)
    if not isinstance(private, Ed25519PrivateKey):
        raise Refused(_not_a_key(file))
    key = OfficeKey(private)
    if not file.with_suffix(".pub").exists():
        write_bytes(file.with_suffix(".pub"), key.public_pem)
    return key


def _make_key(file: Path) -> None:
    """Write the key whole or not at all; of two processes at once, the first one wins."""
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    key = Ed25519PrivateKey.generate()
    temporary = file.with_name(f".{KEY_NAME}.{secrets.token_hex(4)}.part")
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
            out.flush()
            os.fsync(out.fileno())
        os.link(temporary, file)
    except FileExistsError:
        return
    finally:
        temporary.unlink()


def public_keys(folder: Path) -> list[Ed25519PublicKey]:
    """Every public key kept beside: the present one and those of earlier years."""
    return [read_public_key(file) for file in sorted(folder.glob(f"{KEY_NAME}*.pub"))]


def read_public_key(file: Path) -> Ed25519PublicKey:
    try:
        key = load_pem_public_key(read_bytes(file, MOST_KEY_BYTES))
    except ValueError as error:
        raise Refused(_not_a_key(file)) from error
    if not isinstance(key, Ed25519PublicKey):
        raise Refused(_not_a_key(file))
    return key


def _not_a_key(file: Path) -> Finding:
    return Finding(
        "documents.not_a_key",
        str(file),
        "berkas ini bukan kunci pemeriksa naskah",
        "Minta berkas paper-signing.pub dari kantor yang menerbitkan naskah.",
    )


def digest_of_paper(paper: Paper, values: Mapping[str, Any]) -> str:
    """SHA-256 of all that the paper says, heads and signatories included."""
    return digest_of({"paper": as_plain(facts_of(paper)), "values": as_plain(values)})


def public_address() -> str:
    """The office's own address for checks (`BERDAYA_PUBLIC_URL`), empty when there is none."""
    address = os.environ.get("BERDAYA_PUBLIC_URL", "").strip().rstrip("/")
    parts = urlsplit(address)
    if address and (parts.scheme not in ("http", "https") or not parts.netloc or parts.path):
        raise Refused(
            Finding(
                "documents.public_url",
                "BERDAYA_PUBLIC_URL",
                f"“{address}” bukan alamat kantor yang dapat dicetak",
                "Tulis https://kantor.contoh.go.id tanpa folder, atau kosongkan.",
            )
        )
    return address


def seal(paper: Paper, values: Mapping[str, Any]) -> Paper:
    """The paper with its proof, from this office's settings and key."""
    return sealed(paper, values, office_key(keys_folder()), public_address())


def sealed(paper: Paper, values: Mapping[str, Any], key: OfficeKey, address: str = "") -> Paper:
    digest = digest_of_paper(paper, values)
    signed = _signed_text(paper, digest, key)
    text, place = signed, ""
    if address:
        short = f"{address}/v/{key.code_of(digest)}"
        text, place = short.upper(), short.split("://", 1)[1]
    seal = partial(sealed_file, key=key.private)
    return replace(paper, proof=Proof(text, place, signed, seal))


def _signed_text(paper: Paper, digest: str, key: OfficeKey) -> str:
    status = paper.status.value if paper.status else ""
    fields = (paper.kind, paper.number or "", f"{paper.date:%Y%m%d}", paper.office, status)
    payload = key.id + bytes.fromhex(digest) + "\x1f".join(as_plain(fields)).encode()
    return MARK + crockford(payload + key.private.sign(_CONTEXT + payload))


class Verdict(StrEnum):
    AUTHENTIC = "asli"
    ALTERED = "berubah"
    UNSEALED = "isi tidak terbukti"
    UNKNOWN_KEY = "kunci tidak dikenal"
    UNREADABLE = "tidak terbaca"


@dataclass(frozen=True, slots=True)
class Check:
    """What a signed text says, and whether it may be believed. Facts are empty when it cannot be read.

    `content_checked`: not only the text, but every byte of the file that carries it has been checked.
    """

    verdict: Verdict
    facts: Mapping[str, str]
    content_checked: bool = False

    @property
    def finding(self) -> Finding | None:
        """Why the paper must not be believed; None when it may."""
        if self.verdict is Verdict.AUTHENTIC:
            return None
        problem, advice = _DOUBTS[self.verdict]
        return Finding(f"documents.{self.verdict.name.lower()}", "Naskah", problem, advice)

    def lines(self) -> list[tuple[str, str]]:
        """What to compare with the paper in the hand, line by line. Nothing that is not proven."""
        if self.verdict is not Verdict.AUTHENTIC:
            return []
        shown = [(word, self.facts[name]) for name, word in _WORDS.items() if self.facts.get(name)]
        return [("Hasil", _WHOLE if self.content_checked else _CODE_ONLY), *shown]


_WHOLE = "berkas ini asli; isinya tidak berubah satu huruf pun sejak dicetak kantor"
_CODE_ONLY = "kodenya asli; isi naskah TIDAK diperiksa, cocokkan isian di bawah dengan kertasnya"
_WORDS = {
    "kind": "Jenis",
    "number": "Nomor",
    "date": "Tanggal",
    "office": "Kantor",
    "status": "Status",
    "values_sha256": "SHA-256 isian",
    "file_sha256": "SHA-256 berkas",
}
_DOUBTS = {
    Verdict.ALTERED: (
        "isinya berubah setelah ditandatangani kantor",
        "Jangan pakai naskah ini. Minta salinan langsung dari kantor penerbit.",
    ),
    Verdict.UNSEALED: (
        "kodenya kode kantor, tetapi berkas ini tanpa segel isi; kode dapat disalin ke naskah lain",
        "Jangan percaya isinya sebelum dibandingkan dengan naskah di kantor penerbit.",
    ),
    Verdict.UNKNOWN_KEY: (
        "kunci kantor penerbitnya belum ada di komputer ini",
        "Minta berkas paper-signing.pub dari kantor penerbit, lalu sebut dengan --key.",
    ),
    Verdict.UNREADABLE: (
        "bukan teks bertanda tangan dari naskah Berdaya",
        "Pindai kode QR pada halaman 1 sekali lagi. Alamat yang dimulai dengan https dibuka di peramban.",
    ),
}


def check_text(text: str, keys: Iterable[Ed25519PublicKey]) -> Check:
    """Check a signed text against the public keys at hand."""
    return _checked(text, keys)[0]


def check_file(content: bytes, keys: Iterable[Ed25519PublicKey]) -> Check:
    """Check every byte of a PDF of ours: the signed text in it, and the seal that the same key put on it."""
    check, signer = _checked(signed_text_in(content), keys)
    if signer is None:
        return check
    facts = {**check.facts, "file_sha256": hashlib.sha256(content).hexdigest()}
    if not has_seal(content):
        return Check(Verdict.UNSEALED, facts)
    holds = seal_holds(content, signer)
    return Check(Verdict.AUTHENTIC if holds else Verdict.ALTERED, facts, content_checked=True)


def check_content(content: bytes, keys: Iterable[Ed25519PublicKey]) -> Check:
    """Check a file: one that holds nothing but a signed text is that text, any other must be sealed."""
    if re.fullmatch(rb"\s*BRD1\.[0-9A-Z\s-]{1,5000}", content, re.IGNORECASE):
        return check_text(content.decode(), keys)
    return check_file(content, keys)


def _checked(text: str, keys: Iterable[Ed25519PublicKey]) -> tuple[Check, Ed25519PublicKey | None]:
    """The check of a text, and the key that signed it, when it is genuine."""
    start = text.upper().find(MARK)
    try:
        data = from_crockford(text[start + len(MARK) :]) if start >= 0 else b""
        facts = _facts_in(data)
    except ValueError:
        return Check(Verdict.UNREADABLE, {}), None
    known = [key for key in keys if key_id(key) == data[:_KEY_ID]]
    if not known:
        return Check(Verdict.UNKNOWN_KEY, facts), None
    payload, signature = data[:-_SIGNATURE], data[-_SIGNATURE:]
    signer = next((key for key in known if _signed_by(key, payload, signature)), None)
    return Check(Verdict.AUTHENTIC if signer else Verdict.ALTERED, facts), signer


def _signed_by(key: Ed25519PublicKey, payload: bytes, signature: bytes) -> bool:
    try:
        key.verify(signature, _CONTEXT + payload)
    except InvalidSignature:
        return False
    return True


def _facts_in(data: bytes) -> dict[str, str]:
    digest = data[_KEY_ID : _KEY_ID + _DIGEST]
    fields = data[_KEY_ID + _DIGEST : -_SIGNATURE].decode().split("\x1f")
    if len(fields) != 5 or not re.fullmatch(r"\d{8}", fields[2]):
        raise ValueError("not a signed paper")
    kind, number, day, office, status = fields
    return {
        "kind": kind,
        "number": number,
        "date": f"{day[:4]}-{day[4:6]}-{day[6:]}",
        "office": office,
        "status": status,
        "values_sha256": digest.hex(),
    }


def signed_text_in(content: bytes) -> str:
    """The signed text that a PDF of ours carries in its keywords; else empty."""
    found = re.search(rb"BRD1\.[0-9A-Z]{160,2000}", content)
    return found.group().decode() if found else ""
