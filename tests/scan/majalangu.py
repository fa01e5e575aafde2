"""Majalangu at work: three households of its register, and lists of recipients as offices send them."""

from django.core.files.uploadedfile import SimpleUploadedFile

from berdaya.register.models import Snapshot
from berdaya.scan.models import Cycle, Pair, ProgramItem, RecipientList
from berdaya.scan.rules.inventory import Aspect, Source, Status, Strategy, Unit
from tests.hardship.test_evaluate_command import FULL, VILLAGE
from tests.register.bringing import MAJALANGU, Cast, Desk, text_of
from tests.register.desk import changed, csv_text

# Siti (decile 1, with Darmi and Anto), Joko (decile 4), and Karto, too well off for the work list.
KARTO = changed(
    VILLAGE[-1], id="332704001000010009", persen="77", nik="3327041208700009", nama="KARTO", krt="KARTO",
    umur="45",
)  # fmt: skip
HEAD = "nama;nik;jk;umur;rt;rw\n"
PKH = {
    "kind": "pkh",
    "name": "PKH tahap 2",
    "source": Source.CENTRAL.value,
    "body": "Kementerian Sosial",
    "aspect": Aspect.SOCIAL.value,
    "strategy": Strategy.BURDEN.value,
    "budget": "12.000.000",
    "unit": Unit.FAMILIES.value,
    "planned": "20",
    "realised": "15",
    "men": "5",
    "women": "10",
    "location": "Krajan",
    "status": Status.RUNNING.value,
    "document": "",
}


def opened(people: Cast) -> Cycle:
    """Opened by Bu Ratna through the pages."""
    people.registered(csv_text((*VILLAGE, KARTO), FULL))
    sent = {"snapshot": Snapshot.objects.get().pk, "agency": "Dinas Pertanian", "basis": "Surat tugas 4/2026"}
    response = people.ratna.post("scan-open", MAJALANGU, **sent)
    assert response.status_code == 302, text_of(response)
    return Cycle.objects.get()


def programme(desk: Desk, cycle: Cycle, **changed_: str) -> ProgramItem:
    response = desk.post("scan-programme-add", cycle.pk, **{**PKH, **changed_})
    assert response.status_code == 302, text_of(response)
    return ProgramItem.objects.latest("pk")


def send(desk: Desk, item: ProgramItem, content: str | bytes, name: str = "pkh.csv", **changed_: str):
    raw = content.encode() if isinstance(content, str) else content
    told = {"as_of": "2026-01-10", "source": "Dinsos, surat 460/12", **changed_}
    return desk.post("scan-list-bring", item.pk, file=SimpleUploadedFile(name, raw), **told)


def brought(desk: Desk, item: ProgramItem, content: str | bytes, **changed_: str) -> RecipientList:
    response = send(desk, item, content, **changed_)
    assert response.status_code == 302, text_of(response)
    return RecipientList.objects.latest("pk")


def matched(desk: Desk, item: ProgramItem, content: str) -> RecipientList:
    """A list on its whole way, up to the pairs."""
    kept = brought(desk, item, content)
    assert desk.post("scan-list-confirm", kept.pk).status_code == 302
    kept.refresh_from_db()
    assert kept.matched_at is not None
    return kept


def judge(desk: Desk, pair: Pair, verdict: str, ground: str = "data"):
    pair.refresh_from_db()
    return desk.post("scan-pair", pair.pk, verdict=verdict, ground=ground, seen=pair.seen)
