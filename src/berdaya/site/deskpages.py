"""What lies on a desk: tasks, notices, the chain, the hat's own place, and the ways into the office."""

from collections import Counter
from dataclasses import dataclass
from typing import Any, Final

from berdaya.access import reads
from berdaya.access.clock import today_in
from berdaya.access.doors import allowed
from berdaya.access.jobs.beat import missing_worker
from berdaya.access.jobs.doors import open_jobs
from berdaya.access.models import Holding, InboxMessage
from berdaya.access.rules.rights import Right
from berdaya.access.rules.roles import Role
from berdaya.figures.doors import newest_below
from berdaya.region import doors
from berdaya.region.rules.codes import Level, level_of
from berdaya.site import citizens, placepages
from berdaya.site.band import band, said
from berdaya.site.context import CHAIN, stations
from berdaya.site.doorways import address_of, opens
from berdaya.site.gathering import reaches_for
from berdaya.targeting.doors import decree_over, results_of

MOST_NOTICES: Final = 3
POOREST: Final = "Rumah tangga desil 1"

# Name of the page, what to do there, why. A dot at the end of the name: the page of the hat's own place.
WAYS: Final = (
    ("targeting-begin", "Susun daftar dampingan", "Dari register sampai keputusan, tiga orang berlainan."),
    ("register-begin", "Unggah berkas register", "Diperiksa, lalu disahkan orang kedua."),
    ("region:add-rt.", "Catat RT dan RW", "Supaya usulan dan daftar warga dapat menyebut letaknya."),
    ("figures:file.", "Catat angka wilayah", "Dengan tanggal dan sumbernya."),
    ("access:invite", "Undang orang dan usulkan peran", "Orang kedua menyetujui sebelum peran berlaku."),
    ("access:accounts", "Periksa akun dan peran", "Siapa bertugas, di mana, sampai kapan."),
    ("access:trail", "Baca jejak audit", "Siapa berbuat apa, kapan; tidak dapat diubah."),
    ("access:looks", "Lihat identitas yang dibuka", "Siapa membuka nama dan NIK, kapan, untuk tujuan apa."),
    ("hardship", "Baca sembilan tanda", "Apa yang kurang di rumah tangga termiskin, tempat demi tempat."),
    ("register", "Baca register", "Rumah tangga yang sudah disahkan, dihitung tiap tempat."),
    ("targeting", "Lihat tempat dampingan", "Siapa terpilih, mengapa, dan siapa mendampingi."),
    ("region", "Buka halaman wilayah", "Angka, register, keputusan dan naskah tentang satu tempat."),
    ("blanks", "Cetak blangko", "Formulir kosong untuk rapat dan pendataan."),
    ("documents", "Cari naskah", "Bernomor, berversi, dengan pindaian yang ditandatangani."),
    ("citizens", "Baca keputusan untuk warga", "Daftar dampingan yang boleh dibaca semua orang."),
    ("access:inbox", "Baca kotak masuk", "Permintaan persetujuan dan kabar untuk peran Anda."),
)
MOST_WAYS: Final = 6


@dataclass(frozen=True, slots=True)
class Way:
    """A page that this hat may open, and what it is for."""

    address: str
    words: str
    why: str


def ways_of(hat: Holding) -> list[Way]:
    """The pages where this hat works, those that write first."""
    in_village = bool(hat.territory) and level_of(hat.territory) is Level.VILLAGE
    found = []
    for name, words, why in WAYS:
        own = name.endswith(".")
        if name == "region:add-rt." and not in_village:
            continue
        address = address_of(name.rstrip("."), *([hat.territory] if own else []))
        if address and opens(hat, address):
            found.append(Way(address, words, why))
    return found[:MOST_WAYS]


def notices_of(hat: Holding) -> list[InboxMessage]:
    """Messages that were not opened yet, the newest first."""
    unread = [message for message in reads.inbox_for(hat.person, hat).rows if not message.is_read]
    return unread[:MOST_NOTICES]


def jobs_of(hat: Holding) -> dict[str, Any]:
    """Work of this person that is not over, and whether nobody does it. An administrator is told anyway."""
    jobs, missing = open_jobs(hat.person), missing_worker()
    told = missing if jobs or hat.role == Role.ADMINISTRATOR else ""
    return {"open": jobs, "missing": told} if jobs or told else {}


def chain_of(hat: Holding) -> dict[str, Any]:
    """The band with its sentence; empty in one village, and where the rooms tell no numbers for this hat."""
    if hat.territory.count(".") > Level.KECAMATAN.depth - 1:
        return {}
    stretches = band(stations(hat, CHAIN), {reach.station: reach for reach in reaches_for(hat)})
    return {"band": stretches, "band_said": said(stretches)} if stretches else {}


@dataclass(frozen=True, slots=True)
class KecamatanRow:
    """A kecamatan on the desk of its kabupaten: places under the decree, poorest households as filed."""

    code: str
    name: str
    places: int
    chosen: int | None
    poorest: int | None


def kecamatan_of(hat: Holding) -> list[KecamatanRow]:
    """The kecamatan with most households of decile 1 first; those without a figure last."""
    decree = decree_over(hat, today_in(hat.territory)) if allowed(hat, Right.TARGETING_SEE).allowed else None
    rows = results_of(decree.discussion.computation) if decree else ()
    chosen = Counter(row.code.rpartition(".")[0] for row in rows if row.decided)
    sees = allowed(hat, Right.FIGURES_SEE).allowed
    poorest = newest_below(hat, hat.territory, POOREST) if sees else {}
    found = [
        KecamatanRow(
            branch.code,
            branch.name,
            branch.counts["desa"] + branch.counts["kelurahan"],
            chosen[branch.code] if decree else None,
            poorest[branch.code].number if branch.code in poorest else None,
        )
        for branch in doors.branches(hat.territory)
    ]
    if not decree and not poorest:
        return []
    return sorted(found, key=lambda row: (-(row.poorest or -1), row.name))


def place_of(hat: Holding) -> dict[str, Any]:
    """The hat's own place: what the rooms know of it, and squares where it holds villages."""
    here = doors.place_for(hat, hat.territory)
    tiles = None
    if here.has_villages:
        figure = POOREST if POOREST in placepages.colours(hat, here) else ""
        rows = placepages.rows_below(here, with_rt=False)
        tiles = placepages.tiles_of(hat, here, figure, rows)
    around = citizens.village_section(hat)
    decided, known = placepages.sections_of(hat, hat.territory)
    return {
        "here": here,
        "here_title": doors.own_title(here.code) if here.code else "Indonesia",
        "tiles": tiles,
        "tiles_said": f"{POOREST} menurut tempat" if tiles and tiles.dated else "Desa dan kelurahan",
        "sections": [*([around] if around else []), *decided, *known],
        "per_kecamatan": kecamatan_of(hat) if here.level is Level.KABUPATEN else [],
    }
