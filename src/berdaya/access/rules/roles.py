"""The roles of an office and what each may do. Who holds which right is data: rulebook `access.roles`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Any

from berdaya.access.rules.rights import REVEALING, Right
from berdaya.rulebook.rules import Rulebook, shipped


class Level(StrEnum):
    """How wide a territory is, read from the number of parts in its code."""

    COUNTRY = "negara"
    PROVINCE = "provinsi"
    KABUPATEN = "kabupaten"
    KECAMATAN = "kecamatan"
    VILLAGE = "desa"
    RW = "rw"
    RT = "rt"


_LEVELS = tuple(Level)


def level_of(territory: str) -> Level:
    """`33.27` -> kabupaten; "" -> the country. A code with more parts than an RT is no territory."""
    parts = territory.count(".") + 1 if territory else 0
    if parts >= len(_LEVELS):
        raise ValueError(f"not a territory: {territory!r}")
    return _LEVELS[parts]


class Role(StrEnum):
    """Who works in an office (design §6). A resident needs no account and holds no role."""

    RT_HEAD = "ketua_rt"
    RW_HEAD = "ketua_rw"
    POKMAS = "pokmas"
    OPERATOR = "operator"
    LURAH = "lurah"
    LPMK = "lpmk"
    FACILITATOR = "fasilitator"
    PJOK = "pjok"
    BKM = "bkm"
    KSM_HEAD = "ketua_ksm"
    UPK_CASHIER = "upk_kasir"
    UPK_BOOKKEEPER = "upk_pembuku"
    UPK_MANAGER = "upk_manajer"
    SUPERVISOR = "pengawas"
    CAMAT = "camat"
    KECAMATAN_STAFF = "staf_kecamatan"
    AGENCY = "perangkat_daerah"
    BAPPEDA = "bappeda"
    GENDER = "dp3a"
    TRAINER = "penyelenggara_pelatihan"
    AUDITOR = "auditor"
    DATA_PROTECTION = "ppdp"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True)
class RoleSheet:
    """One role as the rulebook describes it."""

    role: Role
    title: str
    does: str
    levels: frozenset[Level]
    rights: frozenset[Right]
    approves: bool
    may_grant: frozenset[Role]
    may_confirm: frozenset[Role]
    names_body: bool

    def asks_second_factor(self, right: Right | None = None) -> bool:
        """A role that approves always does; another only for a right that opens identities."""
        return self.approves or right in REVEALING


Sheets = Mapping[Role, RoleSheet]


@lru_cache(maxsize=8)
def sheets_on(day: date, book: Rulebook | None = None) -> Sheets:
    """Every role as it stood on a day."""
    rule = (book or shipped()).in_force("access.roles", day)
    return {role: _sheet(role, rule.values["roles"][role.value]) for role in Role}


def _sheet(role: Role, table: Mapping[str, Any]) -> RoleSheet:
    return RoleSheet(
        role=role,
        title=table["title"],
        does=table["does"],
        levels=frozenset(Level(word) for word in table["levels"]),
        rights=frozenset(Right(word) for word in table["rights"]),
        approves=table["approves"],
        may_grant=_roles(table.get("may_grant", [])),
        may_confirm=_roles(table.get("may_confirm", [])),
        names_body=table.get("names_body", False),
    )


def _roles(words: list[str]) -> frozenset[Role]:
    """The named roles; "*" names all of them."""
    return frozenset(Role) if words == ["*"] else frozenset(Role(word) for word in words)
