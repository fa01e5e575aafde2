"""The demo of Kab. Pemalang: the first job of a planner, done with the commands that the planner has."""

import csv
import json
import shutil
import time
from pathlib import Path
from typing import Any, Final

from berdaya.kernel.digests import digest_of
from berdaya.kernel.files import write_text
from berdaya.kernel.terminal import say
from berdaya.region.rules.gazetteer import official
from berdaya.site.demo.runner import Runner
from berdaya.site.demo.summary import summarise

DISTRICT: Final = "33.27"
ONE_KECAMATAN: Final = "33.27.04"
EDITION: Final = "2024-07-01"
SEED: Final = 2022
DECREE: Final = "188.4/275/Tahun 2022"
BAPPEDA_PLACES: Final = ("33.27.04.2010", "33.27.13.2005", "33.27.09.2018")


def build(data: Path, *, households: int, index: Path | None, fresh: bool) -> dict[str, Any]:
    """Build the demo under `data/demo`, or say that it stands. Returns what its first page shows."""
    folder = data / "demo"
    made = folder / "summary.json"
    wanted = digest_of([households, str(index or ""), SEED, DISTRICT])
    if made.exists() and not fresh:
        summary: dict[str, Any] = json.loads(made.read_text(encoding="utf-8"))
        if summary.get("wanted") == wanted:
            say(f"Peragaan sudah ada di {folder}. Bangun ulang dengan --fresh.")
            return summary
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    started = time.perf_counter()
    say("Peragaan Kab. Pemalang: dari berkas register sampai lampiran keputusan.")
    say("Wilayah nyata; semua orang rekaan. Setiap langkah menunjukkan perintahnya.")
    summary = _walk(folder, households, index) | {"wanted": wanted}
    write_text(made, json.dumps(summary, ensure_ascii=False, indent=1))
    say(f"\nSelesai dalam {time.perf_counter() - started:.0f} detik. Hasilnya di {folder}:")
    for file in summary["files"]:
        say(f"  {file['name']:<28} {file['words']}")
    return summary


def _walk(folder: Path, households: int, index: Path | None) -> dict[str, Any]:
    run = Runner(total=11)
    source, snapshot = folder / "bdt-pemalang.csv", folder / "register"
    run.step("Wilayah: muat daftar resmi ke basis data", "region", "load", DISTRICT)
    index_file, index_words = _index(folder, index)
    _companions(folder)
    run.step(
        "Register: buat berkas BDT rekaan, seperti yang diterima kantor",
        "register",
        "sample",
        "--district",
        DISTRICT,
        "--households",
        households,
        "--profile",
        "bdt2015",
        "--index",
        index_file,
        "--dirty",
        "0.001",
        "--out",
        source,
    )
    run.step(
        "Register: satu kecamatan juga sebagai XLSX",
        "register",
        "sample",
        "--district",
        DISTRICT,
        "--kecamatan",
        ONE_KECAMATAN,
        "--households",
        max(200, households // 16),
        "--profile",
        "bdt2015",
        "--out",
        folder / "bdt-watukumpul.xlsx",
    )
    imported = run.step(
        "Register: periksa, sandikan, simpan potret data",
        "register",
        "import",
        source,
        "--profile",
        "bdt2015",
        "--edition",
        EDITION,
        "--out",
        snapshot,
        "--accept-rejected",
    )
    run.step(
        "Register: berkas XLSX satu kecamatan",
        "register",
        "import",
        folder / "bdt-watukumpul.xlsx",
        "--profile",
        "bdt2015",
        "--edition",
        EDITION,
        "--out",
        folder / "register-watukumpul",
        "--accept-rejected",
    )
    selection = run.step(
        "Sasaran: pilih 77 desa dan 9 kelurahan dari 223 tempat",
        "targeting",
        "select",
        "--register",
        snapshot,
        "--index",
        index_file,
        "--district",
        DISTRICT,
        "--seats",
        86,
        "--seats-desa",
        77,
        "--seats-kelurahan",
        9,
        "--population",
        folder / "penduduk.csv",
        "--on",
        "2024-11-21",
        "--out",
        folder / "pilihan.json",
    )
    run.step(
        "Sasaran: daftar yang sama sebagai XLSX",
        "targeting",
        "select",
        "--register",
        snapshot,
        "--index",
        index_file,
        "--district",
        DISTRICT,
        "--seats",
        86,
        "--seats-desa",
        77,
        "--seats-kelurahan",
        9,
        "--population",
        folder / "penduduk.csv",
        "--on",
        "2024-11-21",
        "--out",
        folder / "pilihan.xlsx",
    )
    assignment = run.step(
        "Sasaran: pasangkan 42 perangkat daerah dengan 86 tempat",
        "targeting",
        "assign",
        "--selection",
        folder / "pilihan.json",
        "--agencies",
        folder / "perangkat.csv",
        "--fit",
        folder / "kecocokan.csv",
        "--needs",
        folder / "kebutuhan.csv",
        "--points",
        folder / "titik.csv",
        "--pins",
        folder / "pasti.csv",
        "--time-limit",
        60,
        "--out",
        folder / "pendamping.json",
    )
    for words, kind in (("Kertas: lampiran keputusan", "pdf"), ("Kertas: lampiran sebagai XLSX", "xlsx")):
        run.step(
            words,
            "targeting",
            "annex",
            "--selection",
            folder / "pilihan.json",
            "--assignment",
            folder / "pendamping.json",
            "--needs",
            folder / "kebutuhan.csv",
            "--number",
            DECREE,
            "--date",
            "2022-03-21",
            "--valid-from",
            "2022-01-01",
            "--valid-to",
            "2024-12-31",
            "--out",
            folder / f"lampiran.{kind}",
        )
    run.step(
        "Kertas: ringkasan penetapan dengan gambar",
        "targeting",
        "summary",
        "--selection",
        folder / "pilihan.json",
        "--out",
        folder / "ringkasan.pdf",
    )
    return summarise(folder, imported, selection, assignment, run.done, index_words)


def _index(folder: Path, given: Path | None) -> tuple[Path, str]:
    """The real index where the office has it, else an invented one with the same spread."""
    from berdaya.register.sampling.companions import invented_index

    file = folder / "indeks.csv"
    if given is not None and given.is_file():
        shutil.copyfile(given, file)
        return file, "IDM 2024 nyata"
    _write(file, invented_index(DISTRICT, SEED))
    return file, "indeks rekaan dengan sebaran yang sama seperti IDM 2024"


def _companions(folder: Path) -> None:
    """Files that an office has beside the register: population, agencies, needs, points, fixed pairs."""
    from berdaya.register.sampling.companions import invented_population
    from berdaya.targeting import sampling

    _write(folder / "penduduk.csv", invented_population(DISTRICT, SEED))
    _write(folder / "perangkat.csv", sampling.invented_agencies(DISTRICT, SEED))
    _write(folder / "kecocokan.csv", sampling.invented_fit(DISTRICT, SEED))
    _write(folder / "kebutuhan.csv", sampling.invented_needs(DISTRICT, SEED))
    _write(folder / "titik.csv", sampling.invented_points(DISTRICT, SEED))
    _write(
        folder / "pasti.csv",
        [
            {"agency": "BAPPEDA", "code": code, "rule": "pin", "reason": "sudah didampingi", "decree": DECREE}
            for code in BAPPEDA_PLACES
            if official().get(code)
        ],
    )


def _write(file: Path, rows: list[dict[str, Any]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
