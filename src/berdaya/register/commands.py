"""`berdaya register …`: import a register file, describe a snapshot, list the profiles, invent a sample."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from berdaya.access.keys import key_ring
from berdaya.kernel.calendar import today
from berdaya.kernel.findings import Finding, Severity
from berdaya.kernel.numbers import format_count
from berdaya.kernel.settings import local_regions_folder, local_rules_folder
from berdaya.kernel.terminal import answer_json, json_option, progress, say, say_findings, speaks_plainly
from berdaya.region.rules.gazetteer import Gazetteer, official
from berdaya.region.rules.gazetteer import load as load_places
from berdaya.register.held import open_snapshot
from berdaya.register.importing.asking import Request
from berdaya.register.importing.checks import Styles
from berdaya.register.importing.run import Outcome, run_check, run_import
from berdaya.register.linking.command import link
from berdaya.register.rules.cells import PaperStyle
from berdaya.register.rules.harmless import file_name
from berdaya.register.rules.profiles import Profile, profile_named, shipped_profiles
from berdaya.register.sampling.command import sample
from berdaya.rulebook.rules import load

_STEPS = 7
_FILE = click.Path(path_type=Path, dir_okay=False)
_DAY = click.DateTime(["%Y-%m-%d"])


@click.group("register")
def commands() -> None:
    """Daftar rumah tangga: berkas masuk, temuan, potret data."""


commands.add_command(sample)
commands.add_command(link)


@commands.command("import")
@click.argument("file", type=_FILE)
@click.option("--profile", required=True, help="Susunan berkas; lihat `berdaya register profiles`.")
@click.option("--edition", required=True, type=_DAY, help="Tanggal edisi daftar.")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="Folder potret data (baru).")
@click.option("--purpose", help="Tujuan pemakaian; bawaan menurut aturan register_purpose.")
@click.option("--legal-basis", help="Dasar hukum; bawaan menurut aturan register_purpose.")
@click.option("--until", type=_DAY, help="Tanggal akhir penyimpanan; bawaan menurut aturan.")
@click.option("--field-date", type=_DAY, help="Tanggal pendataan umur; bawaan tanggal edisi.")
@click.option("--district", default="", help="Kode kabupaten/kota; baris dari wilayah lain ditolak.")
@click.option("--crosswalk", type=_FILE, help="CSV kode_bps,kode: tabel padanan wilayah milik kantor.")
@click.option("--doubts", type=_FILE, help="Tulis wilayah yang meragukan ke CSV ini untuk dipastikan.")
@click.option("--confirmed", type=_FILE, help="CSV dari --doubts yang kolom kode-nya sudah diisi.")
@click.option("--mapping", type=_FILE, help="Pemetaan kolom (TOML) untuk profil generic.")
@click.option(
    "--identity-style", type=click.Choice(["bitsum", "single"]), help="Cara menulis kartu identitas."
)
@click.option("--school-style", type=click.Choice(["012", "123"]), help="Cara menulis partisipasi sekolah.")
@click.option("--none-shift", multiple=True, metavar="KOLOM=0|1", help="1 bila kode tidak ada ditulis 1.")
@click.option(
    "--parent",
    type=click.Path(path_type=Path),
    help="Potret edisi sebelumnya; hanya desa yang berubah disimpan.",
)
@click.option("--answer", type=_FILE, help="Tulis kembali berkas dengan kolom Keterangan (.csv atau .xlsx).")
@click.option("--accept-rejected", is_flag=True, help="Simpan potret data walau ada baris yang ditolak.")
@json_option
@speaks_plainly
def import_file(as_json: bool, **options: Any) -> None:
    """Periksa satu berkas daftar dan simpan sebagai potret data.

    Bila ada baris yang ditolak, tidak ada potret data yang disimpan kecuali dengan --accept-rejected.
    """
    request = _request(options)
    with progress(f"Mengimpor {file_name(request.file.name)}", _STEPS) as move:
        outcome = run_import(
            request, load(local_rules_folder()), _places(), key_ring(), lambda _step: move(1)
        )
    if as_json:
        answer_json(outcome.description)
    _report(request, outcome)
    if outcome.rejected and not outcome.written and not outcome.unchanged:
        raise SystemExit(1)


@commands.command("check")
@click.argument("file", type=_FILE)
@click.option("--profile", required=True, help="Susunan berkas; lihat `berdaya register profiles`.")
@click.option("--edition", type=_DAY, help="Tanggal edisi daftar; bawaan hari ini.")
@click.option("--district", default="", help="Kode kabupaten/kota; baris dari wilayah lain ditolak.")
@click.option("--mapping", type=_FILE, help="Pemetaan kolom (TOML) untuk profil generic.")
@json_option
@speaks_plainly
def check(
    file: Path, profile: str, edition: datetime | None, district: str, mapping: Path | None, as_json: bool
) -> None:
    """Periksa satu berkas tanpa menyimpan apa pun; sebut juga banyaknya tiap kode."""
    day = edition.date() if edition else today()
    request = Request(file, profile_named(profile, mapping), day, Path("-"), today(), district=district)
    with progress(f"Memeriksa {file_name(file.name)}", _STEPS) as move:
        answer = run_check(request, load(local_rules_folder()), _places(), lambda _step: move(1))
    if as_json:
        answer_json(answer)
    say_findings(_spoken(answer["findings"]))
    _say_counts(answer)
    for title, counts in answer["values"].items():
        say(f"{title}: " + ", ".join(f"{code} = {format_count(n)}" for code, n in counts.items()))
    if answer["rows"]["rejected"]:
        raise SystemExit(1)


def _places() -> Gazetteer:
    """The official list, with what this office recorded of villages that changed."""
    folder = local_regions_folder()
    return load_places(folder) if any(folder.glob("*.toml")) else official()


def _request(options: Mapping[str, Any]) -> Request:
    style = options["identity_style"]
    profile = profile_named(options["profile"], options["mapping"])
    shifts = _shifts(options["none_shift"], profile)
    return Request(
        file=options["file"],
        profile=profile,
        edition=options["edition"].date(),
        out=options["out"],
        today=today(),
        purpose=options["purpose"],
        legal_basis=options["legal_basis"],
        until=_date(options["until"]),
        field_date=_date(options["field_date"]),
        district=options["district"],
        crosswalk=options["crosswalk"],
        confirmed=options["confirmed"],
        mapping=options["mapping"],
        doubts=options["doubts"],
        parent=options["parent"],
        answer=options["answer"],
        accept_rejected=options["accept_rejected"],
        styles=Styles(PaperStyle(style) if style else None, options["school_style"], shifts),
    )


def _date(moment: datetime | None) -> Any:
    return moment.date() if moment else None


def _shifts(words: tuple[str, ...], profile: Profile) -> dict[str, int]:
    shifts = {}
    for word in words:
        name, _, value = word.partition("=")
        if value not in ("0", "1"):
            raise click.UsageError(f"--none-shift {word}: tulis KOLOM=0 atau KOLOM=1")
        if not profile.has(name):
            raise click.UsageError(f"--none-shift {word}: kolom itu tidak ada dalam profil {profile.name}")
        shifts[name] = int(value)
    return shifts


def _report(request: Request, outcome: Outcome) -> None:
    if outcome.unchanged:
        say(f"Berkas ini sudah diimpor ke {request.out}; tidak ada yang berubah atau ditulis.")
        return
    say_findings(_spoken(outcome.description["findings"]))
    _say_counts(outcome.description)
    if request.doubts and outcome.doubts:
        say(f"{outcome.doubts} wilayah perlu dipastikan: isi kolom kode di {request.doubts}.")
    if request.answer:
        say(f"Berkas dengan kolom Keterangan: {request.answer}")
    if outcome.written:
        say(f"Potret data tersimpan di {request.out}.")
    else:
        say("Potret data TIDAK disimpan karena ada baris yang ditolak.")
        say("Perbaiki berkas, atau ulangi dengan --accept-rejected untuk menyimpan tanpa baris itu.")


def _spoken(findings: list[dict[str, Any]]) -> list[tuple[Finding, int]]:
    return [
        (Finding(f["code"], f["where"], f["problem"], f["advice"], Severity(f["severity"])), f["count"])
        for f in findings
    ]


def _say_counts(d: Mapping[str, Any]) -> None:
    rows = {name: format_count(count) for name, count in d["rows"].items()}
    say(
        f"Baris masuk {rows['in']} = diterima {rows['accepted']} + ditolak {rows['rejected']}"
        f" + ganda {rows['duplicate']}"
    )
    counts = (format_count(d[name]) for name in ("households", "members", "places"))
    say("Rumah tangga {}, orang {}, desa/kelurahan {}".format(*counts))


@commands.command("describe")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), metavar="DIR")
@json_option
@speaks_plainly
def describe(folder: Path, as_json: bool) -> None:
    """Isi satu potret data: asal, hitungan, kolom yang tidak diimpor, temuan.

    Sidik jari semua berkasnya diperiksa; berkas yang berubah sejak potret dibuat disebut.
    """
    held = open_snapshot(folder)
    held.verify()
    manifest = held.manifest
    if as_json:
        answer_json(held.described())
        return
    say(f"{manifest['register']} edisi {manifest['edition']} (profil {manifest['profile']})")
    say(f"Tujuan: {manifest['purpose']}, sampai {manifest['until']}")
    say(f"Dasar hukum: {manifest['legal_basis']} [{manifest['rule']}, {manifest['standing']}]")
    _say_counts(manifest)
    say(f"Kolom yang tidak diimpor: {len(manifest['columns_dropped'])}")
    say(f"Sidik jari potret: {held.fingerprint}; segel {held.sealed.value}")
    say_findings(_spoken(manifest["findings"]))


@commands.command("profiles")
@json_option
@speaks_plainly
def profiles(as_json: bool) -> None:
    """Profil berkas yang dikenal dan judul kolomnya."""
    if as_json:
        answer_json(
            {
                "profiles": [
                    {
                        "name": p.name,
                        "title": p.title,
                        "register": p.register,
                        "unit": p.unit,
                        "source": p.source,
                        "standing": p.standing,
                        "doubt": list(p.doubt),
                        "columns": [
                            {"name": c.name, "title": c.title, "needed": c.needed} for c in p.columns
                        ],
                    }
                    for p in shipped_profiles().values()
                ]
            }
        )
        return
    for profile in shipped_profiles().values():
        needed = sum(column.needed for column in profile.columns)
        say(f"{profile.name:<14} {profile.title} ({needed} dari {len(profile.columns)} kolom diimpor)")
