"""What the office knows that may open an analysis, gathered through the doors of the rooms upstream."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from django.urls import reverse

from berdaya.access.clock import today_in
from berdaya.access.doors import allowed
from berdaya.access.models import Holding
from berdaya.access.rules.rights import Right
from berdaya.access.territory import covers
from berdaya.budget.rules.pulling import Fact
from berdaya.community.doors import boards_by_kind, chairs_by_kind
from berdaya.community.rules.kinds import Kind, practice_on
from berdaya.deliberation.page_doors import sums_of
from berdaya.figures.doors import figures_of_all
from berdaya.figures.models import Figure
from berdaya.figures.rules import Unit
from berdaya.kernel.calendar import format_date
from berdaya.kernel.sexes import BySex
from berdaya.meeting.doors import next_and_last_of
from berdaya.region.doors import neighbours_of
from berdaya.register import coverage
from berdaya.register.doors import counted
from berdaya.rulebook.rules import shipped

_UNITS = {Unit.PEOPLE: "orang", Unit.HOUSEHOLDS: "ruta", Unit.COUNT: "buah"}
_HEADED = (Kind.RT, Kind.RW, Kind.LPMK, Kind.POKMAS)
_BOARDS = (Kind.POKMAS, Kind.KARANG_TARUNA, Kind.PKK, Kind.POSYANDU, Kind.LPMK)


def facts_for(hat: Holding, code: str) -> list[Fact]:
    """Everything that may be taken over for a place, in the order of the rooms. What the records of bodies
    tell as of today is not offered a second time from figures that were filed under the same name."""
    bodies = list(_bodies(hat, code))
    told = {one.label.casefold() for one in bodies}
    figures = (one for one in _figures(hat, code) if one.label.casefold() not in told)
    return [*figures, *_neighbours(hat, code), *bodies, *_meetings(hat, code), *_register(hat, code)]


def months_until_old(code: str) -> int:
    """After how many months a datum is called old."""
    return int(_practice(today_in(code))["months"])


@cache
def _practice(day: Any) -> Any:
    return shipped().in_force("budget.opening", day).values


def _figures(hat: Holding, code: str) -> Iterator[Fact]:
    """Dated figures of the place and of its bodies. Rupiah open no analysis, nor do ratios but those that
    the practice names, in whole per cent."""
    if not allowed(hat, Right.FIGURES_SEE, code).allowed:
        return
    practice = _practice(today_in(code))
    unused, shares = set(practice["unused"]), tuple(practice["shares"])
    for one in figures_of_all(hat, code):
        if one.unit in _UNITS and one.name not in unused and not one.rounded_to:
            yield _figure(code, one)
        elif one.ratio is not None and one.name.startswith(shares) and (one.ratio * 100).denominator == 1:
            yield _share(code, one, int(one.ratio * 100))


def _figure(code: str, one: Figure) -> Fact:
    label = f"{one.name}, {one.body}" if one.body else one.name
    people = one.people
    address = reverse("figures:figure", args=[code, one.pk])
    total = people.total if people else one.number or 0
    sexes = (people.men, people.women) if people else (None, None)
    unit = _UNITS[Unit(one.unit)]
    return Fact(f"angka:{label}", label, total, unit, one.as_of, one.source, address, *sexes)


def _share(code: str, one: Figure, percent: int) -> Fact:
    address = reverse("figures:figure", args=[code, one.pk])
    return Fact(f"angka:{one.name}", one.name, percent, "persen", one.as_of, one.source, address)


def _neighbours(hat: Holding, code: str) -> Iterator[Fact]:
    """How many RT and RW stand, as recorded today. They are named in full: "RT" in a label means its head."""
    if not covers(hat.territory, code):
        return
    found, today = neighbours_of(code), today_in(code)
    since = f", terakhir berubah {format_date(found.changed)}" if found.changed else ""
    for key, label, many in (("rt", "Rukun tetangga", found.rt), ("rw", "Rukun warga", found.rw)):
        if many:
            source, address = f"Daftar RT yang tercatat di kantor ini{since}", reverse("place", args=[code])
            yield Fact(f"wilayah:{key}", label, many, key.upper(), today, source, address)


def _bodies(hat: Holding, code: str) -> Iterator[Fact]:
    """Who heads the bodies of the place, and who sits on their boards, by sex, today."""
    if not allowed(hat, Right.COMMUNITY_SEE, code).allowed:
        return
    today = today_in(code)
    sheets, page = practice_on(today).kinds, reverse("community:bodies") + f"?wilayah={code}"
    for what, kinds, found in (
        ("Ketua", _HEADED, chairs_by_kind(code)),
        ("Pengurus", _BOARDS, boards_by_kind(code)),
    ):
        for kind in kinds:
            people: BySex = found[kind]
            if people.total:
                label, address = f"{what} {sheets[kind].title}", f"{page}&jenis={kind.value}"
                source = "Catatan lembaga di kantor ini"
                sexes = (people.men, people.women)
                key = f"lembaga:{what}:{kind.value}"
                yield Fact(key, label, people.total, "orang", today, source, address, *sexes)


def _meetings(hat: Holding, code: str) -> Iterator[Fact]:
    """Who came to the last meeting, and how many proposals the place made."""
    if allowed(hat, Right.MEETING_SEE, code).allowed:
        _, last = next_and_last_of(hat, code)
        people = last.people if last else None
        if last is not None and people is not None and people.total:
            page, sexes = reverse("meeting", args=[last.pk]), (people.men, people.women)
            label = f"Hadir di {last.title}"
            yield Fact(
                f"rapat:{last.pk}", label, people.total, "orang", last.day, "Daftar hadir", page, *sexes
            )
    if allowed(hat, Right.DELIBERATION_SEE, code).allowed and (sums := sums_of(code)) is not None:
        label, many, _ = sums.rows[0]
        page, words = reverse("deliberation"), f"Usulan warga {sums.year}: {label.lower()}"
        yield Fact(f"usulan:{sums.year}", words, many, "usulan", today_in(code), "Catatan rembug", page)


def _register(hat: Holding, code: str) -> Iterator[Fact]:
    """Households of decile 1 of the newest register, where the count may be shown."""
    found = coverage.newest(hat, code)
    if found is None or not found[1].complete:
        return
    snapshot = found[0]
    poorest = counted(snapshot, code).decile1
    if poorest is None or not poorest.open(code) or not poorest.counts.get(code):
        return
    page = reverse("register-snapshot", args=[snapshot.pk])
    many, label = poorest.counts[code], "Rumah tangga miskin (desil 1)"
    yield Fact("register:desil1", label, many, "ruta", snapshot.edition, snapshot.register, page)
