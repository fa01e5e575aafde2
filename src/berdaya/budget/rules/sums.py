"""Numbers that must agree with each other: G07."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from berdaya.budget.rules.case import Case, cut, people_in, quoted_datum, sexes_of
from berdaya.budget.rules.data import datum_for, is_population
from berdaya.budget.rules.linking import linked, percents_of
from berdaya.budget.rules.record import Datum, Factor, Malformed, Unread
from berdaya.budget.rules.verdicts import Result, Verdict, failed, passed, told, unknown
from berdaya.kernel.numbers import format_count, format_percent
from berdaya.kernel.shares import round_half_up

# Two percentages this near to 100 together are meant as shares of one whole, not as two rates.
_LIKE_SHARES = 10
_WHOLE = "bilangan bulat, bukan negatif"


@dataclass(frozen=True, slots=True)
class Percent:
    """A percentage as printed: its value in hundredths, and the worth of its last digit."""

    value: Fraction
    unit: Fraction
    places: int


def percent_in(text: str) -> Percent | None:
    """Read `30,5`, `50.4` or `62,5%`: at most two digits after either sign; anything else is None."""
    plain = text.strip().removesuffix("%").strip().replace(",", ".")
    whole, _, decimals = plain.partition(".")
    if (
        not whole.isdecimal()
        or len(whole) > 3
        or len(decimals) > 2
        or (decimals and not decimals.isdecimal())
    ):
        return None
    return Percent(Fraction(plain), Fraction(1, 10 ** len(decimals)), len(decimals))


def g07(case: Case) -> Iterator[Verdict]:
    """L + P is the total, parts add up, percentages fit their counts."""
    found = [*_data(case), *_outputs(case), *_percentages(case)]
    yield from found
    if isinstance(case.it.data, Unread):
        yield unknown("G07", "data")
    elif not found:
        yield passed("G07", "data", "tidak ada jumlah yang dapat dibandingkan")


def _data(case: Case) -> Iterator[Verdict]:
    for at, one in enumerate(() if isinstance(case.it.data, Unread) else case.it.data):
        wrong = [value.raw for value in (one.men, one.women, one.total) if isinstance(value, Malformed)]
        if wrong:
            yield failed(
                "G07", f"data[{at}]", f"{cut(one.label)}: {', '.join(wrong)}", _WHOLE, "Tulis angka saja."
            )
        elif one.by_sex and isinstance(one.total, int):
            yield _sum(f"data[{at}]", cut(one.label), one.by_sex, one.total)


def _sum(field: str, label: str, sexes: tuple[int, int], total: int) -> Verdict:
    men, women = (format_count(count) for count in sexes)
    counted = sum(sexes)
    words = f"{label}: L {men} + P {women} = {format_count(counted)}"
    if counted == total:
        return passed("G07", field, words, format_count(total))
    advice = "Periksa ke sumber datanya: salah satu dari tiga angka itu keliru."
    return failed("G07", field, f"{words}, tertulis {format_count(total)}", format_count(counted), advice)


def _outputs(case: Case) -> Iterator[Verdict]:
    """An output by sex adds up; heads in an output are as many as the data count."""
    for at, output in enumerate(() if isinstance(case.it.outputs, Unread) else case.it.outputs):
        field, sexes = f"keluaran[{at}]", sexes_of(output)
        people = people_in(output.text)
        stated = int(output.value) if isinstance(output.value, str) and output.value.isdecimal() else None
        if stated is None and len(people) == 1:
            stated = people[0].count
        if sexes and stated is not None:
            yield _sum(field, cut(output.text, 60), sexes, stated)
        for one in () if sexes else people:
            datum = datum_for(case, one)
            if datum is not None and datum.by_sex and sum(datum.by_sex) == one.count:
                yield _sum(field, f"{one.label}, {cut(datum.label)}", datum.by_sex, one.count)


def _percentages(case: Case) -> Iterator[Verdict]:
    for name, factor in ({} if isinstance(case.it.factors, Unread) else case.it.factors).items():
        texts = percents_of(factor)
        if texts is None:
            continue
        stated = [percent_in(text) for text in texts]
        if None in stated:
            advice = "Tulis seperti 23,9."
            yield failed("G07", f"faktor.{name}", " dan ".join(texts), "dua persen", advice)
        else:
            yield _stated(case, factor, [one for one in stated if one is not None])


def _stated(case: Case, factor: Factor, stated: list[Percent]) -> Verdict:
    """Hold two stated percentages against the shares and rates of the data."""
    texts = [text.rstrip("% ") for text in percents_of(factor) or ()]
    field, said = f"faktor.{factor.name}", f"L {texts[0]}%, P {texts[1]}%"
    named = linked(case, factor)
    best: tuple[Result, str] | None = None
    for datum in named or [one for one in case.it.counted if one.by_sex and not is_population(case, one)]:
        for result, sum_words in _fits(case, datum, stated):
            if best is None or (best[0], result) == (Result.ROUNDED, Result.PASS):
                best = (result, sum_words)
    if best is not None:
        return told("G07", best[0], field, said, best[1])
    if named:
        shares = "; ".join(quoted_datum(one) for one in named)
        return failed("G07", field, said, shares, "Hitung ulang persennya dari data itu.")
    added = stated[0].value + stated[1].value
    if stated[0].unit + stated[1].unit <= abs(added - 100) <= _LIKE_SHARES:
        words = f"{said}; bersama {format_percent(added / 100, 2)}"
        return failed("G07", field, words, "100%", "Bagian L dan P berjumlah 100%; hitung ulang keduanya.")
    return unknown(
        "G07", field, f"{said}: data asalnya tidak ditemukan", "Sebut data yang menjadi dasar persen itu."
    )


def data_of(case: Case, factor: Factor) -> list[Datum]:
    """The data of a factor by its words, else the one that its percentages come from."""
    named = linked(case, factor)
    if named:
        return named
    both = [one for text in percents_of(factor) or () if (one := percent_in(text)) is not None]
    if len(both) != 2:
        return []
    about = (one for one in case.it.counted if one.by_sex and not is_population(case, one))
    return [one for one in about if any(True for _ in _fits(case, one, both))][:1]


def _fits(case: Case, datum: Datum, stated: list[Percent]) -> Iterator[tuple[Result, str]]:
    """As a share of both sexes, and as a rate among the population of each sex."""
    if not datum.by_sex or not sum(datum.by_sex):
        return
    wholes = [(sum(datum.by_sex),) * 2]
    wholes += [one.by_sex for one in case.it.counted if one.by_sex and is_population(case, one)]
    for whole in wholes:
        if 0 in whole:
            continue
        exact = [Fraction(count * 100, of) for count, of in zip(datum.by_sex, whole, strict=True)]
        results = [_close(value, given) for value, given in zip(exact, stated, strict=True)]
        if None not in results:
            words = ", ".join(
                f"{format_count(count)}/{format_count(of)} = {format_percent(value / 100, 3)}"
                for count, of, value in zip(datum.by_sex, whole, exact, strict=True)
            )
            yield (Result.ROUNDED if Result.ROUNDED in results else Result.PASS), words


def _close(exact: Fraction, stated: Percent) -> Result | None:
    """Rounded half up is right; less than one unit of the last printed digit is tolerated."""
    if Fraction(round_half_up(exact, stated.places)) == stated.value:
        return Result.PASS
    return Result.ROUNDED if abs(exact - stated.value) < stated.unit else None
