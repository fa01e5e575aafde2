"""Giving, confirming and ending roles. Two people for each; the machine founds only the first keepers."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from berdaya.access.audit import Fact, record
from berdaya.access.clock import limit, now, sheets, today_in
from berdaya.access.doors import require
from berdaya.access.models import Holding, HoldingEnd, Person
from berdaya.access.places import place_exists, place_title
from berdaya.access.rules.grants import Grant, fits, may_confirm, may_end, may_found, may_propose
from berdaya.access.rules.rights import Right
from berdaya.access.rules.roles import Role
from berdaya.access.services.drafts import hand_on
from berdaya.access.services.inbox import send_to, settle
from berdaya.access.territory import covers
from berdaya.kernel.calendar import Period, format_date
from berdaya.kernel.findings import Finding, Refused


@dataclass(frozen=True, slots=True)
class Term:
    """What is asked for: a role, where, from when to when, for which body."""

    role: Role
    territory: str
    period: Period
    body: str = ""

    def for_person(self, person: Person) -> Grant:
        return Grant(person.pk or 0, self.role, self.territory, self.period, self.body)


def grant_of(holding: Holding) -> Grant:
    hat = holding.hat
    return Grant(holding.person_id, hat.role, hat.territory, hat.period, holding.body)


def check_proposal(actor: Holding, person: Person, term: Term) -> None:
    """Refused with every reason why this hat may not propose that."""
    require(actor, Right.ACCOUNTS_GRANT)
    _require_place(term.territory)
    day = today_in(actor.territory)
    may_propose(
        actor.person_id, actor.hat, term.for_person(person), day, sheets(), limit("longest_role_days")
    ).require()


def propose_role(actor: Holding, person: Person, term: Term) -> Holding:
    """Write down a role for somebody. It is not in force before a second person has confirmed it."""
    check_proposal(actor, person, term)
    with transaction.atomic():
        _refuse_twice(person, term)
        holding = _write(person, term, granted_by=actor.person)
        title = sheets()[term.role].title
        _tell_second_people(holding, f"{title} untuk {person.name} menunggu persetujuan Anda")
        record(actor, "role.proposed", "holding", holding.pk, term.territory, _facts(holding))
    return holding


def confirm_role(actor: Holding, holding_id: int) -> Holding:
    """The second person agrees; from now on, or from its first day, the role is in force."""
    with transaction.atomic():
        holding = Holding.objects.select_for_update(of=("self",)).select_related("person").get(pk=holding_id)
        _refuse_decided(holding)
        require(actor, Right.ACCOUNTS_CONFIRM, holding.territory)
        may_confirm(
            actor.person_id,
            holding.granted_by_id,
            actor.hat,
            grant_of(holding),
            today_in(actor.territory),
            sheets(),
        ).require()
        holding.confirmed_by, holding.confirmed_at = actor.person, now()
        holding.save(update_fields=["confirmed_by", "confirmed_at"])
        settle(_awaits(holding), actor.person)
        words = f"{sheets()[Role(holding.role)].title}, {place_title(holding.territory)}"
        send_to(
            holding.person,
            f"Peran Anda berlaku: {words}",
            f"Berlaku {format_date(holding.first_day)} sampai {format_date(holding.last_day)}.",
            link="/topi/",
            sender=actor.person,
        )
        hand_on(now())
        record(actor, "role.confirmed", "holding", holding.pk, holding.territory, _facts(holding))
    return holding


def end_role(
    actor: Holding | None, holding_id: int, last_day: date, reason: str, by: Person | None
) -> HoldingEnd:
    """A role ends before its time. `actor` is the hat in use; the holder himself needs none, nor does the
    machine (`by` None)."""
    with transaction.atomic():
        holding = Holding.objects.select_for_update(of=("self",)).select_related("person").get(pk=holding_id)
        _require_ending(actor, holding, by, reason)
        ending = HoldingEnd.objects.create(
            holding=holding, last_day=min(last_day, holding.last_day), reason=reason.strip(), ended_by=by
        )
        settle(_awaits(holding), by)
        words = f"{sheets()[Role(holding.role)].title}, {place_title(holding.territory)}"
        send_to(
            holding.person,
            f"Peran Anda berakhir: {words}",
            f"Hari terakhir {format_date(ending.last_day)}. Alasan: {ending.reason}",
            link="/profil/",
            sender=by,
        )
        hand_on(now())
        facts: dict[str, Fact] = {"last_day": ending.last_day, "role": holding.role}
        record(actor or by, "role.ended", "holding", holding.pk, holding.territory, facts)
    return ending


def _require_ending(actor: Holding | None, holding: Holding, by: Person | None, reason: str) -> None:
    if HoldingEnd.objects.filter(holding=holding).exists():
        raise Refused(_fault("ended", "peran", "sudah diakhiri sebelumnya", "Muat ulang halaman ini."))
    if by is not None and by.pk != holding.person_id:
        if actor is None:
            raise Refused(_fault("no_hat", "peran yang dipakai", "belum dipilih", "Pilih peran dahulu."))
        may_end(by.pk, actor.hat, grant_of(holding), today_in(actor.territory), sheets()).require()
    if not reason.strip():
        raise Refused(_fault("no_reason", "alasan", "belum diisi", "Tulis alasannya dengan satu kalimat."))


def found_role(person: Person, term: Term) -> Holding:
    """The first keeper of an office, named by whoever runs the machine."""
    _require_place(term.territory)
    fits(term.for_person(person), sheets(), limit("longest_role_days")).require()
    with transaction.atomic():
        present = Holding.objects.filter(role=term.role.value).in_force_on(today_in(term.territory))
        may_found(term.role, present.count()).require()
        if not person.pk:
            person.save()
        holding = _write(person, term, founded=True)
        record(None, "role.founded", "holding", holding.pk, term.territory, _facts(holding))
    return holding


def _write(person: Person, term: Term, granted_by: Person | None = None, founded: bool = False) -> Holding:
    last = term.period.last or term.period.first
    return Holding.objects.create(
        person=person,
        role=term.role.value,
        territory=term.territory,
        body=term.body.strip(),
        first_day=term.period.first,
        last_day=last,
        granted_by=granted_by,
        founded=founded,
    )


def _refuse_twice(person: Person, term: Term) -> None:
    same = Holding.objects.filter(
        person=person,
        role=term.role.value,
        territory=term.territory,
        body=term.body.strip(),
        ending=None,
        last_day__gte=term.period.first,
        first_day__lte=term.period.last or term.period.first,
    )
    if same.exists():
        raise Refused(
            _fault("twice", "peran", "sudah dipegang atau diusulkan untuk masa itu", "Lihat daftar perannya.")
        )


def _refuse_decided(holding: Holding) -> None:
    if holding.founded or holding.confirmed_by_id is not None:
        raise Refused(_fault("confirmed", "peran", "sudah disetujui orang lain", "Muat ulang halaman ini."))
    if HoldingEnd.objects.filter(holding=holding).exists():
        raise Refused(_fault("ended", "peran", "usul ini sudah ditolak", "Muat ulang halaman ini."))


def _tell_second_people(holding: Holding, subject: str) -> None:
    """A message to everybody who may confirm this role there, except whoever gave it or is to hold it."""
    role = Role(holding.role)
    confirming = [sheet.role.value for sheet in sheets().values() if role in sheet.may_confirm]
    hats = Holding.objects.filter(role__in=confirming).in_force_on(today_in(holding.territory))
    people = {
        hat.person
        for hat in hats.select_related("person")
        if covers(hat.territory, holding.territory)
        and hat.person_id not in (holding.granted_by_id, holding.person_id)
    }
    for person in sorted(people, key=lambda person: person.pk):
        send_to(
            person,
            subject,
            "Periksa nama, wilayah dan masa perannya, lalu setujui atau tolak.",
            link=f"/akun/peran/{holding.pk}/",
            sender=holding.granted_by,
            awaits=_awaits(holding),
        )


def _awaits(holding: Holding) -> str:
    return f"holding:{holding.pk}"


def _require_place(territory: str) -> None:
    if not place_exists(territory):
        raise Refused(
            _fault(
                "no_place",
                "wilayah",
                "kode wilayah itu tidak dikenal",
                "Tulis kode Kemendagri, misalnya 33.27.01.2001, atau cari lewat menu Wilayah.",
            )
        )


def _facts(holding: Holding) -> dict[str, Fact]:
    return {
        "person": holding.person_id,
        "role": holding.role,
        "from": holding.first_day,
        "to": holding.last_day,
        "granted_by": holding.granted_by_id,
    }


def _fault(code: str, where: str, problem: str, advice: str) -> Finding:
    return Finding(f"access.{code}", where, problem, advice)
