"""What comes out of the activities: G19, G20, G26."""

from collections.abc import Iterator

from berdaya.budget.rules.case import Case, cut, output_of, people_in, sexes_of
from berdaya.budget.rules.record import Activity, Indicator, Unread
from berdaya.budget.rules.verdicts import Verdict, failed, not_applicable, passed, unknown
from berdaya.budget.rules.words import numbers_in, words_of
from berdaya.kernel.numbers import format_count

_NUMBERED = "angka dan satuan, misalnya 8 paket"


def g19(case: Case) -> Iterator[Verdict]:
    """Each activity has an output that says how much of what; a number of kinds is not enough."""
    if isinstance(case.it.activities, Unread):
        yield unknown("G19", "rencana_aksi")
        return
    for at, activity in enumerate(case.it.activities):
        field, output = f"rencana_aksi[{at}]", output_of(case, activity)
        if output is None and isinstance(case.it.outputs, Unread):
            yield unknown("G19", field, "keluaran belum dibaca")
        elif output is None:
            yield failed("G19", field, cut(activity.text), _NUMBERED, "Tulis keluaran aktivitas ini.")
        else:
            yield _measured(case, field, activity, output)


def _measured(case: Case, field: str, activity: Activity, output: Indicator) -> Verdict:
    quoted = f"{cut(activity.text, 70)} → {cut(output.text, 90)}"
    unit = output.unit if isinstance(output.unit, str) else ""
    amount = output.value if isinstance(output.value, str) else ""
    if not sexes_of(output) and not numbers_in(f"{output.text} {amount}"):
        return failed("G19", field, quoted, _NUMBERED, "Sebut berapa banyak, dengan satuannya.")
    weak = case.words.found("weak_units", f"{unit} {output.text}")
    if weak and not people_in(output.text) and not sexes_of(output):
        advice = "Sebut juga berapa orang, L dan P, atau berapa unit."
        return failed("G19", field, quoted, f"lebih dari jumlah {weak[0]}", advice)
    return passed("G19", field, quoted)


def g20(case: Case) -> Iterator[Verdict]:
    """An output that counts people, or that people attend, gives L and P."""
    if isinstance(case.it.outputs, Unread):
        yield unknown("G20", "keluaran")
        return
    found = [
        verdict for at, one in enumerate(case.it.outputs) for verdict in _people(case, f"keluaran[{at}]", one)
    ]
    yield from found
    if not found:
        yield not_applicable("G20", "keluaran", "tidak ada keluaran yang menghitung orang")


def _people(case: Case, field: str, one: Indicator) -> Iterator[Verdict]:
    sexes, people = sexes_of(one), people_in(one.text)
    by_unit = isinstance(one.unit, str) and case.words.has("person_units", one.unit)
    if sexes:
        yield passed("G20", field, f"{cut(one.text, 90)}: L {sexes[0]}, P {sexes[1]}")
    elif people or by_unit:
        if isinstance(one.men, Unread) or isinstance(one.women, Unread):
            yield unknown("G20", field, f"L dan P belum dibaca: {cut(one.text, 90)}")
            return
        count = sum(person.count for person in people)
        quoted = f"{format_count(count)} orang" if people else f"{one.value} {one.unit}"
        parts = " + ".join(format_count(person.count) for person in people)
        wanted = f"L dan P dari {parts or one.value}"
        yield failed(
            "G20", field, f"{cut(one.text, 90)}: {quoted}", wanted, "Tulis L dan P yang berjumlah sama."
        )
    elif case.words.has("attended", one.text):
        yield failed(
            "G20", field, cut(one.text), "jumlah peserta L dan P", "Tetapkan sasaran peserta L dan P."
        )


def g26(case: Case) -> Iterator[Verdict]:
    """Poor households named in the situation are the target of an output with a number."""
    mentioned = [
        one for one in ([] if isinstance(case.it.data, Unread) else case.it.data) if _poor(case, one.label)
    ]
    if isinstance(case.it.data, Unread):
        yield unknown("G26", "data")
    elif not mentioned and not _poor(case, case.it.situation):
        yield not_applicable("G26", "data", "situasi tidak menyebut keluarga miskin")
    elif isinstance(case.it.outputs, Unread):
        yield unknown("G26", "keluaran")
    else:
        counts = [one for one in mentioned if one.count is not None]
        quoted = "; ".join(f"{cut(one.label, 60)}: {format_count(one.count or 0)}" for one in counts)
        aimed = [one for one in case.it.outputs if _poor(case, one.text) and numbers_in(one.text)]
        if aimed:
            yield passed("G26", "keluaran", quoted or "disebut", cut(aimed[0].text))
        else:
            advice = "Tetapkan berapa dari keluarga miskin itu yang menjadi sasaran."
            yield failed("G26", "keluaran", quoted or "disebut tanpa angka", "keluaran untuk mereka", advice)


def _poor(case: Case, text: str) -> bool:
    return bool(words_of(text)) and case.words.has("poor", text)
