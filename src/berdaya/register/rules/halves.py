"""Whether tables are the two halves of one register: households (RTS), and their members (ART)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from berdaya.register.rules.profiles import Column, Kind, Profile, Role

_OF_PEOPLE = (Role.MEMBER_NUMBER, Role.NIK, Role.NAME)


@dataclass(frozen=True, slots=True)
class Halves:
    """Which tables hold households and which hold their members, and the column that both have."""

    households: frozenset[int]
    members: frozenset[int]
    key: str


def halves_of(tables: Sequence[Collection[str]], profile: Profile) -> Halves | None:
    """How tables with these columns belong together; None where each of them is whole.

    Only the long number joins them: the short one is not the same household in every village.
    """
    key = profile.by_role(Role.HOUSEHOLD_KEY)
    if not profile.one_row_per_member or key is None or not all(key.name in names for names in tables):
        return None
    homes: set[int] = set()
    people: set[int] = set()
    for number, names in enumerate(tables):
        columns = [profile.column(name) for name in names]
        of_home, of_people = any(map(_tells_home, columns)), any(map(_tells_people, columns))
        if of_home == of_people:
            return None
        (homes if of_home else people).add(number)
    return Halves(frozenset(homes), frozenset(people), key.name) if homes and people else None


def _tells_home(column: Column) -> bool:
    return column.kind is Kind.HOUSEHOLD or column.role is Role.HEAD_NAME


def _tells_people(column: Column) -> bool:
    return column.kind is Kind.MEMBER or column.role in _OF_PEOPLE
