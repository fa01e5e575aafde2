"""Numbers and names that should agree from field to field: G24."""

import re
from collections.abc import Iterator

from berdaya.budget.rules.case import Case, cut, people_in, quoted_datum, sexes_of
from berdaya.budget.rules.data import datum_for
from berdaya.budget.rules.linking import linked, text_of
from berdaya.budget.rules.record import FACTORS, Unread
from berdaya.budget.rules.verdicts import Verdict, failed, passed, unknown
from berdaya.budget.rules.words import sexes_in

_COUNTED = re.compile(r"(?<![\w.,])(\d{1,6})\s+([^\W\d]+)")


def g24(case: Case) -> Iterator[Verdict]:
    """Trades, groups and office holders are the same in situation, plan and targets."""
    if isinstance(case.it.data, Unread) or isinstance(case.it.activities, Unread):
        yield unknown("G24", "rencana_aksi", "data atau rencana aksi belum dibaca")
        return
    found = [*_trades(case), *_groups(case), *_heads(case), *_claimed(case)]
    yield from found
    if not found:
        yield passed("G24", "rencana_aksi", "tidak ada yang bertentangan")


def _trades(case: Case) -> Iterator[Verdict]:
    """The trades named in the situation are those of the plan."""
    plans = [] if isinstance(case.it.activities, Unread) else [one.text for one in case.it.activities]
    plans += [] if isinstance(case.it.outputs, Unread) else [one.text for one in case.it.outputs]
    named, planned = trades_in(case, case.it.situation), trades_in(case, "\n".join(plans))
    if not named or not planned or named == planned:
        return
    quoted = f"situasi: {', '.join(sorted(named))}; rencana: {', '.join(sorted(planned))}"
    dropped, added = ", ".join(sorted(named - planned)), ", ".join(sorted(planned - named))
    wanted = (
        f"jenis yang sama; tidak direncanakan: {dropped or 'tidak ada'}; tanpa dasar: {added or 'tidak ada'}"
    )
    yield failed(
        "G24", "rencana_aksi", quoted, wanted, "Samakan jenis pelatihan, atau terangkan mengapa berbeda."
    )


def trades_in(case: Case, text: str) -> set[str]:
    """The trades of a text by their root: `menjahit` and `jahit` are one."""
    roots = {"membatik": "batik", "menjahit": "jahit", "katering": "catering"}
    found = case.words.found("trades", text)
    return {roots.get(word, re.sub(r"(an|nya)$", "", word)) for word in found}


def _groups(case: Case) -> Iterator[Verdict]:
    """A target of so many groups is not more than exist, unless new ones are planned."""
    exist = sum(one.groups for one in case.it.counted if isinstance(one.groups, int))
    planned = case.words.has("not_formed", case.it.situation)
    for at, one in enumerate(() if isinstance(case.it.outcomes, Unread) else case.it.outcomes):
        counts = [int(n) for n, what in _COUNTED.findall(one.text) if case.words.has("groups", what)]
        target = max(counts, default=0)
        if not exist or target <= exist:
            continue
        quoted = f"ada {exist} kelompok, target {target}"
        quoted += "; kelompok usaha disebut belum terbentuk" if planned else ""
        advice = "Sebut kelompok mana yang ditambahkan, atau sesuaikan targetnya."
        yield failed(
            "G24", f"hasil[{at}]", quoted, f"paling banyak {exist}, atau kelompok baru disebut", advice
        )


def _claimed(case: Case) -> Iterator[Verdict]:
    """Men and women that a factor counts are those of its data."""
    for name, factor in ({} if isinstance(case.it.factors, Unread) else case.it.factors).items():
        said, data = sexes_in(text_of(factor)), linked(case, factor)
        if said is None or not data or any(one.by_sex == said for one in data):
            continue
        told = "; ".join(quoted_datum(one) for one in data[:3])
        quoted = f"{FACTORS[name]}: L {said[0]}, P {said[1]}"
        yield failed("G24", f"faktor.{name}", quoted, told, "Samakan angka dengan datanya.")


def _heads(case: Case) -> Iterator[Verdict]:
    """Office holders of an output are as many as the data count."""
    for at, output in enumerate(() if isinstance(case.it.outputs, Unread) else case.it.outputs):
        for people in () if sexes_of(output) else people_in(output.text):
            datum = datum_for(case, people)
            if datum is None or not datum.by_sex or sum(datum.by_sex) == people.count:
                continue
            quoted = f"{people.label} {people.count}, {cut(datum.label, 60)} {sum(datum.by_sex)}"
            yield failed("G24", f"keluaran[{at}]", quoted, "jumlah yang sama", "Periksa mana yang benar.")
