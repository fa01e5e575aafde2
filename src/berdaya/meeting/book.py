"""The rules of this room as they stand on a day, with those of this office beside the shipped ones."""

from datetime import date
from functools import lru_cache
from pathlib import Path

from berdaya.kernel.settings import local_rules_folder
from berdaya.meeting.rules.forums import Forums, forums_on
from berdaya.meeting.rules.quorum import QuorumRule, quorum_rule_on
from berdaya.rulebook.rules import Rulebook, load

Stamp = tuple[Path, tuple[tuple[str, int], ...]]


def forums_at(day: date, territory: str = "") -> Forums:
    return forums_on(_book(_stamp()), day, territory)


def quorum_at(day: date, territory: str = "") -> QuorumRule:
    return quorum_rule_on(_book(_stamp()), day, territory)


def _stamp() -> Stamp:
    folder = local_rules_folder()
    files = sorted(folder.glob("*.toml")) if folder.is_dir() else []
    return folder, tuple((path.name, path.stat().st_mtime_ns) for path in files)


@lru_cache(maxsize=2)
def _book(stamp: Stamp) -> Rulebook:
    """Read once until a file of this office changes."""
    return load(stamp[0])
