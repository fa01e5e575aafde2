"""Published results are read whole, written whole, and every figure in them is computed again."""

import copy
import json
from fractions import Fraction
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from berdaya.cli import berdaya
from berdaya.deliberation.results_file import as_json, as_workbook, published_from, read_published
from berdaya.deliberation.results_told import told
from berdaya.deliberation.rules.money_words import amount_in, sums_in
from berdaya.deliberation.rules.unit_costs import unit_costs
from berdaya.kernel.findings import Refused

SAMPLES = Path(__file__).parents[3] / "shared" / "data" / "musrenbang_real_samples.json"
needs_samples = pytest.mark.skipif(not SAMPLES.exists(), reason="../shared is not here")
CSV = """Daftar Usulan Musrenbang
No;Kelurahan;Usulan;Lokasi;Vol;Satuan;Harga Satuan;Biaya (Rp);Pokja;Keterangan
1;Kebonsari;Sumur resapan;RT 02/RW 01;2;titik;6.500.000;Rp 13.000.000;A;
2;Kebonsari;Sumur resapan;RT 09/RW 01;2;titik;6.500.000;12.000.000;A;
;;Jumlah;;;;;26.000.000;;
3;Bandulan;Paving (7 titik) dan drainase (6 titik);RW 05;12;titik;;Rp 310 juta;B;
;;Jumlah;;;;;310.000.000;;
;;Total;;;;;336.000.000;;
"""


def result(**given):
    items = given.pop("items", [{"no": 1, "usulan": "Paving", "lokasi": "RW 01", "anggaran": 10_000_000}])
    return published_from({"id": "uji", **given, "items": items}, "uji.json")


def said(published, code):
    return [f for f in told(published, 2).findings if f.code == f"results.{code}"]


# ---------- the published samples ----------


@needs_samples
def test_the_published_samples_come_back_from_a_workbook_as_they_were(tmp_path):
    original = json.loads(SAMPLES.read_text())
    published = read_published(SAMPLES)
    assert as_json(published) == original
    (tmp_path / "hasil.xlsx").write_bytes(as_workbook(published))
    again = read_published(tmp_path / "hasil.xlsx")
    assert json.dumps(as_json(again)) == json.dumps(original)
    assert said(again, "unknown") == []


@needs_samples
def test_the_slips_of_the_samples_are_found_and_nothing_else():
    found = [(f.code, f.where) for f in told(read_published(SAMPLES), 2).findings if f.severity != "I"]
    assert found == [
        ("results.unit_cost", "mus-sukun-2018"),
        ("results.unit_cost_apart", "mus-sukun-2018 usulan 3"),
        ("results.unit_cost_apart", "mus-sukun-2018 usulan 5"),
        ("results.over_ceiling", "mus-merjosari-2025"),
    ]


@needs_samples
def test_what_the_compiler_of_the_samples_noted_is_what_we_compute():
    sukun, merjosari = read_published(SAMPLES).results
    wells = next(group for group in unit_costs(sukun.items).values() if len(group) > 1)
    assert [cost for _, cost in wells] == [6_500_000, 6_500_000, 3_000_000, 5_000_000, 15_000_000]
    assert sum(item.volume for item, _ in wells) == 9
    assert sum(item.cost for item, _ in wells) == 57_000_000
    assert "6.5, 6.5, 3, 5, 15 juta per titik" in " ".join(sukun.given["arithmetic"])
    (over,) = said(read_published(SAMPLES), "over_ceiling")
    assert "Rp1.100.000.000" in over.problem
    assert "lebih Rp100.000.000" in over.problem
    assert "cut by 100 juta" in " ".join(merjosari.given["arithmetic"])
    sums = [c for c in told(read_published(SAMPLES), 2).checks if c.code == "sum"]
    assert [(c.quoted, c.right) for c in sums] == [(9, True), (57, True), (57_000_000_000, True)]


@needs_samples
def test_a_list_that_shows_only_a_part_says_how_much_it_leaves_out():
    (partial,) = said(read_published(SAMPLES), "partial")
    assert "Rp750.000.000 dari Rp4.047.000.000; Rp3.297.000.000 tidak terdaftar" in partial.problem


@needs_samples
@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda d: d["results"][0].update(total_budget=4_407_000_000), "words"),
        (lambda d: d["results"][0].update(total_budget=700_000_000), "total"),
        (lambda d: d["results"][0].update(partial=False), "total"),
        (lambda d: d["results"][0]["items"][6].update(volume=12), "volume"),
        (lambda d: d["results"][0]["arithmetic"].append("2+2+2 = 7 titik"), "sum"),
        (lambda d: d["results"][1].update(pagu_kota=56_000_000_000), "product"),
        (lambda d: d["results"][0].update(peserta={"L": 35, "P": 11, "total": 47}), "people"),
        (lambda d: d["results"][0]["items"][1].update(no=1), "number_twice"),
        (lambda d: d["results"][0]["items"][1].update(lokasi="RT 02/RW 01"), "twice"),
        (lambda d: d["results"][0].update(kelurahan_count=3), "villages"),
        (lambda d: d["results"][0]["items"][0].update(anggaran="tiga belas"), "number"),
        (lambda d: d["results"][0]["items"][0].update(anggaran=0), "zero"),
        (lambda d: d["results"][0].update(cuaca="cerah"), "unknown"),
    ],
)
def test_one_changed_figure_is_found(change, code):
    data = json.loads(SAMPLES.read_text())
    clean = copy.deepcopy(data)
    change(data)
    assert said(published_from(clean, "x"), code) == []
    assert said(published_from(data, "x"), code) != []


# ---------- tables ----------


def test_a_table_with_sums_between_is_added_up_again(tmp_path):
    (tmp_path / "usulan.csv").write_text(CSV)
    answer = told(read_published(tmp_path / "usulan.csv"), 2)
    totals = [f.problem for f in answer.findings if f.code == "results.total"]
    assert totals == [
        "jumlah tertulis Rp26.000.000, hitungannya Rp25.000.000 (selisih Rp1.000.000)",
        "jumlah tertulis Rp336.000.000, hitungannya Rp335.000.000 (selisih Rp1.000.000)",
    ]
    product = next(f for f in answer.findings if f.code == "results.product")
    assert product.where.endswith("baris 4")
    assert "tertulis Rp12.000.000, hitungannya Rp13.000.000" in product.problem
    assert (answer.right, answer.wrong) == (2, 4)


def test_columns_without_a_meaning_are_kept_and_told(tmp_path):
    (tmp_path / "usulan.csv").write_text(CSV)
    published = read_published(tmp_path / "usulan.csv")
    assert [item.given.get("Pokja") for item in published.results[0].items] == ["A", "A", "B"]
    assert len(published.results[0].given["baris_jumlah"]) == 3
    assert "Pokja" in said(published, "unknown")[0].problem
    (tmp_path / "usulan.xlsx").write_bytes(as_workbook(published))
    assert as_json(read_published(tmp_path / "usulan.xlsx")) == as_json(published)


def test_an_item_without_a_cost_is_no_item_of_cost_zero():
    found = result(items=[{"usulan": "Balai"}, {"usulan": "Paving", "anggaran": 5}], total_budget=9)
    assert said(found, "total") == []
    assert "1 usulan tanpa anggaran" in said(found, "no_cost")[0].problem


@pytest.mark.parametrize(
    "data", [[], {}, {"results": []}, {"results": [{"items": "x"}]}, [1], {"items": [1]}, None]
)
def test_a_file_without_results_is_refused_with_the_form_it_should_have(data):
    with pytest.raises(Refused, match="tidak memuat hasil"):
        published_from(data, "x.json")


# ---------- numbers ----------


def numbered(*numbers):
    return result(items=[{"no": n, "usulan": f"Paving {at}", "anggaran": 5} for at, n in enumerate(numbers)])


@pytest.mark.parametrize(
    ("numbers", "said_of_them"),
    [
        ((1, 2, 4), ["nomor 3 tidak ada"]),
        ((1, 50), ["nomor 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 dan 38 lainnya tidak ada"]),
        ((2026000123, 2026000125), ["nomor 2026000124 tidak ada"]),
        ((1, 2026000123), []),
        ((-5, 1, 2), []),
    ],
)
def test_a_long_jump_begins_another_numbering_and_leaves_nothing_out(numbers, said_of_them):
    assert [f.problem for f in said(numbered(*numbers), "number_missing")] == said_of_them


def test_many_numbers_given_twice_are_told_shortly():
    (twice,) = said(numbered(*range(1, 13), *range(1, 13)), "number_twice")
    assert twice.problem.startswith("nomor 1, 2, 3")
    assert "10 dan 2 lainnya dipakai lebih dari sekali" in twice.problem


@pytest.mark.parametrize("key", ["no", "volume", "harga_satuan", "anggaran"])
@pytest.mark.parametrize("value", [10**50, 10**4000, 1e300, "9" * 40, "9" * 5000])
def test_a_number_beyond_all_sense_is_told_and_not_computed_with(key, value):
    item = {"no": 1, "usulan": f"{'9' * 5000} titik 2 titik ² titik", "satuan": "titik", "volume": 2}
    item |= {"anggaran": 5, "harga_satuan": 10**4000, key: value}
    found = result(items=[item], pagu_kota=10**4000, arithmetic=[f"{'9' * 5000}+1 = 2"])
    assert f"kolom {key} tidak terbaca" in " ".join(f.problem for f in said(found, "number"))
    assert "pagu_kota terlalu besar" in " ".join(f.problem for f in said(found, "number"))


# ---------- words and sums ----------


@pytest.mark.parametrize(
    ("text", "value", "step"),
    [
        ("Rp 4,047 miliar", 4_047_000_000, 1_000_000),
        ("Rp 1,1 miliar", 1_100_000_000, 100_000_000),
        ("Rp. 13.000.000", 13_000_000, 1),
        ("57 juta", 57_000_000, 1_000_000),
        ("6.5 juta", 6_500_000, 100_000),
    ],
)
def test_an_amount_in_words_knows_how_exact_it_is(text, value, step):
    assert (amount_in(text).value, amount_in(text).step) == (value, step)


@given(st.integers(1, 10**12))
def test_every_amount_fits_its_own_words(value):
    assert amount_in(f"Rp {value}").means(value)
    assert amount_in(f"{value // 10**6} juta").means(value)
    assert not amount_in(f"{value // 10**6 + 2} juta").means(value)


@given(st.lists(st.integers(0, 10**6), min_size=2, max_size=6), st.integers(-3, 3))
def test_a_written_sum_holds_only_when_it_is_right(terms, slip):
    quoted = sum(terms) + abs(slip)
    (found,) = sums_in(f"hasilnya {' + '.join(map(str, terms))} = {quoted} titik")
    assert found.holds is (slip == 0)
    assert found.expected == sum(terms)


@given(
    st.lists(
        st.dictionaries(
            st.sampled_from(["usulan", "lokasi", "anggaran", "catatan lain", "x"]),
            st.none()
            | st.integers(1, 10**12)
            | st.booleans()
            | st.text("abc 13,.–-\"[]{}nul\n'=", max_size=12),
            min_size=1,
        ),
        min_size=1,
        max_size=4,
    ),
    st.dictionaries(
        st.text("abci", min_size=1, max_size=3),
        st.text('ä a"\n{1', max_size=5) | st.lists(st.integers()),
        max_size=3,
    ),
)
def test_whatever_a_result_holds_comes_back_from_the_workbook(tmp_path_factory, items, around):
    published = published_from({"id": "uji", **around, "items": items}, "uji.json")
    path = tmp_path_factory.mktemp("hasil") / "hasil.xlsx"
    path.write_bytes(as_workbook(published))
    assert as_json(read_published(path)) == as_json(published)


# ---------- the command ----------


def test_the_command_says_both_figures_and_exits_with_one(tmp_path):
    (tmp_path / "usulan.csv").write_text(CSV)
    run = CliRunner().invoke(berdaya, ["deliberation", "read", str(tmp_path / "usulan.csv"), "--json"])
    assert run.exit_code == 1
    answer = json.loads(run.stdout)
    wrong = [c for c in answer["checks"] if not c["holds"]]
    assert [(c["quoted"], c["expected"]) for c in wrong][0] == (26_000_000, 25_000_000)
    assert answer["results"][0]["items"][0]["usulan"] == "Sumur resapan"


@needs_samples
def test_the_command_reads_the_samples_and_writes_them_back(tmp_path):
    out = tmp_path / "hasil.json"
    run = CliRunner().invoke(berdaya, ["deliberation", "read", str(SAMPLES), "--out", str(out)])
    assert run.exit_code == 0
    assert "9 hitungan cocok, 0 tidak cocok" in run.stderr
    assert json.loads(out.read_text()) == json.loads(SAMPLES.read_text())


def test_exact_quotients_stay_exact():
    items = [{"usulan": "Sumur", "volume": 3, "satuan": "titik", "anggaran": 10}] * 2
    (group,) = unit_costs(result(items=items).results[0].items).values()
    assert group[0][1] == Fraction(10, 3)


@pytest.mark.parametrize("number", ["Infinity", "NaN", "1e400"])
def test_a_volume_without_end_is_told_with_its_item_and_field(tmp_path, number):
    file = tmp_path / "hasil.json"
    file.write_text(f'{{"results":[{{"id":"a","items":[{{"no":1,"usulan":"x","volume":{number}}}]}}]}}')
    run = CliRunner().invoke(berdaya, ["deliberation", "read", str(file), "--json"])
    (found,) = json.loads(run.stdout)["findings"]
    assert (run.exit_code, found["where"]) == (1, "results ke-1, items ke-1, volume")


@pytest.mark.parametrize("word", ["Infinity", "NaN", "1e400"])
def test_a_word_that_looks_like_an_endless_number_stays_a_word_in_a_workbook(tmp_path, word):
    published = result(items=[{"usulan": word, "volume": "2"}])
    (tmp_path / "hasil.xlsx").write_bytes(as_workbook(published))
    assert as_json(read_published(tmp_path / "hasil.xlsx")) == as_json(published)
