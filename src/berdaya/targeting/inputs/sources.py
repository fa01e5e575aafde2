"""Where the counts come from: a register and its edition, or a file somebody filled in."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from berdaya.kernel.digests import digest_of_file
from berdaya.kernel.findings import Finding, Refused, Severity
from berdaya.kernel.numbers import format_count
from berdaya.register.held import Held, open_snapshot
from berdaya.targeting.inputs.counts import Counts, places_without_counts, read_counts
from berdaya.targeting.inputs.setting import Setting
from berdaya.targeting.population import decile1_by_place, without_decile_by_place


@dataclass(frozen=True, slots=True)
class Source:
    """Counts by code. `name` and `edition` are those of the register, empty where nobody said."""

    name: str
    edition: str
    digest: str
    counts: Mapping[str, Counts]


def counts_from_file(path: Path, edition: str, setting: Setting) -> tuple[Source, list[Finding]]:
    counts, findings = read_counts(path, setting)
    return Source("", edition, digest_of_file(path), counts), findings


def counts_from_register(folder: Path, setting: Setting) -> tuple[Source, list[Finding]]:
    """Counts of the places of the district in a snapshot. No person is read, only runs of households."""
    held = open_snapshot(folder)
    with held.plainly():
        places, ranking = held.read("places.parquet"), held.scan("ranking.parquet")
        poor = decile1_by_place(ranking).collect(engine="streaming")
        unranked = without_decile_by_place(ranking).collect(engine="streaming")
        _refuse_other_counts(folder, places, poor)
        inside = places.filter(pl.col("code").str.starts_with(setting.district + "."))
        without = inside.join(unranked, on="place", how="inner", suffix="_unranked")
    counts = {
        row["code"]: Counts(
            row["decile1_households"], row["decile1_persons"], row["households"], row["persons"]
        )
        for row in inside.iter_rows(named=True)
    }
    findings = [
        *_about(held, setting, places.height, counts),
        *_without_decile(folder, without),
        *places_without_counts(counts, setting),
    ]
    return Source(held.manifest["register"], held.manifest["edition"], held.fingerprint, counts), findings


def _refuse_other_counts(folder: Path, places: pl.DataFrame, poor: pl.DataFrame) -> None:
    """The list of places and the rows of households must tell the same, or a file was changed."""
    names = ("decile1_households", "decile1_persons")
    listed = places.filter(pl.col(names[0]) > 0).select("place", *(pl.col(n).cast(pl.Int64) for n in names))
    counted = poor.select("place", *names)
    if not listed.cast({"place": pl.Int64}).equals(counted.cast({"place": pl.Int64})):
        problem = "daftar tempat tidak cocok dengan baris rumah tangganya"
        advice = "Impor ulang berkas asalnya: berdaya register import."
        raise Refused(Finding("register.inconsistent", str(folder), problem, advice))


def _about(held: Held, setting: Setting, places: int, counts: Mapping[str, Counts]) -> list[Finding]:
    found, folder = [], held.folder
    if not counts:
        problem = f"tidak memuat desa atau kelurahan di {setting.title}"
        advice = "Pakai register kabupaten itu, atau sebut kabupaten yang benar dengan --district."
        return [Finding("register.none_here", str(folder), problem, advice)]
    if places > len(counts):
        problem = f"{places - len(counts)} tempat dari kabupaten lain dilewati"
        found.append(
            Finding("register.other_districts", str(folder), problem, "Tidak perlu apa-apa.", Severity.INFO)
        )
    return found + held.cautions(setting.on)


def _without_decile(folder: Path, unranked: pl.DataFrame) -> list[Finding]:
    if unranked.is_empty():
        return []
    households = int(unranked["households_unranked"].sum())
    problem = f"{format_count(households)} rumah tangga di {unranked.height} tempat tanpa desil"
    advice = "Mereka tidak ikut dihitung sebagai desil 1; mintalah desilnya kepada pengelola register."
    return [Finding("register.without_decile", str(folder), problem, advice, Severity.WARNING)]
