"""Who lives in an invented household: how many, who they are to its head, their sex, age and marriage.

Arrays over the members of one village; a household's members stand together, the head first.
"""

from dataclasses import dataclass

import numpy as np

from berdaya.register.sampling.dice import Dice, Flags, Ints
from berdaya.register.sampling.tables import between_poor_and_better, settings, table

HEAD, SPOUSE, CHILD, CHILD_IN_LAW, GRANDCHILD, PARENT, OTHER = 1, 2, 3, 4, 5, 6, 8
NEVER, MARRIED, DIVORCED, WIDOWED = 1, 2, 3, 4
MAN, WOMAN = 1, 2
OLDEST = 94


@dataclass(frozen=True)
class People:
    """`home` is the household of each member (0, 1, …); the other arrays hold the codes of the file."""

    home: Ints
    number: Ints
    role: Ints
    sex: Ints
    age: Ints
    marriage: Ints
    family: Ints
    role_in_family: Ints
    percentile: Ints

    @property
    def heads(self) -> Flags:
        return np.equal(self.role, HEAD)

    def first_of_each_home(self) -> Ints:
        return np.flatnonzero(self.heads)

    def count_per_home(self, which: Flags) -> Ints:
        return np.bincount(self.home, weights=which, minlength=int(self.heads.sum())).astype(np.int64)


def chance(name: str, percentile: Ints) -> Ints:
    """Per thousand, from `[chance]`: one number for all, or moving from the poorest to the better-off."""
    stated = settings("members")["chance"][name]
    poorest, better = stated if isinstance(stated, list) else (stated, stated)
    return between_poor_and_better(poorest, better, percentile)


def percentiles(dice: Dice, households: int, decile1: int) -> Ints:
    """A percentile for each household: exactly `decile1` of them 1 to 10, the rest 11 to 40, a few to 50."""
    rank = dice.order("which are poorest", households)
    upper = np.minimum(
        dice.between("upper a", 11, 42, households), dice.between("upper b", 14, 40, households)
    )
    beyond = dice.happens("beyond 40", 12, households)
    upper = np.where(beyond, dice.between("beyond", 41, 50, households), np.minimum(upper, 40))
    return np.where(rank < decile1, dice.between("lower", 1, 10, households), upper)


def people_of(dice: Dice, percentile: Ints) -> People:
    """Fill the households, one for each percentile given."""
    homes = _homes(dice, percentile)
    home = np.repeat(np.arange(len(percentile)), homes.size)
    position = np.arange(len(home)) - np.repeat(homes.size.cumsum() - homes.size, homes.size)
    member = _Members(homes, home, position, percentile[home])
    role = _roles(dice, member)
    sex = _sexes(dice, member, role)
    age = _ages(dice, member, role)
    second = homes.young_couple[home] & (member.behind_couple >= 0)
    return People(
        home=home,
        number=position + 1,
        role=role,
        sex=sex,
        age=age,
        marriage=_marriages(dice, member, role, sex, age),
        family=np.where(second, 2, 1),
        role_in_family=np.where(second, _role_in_second_family(role, sex), role),
        percentile=member.percentile,
    )


@dataclass(frozen=True)
class _Homes:
    size: Ints
    head_age: Ints
    head_sex: Ints
    has_spouse: Flags
    young_couple: Flags
    couple_age: Ints
    couple_sex: Ints


@dataclass(frozen=True)
class _Members:
    homes: _Homes
    home: Ints
    position: Ints
    percentile: Ints

    @property
    def is_head(self) -> Flags:
        return np.equal(self.position, 0)

    @property
    def is_spouse(self) -> Flags:
        return np.equal(self.position, 1) & self.homes.has_spouse[self.home]

    @property
    def behind_couple(self) -> Ints:
        """0 for the first member after head and spouse, 1 for the next; below 0 for those two."""
        return self.position - 1 - self.homes.has_spouse[self.home]

    @property
    def head_age(self) -> Ints:
        return self.homes.head_age[self.home]


def _homes(dice: Dice, percentile: Ints) -> _Homes:
    n = len(percentile)
    size = table("members", "size").pick(dice, "size", percentile)
    alone = size == 1
    band = np.where(
        alone,
        table("members", "head_age_alone").pick(dice, "age alone", percentile),
        table("members", "head_age").pick(dice, "head age", percentile),
    )
    head_age = np.minimum(band + dice.below("year in band", 10, n), OLDEST)
    is_man = np.where(
        alone,
        dice.happens("alone is man", chance("alone_is_man", percentile), n),
        dice.happens("man is head", chance("man_is_head", percentile), n),
    )
    partner = np.where(
        is_man, chance("head_has_spouse", percentile), chance("woman_head_has_husband", percentile)
    )
    has_spouse = dice.happens("has spouse", partner, n) & ~alone
    couple = dice.happens("three generations", chance("three_generations", percentile), n)
    return _Homes(
        size=size,
        head_age=head_age,
        head_sex=np.where(is_man, MAN, WOMAN),
        has_spouse=has_spouse,
        young_couple=couple & (head_age >= 46) & (size >= 3 + has_spouse),
        couple_age=dice.between(
            "couple age", np.maximum(21, head_age - 42), np.clip(head_age - 20, 21, 45), n
        ),
        couple_sex=dice.between("couple sex", MAN, WOMAN, n),
    )


def _roles(dice: Dice, member: _Members) -> Ints:
    young = table("members", "role_young_head").pick(dice, "role young", member.percentile)
    old = table("members", "role_old_head").pick(dice, "role old", member.percentile)
    role = np.where(member.head_age < 46, young, old)
    role = np.where((role == PARENT) & (member.head_age > 62), OTHER, role)
    role = np.where((role == CHILD) & (member.head_age < 19), OTHER, role)
    couple, place = member.homes.young_couple[member.home], member.behind_couple
    role = np.where(couple & (place == 0), CHILD, role)
    role = np.where(couple & (place == 1), CHILD_IN_LAW, role)
    role = np.where(couple & (place >= 2), GRANDCHILD, role)
    return np.where(member.is_head, HEAD, np.where(member.is_spouse, SPOUSE, role))


def _sexes(dice: Dice, member: _Members, role: Ints) -> Ints:
    n = len(role)
    homes, home = member.homes, member.home
    child = np.where(dice.happens("boy", chance("child_is_boy", member.percentile), n), MAN, WOMAN)
    parent = np.where(dice.happens("father", chance("parent_is_man", member.percentile), n), MAN, WOMAN)
    couple = homes.young_couple[home] & (role == CHILD) & (member.behind_couple == 0)
    return np.select(
        [role == HEAD, role == SPOUSE, role == CHILD_IN_LAW, couple, role == PARENT],
        [
            homes.head_sex[home],
            MAN + WOMAN - homes.head_sex[home],
            MAN + WOMAN - homes.couple_sex[home],
            homes.couple_sex[home],
            parent,
        ],
        child,
    )


def _ages(dice: Dice, member: _Members, role: Ints) -> Ints:
    n, head = len(role), member.head_age
    homes, home = member.homes, member.home
    apart = dice.between("years between spouses", -2, 8, n)
    spouse = np.where(homes.head_sex[home] == MAN, head - apart, head + apart)
    couple = homes.young_couple[home]
    grandchild_to = np.where(couple, homes.couple_age[home] - 19, np.minimum(head - 40, 17))
    return np.select(
        [
            role == HEAD,
            role == SPOUSE,
            (role == CHILD) & couple & (member.behind_couple == 0),
            role == CHILD,
            role == CHILD_IN_LAW,
            role == GRANDCHILD,
            role == PARENT,
        ],
        [
            head,
            np.clip(spouse, 18, OLDEST),
            homes.couple_age[home],
            dice.between("child age", np.maximum(0, head - 42), np.clip(head - 18, 0, 45), n),
            np.clip(homes.couple_age[home] + dice.between("in-law age", -4, 4, n), 19, 49),
            dice.between("grandchild age", 0, np.clip(grandchild_to, 0, 24), n),
            np.minimum(head + dice.between("parent age", 19, 34, n), OLDEST),
        ],
        dice.between("other age", 8, 74, n),
    )


def _marriages(dice: Dice, member: _Members, role: Ints, sex: Ints, age: Ints) -> Ints:
    n, percentile = len(role), member.percentile
    single = np.where(
        sex == MAN,
        table("members", "single_man").pick(dice, "single man", percentile),
        table("members", "single_woman").pick(dice, "single woman", percentile),
    )
    single = np.where((single == WIDOWED) & (age < 30), DIVORCED, single)
    divorced = dice.happens("divorced child", chance("divorced_child", percentile), n) & (age > 22)
    with_spouse = member.homes.has_spouse[member.home]
    in_couple = member.homes.young_couple[member.home] & (
        (member.behind_couple == 0) | (role == CHILD_IN_LAW)
    )
    return np.select(
        [
            (role == HEAD) & with_spouse,
            role == SPOUSE,
            in_couple & ~member.is_head,
            age < 19,
            role == PARENT,
            (role == HEAD) | (role == OTHER),
        ],
        [MARRIED, MARRIED, MARRIED, NEVER, WIDOWED, single],
        np.where(divorced, DIVORCED, NEVER),
    )


def _role_in_second_family(role: Ints, sex: Ints) -> Ints:
    """In the family of a married child the man is head and the grandchildren are its children."""
    partner = np.where(sex == MAN, HEAD, SPOUSE)
    return np.where(role == GRANDCHILD, CHILD, partner)
