"""The second factor: an authenticator on a phone, and ten printed codes for the day it is lost."""

import secrets
from io import BytesIO

import pyotp
import segno
from django.db import transaction

from berdaya.access.audit import record
from berdaya.access.clock import now
from berdaya.access.models import Person, RecoveryCode, SecondFactor, Sitting
from berdaya.access.rules.codes import ALPHABET, as_typed, fingerprint, grouped
from berdaya.access.seal_text import seal_text, unseal_text
from berdaya.access.services.inbox import send_to
from berdaya.access.services.sittings import territory_of
from berdaya.access.services.throttling import try_own
from berdaya.kernel.findings import Finding, Refused

_RECOVERY_CODES = 10
_RECOVERY_LENGTH = 12
_STEP_SECONDS = 30
_DRIFT = 1

WRONG_CODE = Finding(
    "access.wrong_code",
    "kode kedua",
    "tidak cocok",
    "Pakai kode 6 angka yang sedang tampil. Periksa jam telepon Anda, atau pakai kode cadangan.",
)


def factor_of(person: Person) -> SecondFactor | None:
    """The authenticator in use; one that was begun and never finished does not count."""
    return SecondFactor.objects.filter(person=person, enrolled_at__isnull=False).first()


def begin(person: Person) -> SecondFactor:
    """A new secret, not in use before its first code has been typed. Beginning again gives another."""
    if factor_of(person) is not None:
        raise Refused(
            Finding(
                "access.has_factor", "kode kedua", "sudah terpasang", "Minta administrator melepasnya dahulu."
            )
        )
    SecondFactor.objects.filter(person=person).delete()
    secret = pyotp.random_base32()
    return SecondFactor.objects.create(
        person=person, secret=seal_text(secret, _label(person)), begun_at=now()
    )


def begun(person: Person) -> SecondFactor | None:
    return SecondFactor.objects.filter(person=person, enrolled_at=None).first()


def address_of(factor: SecondFactor, office: str = "Berdaya") -> str:
    """What the QR code says to the authenticator."""
    return _totp(factor).provisioning_uri(name=factor.person.username, issuer_name=office)


def typed_secret(factor: SecondFactor) -> str:
    """The secret in groups, for a phone whose camera is broken."""
    return grouped(unseal_text(factor.secret, _label(factor.person))).replace("-", " ")


def picture_of(factor: SecondFactor) -> str:
    """The QR code as SVG, without style attributes."""
    target = BytesIO()
    segno.make(address_of(factor), error="m").save(
        target,
        kind="svg",
        scale=1,
        border=2,
        xmldecl=False,
        svgns=True,
        omitsize=True,
        svgclass="b-qr",
        lineclass=None,
    )
    return target.getvalue().decode()


def enrol(person: Person, code: str, sitting: Sitting) -> list[str]:
    """The first code fits: the authenticator is in use. Gives the recovery codes, to be shown once."""
    with transaction.atomic():
        factor = SecondFactor.objects.select_for_update().filter(person=person, enrolled_at=None).first()
        if factor is None or not _fits(factor, code):
            raise Refused(WRONG_CODE)
        factor.enrolled_at = now()
        factor.save(update_fields=["enrolled_at", "last_step"])
        codes = _new_recovery_codes(factor)
        _prove(sitting)
        record(sitting.hat or person, "factor.enrolled", "person", person.pk, territory_of(sitting))
    return codes


def prove(sitting: Sitting, code: str) -> None:
    """A code of the authenticator, or a recovery code, opens what this person may approve."""
    person = sitting.person
    attempt = try_own(person, "kode-kedua")
    with transaction.atomic():
        factor = (
            SecondFactor.objects.select_for_update().filter(person=person, enrolled_at__isnull=False).first()
        )
        if factor is None:
            raise Refused(WRONG_CODE)
        if _fits(factor, code):
            factor.save(update_fields=["last_step"])
        elif not _use_recovery_code(factor, code, sitting):
            raise Refused(WRONG_CODE)
        _prove(sitting)
    attempt.worked()


def _prove(sitting: Sitting) -> None:
    Sitting.objects.filter(pk=sitting.pk).update(proved_at=now())


def _fits(factor: SecondFactor, code: str) -> bool:
    """Does the code belong to a step near now that was not used before?"""
    typed = "".join(code.split())
    if len(typed) != 6 or not typed.isdecimal():
        return False
    present = int(now().timestamp()) // _STEP_SECONDS
    totp = _totp(factor)
    for step in range(present - _DRIFT, present + _DRIFT + 1):
        if step > factor.last_step and secrets.compare_digest(totp.generate_otp(step), typed):
            factor.last_step = step
            return True
    return False


def _use_recovery_code(factor: SecondFactor, code: str, sitting: Sitting) -> bool:
    used = RecoveryCode.objects.filter(
        factor=factor, code_hash=fingerprint(as_typed(code)), used_at=None
    ).update(used_at=now())
    if used:
        left = factor.recovery_codes.filter(used_at=None).count()
        send_to(
            factor.person,
            "Satu kode cadangan terpakai",
            f"Tersisa {left}. Bila bukan Anda yang memakainya, segera hubungi administrator.",
            link="/profil/",
        )
        place = territory_of(sitting)
        record(factor.person, "factor.recovered", "person", factor.person_id, place, {"left": left})
    return bool(used)


def _new_recovery_codes(factor: SecondFactor) -> list[str]:
    codes = [
        "".join(secrets.choice(ALPHABET) for _ in range(_RECOVERY_LENGTH)) for _ in range(_RECOVERY_CODES)
    ]
    RecoveryCode.objects.bulk_create(
        RecoveryCode(factor=factor, code_hash=fingerprint(code)) for code in codes
    )
    return [grouped(code) for code in codes]


def _totp(factor: SecondFactor) -> pyotp.TOTP:
    return pyotp.TOTP(unseal_text(factor.secret, _label(factor.person)))


def _label(person: Person) -> str:
    return f"factor {person.pk}"
