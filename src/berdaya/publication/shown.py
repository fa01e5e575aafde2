"""How the fate of proposals is told to everybody: one sentence, sums, texts to send, the list as a file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.urls import reverse

from berdaya.deliberation.public_shapes import (
    PublicPage,
    PublicProposal,
    Published,
    Reached,
    Row,
    Sum,
    UnitSum,
    Year,
)
from berdaya.documents.csvtext import csv_text
from berdaya.kernel.listing import Column
from berdaya.kernel.numbers import format_count, format_rupiah

SENTENCES: Final[Mapping[Reached, str]] = {
    Reached.WAITING: "Usulan ini masih dibahas; belum ada keputusan.",
    Reached.JOINED: "Usulan ini digabung dengan usulan lain yang serupa.",
    Reached.STOPPED: "Usulan ini belum dapat dilanjutkan.",
    Reached.ROUTED: "Usulan ini dialihkan kepada pihak yang berwenang.",
    Reached.RESERVE: "Usulan ini menjadi cadangan: naik bila ada sisa dana.",
    Reached.AGREED: "Usulan ini sudah disepakati; dananya belum pasti.",
    Reached.FUNDED: "Usulan ini sudah ada dananya.",
    Reached.BUILT: "Usulan ini sudah terwujud.",
}
CHIPS: Final[Mapping[Reached, str]] = {
    **dict.fromkeys(Reached, " no"),
    **dict.fromkeys((Reached.AGREED, Reached.FUNDED, Reached.BUILT), ""),
    Reached.STOPPED: " wait",
}
USUAL = "Langkah biasa."
HEAD = ("Nomor", "Usulan", "Pengusul", "Perkiraan biaya (Rp)", "Keadaan", "Langkah berikut", "Alamat")


@dataclass(frozen=True, slots=True)
class Line:
    """A proposal in the list of a place, with the colour of its chip."""

    row: Row
    cost: str
    chip: str


COLUMNS: Final[tuple[Column[Line], ...]] = (
    Column("usulan", "Usulan", lambda line: line.row.title.lower()),
    Column("biaya", "Perkiraan biaya", lambda line: line.row.cost, numeric=True, phone=False),
    Column("keadaan", "Keadaan", lambda line: line.row.state),
)
VILLAGES: Final[tuple[Column[Published], ...]] = (
    Column("tempat", "Kelurahan atau desa", lambda one: one.title),
    Column("tahun", "Tahun", lambda one: one.year, numeric=True, phone=False),
    Column("usulan", "Usulan", lambda one: one.count, numeric=True),
)


def page_address(territory: str, group: str = "") -> str:
    """The page of a village, an RT, an RW or a group."""
    if group:
        return reverse("public-group", args=[territory, group])
    return reverse("public-place", args=[territory])


def boxes_of(year: Year) -> list[dict[str, str]]:
    """Asked, agreed, funded, built, with amounts."""
    sums = (
        ("Diminta", year.asked),
        ("Disepakati", year.agreed),
        ("Didanai", year.funded),
        ("Dibangun", year.built),
    )
    return [
        {"label": label, "figure": format_count(one.count), "context": format_rupiah(one.rupiah)}
        for label, one in sums
    ]


def facts_of(found: PublicProposal) -> list[tuple[str, str]]:
    """The lines of a proposal; empty ones are left out."""
    people = (("laki-laki", found.men), ("perempuan", found.women), ("keluarga", found.households))
    lines = [
        ("Lokasi", found.place),
        ("Volume", found.volume),
        ("Perkiraan biaya", format_rupiah(found.cost) if found.cost else ""),
        ("Jumlah terakhir diberikan", format_rupiah(found.granted) if found.granted else ""),
        ("Dialamatkan kepada", found.agency),
        ("Sumber dana", found.source),
        ("Penerima manfaat", ", ".join(f"{count} {words}" for words, count in people if count)),
    ]
    return [(label, value) for label, value in lines if value]


def story_of(found: PublicProposal, base: str) -> str:
    """A text for WhatsApp: the fate of one proposal."""
    why = "" if found.fate.why == USUAL else f" Alasan: {found.fate.why}"
    return (
        f"{found.title} ({found.unit}, {found.year}). {SENTENCES[found.reached]}{why}"
        f" Berikutnya: {found.fate.next} {base}{reverse('public-proposal', args=[found.code])}"
    )


def sums_text(page: PublicPage, year: Year, base: str) -> str:
    """A text for WhatsApp: what became of all proposals of a place."""
    parts = [
        f"{label} {_told(one)}"
        for label, one in (
            ("diminta", year.asked),
            ("disepakati", year.agreed),
            ("didanai", year.funded),
            ("dibangun", year.built),
        )
    ]
    address = page_address(page.territory, page.group)
    return f"Usulan {page.title}, tahun {year.year}: {'; '.join(parts)}. Satu per satu: {base}{address}"


def _told(one: Sum) -> str:
    return f"{format_count(one.count)} ({format_rupiah(one.rupiah)})" if one.count else "belum ada"


def units_shown(units: Sequence[UnitSum]) -> list[tuple[str, UnitSum]]:
    """Addresses of the units of a village."""
    return [(page_address(one.territory, one.group), one) for one in units]


def lines_of(year: Year) -> list[Line]:
    return [Line(row, format_rupiah(row.cost) if row.cost else "", CHIPS[row.reached]) for row in year.rows]


def words_of(line: Line) -> str:
    """What the search of a list looks at."""
    row = line.row
    return f"{row.label} {row.title} {row.unit} {row.state}"


def rows_csv(year: Year, base: str) -> bytes:
    """The whole list of a year for a spreadsheet."""
    rows = [
        (
            row.label, row.title, row.unit, row.cost, row.state, row.next,
            base + reverse("public-proposal", args=[row.code]),
        )
        for row in year.rows
    ]  # fmt: skip
    return ("\ufeff" + csv_text(HEAD, rows)).encode()
