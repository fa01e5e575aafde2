"""How firm a list is, in words: the trial lists, the other methods, the other unit, the changes by people."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from berdaya.kernel.numbers import format_decimal
from berdaya.targeting.printing.answers import COUNTED, Selected


def firm_words(selected: Selected) -> list[str]:
    """The paragraphs in order."""
    return [_trial(selected), *_methods(selected), *_taus(selected), *_unit(selected), *_changed(selected)]


def _trial(selected: Selected) -> str:
    firm = selected.answer["sensitivity"]
    within, beside = selected.firmness(True), selected.firmness(False)
    return (
        f"Daftar ini diuji dengan {firm['lists']} hitungan lain: bobot 0,3 sampai 0,9 dengan tiga cara, dan"
        f" jumlah desil 1 setiap tempat digeser acak sampai 10% (benih {firm['seed']})."
        f" {within['inti']} tempat terpilih di hampir semua hitungan (inti), {within['ambang']} di sebagian"
        f" saja (ambang), {within['luar']} jarang (luar). Di luar daftar ada {beside['ambang']} yang ambang."
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
