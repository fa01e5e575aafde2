"""The rules of this office that uploads follow, as they stand today in a territory."""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from berdaya.access.clock import today_in
from berdaya.kernel.settings import local_rules_folder
from berdaya.register.rules.uploads import UploadLimits
from berdaya.rulebook.rules import Rule, Rulebook, load


def book() -> Rulebook:
    """Shipped rules and those of this office, read again when the office touched its folder."""
    folder = local_rules_folder()
    return _book(folder, folder.stat().st_mtime_ns if folder.is_dir() else 0)


@lru_cache(maxsize=2)
def _book(folder: Path, _changed: int) -> Rulebook:
    return load(folder)


def limits_in(territory: str) -> UploadLimits:
    """How much may be sent and how long it is kept."""
    rule = book().in_force("register_upload", today_in(territory), territory=territory)
    return UploadLimits.of(rule.values)


def charge_in(territory: str) -> Rule:
    """What a register may be kept for, unless somebody says otherwise."""
    return book().in_force("register_purpose", today_in(territory), territory=territory)


def rule_titles(keys: Sequence[str]) -> list[str]:
    """Editions of rules, kept as `name@version`, in words."""
    titles = {rule.key: f"{rule.title}, edisi {rule.version}" for rule in book().rules}
    return [titles[key] for key in keys if key in titles]


def least_shown(territory: str) -> int:
    """Counts of households below this are not shown of a village."""
    rule = book().in_force("targeting.publication", today_in(territory), territory=territory)
    return int(rule.values["least_in_village"])
