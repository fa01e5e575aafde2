"""`berdaya access …`: keys, people and their roles, the audit chain."""

import click

from berdaya.access.keys import KeyState, key_ring, keys_folder
from berdaya.access.people_commands import PEOPLE_COMMANDS
from berdaya.kernel.calendar import format_date, today
from berdaya.kernel.terminal import answer_json, json_option, say, speaks_plainly

_SNAPSHOT = "snapshot-"


@click.group("access")
def commands() -> None:
    """Kunci penyandian, akun dan jejak audit."""


for _command in PEOPLE_COMMANDS:
    commands.add_command(_command)


@commands.group("keys")
def keys() -> None:
    """Kunci yang menyandikan NIK, nomor KK dan nama."""


def _as_json(state: KeyState) -> dict[str, object]:
    gone = state.destroyed_on
    return {"name": state.name, "master": state.master, "destroyed_on": gone.isoformat() if gone else None}


@keys.command("list")
@json_option
@speaks_plainly
def list_keys(as_json: bool) -> None:
    """Kunci yang ada, tanpa isinya."""
    ring = key_ring()
    if as_json:
        answer_json({"masters": ring.master_versions(), "keys": [_as_json(s) for s in ring.states()]})
        return
    say(f"Folder kunci: {keys_folder()}. Jangan ikutkan folder ini dalam cadangan data.")
    for state in ring.states():
        gone = state.destroyed_on
        fate = f"dimusnahkan {format_date(gone)}" if gone else f"kunci induk {state.master}"
        say(f"  {state.name}  {fate}")


@keys.command("rotate")
@json_option
@speaks_plainly
def rotate(as_json: bool) -> None:
    """Ganti kunci induk dan bungkus ulang semua kunci data. Data tidak perlu disandikan ulang."""
    version = key_ring().rotate()
    wrapped = sum(1 for state in key_ring().states() if state.destroyed_on is None)
    if as_json:
        answer_json({"master": version, "rewrapped": wrapped})
    say(f"Kunci induk {version} dipakai; {wrapped} kunci data dibungkus ulang.")


@keys.command("destroy")
@click.option("--snapshot", required=True, help="Kunci potret data seperti tertulis di manifest.json (key).")
@click.option("--yes", is_flag=True, help="Tanpa bertanya lagi.")
@json_option
@speaks_plainly
def destroy(snapshot: str, yes: bool, as_json: bool) -> None:
    """Musnahkan kunci satu potret data: NIK, KK dan nama di dalamnya tidak dapat dibuka lagi, selamanya."""
    name = snapshot if snapshot.startswith(_SNAPSHOT) else _SNAPSHOT + snapshot
    if not yes:
        click.confirm(f"Musnahkan {name}? Ini tidak dapat dibatalkan", abort=True, err=True)
    key_ring().destroy(name, today())
    if as_json:
        answer_json({"destroyed": name})
    say(f"{name} sudah dimusnahkan. Hitungan tanpa nama tetap ada.")
