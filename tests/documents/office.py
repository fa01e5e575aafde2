"""Papers that the tests issue in a small office."""

import datetime as dt
from typing import Any

from berdaya.access.models import Holding
from berdaya.access.rules.roles import Role
from berdaya.documents.models import Document
from berdaya.documents.paper import Paper, Signatory, Status
from berdaya.documents.sample import TEMPLATE, sample_values
from berdaya.documents.services import Asked, issue
from tests.office import PEMALANG, hat

DAY = dt.date(2026, 3, 21)
SECRET_WORDS = "Bu Siti menerima beras"


def bu_ratna(territory: str = PEMALANG) -> Holding:
    return hat("Bu Ratna", Role.BAPPEDA, territory)


def asked(**changes: Any) -> Asked:
    """A paper about Pemalang; `number`, `status`, `kind` … go to the paper, the rest to what is asked."""
    facts = {
        "kind": "Surat Keterangan",
        "title": "Surat Keterangan\nDampingan",
        "office": "Bappeda",
        "number": "400/7/2026",
        "place": "Pemalang",
        "date": DAY,
        "signatories": (Signatory(title="Kepala Bappeda", name="Ratna", nip="197004121996032005"),),
    }
    told = {name: changes.pop(name) for name in list(changes) if name in (*facts, "status")}
    values = {**sample_values([]), "closing": changes.pop("closing", SECRET_WORDS)}
    wanted = {"territory": PEMALANG, "source": "coba:surat:1", "template": TEMPLATE, "link": "/"} | changes
    return Asked(paper=Paper(**{**facts, **told}), values=values, **wanted)


def issued(worn: Holding, **changes: Any) -> Document:
    return issue(worn, asked(**changes))


def draft(worn: Holding, **changes: Any) -> Document:
    return issue(worn, asked(status=Status.DRAFT, **changes))
