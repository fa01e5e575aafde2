"""What this room does once a night."""

from datetime import date

from berdaya.scan.services.objections import remind


def nightly(day: date) -> dict[str, int]:
    """Remind those who answer objections. Twice on a day changes nothing more."""
    return {"reminded": remind(day)}
