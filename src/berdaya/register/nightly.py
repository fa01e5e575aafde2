"""What this room does once a night."""

from datetime import date

from berdaya.register.services.tidying import destroy_overdue, finish_erasing, sweep


def nightly(day: date) -> dict[str, int]:
    """Destroy what may not be kept, finish what was begun, sweep up. Twice on a day changes nothing more."""
    return {"destroyed": destroy_overdue(day), "finished": finish_erasing(), "swept": sweep()}
