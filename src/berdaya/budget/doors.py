"""Which statements a hat may see: those of its own territory and below."""

from django.http import Http404

from berdaya.access.doors import not_yours
from berdaya.access.models import Holding
from berdaya.budget.models import Statement, Version


def statements_for(hat: Holding) -> list[Statement]:
    """Every statement of the hat's territory, the newest year first."""
    return list(Statement.objects.within(hat.territory))


def statement_for(hat: Holding, pk: int, *, lock: bool = False) -> Statement:
    """One statement; the same 404 for absent and not yours."""
    rows = Statement.objects.select_for_update() if lock else Statement.objects.all()
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    not_yours(hat, found.territory)
    return found


def versions_of(statement: Statement) -> list[Version]:
    """All versions, the newest first. Whoever has the statement may read them."""
    return list(statement.versions.select_related("made_by").order_by("-number"))


def newest_of(statement: Statement) -> Version:
    """The version that stands."""
    found = statement.versions.select_related("made_by").order_by("-number").first()
    if found is None:
        raise Http404
    return found
