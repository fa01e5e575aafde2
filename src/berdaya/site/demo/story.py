"""The demo: the first job of a planner in Kab. Pemalang by command, then the office with all its stories."""

import json
import shlex
import shutil
import time
from pathlib import Path
from typing import Any, Final

from berdaya.kernel.calendar import today
from berdaya.kernel.database import start_database
from berdaya.kernel.digests import digest_of
from berdaya.kernel.files import write_text
from berdaya.kernel.terminal import say
from berdaya.site.demo.runner import Runner
from berdaya.site.demo.summary import summarise

SUMMARY_FORM: Final = 3
BEFORE: Final = "188.4/275/Tahun 2022"
BAPPEDA_PLACES: Final = ("33.27.04.2010", "33.27.13.2005", "33.27.09.2018")

SELECT = (
    "targeting select --register {folder}/register --index {folder}/indeks.csv --district 33.27 --seats 86 "
    "--seats-desa 77 --seats-kelurahan 9 --population {folder}/penduduk.csv --on 2024-11-21 --out {folder}/"
)
ANNEX = (
    "targeting annex --selection {folder}/pilihan.json --assignment {folder}/pendamping.json "
    "--needs {folder}/kebutuhan.csv --number '188.4/118/Tahun 2025' --date 2025-03-21 "
    "--valid-from 2025-01-01 --valid-to 2027-12-31 --signatory 'Sasmito Adiwarna' "
    "--status contoh --out {folder}/lampiran."
)
STEPS: Final = (
    ("office", "Kantor: siapkan basis data", "site upgrade"),
    ("place", "Wilayah: muat daftar resmi ke basis data", "region load 33.27"),
    ("place-malang", "Wilayah: muat Kota Malang juga", "region load 35.73"),
    ("place-surabaya", "Wilayah: muat Kota Surabaya juga", "region load 35.78"),
    (
        "companions",
        "Berkas pendamping rekaan: indeks, penduduk, perangkat daerah, kebutuhan",
        "targeting sample --district 33.27 --households {households} {index_option} --out {folder}",
    ),
    (
        "sample",
        "Register: buat berkas BDT rekaan, seperti yang diterima kantor",
        "register sample --district 33.27 --households {households} --profile bdt2015 "
        "--index {folder}/indeks.csv --dirty 0.001 --out {folder}/bdt-pemalang.csv",
    ),
    (
        "sample-xlsx",
        "Register: satu kecamatan juga sebagai XLSX",
        "register sample --district 33.27 --kecamatan 33.27.04 --households {one_kecamatan} "
        "--profile bdt2015 --out {folder}/bdt-watukumpul.xlsx",
    ),
    (
        "import",
        "Register: periksa, sandikan, simpan potret data",
        "register import {folder}/bdt-pemalang.csv --profile bdt2015 --edition 2024-07-01 "
        "--out {folder}/register --accept-rejected",
    ),
    (
        "import-xlsx",
        "Register: potret data satu kecamatan dari XLSX",
        "register import {folder}/bdt-watukumpul.xlsx --profile bdt2015 --edition 2024-07-01 "
        "--out {folder}/register-watukumpul --accept-rejected",
    ),
    ("select", "Sasaran: pilih 77 desa dan 9 kelurahan dari 223 tempat", SELECT + "pilihan.json"),
    ("select-xlsx", "Sasaran: daftar yang sama sebagai XLSX", SELECT + "pilihan.xlsx"),
    (
        "assign",
        "Sasaran: pasangkan 42 perangkat daerah dengan 86 tempat",
        "targeting assign --selection {folder}/pilihan.json --agencies {folder}/perangkat.csv "
        "--fit {folder}/kecocokan.csv --needs {folder}/kebutuhan.csv --points {folder}/titik.csv "
        "--pins {folder}/pasti.csv --time-limit 60 --out {folder}/pendamping.json",
    ),
    ("annex", "Kertas: lampiran keputusan", ANNEX + "pdf"),
    ("annex-xlsx", "Kertas: lampiran sebagai XLSX", ANNEX + "xlsx"),
    (
        "summary",
        "Kertas: ringkasan penetapan dengan gambar",
        "targeting summary --selection {folder}/pilihan.json --pictures {folder} "
        "--out {folder}/ringkasan.pdf",
    ),
    (
        "gbs",
        "Anggaran: contoh pernyataan anggaran gender Kelurahan Wonokromo",
        "budget sample --out {folder}/gbs.json",
    ),
    ("gbs-check", "Anggaran: 32 pemeriksaan, dari kode sampai rupiah", "budget check {folder}/gbs.json"),
    (
        "gbs-print",
        "Kertas: pernyataan itu dengan temuannya",
        "budget print {folder}/gbs.json --form surabaya --status contoh --out {folder}/gbs.pdf",
    ),
)


def build(data: Path, *, households: int, index: Path | None, fresh: bool) -> dict[str, Any]:
    """Build the demo under `data/demo`, or say that it stands. Returns what its first page shows."""
    _ready_ground(data, fresh)
    folder = data / "demo"
    made = folder / "summary.json"
    wanted = digest_of([households, str(index or ""), STEPS, SUMMARY_FORM])
    if made.exists() and not fresh:
        summary: dict[str, Any] = json.loads(made.read_text(encoding="utf-8"))
        if summary.get("wanted") == wanted:
            say(f"Peragaan sudah ada di {folder}. Bangun ulang dengan --fresh.")
            return summary
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    started = time.perf_counter()
    say("Peragaan Kab. Pemalang: dari berkas register sampai lampiran keputusan.")
    say("Sesudahnya Kota Malang: dari rembug RT sampai musrenbang; dan pernyataan anggaran gender Surabaya.")
    say("Wilayah nyata; semua orang rekaan. Setiap langkah menunjukkan perintahnya.")
    real = _real_index(folder, index)
    _pins(folder)
    run = _walk(folder, households, real)
    index_words = "IDM 2024 nyata" if real else "indeks rekaan dengan sebaran seperti IDM 2024"
    summary = summarise(folder, run, index_words) | {"wanted": wanted} | _office(folder)
    write_text(made, json.dumps(summary, ensure_ascii=False, indent=1))
    say(f"\nSelesai dalam {time.perf_counter() - started:.0f} detik. Hasilnya di {folder}:")
    for file in summary["files"]:
        say(f"  {file['name']:<28} {file['words']}")
    return summary


def _walk(folder: Path, households: int, real_index: bool) -> Runner:
    values = {
        "folder": str(folder),
        "households": str(households),
        "one_kecamatan": str(max(200, households // 64)),
    }
    run = Runner(total=len(STEPS))
    for name, title, line in STEPS:
        words = shlex.split(
            line.replace("{index_option}", "--index {folder}/indeks.csv" if real_index else "")
        )
        run.step(name, title, [word.format(**values) for word in words])
    return run


def _real_index(folder: Path, given: Path | None) -> bool:
    """Take the real index where the office has it; else the second step invents one."""
    if given is None or not given.is_file():
        return False
    shutil.copyfile(given, folder / "indeks.csv")
    return True


def _ready_ground(data: Path, fresh: bool) -> None:
    """No office of real people is touched; that of an earlier demo is emptied when it is to begin anew."""
    start_database()
    from berdaya.site.demo.office.ground import empty_office, refuse_real_office

    refuse_real_office(data)
    if fresh:
        empty_office(data)


def _office(folder: Path) -> dict[str, Any]:
    """The people of the office and what they have done; its tables were made by the first step."""
    from berdaya.site.demo.office.acts import fill_office, told
    from berdaya.site.demo.people import make_people

    say(f"\n{make_people(today())} akun peragaan dibuat, satu untuk setiap peran.")
    fill_office(folder)
    return told()


def _pins(folder: Path) -> None:
    """Places that Bappeda has accompanied since the decree before: they stay with it."""
    rows = [f"BAPPEDA,{code},sudah didampingi sejak 2022,{BEFORE}" for code in BAPPEDA_PLACES]
    write_text(folder / "pasti.csv", "\n".join(["agency,code,reason,decree", *rows]) + "\n")
