"""Menus of a kelurahan and the conditions that a rembug looks at, as the rulebook knows them on a day."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from berdaya.plan.rules.lists import Level
from berdaya.rulebook.rules import Rule, shipped


@dataclass(frozen=True, slots=True)
class Menu:
    """One of the two menus, with its parts by code."""

    code: str
    title: str
    parts: Mapping[str, str]
    also: frozenset[str]


@dataclass(frozen=True, slots=True)
class SubItem:
    """One of the eleven things a rembug looks at, and the condition that it belongs to."""

    code: str
    title: str
    condition: str
    condition_title: str
    also: frozenset[str]


def menus_on(day: date) -> Mapping[str, Menu]:
    """The menus by code, in the order of the law."""
    return _menus(_Keyed(menu_rule(day)))


def menu_rule(day: date) -> Rule:
    return shipped().in_force("plan.menus", day)


def sub_items_on(day: date) -> Mapping[str, SubItem]:
    """The eleven sub-items by code, in the order of the four conditions."""
    return _sub_items(_Keyed(shipped().in_force("plan.conditions", day)))


def menu_of(text: str, day: date) -> Menu | None:
    """The menu that a list means: `sarpras`, `Sarana dan Prasarana`, `pemberdayaan`; else None."""
    sought = slug(text)
    return next((menu for menu in menus_on(day).values() if sought in menu.also), None)


def part_of(menu: Menu, text: str) -> str | None:
    """The code of a part of that menu, by its code or the words before the colon. None for anything else."""
    sought = slug(text)
    return next(
        (code for code, words in menu.parts.items() if sought in (slug(code), slug(words.split(":")[0]))),
        None,
    )


def sub_item_of(text: str, day: date) -> SubItem | None:
    """The sub-item that a list means: `Gorong-gorong`, `drainase`. None for anything else."""
    sought = slug(text)
    return next((item for item in sub_items_on(day).values() if sought in item.also), None)


def level_of(text: str) -> Level | None:
    """The level that a list means: `Kelurahan`, `OPD`, `rt/rw`. None for anything else."""
    sought = slug(text)
    return next((level for level in Level if sought in {slug(level.value), *map(slug, level.also)}), None)


def slug(text: str) -> str:
    """`Gorong-gorong` and `gorong_gorong` are one word."""
    return "_".join(re.findall(r"[a-z0-9]+", text.lower()))


class _Keyed:
    """A rule that a cache can hold: two of the same name and version are one."""

    def __init__(self, rule: Rule) -> None:
        self.rule = rule

    def __hash__(self) -> int:
        return hash(self.rule.key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Keyed) and self.rule.key == other.rule.key


@lru_cache(maxsize=8)
def _menus(keyed: _Keyed) -> Mapping[str, Menu]:
    return {
        code: Menu(code, one["title"], one["parts"], frozenset(map(slug, (code, one["title"], *one["also"]))))
        for code, one in keyed.rule.values["menus"].items()
    }


@lru_cache(maxsize=8)
def _sub_items(keyed: _Keyed) -> Mapping[str, SubItem]:
    return {
        one["code"]: SubItem(
            one["code"],
            one["title"],
            condition["code"],
            condition["title"],
            frozenset(map(slug, (one["code"], one["title"], *one.get("also", ())))),
        )
        for condition in keyed.rule.values["conditions"]
        for one in condition["items"]
    }
