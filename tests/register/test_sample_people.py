"""What an invented household looks like: as the form allows it, and as a village would believe it."""

from datetime import date

import polars as pl
import pytest

from berdaya.register.rules.identity import nik_fault, read_nik
from berdaya.register.rules.profiles import Type, shipped_profiles
from berdaya.register.sampling.sample import FIELD_DATE, sample_rows

PROFILE = shipped_profiles()["bdt2015"]
CODED = [c for c in PROFILE.columns if c.is_number and not c.never]
YES_NO = [c for c in PROFILE.columns if c.type is Type.YES_NO]


@pytest.fixture(scope="module")
def rows() -> pl.DataFrame:
    return sample_rows("33.27", 1500, kecamatan="33.27.04")


@pytest.fixture(scope="module")
def heads(rows) -> pl.DataFrame:
    return rows.filter(hub_krt=1)


def share(rows: pl.DataFrame, condition: pl.Expr) -> float:
    return rows.select(condition.mean()).item()


def test_the_columns_stand_in_the_order_of_the_file(rows):
    assert rows.columns == [column.name for column in PROFILE.columns]
    assert rows.width == 101


@pytest.mark.parametrize("column", CODED, ids=lambda column: column.name)
def test_every_code_is_in_the_list_of_its_column(rows, column):
    allowed = column.allowed()
    values = set(rows[column.name].drop_nulls().to_list())
    if isinstance(allowed, frozenset):
        assert values <= allowed
    else:
        assert not values or (allowed[0] <= min(values) and max(values) <= allowed[1])


@pytest.mark.parametrize("column", YES_NO, ids=lambda column: column.name)
def test_yes_and_no_use_the_pair_of_their_column(rows, column):
    assert set(rows[column.name].to_list()) <= ({1, 2} if column.style == "12" else {3, 4})


def test_phone_numbers_and_family_planning_stay_empty(rows):
    never = [column.name for column in PROFILE.columns if column.never]
    assert len(never) == 10
    assert rows.select(*never, "nomor_hp").null_count().sum_horizontal().item() == 11 * rows.height


def test_household_cells_are_repeated_on_every_row(rows):
    cells = [c.name for c in PROFILE.columns if c.number <= 78]
    assert rows.select(cells).unique().height == rows["idbdt"].n_unique() == rows["ruta6"].n_unique() == 1500


def test_a_household_has_as_many_rows_as_it_says(rows):
    counted = rows.group_by("idbdt").agg(pl.len(), pl.first("jumlah_art"))
    assert counted.filter(pl.col("len") != pl.col("jumlah_art")).is_empty()


def test_members_are_numbered_and_the_head_comes_first(rows):
    numbers = rows.group_by("idbdt", maintain_order=True).agg("no_urut_art", "hub_krt", pl.len())
    for given, roles, n in zip(numbers["no_urut_art"], numbers["hub_krt"], numbers["len"], strict=True):
        assert given.to_list() == list(range(1, n + 1))
        assert roles.to_list().count(1) == 1 == roles[0]


def test_each_family_has_one_head_and_the_household_counts_its_families(rows):
    families = rows.group_by("idbdt", "no_urut_keluarga").agg((pl.col("hub_kk") == 1).sum())
    assert families["hub_kk"].unique().to_list() == [1]
    counted = families.group_by("idbdt").len().join(rows.unique("idbdt"), on="idbdt")
    assert counted.filter(pl.col("len") != pl.col("jumlah_keluarga")).is_empty()
    assert counted["len"].max() == 2


def test_the_household_bears_the_name_of_its_head(heads):
    assert (heads["nama_krt"] == heads["nama_art"]).all()


def test_a_name_of_one_word_is_normal(rows):
    assert 0.2 < share(rows, ~pl.col("nama_art").str.contains(" ")) < 0.8


def test_spouses_are_married_and_of_the_other_sex(rows, heads):
    spouses = rows.filter(hub_krt=2).join(heads, on="idbdt", suffix="_head")
    assert spouses.height > 500
    assert spouses.filter(pl.col("jk") == pl.col("jk_head")).is_empty()
    assert set(spouses["kawin"]) == set(spouses["kawin_head"]) == {2}


@pytest.mark.parametrize("role, younger", [(3, True), (5, True), (6, False)])
def test_generations_stand_in_their_order(rows, heads, role, younger):
    both = rows.filter(hub_krt=role).join(heads, on="idbdt", suffix="_head")
    apart = both.select(pl.col("umur_head") - pl.col("umur")).to_series()
    assert both.height > 10
    assert (apart >= 18).all() if younger else (apart < 0).all()


def test_what_follows_from_another_answer_agrees_with_it(rows):
    assert rows.filter(fasbab=4)["kloset"].null_count() == rows.filter(fasbab=4).height
    assert rows.filter(pl.col("dinding") > 3)["kondisi_dinding"].drop_nulls().is_empty()
    assert rows.filter(pl.col("sumber_penerangan") != 1)["daya"].drop_nulls().is_empty()
    assert rows.filter(jk=1)["hamil"].drop_nulls().is_empty()
    assert rows.filter(bekerja=2)["lapangan"].drop_nulls().is_empty()
    assert rows.filter(bekerja=1)["jam_kerja"].null_count() == 0
    assert rows.filter(sekolah=0)["jenjang"].drop_nulls().is_empty()
    assert set(rows.filter((pl.col("umur") >= 7) & (pl.col("kelas") == 8))["ijazah"]) == {1, 2, 3, 4, 5}


def test_some_papers_are_bit_sums_so_that_the_style_shows(rows):
    assert {5, 12} <= set(rows["kartu_id"])


def test_the_poorest_live_worse(heads):
    poorest, others = heads.filter(pl.col("percentile") <= 10), heads.filter(pl.col("percentile") > 10)
    for worse in (
        pl.col("fasbab") == 4,
        pl.col("lantai") == 9,
        pl.col("ada_motor") == 4,
        pl.col("sta_pkh") == 1,
    ):
        assert share(poorest, worse) > share(others, worse) + 0.05


def test_a_nik_passes_every_check_and_is_nobodys(rows):
    niks = rows["nik"].drop_nulls()
    assert niks.n_unique() == len(niks)
    assert {nik_fault(nik, {33}) for nik in niks} == {None}
    assert niks.str.starts_with("332799").all()


@pytest.mark.parametrize("on", [FIELD_DATE, date(2015, 9, 1), date(2024, 2, 29), date(2023, 1, 1)])
def test_the_nik_says_the_sex_and_the_age_of_its_row(on):
    rows = sample_rows("33.27", 300, kecamatan="33.27.04", field_date=on).filter(pl.col("nik").is_not_null())
    for nik, jk, umur in rows.select("nik", "jk", "umur").iter_rows():
        assert nik_fault(nik, {33}) is None
        facts = read_nik(nik, on, umur)
        assert facts.woman == (jk == 2)
        assert full_years(facts.born, on) == umur


def full_years(born: date, on: date) -> int:
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def test_only_children_without_a_certificate_have_no_nik(rows):
    without = rows.filter(pl.col("nik").is_null())
    assert without.height > 0
    assert without["umur"].max() < 17
    assert set(without["kartu_id"]) <= {0, 2}
