"""Single checks: unknown and empty kept apart, and what people type wrongly."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from berdaya.budget.rules.checking import check_statement
from berdaya.budget.rules.law import law_for
from berdaya.budget.rules.reading import statement_of
from berdaya.budget.rules.sums import percent_in
from berdaya.budget.rules.verdicts import Result
from berdaya.kernel.findings import Refused, Severity
from tests.budget.cases import CORRECTED, checked, corrected, fails, results, verdicts, without

EMPTY = (None, "", "-", [])


@pytest.mark.parametrize(
    "key", ["tujuan", "rencana_aksi", "sebab_internal", "jumlah_anggaran", "data", "faktor"]
)
@pytest.mark.parametrize("empty", EMPTY, ids=repr)
def test_a_field_that_is_empty_on_the_paper_fails_while_an_absent_one_is_unknown(key, empty):
    assert key in {one.field for one in fails(corrected(**{key: empty}), "G01")}
    assert results(without(key), "G01") == [Result.UNKNOWN]


@pytest.mark.parametrize("empty", EMPTY, ids=repr)
def test_no_external_cause_on_the_paper_fails_and_an_unread_one_does_not(empty):
    assert [one.field for one in fails(corrected(sebab_eksternal=empty), "G12")] == ["sebab_eksternal"]
    assert Result.UNKNOWN in results(without("sebab_eksternal"), "G12")


@pytest.mark.parametrize("typed", [-5, "-5", "1594389976.5", "1.594.389.97", "satu miliar", True, 0, "0"])
def test_rupiah_that_are_no_whole_positive_number_are_shown_as_typed(typed):
    assert [one.field for one in fails(corrected(jumlah_anggaran=typed), "G01")] == ["jumlah_anggaran"]
    plan = [*CORRECTED["rencana_aksi"][:-1], {"teks": "Tenda", "anggaran": typed, "sebab": []}]
    assert [one.field for one in fails(corrected(rencana_aksi=plan), "G16")] == ["rencana_aksi[4]"]


@pytest.mark.parametrize("typed", ["1594389976", "1.594.389.976", "Rp1.594.389.976", "Rp 1.594.389.976,00"])
def test_a_total_may_be_written_as_offices_write_it(typed):
    assert results(corrected(jumlah_anggaran=typed), "G17") == [Result.PASS]


def test_a_sum_that_misses_by_one_rupiah_is_told_with_the_sum_and_the_gap():
    (verdict,) = fails(corrected(jumlah_anggaran=1594389977), "G17")
    assert "= Rp1.594.389.976" in verdict.quoted
    assert "Rp1" in verdict.advice


@given(st.lists(st.integers(1, 10**12), min_size=1, max_size=6), st.integers(-3, 3))
def test_the_total_passes_exactly_when_the_activities_add_up_to_it(budgets, gap):
    plan = [{"teks": f"Aktivitas {n}", "anggaran": amount} for n, amount in enumerate(budgets)]
    record = corrected(rencana_aksi=plan, jumlah_anggaran=max(sum(budgets) + gap, 1))
    passes = record["jumlah_anggaran"] == sum(budgets)
    assert results(record, "G17") == [Result.PASS if passes else Result.FAIL]


@given(st.integers(0, 500), st.integers(0, 500), st.integers(0, 1000))
def test_men_and_women_must_be_the_total(men, women, total):
    rows = [{"label": "Pengurus", "L": men, "P": women, "total": total}]
    found = [one for one in verdicts(corrected(data=rows, faktor={}), "G07") if one.field == "data[0]"]
    assert [one.failed for one in found] == [men + women != total]


@pytest.mark.parametrize("text", ["30,5", "50.4", "62,5%", "100", "7"])
def test_both_spellings_of_a_percentage_are_read(text):
    assert percent_in(text) is not None


@pytest.mark.parametrize("text", ["", "banyak", "1.234", "12,345", "-3", "1000"])
def test_what_is_no_percentage_is_not_read(text):
    assert percent_in(text) is None


@pytest.mark.parametrize(
    "stated, result",
    [
        (("76,09", "23,91"), Result.PASS),
        (("76,08", "23,92"), Result.ROUNDED),
        (("76", "24"), Result.PASS),
        (("70", "30"), Result.FAIL),
        (("banyak", "sedikit"), Result.FAIL),
    ],
)
def test_percentages_are_held_against_the_data_of_their_factor(stated, result):
    rows = [{"label": "Partisipasi: hadir musbangkel", "L": 35, "P": 11}]
    said = {"ringkas": "Lebih banyak laki-laki", "L_pct": stated[0], "P_pct": stated[1]}
    record = corrected(data=rows, faktor={"partisipasi": said})
    assert [one.result for one in verdicts(record, "G07") if one.field == "faktor.partisipasi"] == [result]


@pytest.mark.parametrize(
    "text, result",
    [
        ("Yang hadir lebih banyak laki-laki", Result.PASS),
        ("Yang hadir lebih banyak perempuan", Result.FAIL),
        ("Perempuan yang hadir lebih sedikit", Result.PASS),
        ("Kehadiran didominasi laki-laki", Result.PASS),
        ("Kehadiran didominasi perempuan", Result.FAIL),
    ],
)
def test_a_claim_must_point_the_way_of_its_data(text, result):
    rows = [{"label": "Partisipasi: hadir", "L": 35, "P": 11}]
    assert results(corrected(data=rows, faktor={"partisipasi": text}), "G11") == [result]


def test_a_majority_below_sixty_percent_does_not_dominate():
    rows = [{"label": "Partisipasi: hadir", "L": 55, "P": 45}]
    said = {"partisipasi": "Kehadiran didominasi laki-laki"}
    assert results(corrected(data=rows, faktor=said), "G11") == [Result.FAIL]
    said = {"partisipasi": "Yang hadir lebih banyak laki-laki"}
    assert results(corrected(data=rows, faktor=said), "G11") == [Result.PASS]


def test_no_gap_counts_as_a_statement_only_with_a_datum():
    rows = [{"label": "Akses: penerima undangan", "L": 50, "P": 50}]
    said = {"akses": "Tidak ada kesenjangan"}
    assert results(corrected(data=rows, faktor=said), "G09") == [Result.PASS]
    assert results(corrected(data=[], faktor=said), "G09") == [Result.FAIL]


def test_one_factor_that_compares_makes_the_others_a_warning():
    said = CORRECTED["faktor"] | {"akses": {"ringkas": "Semua dapat mengakses"}}
    (verdict,) = fails(corrected(faktor=said), "G09")
    assert (verdict.field, verdict.severity) == ("faktor.akses", Severity.WARNING)


@pytest.mark.parametrize(
    "code, found",
    [
        ("7.01.03.2.02.0003", [Result.PASS] * 4),
        ("7.01.03.2.02.03", [Result.LEGACY] + [Result.PASS] * 3),
        ("Program Fasilitasi", [Result.FAIL]),
        ("7.01.03.2.02.0099", [Result.PASS, Result.UNKNOWN]),
        ("2.08.02.2.01.0015", [Result.PASS, Result.UNKNOWN]),
    ],
)
def test_a_code_is_held_against_the_grammar_and_the_list_of_its_year(code, found):
    assert results(corrected(kode_isian=code), "G02") == found


def test_a_code_of_another_year_is_named_with_the_list_that_has_it():
    advice = verdicts(corrected(kode_isian="2.08.02.2.01.0015"), "G02")[-1].advice
    assert "2027" in advice


def test_another_name_than_that_of_the_code_is_an_error_and_a_longer_one_a_warning():
    longer = fails(corrected(kegiatan="Kegiatan Pemberdayaan Kelurahan Wonokromo"), "G02")
    other = fails(corrected(kegiatan="Pemeliharaan Jalan"), "G02")
    assert [one.severity for one in (*longer, *other)] == [Severity.WARNING, Severity.ERROR]


@pytest.mark.parametrize(
    "count, result", [(8, Result.PASS), (16, Result.PASS), (6, Result.FAIL), (7, Result.FAIL)]
)
def test_a_percentage_of_places_must_be_a_whole_number_of_them(count, result):
    outcome = [f"Persentase kelurahan yang maju sebesar 62,5% dari {count} kelurahan"]
    assert results(corrected(hasil=outcome), "G25") == [result]


def test_text_of_two_hundred_pages_is_found_and_emoji_and_pasted_tables_do_no_harm():
    assert fails(corrected(tujuan="kata " * 60_000), "G01")[0].field == "tujuan"
    pasted = "Bagian\tperempuan \U0001f600 meningkat\r\n\r\nmasyarakat\t|\t"
    assert results(corrected(tujuan=pasted), "G03") == [Result.PASS]


def test_heads_of_an_output_that_the_data_contradict_are_found():
    outputs = ["Honor Ketua RT (95 orang)"]
    assert "95" in fails(corrected(keluaran=outputs), "G24")[0].quoted


def test_counts_of_several_offices_together_are_given_to_none_of_them():
    outputs = ["Honorarium ketua LPMK, RW dan RT 105 orang"]
    assert fails(corrected(keluaran=outputs), "G24") == []


@pytest.mark.parametrize(
    "given", [[], "teks", 5, None, {}, {"id": 1}, {"documents": [{}, {}]}, {"data": 5}, {"faktor": 5}]
)
def test_what_is_no_statement_is_refused_in_words(given):
    with pytest.raises(Refused) as refused:
        statement_of(given)
    assert all(finding.advice for finding in refused.value.findings)


_SIMPLE = st.none() | st.booleans() | st.integers() | st.text(max_size=30)
_ANY = st.recursive(
    _SIMPLE,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
_KEYS = sorted({*CORRECTED, "L", "P", "teks", "ringkas", "label", "total", "anggaran", "akses", "kontrol"})


@given(
    st.dictionaries(
        st.sampled_from(_KEYS),
        _ANY | st.lists(st.dictionaries(st.sampled_from(_KEYS), _ANY, max_size=4), max_size=3)
        | st.dictionaries(st.sampled_from(_KEYS), _ANY, max_size=4),
        max_size=6,
    )
)  # fmt: skip
def test_whatever_a_file_holds_is_judged_or_refused_and_never_breaks(record):
    try:
        statement = statement_of(record).statement
    except Refused:
        return
    done = check_statement(statement, law_for(statement))
    assert all(isinstance(value, str) for one in done.verdicts for value in one.as_json().values())


def test_links_that_an_activity_names_itself_are_taken_and_words_are_not_added_to_them():
    plan = [{"teks": "Kepengurusan dianggap urusan laki-laki", "anggaran": 1, "sebab": []}]
    assert results(corrected(rencana_aksi=plan), "G15") == [Result.FAIL]
    plan[0]["sebab"] = ["internal-1"]
    assert results(corrected(rencana_aksi=plan), "G15") == [Result.PASS]
    assert checked(corrected(rencana_aksi=plan)).arg.linked == 1


def test_a_claim_that_the_sexes_are_alike_needs_a_datum():
    said = {"akses": "Laki-laki dan perempuan memperoleh kesempatan yang sama"}
    assert results(corrected(data=[], faktor=said), "G09") == [Result.FAIL]
    rows = [{"label": "Akses: undangan", "L": 50, "P": 50}]
    assert results(corrected(data=rows, faktor=said), "G09") == [Result.PASS]


@pytest.mark.parametrize(
    "men, women, result",
    [("76,08", "23,92", Result.ROUNDED), ("76,1", "23,9", Result.PASS), ("60", "40", Result.FAIL)],
)
def test_percentages_inside_the_text_of_a_factor_are_judged_like_those_in_fields(men, women, result):
    rows = [{"label": "Partisipasi: hadir musbangkel", "L": 35, "P": 11}]
    said = {"partisipasi": f"Hadir laki-laki {men}%, perempuan {women}%"}
    found = verdicts(corrected(data=rows, faktor=said), "G07")
    assert [one.result for one in found if one.field == "faktor.partisipasi"] == [result]


@pytest.mark.parametrize("men, women, result", [("70", "35", Result.FAIL), ("70", "30", Result.UNKNOWN)])
def test_shares_that_do_not_add_up_are_found_even_without_data(men, women, result):
    said = {"kontrol": {"ringkas": "Lebih banyak laki-laki", "L_pct": men, "P_pct": women}}
    found = verdicts(corrected(data=[], faktor=said), "G07")
    assert [one.result for one in found if one.field == "faktor.kontrol"] == [result]


def test_a_count_in_a_factor_must_be_that_of_its_data():
    rows = [{"label": "Partisipasi: hadir", "L": 35, "P": 11}]
    said = {"partisipasi": "Yang hadir laki-laki sebanyak 35 orang, perempuan 12 orang"}
    assert [one.field for one in fails(corrected(data=rows, faktor=said), "G24")] == ["faktor.partisipasi"]


def test_people_who_benefit_are_no_population_even_when_called_penduduk():
    rows = [{"label": "Akses: penduduk penerima undangan", "L": 35, "P": 11}]
    assert results(corrected(data=rows), "G04") == [Result.PASS]
    assert results(corrected(data=[{"label": "Jumlah penduduk", "L": 35, "P": 11}]), "G04") == [Result.FAIL]


@pytest.mark.parametrize(
    ("changes", "quoted"),
    [
        ({"rencana_aksi": []}, "belum ada aktivitas yang dijumlahkan"),
        (
            {"rencana_aksi": [{"teks": "Kursus", "anggaran": None}]},
            "tidak dapat dihitung: anggaran terisi pada 0 dari 1 aktivitas",
        ),
        (
            {"jumlah_anggaran": None},
            "tidak dapat dicocokkan: 5 aktivitas beranggaran, jumlah subkegiatan belum terisi",
        ),
    ],
)
def test_a_sum_that_cannot_be_made_says_what_is_missing_and_never_that_it_is_nothing(changes, quoted):
    (verdict,) = fails(corrected(**changes), "G17")
    assert verdict.quoted == quoted


ACCOUNTS = {"jumlah": 1594389976, "baris": {"a": 1594389976}}


@pytest.mark.parametrize("amount", [-1, "-1", "1.5", "12,50", "banyak"])
@pytest.mark.parametrize("as_list", [False, True])
def test_a_row_of_the_rka_that_is_no_whole_rupiah_is_shown_and_never_dropped(amount, as_list):
    rows = [{"uraian": "a", "jumlah": 1594389976}, {"uraian": "b", "jumlah": amount}]
    given = rows if as_list else {one["uraian"]: one["jumlah"] for one in rows}
    (verdict,) = verdicts(corrected(rka=ACCOUNTS | {"baris": given}), "G31")
    assert verdict.failed
    assert "b" in verdict.field
    assert verdict.quoted.endswith(f": {amount}")
    assert verdict.advice
    assert results(corrected(rka=ACCOUNTS), "G31") == [Result.PASS]


def test_rows_of_the_rka_without_its_total_are_told_with_their_sum():
    (verdict,) = verdicts(corrected(rka={"baris": {"a": 5, "b": 7}}), "G31")
    assert (verdict.result, verdict.field) == (Result.UNKNOWN, "rka.jumlah")
    assert "2 baris sudah ada, bersama Rp12" in verdict.expected
    (none,) = verdicts(corrected(rka={}), "G31")
    assert none.expected == "RKA/DPA belum dilampirkan"


LISTS = ("data", "keluaran", "hasil", "rencana_aksi", "sebab_internal", "sebab_eksternal", "ditunda")


@pytest.mark.parametrize("key", [*LISTS, "dampak", "faktor", "rka"])
def test_an_object_of_another_shape_is_refused_with_its_place(key):
    with pytest.raises(Refused) as refused:
        statement_of(corrected(**{key: {"a": 1}}))
    (finding,) = refused.value.findings
    assert finding.where.startswith(key)
    assert finding.advice


@pytest.mark.parametrize("key", LISTS)
def test_one_object_alone_is_still_a_list_of_one(key):
    assert statement_of(corrected(**{key: {"teks": "Sesuatu"}})) == statement_of(
        corrected(**{key: [{"teks": "Sesuatu"}]})
    )


@pytest.mark.parametrize("rows", [5, ["a"], [5]])
def test_rows_of_the_rka_of_another_shape_are_refused(rows):
    with pytest.raises(Refused):
        statement_of(corrected(rka=ACCOUNTS | {"baris": rows}))
