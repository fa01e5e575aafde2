"""Code, names and purpose against the nomenclature: G02 and G03."""

from collections.abc import Iterator

from berdaya.budget.rules.case import Case, cut
from berdaya.budget.rules.record import Unread
from berdaya.budget.rules.verdicts import Result, Verdict, W, failed, passed, told, unknown
from berdaya.budget.rules.words import flat, likeness, words_of
from berdaya.plan.rules.nomenclature import SubActivity, SubActivityCode, other_versions, read_code

_FORM = "satu kode seperti 7.01.03.2.02.0003"


def g02(case: Case) -> Iterator[Verdict]:
    """The code fits the grammar and the list of its year; the names are those of the code."""
    text = case.it.code
    if isinstance(text, Unread):
        yield unknown("G02", "kode_isian")
        return
    code = read_code(text)
    if code is None:
        advice = "Salin kode subkegiatan dari DPA; nama kelurahan ditulis di isiannya sendiri."
        yield failed("G02", "kode_isian", cut(text) or "kosong", _FORM, advice)
        return
    yield _form(code)
    row = case.law.table.get(code.code) if case.law.table else None
    if row is None:
        yield _absent(case, code)
        return
    yield from _names(case, row)


def _form(code: SubActivityCode) -> Verdict:
    if code.legacy:
        return told(
            "G02",
            Result.LEGACY,
            "kode_isian",
            code.raw,
            code.code,
            "Bentuk dua angka; daftar 2023 memakai empat.",
        )
    return passed("G02", "kode_isian", code.raw, code.code)


def _absent(case: Case, code: SubActivityCode) -> Verdict:
    table = case.law.table
    elsewhere = other_versions(code.code, table.version if table else "")
    found = f" Kode itu ada di daftar {', '.join(elsewhere)}: periksa tahunnya." if elsewhere else ""
    if table is not None and table.complete:
        expected = f"kode dari daftar {table.version}"
        return failed("G02", "kode_isian", code.raw, expected, "Pilih kode dari daftar tahun itu." + found)
    why = (
        "kode tidak ada di bagian daftar yang dipegang untuk tahun itu"
        if table
        else "tidak ada daftar untuk tahun itu"
    )
    return unknown("G02", "kode_isian", why, "Periksa di daftar resmi tahun anggarannya." + found)


def _names(case: Case, row: SubActivity) -> Iterator[Verdict]:
    for key, read, official in (
        ("program", case.it.program, row.program),
        ("kegiatan", case.it.activity, row.activity),
        ("sub_kegiatan", case.it.sub_activity, row.name),
    ):
        if isinstance(read, Unread):
            yield unknown("G02", key)
        elif _bare(read, key) == _bare(official, key):
            yield passed("G02", key, cut(read), official)
        else:
            yield _other_name(case, key, read, official)


def _bare(name: str, key: str) -> str:
    plain = " ".join(words_of(name))
    return plain.removeprefix("program ").removeprefix("kegiatan ") if key != "sub_kegiatan" else plain


def _other_name(case: Case, key: str, read: str, official: str) -> Verdict:
    """More than the name is a warning; another name is an error."""
    inside = f" {_bare(official, key)} " in f" {_bare(read, key)} "
    near = likeness(_bare(read, key), _bare(official, key)) >= case.law.limits.alike
    advice = (
        "Ambil nama dari kodenya; nama kelurahan ditulis di isian unit."
        if inside
        else "Ambil nama dari kodenya."
    )
    return failed("G02", key, cut(read), official, advice, W if inside or near else None)


def g03(case: Case) -> Iterator[Verdict]:
    """The purpose states a change for somebody; it does not repeat indicator, name or output."""
    purpose = case.it.purpose
    if isinstance(purpose, Unread):
        yield unknown("G03", "tujuan")
        return
    said = flat(purpose)
    alike = next(
        (what for what, text in _others(case) if likeness(said, text) >= case.law.limits.alike), None
    )
    wanted = "perubahan bagi satu sasaran, misalnya bagian perempuan dalam pengurus naik"
    if alike is not None:
        advice = f"Hampir sama dengan {alike}. Tulis perubahan yang diinginkan, untuk siapa, dan seberapa."
        yield failed("G03", "tujuan", cut(said), wanted, advice)
    elif case.words.has("change", said) and case.words.has("target_groups", said):
        yield passed("G03", "tujuan", cut(said))
    else:
        yield failed("G03", "tujuan", cut(said) or "kosong", wanted, "Sebut apa yang berubah dan bagi siapa.")


def _others(case: Case) -> Iterator[tuple[str, str]]:
    code = read_code(case.it.code) if isinstance(case.it.code, str) else None
    row = case.law.table.get(code.code) if code and case.law.table else None
    if row is not None:
        yield "indikator resmi", row.indicator
        yield "nama subkegiatan", row.name
    if isinstance(case.it.sub_activity, str):
        yield "nama subkegiatan", case.it.sub_activity
    for outputs in (case.it.outputs, case.it.outcomes):
        for one in () if isinstance(outputs, Unread) else outputs:
            yield "indikator di formulir", one.text
