"""`register import` as one call; a page asks for `terms_of` and `order_of` and goes step by step."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from berdaya.access.keys import KeyRing
from berdaya.kernel.files import read_bytes
from berdaya.kernel.findings import Finding, Findings, Refused
from berdaya.region.rules.gazetteer import Gazetteer
from berdaya.register.held import Held, open_snapshot
from berdaya.register.importing.answer import write_answer
from berdaya.register.importing.asking import Request, refuse_unfit
from berdaya.register.importing.examine import Examined, Step, Terms, all_findings, counted_codes, examine
from berdaya.register.importing.job import Order, write_snapshot
from berdaya.register.importing.parent import open_parent
from berdaya.register.importing.places import read_pairs, write_doubts
from berdaya.register.importing.snapshot import clear_beside, clear_leftovers
from berdaya.register.reading.files import Opened, fingerprint, open_file
from berdaya.register.reading.limits import Limits
from berdaya.register.reading.text import Survey
from berdaya.register.rules.faults import found
from berdaya.register.rules.harmless import file_name, harmless
from berdaya.register.rules.manifest import NAME, Charge
from berdaya.register.rules.places import Office
from berdaya.rulebook.rules import Rulebook

_MOST_NEIGHBOURS = 200
_RULES = ("register_purpose", "register_limits", "register_fold", "register_checks")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it. `written` is false when rows were rejected, or when the snapshot was there already."""

    description: Mapping[str, Any]
    written: bool
    unchanged: bool = False
    doubts: int = 0

    @property
    def rejected(self) -> int:
        return int(self.description["rows"]["rejected"])


def run_import(request: Request, book: Rulebook, gazetteer: Gazetteer, ring: KeyRing, step: Step) -> Outcome:
    """Import one file. Without `accept_rejected` a file with rejected rows leaves no snapshot."""
    refuse_unfit(request, gazetteer)
    seen = fingerprint(request.file)
    known = _present(request, seen.sha256)
    if known is not None:
        return Outcome(known.described(), written=False, unchanged=True)
    clear_leftovers(ring)
    clear_beside(request.out, ring)
    terms, order = terms_of(request, book, gazetteer), order_of(request, book)
    if request.parent:
        order = replace(order, parent=open_parent(request.parent, request.profile, request.edition))
    opened, examined, findings = _look(request, book, terms, seen, step)
    for folder in _known_elsewhere(request, seen.sha256):
        findings.add(found("register.same_file", file_name(request.file.name), harmless(folder)))
    if request.doubts and examined.doubts:
        write_doubts(request.doubts, examined.doubts, gazetteer)
    if request.answer:
        step("menulis jawaban")
        write_answer(request.answer, opened, examined)
    description = _describe(request, opened.sha256, examined) | {"findings": findings.as_json()}
    blocked = examined.rows.rejected and not request.accept_rejected
    if blocked or not examined.rows.accepted:
        _refuse_nothing(request, examined)
        return Outcome(description, written=False, doubts=len(examined.doubts))
    write_snapshot(request.out, opened, examined, terms, order, findings, ring, step)
    return Outcome(open_snapshot(request.out, ring).described(), written=True, doubts=len(examined.doubts))


def run_check(request: Request, book: Rulebook, gazetteer: Gazetteer, step: Step) -> dict[str, Any]:
    """The same answer as an import would give, and how often each code occurs. Nothing is written."""
    refuse_unfit(request, gazetteer)
    terms = terms_of(request, book, gazetteer)
    seen = fingerprint(request.file)
    opened, examined, findings = _look(request, book, terms, seen, step)
    _refuse_nothing(request, examined)
    description = _describe(request, opened.sha256, examined) | {"findings": findings.as_json()}
    return description | {"values": counted_codes(examined)}


def _look(
    request: Request, book: Rulebook, terms: Terms, seen: Survey, step: Step
) -> tuple[Opened, Examined, Findings]:
    limits = Limits.of(book.in_force("register_limits", request.today, territory=request.district).values)
    step("membuka berkas")
    opened = open_file(request.file, seen, request.profile, limits)
    examined = examine(opened, terms, step)
    return opened, examined, all_findings(opened, examined)


def _known_elsewhere(request: Request, sha256: str) -> list[str]:
    """Snapshots beside this one that came from the very same file."""
    manifests = sorted(request.out.parent.glob(f"*/{NAME}"))[:_MOST_NEIGHBOURS]
    return [path.parent.name for path in manifests if _tells_of(path, sha256)]


def _tells_of(manifest: Path, sha256: str) -> bool:
    try:
        return f'"sha256": "{sha256}"'.encode() in read_bytes(manifest)
    except (OSError, Refused):
        return False


def _refuse_nothing(request: Request, examined: Examined) -> None:
    if not examined.rows.accepted and not examined.rows.rejected:
        raise Refused(found("file.empty", file_name(request.file.name), "hanya judul, tanpa baris"))


def _present(request: Request, sha256: str) -> Held | None:
    """The snapshot that this very file made here before. Anything else in the way is refused."""
    if not request.out.exists() or (request.out.is_dir() and not any(request.out.iterdir())):
        return None
    if not (request.out / NAME).exists():
        raise Refused(_in_the_way(request, "folder tujuan berisi hal lain"))
    held = open_snapshot(request.out)
    same = (sha256, request.profile.name, request.edition.isoformat())
    if tuple(held.manifest[name] for name in ("sha256", "profile", "edition")) == same:
        return held
    raise Refused(_in_the_way(request, "folder tujuan sudah berisi potret data lain"))


def _in_the_way(request: Request, problem: str) -> Finding:
    return Finding(
        "out.exists", str(request.out), problem, "Pilih folder baru; potret data tidak pernah ditimpa."
    )


def terms_of(request: Request, book: Rulebook, gazetteer: Gazetteer) -> Terms:
    """What the person and the rulebook say about the import."""

    def rule(name: str) -> dict[str, Any]:
        return dict(book.in_force(name, request.today, territory=request.district).values)

    crosswalk = read_pairs(request.crosswalk, "kode_bps") if request.crosswalk else {}
    confirmed = read_pairs(request.confirmed, "kunci") if request.confirmed else {}
    return Terms(
        profile=request.profile,
        edition=request.edition,
        gazetteer=gazetteer,
        office=Office(crosswalk, confirmed, request.district, request.today),
        styles=request.styles,
        folding=rule("register_fold"),
        checks=rule("register_checks"),
        field_date=request.field_date or request.edition,
    )


def order_of(request: Request, book: Rulebook) -> Order:
    """What the snapshot is made for."""
    rule = book.in_force("register_purpose", request.today, territory=request.district)
    until = request.until or _years_after(request.edition, rule.values["retention_years"])
    used = [book.in_force(name, request.today, territory=request.district).key for name in _RULES]
    charge = Charge(
        purpose=request.purpose or rule.values["purpose"],
        legal_basis=request.legal_basis or rule.values["legal_basis"],
        until=until.isoformat(),
        rule=rule.key,
        standing=rule.standing.value,
    )
    return Order(charge, request.today.isoformat(), tuple(used))


def _years_after(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, day=28)


def _describe(request: Request, sha256: str, examined: Examined) -> dict[str, Any]:
    """The same answer as a manifest gives, for an import that wrote none."""
    profile = request.profile
    members = examined.members.height if profile.one_row_per_member else _persons(examined)
    return {
        "register": profile.register,
        "edition": request.edition.isoformat(),
        "profile": profile.name,
        "unit": profile.unit,
        "rows": examined.rows.as_json(),
        "households": examined.households.height,
        "members": members,
        "places": examined.households["place"].n_unique(),
        "columns_dropped": examined.values.dropped,
        "sha256": sha256,
    }


def _persons(examined: Examined) -> int:
    return int(examined.households["persons"].sum())
