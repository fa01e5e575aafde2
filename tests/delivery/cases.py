"""Lists and lines shared by the tests: the 105 receivers of the seed, invented one by one."""

from datetime import date
from typing import Any

from berdaya.delivery.rules.honoraria import Payee

TARIFFS = {"rt": 1_000_000, "rw": 1_200_000, "lpmk": 1_500_000}
LINE = 1_285_200_000
TOTAL = 1_594_389_976


def payee(at: int, kind: str = "rt", sex: str = "L", **changes: Any) -> Payee:
    facts: dict[str, Any] = {
        "seat": f"{kind}-{at}",
        "person": f"orang {kind} {at}",
        "office": f"ketua {kind} {at}",
        "kind": kind,
        "sex": sex,
        "amount": TARIFFS[kind],
        "first_day": date(2023, 1, 1),
        "last_day": None,
        "where": f"baris {kind} {at}",
    }
    return Payee(**(facts | changes))


def heads(lpmk: str = "L") -> list[Payee]:
    """RT 79 L and 17 P, RW 8 L, one LPMK whose sex the seed does not say."""
    rts = [payee(at, "rt", "P" if at >= 79 else "L") for at in range(96)]
    return [*rts, *(payee(at, "rw") for at in range(8)), payee(0, "lpmk", lpmk)]
