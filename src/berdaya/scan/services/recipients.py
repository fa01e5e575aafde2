"""Bring a list of recipients, look at it, have it matched with the register, or take it back.

The file waits sealed until it is confirmed, dropped, or older than seven days; then it is destroyed. Of a
confirmed list only what is needed to compare people stays, sealed with the key of the register.
"""

import base64
import hashlib
from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from django.db import transaction

from berdaya.access.audit import Fact, record
from berdaya.access.clock import now, today_in
from berdaya.access.doors import require
from berdaya.access.jobs.models import Job
from berdaya.access.jobs.services import Progress, start
from berdaya.access.models import Holding, Person
from berdaya.access.rules.rights import Right
from berdaya.access.seal_text import seal_text, unseal_text
from berdaya.documents.arriving import Upload, read_upload
from berdaya.documents.reading import Table
from berdaya.documents.remarks import with_remarks
from berdaya.documents.store import drop_file, file_path, put_file
from berdaya.kernel.findings import Finding, Refused, Severity
from berdaya.scan.identity import Seal, seal_of
from berdaya.scan.matching import job as matching
from berdaya.scan.matching.people import FIELDS, Looked, Registered, looked_at, registered
from berdaya.scan.matching.sheet import read_sheet
from berdaya.scan.models import Household, Pair, ProgramItem, Recipient, RecipientList
from berdaya.scan.models.recipients import ListState
from berdaya.scan.services.cycles import locked

MATCH: Final = "scan.match"
KEEP_DAYS: Final = 7


def bring(hat: Holding, item: ProgramItem, upload: Upload, as_of: date, source: str) -> RecipientList:
    """Keep a list, sealed, to be looked at. Refused, and not kept, when nobody in it can be matched."""
    cycle = item.cycle
    require(hat, Right.SCAN_WORK, cycle.territory)
    content, title = read_upload(upload)
    today = today_in(cycle.territory)
    if as_of > today:
        raise Refused(_fault("day", "tanggal daftar", "di masa depan", "Isi tanggal daftar itu dibuat."))
    table = read_sheet("berkas ini", content)
    looked_at("berkas ini", table, cycle.territory, as_of)
    _require_key(item)
    sha256 = hashlib.sha256(content).hexdigest()
    with transaction.atomic():
        locked(hat, cycle)
        before = item.lists.standing().filter(sha256=sha256).first()
        if before is not None:
            return before
        kept = RecipientList.objects.create(
            cycle=cycle,
            programme=item,
            as_of=as_of,
            source=" ".join(source.split()),
            title=title,
            file=put_file(seal_text(base64.b64encode(content).decode(), _label(sha256)).encode(), "seal"),
            sha256=sha256,
            rows=len(table.rows),
            keep_until=today + timedelta(days=KEEP_DAYS),
            brought_by=hat.person,
            brought_at=now(),
        )
        told: dict[str, Fact] = {"rows": kept.rows, "kind": item.kind}
        record(hat, "scan.list_brought", "recipients", kept.pk, cycle.territory, told)
    return kept


def look(kept: RecipientList) -> tuple[Table, Looked]:
    """The file read once more, with what is wrong in it."""
    table = read_sheet("berkas ini", _content(kept))
    return table, looked_at("berkas ini", table, kept.cycle.territory, kept.as_of)


def answer_of(kept: RecipientList) -> bytes:
    """The same rows with `Keterangan`."""
    table, seen = look(kept)
    told: dict[int, str] = dict.fromkeys(seen.rows, "ikut dicocokkan")
    for row, finding in seen.faults:
        words = f"{finding.problem}. {finding.advice}"
        told[row] = f"{told[row]}; {words}" if row in told else words
    return with_remarks(table, told)


def confirm(hat: Holding, kept: RecipientList) -> Job:
    """Keep the people of the list sealed, destroy the file, and have them matched in the background."""
    require(hat, Right.SCAN_WORK, kept.cycle.territory)
    with transaction.atomic():
        locked(hat, kept.cycle)
        mine = _locked(kept)
        if mine.state is ListState.WAITING:
            _take_over(hat, mine)
        elif mine.state is ListState.DROPPED:
            raise Refused(_closed())
    return start(hat.person, MATCH, str(kept.pk), kept.cycle.territory)


def _take_over(hat: Holding, mine: RecipientList) -> None:
    _, seen = look(mine)
    seal = _require_key(mine.programme)
    Recipient.objects.bulk_create(
        Recipient(
            list=mine,
            number=number,
            sex=seen.sexes.get(number, ""),
            identity=seal.sealed_data(
                {name: row[name] for name in FIELDS if row.get(name)}, row_label(mine.pk, number)
            ),
        )
        for number, row in seen.rows.items()
    )
    mine.left_out = seen.left_out
    mine.confirmed_by, mine.confirmed_at = hat.person, now()
    _destroy_file(mine, "left_out", "confirmed_by", "confirmed_at")
    told = {"rows": len(seen.rows), "left_out": seen.left_out}
    record(hat, "scan.list_confirmed", "recipients", mine.pk, mine.cycle.territory, told)


def drop(hat: Holding, kept: RecipientList) -> None:
    """Take a list back: its file is destroyed, and who stands on it with it. Answers stay, about nobody."""
    require(hat, Right.SCAN_WORK, kept.cycle.territory)
    with transaction.atomic():
        locked(hat, kept.cycle)
        mine = _locked(kept)
        if mine.state is not ListState.DROPPED:
            _drop(mine)
            record(hat, "scan.list_dropped", "recipients", mine.pk, mine.cycle.territory)


def drop_overdue(day: date) -> int:
    """Lists that nobody confirmed in time are destroyed."""
    late = list(RecipientList.objects.waiting().filter(keep_until__lt=day).select_related("cycle"))
    for mine in late:
        with transaction.atomic():
            _drop(mine)
            record(None, "scan.list_expired", "recipients", mine.pk, mine.cycle.territory)
    return len(late)


def _drop(mine: RecipientList) -> None:
    mine.dropped_at = now()
    mine.recipients.update(identity="")
    Pair.objects.filter(recipient__list=mine).update(identity="")
    _destroy_file(mine, "dropped_at")


def _destroy_file(mine: RecipientList, *fields: str) -> None:
    name, mine.file = mine.file, ""
    mine.save(update_fields=["file", *fields])
    transaction.on_commit(lambda: drop_file(name))


# ---------- matching ----------


def match(subject: str, person: Person, progress: Progress) -> RecipientList:
    """Match a confirmed list with the register; done before, it changes nothing."""
    kept = RecipientList.objects.select_related("cycle__snapshot", "programme").get(pk=int(subject))
    if kept.state is not ListState.MATCHING:
        return kept
    step = _told(progress)
    step("membuka register")
    cycle = kept.cycle
    register = registered(cycle.snapshot, cycle.territory)
    seal = seal_of(cycle.snapshot)
    rows = {
        one.number: seal.opened_data(one.identity, row_label(kept.pk, one.number))
        for one in kept.recipients.all()
    }
    found = matching.match(rows, register, kept.as_of, today_in(cycle.territory), step)
    pairs = _pairs(kept, register, found, seal)
    with transaction.atomic():
        mine = _locked(kept)
        if mine.state is not ListState.MATCHING:
            return mine
        Pair.objects.bulk_create(pairs, batch_size=500)
        mine.matched_at, mine.model = now(), found.model[:200]
        mine.save(update_fields=["matched_at", "model"])
        record(person, "scan.list_matched", "recipients", mine.pk, cycle.territory, {"pairs": len(pairs)})
    progress.move(matching.STEPS, matching.STEPS, "selesai")
    return mine


def _pairs(kept: RecipientList, register: Registered, found: matching.Matched, seal: Seal) -> list[Pair]:
    recipients = dict(kept.recipients.values_list("number", "pk"))
    homes = dict(Household.objects.filter(cycle=kept.cycle).values_list("key", "pk"))
    made = []
    for one in found.pairs:
        person, key = register.people[one.register], register.households[one.register]
        recipient = recipients[one.number]
        made.append(
            Pair(
                recipient_id=recipient,
                key=key,
                household_id=homes.get(key),
                decile=register.deciles[one.register],
                identity=seal.sealed_data(
                    {name: person[name] for name in FIELDS if person.get(name)}, pair_label(recipient)
                ),
                probability=one.link.probability,
                same_nik=one.same_nik,
                band=one.link.band.value,
                rule=one.link.rule.value,
                why=one.why[:400],
            )
        )
    return made


def _told(progress: Progress) -> Callable[[str], None]:
    done = 0

    def step(words: str) -> None:
        nonlocal done
        done += 1
        progress.move(min(done, matching.STEPS - 1), matching.STEPS, words)

    return step


# ---------- what all share ----------


def row_label(recipients: int, number: int) -> str:
    return f"scan recipient {recipients} {number}"


def pair_label(recipient: int) -> str:
    return f"scan pair {recipient}"


def findings_of(seen: Looked) -> list[Finding]:
    """Errors first, each in the order of the rows."""
    order = list(Severity)
    return sorted((finding for _, finding in seen.faults), key=lambda one: order.index(one.severity))


def _locked(kept: RecipientList) -> RecipientList:
    return (
        RecipientList.objects.select_related("cycle__snapshot", "programme")
        .select_for_update(of=("self",))
        .get(pk=kept.pk)
    )


def _require_key(item: ProgramItem) -> Seal:
    seal = seal_of(item.cycle.snapshot)
    if not seal.opens:
        raise Refused(
            _fault(
                "no_key",
                "register",
                "tidak dapat dibuka lagi, jadi tidak ada yang dapat dicocokkan",
                "Buka putaran dengan register yang masih berlaku.",
            )
        )
    return seal


def _content(kept: RecipientList) -> bytes:
    path = file_path(kept.file) if kept.file else None
    if path is None:
        raise Refused(_closed())
    return base64.b64decode(unseal_text(path.read_text(), _label(kept.sha256)))


def _label(sha256: str) -> str:
    return f"scan list {sha256}"


def _closed() -> Finding:
    problem = "berkasnya sudah dimusnahkan"
    return _fault("gone", "daftar ini", problem, "Unggah daftar itu sekali lagi.")


def _fault(code: str, where: str, problem: str, advice: str) -> Finding:
    return Finding(f"scan.list_{code}", where, problem, advice)
