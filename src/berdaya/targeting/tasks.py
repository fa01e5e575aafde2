"""What waits in this room for a hat: the next step of each list, by the person who may take it."""

from datetime import timedelta

from django.urls import reverse

from berdaya.access.clock import today_in
from berdaya.access.doors import sheet_of
from berdaya.access.models import Holding
from berdaya.access.rules.rights import Right
from berdaya.access.rules.roles import Role
from berdaya.kernel.calendar import format_date
from berdaya.kernel.offers import Task
from berdaya.targeting import doors
from berdaya.targeting.models import Decree, Run
from berdaya.targeting.rules.runs import Move, State
from berdaya.targeting.services.steps import judged, makers_of

NEWS_DAYS, WARN_DAYS = 30, 90


def tasks_for(hat: Holding) -> list[Task]:
    """Lists under way, a decree that runs out, places newly given to an agency."""
    rights = sheet_of(hat).rights
    if Right.TARGETING_SEE not in rights:
        return []
    tasks = []
    if doors.works_here(hat):
        runs = doors.runs_waiting(hat)
        tasks = [task for run in runs if (task := _of_run(hat, run)) is not None]
        tasks += _running_out(hat, runs)
    return [*tasks, *_for_agency(hat)]


def _of_run(hat: Holding, run: Run) -> Task | None:
    state, mine = run.standing, hat.person_id
    page = reverse("targeting-run", args=[run.pk])
    if state is State.DRAFT and run.begun_by_id == mine:
        why = "Masukannya belum lengkap atau belum dihitung."
        return Task(f"Lengkapi daftar dampingan {run.year}", why, page, "Lanjutkan", run.due)
    if state is State.COMPUTED and mine in makers_of(run):
        why = "Sudah dihitung; forum membahas yang ambang lebih dahulu."
        return Task(f"Bahas daftar dampingan {run.year}", why, page, "Buka", run.due)
    return _by_second_person(hat, run, page)


def _by_second_person(hat: Holding, run: Run, page: str) -> Task | None:
    moves = {
        State.DISCUSSED: (Move.CHECK, "Periksa", "Sudah dibahas; orang kedua membaca dan menyatakan setuju."),
        State.CHECKED: (Move.DECREE, "Tetapkan", "Sudah diperiksa; catat keputusan yang ditandatangani."),
    }
    if run.standing not in moves:
        return None
    move, verb, why = moves[run.standing]
    if not judged(hat, run, move).allowed:
        return None
    return Task(f"{verb} daftar dampingan {run.year}", why, page, verb, run.due)


def _running_out(hat: Holding, open_runs: object) -> list[Task]:
    """A decree ends soon and nobody has begun the next list."""
    today = today_in(hat.territory)
    decree = doors.decree_over(hat, today)
    if open_runs or decree is None or doors.followers_of(decree):
        return []
    if decree.valid_to > today + timedelta(days=WARN_DAYS):
        return []
    why = f"Keputusan Nomor {decree.number} berlaku sampai {format_date(decree.valid_to)}."
    return [
        Task("Susun daftar dampingan berikutnya", why, reverse("targeting-begin"), "Mulai", decree.valid_to)
    ]


def _for_agency(hat: Holding) -> list[Task]:
    """For a month after the decree: which places the agency has been given."""
    if hat.role != Role.AGENCY or not hat.body:
        return []
    today = today_in(hat.territory)
    decree = doors.decree_over(hat, today)
    if decree is None or (today - decree.valid_from).days > NEWS_DAYS:
        return []
    places = doors.places_of_agency(decree, hat.body)
    if not places:
        return []
    named = ", ".join(place.name for place in places[:3])
    return [
        Task(
            f"Kenali {len(places)} tempat dampingan {hat.body}",
            f"{named}. Keputusan Nomor {decree.number} sudah berlaku.",
            _places_page(decree),
            "Lihat",
        )
    ]


def _places_page(decree: Decree) -> str:
    return reverse("targeting-assignment", args=[decree.run_id])
