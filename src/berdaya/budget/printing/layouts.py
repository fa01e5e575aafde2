"""The official forms: which field stands where, under which label. One record, five prints."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from berdaya.budget.printing import blocks as b
from berdaya.budget.printing.blocks import Block
from berdaya.budget.rules.arg import arg_of
from berdaya.budget.rules.case import Case, output_of
from berdaya.budget.rules.causes import answered_by
from berdaya.budget.rules.record import LEVELS, Indicator, Statement, Unread
from berdaya.kernel.numbers import format_percent, format_rupiah

Row = dict[str, Any]


def _row(label: str, *parts: Block, checks: str = "") -> Row:
    return {"label": label, "blocks": list(parts), "checks": checks.split()}


def _situation(it: Statement, *, numbered: bool = False) -> list[Block]:
    """Opening data, factors and causes, as both statements print them."""
    return [
        {"kind": "head", "title": "1. Data pembuka wawasan"},
        *b.opening_data(it, numbered=numbered),
        {"kind": "head", "title": "2. Isu dan faktor kesenjangan gender"},
        *b.factors(it),
        b.causes("Sebab kesenjangan internal", it.internal),
        b.causes("Sebab kesenjangan eksternal", it.external),
        *(
            [b.paragraph(it.inclusion, "Kelompok rentan")]
            if isinstance(it.inclusion, str) and it.inclusion
            else []
        ),
    ]


def _others(it: Statement) -> list[Row]:
    """What a read paper held beside the fields of the form."""
    return [_row("Lain-lain", b.listed("", it.unplaced))] if it.unplaced else []


def _achievement(it: Statement) -> list[Block]:
    return [
        b.paragraph(it.yardstick, "Tolok ukur"),
        {"kind": "head", "title": "Indikator dan target kinerja"},
        b.outputs(it.outputs),
        *b.outcomes(it.outcomes),
    ]


def surabaya(case: Case) -> dict[str, Any]:
    """The city's form, in its order."""
    it = case.it
    year = {"kind": "text", "title": "", "text": str(b.number_of(it.year) or b.text_of(""))}
    impacts = b.outcomes(it.impacts, "Outcome" if not isinstance(it.impacts, Unread) and it.impacts else "")
    if not isinstance(it.impact_outputs, Unread) and it.impact_outputs:
        impacts.insert(0, b.outputs(it.impact_outputs))
    total = {"kind": "money", "amount": b.number_of(it.total)}
    rows = [
        _row("NAMA PERANGKAT DAERAH", b.paragraph(it.office)),
        _row("UNIT ORGANISASI", b.paragraph(it.unit)),
        _row("TAHUN ANGGARAN", year),
        _row("PROGRAM", b.paragraph(it.program), checks="G02:program"),
        _row("KEGIATAN", b.paragraph(it.activity), checks="G02:kegiatan"),
        _row("SUB KEGIATAN", b.paragraph(it.sub_activity), checks="G02:sub_kegiatan"),
        _row("TUJUAN SUB KEGIATAN", b.paragraph(it.purpose), checks="G03"),
        _row("KODE SUB KEGIATAN", b.paragraph(it.code), checks="G02:kode_isian"),
        _row(
            "ANALISIS SITUASI",
            *_situation(it, numbered=True),
            checks="G04 G05 G06 G07 G08 G09 G10 G11 G12 G13 G27 G32",
        ),
        _row("CAPAIAN SUB KEGIATAN", *_achievement(it), checks="G19 G20 G21 G22 G24 G25 G26"),
        _row("JUMLAH ANGGARAN SUB KEGIATAN (Rp.)", total, checks="G17 G31"),
        _row("RENCANA AKSI", b.plan(it), *b.shelved(it), checks="G14 G15 G16 G18 G29"),
        _row("INDIKATOR OUTCOME / DAMPAK / HASIL SECARA LUAS", *impacts, checks="G23"),
        *_others(it),
    ]
    return {"rows": rows}


def nasional(case: Case) -> dict[str, Any]:
    """The form of the joint circular for local government."""
    it = case.it
    year = {"kind": "text", "title": "", "text": str(b.number_of(it.year) or b.text_of(""))}
    total = {"kind": "money", "amount": b.number_of(it.total)}
    rows = [
        _row("Nama SKPD", b.paragraph(it.office), b.paragraph(it.unit, "Unit")),
        _row("Tahun anggaran", year),
        _row(
            "Program",
            b.paragraph(it.program),
            b.paragraph(it.activity, "Kegiatan"),
            b.paragraph(it.sub_activity, "Subkegiatan"),
            b.paragraph(it.purpose, "Tujuan"),
            checks="G02 G03",
        ),
        _row("Kode program", b.paragraph(it.code), checks="G02:kode_isian"),
        _row("Analisis situasi", *_situation(it), checks="G04 G05 G06 G07 G08 G09 G10 G11 G12 G13 G27 G32"),
        _row("Capaian program", *_achievement(it), checks="G19 G20 G21 G22 G23 G24 G25 G26"),
        _row("Jumlah anggaran program (Rp)", total, checks="G17 G31"),
        _row(
            "Rencana aksi",
            b.plan(with_outputs(case), results=True),
            *b.shelved(it),
            checks="G14 G15 G16 G18 G29",
        ),
        *_others(it),
    ]  # fmt: skip
    return {"rows": rows}


def with_outputs(case: Case) -> Statement:
    """The statement with each activity's output beside it: its own, else the one its words point at."""
    it = case.it
    if isinstance(it.activities, Unread):
        return it
    found = [(one, output_of(case, one)) for one in it.activities]
    return replace(
        it, activities=tuple(replace(one, output=out.text if out else one.output) for one, out in found)
    )


STEPS: Final = (
    ("", "Kebijakan, program, kegiatan yang dianalisis"),
    ("", "Data pembuka wawasan"),
    ("Isu Gender", "Faktor kesenjangan"),
    ("Isu Gender", "Sebab kesenjangan internal"),
    ("Isu Gender", "Sebab kesenjangan eksternal"),
    ("Kebijakan dan Rencana ke Depan", "Reformulasi tujuan"),
    ("Kebijakan dan Rencana ke Depan", "Rencana aksi"),
    ("Pengukuran Hasil", "Data dasar (baseline)"),
    ("Pengukuran Hasil", "Indikator gender"),
)


def gap(case: Case) -> dict[str, Any]:
    """The analysis in nine steps."""
    it = case.it
    first = [
        b.paragraph(it.program, "Program"),
        b.paragraph(it.activity, "Kegiatan"),
        b.paragraph(it.sub_activity, "Subkegiatan"),
        b.paragraph(it.code, "Kode"),
        b.paragraph(it.purpose, "Tujuan"),
    ]
    activities = it.activities if isinstance(it.activities, Unread) else [one.text for one in it.activities]
    steps = [
        first,
        b.opening_data(it),
        b.factors(it),
        [b.causes("", it.internal)],
        [b.causes("", it.external)],
        [b.paragraph(it.yardstick)],
        [b.listed("", activities, "1"), *b.shelved(it)],
        [_baselines(it)],
        [b.outputs(it.outputs), *b.outcomes(it.outcomes)],
    ]
    columns = [
        {"group": group, "head": head, "blocks": parts}
        for (group, head), parts in zip(STEPS, steps, strict=True)
    ]
    return {"columns": columns}


def _baselines(it: Statement) -> Block:
    """Where the indicators start from."""
    found = [] if isinstance(it.outcomes, Unread) else [one for one in it.outcomes if one.baseline]
    told = [f"{one.text}: {one.baseline}" for one in found if isinstance(one.baseline, str)]
    return b.listed("", it.outcomes if isinstance(it.outcomes, Unread) else told)


def _section(title: str, *parts: Block) -> dict[str, Any]:
    return {"title": title, "blocks": list(parts)}


def _identity(it: Statement) -> list[list[str]]:
    return [
        ["Perangkat daerah", b.text_of(it.office)],
        ["Unit organisasi", b.text_of(it.unit)],
        ["Program", b.text_of(it.program)],
        ["Kegiatan", b.text_of(it.activity)],
        ["Subkegiatan", b.text_of(it.sub_activity)],
        ["Kode", b.text_of(it.code)],
        ["Tahun anggaran", str(b.number_of(it.year) or b.EMPTY_WORDS)],
    ]


def _background(case: Case) -> list[Block]:
    """Legal basis, then steps 2 to 5 of the analysis as the general picture."""
    it = case.it
    return [
        b.listed("Dasar hukum", case.law.basis, "1"),
        {"kind": "head", "title": "Gambaran umum"},
        *b.opening_data(it),
        *b.factors(it),
        b.causes("Sebab internal", it.internal),
        b.causes("Sebab eksternal", it.external),
    ]


def _benefit(it: Statement) -> Block:
    """Who takes part and benefits, by sex where the outputs tell."""
    if isinstance(it.outputs, Unread):
        return b.listed("Peserta dan penerima manfaat", it.outputs)
    told = [b.indicator_text(one) for one in it.outputs if one.by_sex]
    return b.listed("Peserta dan penerima manfaat", told)


def tor(case: Case) -> dict[str, Any]:
    """The terms of reference."""
    it = case.it
    where = it.kelurahan if isinstance(it.kelurahan, str) and it.kelurahan else it.unit
    sections = [
        _section("A. Latar belakang", *_background(case)),
        _section("B. Tujuan", b.paragraph(it.purpose), b.paragraph(it.yardstick, "Tolok ukur")),
        _section("C. Output", b.outputs(it.outputs, ""), *b.outcomes(it.outcomes, "Hasil")),
        _section(
            "D. Rincian kegiatan, tempat dan waktu, peserta",
            b.plan(it), *b.shelved(it), b.paragraph(where, "Tempat"), b.paragraph("", "Waktu"), _benefit(it),
        ),
    ]  # fmt: skip
    return {"facts": _identity(it), "sections": sections}


def gab(case: Case) -> dict[str, Any]:
    """The city's gender action budget: terms of reference that quote the analysis and its performance."""
    it = case.it
    sections = [
        _section("A. Latar belakang", *_background(case)),
        _section("B. Tujuan", b.paragraph(it.purpose), b.paragraph(it.yardstick, "Reformulasi tujuan")),
        _section("C. Rencana aksi", b.plan(it), *b.shelved(it)),
        _section("D. Kinerja responsif gender", *_performance(case)),
        _section("E. Rencana capaian indikator kinerja", _targets(it)),
        _section("F. Peserta dan penerima manfaat", _benefit(it) | {"title": ""}),
    ]
    return {"facts": _identity(it), "sections": sections}


def _performance(case: Case) -> list[Block]:
    """Which activity answers which cause, and both values of the gender-responsive share."""
    it, arg = case.it, arg_of(case)
    answered = [
        f"{one.text}: {', '.join(cause.text for cause in answered_by(case, one))}"
        for one in (() if isinstance(it.activities, Unread) else it.activities)
        if answered_by(case, one)
    ]
    told = [f"seluruh subkegiatan {format_rupiah(arg.nominal)}" if arg.nominal else "jumlah belum diisi"]
    value = arg.linked if arg.linked is not None else arg.linked_at_most
    if value is not None and arg.share is not None:
        bound = "" if arg.linked is not None else "paling banyak "
        told.append(f"terhubung dengan sebab {bound}{format_rupiah(value)} ({format_percent(arg.share, 2)})")
    return [
        b.listed("Sebab yang dijawab", answered),
        b.paragraph("; ".join(told), "Anggaran responsif gender"),
    ]


def _targets(it: Statement) -> Block:
    """The indicators of every level in one table."""
    every: list[tuple[str, Indicator]] = []
    for fallback, found in (("Keluaran", it.outputs), ("Hasil", it.outcomes), ("Dampak", it.impacts)):
        every += [(fallback, one) for one in (() if isinstance(found, Unread) else found)]
    rows = [[LEVELS.get(one.level, name), b.indicator_text(one)] for name, one in every]
    return {"kind": "targets", "rows": rows} if rows else b.paragraph("")


FORMS: Final[dict[str, tuple[str, str, Callable[[Case], dict[str, Any]]]]] = {
    "surabaya": ("Gender Budget Statement", "budget/statement", surabaya),
    "nasional": ("Pernyataan Anggaran Gender", "budget/statement", nasional),
    "gap": ("Gender Analysis Pathway", "budget/analysis", gap),
    "tor": ("Kerangka Acuan Kerja", "budget/reference", tor),
    "gab": ("Gender Action Budget", "budget/reference", gab),
}
