"""Showing an identity number in full: never without a right, a purpose and an entry in the trail."""

from collections.abc import Callable

from django.db import transaction

from berdaya.access.audit import record
from berdaya.access.doors import require
from berdaya.access.models import Holding
from berdaya.access.rules.purposes import Purpose
from berdaya.access.rules.rights import Right


def show_nik(hat: Holding, ident: str, territory: str, purpose: Purpose, read: Callable[[], str]) -> str:
    """The number that `read` opens, after the look has been written down.

    `ident` is the row key of the person looked at, never the number itself. Written first: a look that leaves
    no trace does not happen.
    """
    require(hat, Right.NIK_SHOW, territory)
    with transaction.atomic():
        record(hat, "nik.shown", "resident", ident, territory, purpose=purpose.value)
        return read()
