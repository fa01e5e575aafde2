"""`berdaya`: one group of commands per room. A room's commands are loaded only when they are called."""

import errno
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any, NoReturn

import click

from berdaya import __version__
from berdaya.kernel.clickwords import speak_indonesian
from berdaya.kernel.terminal import TRACE, say, tell_fault, tell_wrong_use

speak_indonesian()

# In the order of the chain. Each room's `commands.py` names its group `commands`.
ROOMS = {
    "rulebook": "Hukum dan kebijakan setempat sebagai data bertanggal",
    "access": "Kunci penyandian, akun dan jejak audit",
    "region": "Provinsi sampai RT menurut kode Kemendagri",
    "documents": "Kertas kerja: periksa keaslian, gambar, peta",
    "plan": "Prioritas, tabel kewenangan dan kamus usulan",
    "meeting": "Pertemuan: jenis forum, acara, unsur, kuorum",
    "community": "Lembaga masyarakat: RT, RW, LPMK, Pokmas dengan pengurus dan KK",
    "register": "Daftar rumah tangga: berkas masuk, temuan, potret data",
    "hardship": "Sembilan tanda kesulitan tiap rumah tangga, dengan kelas dan kebutuhan tiap tempat",
    "targeting": "Memilih desa dampingan dan perangkat daerah pendamping",
    "scan": "Kerja di desa dampingan: kunjungan, musyawarah, rencana",
    "deliberation": "Usulan warga: penggabungan daftar berperingkat",
    "budget": "Pernyataan anggaran gender: baca, periksa, cetak",
    "delivery": "Pelaksanaan kegiatan: daftar honorarium diperiksa",
    "site": "Peragaan dan kantor",
}


class Rooms(click.Group):
    """Groups found by name; a room that is not called costs no start-up time. Wrong use is told in the form
    that was asked for."""

    def main(self, args: Sequence[str] | None = None, *others: Any, **more: Any) -> NoReturn:
        words = list(sys.argv[1:] if args is None else args)
        more["standalone_mode"] = False
        try:
            code = super().main(words, *others, **more)
        except click.ClickException as error:
            code = tell_wrong_use(error, as_json="--json" in words)
        except click.Abort:
            say("Dibatalkan.")
            code = 1
        except OSError as error:
            if error.errno != errno.EPIPE:
                raise
            code = 1
        except Exception as error:
            if TRACE in os.environ:
                raise
            code = tell_fault(error, as_json="--json" in words)
        sys.exit(code if isinstance(code, int) else 0)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(ROOMS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in ROOMS:
            return None
        command: click.Command = import_module(f"berdaya.{cmd_name}.commands").commands
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Ruang, menurut urutan kerja"):
            formatter.write_dl(list(ROOMS.items()))


@click.command(
    cls=Rooms, subcommand_metavar="RUANG PERINTAH …", context_settings={"help_option_names": ["-h", "--help"]}
)
@click.version_option(__version__, message="%(version)s")
def berdaya() -> None:
    """Berdaya: dari kebutuhan warga sampai hasilnya, dalam satu benang."""


def main() -> None:
    berdaya(prog_name="berdaya")
