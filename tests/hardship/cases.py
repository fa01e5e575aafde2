"""The household of Bu Siti and ways to change it. Invented; every answer is one of the form."""

from dataclasses import replace
from datetime import date
from typing import Any

from berdaya.hardship.rules.classes import ClassTable
from berdaya.hardship.rules.criteria import Criteria, criteria_of
from berdaya.hardship.rules.evaluation import Evaluation, evaluate
from berdaya.hardship.rules.verdicts import Home, Verdict
from berdaya.register.rules.fold import Ages, Member
from berdaya.rulebook.rules import shipped

TODAY = date(2026, 1, 1)
CRITERIA = shipped().in_force("hardship.criteria", TODAY)
AGES = Ages.of(shipped().in_force("register_fold", TODAY).values)
TABLE = ClassTable.of(shipped().in_force("hardship.class", TODAY).values)
BDT, REGSOSEK = "BDT", "REGSOSEK"

# Nothing is wrong in these homes, and everything was asked.
GOOD = {
    BDT: {
        "sta_kks": 1, "sta_kip": 0, "sta_kis": 0, "sta_bpjs_mandiri": 0, "sta_pkh": 0, "sta_rastra": 0,
        "lantai": 2, "dinding": 1, "kondisi_dinding": 1, "atap": 4, "kondisi_atap": 1, "luas_lantai": 60,
        "jumlah_art": 3, "sumber_airminum": 3, "fasbab": 1, "sumber_penerangan": 1,
    },
    REGSOSEK: {
        "sta_sembako": 1, "sta_pkh": 0, "lantai": 2, "dinding": 1, "atap": 2, "luas_lantai": 60,
        "sumber_airminum": 3, "fasbab": 1, "sumber_penerangan": 1,
    },
}  # fmt: skip
HEAD = Member(
    age=40, sex=2, relation=1, works=True, papers=5, schooling=2, senior_diploma=False,
    disabled=False, ill=False, pregnant=False, insurance=0, pip=False,
)  # fmt: skip
CHILD = replace(HEAD, age=10, relation=3, works=False, papers=1, schooling=1)


def criteria(codes: str = BDT, *variants: str, years: int = 0) -> Criteria:
    return criteria_of(CRITERIA, codes, AGES, years=years, variants=variants)


def home(codes: str = BDT, *members: Member, decile: int | None = 1, **answers: int | None) -> Home:
    return Home(GOOD[codes] | answers, members or (HEAD, CHILD), decile)


def told(sign: str, one: Home, by: Criteria | None = None) -> Verdict:
    return evaluate(one, by or criteria(), TABLE).verdicts[sign]


def bit(sign: str, one: Home, by: Criteria | None = None) -> int | None:
    return told(sign, one, by).answer.as_bit()


def judged(one: Home, by: Criteria | None = None) -> Evaluation:
    return evaluate(one, by or criteria(), TABLE)


def child(**facts: Any) -> Member:
    return replace(CHILD, **facts)


def head(**facts: Any) -> Member:
    return replace(HEAD, **facts)
