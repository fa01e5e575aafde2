"""What the work itself leaves: a contract, pictures with the progress they show, hand-overs.

order(hat, activity, Contract(...))    show_progress(hat, activity, Picture(...))
hand_over(hat, activity, Handed(...))
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction
from django.urls import reverse

from berdaya.access.audit import Fact, record
from berdaya.access.clock import today_in
from berdaya.access.doors import require
from berdaya.access.models import Holding
from berdaya.access.rules.rights import Right
from berdaya.access.rules.roles import Role
from berdaya.access.services.inbox import send_to_role
from berdaya.delivery import doors
from berdaya.delivery.models import Activity, Contract, HandOver, Progress
from berdaya.delivery.rules import handing
from berdaya.delivery.rules.kinds import Kind
from berdaya.delivery.services.beginning import followed, started
from berdaya.documents.photos import Stored, keep_photo
from berdaya.documents.uploads import Clean
from berdaya.kernel.findings import Finding, Refused, Severity


@dataclass(frozen=True, slots=True)
class Picture:
    """The work as somebody saw it on a day: so many percent."""

    percent: int
    on: date
    full: Clean
    small: Clean
    words: str = ""


@dataclass(frozen=True, slots=True)
class Handed:
    """A hand-over with where it lies and what is to be said of it."""

    facts: handing.HandOver
    place: str = ""
    words: str = ""


def order(hat: Holding, activity: Activity, given: handing.Contract) -> Contract:
    """Write down what was ordered; a newer contract (an addendum) takes the place of the older one."""
    with transaction.atomic():
        mine = _open(hat, activity)
        _refuse(handing.contract_faults(given, mine.budget))
        handed = mine.hand_overs.select_related("decision")
        accepted = handing.accepted_of((one.facts for one in handed), waiting=True)
        if accepted > given.volume:
            problem = f"kurang dari yang sudah diterima, {handing.words_of(accepted)}"
            raise Refused(_fault("volume", "volume", problem, "Periksa berita acara yang sudah ada."))
        row = Contract(activity=mine, by=hat.person, **{n: getattr(given, n) for n in _CONTRACT})
        row.save(force_insert=True)
        started(hat, mine)
        told: dict[str, Fact] = {"amount": given.amount, "ends_on": given.ends_on}
        record(hat, "delivery.ordered", "activity", mine.pk, mine.territory, told)
    return row


_CONTRACT = ("partner", "number", "signed_on", "volume", "unit", "unit_price", "ends_on")


def show_progress(hat: Holding, activity: Activity, given: Picture) -> Progress:
    """Keep a picture with the progress that it shows. The same picture again changes nothing."""
    require(hat, Right.DELIVERY_DO, activity.territory)
    return keep_photo(
        given.full,
        given.small,
        lambda stored: _shown(hat, activity, given, stored),
        lambda digest: activity.progress.get(sha256=digest),
    )


def _shown(hat: Holding, activity: Activity, given: Picture, stored: Stored) -> Progress:
    same = activity.progress.filter(sha256=stored.sha256).first()
    if same is not None:
        return same
    with transaction.atomic():
        mine = _open(hat, activity)
        last = mine.progress.last()
        _refuse(_progress_faults(given, last, today_in(mine.territory)))
        words = " ".join(given.words.split())[:120]
        row = Progress(
            activity=mine, percent=given.percent, on=given.on, words=words, **asdict(stored), by=hat.person
        )
        row.save(force_insert=True)
        started(hat, mine)
        told: dict[str, Fact] = {"percent": given.percent}
        record(hat, "delivery.progressed", "activity", mine.pk, mine.territory, told)
    return row


def _progress_faults(given: Picture, last: Progress | None, today: date) -> list[Finding]:
    found = []
    if given.on > today:
        found.append(_fault("on", "tanggal", "di masa depan", "Tulis hari fotonya diambil."))
    if last is not None and given.percent < last.percent:
        problem = f"{given.percent}% kurang dari {last.percent}% yang sudah dicatat"
        found.append(_fault("percent", "kemajuan", problem, "Periksa angkanya."))
    return found


def hand_over(hat: Holding, activity: Activity, given: Handed) -> HandOver:
    """Write down a BAST. It counts when a second person agrees."""
    with transaction.atomic():
        mine = _open(hat, activity)
        whole = doors.whole_of(mine)
        contract = whole.contract.facts if whole.contract else None
        before = [one.facts for one in whole.hand_overs]
        facts = given.facts
        _refuse(handing.hand_over_faults(facts, contract, before, today_in(mine.territory)))
        row = HandOver(
            activity=mine, number=" ".join(facts.number.split()), on=facts.on, came=facts.came,
            accepted=facts.accepted, place=" ".join(given.place.split())[:200],
            words=" ".join(given.words.split())[:400], by=hat.person,
            men=facts.people.men if facts.people else None,
            women=facts.people.women if facts.people else None,
        )  # fmt: skip
        row.save(force_insert=True)
        ask_checker(hat, mine, f"Periksa serah terima {mine.title}", f"delivery:handover:{row.pk}",
                    reverse("delivery-hand-over", args=[row.pk]))  # fmt: skip
        record(hat, "delivery.handed_over", "handover", row.pk, mine.territory, {"on": row.on})
    return row


def ask_checker(hat: Holding, activity: Activity, subject: str, awaits: str, link: str) -> None:
    """Tell the head of the office that something waits for the second person."""
    body = "Dicatat oleh orang lain; berlaku sesudah Anda memeriksanya."
    role = Role.LURAH if activity.territory.count(".") >= 3 else Role.CAMAT
    send_to_role(role, activity.territory, subject[:120], body, link, hat.person, awaits=awaits)


def _open(hat: Holding, activity: Activity) -> Activity:
    """Locked and with its present budget; only what is no list of honoraria has contract and hand-over."""
    require(hat, Right.DELIVERY_DO, activity.territory)
    mine = followed(hat, activity)
    if mine.of_kind is Kind.HONORARIA:
        advice = "Susun daftar honorariumnya bulan demi bulan."
        raise Refused(_fault("kind", "kegiatan", "adalah honorarium bulanan", advice))
    return mine


def _refuse(faults: Iterable[Finding]) -> None:
    if found := [one for one in faults if one.severity is Severity.ERROR]:
        raise Refused(*found)


def _fault(code: str, where: str, problem: str, advice: str) -> Finding:
    return Finding(f"delivery.{code}", where, problem, advice)
