"""Places in words: how large one is, what happened to it, what has to be done next."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from berdaya.kernel.calendar import format_date
from berdaya.kernel.numbers import format_count, format_percent
from berdaya.kernel.status import StatusLine
from berdaya.region import doors
from berdaya.region.doors import Counts, Past, Spot
from berdaya.region.rules.codes import Kind, Level, level_of
from berdaya.site.below import Row

NEARER = (Level.KABUPATEN, Level.KECAMATAN)
_NO_SOURCE = "Dicatat di kantor ini menurut daftar desa atau kelurahan."


def heading(place: Spot, counts: Counts) -> str:
    """The first sentence of the overview: what the territory holds."""
    kinds = ["desa", "kelurahan"] if place.level is Level.KECAMATAN else ["kecamatan", "desa", "kelurahan"]
    words = [f"{format_count(counts[kind])} {kind}" for kind in kinds if counts[kind]]
    return f"{doors.own_title(place.code)}: {', '.join(words)}"


def caption(place: Spot, rows: Sequence[Row], counts: Counts) -> str:
    """The heading of the table: `14 kecamatan`, `15 RT berlaku, 1 sudah berakhir`."""
    if place.level is Level.KECAMATAN:
        return " dan ".join(f"{counts[kind]} {kind}" for kind in ("desa", "kelurahan") if counts[kind])
    words = {None: "provinsi", Level.PROVINCE: "kabupaten dan kota", Level.KABUPATEN: "kecamatan"}
    if place.level in words:
        return f"{format_count(len(rows))} {words[place.level]}"
    ended = sum(row.valid_to is not None for row in rows)
    return f"{len(rows) - ended} RT berlaku" + (f", {ended} sudah berakhir" if ended else "")


def kind_words(place: Spot) -> str:
    if place.kind is None:
        return "negara"
    return {Kind.RT: "RT", Kind.RW: "RW"}.get(place.kind, place.kind.value.replace("_", " "))


def counted(row: Row) -> str:
    """`15 desa`, `18 kelurahan`; what is not there, and the place itself, go without saying."""
    level = level_of(row.code)
    if level is Level.VILLAGE:
        return row.kind_words
    counts = [
        ("kab/kota", row.kabupaten if level is Level.PROVINCE else 0),
        ("kecamatan", row.kecamatan if level is not Level.KECAMATAN else 0),
        ("desa", row.villages),
        ("kelurahan", row.kelurahan),
    ]
    return ", ".join(f"{format_count(number)} {name}" for name, number in counts if number)


def boxes(place: Spot, rows: Sequence[Row], counts: Counts) -> list[dict[str, Any]]:
    """The figures that say how large a place is, each with its whole."""
    if place.level in (Level.VILLAGE, Level.RW, Level.RT):
        return _boxes_of_rt(place, rows) if rows else []
    villages = counts["desa"] + counts["kelurahan"]
    found = []
    if place.level in (None, Level.PROVINCE):
        found.append(_box("Kabupaten dan kota", counts["kabupaten"], f"di {place.name}"))
    if place.level is not Level.KECAMATAN:
        found.append(_box("Kecamatan", counts["kecamatan"], "dalam daftar resmi"))
    for words, number in (("Desa", counts["desa"]), ("Kelurahan", counts["kelurahan"])):
        if number:
            whole = f"{format_percent(Fraction(number, villages))} dari {format_count(villages)}"
            found.append(_box(words, number, "semuanya" if number == villages else whole))
    if place.level in NEARER:
        with_rt = sum(row.rt > 0 for row in rows)
        part = f"di {with_rt} dari {len(rows)} {'kecamatan' if place.level is Level.KABUPATEN else 'tempat'}"
        found.append(_box("RT tercatat", sum(row.rt for row in rows), part, alert=with_rt < len(rows)))
    return found


def _boxes_of_rt(place: Spot, rows: Sequence[Row]) -> list[dict[str, Any]]:
    standing = [row for row in rows if row.valid_to is None]
    rw = {row.code.split(".")[4] for row in standing} - {"000"}
    dusun = {row.dusun.lower() for row in standing if row.dusun}
    ended = len(rows) - len(standing)
    found = [
        _box("RT berlaku", len(standing), f"{ended} sudah berakhir" if ended else "tercatat di kantor ini")
    ]
    if place.level is Level.VILLAGE:
        found.append(_box("RW", len(rw), "dari RT yang berlaku" if rw else "tidak ada atau belum dicatat"))
    found.append(_box("Dusun", len(dusun), "disebut pada RT" if dusun else "belum disebut"))
    return found


def _box(label: str, figure: int, context: str, alert: bool = False) -> dict[str, Any]:
    return {"label": label, "figure": format_count(figure), "context": context, "alert": alert}


def status(place: Spot, past: Past, rows: Sequence[Row]) -> StatusLine:
    """What happened, why, what next, who: for a place that stands, and for one that ended."""
    if not place.stands:
        return _status_of_ended(place, past)
    if not place.recorded:
        return _status_of_unrecorded(place)
    since = f" sejak {format_date(place.valid_from)}" if place.valid_from else ""
    own = place.level in (Level.RW, Level.RT)
    return StatusLine(
        what=f"{doors.own_title(place.code)} tercatat dan masih ada{since and ',' + since}.",
        why=_first_source(past)
        if own or past.before
        else f"Daftar resmi {doors.gazetteer().edition.decree}.",
        next=_next(place, rows),
        who=_who(place),
        waiting=False,
    )


def _who(place: Spot) -> str:
    if place.level in NEARER or place.level in (None, Level.PROVINCE):
        return "Operator tiap desa atau kelurahan mencatat RT-nya; Bappeda dapat membantu."
    return "Operator atau lurah/kepala desa mencatat RT dan perubahannya; Bappeda dapat membantu."


def _status_of_ended(place: Spot, past: Past) -> StatusLine:
    heirs = ", ".join(dict.fromkeys(doors.own_title(step.other) for step in past.after))
    last = format_date(place.valid_to) if place.valid_to else ""
    return StatusLine(
        what=f"{doors.own_title(place.code)} berakhir {last}.",
        why=_first_source(past),
        next=f"Pakai {heirs} untuk catatan baru." if heirs else "Catat penggantinya.",
        who="Siapa pun yang masih memakai kode lama. Catatan lama tetap benar untuk masanya.",
        waiting=True,
    )


def _status_of_unrecorded(place: Spot) -> StatusLine:
    return StatusLine(
        what=f"{doors.own_title(place.code)} belum tercatat di kantor ini.",
        why="Peran sudah diberikan untuk RT atau RW ini sebelum daftarnya dicatat.",
        next="Catat RT di halaman desa atau kelurahannya.",
        who=_who(place),
        waiting=True,
    )


def _first_source(past: Past) -> str:
    sources = [step.source for step in (*past.after, *past.before) if step.source]
    return sources[0] if sources else past.beginning or _NO_SOURCE


def _next(place: Spot, rows: Sequence[Row]) -> str:
    if place.level is Level.VILLAGE and not rows:
        return "Catat RT, supaya usulan dan daftar warga dapat menyebut letaknya."
    without = [row for row in rows if not row.rt] if place.level in NEARER else []
    if without:
        kind = "kecamatan" if place.level is Level.KABUPATEN else "desa atau kelurahan"
        return f"Catat RT di {len(without)} {kind} yang belum memiliki satu pun."
    return "Tidak ada yang perlu dikerjakan di sini."
