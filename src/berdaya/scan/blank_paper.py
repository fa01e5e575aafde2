"""The blank forms of this room: one household visit, and the inventory of programmes and problems."""

from datetime import date
from typing import Any, Final

from django.forms import ChoiceField

from berdaya.access.rules.roles import Level
from berdaya.documents.blankforms import Blank
from berdaya.hardship.rules.criteria import criteria_of
from berdaya.register.rules.fold import Ages
from berdaya.rulebook.rules import shipped
from berdaya.scan.forms.programmes import EntryForm, ProblemForm, ProgrammeForm
from berdaya.scan.rules.questions import aid_questions, house_questions

EDITION: Final = date(2026, 1, 1)
_CODE_LIST: Final = "BDT"
_OF_A_VILLAGE: Final = frozenset({Level.VILLAGE})


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


def _inventory() -> dict[str, Any]:
    """The questions of the two forms of the inventory, in their own words, with what may be ticked."""
    kinds = shipped().in_force("scan.programmes", EDITION).values["kinds"]
    ages = Ages.of(shipped().in_force("register_fold", EDITION).values)
    criteria = criteria_of(shipped().in_force("hardship.criteria", EDITION), _CODE_LIST, ages)
    programme = _questions(ProgrammeForm(kinds=[(key, about["title"]) for key, about in kinds.items()]))
    problem = _questions(
        ProblemForm(signs=[(sign.code, f"{sign.code}: {sign.words}") for sign in criteria.signs])
    )
    return {"programme": programme, "problem": problem, "programmes": 4, "problems": 4}


def _questions(form: EntryForm) -> dict[str, Any]:
    """Each field of a form by its name: what it asks, and the answers that there are."""
    found = {}
    for name, field in form.fields.items():
        choices = field.widget.choices if isinstance(field, ChoiceField) else ()
        options = [words for value, words in choices if value]
        found[name] = {"title": str(field.label), "options": options}
    return found


BLANK_PAPER = (
    Blank(
        name="kunjungan-rumah-tangga",
        title="Kunjungan Rumah Tangga",
        who="Pendamping, fasilitator atau petugas desa",
        when="Diisi di rumah yang dikunjungi, lalu disalin operator di daftar kerja.",
        template="scan/blank_visit",
        edition=EDITION,
        values=_values(),
        asks_for=_OF_A_VILLAGE,
    ),
    Blank(
        name="inventaris-program",
        title="Inventaris Program dan Masalah",
        who="Operator, perangkat desa atau kelurahan, pendamping",
        when="Diisi bersama yang menjalankan programnya, lalu disalin di halaman inventaris.",
        template="scan/blank_inventory",
        edition=EDITION,
        values=_inventory(),
        asks_for=_OF_A_VILLAGE,
    ),
)
