"""Guarded reads of what is given for a proposal."""

from django.db.models import BigIntegerField, Case, F, OuterRef, Subquery, Sum, When
from django.http import Http404

from berdaya.access.doors import allowed
from berdaya.access.models import Holding
from berdaya.access.rules.rights import Right
from berdaya.deliberation import doors
from berdaya.deliberation.models import Contribution, Proposal
from berdaya.deliberation.rules.contributing import PATH, Kind, path_faults
from berdaya.deliberation.rules.kinds import Source
from berdaya.deliberation.rules.states import State, Target
from berdaya.documents.models import Document
from berdaya.kernel.findings import Finding

RECEIVING = PATH | {State.CARRIED_OUT}
_OWN_PATH = frozenset({Source.SWADAYA.value, Source.CSR.value, Source.CENTRE.value, Source.OTHER.value})
_OWN_TARGETS = frozenset({Target.SWADAYA.value, Target.CSR.value, Target.CENTRE.value})


def may_support(hat: Holding, proposal: Proposal) -> bool:
    """May the hat write down what is given: the unit that proposed, and whoever verifies there?"""
    verifies = allowed(hat, Right.DELIBERATION_VERIFY, proposal.territory).allowed
    return verifies or doors.acts_for(hat, doors.unit_of(proposal))


def on_own_path(proposal: Proposal) -> bool:
    """Is it paid by residents, firms or the centre instead of a budget here?"""
    return proposal.source in _OWN_PATH or proposal.target in _OWN_TARGETS or bool(rows_of(proposal))


def rows_of(proposal: Proposal) -> list[Contribution]:
    """Every entry, in the order in which they were written."""
    return list(Contribution.objects.filter(proposal=proposal).select_related("undone_by"))


def rupiah_of(more: Kind, less: Kind) -> Subquery:
    """For a query of proposals: rupiah of one kind of entry less those of another."""
    value = Case(When(kind=more.value, then=F("value")), When(kind=less.value, then=-F("value")), default=0)
    rows = Contribution.objects.filter(proposal=OuterRef("pk")).order_by().values("proposal")
    total = rows.annotate(rupiah=Sum(value, output_field=BigIntegerField())).values("rupiah")
    return Subquery(total, output_field=BigIntegerField())


def contribution_for(hat: Holding, pk: int, *kinds: Kind) -> Contribution:
    """One entry of one of these kinds; 404 outside the territory."""
    found = Contribution.objects.filter(pk=pk, kind__in=[kind.value for kind in kinds]).first()
    if found is None:
        raise Http404
    doors.proposal_for(hat, found.proposal_id)
    return found


def path_faults_for(hat: Holding, proposal: Proposal, to: State) -> list[Finding]:
    """Why this hat cannot take the proposal that step along its own path."""
    if to not in (State.PLEDGED, State.MONEY_READY, State.HANDED_OVER):
        return []
    rows = rows_of(proposal)
    received = [one for one in rows if one.kind == Kind.RECEIPT.value]
    alone = all(one.by_id == hat.person_id for one in received)
    return list(path_faults(to, proposal.cost or 0, [one.entry for one in rows], alone=alone))


def letters_of(proposal: Proposal) -> list[Document]:
    """Letters that ask for support, the newest first."""
    return list(Document.objects.filter(source=source_of(proposal)).standing().order_by("-pk"))


def source_of(proposal: Proposal) -> str:
    return f"deliberation:support:{proposal.pk}"
