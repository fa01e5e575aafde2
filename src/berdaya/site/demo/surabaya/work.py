"""What became of this year's statement of Wonokromo: goods handed over, honoraria month by month."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Final

from django.db import transaction
from PIL import Image, ImageDraw, ImageFont

from berdaya.budget import doors as budget_doors
from berdaya.budget.rules.lines import Line
from berdaya.community.models import Body
from berdaya.community.services.importing import bring, confirm
from berdaya.delivery.listing_rows import chosen_from, rows_for
from berdaya.delivery.models import Activity
from berdaya.delivery.models import HandOver as HandOverRow
from berdaya.delivery.rules.handing import Contract, HandOver
from berdaya.delivery.rules.honoraria import month_of
from berdaya.delivery.rules.kinds import Kind, Way
from berdaya.delivery.services.beginning import Plan, begin
from berdaya.delivery.services.booking import Paid, book, pay
from berdaya.delivery.services.deciding import decide
from berdaya.delivery.services.working import Handed, Picture, hand_over, order, show_progress
from berdaya.documents.csvtext import csv_text
from berdaya.documents.uploads import Clean
from berdaya.kernel.sexes import BySex
from berdaya.site.demo.malang.ground import build_day, not_later, on, this_year
from berdaya.site.demo.malang.people import words
from berdaya.site.demo.office.hands import Arrived, hat_of
from berdaya.site.demo.surabaya.acts import WONOKROMO

HEAD: Final = ("jenis", "rt", "rw", "nama", "ketua", "jk", "mulai", "dasar")
OPERATOR, LURAH = "operator-wonokromo", "lurah-wonokromo"
CCTV, BIMTEK, TENTS, COURSE = "baris-4", "baris-3", "baris-8", "baris-1"
HEADS: Final = ("baris-5", "baris-6", "baris-7")
PEOPLE: Final = BySex(19_623, 20_207)


@transaction.atomic
def the_heads(folder: Path) -> bool:
    """96 RT (79 L, 17 P), 8 RW and the LPMK come in as one table."""
    if Body.objects.within(WONOKROMO).exists():
        return False
    operator = hat_of(OPERATOR)
    with on(date(this_year() - 1, 2, 10)):
        table = csv_text(HEAD, list(_rows())).encode()
        confirm(operator, bring(operator, WONOKROMO, Arrived("lembaga.csv", table)))
    return True


def _rows() -> Iterator[Sequence[str]]:
    """Invented names, each once."""
    year, names = this_year() - 1, words()
    term = (f"01/02/{year}", f"SK Lurah 4/{year}, rekaan")
    for at in range(105):
        woman = at < 96 and (at % 6 == 5 or at == 0)
        first = names["women" if woman else "men"]
        person = f"{first[at % len(first)]} {names['last'][at // len(first) % len(names['last'])]}"
        kind, rt, rw = "RT", str(at % 12 + 1), str(at // 12 + 1)
        if at >= 96:
            kind, rt, rw = ("RW", "", str(at - 95)) if at < 104 else ("LPMK", "", "")
        yield (kind, rt, rw, "", person, "P" if woman else "L", *term)


@transaction.atomic
def the_goods(folder: Path) -> bool:
    """CCTV handed over and paid, tents ordered, a bimtek that waits for the Lurah, a course begun."""
    if Activity.objects.within(WONOKROMO).exists():
        return False
    year, operator = this_year(), hat_of(OPERATOR)
    with on(not_later(date(year, 2, 20), 9)):
        cctv = _begun(CCTV, Kind.GOODS, Way.PROVIDER)
        order(operator, cctv, _contract(cctv, "CV Mata Kota Rekaan", "000.3/SPK/17", date(year, 2, 20)))
        _picture(cctv, 0, "Tiang belum dipasang", not_later(date(year, 2, 20), 9))
    with on(not_later(date(year, 5, 6), 8)):
        _picture(cctv, 50, "Empat paket terpasang", not_later(date(year, 5, 6), 8))
    with on(not_later(date(year, 6, 12), 7)):
        _picture(cctv, 100, "Delapan paket menyala", not_later(date(year, 6, 12), 7))
        handed = _hand_over(cctv, 8, PEOPLE, not_later(date(year, 6, 12), 7))
        decide(hat_of(LURAH), handed, agreed=True)
    with on(not_later(date(year, 6, 25), 6)):
        day = not_later(date(year, 6, 25), 6)
        row = book(operator, cctv, Paid(day.month, cctv.budget, day, "SP2D-0417"))
        decide(hat_of(LURAH), row, agreed=True)
    _the_rest(year)
    return True


def _the_rest(year: int) -> None:
    operator = hat_of(OPERATOR)
    with on(not_later(date(year, 8, 4), 5)):
        day = not_later(date(year, 8, 4), 5)
        tents, bimtek = _begun(TENTS, Kind.GOODS, Way.PROVIDER), _begun(BIMTEK, Kind.SERVICE, Way.SWAKELOLA)
        order(operator, tents, _contract(tents, "UD Tenda Rekaan", "000.3/SPK/31", day))
        _picture(tents, 0, "Gudang sebelum tenda datang", day)
        order(operator, bimtek, _contract(bimtek, "Kelurahan Wonokromo", "800/ST/12", day))
        _begun(COURSE, Kind.SERVICE, Way.SWAKELOLA)
    day = not_later(build_day(), 2)
    with on(day):
        _hand_over(bimtek, 20, BySex(8, 12), day)


@transaction.atomic
def the_honoraria(folder: Path) -> bool:
    """Every month that is over: agreed, but for the last list of the RT, which waits for the Lurah."""
    if Activity.objects.within(WONOKROMO).filter(kind=Kind.HONORARIA.value).exists():
        return False
    year, operator, lurah = this_year(), hat_of(OPERATOR), hat_of(LURAH)
    with on(not_later(date(year, 1, 15), 3)):
        lines = [_begun(key, Kind.HONORARIA, Way.DIRECT) for key in HEADS]
    for month in range(1, build_day().month):
        last = month_of(year, month).last or build_day()
        with on(last):
            for one in lines:
                row = pay(operator, one, month, chosen_from(rows_for(one, month, copied=month > 1)), last)
                if (one.line, month) != (HEADS[0], build_day().month - 1):
                    decide(lurah, row, agreed=True)
    return True


def _begun(key: str, kind: Kind, way: Way) -> Activity:
    """An activity of a line of the signed statement."""
    operator = hat_of(OPERATOR)
    (out,) = budget_doors.approved_for(operator, this_year())
    return begin(operator, out.statement.pk, key, Plan(kind, way, date(this_year(), 12, 15)))


def _contract(one: Activity, partner: str, number: str, day: date) -> Contract:
    """What the line plans, ordered as it is."""
    line = _line(one)
    volume = Decimal(line.volume)
    ends = date(day.year, 12, 10)
    return Contract(partner, f"{number}/{day.year}", day, volume, line.unit, line.price or 0, max(ends, day))


def _line(one: Activity) -> Line:
    (out,) = budget_doors.approved_for(hat_of(OPERATOR), this_year())
    line = out.line(one.line)
    assert line is not None
    return line


def _hand_over(one: Activity, volume: int, people: BySex, day: date) -> HandOverRow:
    """All of it came and was accepted; the second person has not spoken yet."""
    much = Decimal(volume)
    facts = HandOver(day, f"000.3/BAST/{one.pk}/{day.year}", much, much, people=people)
    return hand_over(hat_of(OPERATOR), one, Handed(facts, "Kelurahan Wonokromo"))


def _picture(one: Activity, percent: int, told: str, day: date) -> None:
    """A drawn card that says what a photo would show."""
    card = Image.new("RGB", (800, 600), "#dfe9e4")
    pen = ImageDraw.Draw(card)
    pen.text((400, 260), f"{percent}%", fill="#0b5d4e", font=ImageFont.load_default(96), anchor="mm")
    pen.text((400, 360), told, fill="#0b5d4e", font=ImageFont.load_default(30), anchor="mm")
    pen.text((400, 560), "foto peragaan", fill="#4a5a54", font=ImageFont.load_default(22), anchor="mm")
    drawn = BytesIO()
    card.save(drawn, "PNG")
    clean = Clean(drawn.getvalue(), "png")
    show_progress(hat_of(OPERATOR), one, Picture(percent, day, clean, clean, told))
