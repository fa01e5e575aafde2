"""The bodies of both kelurahan come in as a table; the boards of LPMK and PKK are completed by hand."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Final

from django.db import transaction

from berdaya.access.models import Holding
from berdaya.community.models import Body
from berdaya.community.rules.kinds import Kind, Office, Sex
from berdaya.community.services.boards import Newcomer, take_seat
from berdaya.community.services.importing import bring, confirm
from berdaya.documents.csvtext import csv_text
from berdaya.site.demo.malang.ground import VILLAGES, Village, on, this_year
from berdaya.site.demo.malang.people import Chair, chairs, dice_for, make_heads
from berdaya.site.demo.office.hands import Arrived, hat_of

HEAD: Final = (
    "jenis", "rt", "rw", "nama", "ketua", "jk", "mulai", "dasar", "kk", "kk_miskin", "per_tanggal", "sumber",
)  # fmt: skip
BOARDS: Final = {Kind.LPMK: "LPMK", Kind.PKK: "PKK"}
REST: Final = (
    (Office.SEKRETARIS, "Retno Palupi", Sex.P),
    (Office.BENDAHARA, "Gatot Subroto", Sex.L),
)


@transaction.atomic
def the_bodies(folder: Path) -> bool:
    """RT, RW, LPMK, PKK, Karang Taruna and Pokmas with chairs and families; all or nothing."""
    if Body.objects.within(VILLAGES[0].code).exists():
        return False
    make_heads()
    with on(date(this_year() - 2, 10, 12)):
        for village in VILLAGES:
            operator = hat_of(f"operator-{village.key}")
            table = csv_text(HEAD, list(_rows(village))).encode()
            confirm(operator, bring(operator, village.code, Arrived("lembaga.csv", table)))
            _complete_boards(operator, village)
    return True


def _complete_boards(operator: Holding, village: Village) -> None:
    for n, body in enumerate(Body.objects.within(village.code).filter(kind__in=BOARDS).order_by("kind")):
        for office, name, sex in REST[n % 2 :]:
            take_seat(operator, body, Newcomer(office, name, sex))


def _rows(village: Village) -> Iterator[Sequence[str]]:
    known, dice = chairs(village), dice_for(f"kk{village.code}")
    families = {}
    for code in village.rt_codes:
        rw, rt = (str(int(part)) for part in code.split(".")[-2:])
        kk = dice.randint(38, 118)
        families[code] = (kk, dice.randint(3, kk // 4))
        yield _row("RT", known[code], rt=rt, rw=rw, families=families[code])
    for code in village.rw_codes:
        inside = [counted for rt, counted in families.items() if rt.startswith(code)]
        whole = (sum(kk for kk, _ in inside), sum(poor for _, poor in inside))
        yield _row("RW", known[code], rw=str(int(code[-3:])), families=whole)
    for kind in ("LPMK", "PKK", "Karang Taruna"):
        yield _row(kind, known[kind])
    for name in village.groups:
        yield _row("Pokmas", known[name], name=name, families=(dice.randint(18, 40), dice.randint(6, 17)))


def _row(
    kind: str,
    chair: Chair,
    *,
    rt: str = "",
    rw: str = "",
    name: str = "",
    families: tuple[int, int] | None = None,
) -> Sequence[str]:
    year = this_year()
    counted = (
        (str(families[0]), str(families[1]), f"30/09/{year - 2}", "Buku RT rekaan") if families else [""] * 4
    )
    term = (f"01/02/{year - 3}", f"SK Lurah 3/{year - 3}, rekaan")
    return (kind, rt, rw, name, chair.name, chair.sex, *term, *counted)
