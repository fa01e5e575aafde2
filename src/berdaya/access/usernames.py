"""Names to sign in with: short, typed on a phone without thinking about case."""

import re

from berdaya.kernel.findings import Finding

_SHORT = re.compile(r"[a-z0-9](?:[a-z0-9._-]{1,38})[a-z0-9]", re.ASCII)
_MAIL = re.compile(r"[^@\s]{1,64}@[a-z0-9.-]+\.[a-z]{2,}", re.ASCII)


def username_fault(username: str, name: str) -> Finding | None:
    """What is wrong with a new sign-in name, or None."""
    if re.search(r"\d{16}", username):
        return _fault("nik", "memuat 16 angka seperti NIK", "Jangan pakai NIK sebagai nama pengguna.")
    if not (_SHORT.fullmatch(username) or _MAIL.fullmatch(username)):
        return _fault(
            "form",
            "bentuknya tidak dapat dipakai",
            "Pakai 3–40 huruf kecil, angka, titik, atau alamat surel.",
        )
    if not name.strip():
        return Finding("access.name", "nama", "belum diisi", "Tulis nama lengkap seperti di surat keputusan.")
    return None


def _fault(code: str, problem: str, advice: str) -> Finding:
    return Finding(f"username.{code}", "nama pengguna", problem, advice)
