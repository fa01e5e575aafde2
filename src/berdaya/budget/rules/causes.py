"""Causes, and the activities that answer them: G13, G14, G15."""

from collections.abc import Iterator
from fractions import Fraction

from berdaya.budget.rules.case import Case, cut, shared
from berdaya.budget.rules.record import Activity, Cause, Unread
from berdaya.budget.rules.verdicts import Verdict, failed, not_applicable, passed, unknown
from berdaya.kernel.numbers import format_percent

NEUTRAL = "netral"


def g13(case: Case) -> Iterator[Verdict]:
    """Each cause is one of a gap between the sexes, not of a late budget, and it is no datum."""
    for key, causes in (("sebab_internal", case.it.internal), ("sebab_eksternal", case.it.external)):
        if isinstance(causes, Unread):
            yield unknown("G13", key)
            continue
        for at, cause in enumerate(causes):
            yield _cause(case, f"{key}[{at}]", cause)


def _cause(case: Case, field: str, cause: Cause) -> Verdict:
    text = cut(cause.text)
    if cause.factors:
        return passed("G13", field, text, "terhubung dengan " + ", ".join(cause.factors))
    words = case.words.found("sex", cause.text) + case.words.found("gender", cause.text)
    if not words:
        advice = "Terangkan mengapa laki-laki dan perempuan berbeda, atau hubungkan dengan satu faktor."
        return failed("G13", field, text, "sebab kesenjangan gender", advice)
    if case.words.has("quantity", cause.text) and not case.words.has("attitude", cause.text):
        advice = "Pindahkan ke data pembuka wawasan, lalu tulis mengapa demikian."
        return failed("G13", field, text, "sebab, bukan data", advice)
    return passed("G13", field, text, ", ".join(dict.fromkeys(words)))


def answered_by(case: Case, activity: Activity) -> list[Cause]:
    """The causes that an activity answers: as it says itself, else by enough words in common."""
    causes = [*_of(case.it.internal), *_of(case.it.external)]
    if activity.causes is not None:
        return [one for one in causes if one.key in activity.causes]
    enough = case.law.limits.shared_words
    return [one for one in causes if len(shared(case, one.text, activity.text)) >= enough]


def _of(causes: tuple[Cause, ...] | Unread) -> tuple[Cause, ...]:
    return () if isinstance(causes, Unread) else causes


def is_linked(case: Case, activity: Activity) -> bool:
    """Does an activity answer a cause or, as it says itself, a gap?"""
    return bool(activity.gaps) or bool(answered_by(case, activity))


def g14(case: Case) -> Iterator[Verdict]:
    """So many of the causes are answered by an activity."""
    causes = case.it.causes
    if isinstance(causes, Unread) or isinstance(case.it.activities, Unread):
        yield unknown("G14", "sebab", "sebab atau rencana aksi belum dibaca")
        return
    if not causes:
        yield not_applicable("G14", "sebab", "tidak ada sebab yang ditulis")
        return
    met = {one.key for activity in case.it.activities for one in answered_by(case, activity)}
    share = Fraction(len(met), len(causes))
    told = f"{len(met)} dari {len(causes)} sebab ({format_percent(share)})"
    least = case.law.limits.answered_share
    if share >= least:
        yield passed("G14", "rencana_aksi", told)
        return
    open_ones = "; ".join(
        f"{one.key.replace('-', ' ')}: {cut(one.text.rstrip(' .'), 70)}"
        for one in causes
        if one.key not in met
    )
    advice = f"Tambahkan aktivitas, atau hubungkan aktivitas dengan sebabnya. Belum dijawab: {open_ones}."
    yield failed("G14", "rencana_aksi", told, f"paling sedikit {format_percent(least, 0)}", advice)


def g15(case: Case) -> Iterator[Verdict]:
    """Each activity answers a cause or a gap; what is declared neutral need not."""
    if isinstance(case.it.activities, Unread):
        yield unknown("G15", "rencana_aksi")
        return
    for at, activity in enumerate(case.it.activities):
        field, text = f"rencana_aksi[{at}]", cut(activity.text)
        met = answered_by(case, activity)
        if met or activity.gaps:
            yield passed("G15", field, text, ", ".join([*(one.key for one in met), *(activity.gaps or ())]))
        elif activity.category == NEUTRAL:
            yield not_applicable("G15", field, "dinyatakan netral")
        elif activity.causes is None and isinstance(case.it.causes, Unread):
            yield unknown("G15", field, "sebab belum dibaca")
        else:
            advice = "Hubungkan dengan sebab atau faktor yang dijawabnya, atau nyatakan netral."
            yield failed("G15", field, text, "menjawab satu sebab atau kesenjangan", advice)
