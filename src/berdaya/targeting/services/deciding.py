"""The second person checks or sends back; the decree is recorded, and corrected where the pen slipped."""

import datetime as dt
import hashlib
import secrets
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.urls import reverse

from berdaya.access.clock import today_in
from berdaya.access.models import Holding
from berdaya.access.rules.roles import Role
from berdaya.access.services.inbox import send_to, send_to_role
from berdaya.documents.arriving import Upload
from berdaya.documents.store import put_file
from berdaya.documents.uploads import clean_scan, limits_on, refuse_size
from berdaya.kernel.calendar import format_date
from berdaya.kernel.digests import digest_of
from berdaya.kernel.findings import Finding, Refused
from berdaya.targeting.models import Check, Decree, Discussion, Return, Run
from berdaya.targeting.rules.runs import Move, State
from berdaya.targeting.services.discussing import decided_codes, require_companions
from berdaya.targeting.services.steps import awaits, require_move, take

SLUG_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
SLUG_LENGTH = 10


@dataclass(frozen=True, slots=True)
class DecreeFacts:
    """A decree as it was signed."""

    head: str
    signatory: str
    number: str
    date: dt.date
    valid_from: dt.date
    valid_to: dt.date


def check_list(hat: Holding, run: Run, seen: int, note: str = "") -> Check:
    """The second person agrees with the list as it was discussed."""
    require_move(hat, run, Move.CHECK)
    talk = _discussion(run)
    require_companions(talk.computation)
    with transaction.atomic():
        take(run, Move.CHECK, hat, seen, facts={"digest": talk.decided_digest})
        check = Check.objects.create(discussion=talk, note=note.strip(), checked_by=hat.person)
        send_to_role(
            Role.BAPPEDA,
            run.territory,
            f"Daftar dampingan {run.year} siap ditetapkan",
            f"Diperiksa {hat.person.name}. Catat keputusannya sesudah ditandatangani.",
            link=reverse("targeting-run", args=[run.pk]),
            sender=hat.person,
            awaits=awaits(run),
        )
    return check


def send_back(hat: Holding, run: Run, seen: int, reason: str) -> Return:
    """The list goes back to the forum, whoever found the fault."""
    require_move(hat, run, Move.RETURN)
    if not reason.strip():
        raise Refused(
            Finding("run.no_reason", "alasan", "belum diisi", "Tulis apa yang perlu dibahas ulang.")
        )
    talk = _discussion(run)
    with transaction.atomic():
        take(run, Move.RETURN, hat, seen, note=reason.strip())
        back = Return.objects.create(discussion=talk, reason=reason.strip(), returned_by=hat.person)
        send_to(
            talk.closed_by,
            f"Daftar dampingan {run.year} dikembalikan",
            reason.strip(),
            link=reverse("targeting-run", args=[run.pk]),
            sender=hat.person,
            awaits=awaits(run),
        )
    return back


def record_decree(hat: Holding, run: Run, seen: int, facts: DecreeFacts, scan: Upload) -> Decree:
    """Write the signed decree down. The decree that held before in this kabupaten is followed by this one."""
    require_move(hat, run, Move.DECREE)
    _refuse_faults(run, facts)
    name, sha256 = _keep_scan(scan, today_in(run.territory))
    talk = _discussion(run)
    _refuse_other_list(talk)
    with transaction.atomic():
        take(run, Move.DECREE, hat, seen, facts={"scan": sha256, "valid_from": facts.valid_from})
        before = _followed(hat, run, facts.valid_from)
        decree = Decree.objects.create(
            run=run,
            discussion=talk,
            territory=run.territory,
            slug=new_slug(),
            scan=name,
            scan_sha256=sha256,
            supersedes=before,
            recorded_by=hat.person,
            **_written(facts),
        )
        _tell(hat, run, decree)
    return decree


def correct_decree(
    hat: Holding, run: Run, seen: int, facts: DecreeFacts, why: str, scan: Upload | None = None
) -> Decree:
    """A new record in place of one with a slip of the pen; the old one stays readable."""
    require_move(hat, run, Move.CORRECT)
    if not why.strip():
        raise Refused(Finding("run.no_reason", "ralat", "sebabnya belum diisi", "Tulis apa yang keliru."))
    _refuse_faults(run, facts)
    before = run.decrees.standing().get()
    name, sha256 = _keep_scan(scan, today_in(run.territory)) if scan else (before.scan, before.scan_sha256)
    with transaction.atomic():
        take(run, Move.CORRECT, hat, seen, note=why.strip(), facts={"scan": sha256})
        if before.supersedes is not None:
            Run.objects.filter(pk=before.supersedes.run_id).update(**_superseding(run, facts.valid_from))
        return Decree.objects.create(
            run=run,
            discussion=before.discussion,
            version=before.version + 1,
            territory=run.territory,
            slug=before.slug,
            scan=name,
            scan_sha256=sha256,
            supersedes=before.supersedes,
            corrects=before,
            why=why.strip(),
            recorded_by=hat.person,
            **_written(facts),
        )


def new_slug() -> str:
    """Ten letters and digits that nobody mistakes or guesses: the public address of a decree."""
    return "".join(secrets.choice(SLUG_LETTERS) for _ in range(SLUG_LENGTH))


def _written(facts: DecreeFacts) -> dict[str, str | dt.date]:
    return {
        "head": facts.head.strip(),
        "signatory": facts.signatory.strip(),
        "number": facts.number.strip(),
        "date": facts.date,
        "valid_from": facts.valid_from,
        "valid_to": facts.valid_to,
    }


def _refuse_faults(run: Run, facts: DecreeFacts) -> None:
    found = []
    if facts.date > today_in(run.territory):
        found.append(
            _fault("date", "tanggal keputusan", "masih di masa depan", "Catat sesudah ditandatangani.")
        )
    if facts.valid_to < facts.valid_from:
        found.append(_fault("period", "masa berlaku", "berakhir sebelum mulai", "Periksa kedua tanggalnya."))
    taken = Decree.objects.standing().filter(
        territory=run.territory, number__iexact=facts.number.strip(), date=facts.date
    )
    if taken.exclude(run=run).exists():
        problem = "sudah dipakai keputusan lain dengan tanggal yang sama"
        found.append(_fault("number", "nomor keputusan", problem, "Periksa nomor dan tanggalnya."))
    if found:
        raise Refused(*found)


def _refuse_other_list(talk: Discussion) -> None:
    """What was discussed and checked is what is decreed; anything else would be a fault of ours."""
    if digest_of(sorted(decided_codes(talk.computation))) != talk.decided_digest:
        advice = "Jangan ditetapkan. Kembalikan, dan panggil pengelola sistem."
        raise Refused(_fault("digest", "daftar ini", "tidak sama dengan yang dibahas dan diperiksa", advice))


def _keep_scan(scan: Upload, day: dt.date) -> tuple[str, str]:
    """Judged by its content, never by its name; a photo is drawn anew without what it carried along."""
    name, limits = scan.name or "pindaian", limits_on(day)
    refuse_size(scan.size or 0, name, limits)
    clean = clean_scan(scan.read(), name, limits)
    return put_file(clean.content, clean.ending), hashlib.sha256(clean.content).hexdigest()


def _followed(hat: Holding, run: Run, begins: dt.date) -> Decree | None:
    """The decree before in the same kabupaten; its list holds until the day this one begins."""
    others = Decree.objects.standing().filter(territory=run.territory, run__state=State.DECREED.value)
    before = others.exclude(run=run).select_related("run").newest_first().first()
    if before is None:
        return None
    earlier = Run.objects.select_for_update().get(pk=before.run_id)
    fields = _superseding(run, begins)
    ends = State(fields.pop("state"))
    take(earlier, Move.SUPERSEDE, hat, earlier.version, facts={"by": run.pk}, ends=ends, **fields)
    return before


def _superseding(run: Run, begins: dt.date) -> dict[str, Any]:
    """A list that is followed is in force, and can be corrected, until the day before `begins`."""
    begun = begins <= today_in(run.territory)
    return {"superseded_on": begins, "state": (State.SUPERSEDED if begun else State.DECREED).value}


def _discussion(run: Run) -> Discussion:
    assert run.computation is not None
    return run.computation.discussions.order_by("-pk")[0]


def _tell(hat: Holding, run: Run, decree: Decree) -> None:
    """The agencies, and those who made and checked the list, hear that it is decreed."""
    for role in (Role.AGENCY, Role.BAPPEDA):
        send_to_role(
            role,
            run.territory,
            f"Daftar desa dan kelurahan dampingan {run.year} ditetapkan",
            f"Keputusan {decree.head} Nomor {decree.number}, berlaku {format_date(decree.valid_from)} sampai"
            f" {format_date(decree.valid_to)}. Dicatat {hat.person.name}.",
            link=reverse("targeting-run", args=[run.pk]),
            sender=hat.person,
        )


def _fault(code: str, where: str, problem: str, advice: str) -> Finding:
    return Finding(f"decree.{code}", where, problem, advice)
