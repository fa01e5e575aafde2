"""The four factors and the data behind them: G09, G10, G11."""

from collections.abc import Iterator
from fractions import Fraction

from berdaya.budget.rules.case import Case, cut, quoted_datum
from berdaya.budget.rules.claims import Claim, claims_in
from berdaya.budget.rules.data import is_population
from berdaya.budget.rules.linking import (
    compares,
    percents_of,
    says_no_gap,
    sexes_named,
    share_of_fewer,
    text_of,
)
from berdaya.budget.rules.record import Datum, Factor, Unread, is_empty
from berdaya.budget.rules.sums import data_of
from berdaya.budget.rules.verdicts import E, Verdict, W, failed, not_applicable, passed, unknown
from berdaya.kernel.numbers import format_percent


def _factors(case: Case) -> list[Factor]:
    factors = {} if isinstance(case.it.factors, Unread) else case.it.factors
    return [one for one in factors.values() if not is_empty(one.text)]


def _said(case: Case, factor: Factor) -> bool:
    return compares(case, factor) or (says_no_gap(case, factor) and bool(data_of(case, factor)))


def g09(case: Case) -> Iterator[Verdict]:
    """Each factor compares the sexes or says with a datum that there is no gap; none at all blocks."""
    factors = _factors(case)
    if isinstance(case.it.factors, Unread) or not factors:
        yield unknown("G09", "faktor", "faktor belum dibaca atau kosong")
        return
    said = [one for one in factors if _said(case, one)]
    severity = W if said else E
    for one in factors:
        field = f"faktor.{one.name}"
        if isinstance(one.text, Unread):
            yield unknown("G09", field)
        elif one in said:
            words = sexes_named(case, text_of(one)) + case.words.found("compare", text_of(one))
            yield passed("G09", field, cut(text_of(one)), ", ".join(dict.fromkeys(words)))
        else:
            count = f"{len(said)} dari {len(factors)}"
            wanted = f"perbandingan L dan P, atau tidak ada kesenjangan dengan data ({count})"
            yield failed("G09", field, cut(text_of(one)), wanted, _example(case), severity)


def _example(case: Case) -> str:
    """An advice with the strongest gap of the paper's own data."""
    gaps = [one for one in _strong(case) if one.by_sex]
    if not gaps or not gaps[0].by_sex:
        return "Sebut selisihnya dengan angka, atau nyatakan tidak ada kesenjangan disertai data."
    women, total = gaps[0].by_sex[1], sum(gaps[0].by_sex)
    share = format_percent(Fraction(women, total))
    return f"Sebut selisihnya, misalnya {cut(gaps[0].label, 60)}: perempuan {women} dari {total} ({share})."


def _strong(case: Case) -> list[Datum]:
    """Data, each once, in which one sex has less than the share of `strong_gap`; not the population."""
    found: dict[tuple[str, object], Datum] = {}
    for one in case.it.counted:
        share = share_of_fewer(one)
        if share is not None and share < case.law.limits.strong_gap and not is_population(case, one):
            found.setdefault((one.label.casefold(), one.by_sex), one)
    return list(found.values())


def g10(case: Case) -> Iterator[Verdict]:
    """Each claim has its datum, and each strong gap of the data is claimed by a factor."""
    if isinstance(case.it.factors, Unread) or isinstance(case.it.data, Unread):
        yield unknown("G10", "faktor", "faktor atau data belum dibaca")
        return
    claimed = [one for one in _factors(case) if compares(case, one)]
    named: set[int] = set()
    for one in claimed:
        field, data = f"faktor.{one.name}", data_of(case, one)
        named |= {id(datum) for datum in data}
        if data:
            yield passed(
                "G10", field, cut(text_of(one)), "; ".join(quoted_datum(datum) for datum in data[:3])
            )
        elif percents := percents_of(one):
            yield unknown("G10", field, f"asal {' dan '.join(percents)} persen tidak ditemukan", _LINK)
        else:
            yield failed("G10", field, cut(text_of(one)), "satu data pembuka wawasan yang ditunjuk", _LINK)
    for datum in _strong(case):
        if id(datum) not in named:
            advice = "Nyatakan kesenjangan ini pada salah satu dari empat faktor."
            wanted = "disebut dalam satu faktor"
            yield failed("G10", f"data[{case.it.data.index(datum)}]", quoted_datum(datum), wanted, advice)


_LINK = "Sebut atau tambahkan data yang menjadi dasar pernyataan ini."


def g11(case: Case) -> Iterator[Verdict]:
    """What is claimed points the same way as its data."""
    if isinstance(case.it.factors, Unread) or isinstance(case.it.data, Unread):
        yield unknown("G11", "faktor", "faktor atau data belum dibaca")
        return
    claims = [(one, claims_in(case.words, text_of(one))) for one in _factors(case)]
    claims = [(one, found) for one, found in claims if found]
    if not claims:
        yield not_applicable("G11", "faktor", "tidak ada faktor yang menyatakan arah")
    for one, found in claims:
        data = [datum for datum in data_of(case, one) if datum.by_sex and sum(datum.by_sex)]
        if not data:
            yield unknown("G11", f"faktor.{one.name}", "data yang ditunjuk tidak ditemukan", _LINK)
        else:
            yield _direction(case, one, found, data)


def _direction(case: Case, factor: Factor, claims: tuple[Claim, ...], data: list[Datum]) -> Verdict:
    """A firm claim that the data refute fails; one that is not clear leaves the question open."""
    men = sum(one.by_sex[0] for one in data if one.by_sex)
    women = sum(one.by_sex[1] for one in data if one.by_sex)
    clear = [one for one in claims if one.men_more is not None]
    wrong = [one for one in clear if not _holds(case, one, men, women)]
    field, quoted = f"faktor.{factor.name}", cut(text_of(factor))
    told = _shares(men, women, wrong or clear)
    several = len({one.men_more != one.denied for one in clear if one.firm}) > 1 and len(data) > 1
    if any(one.firm for one in wrong) and not several:
        advice = "Sesuaikan pernyataan dengan datanya, atau perbaiki datanya."
        return failed("G11", field, quoted, told, advice)
    if wrong or several or len(clear) < len(claims):
        return unknown("G11", field, f"arah pernyataan tidak jelas; {told}", _CLEARLY)
    return passed("G11", field, quoted, told)


_CLEARLY = "Tulis siapa yang lebih banyak, misalnya: lebih banyak laki-laki."


def _holds(case: Case, claim: Claim, men: int, women: int) -> bool:
    share = Fraction(men if claim.men_more else women, men + women)
    least = case.law.limits.dominance
    return (share >= least if claim.dominates else share > Fraction(1, 2)) != claim.denied


def _shares(men: int, women: int, claims: list[Claim]) -> str:
    """The share of the sex that is spoken of, with both counts."""
    speaks_of_men = claims[0].men_more if claims else True
    who, count = ("laki-laki", men) if speaks_of_men else ("perempuan", women)
    return f"{who} {format_percent(Fraction(count, men + women))} (L {men}, P {women})"
