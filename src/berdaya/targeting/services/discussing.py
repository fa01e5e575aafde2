"""People speak about a computed list: add a place, drop one, take that back, close the discussion."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction
from django.urls import reverse

from berdaya.access.clock import today_in
from berdaya.access.models import Holding
from berdaya.access.rules.roles import Role
from berdaya.access.services.inbox import send_to_role
from berdaya.documents.arriving import Upload, read_upload, table_as_file
from berdaya.kernel.calendar import format_date
from berdaya.kernel.digests import digest_of
from berdaya.kernel.findings import Finding, Refused, Severity
from berdaya.targeting.decided import as_rule, standing_changes
from berdaya.targeting.inputs.others import read_changes
from berdaya.targeting.laying_out import setting_of
from berdaya.targeting.models import (
    ChangeWithdrawal,
    Computation,
    Discussion,
    PlaceChange,
    PlaceResult,
    Run,
)
from berdaya.targeting.office_words import for_office
from berdaya.targeting.rules.changes import (
    Change,
    ChangeKind,
    decided,
    judge_changes,
    judge_numbers,
    seats_finding,
)
from berdaya.targeting.rules.runs import Move
from berdaya.targeting.services.steps import awaits, require_move, take


@dataclass(frozen=True, slots=True)
class Talk:
    """What is written down of the forum."""

    forum: str
    held_on: date
    minutes: str
    note: str = ""


def change_places(hat: Holding, run: Run, seen: int, changes: Sequence[Change]) -> list[PlaceChange]:
    """Write down changes by people, all or none. Refused with everything that stands in the way."""
    require_move(hat, run, Move.CHANGE)
    computation = _computed(run)
    if faults := _faults(computation, changes):
        raise Refused(*faults)
    with transaction.atomic():
        take(run, Move.CHANGE, hat, seen, facts={"changes": len(changes)})
        return [
            PlaceChange.objects.create(
                computation=computation,
                code=change.code,
                action=change.kind.value,
                reason=change.reason.strip(),
                proposer=change.proposer.strip(),
                meeting=change.meeting.strip(),
                entered_by=hat.person,
            )
            for change in changes
        ]


def bring_changes(hat: Holding, run: Run, seen: int, upload: Upload) -> list[PlaceChange]:
    """The same from a table."""
    require_move(hat, run, Move.CHANGE)
    content, title = read_upload(upload)
    with table_as_file(content, title) as path:
        changes, found = read_changes(path, setting_of(run.territory, run))
    for change in changes:
        if change.kind is ChangeKind.GRADUATE:
            found.append(_graduation(change))
    if any(finding.severity is Severity.ERROR for finding in found):
        raise Refused(*(for_office(finding) for finding in found))
    return change_places(hat, run, seen, changes)


def withdraw_change(hat: Holding, run: Run, seen: int, change: PlaceChange, reason: str) -> None:
    """Take a change back; it stays readable with the reason."""
    require_move(hat, run, Move.CHANGE)
    if not reason.strip():
        raise Refused(Finding("run.no_reason", "alasan", "belum diisi", "Tulis mengapa ditarik."))
    if change.computation_id != run.computation_id or hasattr(change, "withdrawal"):
        raise Refused(
            Finding(
                "run.withdrawn_before",
                "perubahan ini",
                "sudah ditarik, atau milik hitungan sebelumnya",
                "Muat ulang halaman.",
            )
        )
    with transaction.atomic():
        take(run, Move.CHANGE, hat, seen, facts={"withdrawn": change.pk})
        ChangeWithdrawal.objects.create(change=change, reason=reason.strip(), withdrawn_by=hat.person)


def close_discussion(hat: Holding, run: Run, seen: int, talk: Talk) -> Discussion:
    """From here the list and its changes stand still, and a second person looks."""
    require_move(hat, run, Move.CLOSE)
    computation = _computed(run)
    if talk.held_on > today_in(run.territory):
        advice = "Tulis tanggal rapat yang sudah berlangsung."
        raise Refused(Finding("run.talk_future", "tanggal rapat", "masih di masa depan", advice))
    final, changes = decided_codes(computation), standing_changes(computation)
    require_companions(computation)
    _refuse_silent_seats(computation, talk.note)
    with transaction.atomic():
        take(run, Move.CLOSE, hat, seen, facts={"decided": len(final), "changes": len(changes)})
        talked = Discussion.objects.create(
            computation=computation,
            forum=talk.forum.strip(),
            held_on=talk.held_on,
            minutes=talk.minutes.strip(),
            note=talk.note.strip(),
            changes=len(changes),
            decided=len(final),
            decided_digest=digest_of(sorted(final)),
            closed_by=hat.person,
        )
        send_to_role(
            Role.BAPPEDA,
            run.territory,
            f"Daftar dampingan {run.year} menunggu pemeriksa kedua",
            f"Dibahas {talk.forum} {format_date(talk.held_on)}. Yang ikut menyusun tidak memeriksa.",
            link=reverse("targeting-run", args=[run.pk]),
            sender=hat.person,
            awaits=awaits(run),
        )
    return talked


def require_companions(computation: Computation) -> None:
    """Every place goes on with its agency: the annex of the decree names both, and is not added to later."""
    made = computation.assignments.order_by("-number").first()
    if made is None:
        raise Refused(
            Finding(
                "run.no_assignment",
                "perangkat pendamping",
                "belum dibagi, padahal lampiran keputusan menyebut pendamping tiap tempat",
                "Bagi perangkat pendamping dahulu di halaman “Perangkat pendamping”, selama daftar dibahas.",
            )
        )
    if made.decided_digest != digest_of(sorted(decided_codes(computation))):
        raise Refused(
            Finding(
                "run.stale_assignment",
                "pembagian perangkat",
                "dihitung sebelum daftarnya berubah",
                "Hitung ulang pembagiannya, lalu tutup pembahasan.",
            )
        )


def decided_codes(computation: Computation) -> frozenset[str]:
    """The places after people have spoken."""
    computed = computation.results.filter(selected=True).values_list("code", flat=True)
    return decided(frozenset(computed), [as_rule(change) for change in standing_changes(computation)])


def seats_warning(computation: Computation) -> list[Finding]:
    """People may decide on more or fewer places than the seats, but not without being told."""
    chosen = computation.results.filter(selected=True).count()
    return seats_finding(len(decided_codes(computation)), computation.seats, chosen)


def _refuse_silent_seats(computation: Computation, note: str) -> None:
    """More or fewer places than seats is a decision of the forum, so the forum says why."""
    for finding in seats_warning(computation) if not note.strip() else ():
        advice = f"{finding.advice} Tulis keputusan forum tentang itu pada catatan."
        raise Refused(replace(finding, code="run.seats_undecided", severity=Severity.ERROR, advice=advice))


def _faults(computation: Computation, changes: Sequence[Change]) -> list[Finding]:
    rows = PlaceResult.objects.filter(computation=computation).values_list("code", "selected")
    known = dict(rows)
    computed = {code for code, selected in known.items() if selected}
    before = {change.code for change in standing_changes(computation)}
    faults = judge_changes(changes, computed, known) + judge_numbers(changes)
    for change in changes:
        if change.code in before:
            advice = "Tarik dahulu perubahan yang lama, lalu catat yang baru."
            faults.append(Finding("changes.before", change.where, "tempat ini sudah punya perubahan", advice))
    return faults


def _computed(run: Run) -> Computation:
    assert run.computation is not None
    return run.computation


def _graduation(change: Change) -> Finding:
    return Finding(
        "changes.graduation",
        change.where,
        "“lulus” dinilai saat daftar dihitung, bukan sesudahnya",
        "Catat sebagai cabut dengan berita acara musyawarah desanya.",
    )
