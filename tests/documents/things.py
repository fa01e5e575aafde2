"""Papers, scans and numbers that stand in addresses, for the matrix of routes; all at one RT."""

from collections.abc import Mapping
from typing import Any

from berdaya.access.models import Holding
from berdaya.documents.models import Number, Series
from berdaya.documents.scans import attach_scan
from berdaya.documents.services import issue
from berdaya.documents.tables import Column, Sheet
from berdaya.documents.uploads import Clean
from tests.documents.office import DAY, asked, bu_ratna
from tests.shape.things import PLACE

SHEETS = (Sheet(name="Lampiran", columns=(Column("Desa"),), rows=[("Plakaran",)]),)


def paper(maker: Holding) -> Mapping[str, Any]:
    made = issue(bu_ratna(), asked(territory=PLACE, sheets=SHEETS))
    return {"pk": made.pk, "territory": PLACE}


def a_print(maker: Holding) -> Mapping[str, Any]:
    return {**paper(maker), "version": 1}


def scan(maker: Holding) -> Mapping[str, Any]:
    ratna = bu_ratna()
    made = issue(ratna, asked(territory=PLACE))
    return {"pk": made.pk, "scan": attach_scan(ratna, made, 1, Clean(b"%PDF-", "pdf")).pk, "territory": PLACE}


def book(maker: Holding) -> Mapping[str, Any]:
    made = Series.objects.create(
        territory=PLACE, office="RT 03", kind="Surat", year=DAY.year, pattern="{n}/{tahun}", last=1
    )
    return {"pk": made.pk, "territory": PLACE}


def number(maker: Holding) -> Mapping[str, Any]:
    made = book(maker)
    taken = Number.objects.create(series_id=made["pk"], n=1, text="1/2026", purpose="undangan rapat")
    return {**made, "number": taken.pk}
