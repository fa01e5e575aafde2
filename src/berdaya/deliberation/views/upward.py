"""Above the village: where everything stands, lists that go up and are taken in, answers, the next year."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from berdaya.access.clock import today_in
from berdaya.access.doors import allowed, needs
from berdaya.access.idempotency import once
from berdaya.access.places import place_title, place_titles
from berdaya.access.requests import HatRequest, whole_number
from berdaya.access.rules.rights import Right
from berdaya.deliberation import doors, shown, shown_upward
from berdaya.deliberation import upward_doors as above
from berdaya.deliberation.owed import owed_in
from berdaya.deliberation.rules.reminding import text_of
from berdaya.deliberation.rules.states import State
from berdaya.deliberation.rules.upward import order_by
from berdaya.deliberation.services.answering import answer, answer_many, may_answer
from berdaya.deliberation.services.cycles import carry_all
from berdaya.deliberation.services.forum_papers import ask_desk_paper, desk_papers_of
from berdaya.deliberation.services.upward import due_of, hand_up, is_late, take_in
from berdaya.deliberation.upward_forms import AnswerForm
from berdaya.deliberation.views.frame import frame
from berdaya.kernel.findings import Findings, Refused

if TYPE_CHECKING:
    from berdaya.deliberation.models import Proposal


def year_in(request: HatRequest) -> int | None:
    """The plan year that the address names, else the latest with proposals."""
    asked = whole_number(request.GET.get("tahun", "") or request.POST.get("tahun", ""))
    years = above.years_for(request.hat)
    return asked if asked in years else (years[0] if years else None)


def _crumb(year: int) -> tuple[str, str]:
    return f"{reverse('deliberation-upward')}?tahun={year}", f"Jenjang {year}"


@needs(Right.DELIBERATION_SEE)
@require_safe
def upward(request: HatRequest) -> HttpResponse:
    """Where the proposals of a year stand on their way up, and what this hat does next."""
    hat, year = request.hat, year_in(request)
    if year is None:
        return render(request, "deliberation/upward.html", {"year": None, **frame()})
    carried = above.carried_of(hat, year)
    titles = place_titles(one.territory for one in carried)
    page = {
        "year": year,
        "years": above.years_for(hat),
        "place": place_title(hat.territory).split(",")[0] or "Indonesia",
        "standing": above.standing_of(hat, year),
        "lists": shown_upward.lists_shown(hat, above.hand_overs_for(hat, year)),
        "forums": [(one, place_title(one.territory).split(",")[0]) for one in above.forums_for(hat, year)],
        "sending": _sending(request, year),
        "may_answer": bool(shown_upward.own_stages(hat)) and allowed(hat, Right.DELIBERATION_VERIFY).allowed,
        "message": _message(request, year),
        "carried": [(one, titles[one.territory].split(",")[0]) for one in carried],
        "may_carry": any(one.next and one.left for one in carried)
        and allowed(hat, Right.DELIBERATION_MERGE).allowed,
        **frame((request.path, f"Jenjang {year}")),
    }
    return render(request, "deliberation/upward.html", page)


def _message(request: HatRequest, year: int) -> str:
    """Who does what until when, ready for WhatsApp; for those who keep the steps going."""
    if not allowed(request.hat, Right.DELIBERATION_MERGE).allowed:
        return ""
    owed, today = owed_in(request.hat.territory, year), today_in(request.hat.territory)
    titles = place_titles(one.territory for one in owed)
    return text_of(owed, {code: name.split(",")[0] for code, name in titles.items()}, year, today)


def _sending(request: HatRequest, year: int) -> list[tuple[int, int]]:
    """Years of one's own place whose list can go up: address and how many wait."""
    mine = [
        one
        for one in doors.cycles_for(request.hat)
        if one.plan_year == year
        and one.territory == request.hat.territory
        and above.may_hand_over(request.hat, one)
    ]
    return [(one.pk, len(above.may_go_up(one))) for one in mine]


@needs(Right.DELIBERATION_MERGE)
@once("deliberation.hand_up")
@require_http_methods(["GET", "POST"])
def send_up(request: HatRequest, pk: int) -> HttpResponse:
    """Choose what goes up and in which order; hand it over."""
    cycle = doors.cycle_for(request.hat, pk)
    if not above.may_hand_over(request.hat, cycle):
        raise Http404
    ready = above.may_go_up(cycle)
    findings: list[dict[str, Any]] = []
    if request.method == "POST":
        try:
            made = hand_up(request.hat, cycle, _chosen(request, ready))
            messages.success(request, "Daftar diserahkan. Tanda terima sedang dicetak.")
            return HttpResponseRedirect(f"{reverse('deliberation-upward')}?tahun={made.cycle.plan_year}")
        except Refused as refused:
            findings = Findings.of(refused.findings).as_json()
    village = doors.is_village(cycle.territory)
    page = {
        "cycle": cycle,
        "rows": [(n, shown.row_of(one), not village or above.goes_up(one)) for n, one in enumerate(ready, 1)],
        "place": place_title(cycle.territory).split(",")[0],
        "to": "kecamatan" if village else "Bappeda dan perangkat daerah",
        "due": doors.deadline(cycle, due_of(cycle).value),
        "late": is_late(cycle),
        "findings": findings,
        **frame(_crumb(cycle.plan_year), (request.path, "Serahkan")),
    }
    return render(request, "deliberation/send_up.html", page, status=422 if findings else 200)


def _chosen(request: HatRequest, ready: list[Proposal]) -> list[int]:
    """Those that were ticked, by the ranks beside them; one no longer ready is kept, to be refused."""
    ticked = [n for n in map(whole_number, request.POST.getlist("pilih")) if n is not None]
    known = [one.pk for one in ready if one.pk in ticked]
    ranks = [(pk, whole_number(request.POST.get(f"urutan_{pk}", ""))) for pk in known]
    return order_by(ranks) + [pk for pk in ticked if pk not in known]


@needs(Right.DELIBERATION_MERGE)
@once("deliberation.take_in")
@require_POST
def take_it_in(request: HatRequest, pk: int) -> HttpResponse:
    """The list is in hand."""
    one = above.hand_over_for(request.hat, pk)
    if not above.may_receive(request.hat, one.cycle):
        raise Http404
    take_in(request.hat, one)
    messages.success(request, "Daftar diterima. Yang menyerahkan diberi tahu.")
    return HttpResponseRedirect(f"{reverse('deliberation-upward')}?tahun={one.cycle.plan_year}")


@needs(Right.DELIBERATION_MERGE)
@once("deliberation.carry_all")
@require_POST
def carry_on(request: HatRequest, year: int) -> HttpResponse:
    """Bring along what villages of the territory have not got, wherever their next year is open."""
    many = carry_all(request.hat, year)
    messages.success(request, f"{many} usulan dibawa ke tahun berikutnya.")
    return HttpResponseRedirect(f"{reverse('deliberation-upward')}?tahun={year}")


# ---------- answers ----------


@needs(Right.DELIBERATION_VERIFY)
@once("deliberation.answer_many")
@require_http_methods(["GET", "POST"])
def desk(request: HatRequest) -> HttpResponse:
    """What waits for an answer of this hat, by stage; many at once where nothing changes."""
    year = year_in(request)
    if year is None:
        return redirect("deliberation-upward")
    stage = _stage(request)
    findings: list[dict[str, Any]] = []
    if request.method == "POST":
        try:
            many = _answered(request, stage)
            messages.success(request, f"{many} usulan tercatat. Pengusul diberi tahu.")
            return HttpResponseRedirect(f"{request.path}?tahun={year}&tahap={stage.value}")
        except Refused as refused:
            findings = Findings.of(refused.findings).as_json()
    waiting = _waiting(request, year)
    chosen = request.GET.get("tahap") or findings
    stage = stage if chosen else _first(request, waiting)
    page = {
        "year": year,
        "stage": stage,
        "stages": [(one, len(waiting[one])) for one in shown_upward.STAGES],
        "rows": shown_upward.desk_rows(waiting[stage]),
        "bulk": _bulk(request, waiting[stage], stage),
        "by_table": any(State.ACCEPTED in may_answer(request.hat, one) for one in waiting[stage]),
        "own": stage in shown_upward.own_stages(request.hat),
        "findings": findings,
        "papers": desk_papers_of(request.hat, year),
        "answered": bool(above.answers_of(request.hat.territory, year, request.hat.body)),
        **frame(_crumb(year), (request.path, "Meja jawaban")),
    }
    return render(request, "deliberation/desk.html", page, status=422 if findings else 200)


@needs(Right.DELIBERATION_VERIFY)
@once("deliberation.desk_paper")
@require_POST
def desk_paper(request: HatRequest, year: int) -> HttpResponse:
    """Print the berita acara of the desk, as PDF and XLSX; without a number a draft."""
    try:
        return redirect("job", ident=ask_desk_paper(request.hat, year, request.POST.get("nomor", "")).pk)
    except Refused as refused:
        messages.error(request, refused.findings[0].advice)
    return HttpResponseRedirect(f"{reverse('deliberation-desk')}?tahun={year}")


def _stage(request: HatRequest) -> State:
    asked = request.GET.get("tahap", "") or request.POST.get("tahap", "")
    return next((one for one in shown_upward.STAGES if one.value == asked), shown_upward.STAGES[0])


def _waiting(request: HatRequest, year: int) -> dict[State, list[Proposal]]:
    found = above.in_states_for(request.hat, year, frozenset(shown_upward.STAGES))
    mine = [one for one in found if may_answer(request.hat, one)]
    return {state: [one for one in mine if one.standing is state] for state in shown_upward.STAGES}


def _first(request: HatRequest, waiting: dict[State, list[Proposal]]) -> State:
    """The first stage where something waits for this very hat, else for anybody."""
    own = shown_upward.own_stages(request.hat)
    filled = [state for state, found in waiting.items() if found]
    return next((state for state in filled if state in own), (filled or own or list(waiting))[0])


def _bulk(request: HatRequest, rows: list[Proposal], stage: State) -> list[State]:
    """Where all of them together may be led."""
    ways = shown_upward.BULK.get(stage, ())
    return [to for to in ways if rows and all(to in may_answer(request.hat, one) for one in rows)]


def _answered(request: HatRequest, stage: State) -> int:
    ticked = [n for n in map(whole_number, request.POST.getlist("pilih")) if n is not None]
    to = next((one for one in shown_upward.BULK.get(stage, ()) if one.value == request.POST.get("to")), stage)
    basis = request.POST.get("basis", "")[:120]
    return answer_many(request.hat, ticked, to, basis=basis, seen=stage.value)


@needs(Right.DELIBERATION_VERIFY)
@once("deliberation.answer")
@require_http_methods(["GET", "POST"])
def answer_one(request: HatRequest, pk: int) -> HttpResponse:
    """Take, change, return, refuse, delay or route one proposal; never without its reason."""
    hat, one = request.hat, doors.proposal_for(request.hat, pk)
    ways = may_answer(hat, one)
    asked, last = above.asked_of(one), above.last_answer(one)
    form = AnswerForm(
        request.POST if request.method == "POST" else None,
        ways=ways,
        agencies=above.agencies_in(one.territory),
        initial=_initial(one, asked, last),
    )
    if form.is_bound and form.is_valid():
        try:
            done = answer(hat, one, form.answering(), request.POST.get("seen", ""))
            messages.success(request, f"{done.label} {done.standing.words}. Pengusul diberi tahu.")
            address = f"{reverse('deliberation-desk')}?tahun={done.cycle.plan_year}"
            return HttpResponseRedirect(address)
        except Refused as refused:
            names = ("amount", "volume", "activity", "basis", "reason", "target", "agency", "words")
            form.tell(refused, **{f"upward.{n}": n for n in names if n in form.fields})
    page = {
        "proposal": one,
        "form": form,
        "ways": ways,
        "fate": shown.fate_of(one),
        "facts": shown.facts_shown(one, exact=False),
        **frame((reverse("deliberation-proposal", args=[pk]), one.title), (request.path, "Jawab")),
    }
    return render(request, "deliberation/answer.html", page, status=422 if form.errors else 200)


def _initial(one: Proposal, asked: Any, last: Any) -> dict[str, Any]:
    found = {"amount": f"{asked.amount:,}".replace(",", ".")}
    if asked.volume is not None:
        found["volume"] = f"{asked.volume.normalize():f}".replace(".", ",")
    if last is not None:
        found |= {"code": last.answer.code, "activity": last.answer.activity}
    return found
