"""What the pages of every brought table share: upload, look (errors first), remarks, confirm, drop."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from berdaya.access.requests import HatRequest
from berdaya.documents.files import content_as_attachment
from berdaya.kernel.findings import Findings, Refused

if TYPE_CHECKING:
    from berdaya.access.jobs.models import Job
    from berdaya.access.models import Holding

MOST_FINDINGS = 60


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages of one kind of table: its services, its addresses, the word for what is recorded.
    `home` gives the key of the page where tables of that kind are brought."""

    services: Any
    bring: str
    home: Callable[[Any], int]
    word: str

    @property
    def look(self) -> str:
        return f"{self.bring}-look"

    @property
    def remarks(self) -> str:
        return f"{self.bring}-remarks"

    @property
    def confirm(self) -> str:
        return f"{self.bring}-confirm"

    @property
    def drop(self) -> str:
        return f"{self.bring}-drop"

    def uploaded(self, form: Any, keep: Callable[[Any], Any]) -> HttpResponse | list[dict[str, Any]]:
        """The page that looks at it; or what is wrong with a file that cannot be kept."""
        if not form.is_valid():
            return []
        try:
            return redirect(self.look, keep(form.cleaned_data["file"]).pk)
        except Refused as refused:
            return Findings.of(refused.findings).as_json()

    def gone(self, brought: Any) -> HttpResponse | None:
        """Where to go when the file is destroyed already."""
        return None if brought.file else redirect(self.bring, self.home(brought))

    def looked(self, brought: Any, seen: Any) -> dict[str, Any]:
        """What every such page shows of a table: what blocks it, its rows, what was written."""
        return {
            "pages": self,
            "brought": brought,
            "home": self.home(brought),
            "blocked": seen.blocked,
            "findings": [one.as_json() for one in seen.findings[:MOST_FINDINGS]],
            "more": max(0, len(seen.findings) - MOST_FINDINGS),
            "rows": seen.planned,
            "written": list(brought.written.select_related("proposal__cycle")),
        }

    def given_back(self, brought: Any, content: Callable[[], bytes]) -> HttpResponse:
        """The same file with `Keterangan`."""
        name = f"{brought.title.rpartition('.')[0]}-keterangan"
        return self.gone(brought) or content_as_attachment(content(), name, "xlsx")

    def confirmed(self, hat: Holding, request: HatRequest, brought: Any) -> HttpResponse:
        """Have it written down; refused, the page that looks at it says why."""
        try:
            job: Job = self.services.confirm(hat, brought)
        except Refused:
            problem = "belum dicatat: masih ada yang menghalangi, atau sudah ditutup."
            messages.error(request, f"{self.word} {problem}")
            return redirect(self.look, brought.pk)
        return redirect("job", ident=job.pk)

    def dropped(self, hat: Holding, request: HatRequest, brought: Any) -> HttpResponse:
        self.services.drop(hat, brought)
        messages.success(request, "Tabel dibatalkan dan dimusnahkan.")
        return redirect(self.bring, self.home(brought))
