"""`berdaya access invite | roles | end-role | verify-audit`: what is done on the machine itself."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

import click

from berdaya.access.rules.codes import Way
from berdaya.access.rules.roles import Role
from berdaya.kernel.calendar import WIB, Period, format_date, today
from berdaya.kernel.database import start_database
from berdaya.kernel.findings import Finding, Refused, Severity
from berdaya.kernel.terminal import answer_json, json_option, say, say_findings, speaks_plainly

if TYPE_CHECKING:
    from berdaya.access.models import Holding, Invite

_DAY = click.DateTime(["%Y-%m-%d"])
_YEAR: Final = timedelta(days=365)
_END_UNPROVEN: Final = Finding(
    "audit.end_unproven",
    "ujung jejak",
    "catatan terakhir yang dihapus tidak terlihat dari jejaknya sendiri",
    "Cocokkan dengan kepala rantai yang tercetak di surat: berdaya access verify-audit --head “…”.",
    Severity.INFO,
)


@contextmanager
def _office() -> Iterator[None]:
    """The database of the office; refused in plain words when it is not there yet."""
    start_database()
    from django.db import DatabaseError

    try:
        yield
    except DatabaseError as error:
        raise Refused(
            Finding(
                "access.no_database",
                "basis data",
                "belum siap",
                "Jalankan berdaya site upgrade, lalu ulangi perintah ini.",
            )
        ) from error


@click.command("invite")
@click.option("--name", required=True, help="Nama lengkap.")
@click.option("--role", type=click.Choice([role.value for role in Role]), required=True, help="Peran.")
@click.option("--territory", required=True, help='Kode wilayah, misalnya 33.27; "" untuk seluruh negara.')
@click.option("--username", default="", help="Nama untuk masuk; bawaan dari nama lengkap.")
@click.option("--title", default="", help="Jabatan.")
@click.option("--body", default="", help="Lembaga yang diwakili.")
@click.option("--from", "first", type=_DAY, help="Hari pertama; bawaan hari ini.")
@click.option("--to", "last", type=_DAY, help="Hari terakhir; bawaan setahun lagi.")
@click.option("--slip", is_flag=True, help="Kode untuk dicetak, bukan tautan.")
@click.option("--by", default="", help="Nama pengguna administrator yang mengusulkan.")
@json_option
@speaks_plainly
def invite(
    name: str,
    role: str,
    territory: str,
    username: str,
    title: str,
    body: str,
    first: datetime | None,
    last: datetime | None,
    slip: bool,
    by: str,
    as_json: bool,
) -> None:
    """Undang seseorang. Administrator dan PPDP pertama langsung berlaku; lainnya menunggu orang kedua."""
    begins = first.date() if first else today()
    period = _period(begins, last.date() if last else begins + _YEAR)
    with _office():
        from berdaya.access.services.invites import Newcomer
        from berdaya.access.services.roles import Term

        newcomer = Newcomer(username or _free_username(name), name, title)
        term = Term(Role(role), territory, period, body)
        code, made, holding = _invited(newcomer, term, slip, by)
        answer = _invitation_as_json(code, made, holding)
    _say_invitation(answer)
    if as_json:
        answer_json(answer)


def _invited(newcomer: Any, term: Any, slip: bool, by: str) -> "tuple[str, Invite, Holding]":
    from berdaya.access.audit import record
    from berdaya.access.services.invites import found, invite

    way = Way.SLIP if slip else Way.LINK
    if by:
        code, made = invite(_hat_of(by), newcomer, term, way)
        record(None, "invite.typed", "person", made.person_id, term.territory)
    else:
        code, made = found(newcomer, term, way)
    return code, made, made.person.holdings.latest("pk")


def _hat_of(username: str) -> "Holding":
    """The administrator who proposes: a hat in force that may grant roles."""
    from berdaya.access.doors import in_force, sheet_of
    from berdaya.access.models import Holding
    from berdaya.access.rules.rights import Right

    for hat in Holding.objects.told().filter(person__username=username.strip().casefold()):
        if in_force(hat) and Right.ACCOUNTS_GRANT in sheet_of(hat).rights:
            return hat
    raise Refused(
        Finding(
            "access.no_such_giver",
            f"--by {username}",
            "tidak memegang peran yang boleh mengundang",
            "Sebut nama pengguna administrator yang perannya berlaku hari ini.",
        )
    )


def _free_username(name: str) -> str:
    """`Ratna Dewi, S.Sos.` -> `ratna.dewi`, with a number when somebody has it already."""
    from berdaya.access.models import Person

    words = re.findall(r"[a-z0-9]+", name.casefold().partition(",")[0])
    plain = ".".join(words[:3])[:36] or "orang"
    taken = set(Person.objects.filter(username__startswith=plain).values_list("username", flat=True))
    return next(
        candidate
        for candidate in (plain, *(f"{plain}{number}" for number in range(2, len(taken) + 3)))
        if candidate not in taken
    )


def _period(first: date, last: date) -> Period:
    if last < first:
        raise Refused(
            Finding(
                "access.period",
                "--to",
                "mendahului hari pertama",
                "Pilih hari sesudah hari pertama.",
            )
        )
    return Period(first, last)


def _invitation_as_json(code: str, made: "Invite", holding: "Holding") -> dict[str, Any]:
    from django.conf import settings
    from django.urls import reverse

    office = settings.PUBLIC_URL or "http://127.0.0.1:8000"
    slip = made.way == "slip"
    return {
        "person": made.person_id,
        "username": made.person.username,
        "name": made.person.name,
        "holding": holding.pk,
        "role": holding.role,
        "territory": holding.territory,
        "first_day": holding.first_day.isoformat(),
        "last_day": holding.last_day.isoformat(),
        "in_force": holding.founded or holding.confirmed_by_id is not None,
        "link": office + (reverse("access:slip") if slip else reverse("access:invitation", args=[code])),
        "code": code if slip else None,
        "expires_at": made.expires_at.isoformat(timespec="seconds"),
    }


def _say_invitation(answer: dict[str, Any]) -> None:
    say(f"{answer['name']} diundang; nama pengguna {answer['username']}.")
    say(f"Buka sekali saja, sebelum {_clock(answer['expires_at'])}:\n  {answer['link']}")
    if answer["code"]:
        say(f"  kode slip {answer['code']}")
    if not answer["in_force"]:
        say("Perannya berlaku sesudah disetujui orang kedua di halaman Akun.")


def _clock(moment: str) -> str:
    local = datetime.fromisoformat(moment).astimezone(WIB)
    return f"{format_date(local.date())} pukul {local:%H.%M} WIB"


@click.command("new-code")
@click.argument("username")
@json_option
@speaks_plainly
def new_code(username: str, as_json: bool) -> None:
    """Tautan baru untuk administrator atau PPDP yang tidak dapat masuk. Tercatat di jejak audit."""
    with _office():
        from berdaya.access.models import Person
        from berdaya.access.services.invites import renew

        person = Person.objects.filter(username=username.strip().casefold()).first()
        if person is None:
            raise Refused(
                Finding("access.nobody", username, "tidak ada akun itu", "Lihat berdaya access roles.")
            )
        code, made = renew(person, Way.LINK)
        answer = _invitation_as_json(code, made, person.holdings.latest("pk"))
    _say_invitation(answer)
    if as_json:
        answer_json(answer)


@click.command("roles")
@click.option("--territory", default="", help="Hanya peran yang dipegang di wilayah ini.")
@json_option
@speaks_plainly
def list_roles(territory: str, as_json: bool) -> None:
    """Peran yang ada, haknya, dan siapa memegangnya."""
    with _office():
        from berdaya.access.clock import sheets
        from berdaya.access.models import Holding
        from berdaya.access.shown import shown_holdings

        held = shown_holdings(Holding.objects.within(territory).told())
        known = sheets()
    if as_json:
        answer_json(
            {
                "roles": [
                    {
                        "role": sheet.role.value,
                        "title": sheet.title,
                        "levels": sorted(level.value for level in sheet.levels),
                        "rights": sorted(right.value for right in sheet.rights),
                        "approves": sheet.approves,
                    }
                    for sheet in known.values()
                ],
                "holdings": [_holding_as_json(shown) for shown in held],
            }
        )
        return
    for sheet in known.values():
        say(f"{sheet.role.value:<24} {sheet.title}: {sheet.does}")
    for shown in held:
        say(f"{shown.holding.pk:>6}  {shown.holding.person.name}: {shown.title}, {shown.place}")
        say(f"        {shown.standing.value}, sampai {format_date(shown.holding.last_day)}")


def _holding_as_json(shown: Any) -> dict[str, Any]:
    holding = shown.holding
    return {
        "holding": holding.pk,
        "person": holding.person_id,
        "username": holding.person.username,
        "role": holding.role,
        "territory": holding.territory,
        "body": holding.body or None,
        "first_day": holding.first_day.isoformat(),
        "last_day": (holding.ended_on or holding.last_day).isoformat(),
        "standing": shown.standing.value,
    }


@click.command("end-role")
@click.argument("holding", type=int)
@click.option("--reason", required=True, help="Alasan, satu kalimat.")
@click.option("--last-day", type=_DAY, help="Hari terakhir peran berlaku; bawaan kemarin.")
@json_option
@speaks_plainly
def end_role_now(holding: int, reason: str, last_day: datetime | None, as_json: bool) -> None:
    """Akhiri satu peran dari komputer kantor. Nomornya terlihat di `berdaya access roles`."""
    with _office():
        from berdaya.access.models import Holding
        from berdaya.access.services.roles import end_role

        if not Holding.objects.filter(pk=holding).exists():
            raise Refused(
                Finding("access.no_role", f"peran {holding}", "tidak ada", "Lihat berdaya access roles.")
            )
        day = last_day.date() if last_day else today() - timedelta(days=1)
        ending = end_role(None, holding, day, reason, by=None)
    if as_json:
        answer_json({"holding": holding, "last_day": ending.last_day.isoformat(), "reason": ending.reason})
    say(f"Peran {holding} berakhir; hari terakhir {format_date(ending.last_day)}.")


@click.command("verify-audit")
@click.option("--head", default="", help="Kepala rantai yang tercetak di surat, untuk dicocokkan.")
@json_option
@speaks_plainly
def verify_audit(head: str, as_json: bool) -> None:
    """Telusuri jejak audit dari awal dan sebut sambungan pertama yang putus."""
    with _office():
        from berdaya.access import append_only, audit

        checked = audit.verify()
        held = audit.holds(head) if head else None
        on_paper = audit.newest_on_paper()
        kept = audit.holds(on_paper) if on_paper else None
        bare = append_only.missing()
    compared = ((head, held), (audit.ON_PAPER, kept))
    lost = [audit.head_lost(where) for where, there in compared if there is False]
    faults = _audit_faults(checked, lost, bare)
    told = faults if head else [*faults, _END_UNPROVEN]
    if as_json:
        answer_json(
            {
                "entries": checked.entries,
                "head": checked.head,
                "whole": checked.whole,
                "broken_at": checked.broken_at,
                "problem": checked.problem or None,
                "head_held": held,
                "paper_head_held": kept,
                "unguarded_tables": bare,
                "findings": [finding.as_json() for finding in told],
            }
        )
    if not faults:
        say(f"Jejak utuh: {checked.entries} catatan, kepala {checked.head}.")
    say_findings((finding, 1) for finding in told)
    if faults:
        raise SystemExit(1)


def _audit_faults(checked: Any, lost: list[Finding], bare: list[str]) -> list[Finding]:
    faults = []
    if not checked.whole:
        faults.append(
            Finding(
                "audit.broken",
                f"catatan nomor {checked.broken_at}",
                checked.problem,
                "Jangan ubah apa pun; simpan salinan basis data dan hubungi PPDP serta auditor.",
            )
        )
    faults += lost
    faults += [
        Finding("audit.unguarded", table, "pelindung catatannya hilang", "Jalankan berdaya site upgrade.")
        for table in bare
    ]
    return faults


PEOPLE_COMMANDS: Final = (invite, new_code, list_roles, end_role_now, verify_audit)
