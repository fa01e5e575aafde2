"""`berdaya`: one group of commands per room. A room's commands are loaded only when they are called."""

from importlib import import_module

import click

from berdaya import __version__

# In the order of the chain. Each room's `commands.py` names its group `commands`.
ROOMS = {
    "rulebook": "Hukum dan kebijakan setempat sebagai data bertanggal",
    "access": "Kunci penyandian, akun dan jejak audit",
    "region": "Provinsi sampai RT menurut kode Kemendagri",
    "documents": "Kertas kerja: periksa keaslian, gambar, peta",
    "register": "Daftar rumah tangga: berkas masuk, temuan, potret data",
    "targeting": "Memilih desa dampingan dan perangkat daerah pendamping",
    "site": "Peragaan dan kantor",
}


class Rooms(click.Group):
    """Groups found by name; a room that is not called costs no start-up time."""

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


@click.command(cls=Rooms, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="%(version)s")
def berdaya() -> None:
    """Berdaya: dari kebutuhan warga sampai hasilnya, dalam satu benang."""


def main() -> None:
    berdaya(prog_name="berdaya")
