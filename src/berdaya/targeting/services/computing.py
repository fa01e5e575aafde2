"""From frozen inputs to a computed list: asked for by a person, worked out in the background."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from django.db import transaction

from berdaya.access.audit import Fact, record
from berdaya.access.jobs.models import Job
from berdaya.access.jobs.services import start
from berdaya.access.models import Holding, Person
from berdaya.documents.store import put_picture
from berdaya.kernel.digests import canonical_json, digest_of
from berdaya.kernel.findings import Finding, Refused
from berdaya.targeting.answer_seal import MARKS
from berdaya.targeting.decided import answer_as_decided
from berdaya.targeting.inputs.gathering import Files
from berdaya.targeting.laying_out import laid_out
from berdaya.targeting.models import Computation, ComputationAnswer, Inputs, PlaceResult, Recheck, Run
from berdaya.targeting.models.runs import INPUTS
from berdaya.targeting.office_words import for_office
from berdaya.targeting.printing.answers import Selected, edition_words
from berdaya.targeting.printing.making import publication_of
from berdaya.targeting.printing.pictures import Pictures
from berdaya.targeting.rules.runs import MOVES, Move, changed_meanwhile
from berdaya.targeting.selecting import Asked, select_places
from berdaya.targeting.services.steps import VERBS, require_move, take
from berdaya.targeting.upstream import snapshot_folder

COMPUTE, RECOMPUTE = "targeting.compute", "targeting.recompute"
NOT_RESULT = ("software", "findings", *MARKS)
Json = dict[str, Any]


def ask_computation(hat: Holding, run: Run, seen: int) -> Job:
    """Put the computation into the queue; a second click gets the same job."""
    require_move(hat, run, Move.COMPUTE)
    if run.version != seen:
        changed_meanwhile().require()
    missing = missing_inputs(run)
    if missing:
        raise Refused(*missing)
    return start(hat.person, COMPUTE, str(run.pk), run.territory)


def missing_inputs(inputs: Inputs) -> list[Finding]:
    """What must be given before anything can be computed."""
    found = []
    if not inputs.snapshot and inputs.counts is None:
        advice = "Pilih potret register, atau unggah hitungan tiap tempat."
        found.append(Finding("run.no_counts", "jumlah desil 1", "belum ada sumbernya", advice))
    if inputs.index is None:
        found.append(Finding("run.no_index", "indeks desa", "belum ada berkasnya", "Unggah indeks desa."))
    if (inputs.seats_total, inputs.seats_desa, inputs.seats_kelurahan) == (None, None, None):
        found.append(
            Finding("run.no_seats", "kursi", "banyaknya belum diisi", "Isi banyaknya tempat dampingan.")
        )
    return found


def compute(run_id: int, person: Person) -> Computation:
    """Work a draft out and keep the result. What stands in the way is kept with the draft for its page."""
    run = Run.objects.select_related("counts", "index", "population", "reds").get(pk=run_id)
    if run.standing not in MOVES[Move.COMPUTE].begins:
        changed_meanwhile().require()
    seen = run.version
    try:
        answer = worked_out(run.territory, run)
    except Refused as refused:
        told = [for_office(finding).as_json() for finding in refused.findings]
        Run.objects.filter(pk=run.pk, version=seen).update(refusal=json.dumps(told, ensure_ascii=False))
        raise Refused(*(for_office(finding) for finding in refused.findings)) from None
    return keep(run, seen, person, answer, drawn(answer))


def worked_out(territory: str, inputs: Inputs) -> Json:
    """The answer of `select` for these inputs."""
    with _asked(territory, inputs) as asked:
        return select_places(asked)


@contextmanager
def _asked(territory: str, inputs: Inputs) -> Iterator[Asked]:
    register = snapshot_folder(territory, inputs.snapshot) if inputs.snapshot else None
    counts = None if register else inputs.counts
    with laid_out(counts, inputs.index, inputs.population, inputs.reds) as paths:
        counted, index, population, reds = paths
        if index is None:
            raise ValueError("a list without an index is not asked for")
        asked = Asked(
            files=Files(counted, register, index, population, reds),
            district=territory,
            on=inputs.on_date,
            seats=inputs.seats_total,
            seats_desa=inputs.seats_desa,
            seats_kelurahan=inputs.seats_kelurahan,
            method=inputs.method,
            weight=Fraction(inputs.weight),
            unit=inputs.unit,
            edition=inputs.counts_edition,
        )
        if inputs.follows is None:
            yield asked
            return
        earlier = index.with_name("daftar-sebelumnya.json")
        _write_earlier(inputs, earlier)
        yield replace(asked, previous=earlier)


def _write_earlier(inputs: Inputs, path: Path) -> None:
    """The decided list that this one follows, as the command line would read it."""
    assert inputs.follows is not None
    computation = inputs.follows.discussion.computation
    path.write_text(canonical_json(answer_as_decided(computation)), encoding="utf-8")


def result_digest(answer: Mapping[str, Any]) -> str:
    """Of all that a computation says; not of the version of the software, nor of names of files."""
    return digest_of({key: value for key, value in answer.items() if key not in NOT_RESULT})


def drawn(answer: Json) -> dict[str, str]:
    """The pictures of the list, drawn once and kept by what they show."""
    least = publication_of(answer).values["least_in_village"]
    pictures = Pictures(Selected(answer).veiled(least), least)
    images = pictures.for_screen()
    return {
        "scatter": put_picture(images["pencar.svg"]),
        "scatter_words": pictures.scatter_words(),
        "map": put_picture(images["peta.svg"]),
        "map_words": pictures.map_words(),
    }


def keep(run: Run, seen: int, person: Person, answer: Json, pictures: dict[str, str]) -> Computation:
    """Write a computed list down with its inputs: from here on it is never changed."""
    with transaction.atomic():
        computation = Computation.objects.create(
            run=run,
            number=run.computations.count() + 1,
            made_by=person,
            **pictures,
            **{name: getattr(run, name) for name in INPUTS},
            **_figures(answer),
        )
        ComputationAnswer.objects.create(computation=computation, content=canonical_json(answer))
        PlaceResult.objects.bulk_create(_rows(computation, answer), batch_size=500)
        facts: dict[str, Fact] = {"number": computation.number, "result": computation.result_digest}
        take(run, Move.COMPUTE, person, seen, facts=facts, computation=computation, refusal="")
    return computation


def _figures(answer: Json) -> Json:
    seats, cover, firm = answer["seats"], answer["coverage"], answer["sensitivity"]
    source, rule = answer["register"], answer["rules"][0]
    edition = f" edisi {edition_words(source['edition'])}" if source["edition"] else ""
    strata = [row["stratum"] for row in answer["places"]]
    return {
        "software": answer["software"],
        "input_digest": answer["input_digest"],
        "result_digest": result_digest(answer),
        "register_words": (source["name"] or "Hitungan kantor") + edition,
        "index_name": answer["index"]["name"],
        "index_words": answer["index"]["title"],
        "rule_key": rule["key"],
        "rule_source": rule["source"],
        "rule_standing": rule["standing"],
        "places": cover["places"],
        "desa": strata.count("desa"),
        "kelurahan": strata.count("kelurahan"),
        "desa_seats": seats["desa"],
        "kelurahan_seats": seats["kelurahan"],
        "n_all": cover["decile1_total"],
        "n_selected": cover["decile1_selected"],
        "inti": firm["selected"]["inti"] + firm["outside"]["inti"],
        "ambang_inside": firm["selected"]["ambang"],
        "ambang_outside": firm["outside"]["ambang"],
        "lists": firm["lists"],
    }


def _rows(computation: Computation, answer: Json) -> Iterator[PlaceResult]:
    told = {row["code"]: row for row in (*answer["selected"], *answer["near_misses"])}
    for row in answer["places"]:
        words = told.get(row["code"], {})
        yield PlaceResult(
            computation=computation,
            code=row["code"],
            name=row["name"],
            kecamatan=row["kecamatan"],
            stratum=row["stratum"],
            rank=row["rank"],
            n=row["N"],
            whole=row["households"],
            listed=row["listed"],
            idm=None if row["idm"] is None else Decimal(row["idm"]),
            status=row["status"] or "",
            red=row["red"],
            score=row["score"],
            times=row["lists"],
            firmness=row["class"],
            selected=row["selected"],
            reason=words.get("reason", ""),
            tipping=(words.get("tipping") or {}).get("sentence", ""),
        )


# ---------- once more ----------


def ask_recheck(hat: Holding, run: Run, computation: Computation) -> Job:
    """Compute a list once more from what is stored, and see whether it comes out the same."""
    require_move(hat, run, Move.RECHECK)
    return start(hat.person, RECOMPUTE, str(computation.pk), run.territory)


def recheck(computation_id: int, person: Person) -> Recheck:
    before = Computation.objects.select_related("run", "counts", "index", "population", "reds").get(
        pk=computation_id
    )
    answer = worked_out(before.run.territory, before)
    digests = {"input_digest": answer["input_digest"], "result_digest": result_digest(answer)}
    same = all(getattr(before, name) == value for name, value in digests.items())
    with transaction.atomic():
        made = Recheck.objects.create(
            computation=before,
            software=answer["software"],
            same=same,
            differs="" if same else _difference(before, answer),
            made_by=person,
            **digests,
        )
        facts: dict[str, Fact] = {"computation": before.number, "same": same}
        record(person, VERBS[Move.RECHECK], "run", before.run_id, before.run.territory, facts)
    return made


def _difference(before: Computation, answer: Json) -> str:
    """Which parts of the answer are not what they were, in words."""
    if before.input_digest != answer["input_digest"]:
        return "masukan atau aturannya tidak sama dengan saat daftar dihitung"
    old: Json = json.loads(before.answer.content)
    now = {row["code"] for row in answer["selected"]}
    then = {row["code"] for row in old["selected"]}
    if now != then:
        return f"{len(now ^ then)} tempat berpindah sisi"
    parts = sorted(key for key in old if key not in NOT_RESULT and old[key] != answer.get(key))
    return f"bagian {', '.join(parts)} berbeda; daftar tempatnya sama"
