"""RT and RW of a village: add those that no official list knows, record how they change."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from berdaya.access.audit import record
from berdaya.access.doors import require
from berdaya.access.models import Holding
from berdaya.access.rules.rights import Right
from berdaya.kernel.calendar import format_date
from berdaya.kernel.findings import Finding, Refused
from berdaya.region.doors import gazetteer, recorded_rt
from berdaya.region.models import Region, RegionSuccessor
from berdaya.region.rules.codes import Level, kind_of, level_of, parent_of
from berdaya.region.rules.neighbourhoods import NO_RW, neighbourhood_title, rt_code
from berdaya.region.rules.rt_changes import Outcome, RtChange, faults, outcome
from berdaya.region.services.loading import load_regions

MOST_AT_ONCE = 60


@dataclass(frozen=True, slots=True)
class Row:
    """RT of one RW and one hamlet, from the first number to the last."""

    first: int
    last: int
    rw: str = NO_RW
    dusun: str = ""
    valid_from: date | None = None

    def codes(self, village: str) -> list[str]:
        return [rt_code(village, number, self.rw) for number in range(self.first, self.last + 1)]


def add_neighbourhoods(hat: Holding, village: str, row: Row) -> list[Region]:
    """Add a row of RT, with their RW where it is new. Refused when one of them is recorded already."""
    require(hat, Right.PLACES_EDIT, village)
    codes = row.codes(village)
    if not 1 <= len(codes) <= MOST_AT_ONCE:
        raise Refused(_how_many())
    with transaction.atomic():
        _at_work(village)
        if known := Region.objects.filter(pk__in=codes).order_by("code").first():
            raise Refused(_recorded_before(known))
        added = [_stand(code, row.dusun, row.valid_from) for code in codes]
        record(
            hat,
            "places.rt_added",
            "region",
            codes[0],
            village,
            {"last": codes[-1], "count": len(codes), "valid_from": row.valid_from},
        )
    return added


def record_rt_change(hat: Holding, village: str, asked: RtChange) -> Outcome:
    """Record that RT were split, merged or renumbered: the old end, the new begin, shares are kept."""
    require(hat, Right.PLACES_EDIT, village)
    with transaction.atomic():
        _at_work(village)
        known = recorded_rt(village)
        if found := faults(asked, known):
            raise Refused(*found)
        done = outcome(asked, known)
        dusun = known[asked.olds[0]].dusun
        for heir in done.begun:
            _stand(heir.code, heir.dusun or dusun, asked.first_day)
        for heir in done.reopened:
            Region.objects.filter(pk=heir.code).update(valid_to=None, dusun=heir.dusun or dusun)
        Region.objects.filter(pk__in=done.ended).update(valid_to=done.last_day)
        RegionSuccessor.objects.bulk_create(_successors(asked, done))
        record(
            hat,
            "places.rt_changed",
            "region",
            asked.olds[0],
            village,
            {
                "change": asked.change.value,
                "first_day": asked.first_day,
                "ended": len(done.ended),
                "begun": len(done.begun),
            },
        )
    return done


def add_rt(
    *, village: str, rt: str | int, rw: str | int = NO_RW, dusun: str = "", valid_from: date | None = None
) -> Region:
    """For importers: an RT, and its RW where it is new. The same RT again is the same row; another dusun is
    refused."""
    code = rt_code(village, rt, rw)
    with transaction.atomic():
        holder = Region.objects.select_for_update().filter(pk=village).first()
        if holder is None or holder.valid_to is not None:
            raise Refused(_village_not_at_work(village, holder))
        region = _stand(code, dusun, valid_from)
        if dusun and region.dusun != dusun:
            raise Refused(_other_dusun(region))
    return region


def record_place(village: str, code: str) -> Region:
    """For rooms above, that write down who lives or works there: the village, RW or RT gets its row where it
    is new, and is refused when it has ended. Which right that asks for is theirs to say."""
    with transaction.atomic():
        _at_work(village)
        region = Region.objects.get(pk=village) if code == village else _stand(code, "", None)
        if region.valid_to is not None:
            raise Refused(_ended(region))
    return region


def _at_work(village: str) -> None:
    """The village has its row, and nobody else changes its RT until this transaction ends."""
    holder = Region.objects.select_for_update().filter(pk=village).first()
    if holder is None:
        load_regions(gazetteer(), village)
        holder = Region.objects.select_for_update().filter(pk=village).first()
    if holder is None or holder.valid_to is not None:
        raise Refused(_village_not_at_work(village, holder))


def _stand(code: str, dusun: str, valid_from: date | None) -> Region:
    """The row of an RT, made with that of its RW where they are new."""
    for part in (parent_of(code) or "", code) if level_of(code) is Level.RT else (code,):
        region, _ = Region.objects.get_or_create(
            pk=part,
            defaults={
                "name": neighbourhood_title(part),
                "level": level_of(part).value,
                "kind": kind_of(part).value,
                "parent_id": parent_of(part),
                "valid_from": valid_from,
                "dusun": dusun if part == code else "",
            },
        )
    return region


def _successors(asked: RtChange, done: Outcome) -> Sequence[RegionSuccessor]:
    return [
        RegionSuccessor(
            region_id=code,
            successor_id=part.code,
            first_day=asked.first_day,
            change=asked.change.value,
            numerator=part.share.numerator,
            denominator=part.share.denominator,
            source=asked.source.strip(),
        )
        for code, parts in done.shares.items()
        for part in parts
    ]


def _how_many() -> Finding:
    return Finding(
        "rt.numbers",
        "nomor RT",
        f"paling sedikit satu dan paling banyak {MOST_AT_ONCE} RT sekali catat",
        "Periksa nomor pertama dan terakhir.",
    )


def _recorded_before(region: Region) -> Finding:
    return Finding(
        "rt.recorded",
        region.name,
        "sudah tercatat" if region.valid_to is None else "pernah tercatat dan sudah berakhir",
        "Nomor yang sudah ada tidak dicatat lagi. Bila RT-nya berubah, pakai “Catat perubahan RT”.",
    )


def _village_not_at_work(village: str, holder: Region | None) -> Finding:
    if holder is None:
        problem, advice = "desa belum ada di basis data", f"Jalankan: berdaya region load {village}"
    else:
        problem, advice = "desa sudah berakhir", "Catat RT di desa penggantinya."
    return Finding("region.village_not_loaded", f"desa {village}", problem, advice)


def _ended(region: Region) -> Finding:
    problem = f"sudah berakhir {format_date(region.valid_to)}" if region.valid_to else "sudah berakhir"
    return Finding("rt.ended", region.name, problem, "Pakai RT atau RW yang meneruskannya.")


def _other_dusun(region: Region) -> Finding:
    return Finding(
        "region.other_dusun",
        f"{region.name}, {region.parent_id}",
        f"sudah tercatat di dusun {region.dusun or '(tanpa nama)'}",
        "Periksa nama dusun; RT yang sama tidak dicatat di dua dusun.",
    )
