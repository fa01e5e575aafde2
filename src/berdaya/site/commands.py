"""`berdaya site …`: the demo and the office."""

import logging
import os
import subprocess
import sys
from pathlib import Path

import click

from berdaya.kernel.calendar import today
from berdaya.kernel.database import start_database
from berdaya.kernel.settings import data_folder
from berdaya.kernel.terminal import answer_json, json_option, say, speaks_plainly

PORT = click.IntRange(1, 65535)
HOUSEHOLDS = 170_000
DEMO_WORDS = {
    "BERDAYA_OFFICE": "Kantor peragaan",
    "BERDAYA_FOOT": "Peragaan. Wilayah nyata; orang, lembaga dan angkanya rekaan.",
}


@click.group("site")
def commands() -> None:
    """Peragaan dan kantor."""


@commands.command("demo")
@click.option("--households", default=HOUSEHOLDS, show_default=True, help="Banyaknya rumah tangga rekaan.")
@click.option(
    "--index",
    type=click.Path(path_type=Path, dir_okay=False),
    envvar="DEMO_INDEX",
    help="Indeks desa nyata (CSV); tanpa ini dipakai indeks rekaan.",
)
@click.option("--fresh", is_flag=True, help="Bangun ulang walaupun sudah ada.")
@click.option("--serve", "then_serve", is_flag=True, help="Buka kantor sesudahnya.")
@click.option("--port", type=PORT, default=8000, show_default=True, help="Porta kantor.")
@json_option
@speaks_plainly
def demo(
    households: int, index: Path | None, fresh: bool, then_serve: bool, port: int, as_json: bool
) -> None:
    """Bangun peragaan: penetapan sasaran di Kabupaten Pemalang, rembug di Kota Malang, GBS Surabaya."""
    from berdaya.site.demo.story import build

    if then_serve:
        _refuse_busy("127.0.0.1", port)
        os.environ |= {"BERDAYA_DEMO": "1", "BERDAYA_PUBLIC_URL": f"http://127.0.0.1:{port}"} | {
            name: os.environ.get(name, words) for name, words in DEMO_WORDS.items()
        }
    summary = build(data_folder(), households=households, index=index, fresh=fresh)
    if as_json:
        answer_json(summary)
    elif not then_serve:
        size = "" if households == HOUSEHOLDS else f" --households {households}"
        say(f"Buka kantornya, dan masuk sebagai siapa pun di dalamnya: berdaya site demo{size} --serve")
    if then_serve:
        _open("127.0.0.1", port, 1, with_worker=True)


@commands.command("serve")
@click.option("--address", default="127.0.0.1", show_default=True, help="Alamat komputer ini.")
@click.option("--port", type=PORT, default=8000, show_default=True, help="Porta kantor.")
@click.option(
    "--workers", type=click.IntRange(1, 64), default=2, show_default=True, help="Banyaknya proses pelayan."
)
@click.option(
    "--without-worker", is_flag=True, help="Tanpa pekerja; jalankan sendiri dengan `berdaya site worker`."
)
@speaks_plainly
def serve_office(address: str, port: int, workers: int, without_worker: bool) -> None:
    """Jalankan kantor dan satu pekerja di belakang layar sampai dihentikan dengan Ctrl+C."""
    if (data_folder() / "demo" / "summary.json").exists() and not os.environ.get("BERDAYA_DEMO"):
        say("Folder data ini peragaan; dibuka begini, masuknya dengan kata sandi.")
        say("Untuk masuk sebagai tokoh-tokohnya: berdaya site demo --serve")
    _open(address, port, workers, with_worker=not without_worker)


@commands.command("backup")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@json_option
@speaks_plainly
def backup_office(file: Path, as_json: bool) -> None:
    """Simpan seluruh kantor ke satu berkas zip, tanpa kunci."""
    start_database()
    from berdaya.site.backup import backup

    result = backup(data_folder(), file)
    say(f"Tersimpan: {file} ({result['rows']} baris, {result['files']} berkas).")
    say("Kunci tidak ikut disimpan. Simpan folder kunci di tempat lain yang aman.")
    if as_json:
        answer_json(result)


@commands.command("restore")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@json_option
@speaks_plainly
def restore_office(file: Path, as_json: bool) -> None:
    """Pulihkan kantor dari cadangan ke folder data yang kosong."""
    start_database()
    from berdaya.site.backup import restore
    from berdaya.site.upgrading import bring_up_to_date

    bring_up_to_date()
    result = restore(data_folder(), file)
    say(f"Pulih dari {file}: {result['rows']} baris, {result['files']} berkas.")
    if as_json:
        answer_json(result)


@commands.command("worker")
@speaks_plainly
def run_worker() -> None:
    """Kerjakan pekerjaan di belakang layar sampai dihentikan dengan Ctrl+C."""
    start_database()
    from django.core.management import call_command

    from berdaya.access.jobs.beat import keep_beating
    from berdaya.access.jobs.services import revive_silent_jobs

    keep_beating()
    revived = revive_silent_jobs()
    if revived:
        say(f"{revived} pekerjaan yang terhenti dilanjutkan.")
    _only_troubles("django_tasks", "django_tasks_db")
    say("Pekerja siap (Ctrl+C untuk berhenti).")
    call_command("db_worker", interval=1, verbosity=1)


def _only_troubles(*loggers: str) -> None:
    """The worker tells each step in English; the progress of jobs stands on their pages."""
    for name in loggers:
        logging.getLogger(name).addFilter(lambda record: record.levelno >= logging.ERROR)


@commands.command("nightly")
@json_option
@speaks_plainly
def run_nightly(as_json: bool) -> None:
    """Pekerjaan malam: periksa jejak audit, rapikan, catat. Boleh dijalankan berulang."""
    start_database()
    from berdaya.site.nightly import nightly

    record = nightly(data_folder(), today())
    say(f"Kepala audit {record['audit_head']}; {len(record['findings'])} temuan.")
    if as_json:
        answer_json(record)
    if record["findings"]:
        raise SystemExit(1)


@commands.command("upgrade")
@json_option
@speaks_plainly
def upgrade_office(as_json: bool) -> None:
    """Sesuaikan basis data dan berkas tampilan dengan versi ini."""
    start_database()
    from django.core.management import call_command

    from berdaya.site.upgrading import bring_up_to_date

    bring_up_to_date()
    call_command("collectstatic", interactive=False, verbosity=0)
    say("Basis data dan tampilan kantor sesuai dengan versi ini.")
    if as_json:
        answer_json({"upgraded": True})


def _refuse_busy(address: str, port: int) -> None:
    """Before anything takes its time or a worker is started."""
    from berdaya.site.serve import refuse_busy

    refuse_busy(address, port)


def _open(address: str, port: int, workers: int, *, with_worker: bool) -> None:
    """Serve; with a worker beside it unless another service runs one, so that jobs run at once."""
    from berdaya.site.serve import serve

    _refuse_busy(address, port)
    start_database()
    worker = subprocess.Popen([sys.executable, sys.argv[0], "site", "worker"]) if with_worker else None
    say(f"\nKantor dibuka di http://{address}:{port}  (Ctrl+C untuk menutup)")
    try:
        serve(address, port, workers)
    finally:
        if worker is not None:
            worker.terminate()
            worker.wait(timeout=20)
