"""A list of recipients in words: before it is confirmed what is wrong in it, afterwards what became of it."""

from typing import Any

from berdaya.access.clock import today_in
from berdaya.kernel.findings import Findings, Refused
from berdaya.kernel.numbers import format_count
from berdaya.kernel.status import StatusLine
from berdaya.register.rules.linking import Band, Tally, Thresholds, tally
from berdaya.register.services.rulings import book
from berdaya.scan.doors.programmes import pairs_of, waiting_in
from berdaya.scan.models import Pair, RecipientList
from berdaya.scan.models.recipients import ListState
from berdaya.scan.rules.exclusion import Row, recipients
from berdaya.scan.rules.pairs import Standing
from berdaya.scan.services.recipients import findings_of, look
from berdaya.scan.shown.programmes import by_sex


def looked_page(kept: RecipientList) -> dict[str, Any]:
    """Findings, errors first, each kind once with how many rows it stands for; the boxes over them."""
    try:
        _, seen = look(kept)
    except Refused as refused:
        return {"findings": told(Findings.of(refused.findings)), "blocked": True, "boxes": []}
    people, unknown = recipients(Row(n, "", seen.sexes.get(n, "")) for n in seen.rows)
    beside = f"L {format_count(people.men)}, P {format_count(people.women)}"
    if unknown:
        beside += f", {format_count(unknown)} tidak diketahui"
    return {
        "findings": told(Findings.of(findings_of(seen))),
        "blocked": False,
        "boxes": [
            {"label": "Ikut dicocokkan", "figure": format_count(len(seen.rows)), "context": beside},
            {
                "label": "Desa lain",
                "figure": format_count(len(seen.elsewhere)),
                "context": "baris, tidak ikut",
            },
            {
                "label": "Tanpa nama dan NIK",
                "figure": format_count(len(seen.nobody)),
                "context": "baris, tidak ikut",
            },
        ],
    }


def told(findings: Findings) -> list[dict[str, Any]]:
    """Each kind of finding once, with how many rows it stands for and the first of them."""
    return [finding.as_json() | {"count": count} for finding, count in findings]


def list_page(kept: RecipientList) -> dict[str, Any]:
    """What became of the rows, in the same numbers and sentences as `berdaya register link`."""
    pairs = pairs_of(kept)
    sums = tally_of(kept, pairs)
    waiting = waiting_in(kept)
    sure = sum(one.band == Band.SURE.value and one.stands is Standing.OPEN for one in pairs)
    stood = [one.stands for one in pairs]
    poorest = sum(one.stands is Standing.SAME and one.decile == 1 for one in pairs)
    same, other = stood.count(Standing.SAME), stood.count(Standing.NOT_SAME)
    people, unknown = recipients(Row(one.pk, "", one.sex) for one in kept.recipients.all())
    return {
        "sentences": sums.told(),
        "status": _status(kept, sums, waiting, sure),
        "people": by_sex(people) + (f", {format_count(unknown)} tidak diketahui" if unknown else ""),
        "waiting": waiting,
        "sure": sure,
        "boxes": [
            {
                "label": "Orang yang sama",
                "figure": format_count(same),
                "context": f"ada di register, {format_count(poorest)} di antaranya desil 1",
            },
            {
                "label": "Belum diputuskan",
                "figure": format_count(len(pairs) - same - other),
                "context": "bukan terlewat dan bukan keliru",
                "alert": bool(waiting),
            },
            {
                "label": "Tidak ditemukan",
                "figure": format_count(sums.not_found + other),
                "context": f"{format_count(other)} di antaranya diputuskan bukan orang yang sama",
            },
        ],
        "matching": kept.state is ListState.MATCHING,
    }


def tally_of(kept: RecipientList, pairs: list[Pair]) -> Tally:
    """As the matching left it; what people decided since does not move it."""
    day = today_in(kept.cycle.territory)
    limits = Thresholds.of(book().in_force("register_linking", day).values)
    return tally(kept.matched_rows, ((Band(one.band), one.probability) for one in pairs), limits)


def _status(kept: RecipientList, sums: Tally, waiting: int, sure: int) -> StatusLine:
    who = kept.brought_by.name
    if kept.state is ListState.MATCHING:
        what = "Daftar ini sedang dicocokkan dengan register."
        return StatusLine(what, "Berkasnya sudah dimusnahkan.", "Muat ulang halaman ini sebentar lagi.", who)
    what = f"{format_count(sums.links)} dari {format_count(sums.rows)} baris punya pasangan di register."
    why = f"{format_count(kept.left_out)} baris lain tidak ikut." if kept.left_out else "Semua baris ikut."
    if waiting:
        step = f"Putuskan {format_count(waiting)} pasangan: orang yang sama, atau bukan."
    elif sure:
        step = f"Terima {format_count(sure)} pasangan yang NIK dan namanya cocok."
    else:
        step = "Tidak ada yang menunggu; hasilnya dibaca di musyawarah."
    return StatusLine(what, why, step, who, waiting=bool(waiting or sure))
