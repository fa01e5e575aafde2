"""A Bappeda at work: Bu Ratna draws up the list, Pak Darmo checks it, Mas Agus writes the decree down."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from berdaya.access.clock import today_in
from berdaya.access.models import Holding
from berdaya.access.rules.roles import Role
from berdaya.region.rules.gazetteer import official
from berdaya.targeting.laying_out import setting_of
from berdaya.targeting.models import Decree, Run
from berdaya.targeting.models.runs import FileKind
from berdaya.targeting.rules.changes import Change, ChangeKind
from berdaya.targeting.services.assigning import bring_table, set_up, work_out
from berdaya.targeting.services.computing import drawn, keep, worked_out
from berdaya.targeting.services.deciding import DecreeFacts, check_list, record_decree
from berdaya.targeting.services.discussing import Talk, close_discussion
from berdaya.targeting.services.drafting import begin_run, fill_in
from berdaya.targeting.services.files import bring_file
from tests.office import PEMALANG, TEGAL, hat

PDF = b"%PDF-1.7\nkeputusan\n%%EOF\n"
DESA = official().villages("33.27.01")[:8]
KELURAHAN = [place for place in official().villages("33.27.08") if place.kind.value == "kelurahan"][:4]
# Counts and indices such that Mandiraja is poor although its index is high.
COUNTS = {place.code: 40 + 37 * i for i, place in enumerate(DESA)} | {
    place.code: 60 + 50 * i for i, place in enumerate(KELURAHAN)
}
INDEX = {place.code: f"0.{6200 + 173 * ((i * 5) % 8)}" for i, place in enumerate(DESA)}


def bappeda(name: str) -> Holding:
    return hat(name, Role.BAPPEDA, PEMALANG)


def agency() -> Holding:
    return hat("Bu Siti", Role.AGENCY, PEMALANG, body="Dinas Sosial")


def neighbour() -> Holding:
    return hat("Pak Joko", Role.BAPPEDA, TEGAL)


def counts_file(counts: dict[str, int] | None = None, name: str = "hitungan.csv") -> SimpleUploadedFile:
    rows = [f"{code},{n},{n * 4}" for code, n in (counts or COUNTS).items()]
    return _csv(name, ["code,decile1_households,households", *rows])


def index_file(index: dict[str, str] | None = None, name: str = "idm.csv") -> SimpleUploadedFile:
    rows = [f"{code},{idm},2024" for code, idm in (index or INDEX).items()]
    return _csv(name, ["kode_desa,idm,tahun", *rows])


def _csv(name: str, lines: list[str]) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, "\n".join(lines).encode(), content_type="text/csv")


def scan(content: bytes = PDF, name: str = "pindaian.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="application/pdf")


def send(client: Client, address: str, run: Run | None = None, **fields: object):
    """A form as a browser sends it: with its request number and the version that was seen."""
    content = {"request_id": str(uuid4()), **fields}
    if run is not None and "seen" not in fields:
        content["seen"] = Run.objects.get(pk=run.pk).version
    return client.post(address, content)


def fill(client: Client, run: Run, **other: object) -> Run:
    """All four steps of the inputs: 4 desa and 2 kelurahan of the small kabupaten above."""
    steps = {
        1: {"source": "unggah", "file": counts_file(), "edition": "Juli 2024", "unit": "households"},
        2: {"source": "unggah", "file": index_file()},
        3: {
            "way": "tetap",
            "seats_desa": 4,
            "seats_kelurahan": 2,
            "method": "M1",
            "weight": "0,6",
            "on_date": "2024-11-21",
        },
        4: {"population": "tanpa", "reds": "tanpa", "follows": "", "due": ""},
    }
    for number, fields in steps.items():
        answer = send(
            client, f"/sasaran/{run.pk}/masukan/{number}", run, **(fields | other.get(str(number), {}))
        )
        assert answer.status_code == 302, answer.content.decode()[:3000]
    return Run.objects.get(pk=run.pk)


def draft(maker: Holding) -> Run:
    return begin_run(maker, PEMALANG, today_in(PEMALANG).year)


def filled(maker: Holding, **other: object) -> Run:
    """The same inputs as `fill`, straight through the services."""
    run = draft(maker)
    setting = setting_of(PEMALANG, run)
    given = {
        "counts": bring_file(maker, FileKind.COUNTS, counts_file(), setting).file,
        "counts_edition": "Juli 2024",
        "index": bring_file(maker, FileKind.INDEX, index_file(), setting).file,
        "seats_desa": 4,
        "seats_kelurahan": 2,
        "seats_total": 6,
        "on_date": date(2024, 11, 21),
        "follows": None,
    }
    return fill_in(maker, run, run.version, given | other)


_answers: dict[str, Any] = {}


def computed(maker: Holding, **other: object) -> Run:
    """A computed list; the same inputs give the same answer, so they are worked out once for all tests."""
    run = filled(maker, **other)
    known = repr(sorted(other.items(), key=str))
    if known not in _answers:
        _answers[known] = worked_out(run.territory, run)
    keep(run, run.version, maker.person, _answers[known], drawn(_answers[known]))
    return Run.objects.get(pk=run.pk)


def discussed(maker: Holding, run: Run | None = None, note: str = "") -> Run:
    run = run or computed(maker)
    if run.computation is not None and not run.computation.assignments.exists():
        run = assigned(maker, run)
    held = today_in(PEMALANG) - timedelta(days=2)
    close_discussion(maker, run, run.version, Talk("Forum Perangkat Daerah", held, "BA 12/2026", note))
    return Run.objects.get(pk=run.pk)


def checked(maker: Holding, checker: Holding, run: Run | None = None) -> Run:
    run = discussed(maker, run)
    check_list(checker, run, run.version)
    return Run.objects.get(pk=run.pk)


def decree_fields(**other: object) -> dict[str, object]:
    today = today_in(PEMALANG)
    return {
        "head": "Bupati Pemalang",
        "signatory": "Nama Rekaan",
        "number": "188.4/1/Tahun 2026",
        "date": today.isoformat(),
        "valid_from": today.isoformat(),
        "valid_to": date(today.year + 1, 12, 31).isoformat(),
        "scan": scan(),
    } | other


def decreed(
    maker: Holding, checker: Holding, clerk: Holding, run: Run | None = None, **other: object
) -> tuple[Run, Decree]:
    run = checked(maker, checker, run)
    facts = decree_facts(**other)
    decree = record_decree(clerk, run, run.version, facts, scan())
    return Run.objects.get(pk=run.pk), decree


def decree_facts(**other: object) -> DecreeFacts:
    fields = decree_fields(**other)
    fields.pop("scan")
    days = ("date", "valid_from", "valid_to")
    return DecreeFacts(**{k: date.fromisoformat(v) if k in days else v for k, v in fields.items()})


def one_change(run: Run, action: ChangeKind = ChangeKind.ADD) -> Change:
    """Add the first desa below the line, or drop the last one above it."""
    assert run.computation is not None
    desa = run.computation.results.filter(stratum="desa").order_by("rank")
    row = (
        desa.filter(selected=False).first() if action is ChangeKind.ADD else desa.filter(selected=True).last()
    )
    return Change(row.code, action, "Longsor merusak 40 rumah", "Camat Moga", "BA 3/2026", row.name)


AGENCIES = {
    "DINSOS": "Dinas Sosial",
    "DISPERKIM": "Dinas Perumahan",
    "DINKES": "Dinas Kesehatan",
}


def tables(maker: Holding, run: Run | None = None) -> dict[str, Any]:
    """Three agencies for six places: each is good at one need."""
    run = run or draft(maker)
    fit = {"DINSOS": "C1", "DISPERKIM": "C5", "DINKES": "C4"}
    codes = sorted(COUNTS)
    lines = {
        FileKind.AGENCIES: ["kode,nama,paling_banyak", *(f"{c},{n},3" for c, n in AGENCIES.items())],
        FileKind.FIT: ["perangkat,kebutuhan,kecocokan", *(f"{a},{need},1" for a, need in fit.items())],
        FileKind.NEEDS: [
            "kode,kebutuhan,bagian",
            *(f"{code},{list(fit.values())[i % 3]},1" for i, code in enumerate(codes)),
        ],
    }
    names = {FileKind.AGENCIES: "agencies", FileKind.FIT: "fit", FileKind.NEEDS: "needs"}
    return {
        names[kind]: bring_table(maker, run, kind, _csv(f"{kind.value}.csv", rows))
        for kind, rows in lines.items()
    }


def with_tables(maker: Holding, run: Run) -> Run:
    set_up(maker, run, run.version, tables(maker, run) | {"level_loads": True, "seconds": 20})
    return Run.objects.get(pk=run.pk)


def assigned(maker: Holding, run: Run | None = None) -> Run:
    """A computed list whose places are shared out."""
    run = with_tables(maker, run or computed(maker))
    work_out(run.pk, maker.person)
    return Run.objects.get(pk=run.pk)
