"""A selection as a workbook for the office: the list, near misses, every place, the reasons, the findings."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from fractions import Fraction

from berdaya.documents.paper import Paper, Status
from berdaya.documents.tables import Cell, Column, Kind, Sheet
from berdaya.documents.workbook import workbook
from berdaya.kernel.findings import Severity
from berdaya.kernel.shares import round_half_up
from berdaya.targeting.printing.answers import SHORT, Json, Selected

Shown = Callable[[Json], Cell]
YES = {True: "ya", False: "tidak"}


def selection_book(selected: Selected) -> bytes:
    answer = selected.answer
    paper = Paper(
        kind="Daftar peringkat",
        title="Pemilihan Desa/Kelurahan Dampingan",
        office=f"Pemerintah {selected.district}",
        date=date.fromisoformat(answer["on"]),
        status=Status.DRAFT,
        code=f"DPD-{answer['input_digest'][:8].upper()}",
    )
    sheets = [
        _list(selected, "Terpilih", answer["selected"]),
        _list(selected, "Cadangan", answer["near_misses"]),
        _list(selected, "Semua tempat", answer["places"]),
        _about(selected),
        _findings(selected),
    ]
    return workbook(paper, [sheet for sheet in sheets if sheet.rows])


def _columns(selected: Selected, with_reason: bool) -> list[tuple[Column, Shown]]:
    unit, index = SHORT[selected.unit].capitalize(), selected.answer["index"]
    columns: list[tuple[Column, Shown]] = [
        (Column("Kelompok", width=11), lambda row: row["stratum"]),
        (Column("Peringkat", Kind.COUNT, width=10), lambda row: row["rank"]),
        (Column("Kode wilayah", Kind.CODE, width=15), lambda row: row["code"]),
        (Column("Desa/kelurahan", width=26), lambda row: row["name"]),
        (Column("Kecamatan", width=18), lambda row: row["kecamatan"]),
        (Column(f"{unit} desil 1 (N)", Kind.COUNT, width=11), lambda row: row["N"]),
        (Column(f"Seluruh {unit.lower()}", Kind.COUNT, width=11), lambda row: row["households"]),
        (Column("Bagian", Kind.PERCENT, places=1, width=9), lambda row: _ratio(row["share"])),
        (
            Column("Bagian yang terdata", Kind.PERCENT, places=1, width=10),
            lambda row: _ratio(row["share_of_listed"]),
        ),
        (
            Column(index["title"], Kind.DECIMAL, places=4, width=9),
            lambda row: None if row["idm"] is None else Decimal(row["idm"]),
        ),
        (Column(f"Status {index['name']}", width=14), lambda row: row["status"]),
        (Column("Merah", width=8), lambda row: None if row["red"] is None else YES[row["red"]]),
        (
            Column("Skor", Kind.DECIMAL, places=4, width=9),
            lambda row: round_half_up(Fraction(row["score"]), 4),
        ),
        (Column("Skor eksak", Kind.CODE, width=16), lambda row: row["score"]),
        (Column("Daftar uji", Kind.COUNT, width=9), lambda row: row["lists"]),
        (Column("Keteguhan", width=11), lambda row: row["class"]),
        (Column("Diputuskan", width=11), lambda row: YES[row["decided"]]),
    ]
    if with_reason:
        columns.append((Column("Alasan", width=90), lambda row: row["reason"]))
    return columns


def _list(selected: Selected, name: str, rows: list[Json]) -> Sheet:
    columns = _columns(selected, with_reason=bool(rows) and "reason" in rows[0])
    return Sheet(
        name=name,
        columns=tuple(column for column, _ in columns),
        rows=[tuple(shown(row) for _, shown in columns) for row in rows],
        title=f"{name}: {selected.district}",
    )


def _ratio(text: str | None) -> Decimal | None:
    """A share as a decimal of one, fine enough for a percentage of one place."""
    return None if text is None else round_half_up(Fraction(text), 6)


def _about(selected: Selected) -> Sheet:
    """How the list came about, for a reader who has only this file."""
    answer, firm = selected.answer, selected.answer["sensitivity"]
    method, seats, unit = answer["method"], answer["seats"], answer["unit"]
    rows: list[tuple[Cell, Cell]] = [
        ("Wilayah", f"{selected.district} ({answer['district']['code']})"),
        ("Tanggal aturan", answer["on"]),
        ("Cara", f"{method['code']}, {method['name']}, bobot {method['weight']}"),
        ("Kursi", f"{seats['desa']} desa, {seats['kelurahan']} kelurahan"),
        ("Yang dihitung", selected.counted),
        ("Sumber hitungan", selected.register),
        ("Indeks", selected.index_title),
        ("Hitungan uji", f"{firm['lists']}, benih {firm['seed']}"),
        ("Kursi yang berpindah dengan satuan lain", unit["seats_differ"]),
        *[("Aturan", f"{rule['key']}: {rule['source']} ({rule['standing']})") for rule in answer["rules"]],
        ("Sidik berkas hitungan", answer["register"]["sha256"]),
        ("Sidik masukan", answer["input_digest"]),
    ]
    shown = [(key, value if value is None or isinstance(value, str) else str(value)) for key, value in rows]
    columns = (Column("Hal", width=40), Column("Isi", width=90))
    return Sheet(name="Cara hitung", columns=columns, rows=shown, title="Cara hitung")


def _findings(selected: Selected) -> Sheet:
    columns = (
        Column("Tingkat", width=12),
        Column("Tempat", width=40),
        Column("Temuan", width=60),
        Column("Saran", width=60),
    )
    rows = [
        (Severity(f["severity"]).words, f["where"], f["problem"], f["advice"])
        for f in selected.answer["findings"]
    ]
    return Sheet(name="Temuan", columns=columns, rows=rows, title="Temuan")
