"""Which judgements were made from a register: they stay when its people are erased."""

from berdaya.hardship.models import Evaluation
from berdaya.kernel.offers import Use


def uses_of(kind: str, ident: int) -> list[Use]:
    if kind != "register.snapshot":
        return []
    made = Evaluation.objects.filter(snapshot_id=ident)
    return [Use(f"Penilaian sembilan tanda ({one.made_at:%Y})", open=False) for one in made]
