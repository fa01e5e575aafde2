"""A profile says how one kind of register file is built: its columns, their titles and codes, its unit.

Profiles are TOML files with their source and doubts (`register/profiles/`). The profile `generic` becomes one
by a mapping file of the office, which says which title of its file is which of our columns.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from berdaya.kernel.digests import digest_of
from berdaya.kernel.files import read_toml
from berdaya.kernel.findings import Finding, Refused

SHIPPED = Path(__file__).parents[1] / "profiles"


class Kind(StrEnum):
    PLACE = "place"
    IDENTITY = "identity"
    HOUSEHOLD = "household"
    MEMBER = "member"


class Type(StrEnum):
    TEXT = "text"
    COUNT = "count"
    AREA = "area"  # square metres, read and checked in tenths
    CODE = "code"
    YES_NO = "yes_no"
    PAPERS = "identity_papers"
    BITS = "bits"


def tenths_of(name: str) -> str:
    """Where a snapshot keeps the tenths of an area above its whole square metres."""
    return f"{name}_persepuluh"


class Role(StrEnum):
    """What a column does for the import, whatever it is called."""

    HOUSEHOLD_KEY = "household_key"
    SHORT_KEY = "household_key_short"
    PERCENTILE = "percentile"
    DECILE = "decile"
    MEMBER_NUMBER = "member_number"
    NAME = "person_name"
    NIK = "nik"
    KK = "kk"
    HEAD_NAME = "head_name"
    NONE = ""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what it is called in files, and which values it may hold."""

    name: str
    title: str
    kind: Kind
    type: Type
    number: int = 0
    aliases: tuple[str, ...] = ()
    needed: bool = False
    never: bool = False
    role: Role = Role.NONE
    digits: int = 0
    minimum: int = 0
    maximum: int = 32_000
    codes: Mapping[int, str] = field(default_factory=dict)
    recode: Mapping[str, int] = field(default_factory=dict)
    unknown: frozenset[int] = frozenset()
    style: str = ""

    @property
    def titles(self) -> tuple[str, ...]:
        return (self.title, self.name, *self.aliases)

    @property
    def is_number(self) -> bool:
        return self.type is not Type.TEXT

    def allowed(self) -> tuple[int, int] | frozenset[int]:
        """The values that may stand in a file: a range, or a set of codes."""
        if self.type is Type.YES_NO:
            return frozenset({1, 2} if self.style == "plain" else {1, 2, 3, 4}) | self.unknown
        if self.type is Type.PAPERS:
            return (0, 15)
        if self.type is Type.COUNT:
            return (self.minimum, self.maximum)
        if self.type is Type.AREA:
            return (10 * self.minimum, 10 * self.maximum)
        if self.type is Type.BITS:
            return (0, sum(self.codes))
        return frozenset(self.codes) | self.unknown


@dataclass(frozen=True, slots=True)
class Profile:
    """One kind of register file."""

    name: str
    title: str
    register: str
    unit: str
    rows: str
    region_codes: str
    code_list: str
    source: str
    standing: str
    columns: tuple[Column, ...]
    decile_basis: str = ""
    doubt: tuple[str, ...] = ()
    digest: str = ""
    fewest_titles: int = 4

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)

    def has(self, name: str) -> bool:
        return any(column.name == name for column in self.columns)

    def by_role(self, role: Role) -> Column | None:
        return next((column for column in self.columns if column.role is role), None)

    @property
    def one_row_per_member(self) -> bool:
        return self.rows == "members"


_STYLES = ("yes_no", "identity_style", "none_shift", "school_style")


def _column(table: Mapping[str, Any]) -> Column:
    return Column(
        name=table["name"],
        title=table["title"],
        kind=Kind(table["kind"]),
        type=Type(table["type"]),
        number=table.get("number", 0),
        aliases=tuple(table.get("aliases", ())),
        needed=table.get("needed", False),
        never=table.get("never", False),
        role=Role(table.get("role", "")),
        digits=table.get("digits", 0),
        minimum=table.get("min", 0),
        maximum=table.get("max", 32_000),
        codes={int(code): label for code, label in table.get("codes", {}).items()},
        recode={str(raw): value for raw, value in table.get("recode", {}).items()},
        unknown=frozenset(table.get("unknown", ())),
        style=next((table[style] for style in _STYLES if style in table), ""),
    )


def profile_of(table: Mapping[str, Any]) -> Profile:
    return Profile(
        name=table["name"],
        title=table["title"],
        register=table["register"],
        unit=table["unit"],
        rows=table["rows"],
        region_codes=table["region_codes"],
        code_list=table["code_list"],
        source=table["source"],
        standing=table["standing"],
        columns=tuple(_column(column) for column in table["column"]),
        decile_basis=table.get("decile_basis", ""),
        doubt=tuple(table.get("doubt", ())),
        digest=digest_of(table),
        fewest_titles=table.get("fewest_titles", 4),
    )


@cache
def shipped_profiles() -> Mapping[str, Profile]:
    """The profiles that come with the software, by name."""
    tables = (tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(SHIPPED.glob("*.toml")))
    return {profile.name: profile for profile in map(profile_of, tables)}


def profile_named(name: str, mapping: Path | None = None) -> Profile:
    """A shipped profile; for `generic` the office's mapping file fills in the titles of its file."""
    profiles = shipped_profiles()
    if name not in profiles:
        known = ", ".join(profiles)
        raise Refused(
            Finding(
                "profile.unknown", f"profil {name}", "profil tidak dikenal", f"Pilih salah satu: {known}."
            )
        )
    if name != "generic":
        if mapping is not None:
            raise Refused(_no_use(name))
        return profiles[name]
    if mapping is None:
        raise Refused(
            Finding(
                "profile.no_mapping",
                "profil generic",
                "berkas pemetaan kolom belum disebut",
                'Tulis --mapping BERKAS.toml, dengan tabel [columns] berisi: kolom kita = "judul di berkas". '
                "Nama kolom kita ada di: berdaya register profiles --json.",
            )
        )
    return mapped(profiles[name], mapping)


def mapped(generic: Profile, path: Path) -> Profile:
    """The generic profile with the titles, codes and region list of a mapping file."""
    table = read_toml(path)
    titles, codes = table.get("columns", {}), table.get("codes", {})
    if not (_texts(titles) and isinstance(codes, dict) and all(_numbers(told) for told in codes.values())):
        advice = 'Tulis [columns] sebagai: kolom kita = "judul"; [codes.kolom] sebagai: "isi sel" = angka.'
        raise Refused(_mapping_fault(path, "isi [columns] atau [codes] tidak terbaca", advice))
    strange = sorted(name for name in titles if not generic.has(name))
    if strange or not titles:
        known = ", ".join(column.name for column in generic.columns)
        problem = f"kolom tidak dikenal: {', '.join(strange)}" if strange else "tabel [columns] belum diisi"
        raise Refused(_mapping_fault(path, problem, f"Kolom yang dikenal: {known}."))
    columns = tuple(
        _remapped(column, titles[column.name], codes.get(column.name, {}))
        for column in generic.columns
        if column.name in titles
    )
    return replace(
        generic,
        register=str(table.get("register", generic.register)),
        unit=_one_of(path, table, "unit", ("household", "family", "person"), generic.unit),
        rows=_one_of(path, table, "rows", ("members", "households"), generic.rows),
        region_codes=_one_of(path, table, "region_codes", ("KEMENDAGRI", "BPS"), generic.region_codes),
        source=str(table.get("source", generic.source)),
        columns=columns,
        digest=digest_of(table),
    )


def _texts(table: Any) -> bool:
    return isinstance(table, dict) and all(isinstance(text, str) for text in table.values())


def _numbers(table: Any) -> bool:
    return isinstance(table, dict) and all(type(number) is int for number in table.values())


def _remapped(column: Column, title: str, codes: Mapping[str, int]) -> Column:
    recode = {plain(raw): int(value) for raw, value in codes.items()}
    return replace(column, title=title, aliases=(), recode=recode or column.recode)


def plain(text: str) -> str:
    """One form for one word in a cell: no case, no signs, no spaces (`Laki-laki` = `LAKI LAKI`)."""
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def _one_of(path: Path, table: Mapping[str, Any], key: str, known: tuple[str, ...], default: str) -> str:
    value = str(table.get(key, default))
    if value not in known:
        raise Refused(_mapping_fault(path, f"{key} = {value!r} tidak dikenal", f"Pilih: {', '.join(known)}."))
    return value


def _no_use(name: str) -> Finding:
    return Finding(
        "profile.mapping_unused",
        f"profil {name}",
        "profil ini tidak memakai --mapping",
        "Hapus --mapping, atau pakai --profile generic.",
    )


def _mapping_fault(path: Path, problem: str, advice: str) -> Finding:
    return Finding("profile.mapping", path.name, problem, advice)
