"""Signing in and out, passwords, and changing hats."""

from django.contrib.auth.hashers import make_password
from django.db import transaction

from berdaya.access.audit import record
from berdaya.access.models import Holding, Person, Sitting
from berdaya.access.passwords import password_faults
from berdaya.access.services.inbox import send_to
from berdaya.access.services.sittings import close_all, close_sitting, hats_of, open_sitting, territory_of
from berdaya.access.services.throttling import try_once, try_own
from berdaya.kernel.findings import Finding, Refused

MISMATCH = Finding(
    "access.mismatch",
    "nama pengguna dan kata sandi",
    "tidak cocok",
    "Periksa huruf besar dan kecil. Bila lupa, minta slip baru pada operator atau administrator.",
)


def clean_username(text: str) -> str:
    """Sign-in names are compared without regard to case and surrounding space."""
    return text.strip().casefold()


def sign_in(
    username: str, password: str, address: str, device: str = "", before: Sitting | None = None
) -> tuple[str, Sitting]:
    """A new sitting, or the one answer for a wrong name, a wrong password and a closed account.

    Whoever sat at this browser `before` is out.
    """
    name = clean_username(username)
    attempt = try_once(name, address, "sandi")
    person = Person.objects.filter(username=name).first()
    if not _fits(person, password) or person is None:
        raise Refused(MISMATCH)
    attempt.worked()
    with transaction.atomic():
        if before is not None:
            close_sitting(before)
        key, sitting = open_sitting(person, device)
        record(sitting.hat or person, "sitting.opened", "person", person.pk, territory_of(sitting))
    return key, sitting


def sign_out(sitting: Sitting) -> None:
    close_sitting(sitting)


def sign_out_everywhere(person: Person, sitting: Sitting) -> int:
    """End all other sittings; this one stays."""
    with transaction.atomic():
        closed = close_all(person, but=sitting)
        record(person, "sittings.closed", "person", person.pk, territory_of(sitting), {"count": closed})
    return closed


def change_password(person: Person, old: str, new: str, sitting: Sitting) -> None:
    """The old password once more, then the new one; all other devices are signed out."""
    attempt = try_own(person, "ganti-sandi")
    if not person.check_password(old):
        raise Refused(
            Finding("password.old", "sandi lama", "tidak cocok", "Ketik sandi yang Anda pakai untuk masuk.")
        )
    attempt.worked()
    set_password(person, new, keep=sitting)


def set_password(person: Person, new: str, keep: Sitting | None = None) -> None:
    if faults := password_faults(new, person):
        raise Refused(*faults)
    person.set_password(new)
    with transaction.atomic():
        person.save(update_fields=["password"])
        close_all(person, but=keep)
        send_to(
            person,
            "Kata sandi Anda diganti",
            "Semua perangkat lain sudah dikeluarkan. Bila bukan Anda yang mengganti, hubungi administrator.",
            link="/profil/",
        )
        record(person, "password.changed", "person", person.pk, territory_of(keep))


def change_hat(sitting: Sitting, holding_id: int) -> Holding:
    """Wear another of one's own roles. One that is not held, or not today, is simply not there."""
    for hat in hats_of(sitting.person):
        if hat.pk == holding_id:
            Sitting.objects.filter(pk=sitting.pk).update(hat=hat)
            return hat
    raise Refused(
        Finding(
            "access.no_such_hat",
            "peran",
            "peran itu tidak sedang Anda pegang",
            "Pilih salah satu peran yang berlaku hari ini.",
        )
    )


def _fits(person: Person | None, password: str) -> bool:
    """Takes the same time whether the name exists or not."""
    if person is None or not person.has_usable_password():
        make_password(password)
        return False
    return person.check_password(password) and person.is_active
