"""Gather what the rooms offer to the whole office: tasks and search hits."""

from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps

from berdaya.access.models import Holding
from berdaya.kernel.offers import Hit, Reach, Task, by_deadline

LEAST_LETTERS = 2
MOST_HITS = 50


@cache
def modules_named(name: str) -> tuple[Any, ...]:
    """The rooms that have a file of this name, as modules."""
    names = [room.name for room in apps.get_app_configs()]
    rooms = [room for room in names if room.startswith("berdaya.") and room != "berdaya.site"]
    return tuple(import_module(f"{room}.{name}") for room in rooms if find_spec(f"{room}.{name}"))


def tasks_of(hat: Holding) -> list[Task]:
    """What waits for this hat in all rooms, nearest deadline first."""
    return by_deadline([task for room in modules_named("tasks") for task in room.tasks_for(hat)])


def reaches_for(hat: Holding) -> list[Reach]:
    """How far the chain reaches in the territory of the hat, as the rooms tell it."""
    told = [room.reach_for(hat) for room in modules_named("chain")]
    return [reach for reach in told if reach is not None]


def search(hat: Holding, text: str) -> list[Hit]:
    """What the rooms find for this hat; nothing for fewer than two letters."""
    wanted = text.strip()[:80]
    if len(wanted) < LEAST_LETTERS:
        return []
    return [hit for room in modules_named("search") for hit in room.hits_for(hat, wanted)][:MOST_HITS]
