"""What is wrong with a request, before the register file is read and long before anything is written."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations
from pathlib import Path

from berdaya.kernel.files import refuse_irregular, refuse_overwriting
from berdaya.kernel.findings import Finding, Refused
from berdaya.region.rules.codes import Level, has_form, level_of
from berdaya.region.rules.gazetteer import Gazetteer
from berdaya.register.importing.answer import refuse_form
from berdaya.register.importing.checks import Styles
from berdaya.register.rules.profiles import Profile
from berdaya.register.rules.uploads import Intent, may_keep


@dataclass(frozen=True, slots=True)
class Request:
    """What a person asks for."""

    file: Path
    profile: Profile
    edition: date
    out: Path
    today: date
    purpose: str | None = None
    legal_basis: str | None = None
    until: date | None = None
    field_date: date | None = None
    district: str = ""
    crosswalk: Path | None = None
    confirmed: Path | None = None
    mapping: Path | None = None
    doubts: Path | None = None
    parent: Path | None = None
    answer: Path | None = None
    accept_rejected: bool = False
    styles: Styles = field(default_factory=Styles)


def refuse_unfit(request: Request, gazetteer: Gazetteer) -> None:
    """Refused with all that is wrong with dates, purpose and territory, or with the first file in the way."""
    faults = [*may_keep(_intent(request), request.today).against, *_of_district(request.district, gazetteer)]
    if faults:
        raise Refused(*faults)
    _refuse_tangled(request)


def _intent(request: Request) -> Intent:
    """What the person said; where nothing was said a rule will, and there is nothing against it."""
    purpose, basis = ("-" if text is None else text for text in (request.purpose, request.legal_basis))
    until = request.until or date.max
    return Intent(request.profile.name, request.edition, purpose, basis, until, request.field_date)


def _of_district(code: str, gazetteer: Gazetteer) -> Iterator[Finding]:
    if not code:
        return
    known = has_form(code) and level_of(code) is Level.KABUPATEN and gazetteer.get(code)
    if not known:
        problem = "bukan kode kabupaten atau kota dalam daftar resmi"
        advice = "Tulis seperti 33.27; cari dengan: berdaya region find NAMA."
        yield Finding("request.district", "--district", problem, advice)


def _refuse_tangled(request: Request) -> None:
    """What is written stands neither in the place of what is read, nor inside it, nor inside each other."""
    written = [path for path in (request.out, request.answer, request.doubts) if path is not None]
    sources = (request.file, request.crosswalk, request.confirmed, request.mapping, request.parent)
    read = [path for path in sources if path is not None]
    if request.out.name in ("", ".."):
        advice = "Sebut folder baru, misalnya --out potret/bdt-2015."
        raise Refused(Finding("file.no_name", "--out", "nama folder kosong", advice))
    if request.answer:
        refuse_form(request.answer)
    for path in written:
        if path != request.out and path.exists():
            refuse_irregular(path)
        refuse_overwriting(path, *read)
        _refuse_inside(path, read)
    for one, other in combinations(written, 2):
        refuse_overwriting(one, other)
        _refuse_inside(one, [other])
        _refuse_inside(other, [one])


def _refuse_inside(path: Path, others: Sequence[Path]) -> None:
    for other in others:
        if other.resolve() in path.resolve().parents:
            problem = f"berada di dalam {other}, yang juga disebut dalam perintah ini"
            raise Refused(Finding("file.inside", str(path), problem, "Sebut tempat lain untuk hasilnya."))
