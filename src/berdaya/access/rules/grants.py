"""Who may give a role to whom: never to oneself, never alone, only inside one's own territory.

The first two keepers of an office (administrator, data protection officer) are founded on the machine itself,
because nobody is there yet who could give or confirm. Everything later needs two people.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from berdaya.access.rules.hats import Hat
from berdaya.access.rules.roles import Level, Role, Sheets, level_of
from berdaya.access.rules.verdicts import ALLOWED, Verdict, all_of, refused
from berdaya.access.territory import covers
from berdaya.kernel.calendar import Period

FOUNDING: Final = (Role.ADMINISTRATOR, Role.DATA_PROTECTION)


@dataclass(frozen=True, slots=True)
class Grant:
    """A role as somebody proposes it: for whom, where, how long, for which body."""

    holder: int
    role: Role
    territory: str
    period: Period
    body: str = ""


def may_propose(giver: int, hat: Hat, grant: Grant, day: date, sheets: Sheets, longest_days: int) -> Verdict:
    return all_of(
        _not_oneself(giver, grant),
        _reaches(hat, grant, sheets[hat.role].may_grant, day),
        fits(grant, sheets, longest_days),
    )


def may_confirm(
    checker: int, giver: int | None, hat: Hat, grant: Grant, day: date, sheets: Sheets
) -> Verdict:
    """The second person is neither the giver nor the holder, and may confirm such a role there."""
    second = all_of(_not_oneself(checker, grant), _another_person(checker, giver))
    return all_of(second, _reaches(hat, grant, sheets[hat.role].may_confirm, day))


def may_end(ender: int, hat: Hat, grant: Grant, day: date, sheets: Sheets) -> Verdict:
    """Whoever may give or confirm a role may end it; the holder may always lay it down himself."""
    if ender == grant.holder:
        return ALLOWED
    sheet = sheets[hat.role]
    return _reaches(hat, grant, sheet.may_grant | sheet.may_confirm, day)


def may_found(role: Role, holders_in_force: int) -> Verdict:
    """The machine founds a keeper only where none is in force."""
    if role in FOUNDING and holders_in_force == 0:
        return ALLOWED
    return refused(
        "access.not_founding",
        role.value,
        "peran ini tidak dapat diberikan dari terminal saja",
        "Sebut --by NAMA administrator yang mengusulkan, lalu minta orang kedua menyetujui di halaman Akun.",
    )


def fits(grant: Grant, sheets: Sheets, longest_days: int) -> Verdict:
    """Is this a role that can be held there and that long?"""
    sheet = sheets[grant.role]
    against = []
    if level_of(grant.territory) not in sheet.levels:
        levels = ", ".join(level.value for level in Level if level in sheet.levels)
        against.append(
            refused(
                "access.wrong_level",
                "wilayah",
                f"{sheet.title} dipegang untuk {levels}",
                "Pilih wilayah pada tingkat itu.",
            )
        )
    last = grant.period.last
    if last is None or last - grant.period.first > timedelta(days=longest_days):
        against.append(
            refused(
                "access.too_long",
                "hari terakhir",
                f"masa peran paling lama {longest_days // 365} tahun",
                "Isi hari terakhir menurut surat keputusan atau masa jabatan.",
            )
        )
    if sheet.names_body and not grant.body.strip():
        against.append(
            refused(
                "access.no_body",
                "lembaga",
                "nama lembaga belum diisi",
                "Tulis nama perangkat daerah, BKM, KSM atau pokmas yang diwakili.",
            )
        )
    return all_of(*against)


def grantable(hats: Iterable[Hat], day: date, sheets: Sheets) -> list[Role]:
    """The roles that these hats may propose, in the order of the rulebook."""
    given = {role for hat in hats if hat.in_force(day) for role in sheets[hat.role].may_grant}
    return [role for role in Role if role in given]


def _not_oneself(person: int, grant: Grant) -> Verdict:
    if person != grant.holder:
        return ALLOWED
    return refused(
        "access.oneself",
        "pemegang peran",
        "Anda tidak dapat memberi atau menyetujui peran untuk diri sendiri",
        "Minta orang lain yang berhak melakukannya.",
    )


def _another_person(checker: int, giver: int | None) -> Verdict:
    if checker != giver:
        return ALLOWED
    return refused(
        "access.same_person",
        "orang kedua",
        "Anda yang mengusulkan peran ini, jadi orang lain yang menyetujui",
        "Minta administrator lain atau PPDP membuka Akun dan menyetujuinya.",
    )


def _reaches(hat: Hat, grant: Grant, roles: frozenset[Role], day: date) -> Verdict:
    if grant.role in roles and covers(hat.territory, grant.territory) and hat.in_force(day):
        return ALLOWED
    return refused(
        "access.out_of_reach",
        "peran dan wilayah",
        "peran itu di luar wewenang peran yang sedang Anda pakai",
        "Pilih peran dan wilayah di bawah wewenang Anda, atau minta administrator wilayah itu.",
    )
