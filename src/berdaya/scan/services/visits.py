"""A visit: begun, answered step by step, sent, checked by a second person or returned with a reason.

Nothing of the register is changed. Two people may work on one household: whoever saves second where the
other has saved another answer is told, sees both and chooses.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Final

from django.db import transaction
from django.urls import reverse

from berdaya.access.audit import Fact, record
from berdaya.access.clock import now, today_in
from berdaya.access.doors import require, require_second_person
from berdaya.access.models import Holding
from berdaya.access.rules.rights import Right
from berdaya.access.services.inbox import send_to, settle
from berdaya.documents.photos import Stored, keep_photo
from berdaya.documents.store import drop_files
from berdaya.documents.uploads import Clean
from berdaya.kernel.digests import canonical_json
from berdaya.kernel.findings import Finding, Refused
from berdaya.scan.book import Judging, judging_of, work_on
from berdaya.scan.doors.households import household_for, visit_for
from berdaya.scan.models import FoundDifference, Household, Visit, VisitPhoto
from berdaya.scan.models.cycle import Standing
from berdaya.scan.rules.field import (
    Answers,
    Difference,
    Person,
    class_of,
    combined,
    differences,
    judged_in_field,
    persons_of,
)
from berdaya.scan.rules.homes import bits_of
from berdaya.scan.rules.visits import (
    Move,
    Outcome,
    State,
    after,
    changed_by_another,
    judge,
    outcomes_of,
    sending_faults,
)
from berdaya.scan.services.cycles import require_open

DEEDS: Final = {
    "begun": "scan.visit_begun",
    "sent": "scan.visit_sent",
    "verified": "scan.visit_verified",
    "returned": "scan.visit_returned",
    "photo": "scan.visit_photo",
}


@dataclass(frozen=True, slots=True)
class Door:
    """What was found at the door: the outcome, the day, a note."""

    outcome: str
    day: date | None = None
    note: str = ""


def begin_visit(hat: Holding, household: Household, *, from_paper: bool = False) -> Visit:
    """The open visit of the household, or a new one. Two who begin at once work on the same."""
    require(hat, Right.SCAN_WORK, household.cycle.territory)
    with transaction.atomic():
        mine = household_for(hat, household.pk, lock=True)
        require_open(mine.cycle)
        found = Visit.objects.filter(household=mine).open().first()
        if found is not None:
            return found
        number = Visit.objects.filter(household=mine).count() + 1
        made = Visit.objects.create(
            household=mine,
            number=number,
            from_paper=from_paper,
            day=today_in(mine.cycle.territory),
            begun_by=hat.person,
            saved_by=hat.person,
            saved_at=now(),
        )
        Household.objects.filter(pk=mine.pk).update(visit=Standing.DRAFT)
        _tell(hat, "begun", made)
    return made


def save_door(hat: Holding, visit: Visit, door: Door, seen: int) -> Visit:
    """Keep what was found at the door. Refused for a day to come or before the round began."""
    today = today_in(visit.household.cycle.territory)
    if door.day is not None and not visit.household.cycle.on_date <= door.day <= today:
        raise Refused(_bad_day())
    with transaction.atomic():
        mine = _locked(hat, visit, Move.WRITE)
        if mine.version != seen and mine.outcome not in ("", door.outcome):
            raise Refused(_newer(mine))
        mine.outcome, mine.day = door.outcome, door.day or mine.day
        mine.seal_note(door.note)
        return _saved(hat, mine, "outcome", "day", "note")


def save_facts(hat: Holding, visit: Visit, typed: Mapping[str, int | None], seen: int) -> Visit:
    """Keep answers about the household; None takes an answer back."""
    with transaction.atomic():
        mine = _locked(hat, visit, Move.WRITE)
        stored = mine.answered
        here = {key: value for key, value in stored.facts.items() if key in typed}
        if mine.version != seen and changed_by_another(typed, here):
            raise Refused(_newer(mine))
        facts = {**stored.facts, **typed}
        kept = {key: value for key, value in facts.items() if value is not None}
        return _write(hat, mine, replace(stored, facts=kept))


def save_people(hat: Holding, visit: Visit, people: tuple[Mapping[str, int], ...], seen: int) -> Visit:
    """Keep the answers about the members."""
    with transaction.atomic():
        mine = _locked(hat, visit, Move.WRITE)
        stored = mine.answered
        if mine.version != seen and _people_differ(people, stored.people):
            raise Refused(_newer(mine))
        return _write(hat, mine, replace(stored, people=people))


def _people_differ(typed: tuple[Mapping[str, int], ...], stored: tuple[Mapping[str, int], ...]) -> bool:
    if len(stored) > len(typed):
        return True
    pairs = zip(typed[: len(stored)], stored, strict=True)
    return any(changed_by_another(dict(mine), there) for mine, there in pairs)


def save_reasons(hat: Holding, visit: Visit, reasons: Mapping[str, str], seen: int) -> Visit:
    """Why the field differs from the register, by key of the difference."""
    known = work_on(visit.household.cycle.on_date, visit.household.cycle.territory)["reasons"]
    with transaction.atomic():
        mine = _locked(hat, visit, Move.WRITE)
        theirs = mine.why
        if mine.version != seen and any(theirs.get(key, code) != code for key, code in reasons.items()):
            raise Refused(_newer(mine))
        kept = {key: code for key, code in {**theirs, **reasons}.items() if code in known}
        mine.reasons = canonical_json(kept)
        return _saved(hat, mine, "reasons")


def send_visit(hat: Holding, visit: Visit) -> Visit:
    """To the second person. Refused while something is missing, said in which step."""
    with transaction.atomic():
        mine = _locked(hat, visit, Move.SEND)
        seen = seen_in(mine)
        faults = sending_faults(seen.outcome, mine.answered, seen.differences, mine.why, mine.open_note)
        if faults:
            raise Refused(*faults)
        mine.state, mine.sent_by, mine.sent_at = State.SENT.value, hat.person, now()
        mine.bits = seen.bits
        mine.returned_for = ""
        mine.save(update_fields=["state", "sent_by", "sent_at", "bits", "returned_for"])
        Household.objects.filter(pk=mine.household_id).update(visit=Standing.SENT)
        settle(_awaits(mine), hat.person)
        _tell(hat, "sent", mine)
    return mine


def verify_visit(hat: Holding, visit: Visit) -> Visit:
    """The second person agrees: the answers count from now on, beside those of the register."""
    with transaction.atomic():
        mine = _checked(hat, visit, Move.VERIFY)
        seen = seen_in(mine)
        mine.state, mine.checked_by, mine.checked_at = State.VERIFIED.value, hat.person, now()
        mine.save(update_fields=["state", "checked_by", "checked_at"])
        FoundDifference.objects.bulk_create(
            FoundDifference(visit=mine, key=one.key, reason=mine.why.get(one.key, ""))
            for one in seen.differences
        )
        _count_field(mine, seen)
        _tell(hat, "verified", mine)
    return mine


def return_visit(hat: Holding, visit: Visit, reason: str) -> Visit:
    """Back to whoever sent it, with what has to be mended."""
    plain = " ".join(reason.split())[:300]
    if not plain:
        raise Refused(Finding("visit.return", "alasan", "belum diisi", "Tulis apa yang perlu diperbaiki."))
    with transaction.atomic():
        mine = _checked(hat, visit, Move.RETURN)
        mine.state, mine.returned_for = State.RETURNED.value, plain
        mine.version += 1
        mine.save(update_fields=["state", "returned_for", "version"])
        Household.objects.filter(pk=mine.household_id).update(visit=Standing.RETURNED)
        if mine.sent_by is not None:
            page = reverse("scan-visit", args=[mine.pk, "periksa"])
            send_to(
                mine.sent_by,
                "Kunjungan dikembalikan",
                f"{plain} Perbaiki, lalu kirim lagi.",
                page,
                hat.person,
                awaits=_awaits(mine),
            )
        _tell(hat, "returned", mine)
    return mine


def add_photo(hat: Holding, visit: Visit, full: Clean, small: Clean, words: str) -> VisitPhoto:
    """Keep a picture, drawn anew already, with its small one. The same picture again is the same one."""
    return keep_photo(
        full,
        small,
        lambda stored: _kept(hat, visit, stored, words),
        lambda digest: visit.photos.get(sha256=digest),
    )


def _kept(hat: Holding, visit: Visit, stored: Stored, words: str) -> VisitPhoto:
    with transaction.atomic():
        mine = _locked(hat, visit, Move.PHOTO)
        same = mine.photos.filter(sha256=stored.sha256).first()
        if same is not None:
            return same
        cycle = mine.household.cycle
        most = int(work_on(cycle.on_date, cycle.territory)["photos_each_visit"])
        if mine.photos.count() >= most:
            raise Refused(Finding("photo.too_many", "foto", f"sudah {most}", "Hapus satu foto dahulu."))
        words = " ".join(words.split())[:120] or "Foto kunjungan"
        photo = VisitPhoto.objects.create(visit=mine, **asdict(stored), words=words, uploaded_by=hat.person)
        _tell(hat, "photo", mine)
    return photo


def drop_photo(hat: Holding, photo: VisitPhoto) -> None:
    """Take a picture away while the visit may still be written, with its files."""
    names = (photo.file, photo.small)
    with transaction.atomic():
        mine = _locked(hat, photo.visit, Move.PHOTO)
        mine.photos.filter(pk=photo.pk).delete()
        _tell(hat, "photo", mine)
        transaction.on_commit(lambda: drop_files(*names))


# ---------- what a visit says ----------


@dataclass(frozen=True, slots=True)
class Seen:
    """A visit beside its register: who was asked about, where both differ, the signs as seen."""

    judging: Judging
    persons: list[Person]
    differences: list[Difference]
    outcome: Outcome | None
    bits: str


def seen_in(visit: Visit) -> Seen:
    """Computed anew from what was answered; nothing is stored here."""
    household, answers = visit.household, visit.answered
    judging = judging_of(household.cycle)
    criteria = judging.criteria
    persons = persons_of(household.people, answers, criteria)
    known = outcomes_of(work_on(household.cycle.on_date, household.cycle.territory))
    outcome = next((one for one in known if one.key == visit.outcome), None)
    asked = outcome is not None and outcome.asks
    evaluation = judged_in_field(persons, answers, criteria, judging.table, household.decile)
    found = differences(household.answers, persons, answers, criteria) if asked else []
    return Seen(judging, persons, found, outcome, bits_of(evaluation) if asked else "")


def _count_field(visit: Visit, seen: Seen) -> None:
    household = visit.household
    bits = combined(household.bits, visit.bits)
    classed = class_of(bits, household.decile, seen.judging.table)
    Household.objects.filter(pk=household.pk).update(
        visit=Standing.VERIFIED,
        outcome=visit.outcome,
        field_bits=visit.bits,
        field_klass=classed.klass or "",
        differs=len(seen.differences),
    )


# ---------- steps ----------


def _locked(hat: Holding, visit: Visit, move: Move) -> Visit:
    mine = visit_for(hat, visit.pk, lock=True)
    require(hat, Right.SCAN_WORK, mine.household.cycle.territory)
    require_open(mine.household.cycle)
    judge(move, mine.standing).require()
    return mine


def _checked(hat: Holding, visit: Visit, move: Move) -> Visit:
    mine = _locked(hat, visit, move)
    require_second_person(hat, mine.sent_by_id or 0, "kunjungan ini")
    return mine


def _write(hat: Holding, visit: Visit, answers: Answers) -> Visit:
    visit.answers = json.dumps(answers.as_data(), sort_keys=True)
    return _saved(hat, visit, "answers")


def _saved(hat: Holding, visit: Visit, *fields: str) -> Visit:
    """A draft is saved at every step; the trail tells of its beginning and its sending only."""
    visit.version += 1
    visit.saved_by, visit.saved_at = hat.person, now()
    visit.state = after(Move.WRITE, visit.standing).value
    visit.save(update_fields=[*fields, "version", "saved_by", "saved_at", "state"])
    return visit


def _tell(hat: Holding, deed: str, visit: Visit) -> None:
    told: dict[str, Fact] = {"visit": visit.number}
    record(hat, DEEDS[deed], "scan_home", visit.household_id, visit.household.cycle.territory, told)


def _awaits(visit: Visit) -> str:
    return f"visit:{visit.pk}"


def _newer(visit: Visit) -> Finding:
    return Finding(
        "visit.newer",
        "kunjungan ini",
        f"sementara itu {visit.saved_by.name} menyimpan isian lain",
        "Bandingkan kedua isian di bawah, pilih yang benar, lalu simpan lagi.",
    )


def _bad_day() -> Finding:
    advice = "Tulis hari kunjungan: sejak tempat ini dibuka sampai hari ini."
    return Finding("visit.day", "hari kunjungan", "di luar putaran kerja ini", advice)
