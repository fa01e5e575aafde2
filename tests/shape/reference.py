"""Write the lists of docs/reference anew from what the product itself knows: `make docs`. A test compares."""

from collections.abc import Iterator
from pathlib import Path

import click

from berdaya.access.rules.roles import sheets_on
from berdaya.cli import ROOMS, berdaya
from berdaya.kernel.calendar import today
from berdaya.rulebook.rules import shipped
from tests.shape.sizes import ROOT

FOLDER = ROOT / "docs" / "reference"
STANDING = {"law": "hukum", "design": "usul Berdaya, dapat diubah", "uncertain": "belum pasti"}


def commands_page() -> str:
    lines = [
        "# Perintah",
        "",
        "Semua perintah `berdaya`, menurut urutan kerja. `--json` memberi satu objek JSON.",
        "",
    ]
    context = click.Context(berdaya)
    for room, words in ROOMS.items():
        group = berdaya.get_command(context, room)
        assert isinstance(group, click.Group)
        lines += [f"## `berdaya {room}`", "", f"{words}.", ""]
        for path, command in _leaves(group, f"berdaya {room}"):
            lines += [f"### `{path}`", "", _first(command.help or ""), ""]
            options = [o for o in command.params if isinstance(o, click.Option) and o.help and not o.hidden]
            lines += [f"- `{' '.join(o.opts)}`: {_first(o.help or '')}" for o in options]
            lines += [""] if options else []
    return "\n".join(lines).rstrip() + "\n"


def _leaves(group: click.Group, path: str) -> Iterator[tuple[str, click.Command]]:
    for name, command in sorted(group.commands.items()):
        if isinstance(command, click.Group):
            yield from _leaves(command, f"{path} {name}")
        else:
            yield f"{path} {name}", command


def _first(text: str) -> str:
    return " ".join(text.split("\n\n")[0].split())


def rules_page() -> str:
    lines = [
        "# Aturan",
        "",
        "Hukum dan usul Berdaya sebagai data (`rulebook/law`). Isi lengkap: `berdaya rulebook show NAMA`.",
        "",
    ]
    lines += ["| aturan | judul | edisi | berlaku | sumber | kedudukan |", "|---|---|---|---|---|---|"]
    book = shipped()
    for name in book.names():
        for rule in book.editions(name):
            last = rule.period.last.isoformat() if rule.period.last else "sekarang"
            source = f"{rule.source}; {rule.article}".rstrip("; ").replace("|", "/")
            lines.append(
                f"| `{name}` | {rule.title} | {rule.version} | {rule.period.first.isoformat()} – {last} "
                f"| {source} | {STANDING[rule.standing.value]} |"
            )
    return "\n".join(lines) + "\n"


def roles_page() -> str:
    lines = [
        "# Peran",
        "",
        "Siapa boleh apa. Peran berlaku untuk satu wilayah dan satu masa; isinya aturan `access.roles`.",
        "",
    ]
    for role, sheet in sheets_on(today()).items():
        second = "; memakai kode kedua" if sheet.approves else ""
        rights = ", ".join(f"`{right.value}`" for right in sorted(sheet.rights)) or "tidak ada"
        lines += [f"## {sheet.title} (`{role.value}`)", "", f"{sheet.does}{second}", "", f"Hak: {rights}", ""]
    return "\n".join(lines).rstrip() + "\n"


PAGES = {"commands.md": commands_page, "rules.md": rules_page, "roles.md": roles_page}


def write() -> list[Path]:
    FOLDER.mkdir(exist_ok=True)
    for name, page in PAGES.items():
        (FOLDER / name).write_text(page(), encoding="utf-8")
    return [FOLDER / name for name in PAGES]


if __name__ == "__main__":
    for path in write():
        print(path.relative_to(ROOT))
