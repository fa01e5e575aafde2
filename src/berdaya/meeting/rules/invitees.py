"""Who is asked to come: bodies and offices, never names of people. Read from lines as people type them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from berdaya.kernel.findings import Finding

MOST = 1_000
MOST_LETTERS = 120


@dataclass(frozen=True, slots=True)
class Invitee:
    """A body that is asked to come: its name, its territory as a code where it has one, and its group."""

    body_name: str
    territory: str = ""
    group: str = "warga"


def invitees_from(lines: Mapping[str, Iterable[str]], places: Mapping[str, str]) -> list[Invitee]:
    """One line is one body; `places` gives the code of a name that stands for a place (`RT 003/RW 002`)."""
    found: dict[tuple[str, str], Invitee] = {}
    for group, names in lines.items():
        for name in filter(None, (" ".join(line.split()) for line in names)):
            key = name.casefold()
            found.setdefault((key, group), Invitee(name, places.get(key, ""), group))
    return list(found.values())


def invitee_faults(invitees: Iterable[Invitee], groups: Iterable[str]) -> list[Finding]:
    """What keeps a list of invitees from being written down."""
    given, known = list(invitees), set(groups)
    found = [
        Finding("invitee.group", one.body_name[:40], "unsurnya tidak dikenal", "Pilih unsur dari daftar.")
        for one in given
        if one.group not in known
    ]
    found += [
        Finding("invitee.long", one.body_name[:40], "lebih dari 120 huruf", "Satu baris satu undangan.")
        for one in given
        if len(one.body_name) > MOST_LETTERS
    ]
    if len(given) > MOST:
        found.append(
            Finding("invitee.too_many", "undangan", f"lebih dari {MOST} baris", "Undang lewat lembaganya.")
        )
    return found
