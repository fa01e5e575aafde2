"""The opening data: G04, G05, G06, G27, G32."""

import re
from collections.abc import Iterator

from berdaya.budget.rules.case import Case, People, body_in, cut, people_in, quoted_datum, sexes_of
from berdaya.budget.rules.linking import heading_of
from berdaya.budget.rules.record import Datum, Indicator, Unread
from berdaya.budget.rules.verdicts import Verdict, failed, passed, unknown
from berdaya.budget.rules.words import flat, words_of

_BY_SEX = "jumlah laki-laki (L) dan perempuan (P)"


def g04(case: Case) -> Iterator[Verdict]:
    """One datum with both sexes about those whom the sub-activity is for, not about the population."""
    if isinstance(case.it.data, Unread):
        yield unknown("G04", "data")
        return
    about = [one for one in case.it.counted if not is_population(case, one)]
    good = [one for one in about if one.by_sex]
    if good:
        yield passed("G04", "data", "; ".join(dict.fromkeys(quoted_datum(one) for one in good[:4])))
    elif any(isinstance(one.men, Unread) or isinstance(one.women, Unread) for one in about):
        yield unknown("G04", "data", "L dan P penerima manfaat belum dibaca")
    else:
        advice = "Tambahkan data terpilah tentang penerima manfaat; jumlah penduduk saja belum cukup."
        yield failed("G04", "data", "hanya penduduk" if case.it.counted else "kosong", _BY_SEX, advice)


def is_population(case: Case, one: Datum) -> bool:
    """`Jumlah penduduk …` counts everybody; `Akses: penduduk yang …` counts those who benefit."""
    beginning = " ".join(words_of(one.label)[:2])
    return not heading_of(one) and case.words.has("population", beginning)


def counts_people(case: Case, one: Datum) -> bool:
    """Does a datum count people or families?"""
    unit = one.unit if isinstance(one.unit, str) else ""
    if case.words.has("neighbourhood_units", unit):
        return False
    return case.words.has("person_units", unit) or case.words.has("person_labels", one.label)


def g05(case: Case) -> Iterator[Verdict]:
    """Every count of people, heads, owners or families has L and P."""
    if isinstance(case.it.data, Unread):
        yield unknown("G05", "data")
        return
    split = 0
    for at, one in enumerate(case.it.data):
        if one.note or one.count is None or not counts_people(case, one):
            continue
        if one.by_sex:
            split += 1
        elif isinstance(one.men, Unread) or isinstance(one.women, Unread):
            yield unknown("G05", f"data[{at}]", f"L dan P belum dibaca: {cut(one.label)}")
        else:
            yield failed("G05", f"data[{at}]", quoted_datum(one), _BY_SEX, _split_advice(one))
    yield from _heads_without_sex(case)
    if split:
        yield passed("G05", "data", f"{split} hitungan dipilah")


def _split_advice(one: Datum) -> str:
    family = {"kk", "keluarga"} & set(words_of(f"{one.label} {one.unit}"))
    who = "kepala keluarga" if family else "pemilik atau orangnya"
    return f"Minta data {who} menurut jenis kelamin, lalu tulis L dan P."


def _heads_without_sex(case: Case) -> Iterator[Verdict]:
    """Office holders in an output whose sex neither the output nor the data tell."""
    for at, output in enumerate(() if isinstance(case.it.outputs, Unread) else case.it.outputs):
        for people in () if sexes_of(output) else people_in(output.text):
            if "ketua" in words_of(people.label) and datum_for(case, people) is None:
                quoted = f"{people.label} ({people.count} orang)"
                advice = "Tulis jenis kelamin pemegang jabatan itu."
                yield failed("G05", f"keluaran[{at}]", quoted, _BY_SEX, advice)


def datum_for(case: Case, people: People) -> Datum | None:
    """The datum by sex that tells of the same office: RT with RT, RW with RW."""
    wanted = body_in(people.label)
    if len(wanted) != 1:
        return None
    return next((one for one in case.it.counted if one.by_sex and wanted == body_in(one.label)), None)


def g06(case: Case) -> Iterator[Verdict]:
    """No datum and no indicator stands twice."""
    if isinstance(case.it.data, Unread):
        yield unknown("G06", "data")
    found = [*_twice_in_data(case), *_twice_in_indicators(case)]
    yield from found
    if not found and not isinstance(case.it.data, Unread):
        yield passed("G06", "data", "tidak ada yang berulang")


def _twice_in_data(case: Case) -> Iterator[Verdict]:
    seen: dict[object, int] = {}
    for at, one in enumerate(() if isinstance(case.it.data, Unread) else case.it.data):
        key = (tuple(sorted(set(words_of(one.label)))), one.men, one.women, one.total)
        if one.note or one.count is None:
            continue
        if key in seen:
            expected = f"sekali saja; sudah ada pada data ke-{seen[key] + 1}"
            yield failed("G06", f"data[{at}]", quoted_datum(one), expected, "Hapus salah satunya.")
        seen.setdefault(key, at)


def _twice_in_indicators(case: Case) -> Iterator[Verdict]:
    for key, first, second in (
        ("dampak.keluaran", case.it.outputs, case.it.impact_outputs),
        ("dampak.hasil", case.it.outcomes, case.it.impacts),
    ):
        if isinstance(first, Unread) or isinstance(second, Unread) or not second:
            continue
        if _texts(first) >= _texts(second):
            words = "keluaran" if key.endswith("keluaran") else "hasil"
            advice = "Isi dampak yang lebih luas, bukan salinan isian capaian."
            yield failed("G06", key, f"{len(second)} {words} yang sama", "sekali saja", advice)


def _texts(indicators: tuple[Indicator, ...]) -> set[str]:
    return {" ".join(words_of(one.text)) for one in indicators}


def g27(case: Case) -> Iterator[Verdict]:
    """The year of each datum is told and recent; causes speak of the planned year."""
    if isinstance(case.it.data, Unread) or not isinstance(case.it.year, int):
        yield unknown("G27", "data")
    else:
        undated = 0
        for at, one in enumerate(case.it.data):
            if one.note or one.count is None:
                continue
            if isinstance(one.year, Unread) and year_in(one.label) is None:
                undated += 1
            else:
                yield _dated(case, f"data[{at}]", one, case.it.year)
        if undated:
            yield unknown("G27", "data", f"tahun {undated} data belum dibaca")
    for key, causes in (("sebab_internal", case.it.internal), ("sebab_eksternal", case.it.external)):
        for at, cause in enumerate(() if isinstance(causes, Unread) else causes):
            if other := case.words.found("other_year", cause.text):
                advice = "Tulis sebab pada tahun yang direncanakan."
                yield failed("G27", f"{key}[{at}]", f"“{other[0]}”", "tahun yang direncanakan", advice)


def _dated(case: Case, field: str, one: Datum, planned: int) -> Verdict:
    year = one.year if isinstance(one.year, int) else year_in(one.label)
    oldest = planned - case.law.limits.data_years
    if year is None:
        return failed(
            "G27", field, quoted_datum(one), f"tahun {oldest} atau sesudahnya", "Sebut tahun datanya."
        )
    if oldest <= year <= planned:
        return passed("G27", field, f"{cut(one.label)}: {year}")
    return failed(
        "G27", field, f"{cut(one.label)}: {year}", f"{oldest} sampai {planned}", "Perbarui datanya."
    )


def year_in(text: str) -> int | None:
    found = re.search(r"\b(20\d\d)\b", text)
    return int(found[1]) if found else None


def g32(case: Case) -> Iterator[Verdict]:
    """Disability, age, children or women who head a household are looked at, or said not to matter."""
    text = " ".join(one.label for one in case.it.counted)
    parts = (case.it.data, case.it.activities, case.it.outputs)
    for rows in (case.it.activities, case.it.outputs):
        text += " " + " ".join(one.text for one in (() if isinstance(rows, Unread) else rows))
    declared = flat(case.it.inclusion) if isinstance(case.it.inclusion, str) else ""
    if found := case.words.found("gedsi", text):
        yield passed("G32", "data", ", ".join(dict.fromkeys(found)))
    elif case.words.has("not_relevant", declared) and len(words_of(declared)) > 3:
        yield passed("G32", "gedsi", cut(declared))
    elif any(isinstance(part, Unread) for part in parts[:2]):
        yield unknown("G32", "data", "data atau rencana aksi belum dibaca")
    else:
        wanted = "satu data atau aktivitas, atau “tidak relevan” dengan alasan"
        advice = "Tambahkan data disabilitas, lansia, anak atau perempuan kepala keluarga."
        yield failed("G32", "data", "tidak disebut", wanted, advice)
