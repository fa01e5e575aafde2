"""What a computation keeps, how its page shows it, and whether it can be redone."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from berdaya.kernel.findings import Refused
from berdaya.targeting.models import AssignedPlace, Computation, PlaceResult, Recheck, Run
from berdaya.targeting.rules.changes import ChangeKind
from berdaya.targeting.services import computing
from berdaya.targeting.services.computing import compute, recheck
from berdaya.targeting.services.discussing import change_places
from berdaya.targeting.services.drafting import fill_in
from tests.office import browser
from tests.targeting.desk import (
    COUNTS,
    DESA,
    agency,
    assigned,
    computed,
    decreed,
    discussed,
    draft,
    filled,
    index_file,
    one_change,
    send,
)

pytestmark = pytest.mark.django_db


def page(hat, address):
    answer = browser(hat).get(address)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


# ---------- what is kept ----------


def test_every_place_is_one_row_with_its_figures(ratna):
    run = computed(ratna)
    rows = PlaceResult.objects.filter(computation=run.computation)
    assert {row.code: row.n for row in rows} == COUNTS
    assert rows.filter(selected=True).count() == 6


def test_a_computation_freezes_the_inputs_of_its_draft(ratna):
    run = computed(ratna)
    first = run.computation
    answer = send(browser(ratna), f"/sasaran/{run.pk}/buka", run)
    assert answer.status_code == 302
    run.refresh_from_db()
    fill_in(ratna, run, run.version, {"seats_desa": 3, "seats_total": 5})
    compute(run.pk, ratna.person)
    run.refresh_from_db()
    assert (first.seats_desa, run.computation.seats_desa, run.computation.number) == (4, 3, 2)


def test_the_older_computation_stays_readable(ratna):
    run = computed(ratna)
    send(browser(ratna), f"/sasaran/{run.pk}/buka", run)
    run.refresh_from_db()
    fill_in(ratna, run, run.version, {"seats_desa": 3, "seats_total": 5})
    compute(run.pk, ratna.person)
    assert "Ini hitungan lama" in page(ratna, f"/sasaran/{run.pk}/hitungan/1")


def test_the_list_can_be_redone_from_what_is_stored(ratna, darmo):
    run = computed(ratna)
    again = recheck(run.computation.pk, darmo.person)
    assert (again.same, again.result_digest) == (True, run.computation.result_digest)


def test_a_list_that_cannot_be_redone_says_what_differs(ratna, darmo):
    run = computed(ratna)
    other = computed(ratna, seats_desa=3, seats_total=5)
    forged = Computation.objects.get(pk=other.computation.pk)
    forged.pk, forged.number, forged.run, forged.input_digest = None, 9, run, run.computation.input_digest
    forged.save(force_insert=True)
    again = recheck(forged.pk, darmo.person)
    assert not again.same
    assert again.differs == "masukan atau aturannya tidak sama dengan saat daftar dihitung"


def test_redoing_is_asked_for_by_a_button_and_shown_in_the_history(ratna, darmo):
    run = discussed(ratna)
    answer = send(browser(darmo), f"/sasaran/{run.pk}/hitungan/1/ulang", run)
    assert answer.status_code == 302
    assert Recheck.objects.get().same
    assert "sama persis" in page(darmo, f"/sasaran/{run.pk}/riwayat")


def test_a_computation_that_is_refused_keeps_its_findings_with_the_draft(ratna):
    run = filled(ratna, seats_desa=20, seats_total=22)
    answer = send(browser(ratna), f"/sasaran/{run.pk}/hitung", run)
    assert answer.status_code == 302
    assert "20 kursi, padahal hanya ada 8 desa" in page(ratna, f"/sasaran/{run.pk}/")
    run.refresh_from_db()
    assert run.state == "rancangan"


def test_findings_of_the_command_line_speak_of_pages_in_the_office(ratna):
    run = filled(ratna, seats_desa=20, seats_total=22)
    send(browser(ratna), f"/sasaran/{run.pk}/hitung", run)
    assert "--" not in "".join(f["advice"] for f in json.loads(Run.objects.get(pk=run.pk).refusal))


def test_a_computation_that_dies_half_way_leaves_nothing_and_can_be_asked_again(ratna, monkeypatch):
    run = filled(ratna)

    def dies(*_args, **_kwargs):
        raise OSError("no space left on device")

    with monkeypatch.context() as broken, pytest.raises(OSError, match="no space"):
        broken.setattr(PlaceResult.objects, "bulk_create", dies)
        compute(run.pk, ratna.person)
    run.refresh_from_db()
    assert (run.state, Computation.objects.count()) == ("rancangan", 0)
    compute(run.pk, ratna.person)
    run.refresh_from_db()
    assert (run.state, run.computation.number) == ("dihitung", 1)


def test_a_draft_that_changes_while_it_is_computed_is_computed_again(ratna, monkeypatch):
    run = filled(ratna)
    real = computing.select_places

    def slow(asked):
        answer = real(asked)
        fill_in(ratna, Run.objects.get(pk=run.pk), run.version, {"weight": "1/2"})
        return answer

    monkeypatch.setattr(computing, "select_places", slow)
    with pytest.raises(Refused, match="baru saja diubah"):
        compute(run.pk, ratna.person)
    assert not Computation.objects.exists()


# ---------- the page ----------


def test_desa_and_kelurahan_stand_apart_with_one_line_below_both(ratna):
    words = page(ratna, reverse("targeting-run", args=[computed(ratna).pk]))
    desa, kelurahan = words.index("Desa: 4 kursi dari 8"), words.index("Kelurahan: 2 kursi dari 4")
    line = words.index("Garis batas: 6 kursi habis di sini")
    assert desa < kelurahan < line < words.index("Desa di luar daftar")


def test_the_line_says_how_close_it_was(ratna):
    words = page(ratna, reverse("targeting-run", args=[computed(ratna).pk]))
    assert "Selisih desa peringkat 4 dan cadangan pertama: " in words


def test_the_panel_opens_without_a_script(ratna):
    run = computed(ratna)
    row = run.computation.results.filter(stratum="kelurahan").first()
    words = page(ratna, f"/sasaran/{run.pk}/?tempat={row.code}")
    assert f"Mengapa {row.name}?" in words
    assert "Kelurahan tidak memiliki indeks desa" in words


def test_a_place_that_is_not_in_the_list_opens_no_panel(ratna):
    run = computed(ratna)
    assert "Mengapa " not in page(ratna, f"/sasaran/{run.pk}/?tempat=33.27.14.2001").replace(
        "Mengapa</dt>", ""
    )


def test_the_sum_of_the_panel_is_the_score_of_the_row(ratna):
    run = computed(ratna)
    for row in run.computation.results.filter(stratum="desa"):
        answer = browser(ratna).get(f"/sasaran/{run.pk}/?tempat={row.code}")
        shown = next(one for one in answer.context["page"].shown.every() if one.row.code == row.code)
        assert answer.context["page"].panel.why.total == shown.score


def test_other_methods_say_why_in_a_paragraph(ratna):
    run = computed(ratna, method="M3")
    words = page(ratna, reverse("targeting-run", args=[run.pk]))
    assert "pangkat" in words


def test_a_search_narrows_the_list_by_name(ratna):
    run = computed(ratna)
    answer = browser(ratna).get(f"/sasaran/{run.pk}/?saring={DESA[0].name}")
    assert [one.row.code for one in answer.context["page"].flat] == [DESA[0].code]


def test_the_list_can_be_sorted_by_count(ratna):
    run = computed(ratna)
    answer = browser(ratna).get(f"/sasaran/{run.pk}/?urut=-n")
    counts = [one.row.n for one in answer.context["page"].flat]
    assert counts == sorted(COUNTS.values(), reverse=True)


def test_a_picture_is_seen_by_whoever_sees_its_list(ratna):
    run = computed(ratna)
    address = reverse("targeting-picture", args=[run.computation.scatter])
    seen = browser(ratna).get(address)
    assert (seen.status_code, seen["Content-Type"]) == (200, "image/svg+xml")
    assert seen["Content-Security-Policy"].startswith("sandbox")
    assert browser(agency()).get(address).status_code == 404


def test_the_result_page_needs_few_queries_whatever_its_length(ratna, django_assert_max_num_queries):
    run = computed(ratna)
    client = browser(ratna)
    client.get(f"/sasaran/{run.pk}/")
    with django_assert_max_num_queries(7):
        client.get(f"/sasaran/{run.pk}/")


def test_the_list_of_lists_needs_the_same_queries_for_one_and_for_many(ratna):
    client = browser(ratna)
    draft(ratna)
    client.get("/sasaran/")
    with CaptureQueriesContext(connection) as one:
        client.get("/sasaran/")
    for _ in range(4):
        draft(ratna)
    with CaptureQueriesContext(connection) as many:
        client.get("/sasaran/")
    assert len(one) == len(many)


def test_what_is_kept_of_a_page_follows_every_change(ratna):
    run = computed(ratna)
    added = one_change(run)
    assert 'wait">ditambahkan forum' not in page(ratna, f"/sasaran/{run.pk}/")
    change_places(ratna, run, run.version, [added])
    assert 'wait">ditambahkan forum' in page(ratna, f"/sasaran/{run.pk}/")


def test_what_is_kept_for_a_maker_is_not_shown_to_a_reader(ratna, darmo, agus):
    run, _ = decreed(ratna, darmo, agus)
    assert "Hitung ulang</a>" in page(ratna, f"/sasaran/{run.pk}/")
    assert "Hitung ulang</a>" not in page(agency(), f"/sasaran/{run.pk}/")


# ---------- changes beside the computed list ----------


def test_the_computed_list_stays_beside_the_decided_one(ratna):
    run = computed(ratna)
    added, dropped = one_change(run), one_change(run, ChangeKind.DROP)
    change_places(ratna, run, run.version, [added, dropped])
    words = page(ratna, f"/sasaran/{run.pk}/")
    assert words.count('wait">ditambahkan forum') == words.count('wait">dicabut forum') == 1
    assert "1 ditambah, 1 dicabut forum" in words
    assert run.computation.results.filter(selected=True).count() == 6


def test_a_place_says_who_assists_it_downstream(ratna):
    run = assigned(ratna)
    lead = AssignedPlace.objects.first()
    words = page(ratna, f"/sasaran/{run.pk}/?tempat={lead.code}")
    assert f"Lalu? Didampingi {lead.agency_name}" in words


def test_a_decreed_list_names_its_decree_in_the_status_line(ratna, darmo, agus):
    run, decree = decreed(ratna, darmo, agus)
    assert f"Ditetapkan Keputusan Bupati Pemalang Nomor {decree.number}" in page(darmo, f"/sasaran/{run.pk}/")


def test_an_index_file_of_another_kabupaten_is_refused_with_what_to_do(ratna):
    run = draft(ratna)
    foreign = {"33.28.01.2001": "0.7000"}
    fields = {"source": "unggah", "file": index_file(foreign)}
    answer = send(browser(ratna), f"/sasaran/{run.pk}/masukan/2", run, **fields)
    assert answer.status_code == 422
    run.refresh_from_db()
    assert run.index is None
