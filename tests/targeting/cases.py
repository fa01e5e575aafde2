"""Small cases shared by the tests of selection. Codes are real, figures are invented."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

from hypothesis import strategies as st

from berdaya.rulebook.rules import shipped
from berdaya.targeting.rules.places import Place
from berdaya.targeting.rules.sensitivity import Trial

TODAY = date(2025, 3, 21)

# The worked case of the method: six desa, one tie in the count.
WORKED = """
33.27.01.2001 520 0.7240
33.27.01.2002 410 0.6216
33.27.01.2003 300 0.8173
33.27.01.2004 300 0.6545
33.27.01.2005 150 0.6959
33.27.01.2006  80 0.7829
"""


def places(text: str) -> list[Place]:
    """One place a line: code, count, index (- for none), and optionally all households and red."""
    found = []
    for line in text.strip().splitlines():
        code, n, index, *rest = line.split()
        found.append(
            Place(
                code,
                name=code[-4:],
                n=int(n),
                index=None if index == "-" else Decimal(index),
                whole=int(rest[0]) if rest and rest[0] != "-" else None,
                red=(rest[1] == "merah") if len(rest) > 1 else None,
            )
        )
    return found


def rule(name: str):
    return shipped().in_force(name, TODAY)


def trial(**changes) -> Trial:
    return Trial.of(rule("targeting.sensitivity"), **changes)


DESA = [f"33.27.{k:02}.{2000 + v}" for k in (1, 2) for v in range(1, 9)]
KELURAHAN = [f"33.27.08.{1000 + v}" for v in range(1, 5)]


@st.composite
def strata(draw, kelurahan: bool = True) -> list[Place]:
    """Places of one or two strata with ties, missing indices and sometimes all households known."""
    codes = draw(st.lists(st.sampled_from(DESA), min_size=2, max_size=12, unique=True))
    if kelurahan:
        codes += draw(st.lists(st.sampled_from(KELURAHAN), max_size=4, unique=True))
    with_whole = draw(st.booleans())
    count = st.integers(0, 40)
    index = st.one_of(st.none(), st.integers(5000, 5010).map(lambda i: Decimal(i).scaleb(-4)))
    return [
        Place(
            code,
            code,
            n=draw(count) + 1,
            index=draw(index) if code in DESA else None,
            whole=draw(st.integers(41, 60)) if with_whole else None,
            red=draw(st.booleans()),
        )
        for code in codes
    ]


weights = st.integers(0, 20).map(lambda i: Fraction(i, 20))
