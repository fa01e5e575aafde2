"""What changes by it: G21, G22, G23, G25."""

import re
from collections.abc import Iterator
from fractions import Fraction

from berdaya.budget.rules.case import Case, cut, sexes_of
from berdaya.budget.rules.record import Indicator, Unread
from berdaya.budget.rules.sums import percent_in
from berdaya.budget.rules.verdicts import Verdict, failed, not_applicable, passed, unknown
from berdaya.budget.rules.words import likeness, numbers_in, words_of

_PERCENT = re.compile(r"(\d+(?:[.,]\d{1,2})?)\s*(?:%|persen)", re.IGNORECASE)
_OF = re.compile(r"\bdari\s+(\d[\d.]*)", re.IGNORECASE)


def _impacts(case: Case) -> tuple[Indicator, ...]:
    return () if isinstance(case.it.impacts, Unread) else case.it.impacts


def g21(case: Case) -> Iterator[Verdict]:
    """At least one outcome or impact measures a gap: it counts L and P, or gives the share of one sex."""
    if isinstance(case.it.outcomes, Unread):
        yield unknown("G21", "hasil")
        return
    every = [*case.it.outcomes, *_impacts(case)]
    measuring = [one for one in every if _measures(case, one)]
    if measuring:
        yield passed("G21", "hasil", cut(measuring[0].text))
        return
    if isinstance(case.it.impacts, Unread) and not every:
        yield unknown("G21", "hasil", "hasil kosong dan dampak belum dibaca")
        return
    quoted = f"0 dari {len(case.it.outcomes)}"
    advice = (
        "Tambahkan hasil yang mengukur kesenjangan, misalnya pengurus perempuan dari 18 menjadi 23 orang."
    )
    yield failed("G21", "hasil", quoted, "satu hasil dengan L/P atau bagian perempuan", advice)


def _measures(case: Case, one: Indicator) -> bool:
    if sexes_of(one):
        return True
    return case.words.has("sex", one.text) and bool(
        numbers_in(one.text) or _PERCENT.search(one.text) or one.value
    )


def g22(case: Case) -> Iterator[Verdict]:
    """Each outcome has a baseline, a target and a year (its own, or that of the statement)."""
    if isinstance(case.it.outcomes, Unread):
        yield unknown("G22", "hasil")
        return
    for at, one in enumerate(case.it.outcomes):
        yield _complete(case, f"hasil[{at}]", one)


def _complete(case: Case, field: str, one: Indicator) -> Verdict:
    target = one.value or numbers_in(one.text) or _PERCENT.search(one.text) or one.by_sex
    missing = [] if target and not isinstance(target, Unread) else ["target"]
    if not isinstance(one.year, int) and not isinstance(case.it.year, int):
        missing.append("tahun")
    if isinstance(one.baseline, Unread):
        if missing:
            return failed("G22", field, cut(one.text), "ada " + " dan ".join(missing), _BASELINE)
        return unknown("G22", field, "data dasar belum dibaca")
    if not one.baseline:
        missing.insert(0, "data dasar")
    if missing:
        return failed("G22", field, cut(one.text), "ada " + " dan ".join(missing), _BASELINE)
    return passed("G22", field, cut(one.text), f"dari {one.baseline}")


_BASELINE = "Tulis angka awal dari data pembuka wawasan, angka sasaran, dan tahunnya."


def g23(case: Case) -> Iterator[Verdict]:
    """An outcome is no output in other words, and the wider results are no copy of the achievements."""
    if isinstance(case.it.outcomes, Unread) or isinstance(case.it.outputs, Unread):
        yield unknown("G23", "hasil", "hasil atau keluaran belum dibaca")
        return
    clean = True
    for at, one in enumerate(case.it.outcomes):
        twin = next((o for o in case.it.outputs if likeness(o.text, one.text) >= case.law.limits.alike), None)
        if twin is not None:
            clean = False
            yield failed("G23", f"hasil[{at}]", cut(one.text), "akibat, bukan keluaran", _WIDER)
    copied = _copied(case)
    if copied:
        clean = False
        yield failed("G23", "dampak", f"{copied} isian sama dengan capaian", "akibat yang lebih luas", _WIDER)
    if isinstance(case.it.impacts, Unread):
        yield unknown("G23", "dampak")
    elif clean:
        yield passed("G23", "hasil")


_WIDER = "Tulis apa yang berubah pada orang atau keadaan sesudah keluaran dipakai."


def _copied(case: Case) -> int:
    """How many of the wider results stand word for word among outputs and outcomes."""
    achieved = [*_of(case.it.outputs), *_of(case.it.outcomes)]
    texts = {" ".join(words_of(one.text)) for one in achieved}
    wider = [*_of(case.it.impact_outputs), *_impacts(case)]
    return sum(" ".join(words_of(one.text)) in texts for one in wider)


def _of(indicators: tuple[Indicator, ...] | Unread) -> tuple[Indicator, ...]:
    return () if isinstance(indicators, Unread) else indicators


def g25(case: Case) -> Iterator[Verdict]:
    """A target of so many percent of n places is a whole number of places."""
    if isinstance(case.it.outcomes, Unread):
        yield unknown("G25", "hasil")
        return
    found = [v for at, one in enumerate(case.it.outcomes) for v in _attainable(f"hasil[{at}]", one)]
    yield from found
    if not found:
        yield not_applicable("G25", "hasil", "tidak ada target persen")


def _attainable(field: str, one: Indicator) -> Iterator[Verdict]:
    value = (
        f" {one.value} {one.unit if isinstance(one.unit, str) else ''}" if isinstance(one.value, str) else ""
    )
    text = one.text + value
    match = _PERCENT.search(text)
    percent = percent_in(match[1]) if match else None
    if match is None or percent is None:
        return
    share = percent.value / 100
    stated = _OF.search(text[match.end() :]) or _OF.search(text)
    count = numbers_in(stated[1]) if stated else []
    if not count:
        why = f"{match[0]} hanya tepat bila banyaknya kelipatan {share.denominator}; banyaknya tidak disebut"
        yield unknown("G25", field, why, f"Sebut {match[0]} dari berapa.")
    elif (share * count[0]).denominator == 1 or _rounds(share, count[0], percent.places):
        yield passed("G25", field, f"{match[0]} dari {count[0]}")
    else:
        near = round(share * count[0])
        wanted = f"bilangan bulat; {near} dari {count[0]} yang terdekat"
        yield failed("G25", field, f"{match[0]} dari {count[0]}", wanted, "Tulis targetnya sebagai jumlah.")


def _rounds(share: Fraction, count: int, places: int) -> bool:
    """Is there a whole number of which the percentage is the printed form?"""
    unit = Fraction(1, 100 * 10**places)
    return any(abs(Fraction(n, count) - share) < unit for n in (int(share * count), int(share * count) + 1))
