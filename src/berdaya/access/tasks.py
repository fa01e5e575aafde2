"""What waits for a hat in this room: proposals and codes that need a second person, roles that run out."""

from datetime import timedelta
from typing import Final

from django.urls import reverse

from berdaya.access import reads
from berdaya.access.clock import now, sheets, today_in, zones
from berdaya.access.doors import sheet_of
from berdaya.access.models import Holding
from berdaya.access.rules.grants import may_confirm
from berdaya.access.rules.rights import Right
from berdaya.access.services.roles import grant_of
from berdaya.access.shown import shown_holding
from berdaya.kernel.calendar import format_date
from berdaya.kernel.offers import Task

_ANSWER_WITHIN: Final = timedelta(days=7)
_SOON: Final = timedelta(days=30)


def tasks_for(hat: Holding) -> list[Task]:
    """Only what this very person may do: nobody is asked to confirm what he proposed himself."""
    tasks = _ending_soon(hat)
    if Right.ACCOUNTS_CONFIRM in sheet_of(hat).rights:
        tasks += [_to_confirm(holding) for holding in reads.waiting_for(hat) if _may(hat, holding)]
        tasks += [
            Task(
                f"Periksa kode masuk baru untuk {code.person.name}",
                "Pastikan orangnya sendiri yang meminta; sesudah disetujui, kodenya membuka akun itu.",
                reverse("access:accounts"),
                "Periksa",
                zones().day(code.expires_at, hat.territory),
            )
            for code in reads.waiting_codes_for(hat)
            if hat.person_id not in (code.issued_by_id, code.person_id) and now() < code.expires_at
        ]
    return tasks


def _may(hat: Holding, holding: Holding) -> bool:
    giver, day = holding.granted_by_id, today_in(hat.territory)
    return may_confirm(hat.person_id, giver, hat.hat, grant_of(holding), day, sheets()).allowed


def _to_confirm(holding: Holding) -> Task:
    shown = shown_holding(holding)
    giver = holding.granted_by.name if holding.granted_by else ""
    return Task(
        f"Setujui atau tolak peran {holding.person.name}",
        f"{shown.title}, {shown.place}. Diusulkan {giver}; belum berlaku sebelum orang kedua memeriksa.",
        reverse("access:holding", args=[holding.pk]),
        "Periksa",
        zones().day(holding.granted_at, holding.territory) + _ANSWER_WITHIN,
    )


def _ending_soon(hat: Holding) -> list[Task]:
    """One's own role runs out within a month."""
    last = hat.ended_on or hat.last_day
    if last - today_in(hat.territory) > _SOON:
        return []
    return [
        Task(
            "Minta peran Anda diperpanjang bila masih bertugas",
            f"Peran ini berlaku sampai {format_date(last)}; sesudah itu halamannya tertutup.",
            reverse("access:profile"),
            due=last,
        )
    ]
