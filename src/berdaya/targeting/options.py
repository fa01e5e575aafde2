"""Kinds of options that the commands of this room share."""

from fractions import Fraction
from math import isfinite
from pathlib import Path
from typing import Any

import click

from berdaya.kernel.outfile import OutFile
from berdaya.targeting.rules.assignment_cells import number

__all__ = ["DAY", "FILE", "FOLDER", "MARK", "OutFile", "Seconds", "Weight"]

FILE = click.Path(path_type=Path, dir_okay=False)
FOLDER = click.Path(path_type=Path, file_okay=False)
DAY = click.DateTime(["%Y-%m-%d"])


class Weight(click.ParamType[Fraction]):
    """A share from 0 to 1, written 0.6, 0,6 or 3/5, kept exact."""

    name = "bobot"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Fraction:
        if isinstance(value, Fraction):
            return value
        weight = number(str(value).strip().replace(",", "."))
        if weight is None:
            self.fail(f"{value!r} bukan bobot; tulis misalnya 0,6.", param, ctx)
        if not 0 <= weight <= 1:
            self.fail("bobot terletak antara 0 dan 1.", param, ctx)
        return weight


class Seconds(click.FloatRange):
    """A time that can pass: neither endless nor not a number."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        seconds = float(super().convert(value, param, ctx))
        if not isfinite(seconds):
            self.fail(f"{value} bukan lama waktu; tulis misalnya 60.", param, ctx)
        return seconds


MARK = click.Choice(("rancangan", "salinan", "batal", "contoh"))
