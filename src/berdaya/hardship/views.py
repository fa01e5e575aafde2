"""Registers that were judged by the nine signs, one of them, and the needs of one place."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from berdaya.access.doors import needs
from berdaya.access.idempotency import once
from berdaya.access.places import place_title
from berdaya.access.requests import HatRequest
from berdaya.access.rules.rights import Right
from berdaya.access.territory import covers
from berdaya.hardship import doors
from berdaya.hardship.forms import JudgeForm
from berdaya.hardship.services import ask, known_variants
from berdaya.hardship.shown import (
    PlaceRow,
    answer_of,
    households_shown,
    limits_in,
    place_rows,
    shown_evaluation,
    shown_evaluations,
    sign_lines,
    sums_of,
)
from berdaya.kernel.findings import Refused
from berdaya.kernel.listing import Column, listed
from berdaya.register.services.rulings import rule_titles
from berdaya.register.shown.registers import register_title

_PLACES: tuple[Column[PlaceRow], ...] = (
    Column("tempat", "Desa/kelurahan", lambda row: row.name.lower()),
    Column("kecamatan", "Kecamatan", lambda row: (row.kecamatan.lower(), row.code), phone=False),
    Column("ruta", "Ruta desil 1", lambda row: row.most, numeric=True),
    Column("menonjol", "Menonjol", lambda row: row.needs or None, phone=False),
)


@needs(Right.TARGETING_SEE)
@require_safe
def evaluations(request: HatRequest) -> HttpResponse:
    """Every judged register of the territory, the newest first."""
    hat = request.hat
    page = _frame() | {
        "rows": shown_evaluations(doors.evaluations_for(hat)),
        "may_judge": bool(doors.snapshots_to_judge(hat)),
    }
    return render(request, "hardship/evaluations.html", page)


@needs(Right.TARGETING_COMPUTE)
@require_http_methods(["GET", "HEAD", "POST"])
@once("hardship.begin")
def begin(request: HatRequest) -> HttpResponse:
    """Choose a register; the page of the job leads on to what was found."""
    hat = request.hat
    snapshots = doors.snapshots_to_judge(hat)
    choices = [(str(one.pk), f"{register_title(one)}, {place_title(one.territory)}") for one in snapshots]
    variants = known_variants(hat.territory)
    form = JudgeForm(request.POST or None, snapshots=choices, variants=variants)
    if form.is_valid():
        chosen = next(one for one in snapshots if str(one.pk) == form.cleaned_data["snapshot"])
        try:
            return redirect("job", ident=ask(hat, chosen, form.chosen_variants()).pk)
        except Refused as refused:
            form.tell(refused, snapshot="snapshot")
    page = _frame((reverse("hardship-begin"), "Nilai register")) | {"form": form, "snapshots": snapshots}
    return render(request, "hardship/begin.html", page, status=422 if form.errors else 200)


@needs(Right.TARGETING_SEE)
@require_safe
def evaluation(request: HatRequest, pk: int) -> HttpResponse:
    """One judged register: its sums, and its places with what stands out."""
    hat = request.hat
    judged = doors.judged_for(hat, pk)
    one, answer = shown_evaluation(judged.evaluation), answer_of(judged.evaluation)
    limits = limits_in(judged.evaluation.territory)
    shorts = {code: sign["short"] for code, sign in answer["criteria"].items()}
    rows = place_rows(judged.rows, hat.territory, shorts, limits)
    page = _frame((request.path, one.name)) | {
        "one": one,
        "boxes": sums_of(answer) if covers(hat.territory, judged.evaluation.territory) else [],
        "signs": answer["criteria"].values(),
        "findings": answer.get("findings", ()),
        "listed": listed(
            rows, _PLACES, request.GET.dict(), lambda row: f"{row.name} {row.kecamatan} {row.code}"
        ),
        "limits": limits,
        "rules": rule_titles(answer["rules"]),
    }
    return render(request, "hardship/evaluation.html", page)


@needs(Right.TARGETING_SEE)
@require_safe
def place(request: HatRequest, pk: int, code: str) -> HttpResponse:
    """The needs of one village by sign, and the sum behind each."""
    judged = doors.judged_for(request.hat, pk, code)
    one, answer = shown_evaluation(judged.evaluation), answer_of(judged.evaluation)
    limits = limits_in(judged.evaluation.territory)
    words = {sign: about["words"] for sign, about in answer["criteria"].items()}
    lines = sign_lines(code, judged.rows, words, limits)
    title = place_title(code)
    back = (reverse("hardship-evaluation", args=[pk]), one.name)
    page = _frame(back, (request.path, title)) | {
        "one": one,
        "title": title,
        "lines": lines,
        "outstanding": [line for line in lines if line.stands_out],
        "households": (shown := households_shown(judged.rows, limits)).words(code),
        "few": shown.counts[code] < limits.least,
        "limits": limits,
        "rules": rule_titles(answer["rules"]),
        "address": reverse("place", args=[code]),
    }
    return render(request, "hardship/place.html", page)


def _words_of(row: PlaceRow) -> str:
    return f"{row.name} {row.kecamatan} {row.code}"


def _frame(*more: tuple[str, str]) -> dict[str, Any]:
    return {
        "room": "hardship",
        "crumbs": [(reverse("home"), "Beranda"), (reverse("hardship"), "Sembilan tanda"), *more],
    }
