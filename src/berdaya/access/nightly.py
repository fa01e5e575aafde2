"""What this room tidies up at night."""

from datetime import date

from berdaya.access.clock import days, minutes, now
from berdaya.access.models import FormReceipt, LoginAttempt, SecondFactor, Sitting
from berdaya.access.services.drafts import hand_on


def nightly(day: date) -> dict[str, int]:
    """Forget what has served its time, and hand on the drafts of terms that are over."""
    moment = now()
    return {
        "attempts": LoginAttempt.objects.filter(at__lt=moment - days("keep_attempts_days")).delete()[0],
        "receipts": FormReceipt.objects.filter(at__lt=moment - days("keep_receipts_days")).delete()[0],
        "sittings": Sitting.objects.filter(seen_at__lt=moment - minutes("idle_minutes")).delete()[0],
        "unfinished_factors": SecondFactor.objects.filter(
            enrolled_at=None, begun_at__lt=moment - days("link_days")
        ).delete()[0],
        "drafts": hand_on(moment),
    }
