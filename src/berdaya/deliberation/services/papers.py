"""Issue the berita acara and the receipt of a list that was handed over: outside a transaction, by a job."""

from berdaya.access.models import Person
from berdaya.access.rules.rights import Right
from berdaya.deliberation import doors
from berdaya.deliberation.models import RankedList
from berdaya.deliberation.printing import receipt_paper, receipt_values, record_paper, record_values
from berdaya.deliberation.shown import list_address
from berdaya.documents.models import Document
from berdaya.documents.services import Asked, issue


def print_papers(person: Person, one: RankedList) -> RankedList:
    """Both papers of a list, kept with it. Printed again they are the same papers."""
    if one.handed_at is None:
        return one
    record = _issue(person, one, "record", "deliberation/rembug")
    receipt = _issue(person, one, "receipt", "deliberation/receipt")
    RankedList.objects.filter(pk=one.pk).update(record=record, receipt=receipt)
    one.record, one.receipt = record, receipt
    return one


def _issue(person: Person, one: RankedList, which: str, template: str) -> Document:
    paper, values = (
        (record_paper(one), record_values(one))
        if which == "record"
        else (receipt_paper(one), receipt_values(one))
    )
    asked = Asked(
        territory=one.territory,
        source=f"deliberation:list:{one.pk}",
        template=template,
        paper=paper,
        values=values,
        link=list_address(one.cycle, doors.unit_of(one)),
        reading=Right.DELIBERATION_SEE,
    )
    return issue(person, asked)
