"""Where the counts come from: a register and its edition, or a file somebody filled in."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from berdaya.kernel.digests import digest_of_file
from berdaya.kernel.findings import Finding
from berdaya.targeting.inputs.counts import Counts, read_counts
from berdaya.targeting.inputs.setting import Setting


@dataclass(frozen=True, slots=True)
class Source:
    """Counts by code. `name` and `edition` are those of the register, empty where nobody said."""

    name: str
    edition: str
    digest: str
    counts: Mapping[str, Counts]


def counts_from_file(path: Path, edition: str, setting: Setting) -> tuple[Source, list[Finding]]:
    counts, findings = read_counts(path, setting)
    return Source("", edition, digest_of_file(path), counts), findings


def counts_from_register(folder: Path, setting: Setting) -> tuple[Source, list[Finding]]:
    raise NotImplementedError(folder)
