"""The inputs of a list, one idea at a time; each step is kept when it is sent."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from berdaya.access.clock import today_in
from berdaya.access.doors import needs
from berdaya.access.idempotency import once
from berdaya.access.requests import HatRequest, seen_by
from berdaya.access.rules.rights import Right
from berdaya.documents.arriving import Upload
from berdaya.documents.files import as_attachment, content_as_attachment
from berdaya.documents.store import file_path
from berdaya.kernel.findings import Finding, Refused
from berdaya.kernel.numbers import format_decimal
from berdaya.targeting import doors
from berdaya.targeting.blanks import blank
from berdaya.targeting.file_kinds import FileKind
from berdaya.targeting.forms import (
    NONE,
    UPLOAD,
    ChoosingForm,
    CountsForm,
    ExtrasForm,
    IndexForm,
    SeatsForm,
)
from berdaya.targeting.laying_out import setting_of
from berdaya.targeting.rules.places import Unit
from berdaya.targeting.rules.runs import WORKING, Move
from berdaya.targeting.services.computing import missing_inputs
from berdaya.targeting.services.drafting import fill_in
from berdaya.targeting.services.files import bring_file
from berdaya.targeting.services.steps import require_move
from berdaya.targeting.shown.inputs import shown_inputs
from berdaya.targeting.upstream import snapshots
from berdaya.targeting.views.frame import page_of, told

if TYPE_CHECKING:
    from berdaya.access.models import Holding
    from berdaya.targeting.models import InputFile, Run

Given = dict[str, Any]


class Step(NamedTuple):
    """One page of the inputs."""

    title: str
    hint: str
    form: Callable[[HatRequest, Run], Any]
    given: Callable[[Holding, Run, Any], Given]


@needs(Right.TARGETING_COMPUTE)
@require_http_methods(["GET", "HEAD", "POST"])
@once("targeting.inputs")
def inputs(request: HatRequest, pk: int, step: int) -> HttpResponse:
    """Show or keep one step; the last one shows all and computes."""
    run = doors.run_for(request.hat, pk)
    require_move(request.hat, run, Move.EDIT)
    if step == len(STEPS) + 1:
        return _review(request, run)
    if not 1 <= step <= len(STEPS):
        raise Http404
    one = STEPS[step - 1]
    form, findings = one.form(request, run), None
    if request.method == "POST" and form.is_valid():
        try:
            fill_in(request.hat, run, seen_by(request), one.given(request.hat, run, form))
        except Refused as refused:
            findings = told(refused)
            form.add_error(None, _found(refused.findings))
        else:
            return redirect("targeting-inputs", pk=run.pk, step=step + 1)
    page = page_of(
        run,
        (reverse("targeting-inputs", args=[run.pk, step]), "Masukan"),
        form=form,
        findings=findings,
        number=step,
        step=one,
        steps=range(1, len(STEPS) + 2),
        before=step - 1,
    )
    return render(request, "targeting/inputs.html", page, status=422 if form.errors else 200)


def _found(findings: tuple[Finding, ...]) -> str:
    if len(findings) == 1:
        return f"{findings[0].problem[:1].upper()}{findings[0].problem[1:]}."
    return f"Belum dapat dipakai: {len(findings)} temuan, lihat di bawah."


def _review(request: HatRequest, run: Run) -> HttpResponse:
    page = page_of(
        run,
        (reverse("targeting-inputs", args=[run.pk, len(STEPS) + 1]), "Masukan"),
        shown=shown_inputs(run, run.territory),
        missing=told(missing_inputs(run)),
        number=len(STEPS) + 1,
        steps=range(1, len(STEPS) + 2),
        before=len(STEPS),
    )
    return render(request, "targeting/review.html", page)


# ---------- what each step asks and gives ----------


def _counts_form(request: HatRequest, run: Run) -> CountsForm:
    chosen = f"potret:{run.snapshot}" if run.snapshot else _chosen(run.counts, UPLOAD)
    return CountsForm(
        request.POST or None,
        request.FILES or None,
        snapshots=snapshots(request.hat, run.territory),
        files=doors.files_for(request.hat, run.territory, FileKind.COUNTS),
        initial={"source": chosen, "edition": run.counts_edition, "unit": run.unit},
    )


def _counts_given(hat: Holding, run: Run, form: CountsForm) -> Given:
    given = form.cleaned_data
    kept: Given = {"unit": given["unit"], "counts_edition": given["edition"].strip()}
    kind, _, ident = given["source"].partition(":")
    if kind == "potret":
        return kept | {"snapshot": ident, "counts": None, "counts_edition": ""}
    return kept | {"snapshot": "", "counts": _file(hat, run, form, FileKind.COUNTS)}


def _index_form(request: HatRequest, run: Run) -> IndexForm:
    return IndexForm(
        request.POST or None,
        request.FILES or None,
        files=doors.files_for(request.hat, run.territory, FileKind.INDEX),
        initial={"source": _chosen(run.index, UPLOAD)},
    )


def _index_given(hat: Holding, run: Run, form: IndexForm) -> Given:
    return {"index": _file(hat, run, form, FileKind.INDEX)}


def _seats_form(request: HatRequest, run: Run) -> SeatsForm:
    return SeatsForm(
        request.POST or None,
        initial={
            "way": "bagi" if run.seats_total and run.seats_desa is None else "tetap",
            "seats_desa": run.seats_desa,
            "seats_kelurahan": run.seats_kelurahan,
            "seats_total": run.seats_total if run.seats_desa is None else None,
            "method": run.method,
            "weight": format_decimal(Fraction(run.weight), 4).rstrip("0").rstrip(","),
            "on_date": run.on_date,
        },
    )


def _seats_given(hat: Holding, run: Run, form: SeatsForm) -> Given:
    given = form.cleaned_data
    return {name: given[name] for name in ("method", "weight", "on_date")} | form.seats()


def _extras_form(request: HatRequest, run: Run) -> ExtrasForm:
    hat, place = request.hat, run.territory
    decree = doors.decree_in_force(place, today_in(place))
    return ExtrasForm(
        request.POST or None,
        request.FILES or None,
        population=doors.files_for(hat, place, FileKind.POPULATION),
        reds=doors.files_for(hat, place, FileKind.REDS),
        decree=decree,
        initial={
            "population": _chosen(run.population, NONE),
            "reds": _chosen(run.reds, NONE),
            "follows": str(run.follows_id or ""),
            "due": run.due,
        },
    )


def _extras_given(hat: Holding, run: Run, form: ExtrasForm) -> Given:
    given = form.cleaned_data
    files = {
        name: _extra(hat, run, given[name], given[f"{name}_file"], kind)
        for name, kind in (("population", FileKind.POPULATION), ("reds", FileKind.REDS))
    }
    return files | {"follows": int(given["follows"]) if given["follows"] else None, "due": given["due"]}


def _chosen(file: InputFile | None, otherwise: str) -> str:
    return f"berkas:{file.pk}" if file else otherwise


def _file(hat: Holding, run: Run, form: ChoosingForm, kind: FileKind) -> InputFile:
    return _pick(hat, run, form.cleaned_data["source"], form.cleaned_data["file"], kind)


def _extra(hat: Holding, run: Run, choice: str, upload: Upload, kind: FileKind) -> InputFile | None:
    return None if choice == NONE else _pick(hat, run, choice, upload, kind)


def _pick(hat: Holding, run: Run, choice: str, upload: Upload, kind: FileKind) -> InputFile:
    if choice == UPLOAD:
        return bring_file(hat, kind, upload, setting_of(run.territory, run), Unit(run.unit)).file
    return doors.file_for(hat, int(choice.partition(":")[2]))


STEPS = (
    Step(
        "Siapa yang dihitung?",
        "Pilih potret register yang sudah disahkan, atau unggah hitungan tiap desa dan kelurahan.",
        _counts_form,
        _counts_given,
    ),
    Step(
        "Indeks desa mana yang dipakai?",
        "Satu baris satu desa: kode dan nilai. Kelurahan tidak memiliki indeks desa.",
        _index_form,
        _index_given,
    ),
    Step(
        "Berapa kursi, dan dengan cara apa?",
        "Desa dan kelurahan diperingkat sendiri-sendiri; skornya tidak pernah dibandingkan.",
        _seats_form,
        _seats_given,
    ),
    Step(
        "Ada berkas tambahan?",
        "Semua boleh dilewati. Jumlah seluruh rumah tangga dipakai untuk bagian dan saat skor sama.",
        _extras_form,
        _extras_given,
    ),
)


# ---------- files to take and to fill in ----------


@needs(*WORKING, Right.AUDIT_READ)
@require_safe
def input_file(request: HatRequest, pk: int) -> HttpResponse:
    """A table as somebody brought it, for those who work on lists."""
    kept = doors.file_for(request.hat, pk)
    path = file_path(kept.name)
    if path is None:
        raise Http404
    return as_attachment(path, kept.title.rpartition(".")[0])


@needs(Right.TARGETING_COMPUTE)
@require_safe
def blank_file(request: HatRequest, name: str) -> HttpResponse:
    """A template to fill in, as CSV or XLSX, with the places of the territory in it."""
    made = blank(request.hat.territory, name)
    if made is None:
        raise Http404
    stem, _, ending = name.rpartition(".")
    return content_as_attachment(made, stem, ending)
