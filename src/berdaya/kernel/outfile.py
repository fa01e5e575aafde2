"""The option `--out` of a command that writes one kind of file, or a few."""

from pathlib import Path
from typing import Any

import click


class OutFile(click.ParamType[Path]):
    """A file to write, by one of the endings that the command knows."""

    name = "berkas"

    def __init__(self, *endings: str) -> None:
        self.endings = endings

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        path = Path(value)
        if path.suffix.lower() not in self.endings:
            self.fail(f"{path.name or 'Nama berkas'} harus berakhiran {', '.join(self.endings)}.", param, ctx)
        if path.is_dir():
            self.fail(f"{path} adalah folder.", param, ctx)
        return path
