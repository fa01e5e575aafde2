"""What a password must be: long, and not one that everybody tries first. No rules about signs."""

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

from berdaya.access.clock import limit
from berdaya.access.models import Person
from berdaya.kernel.findings import Finding


def password_faults(password: str, person: Person) -> list[Finding]:
    """Everything that is wrong with a new password, so that it is mended in one go."""
    faults = []
    length = limit("password_length")
    if len(password) < length:
        faults.append(
            _fault("short", f"terlalu pendek: {len(password)} huruf", f"Pakai paling sedikit {length} huruf.")
        )
    if _often_used(password):
        faults.append(
            _fault("common", "termasuk sandi yang sering ditebak", "Gabungkan tiga atau empat kata.")
        )
    if _from_the_name(password, person):
        faults.append(
            _fault("name", "memuat nama Anda", "Pakai kata-kata yang tidak berhubungan dengan Anda.")
        )
    if password and len(set(password.lower())) < 5:
        faults.append(
            _fault("repeated", "hanya mengulang huruf yang sama", "Gabungkan tiga atau empat kata.")
        )
    return faults


def _often_used(password: str) -> bool:
    try:
        CommonPasswordValidator().validate(password)
    except ValidationError:
        return True
    return False


def _from_the_name(password: str, person: Person) -> bool:
    words = [*person.name.casefold().split(), person.username.casefold().partition("@")[0]]
    return any(len(word) >= 4 and word in password.casefold() for word in words)


def _fault(code: str, problem: str, advice: str) -> Finding:
    return Finding(f"password.{code}", "sandi", problem, advice)
