"""`berdaya targeting assign`: which agency assists which place."""

import json
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from berdaya.kernel.calendar import today
from berdaya.kernel.files import refuse_overwriting, write_text
from berdaya.kernel.findings import Findings
from berdaya.kernel.settings import local_rules_folder
from berdaya.kernel.terminal import (
    answer_json,
    json_option,
    progress,
    say,
    say_findings,
    speaks_plainly,
)
from berdaya.rulebook.rules import Rule, load
from berdaya.targeting.assign_files import Tables, read_json, read_sources
from berdaya.targeting.options import DAY, FILE, OutFile, Seconds
from berdaya.targeting.rules.assignment import Problem, Row
from berdaya.targeting.rules.assignment_building import build
from berdaya.targeting.rules.assignment_feasibility import off_on_purpose, why_infeasible
from berdaya.targeting.rules.assignment_reading import read_problem
from berdaya.targeting.rules.assignment_written import as_json as problem_as_json

RULE = "targeting.assignment"
INFEASIBLE: dict[str, Any] = {
    "status": "infeasible",
    "gap": None,
    "objective": None,
    "assignment": {},
    "loads": {},
    "dropped": [],
}


@click.command("assign")
@click.option("--problem", type=FILE, help="Soal lengkap (JSON), misalnya dari --problem-out.")
@click.option("--selection", type=FILE, help="Jawaban targeting select (JSON).")
@click.option("--agencies", type=FILE, help="Perangkat: code, name, least, most, strength.")
@click.option("--fit", type=FILE, help="Kecocokan 0 sampai 1: agency, need, fit.")
@click.option("--needs", type=FILE, help="Bagian kebutuhan tiap tempat: code, need, share.")
@click.option("--potentials", type=FILE, help="Bagian potensi tiap tempat: code, need, share.")
@click.option("--distances", type=FILE, help="Jarak jalan: agency, code, km.")
@click.option("--points", type=FILE, help="Titik kantor dan tempat, pengganti jarak: code, lat, lon.")
@click.option("--pins", type=FILE, help="Pasangan tetap atau larang: agency, code, kind, reason, decree.")
@click.option("--previous", type=FILE, help="Jawaban targeting assign tahun lalu (JSON).")
@click.option("--on", type=DAY, help="Tanggal aturan yang berlaku; bawaan hari ini.")
@click.option("--time-limit", type=Seconds(min=0.1, max=86_400), help="Paling lama mencari, dalam detik.")
@click.option("--no-load-row", is_flag=True, help="Tanpa pemerataan beban (baris 3); selesai seketika.")
@click.option("--explain/--no-explain", default=True, help="Hitung pengganti terbaik tiap tempat; bawaan ya.")
@click.option("--problem-out", type=OutFile(".json"), help="Simpan soalnya, agar dapat dihitung ulang.")
@click.option("--out", type=OutFile(".json", ".csv", ".xlsx"), help="Berkas hasil: .json, .csv atau .xlsx.")
@json_option
@speaks_plainly
def assign(
    problem: Path | None,
    on: datetime | None,
    time_limit: float | None,
    no_load_row: bool,
    explain: bool,
    problem_out: Path | None,
    out: Path | None,
    as_json: bool,
    **tables: Path | None,
) -> None:
    """Pasangkan perangkat daerah dengan desa dan kelurahan dampingan.

    Dua cara: --problem SOAL.json, atau --selection, --agencies, --fit dan --needs. Yang dicari adalah
    kecocokan terbesar dengan jarak pendek, pasangan lama yang tetap, dan beban yang merata.
    """
    sources = (problem, *tables.values())
    refuse_overwriting(out, *sources, problem_out)
    refuse_overwriting(problem_out, *sources)
    day = on.date() if on else today()
    asked, rule, findings = _ask(problem, tables, day)
    if asked is None:
        _refuse(findings, as_json)
        return
    if problem_out is not None:
        _write_problem(problem_out, asked)
    findings.extend((*why_infeasible(asked), *off_on_purpose(asked)))
    if findings.blocking:
        answer = INFEASIBLE | {"findings": findings.as_json()}
    else:
        seconds = float(rule.values["time_limit_seconds"]) if time_limit is None else time_limit
        posed = asked.without(frozenset([Row.LOAD])) if no_load_row else asked
        answer = _solve(posed, findings, seconds, explain)
    _hand_over(answer, findings, out, day, as_json, tables.get("selection"), tables.get("needs"))


def _ask(
    problem: Path | None, tables: dict[str, Path | None], day: date
) -> tuple[Problem | None, Rule, Findings]:
    """The problem from one file, or built from the office's tables."""
    if problem is not None:
        if any(tables.values()):
            raise click.UsageError("--problem sudah lengkap; jangan beri berkas lain bersamanya.")
        raw, findings = read_json(problem), Findings()
        rule = _rule(day, _codes(raw))
    else:
        missing = [f"--{name}" for name in ("selection", "agencies", "fit", "needs") if not tables[name]]
        if missing:
            raise click.UsageError(f"Beri --problem, atau lengkapi {', '.join(missing)}.")
        if tables["distances"] and tables["points"]:
            raise click.UsageError("Sebut salah satu: --distances atau --points.")
        findings = Findings()
        given = {name: path for name, path in tables.items() if path is not None}
        sources = read_sources(Tables(**given), findings)
        rule = _rule(day, (str(place["code"]) for place in sources.places))
        raw, found = build(sources, rule)
        _add_all(findings, found)
    read, more = read_problem(raw, rule)
    _add_all(findings, more)
    return (None if findings.blocking else read), rule, findings


def _refuse(findings: Findings, as_json: bool) -> None:
    """A problem that cannot be read has no answer, only findings."""
    say_findings(findings)
    if as_json:
        answer_json({"findings": findings.as_json()})
    say("Belum ada pembagian. Perbaiki yang tertulis di atas, lalu jalankan lagi.")
    raise SystemExit(1)


def _add_all(findings: Findings, more: Findings) -> None:
    for finding, count in more:
        findings.add(finding, count)


def _codes(raw: object) -> Iterable[str]:
    places = raw.get("places") if isinstance(raw, dict) else None
    return (str(p.get("code")) for p in places if isinstance(p, dict)) if isinstance(places, list) else ()


def _rule(day: date, codes: Iterable[str]) -> Rule:
    """The rule of the kabupaten in which the places lie (`33.27` of `33.27.04.2010`)."""
    first = min(codes, default="")
    return load(local_rules_folder()).in_force(RULE, day, territory=".".join(first.split(".")[:2]))


def _write_problem(path: Path, problem: Problem) -> None:
    write_text(path, json.dumps(problem_as_json(problem), ensure_ascii=False, indent=1) + "\n")
    say(f"Soal tertulis di {path}.")


def _solve(problem: Problem, findings: Findings, seconds: float, explain: bool) -> dict[str, Any]:
    """The solver is a large library, so it is loaded when there is something to solve."""
    from berdaya.targeting.assign_answer import answer
    from berdaya.targeting.assign_answer import explain as explained
    from berdaya.targeting.assigning import assign as search

    with progress(f"Mencari pembagian terbaik, paling lama {seconds:g} detik", 100) as step:
        reached = 0

        def told(share: float) -> None:
            nonlocal reached
            step(max(0, int(share * 100) - reached))
            reached = max(reached, int(share * 100))

        assigned = search(problem, seconds=seconds, told=told)
    if not explain or assigned.found is None:
        return answer(problem, assigned, findings, None)
    with progress("Menghitung pengganti terbaik tiap tempat", len(problem.places)) as step:
        explanation = explained(assigned, step)
    return answer(problem, assigned, findings, explanation)


def _hand_over(
    answer: dict[str, Any],
    findings: Findings,
    out: Path | None,
    day: date,
    as_json: bool,
    selection: Path | None,
    needs: Path | None,
) -> None:
    from berdaya.targeting.assign_writing import lines_of, write_answer

    say_findings(findings)
    written = out is not None and write_answer(out, answer, day)
    if as_json:
        answer_json(answer)
    else:
        for line in lines_of(answer):
            say(line)
        if written:
            say(f"Hasil tertulis di {out}.")
        if answer["assignment"]:
            say(_next_step(out, selection, needs))
    if not answer["assignment"]:
        raise SystemExit(1)


def _next_step(out: Path | None, selection: Path | None, needs: Path | None) -> str:
    if out is None or out.suffix.lower() != ".json":
        return "Simpan dengan --out pendamping.json agar lampiran keputusan dapat dicetak."
    chosen = selection or "pilihan.json"
    command = f"berdaya targeting annex --selection {chosen} --assignment {out}"
    command += f" --needs {needs or 'kebutuhan.csv'} --out lampiran.pdf"
    return f"Berikutnya, cetak lampiran keputusan: {command}"
