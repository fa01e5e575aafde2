"""What an office has settled about the titles of its files, put into a profile."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from berdaya.kernel.digests import digest_of
from berdaya.register.rules.headers import Header, normal_title
from berdaya.register.rules.profiles import Column, Profile


def with_settled(profile: Profile, settled: Mapping[str, str]) -> Profile:
    """The profile that also knows the office's titles: plain form of a title -> name of a column."""
    told = {key: name for key, name in settled.items() if name and profile.has(name)}
    if not told:
        return profile
    columns = tuple(
        replace(column, aliases=(*column.aliases, *(k for k, name in told.items() if name == column.name)))
        for column in profile.columns
    )
    return replace(profile, columns=columns, digest=digest_of([profile.digest, sorted(told.items())]))


def open_titles(headers: Iterable[Header], settled: Mapping[str, str]) -> list[str]:
    """Titles of a file that neither the profile nor the office knows, each once, in their order."""
    titles: dict[str, str] = {}
    for header in headers:
        for title in header.unknown():
            key = normal_title(title)
            if key and key not in settled:
                titles.setdefault(key, title.strip())
    return list(titles.values())


def absent_columns(headers: Iterable[Header], profile: Profile) -> list[Column]:
    """Columns that the purpose needs and the file seems not to have: what an unknown title may be."""
    present = {name for header in headers for name in header.positions}
    return [
        column
        for column in profile.columns
        if column.needed and not column.never and column.name not in present
    ]
