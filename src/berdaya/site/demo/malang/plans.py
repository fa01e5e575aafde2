"""What Kota Malang has said it will do: kamus usulan, authority and priorities, each seen by two people."""

from datetime import date
from pathlib import Path
from typing import Final

from django.db import transaction

from berdaya.plan.files import template
from berdaya.plan.models import Edition
from berdaya.plan.rules.drafts import Frame
from berdaya.plan.rules.lists import ListKind
from berdaya.plan.services.deciding import confirm
from berdaya.plan.services.drafts import bring, submit
from berdaya.site.demo.malang.ground import CITY, on, this_year
from berdaya.site.demo.office.hands import hat_of

SOURCE: Final = "Contoh untuk peragaan, bukan peraturan"


@transaction.atomic
def the_plans(folder: Path) -> bool:
    """Kamus and authority are the examples that Berdaya brings; the priorities are invented."""
    if Edition.objects.filter(territory=CITY).exists():
        return False
    year = this_year()
    first = date(year - 2, 10, 1)
    contents = {
        kind: template(kind, "csv", first, starter=True) for kind in (ListKind.KAMUS, ListKind.AUTHORITY)
    }
    file = Path(__file__).with_name("priorities.csv").read_text(encoding="utf-8")
    contents[ListKind.PRIORITIES] = file.replace("PERIODE", f"{year - 2}-{year + 3}").encode()
    with on(date(year - 2, 10, 6)):
        yuni, hadi = hat_of("yuni"), hat_of("hadi")
        for kind, content in contents.items():
            draft = bring(yuni, kind, Frame(CITY, "", SOURCE, first), content, f"{kind.value}.csv")
            submit(yuni, draft.pk)
            confirm(hadi, draft.pk)
    return True
