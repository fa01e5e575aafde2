"""What this room does once a night."""

from datetime import date

from berdaya.scan.services.objections import remind
from berdaya.scan.services.recipients import drop_overdue


def nightly(day: date) -> dict[str, int]:
    """Remind of objections, destroy lists that nobody confirmed. Twice on a day changes nothing more."""
    return {"reminded": remind(day), "lists_dropped": drop_overdue(day)}
