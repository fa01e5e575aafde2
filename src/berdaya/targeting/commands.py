"""`berdaya targeting …`: which villages, which agency, and the annex of the decree."""

import click

from berdaya.targeting.annex_command import annex
from berdaya.targeting.assign_command import assign
from berdaya.targeting.sample_command import sample
from berdaya.targeting.select_command import select
from berdaya.targeting.summary_command import summary


@click.group("targeting")
def commands() -> None:
    """Memilih desa dampingan dan perangkat daerah pendamping."""


commands.add_command(select)
commands.add_command(assign)
commands.add_command(annex)
commands.add_command(summary)
commands.add_command(sample)
