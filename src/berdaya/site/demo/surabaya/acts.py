"""What happens in Wonokromo, act by act, through the services of the pages. The figures are those of the
published statement of 2024; the words and the people are ours."""

import json
from datetime import date
from pathlib import Path
from typing import Any, Final

from django.db import transaction

from berdaya.access.rules.roles import Role
from berdaya.access.services.inbox import send_to_role
from berdaya.budget import doors
from berdaya.budget.commands import EXAMPLE
from berdaya.budget.models import Statement
from berdaya.budget.rules.flow import Kind, State
from berdaya.budget.rules.shelving import Fate
from berdaya.budget.services import editing, flow
from berdaya.budget.services.keeping import checked_record, keep
from berdaya.budget.services.spending import name_of, note_spending
from berdaya.figures.doors import figure_on
from berdaya.figures.rules import Facts, Unit
from berdaya.figures.services import file_figures
from berdaya.kernel.sexes import BySex
from berdaya.site.demo.malang.ground import build_day, this_year
from berdaya.site.demo.office.hands import hat_of

WONOKROMO: Final = "35.78.04.1001"
KECAMATAN: Final = "35.78.04"
CODE: Final = "7.01.03.2.02.0003"
SIGNED_TOTAL, NEXT_TOTAL = 1_594_389_976, 1_630_389_976


@transaction.atomic
def the_figures(folder: Path) -> bool:
    """Dated counts of the kelurahan; what nobody has split by sex stays a bare number."""
    day, old = date(build_day().year - 1, 12, 31), date(2023, 12, 31)
    if figure_on(WONOKROMO, "Penduduk", day) is not None:
        return False
    by_sex = (
        ("Penduduk", 19623, 20207),
        ("Ketua RT", 79, 17),
        ("Ketua RW", 8, 0),
        ("Pengurus Pokmas KTPR", 4, 0),
        ("Pengurus Karang Taruna", 16, 18),
    )
    rows = [
        Facts(WONOKROMO, name, Unit.PEOPLE, day, "Catatan kelurahan", people=BySex(men, women))
        for name, men, women in by_sex
    ]
    rows.append(Facts(WONOKROMO, "UMKM", Unit.COUNT, old, "Pendataan usaha kelurahan", number=120))
    rows.append(Facts(WONOKROMO, "KK miskin", Unit.HOUSEHOLDS, day, "Daftar keluarga miskin", number=330))
    rows.append(Facts(WONOKROMO, "Rumah Padat Karya", Unit.COUNT, day, "Daftar aset kelurahan", number=1))
    return file_figures(hat_of("operator-wonokromo"), rows) > 0


@transaction.atomic
def the_old_paper(folder: Path) -> bool:
    """The statement of 2024 as it was written, with what the checks say of it."""
    if _statement(2024) is not None:
        return False
    record = json.loads(EXAMPLE.read_text(encoding="utf-8"))
    keep(hat_of("operator-wonokromo"), WONOKROMO, record, "gbs-2024.docx")
    return True


@transaction.atomic
def this_years(folder: Path) -> bool:
    """Written with one course too many for the money, which is put off; reviewed and signed."""
    year = this_year()
    if _statement(year) is not None:
        return False
    operator = hat_of("operator-wonokromo")
    one = keep(operator, WONOKROMO, _record(year), "ditulis di kantor").statement
    why = f"Rasionalisasi anggaran tahun {year}: pagu subkegiatan tidak cukup"
    editing.shelve(operator, one.pk, "aktivitas-6", Fate.PUT_OFF, why)
    flow.submit(operator, one.pk, {})
    _let_pass(one)
    flow.sign(hat_of("lurah-wonokromo"), one.pk, f"400.2/17/436.9.28.1/{year}")
    return True


@transaction.atomic
def next_years(folder: Path) -> bool:
    """Copied, the postponed course taken up again, submitted; the reviewer has not decided yet."""
    year = this_year()
    source = _statement(year)
    if source is None or _statement(year + 1) is not None:
        return False
    operator = hat_of("operator-wonokromo")
    one = editing.copy_on(operator, source.pk, year + 1)
    editing.pick_up(operator, one.pk, f"{year}/aktivitas-6")
    _finish(one, year + 1)
    flow.submit(operator, one.pk, {})
    return True


def _finish(one: Statement, year: int) -> None:
    """What belongs to the new year: its total, its RKA, the targets, what the new course answers."""
    operator, record = hat_of("operator-wonokromo"), doors.working_record(one)
    plan = [dict(row) for row in record["rencana_aksi"]]
    plan[-1]["sebab"] = ["eksternal-2"]
    target = {"nilai": "28/48", "L": 20, "P": 28, "tahun": year}
    aims = [{**record["hasil"][0], **target, "teks": "Perempuan di kepengurusan Pokmas 28 dari 48 orang"}]
    course = {"teks": "Peserta kursus membatik 20 orang", "nilai": "20", "satuan": "orang", "L": 0, "P": 20}
    changed = {
        "rencana_aksi": plan,
        "hasil": aims,
        "keluaran": [*record["keluaran"], course],
        "jumlah_anggaran": NEXT_TOTAL,
        "rka": {"jumlah": NEXT_TOTAL},
        "tanggal": f"12 November {year - 1}",
    }
    names = tuple(changed)
    editing.save(operator, one.pk, names, changed, editing.seen_of(record, names))


@transaction.atomic
def the_board(folder: Path) -> bool:
    """The spending of the kecamatan with its source; a word to those who have not sent."""
    year, reviewer = this_year(), hat_of("dp3a-surabaya")
    if figure_on(KECAMATAN, name_of(year), build_day()) is not None:
        return False
    source = f"DPA Kecamatan Wonokromo {year} (angka rekaan peragaan)"
    note_spending(reviewer, KECAMATAN, year, 21_460_000_000, source)
    words = "Kelurahan yang belum mengirim pernyataan anggaran gender disebut di papan kota."
    for role in (Role.CAMAT, Role.LURAH, Role.OPERATOR, Role.GENDER):
        where = "35.78" if role is Role.GENDER else KECAMATAN if role is Role.CAMAT else WONOKROMO
        subject = f"Pernyataan anggaran gender {year + 1}"
        send_to_role(role, where, subject, words, "/anggaran/arg/", reviewer.person)
    return True


def _statement(year: int) -> Statement | None:
    return Statement.objects.filter(territory=WONOKROMO, year=year, code=CODE).first()


def _record(year: int) -> dict[str, Any]:
    """The statement with the year it is for; its data are of the year before."""
    text = Path(__file__).with_name("statement.json").read_text(encoding="utf-8")
    record: dict[str, Any] = json.loads(text)
    data = [{**row, "tahun": year - 1} for row in record["data"]]
    aims = [{**row, "tahun": year} for row in record["hasil"]]
    return {
        **record,
        "tahun_anggaran": year,
        "data": data,
        "hasil": aims,
        "tanggal": f"16 Oktober {year - 1}",
    }


def _let_pass(one: Statement) -> None:
    """The reviewer accepts what the checks warn of, and says why."""
    if one.standing is State.REVIEWED:
        return
    asked = checked_record(doors.newest_of(one).record).warnings
    words = "Honorarium memang tidak menjawab kesenjangan; bagiannya disebut apa adanya."
    flow.let_pass(hat_of("dp3a-surabaya"), one.pk, dict.fromkeys(asked, (Kind.ACCEPTED, words)))
