"""The trail: one chain of entries for the whole office. Cut, changed or slipped-in entries show.

Each entry's hash covers the hash before it and its own content as canonical JSON. The head (number and
beginning of the hash) stands on signed papers and in the nightly record: a chain whose tail was cut no longer
holds a head that somebody has on paper.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date
from typing import Any, Final

from django.apps import apps
from django.db import DatabaseError, connection, transaction
from django.db.models import Max

from berdaya.access.clock import now
from berdaya.access.models import AuditEntry, Holding, Person
from berdaya.kernel.digests import canonical_json, digest_of
from berdaya.kernel.findings import Finding

GENESIS: Final = "0" * 64
_LOCK: Final = 0x6265726461796131
_PLAIN = re.compile(r"[\w.:/#@+%-]{0,80}", re.ASCII)
_IDENTITY = re.compile(r"\d{16}")
_BATCH: Final = 2_000
ON_PAPER: Final = "surat terbaru yang tersimpan"
_RUBBISH: Final = "isinya tidak terbaca"
_UNREADABLE: Final = (ArithmeticError, AttributeError, DatabaseError, TypeError, ValueError)

Fact = int | str | bool | date | None
Actor = Holding | Person | None


@dataclass(frozen=True, slots=True)
class Checked:
    """What a walk along the chain found: how far it is whole, and the first place where it is not."""

    entries: int
    head: str
    broken_at: int | None = None
    problem: str = ""

    @property
    def whole(self) -> bool:
        return self.broken_at is None


def record(
    actor: Actor,
    verb: str,
    kind: str,
    ident: object = "",
    territory: str = "",
    facts: Mapping[str, Fact] | None = None,
    *,
    purpose: str = "",
) -> AuditEntry:
    """Append one entry. Do it last in the transaction: until it ends, other writers of the trail wait.

    `facts` hold ids, digests, codes, counts and dates; a name or a sentence does not pass.
    """
    told = dict(facts or {})
    _refuse_personal([ident, *told.values()])
    person, role = _who(actor)
    with transaction.atomic():
        _one_at_a_time()
        last = AuditEntry.objects.order_by("-number").values("number", "hash").first()
        entry = AuditEntry(
            number=(last["number"] if last else 0) + 1,
            at=now(),
            person=person,
            role=role,
            verb=verb,
            kind=kind,
            ident=str(ident),
            territory=territory,
            purpose=purpose,
            facts=canonical_json(told),
            previous=last["hash"] if last else GENESIS,
        )
        entry.hash = hash_of(entry)
        entry.save(force_insert=True)
    return entry


def hash_of(entry: AuditEntry) -> str:
    content: list[Any] = [
        entry.previous,
        entry.number,
        entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        entry.person_id,
        entry.role,
        entry.verb,
        entry.kind,
        entry.ident,
        entry.territory,
        entry.purpose,
        entry.facts,
    ]
    return digest_of(content)


def short(entry: AuditEntry | None) -> str:
    """`000.184.213 · 9f3c71ab 44d0e2c7`: what stands on paper."""
    number, digest = (entry.number, entry.hash) if entry else (0, GENESIS)
    digits = f"{number:09d}"
    return f"{digits[:3]}.{digits[3:6]}.{digits[6:]} · {digest[:8]} {digest[8:16]}"


def head() -> str:
    """The present end of the chain, for papers and the nightly record."""
    return short(AuditEntry.objects.order_by("-number").first())


def verify() -> Checked:
    """Walk the chain from its first entry and stop at the first link that does not hold.

    An office with people has a first entry: whoever let them in. What cannot be read is a broken link too.
    """
    previous, expected, last = GENESIS, 1, None
    if not AuditEntry.objects.exists():
        return _empty()
    try:
        for entry in AuditEntry.objects.order_by("number").iterator(chunk_size=_BATCH):
            if problem := _fault(entry, previous, expected):
                return Checked(expected - 1, short(last), expected, problem)
            previous, expected, last = entry.hash, expected + 1, entry
    except _UNREADABLE as error:
        if isinstance(error, DatabaseError) and connection.vendor != "sqlite":
            raise
        return _first_unreadable(previous, expected, last)
    return Checked(expected - 1, short(last))


def _empty() -> Checked:
    if Person.objects.exists():
        return Checked(0, short(None), 1, "jejak kosong, padahal kantor ini sudah mempunyai orang")
    return Checked(0, short(None))


def _first_unreadable(previous: str, expected: int, last: AuditEntry | None) -> Checked:
    """One entry at a time: a batch that does not come through may hold whole links before the rubbish."""
    try:
        while entry := AuditEntry.objects.filter(number=expected).first():
            if problem := _fault(entry, previous, expected):
                break
            previous, expected, last = entry.hash, expected + 1, entry
        else:
            problem = f"catatan nomor {expected} tidak ada; sesudahnya ada yang tidak terbaca"
    except _UNREADABLE:
        problem = _RUBBISH
    return Checked(expected - 1, short(last), expected, problem)


def newest_on_paper() -> str:
    """The furthest head on a paper that this database keeps (every column `audit_head`); "" without one."""
    keeping = [
        model for model in apps.get_models() if any(f.name == "audit_head" for f in model._meta.fields)
    ]
    found = (model._default_manager.aggregate(Max("audit_head"))["audit_head__max"] for model in keeping)
    return max((printed for printed in found if printed), default="")


def head_lost(where: str) -> Finding:
    """What is said of a head that stands on paper and not in this trail."""
    problem = "kepala rantai itu tidak ada di jejak ini"
    advice = (
        "Periksa ketikannya bila disalin tangan; bila benar, ekor jejak terpotong atau disegel ulang: "
        "bandingkan dengan cadangan dan panggil auditor."
    )
    return Finding("audit.head_lost", where, problem, advice)


def holds(printed: str) -> bool:
    """Is a head that somebody has on paper still in the chain? Run `verify` as well."""
    signs = re.sub(r"[^0-9a-f]", "", printed.lower())
    if len(signs) != 25 or not signs[:9].isdecimal():
        return False
    if int(signs[:9]) == 0:
        return signs[9:] == GENESIS[:16]
    return AuditEntry.objects.filter(number=int(signs[:9]), hash__startswith=signs[9:]).exists()


def _fault(entry: AuditEntry, previous: str, expected: int) -> str:
    if entry.number != expected:
        after = (
            f"langsung nomor {entry.number}" if isinstance(entry.number, int) else "ada yang tidak terbaca"
        )
        return f"catatan nomor {expected} tidak ada; sesudahnya {after}"
    if entry.previous != previous:
        return "tidak bersambung dengan catatan sebelumnya"
    try:
        sealed = entry.hash == hash_of(entry)
    except _UNREADABLE:
        return _RUBBISH
    return "" if sealed else "isinya tidak sama dengan segelnya"


def _who(actor: Actor) -> tuple[Person | None, str]:
    if isinstance(actor, Holding):
        return actor.person, actor.role
    return actor, ""


def _one_at_a_time() -> None:
    """SQLite has let in one writer already (BEGIN IMMEDIATE); PostgreSQL has to be asked."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def _refuse_personal(values: list[object]) -> None:
    for value in values:
        text = str(value)
        if _IDENTITY.search(text) and not re.fullmatch(r"[0-9a-f-]{32,80}", text):
            raise ValueError("an identity number must not enter the trail")
        if not _PLAIN.fullmatch(text):
            raise ValueError(f"the trail takes ids, codes, counts and dates, no sentences: {text[:40]!r}")
