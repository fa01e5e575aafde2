"""Which agency assists which place: bring tables, tie pairs, work it out in the background."""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from django.db import transaction

from berdaya.access.audit import Fact
from berdaya.access.doors import require
from berdaya.access.jobs.models import Job
from berdaya.access.jobs.services import start
from berdaya.access.models import Holding, Person
from berdaya.access.rules.rights import Right
from berdaya.documents.arriving import Upload, read_upload, table_as_file
from berdaya.documents.reading import read_table
from berdaya.kernel.digests import canonical_json, digest_of
from berdaya.kernel.findings import Finding, Findings, Refused, Severity
from berdaya.targeting.answer_seal import MARKS
from berdaya.targeting.assigning_office import COLUMNS, Posed, agencies_in, assignment_of, pose
from berdaya.targeting.models import (
    AgencyPair,
    AssignedPlace,
    Assignment,
    AssignmentAnswer,
    AssignmentSetup,
    InputFile,
    PairWithdrawal,
    Run,
)
from berdaya.targeting.models.assignments import PAIR_KINDS, TABLES
from berdaya.targeting.models.runs import FileKind
from berdaya.targeting.office_words import for_office
from berdaya.targeting.rules.assignment import Row
from berdaya.targeting.rules.runs import MOVES, Move, changed_meanwhile
from berdaya.targeting.services.discussing import decided_codes
from berdaya.targeting.services.files import keep_file
from berdaya.targeting.services.steps import require_move, take

ASSIGN: Final = "targeting.assign"
NOT_RESULT: Final = ("findings", "solver", *MARKS)
Json = dict[str, Any]
Told = Callable[[float], None]


def setup_of(run: Run) -> AssignmentSetup:
    """The tables so far; a setup that nobody saved yet where there are none."""
    told = AssignmentSetup.objects.select_related(*(n for n in TABLES if n not in ("level_loads", "seconds")))
    return told.filter(run=run).first() or AssignmentSetup(run=run)


def bring_table(hat: Holding, run: Run, kind: FileKind, upload: Upload) -> InputFile:
    """Keep a table of an assignment. Refused, with everything found, when it cannot serve."""
    require(hat, Right.TARGETING_COMPUTE, run.territory)
    content, title = read_upload(upload)
    columns = COLUMNS[kind]
    with table_as_file(content, title) as path:
        table = read_table(path, columns)
    found = [finding for finding in table.findings if finding.severity is Severity.ERROR]
    for row in table.rows:
        for column in columns:
            if column.required and not row[column.name]:
                where = f"{row.where} kolom {column.name}"
                found.append(Finding("assign.empty_cell", where, "selnya kosong", "Isi sel itu."))
    if found:
        raise Refused(*found)
    return keep_file(hat, kind, content, title, run.territory, len(table.rows))


def set_up(hat: Holding, run: Run, seen: int, given: Mapping[str, Any]) -> AssignmentSetup:
    """Write down which tables are used."""
    require_move(hat, run, Move.ASSIGN)
    if unknown := set(given) - set(TABLES):
        raise ValueError(f"not tables of an assignment: {sorted(unknown)}")
    with transaction.atomic():
        take(run, Move.ASSIGN, hat, seen, facts={"tables": len(given)})
        setup, _ = AssignmentSetup.objects.update_or_create(run=run, defaults={**given, "refusal": ""})
    return setup


def tie(
    hat: Holding, run: Run, seen: int, *, agency: str, code: str, kind: str, reason: str, decree: str = ""
) -> AgencyPair:
    """Tie an agency to a place, or keep them apart, with the reason that the annex prints."""
    require_move(hat, run, Move.ASSIGN)
    if faults := _pair_faults(run, agency, code, kind, reason):
        raise Refused(*faults)
    with transaction.atomic():
        take(run, Move.ASSIGN, hat, seen, facts={"agency": agency, "place": code})
        return AgencyPair.objects.create(
            run=run,
            agency=agency,
            code=code,
            kind=kind,
            reason=reason.strip(),
            decree=decree.strip(),
            entered_by=hat.person,
        )


def untie(hat: Holding, run: Run, seen: int, pair: AgencyPair, reason: str) -> None:
    """Take a pin or a ban back; it stays readable."""
    require_move(hat, run, Move.ASSIGN)
    if not reason.strip() or hasattr(pair, "withdrawal"):
        raise Refused(Finding("run.no_reason", "alasan", "belum diisi", "Tulis mengapa ditarik."))
    with transaction.atomic():
        take(run, Move.ASSIGN, hat, seen, facts={"withdrawn": pair.pk})
        PairWithdrawal.objects.create(pair=pair, reason=reason.strip(), withdrawn_by=hat.person)


def _pair_faults(run: Run, agency: str, code: str, kind: str, reason: str) -> list[Finding]:
    assert run.computation is not None
    found = []
    if kind not in PAIR_KINDS:
        found.append(_fault("pair_kind", "jenis", "bukan tetap atau larang", "Pilih salah satu."))
    if not reason.strip():
        found.append(_fault("pair_reason", "alasan", "belum diisi", "Tulis alasan; ia ikut tercetak."))
    if agency not in agencies_in(setup_of(run).agencies):
        found.append(_fault("pair_agency", agency, "tidak ada dalam daftar perangkat", "Pilih perangkat."))
    if code not in decided_codes(run.computation):
        found.append(_fault("pair_place", code, "tidak ada dalam daftar dampingan", "Pilih tempat."))
    standing = AgencyPair.objects.filter(run=run, code=code).standing()
    if standing.filter(agency=agency).exists():
        found.append(_fault("pair_twice", code, "pasangan ini sudah tercatat", "Tarik dahulu yang lama."))
    elif kind == "tetap" and standing.filter(kind="tetap").exists():
        problem = "sudah ditetapkan untuk perangkat lain"
        found.append(_fault("pinned_twice", code, problem, "Satu tempat satu perangkat utama."))
    return found


def _fault(code: str, where: str, problem: str, advice: str) -> Finding:
    return Finding(f"assign.{code}", where, problem, advice)


# ---------- working it out ----------


def missing_tables(setup: AssignmentSetup) -> list[Finding]:
    words = {"agencies": "perangkat daerah", "fit": "kecocokan", "needs": "kebutuhan tiap tempat"}
    return [
        _fault(f"no_{name}", label, "belum ada berkasnya", f"Unggah berkas {label}.")
        for name, label in words.items()
        if getattr(setup, name) is None
    ]


def ask_assignment(hat: Holding, run: Run, seen: int) -> Job:
    """Put it into the queue; a second click gets the same job."""
    require_move(hat, run, Move.ASSIGN)
    if run.version != seen:
        changed_meanwhile().require()
    if missing := missing_tables(setup_of(run)):
        raise Refused(*missing)
    return start(hat.person, ASSIGN, str(run.pk), run.territory)


def work_out(run_id: int, person: Person, told: Told = lambda _share: None) -> Assignment:
    """Solve and keep the answer. What stands in the way is kept with the tables for their page."""
    run = Run.objects.select_related("computation", "follows__run").get(pk=run_id)
    if run.standing not in MOVES[Move.ASSIGN].begins or run.computation is None:
        changed_meanwhile().require()
    seen, setup = run.version, setup_of(run)
    posed = _posed(run, setup)
    answer = _solved(posed, setup, told)
    return _keep(run, seen, person, setup, posed, answer)


def _posed(run: Run, setup: AssignmentSetup) -> Posed:
    try:
        posed = pose(run, setup)
    except Refused as refused:
        findings = Findings.of(refused.findings)
        raise _refusal(setup, findings) from None
    if posed.problem is None:
        raise _refusal(setup, posed.findings)
    return posed


def _refusal(setup: AssignmentSetup, findings: Findings) -> Refused:
    told = [for_office(finding).as_json() | {"count": count} for finding, count in findings]
    refusal = json.dumps(told, ensure_ascii=False)
    AssignmentSetup.objects.filter(pk=setup.pk).update(refusal=refusal)
    return Refused(*(for_office(finding) for finding, _ in findings))


def _solved(posed: Posed, setup: AssignmentSetup, told: Told) -> Json:
    """The solver is a large library, so it is loaded when there is something to solve."""
    from berdaya.targeting.assign_answer import answer, explain
    from berdaya.targeting.assigning import assign

    assert posed.problem is not None
    problem = posed.problem if setup.level_loads else posed.problem.without(frozenset([Row.LOAD]))
    assigned = assign(problem, seconds=float(setup.seconds), told=told)
    return answer(problem, assigned, posed.findings, explain(assigned))


def _keep(
    run: Run, seen: int, person: Person, setup: AssignmentSetup, posed: Posed, answer: Json
) -> Assignment:
    assert run.computation is not None
    with transaction.atomic():
        made = Assignment.objects.create(
            computation=run.computation,
            number=run.computation.assignments.count() + 1,
            decided_digest=digest_of(sorted(answer["assignment"])),
            made_by=person,
            has_distances=posed.problem is not None and posed.problem.km is not None,
            **{name: getattr(setup, name) for name in TABLES},
            **_figures(answer),
        )
        AssignmentAnswer.objects.create(assignment=made, content=canonical_json(answer))
        AssignedPlace.objects.bulk_create(_leads(made, answer))
        facts: dict[str, Fact] = {"number": made.number, "result": made.result_digest}
        take(run, Move.ASSIGN, person, seen, facts=facts)
        AssignmentSetup.objects.filter(pk=setup.pk).update(refusal="")
    return made


def _figures(answer: Json) -> Json:
    fair = (answer["explanation"] or {}).get("fairness", {})
    solver = answer["solver"]
    result = {key: value for key, value in answer.items() if key not in NOT_RESULT}
    return {
        "status": answer["status"],
        "gap": str(answer["gap"]),
        "objective": answer["objective"] or "",
        "dropped": ",".join(str(row) for row in answer["dropped"]),
        "stopped_by": answer["stopped_by"] or "",
        "heaviest": fair.get("heaviest") or "",
        "max_to_mean": fair.get("max_to_mean") or "",
        "gini": fair.get("gini") or "",
        "agency_count": len(answer["agencies"]),
        "place_count": len(answer["places"]),
        "rule_key": answer["rule"],
        "input_digest": answer["input_digest"],
        "result_digest": digest_of(result),
        "software": f"{solver['name']} {solver['version']}",
    }


def _leads(made: Assignment, answer: Json) -> Iterator[AssignedPlace]:
    names = {agency["code"]: agency["name"] for agency in answer["agencies"]}
    told = (answer["explanation"] or {}).get("places", {})
    about_of = {place["code"]: place for place in answer["places"]}
    for code, agency in answer["assignment"].items():
        about, place = told.get(code, {}), about_of[code]
        other, favourite = about.get("other") or {}, about.get("favourite") or {}
        yield AssignedPlace(
            assignment=made,
            code=code,
            name=place["name"],
            kecamatan=place.get("kecamatan", ""),
            stratum=place.get("stratum", ""),
            n=int(place.get("N", 0)),
            agency=agency,
            agency_name=names[agency],
            fit=about.get("fit") or "",
            km=about.get("km") or "",
            kept=about.get("kept"),
            pinned=(about.get("pinned") or {}).get("reason", ""),
            needs=",".join(about.get("needs", ())),
            other=names.get(other.get("agency", ""), ""),
            loss=other.get("loss_decimal", ""),
            how=other.get("how", ""),
            favourite=names.get(favourite.get("agency", ""), ""),
            stopped_by=favourite.get("stopped_by", ""),
        )


def fits_list(run: Run, made: Assignment | None) -> bool:
    """Was the assignment worked out for the list as it is decided now?"""
    if made is None or run.computation is None:
        return False
    return made.decided_digest == digest_of(sorted(decided_codes(run.computation)))


def standing_assignment(run: Run) -> Assignment | None:
    """The newest assignment, where it fits the decided list."""
    made = assignment_of(run)
    return made if fits_list(run, made) else None
