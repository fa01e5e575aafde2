"""One-time codes: inviting somebody, printing a slip, taking one up. No password is ever given out."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from berdaya.access.audit import record
from berdaya.access.clock import days, now, sheets, today_in
from berdaya.access.doors import require
from berdaya.access.models import Holding, Invite, Person, SecondFactor, Sitting
from berdaya.access.passwords import password_faults
from berdaya.access.rules.codes import ALPHABET, Way, as_typed, fingerprint, grouped
from berdaya.access.rules.grants import FOUNDING
from berdaya.access.rules.rights import Right
from berdaya.access.rules.roles import Role
from berdaya.access.services.inbox import send_to
from berdaya.access.services.roles import Term, check_proposal, found_role, propose_role
from berdaya.access.services.signin import clean_username
from berdaya.access.services.sittings import close_all, open_sitting, territory_of
from berdaya.access.services.throttling import try_once
from berdaya.access.usernames import username_fault
from berdaya.kernel.findings import Finding, Refused

_SLIP_LENGTH = 12
_LINK_BYTES = 24


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody who is to get an account."""

    username: str
    name: str
    title: str = ""
    phone: str = ""

    def as_person(self) -> Person:
        """Not saved yet, without a password that could be used."""
        person = Person(
            username=clean_username(self.username),
            name=self.name.strip(),
            title=self.title.strip(),
            phone=self.phone,
        )
        person.set_unusable_password()
        return person


def invite(actor: Holding, newcomer: Newcomer, term: Term, way: Way) -> tuple[str, Invite]:
    """An account without a password, a proposed role, and a code with which to come in."""
    person = newcomer.as_person()
    check_proposal(actor, person, term)
    _refuse_username(newcomer)
    with transaction.atomic():
        person.save()
        propose_role(actor, person, term)
        code, made = _make_code(person, way, actor.person)
        record(actor, "invite.issued", "person", person.pk, term.territory, {"way": way.value})
    return code, made


def found(newcomer: Newcomer, term: Term, way: Way) -> tuple[str, Invite]:
    """The first keeper of the office and the code with which he comes in."""
    person = newcomer.as_person()
    _refuse_username(newcomer)
    with transaction.atomic():
        found_role(person, term)
        code, made = _make_code(person, way, None)
    return code, made


def renew(person: Person, way: Way) -> tuple[str, Invite]:
    """From the machine itself: a new code for a keeper of the office who is locked out."""
    held = person.holdings.in_force_on(today_in("")).values_list("role", flat=True)
    if not set(held) & {role.value for role in FOUNDING}:
        raise Refused(
            _fault(
                "not_keeper",
                "akun",
                "bukan administrator atau PPDP",
                "Kode untuk orang lain dibuat administrator di halaman Akun.",
            )
        )
    with transaction.atomic():
        code, made = _make_code(person, way, None)
        record(None, "invite.issued", "person", person.pk, facts={"way": way.value})
    return code, made


def issue_code(actor: Holding, person: Person, way: Way, frees_factor: bool = False) -> tuple[str, Invite]:
    """A new code for somebody who lost the first, or the password. Older codes stop working.

    For somebody who approves it opens nothing before a second person has confirmed it.
    """
    territory = _require_over(actor, Right.ACCOUNTS_GRANT, person)
    with transaction.atomic():
        code, made = _make_code(person, way, actor.person, frees_factor=frees_factor)
        send_to(
            person,
            "Kode masuk baru dibuat untuk akun Anda",
            f"Dibuat oleh {actor.person.name}. Bila Anda tidak memintanya, segera hubungi PPDP.",
            link="/profil/",
        )
        record(
            actor, "invite.issued", "person", person.pk, territory, {"way": way.value, "frees": frees_factor}
        )
    return code, made


def confirm_code(actor: Holding, invite_id: int) -> Invite:
    """The second person agrees that somebody who approves gets a new code."""
    with transaction.atomic():
        made = Invite.objects.select_for_update(of=("self",)).select_related("person").get(pk=invite_id)
        territory = _require_over(actor, Right.ACCOUNTS_CONFIRM, made.person)
        if not made.open or not made.awaits_second_person:
            raise Refused(
                _fault("settled", "kode", "tidak lagi menunggu persetujuan", "Muat ulang halaman ini.")
            )
        if actor.person_id in (made.issued_by_id, made.person_id):
            raise Refused(
                _fault(
                    "same_person", "orang kedua", "harus orang lain", "Minta administrator lain atau PPDP."
                )
            )
        made.confirmed_by = actor.person
        made.save(update_fields=["confirmed_by"])
        record(actor, "invite.confirmed", "person", made.person_id, territory)
    return made


def find_invite(code: str, address: str) -> Invite:
    """The invite behind a code that somebody holds in his hand; refused with what became of it."""
    attempt = try_once(f"kode {address}", address, "kode")
    hashes = {fingerprint(code.strip()), fingerprint(as_typed(code))}
    made = Invite.objects.select_related("person").filter(code_hash__in=hashes).first()
    if made is None:
        raise Refused(_fault("unknown_code", "kode", "tidak dikenal", "Periksa lagi huruf demi huruf."))
    attempt.worked()
    if fault := _why_closed(made, now()):
        raise Refused(fault)
    return made


def accept(made: Invite, password: str, device: str = "") -> tuple[str, Sitting]:
    """Take the invite up: the person chooses a password and is in."""
    with transaction.atomic():
        made = Invite.objects.select_for_update(of=("self",)).select_related("person").get(pk=made.pk)
        if fault := _why_closed(made, now()):
            raise Refused(fault)
        person = made.person
        if faults := password_faults(password, person):
            raise Refused(*faults)
        person.set_password(password)
        person.joined_at = person.joined_at or now()
        person.save(update_fields=["password", "joined_at"])
        made.used_at = now()
        made.save(update_fields=["used_at"])
        close_all(person)
        if made.frees_factor:
            SecondFactor.objects.filter(person=person).delete()
        key, sitting = open_sitting(person, device)
        record(sitting.hat or person, "invite.accepted", "person", person.pk, territory_of(sitting))
    return key, sitting


def approves_somewhere(person: Person) -> bool:
    """Does he hold, today, a role that signs as the second person?"""
    held = person.holdings.in_force_on(today_in(""))
    return any(sheets()[Role(holding.role)].approves for holding in held)


def _make_code(
    person: Person, way: Way, issuer: Person | None, frees_factor: bool = False
) -> tuple[str, Invite]:
    moment = now()
    Invite.objects.filter(person=person, used_at=None, withdrawn_at=None).update(withdrawn_at=moment)
    slip = way == Way.SLIP
    code = _slip_code() if slip else secrets.token_urlsafe(_LINK_BYTES)
    lost = person.joined_at is not None and approves_somewhere(person)
    made = Invite.objects.create(
        person=person,
        way=way,
        code_hash=fingerprint(as_typed(code) if slip else code),
        issued_by=issuer,
        issued_at=moment,
        expires_at=moment + days("slip_days" if slip else "link_days"),
        guarded=issuer is not None and (frees_factor or lost),
        frees_factor=frees_factor,
    )
    return code, made


def _slip_code() -> str:
    return grouped("".join(secrets.choice(ALPHABET) for _ in range(_SLIP_LENGTH)))


def _require_over(actor: Holding, right: Right, person: Person) -> str:
    """The actor has the right over a territory in which that person holds or held a role."""
    held = person.holdings.within(actor.territory).order_by("-last_day").first()
    if held is None or actor.person_id == person.pk:
        raise Refused(
            _fault("out_of_reach", "akun", "di luar wewenang Anda", "Minta administrator wilayah itu.")
        )
    require(actor, right, held.territory)
    sheet = sheets()[Role(actor.role)]
    reach = sheet.may_grant if right is Right.ACCOUNTS_GRANT else sheet.may_confirm
    roles = {Role(holding.role) for holding in person.holdings.filter(ending=None)}
    if not roles <= reach:
        raise Refused(
            _fault(
                "out_of_reach",
                "akun",
                "salah satu peran orang ini diurus orang lain, jadi kode masuknya juga",
                "Minta administrator atau PPDP yang mengurus peran itu; usul Anda tetap menunggu di sana.",
            )
        )
    return held.territory


def _why_closed(made: Invite, moment: datetime) -> Finding | None:
    if made.used_at is not None:
        return _fault(
            "used", "kode", "sudah dipakai", "Masuk dengan nama dan sandi Anda, atau minta kode baru."
        )
    if made.withdrawn_at is not None:
        return _fault("withdrawn", "kode", "sudah diganti kode yang lebih baru", "Pakai kode yang terakhir.")
    if moment >= made.expires_at:
        return _fault(
            "expired", "kode", "masa berlakunya sudah lewat", "Minta kode baru pada yang mengundang."
        )
    if made.awaits_second_person:
        return _fault(
            "awaits", "kode", "masih menunggu persetujuan orang kedua", "Coba lagi sesudah disetujui."
        )
    return None


def _refuse_username(newcomer: Newcomer) -> None:
    if fault := username_fault(clean_username(newcomer.username), newcomer.name):
        raise Refused(fault)
    if Person.objects.filter(username=clean_username(newcomer.username)).exists():
        raise Refused(
            _fault(
                "username_taken",
                "nama pengguna",
                "sudah dipakai",
                "Pilih nama lain, misalnya dengan nama desa.",
            )
        )


def _fault(code: str, where: str, problem: str, advice: str) -> Finding:
    return Finding(f"access.{code}", where, problem, advice)
