"""Papers of the demo office: a signed annex, and a summary whose scan waits for a second person."""

from pathlib import Path
from typing import Final

from berdaya.access.clock import today_in
from berdaya.access.models import Holding
from berdaya.documents.models import ScanCheck, Series, SignedScan
from berdaya.documents.numbering import open_book
from berdaya.documents.scans import attach_scan, check_scan
from berdaya.documents.uploads import clean_scan, limits_on
from berdaya.site.demo.office.hands import PLACE, Sheet, hat_of, work
from berdaya.site.demo.office.lists import the_decree
from berdaya.targeting.services.printing import ANNEX, SUMMARY, ask_paper, papers_of

KINDS: Final = {ANNEX: "Lampiran Keputusan", SUMMARY: "Ringkasan penetapan"}


def the_papers(folder: Path) -> bool:
    """Annex and summary are printed; both come back signed, one of them compared by a second person."""
    if SignedScan.objects.filter(document__territory=PLACE).count() == len(KINDS):
        return False
    annex = _scanned(hat_of("ratna"), ANNEX, folder)
    if not ScanCheck.objects.filter(scan=annex).exists():
        check_scan(hat_of("agus"), annex, True)
    _scanned(hat_of("tri"), SUMMARY, folder)
    return True


def a_book(folder: Path) -> bool:
    """Bappeda keeps a book of numbers for its letters."""
    year = today_in(PLACE).year
    if Series.objects.filter(territory=PLACE, year=year).exists():
        return False
    open_book(hat_of("ratna"), "Bappeda", "Surat pengantar", year, "050/{n}/{bulan}/{tahun}", first=41)
    return True


def _scanned(hat: Holding, which: str, folder: Path) -> SignedScan:
    """Print the paper and bring its signed copy; what was brought before stays."""
    decree = the_decree()
    work(ask_paper(hat_of("ratna"), decree.run, which))
    paper = next(paper for paper in papers_of(decree.run) if paper.kind == KINDS[which])
    brought = SignedScan.objects.filter(document=paper).first()
    if brought is not None:
        return brought
    scan = Sheet(paper.kind.upper(), decree.number, decree.signatory).scan(folder, f"pindaian-{which}.jpg")
    clean = clean_scan(scan.read(), scan.name, limits_on(today_in(PLACE)))
    return attach_scan(hat, paper, paper.latest, clean)
