"""The profile of a village on four pages: needs, deciles, potentials, programmes, gaps, SID, what changed."""

from typing import Any

from berdaya.access.places import place_title
from berdaya.documents.charts import Bar, bars
from berdaya.documents.look import PAPER
from berdaya.documents.mapping import area_of
from berdaya.documents.paper import Letterhead, Paper, Status
from berdaya.documents.pictures import as_picture
from berdaya.documents.tables import Column, Kind, Sheet, for_paper
from berdaya.documents.tiles import Tile, TileGroup, tile_map
from berdaya.hardship.rules.showing import Thresholds
from berdaya.kernel.calendar import format_date
from berdaya.region.rules.codes import Level, part_of
from berdaya.scan.models import Cycle
from berdaya.scan.shown.district import district_of
from berdaya.scan.shown.profile import Profile

KIND, TEMPLATE = "Profil Desa Dampingan", "scan/profile"


def profile_paper(cycle: Cycle, day: Any) -> Paper:
    """A profile is a working paper: it carries no number and nobody signs it."""
    place = place_title(cycle.territory).split(", ")[0]
    top = part_of(cycle.territory, Level.KABUPATEN) or cycle.territory
    office = cycle.agency or place
    kind = "Profil Kelurahan Dampingan" if cycle.kelurahan else KIND
    return Paper(
        kind=kind,
        title=f"{kind}\n{place}",
        subtitle=f"Putaran {cycle.year}, keadaan {format_date(day)}",
        office=office,
        date=day,
        status=Status.DRAFT,
        short=f"{kind} {place}, {cycle.year}",
        letterhead=Letterhead(f"Pemerintah {place_title(top).split(', ')[0]}", office),
    )


def profile_values(profile: Profile, limits: Thresholds) -> dict[str, Any]:
    """What the paper says. `profile` was gathered with the same limits."""
    return {
        "lead": lead_of(profile),
        "facts": _facts(profile),
        "boxes": _boxes(profile),
        "needs": for_paper(_needs(profile)),
        "needs-note": f"Angka di bawah {limits.least} ditulis <{limits.least}; persen hanya bila dasarnya"
        f" paling sedikit {limits.base} rumah tangga.",
        "needs-chart": _needs_chart(profile),
        "deciles-chart": _deciles_chart(profile),
        "deciles": for_paper(_deciles(profile)),
        "map": _map(profile),
        "programmes": for_paper(_programmes(profile)) if profile.programmes.rows else None,
        "left-out": for_paper(_left_out(profile)) if profile.programmes.counts else None,
        "left-out-note": profile.programmes.words,
        "stages": for_paper(_stages(profile)),
        "potentials-chart": _potentials_chart(profile),
        "potentials": for_paper(_potentials(profile)) if any(g.rows for g in profile.groups) else None,
        "sid": for_paper(_sid(profile)) if profile.sid_rows else None,
        "sid-words": f"Nilai {profile.sid}: {profile.sid_sum}."
        if profile.sid_rows
        else "SID belum diperiksa.",
        "plan": for_paper(_plan(profile)) if profile.lines else None,
        "plan-words": _plan_words(profile),
        "gaps": profile.gaps,
        "changes": for_paper(_changes(profile)) if profile.last else None,
        "last": profile.last.year if profile.last else None,
    }


def lead_of(profile: Profile) -> str:
    """The one sentence to remember."""
    place = place_title(profile.cycle.territory).split(", ")[0]
    if not profile.outstanding:
        return f"Di {place} belum ada tanda kesulitan yang menonjol."
    return f"Yang menonjol di {place}: {'; '.join(profile.outstanding)}."


def _facts(profile: Profile) -> list[list[str]]:
    cycle = profile.cycle
    kecamatan = part_of(cycle.territory, Level.KECAMATAN) or cycle.territory
    return [
        ["Kecamatan", place_title(kecamatan).split(", ")[0]],
        ["Kode wilayah", cycle.territory],
        ["Pendamping", cycle.agency],
        ["Dasar", cycle.basis],
    ]


def _boxes(profile: Profile) -> list[list[str]]:
    return [
        ["Rumah tangga dikerjakan", profile.households, profile.origins],
        ["Sudah dikunjungi", profile.visited, "diperiksa orang kedua"],
        ["Nilai SID", profile.sid, profile.sid_sum or "belum diperiksa"],
        ["Rencana", str(profile.plan_sums[1]["figure"]), f"{len(profile.lines)} baris"],
    ]


def _needs(profile: Profile) -> Sheet:
    rows = [
        (f"{row.title}{' (menonjol)' if row.stands_out else ''}", row.register, row.field, row.known)
        for row in profile.signs
    ]
    columns = (
        Column("Tanda kesulitan"),
        Column("Register", mm=34),
        Column("Kunjungan", mm=34),
        Column("Yang dipakai", mm=34),
    )
    return Sheet("Kebutuhan", columns, rows)


_SHORT = {"C1": "tanpa program", "C2": "tanpa identitas", "C3": "putus sekolah", "C4": "sakit, disabilitas",
          "C5": "rumah tidak layak", "C6": "air minum", "C7": "tanpa jamban", "C8": "tanpa listrik",
          "C9": "tidak bekerja"}  # fmt: skip


def _needs_chart(profile: Profile) -> dict[str, Any] | None:
    told = [row for row in profile.signs if row.percent is not None]
    if not told:
        return None
    said = "; ".join(f"{row.title} {row.percent} dari 100" for row in told)
    items = [Bar(_SHORT[row.code], row.percent or 0, 100) for row in told]
    words = f"Dari 100 rumah tangga: {said}."
    return as_picture(bars(items, title="Tanda kesulitan", words=words, theme=PAPER), words)


def _deciles_chart(profile: Profile) -> dict[str, Any] | None:
    told = [(words, count) for words, _, count in profile.deciles if count is not None]
    if not told:
        return None
    said = "; ".join(f"{words} {count}" for words, count in told)
    items = [Bar(words, count) for words, count in told]
    return as_picture(bars(items, title="Rumah tangga per desil", words=said, theme=PAPER), said)


def _deciles(profile: Profile) -> Sheet:
    columns = (Column("Desil nasional"), Column("Rumah tangga", Kind.TEXT, mm=32))
    return Sheet("Desil", columns, [(words, told) for words, told, _ in profile.deciles])


def _map(profile: Profile) -> dict[str, Any]:
    """The village among the places of its kabupaten, a square for each, shaded by what stands out here."""
    cycle = profile.cycle
    area = area_of(part_of(cycle.territory, Level.KABUPATEN) or cycle.territory)
    found = district_of(cycle, area, [row.code for row in profile.signs if row.stands_out])
    groups = [
        TileGroup(
            label,
            tuple(
                Tile(name, found.of.get(code, found.otherwise))
                for code, name in area.places.items()
                if code.startswith(f"{kecamatan}.")
            ),
        )
        for kecamatan, label in area.kecamatan.items()
    ]
    words = f"Peta petak {area.name}: letak {place_title(cycle.territory).split(', ')[0]}. {found.words}"
    drawn = tile_map(groups, found.shades, title=words, columns=3, theme=PAPER)
    return {"picture": as_picture(drawn, words), "words": found.words}


def _programmes(profile: Profile) -> Sheet:
    rows = [
        (f"{row.item.name} ({row.kind})", row.source, row.item.budget, row.done, row.status)
        for row in profile.programmes.rows
    ]
    columns = (
        Column("Program"),
        Column("Sumber dana", mm=34),
        Column("Anggaran (Rp)", Kind.RUPIAH, mm=30),
        Column("Terlaksana", mm=34),
        Column("Keadaan", mm=19),
    )
    return Sheet("Program", columns, rows)


def _left_out(profile: Profile) -> Sheet:
    rows = [(row["label"], row["context"], row["figure"]) for row in profile.programmes.counts]
    columns = (
        Column("Terhadap daftar penerima", mm=46),
        Column("Artinya"),
        Column("Rumah tangga", Kind.TEXT, mm=28),
    )
    return Sheet("Terlewat", columns, rows)


def _stages(profile: Profile) -> Sheet:
    rows = [
        (
            box.title,
            f"{box.told.figure} {box.told.words}".removeprefix("– "),
            box.told.progress.value if box.applies else "tidak berlaku",
        )
        for box in profile.boxes
    ]
    return Sheet("Tahap", (Column("Bagian kerja", mm=46), Column("Keadaan"), Column("Kemajuan", mm=26)), rows)


_GROUPS = {"P1": "alam", "P2": "lembaga ekonomi", "P3": "usaha mikro", "P4": "manusia"}


def _potentials_chart(profile: Profile) -> dict[str, Any] | None:
    told = [group for group in profile.groups if group.known]
    if not told:
        return None
    said = "; ".join(f"{group.title} {group.score}" for group in told)
    items = [Bar(_GROUPS[group.code], group.percent, 100) for group in told]
    return as_picture(bars(items, title="Nilai potensi", words=said, theme=PAPER), said)


def _potentials(profile: Profile) -> Sheet:
    rows = [
        (group.title, f"{row.kind}: {row.name}", row.facts or "–", row.condition, row.prospect)
        for group in profile.groups
        for row in group.rows
    ]
    columns = (
        Column("Kelompok", mm=30),
        Column("Yang ada", mm=44),
        Column("Keterangan"),
        Column("Kondisi", mm=19),
        Column("Prospek", mm=19),
    )
    return Sheet("Potensi", columns, rows)


def _sid(profile: Profile) -> Sheet:
    rows = [(row.number, row.title, row.answer, row.points) for row in profile.sid_rows]
    columns = (
        Column("No", Kind.COUNT, mm=10),
        Column("Kelas isi"),
        Column("Isi", mm=26),
        Column("Nilai", Kind.TEXT, mm=16),
    )
    return Sheet("SID", columns, rows)


def _plan(profile: Profile) -> Sheet:
    rows = [
        (row.number, f"{row.action} ({row.who})", row.target, row.volume, str(row.year), row.cost, row.done)
        for row in profile.lines
    ]
    columns = (
        Column("No", Kind.COUNT, mm=9),
        Column("Tindakan dan pelaksana"),
        Column("Menjawab", mm=34),
        Column("Volume", mm=20),
        Column("Tahun", Kind.TEXT, mm=14),
        Column("Biaya (Rp)", Kind.RUPIAH, mm=27),
        Column("Kemajuan", mm=27),
    )
    totals = ("", "Seluruhnya", None, None, None, profile.total, "")
    return Sheet("Rencana", columns, rows, totals=totals)


def _plan_words(profile: Profile) -> str:
    if profile.plan is None:
        return "Rencana intervensi belum disusun."
    plan, spent = profile.plan, profile.plan_sums[2]
    return f"Versi {plan.version}, {plan.state}. Realisasi {spent['figure']} ({spent['context']})."


def _changes(profile: Profile) -> Sheet:
    rows = [(row.title, _percent(row.before), _percent(row.percent), row.change) for row in profile.signs]
    rows += [(words, then, now, "–") for words, then, now in profile.changes]
    assert profile.last is not None
    columns = (
        Column("Apa"),
        Column(f"{profile.last.year}", mm=24),
        Column(f"{profile.cycle.year}", mm=24),
        Column("Perubahan", mm=34),
    )
    return Sheet("Perubahan", columns, rows)


def _percent(whole: int | None) -> str:
    return "–" if whole is None else f"{whole}%"
