"""How firm a list is, in words: the trial lists, the other methods, the other unit, the changes by people."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

from berdaya.kernel.numbers import format_decimal, format_percent
from berdaya.targeting.printing.answers import COUNTED, Selected


def firm_words(selected: Selected) -> list[str]:
    """The paragraphs in order."""
    return [_trial(selected), *_methods(selected), *_taus(selected), *_unit(selected), *_changed(selected)]


def _trial(selected: Selected) -> str:
    firm = selected.answer["sensitivity"]
    within, beside = selected.firmness(True), selected.firmness(False)
    low, high = (format_decimal(Fraction(weight), 2) for weight in firm["weights"])
    moved = format_percent(Fraction(firm["factors"][1]) - 1, 0)
    return (
        f"Daftar ini diuji dengan {firm['lists']} hitungan lain: bobot {low} sampai {high} dengan"
        f" {len(firm['methods'])} cara, dan jumlah desil 1 setiap tempat digeser acak sampai {moved} (benih"
        f" {firm['seed']}). {within['inti']} tempat terpilih di hampir semua hitungan (inti),"
        f" {within['ambang']} di sebagian saja (ambang), {within['luar']} jarang (luar). Di luar daftar ada"
        f" {beside['ambang']} yang ambang."
    )


def _methods(selected: Selected) -> Iterator[str]:
    answer = selected.answer
    others = [
        f"{code} ({about['name']}) {about['shared']}"
        for code, about in answer["methods"].items()
        if code != answer["method"]["code"]
    ]
    total = answer["seats"]["total"]
    yield f"Dari {total} tempat, yang juga terpilih dengan cara lain: {'; '.join(others)}."


def _taus(selected: Selected) -> Iterator[str]:
    taus: Mapping[str, str | None] = selected.answer["sensitivity"]["tau_b"].get("desa", {})
    known = [
        f"{pair.replace('-', ' dan ')} {format_decimal(Decimal(tau), 2)}" for pair, tau in taus.items() if tau
    ]
    if known:
        yield f"Kesesuaian urutan desa antara dua cara (tau Kendall, 1 = sama): {', '.join(known)}."


def _unit(selected: Selected) -> Iterator[str]:
    unit = selected.answer["unit"]
    if unit["seats_differ"] is not None:
        yield (
            f"Bila yang dihitung {COUNTED[unit['other']]} dan bukan {COUNTED[unit['used']]},"
            f" {unit['seats_differ']} kursi berpindah."
        )


def _changed(selected: Selected) -> Iterator[str]:
    if selected.changes:
        yield (
            f"{len(selected.changes)} perubahan oleh orang tercatat dengan alasan, pengusul dan rapatnya"
            " dalam lampiran keputusan; ringkasan ini menurut daftar yang diputuskan."
        )
