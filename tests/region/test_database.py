"""The places in the database, on SQLite and, with DATABASE_URL, on PostgreSQL."""

import json
from datetime import date

import pytest
from click.testing import CliRunner
from django.db import IntegrityError, connection, transaction

from berdaya.cli import berdaya
from berdaya.kernel.findings import Refused
from berdaya.region.models import Region, RegionSuccessor
from berdaya.region.rules.codes import Level
from berdaya.region.rules.gazetteer import official
from berdaya.region.services.loading import load_regions
from berdaya.region.services.neighbourhoods import add_rt

pytestmark = pytest.mark.django_db
MAJALANGU = "33.27.04.2010"


@pytest.fixture
def pemalang() -> None:
    load_regions(official(), "33.27")


def test_loading_a_kabupaten_brings_its_places_and_its_province():
    loaded = load_regions(official(), "33.27")
    assert loaded.new == 1 + 1 + 14 + 223
    assert Region.objects.get(pk=MAJALANGU).parent_id == "33.27.04"
    assert Region.objects.get(pk="33").parent is None


@pytest.mark.usefixtures("pemalang")
def test_loading_again_changes_nothing():
    loaded = load_regions(official(), "33.27")
    assert (loaded.new, loaded.changed, loaded.same) == (0, 0, 239)


@pytest.mark.usefixtures("pemalang")
def test_loading_puts_back_what_differs_and_keeps_our_own_fields():
    Region.objects.filter(pk=MAJALANGU).update(name="Salah", dusun="Krajan")
    assert load_regions(official(), "33.27").changed == 1
    village = Region.objects.get(pk=MAJALANGU)
    assert (village.name, village.dusun) == ("Majalangu", "Krajan")


@pytest.mark.usefixtures("pemalang")
def test_a_place_that_the_list_no_longer_has_stays_and_is_counted():
    parent = Region.objects.get(pk="33.27.04")
    Region.objects.create(pk="33.27.04.2099", name="Dulu", level="desa", kind="desa", parent=parent)
    assert load_regions(official(), "33.27").unlisted == 1
    assert Region.objects.filter(pk="33.27.04.2099").exists()


def test_loading_an_unknown_territory_is_refused():
    with pytest.raises(Refused):
        load_regions(official(), "33.27.99")


def test_progress_counts_every_place():
    steps: list[int] = []
    load_regions(official(), "33.27", steps.append)
    assert sum(steps) == 239


@pytest.mark.usefixtures("pemalang")
def test_a_territory_is_asked_for_by_its_code():
    assert Region.objects.within("33.27.04").count() == 1 + 15
    assert Region.objects.within("33.27").at_level(Level.VILLAGE).count() == 223
    assert Region.objects.within("").count() == 239
    assert not Region.objects.within("33.2").exists()


@pytest.mark.usefixtures("pemalang")
def test_codes_come_in_byte_order_on_every_database():
    codes = list(Region.objects.values_list("code", flat=True))
    assert codes == sorted(codes)


@pytest.mark.parametrize("column", ["code", "parent_id"])
def test_codes_are_compared_byte_by_byte_whatever_the_language_of_the_database(column):
    with connection.cursor() as cursor:
        columns = connection.introspection.get_table_description(cursor, "region_region")
    collation = next(c.collation for c in columns if c.name == column)
    assert collation == {"postgresql": "C", "sqlite": None}[connection.vendor]


@pytest.mark.usefixtures("pemalang")
def test_a_territory_is_one_range_of_the_index():
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("SET LOCAL enable_bitmapscan = off")
        plan = Region.objects.within("33.27.04").order_by().explain()
    if connection.vendor == "postgresql":
        assert (
            "Index Cond: (((code)::text >= '33.27.04'::text) AND ((code)::text < '33.27.04/'::text))" in plan
        )
    else:
        assert "(code>? AND code<?)" in plan


@pytest.mark.usefixtures("pemalang")
def test_a_split_recorded_by_the_office_is_loaded_with_its_shares(with_records):
    split = with_records(
        """
        [[place]]
        code = "33.27.04.2010"
        name = "Majalangu"
        valid_from = 1990-01-01
        valid_to = 2026-12-31
        change = "pemekaran"
        source = "rekaan"
        replaced_by = [{ code = "33.27.04.2010", share = "3/5" }, { code = "33.28.01.2001", share = "2/5" }]
        """
    )
    for _ in range(2):
        load_regions(split, "33.27")
    rows = RegionSuccessor.objects.values_list("successor_id", "first_day", "numerator", "denominator")
    assert list(rows) == [(MAJALANGU, date(2027, 1, 1), 3, 5), ("33.28.01.2001", date(2027, 1, 1), 2, 5)]
    assert Region.objects.get(pk=MAJALANGU).valid_to is None


@pytest.mark.usefixtures("pemalang")
def test_a_place_that_ended_keeps_its_row_with_its_last_day(ended):
    load_regions(ended, "33.27")
    assert Region.objects.get(pk=MAJALANGU).valid_to == date(2026, 12, 31)
    assert Region.objects.valid_on(date(2026, 12, 31)).filter(pk=MAJALANGU).exists()
    assert not Region.objects.valid_on(date(2027, 1, 1)).filter(pk=MAJALANGU).exists()


@pytest.mark.usefixtures("pemalang")
def test_an_unknown_first_day_does_not_exclude_a_place():
    assert Region.objects.valid_on(date(1999, 1, 1)).filter(pk=MAJALANGU).exists()


@pytest.mark.usefixtures("pemalang")
def test_an_rt_is_added_with_its_rw():
    rt = add_rt(village=MAJALANGU, rt=2, rw=3, dusun="Krajan")
    assert (rt.code, rt.name, rt.dusun) == (f"{MAJALANGU}.003.002", "RT 002/RW 003", "Krajan")
    assert (rt.parent.kind, rt.parent.name, rt.parent.parent_id) == ("rw", "RW 003", MAJALANGU)


@pytest.mark.usefixtures("pemalang")
def test_the_same_rt_again_is_the_same_row():
    first = add_rt(village=MAJALANGU, rt=2, rw=3, dusun="Krajan")
    assert add_rt(village=MAJALANGU, rt="002", rw="003") == first
    assert Region.objects.within(MAJALANGU).at_level(Level.RT).count() == 1


@pytest.mark.usefixtures("pemalang")
def test_an_rt_is_not_moved_to_another_dusun():
    add_rt(village=MAJALANGU, rt=2, dusun="Krajan")
    with pytest.raises(Refused) as refused:
        add_rt(village=MAJALANGU, rt=2, dusun="Wetan")
    assert "Krajan" in refused.value.findings[0].problem


def test_an_rt_of_a_village_that_is_not_loaded_is_refused_with_the_command_that_helps():
    with pytest.raises(Refused) as refused:
        add_rt(village=MAJALANGU, rt=2)
    assert refused.value.findings[0].advice == f"Jalankan: berdaya region load {MAJALANGU}"


@pytest.mark.usefixtures("pemalang")
def test_an_rt_of_a_village_that_ended_is_refused(ended):
    load_regions(ended, MAJALANGU)
    with pytest.raises(Refused):
        add_rt(village=MAJALANGU, rt=2)


@pytest.mark.usefixtures("pemalang")
def test_loading_leaves_rt_alone():
    add_rt(village=MAJALANGU, rt=2, rw=3)
    assert load_regions(official(), "33.27").unlisted == 0


@pytest.mark.usefixtures("pemalang")
@pytest.mark.parametrize(
    "broken",
    [
        {"valid_from": date(2026, 1, 2), "valid_to": date(2026, 1, 1)},
        {"parent": None},
        {"level": "dusun"},
        {"kind": "dusun"},
    ],
)
def test_the_database_refuses_a_row_that_cannot_be(broken):
    with pytest.raises(IntegrityError), transaction.atomic():
        Region.objects.filter(pk=MAJALANGU).update(**broken)


@pytest.mark.usefixtures("pemalang")
@pytest.mark.parametrize("share", [(0, 1), (3, 2)])
def test_the_database_refuses_a_share_that_cannot_be(share):
    with pytest.raises(IntegrityError), transaction.atomic():
        RegionSuccessor.objects.create(
            region_id=MAJALANGU,
            successor_id="33.27.04.2012",
            first_day=date(2027, 1, 1),
            change="penggabungan",
            numerator=share[0],
            denominator=share[1],
        )


def test_the_command_loads_and_says_what_it_did(tmp_path, monkeypatch):
    monkeypatch.setenv("BERDAYA_DATA", str(tmp_path))
    done = CliRunner().invoke(berdaya, ["region", "load", "33.27.04", "--json"])
    assert done.exit_code == 0
    assert json.loads(done.stdout) == {"code": "33.27.04", "new": 18, "changed": 0, "same": 0, "unlisted": 0}
    assert "18 baru" in done.stderr
