"""The blank forms of this room: one household visit."""

from datetime import date
from typing import Any, Final

from berdaya.documents.blankforms import Blank
from berdaya.hardship.rules.criteria import criteria_of
from berdaya.register.rules.fold import Ages
from berdaya.rulebook.rules import shipped
from berdaya.scan.rules.questions import aid_questions, house_questions

EDITION: Final = date(2026, 1, 1)
_CODE_LIST: Final = "BDT"


def _values() -> dict[str, Any]:
    """The questions of the visit in the words of the register that most offices hold."""
    work = shipped().in_force("scan.work", EDITION).values
    ages = Ages.of(shipped().in_force("register_fold", EDITION).values)
    criteria = criteria_of(shipped().in_force("hardship.criteria", EDITION), _CODE_LIST, ages)
    questions = (*aid_questions(criteria), *house_questions(criteria))
    return {
        "outcomes": [one["words"] for one in work["outcomes"].values()],
        "reasons": list(work["reasons"].values()),
        "questions": [
            {
                "title": one.title + (f" ({one.unit})" if one.unit else ""),
                "options": [words for _, words in one.options],
            }
            for one in questions
        ],
    }


BLANK_PAPER = (
    Blank(
        name="kunjungan-rumah-tangga",
        title="Kunjungan Rumah Tangga",
        who="Pendamping, fasilitator atau petugas desa",
        when="Diisi di rumah yang dikunjungi, lalu disalin operator di daftar kerja.",
        template="scan/blank_visit",
        edition=EDITION,
        values=_values(),
    ),
)
