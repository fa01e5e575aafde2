"""Agencies and places: tables, pins by people, the answer by agency and by place, and its way into papers."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from berdaya.documents.models import Document
from berdaya.kernel.findings import Refused
from berdaya.targeting.models import AssignedPlace, Assignment, Run
from berdaya.targeting.services.assigning import fits_list, tie, work_out
from berdaya.targeting.services.discussing import change_places
from berdaya.targeting.services.printing import annex_of, print_paper
from tests.office import browser
from tests.targeting.desk import (
    AGENCIES,
    agency,
    assigned,
    checked,
    computed,
    decree_fields,
    decreed,
    one_change,
    send,
    with_tables,
)

pytestmark = pytest.mark.django_db


def words(answer):
    return answer.content.decode()


def chosen(run):
    return sorted(run.computation.results.filter(selected=True).values_list("code", flat=True))


def pin(ratna, run, agency="DINSOS", code=None, kind="tetap", **other):
    given = {
        "agency": agency,
        "code": code or chosen(run)[0],
        "kind": kind,
        "reason": "sudah di sana sejak 2022",
    }
    return tie(ratna, run, run.version, **(given | other))


def test_every_place_gets_one_agency(ratna):
    run = assigned(ratna)
    leads = AssignedPlace.objects.filter(assignment__computation=run.computation)
    assert sorted(lead.code for lead in leads) == chosen(run)
    assert {lead.agency for lead in leads} == set(AGENCIES)
    assert Assignment.objects.get().status == "optimal"


def test_the_tables_come_through_the_form(ratna):
    run = computed(ratna)
    files = {
        "agencies_file": "kode,nama\nDINSOS,Dinas Sosial\n",
        "fit_file": "perangkat,kebutuhan,kecocokan\nDINSOS,C1,1\n",
        "needs_file": "".join(["kode,kebutuhan,bagian\n", *(f"{code},C1,1\n" for code in chosen(run))]),
    }
    fields = {name: SimpleUploadedFile(f"{name}.csv", text.encode()) for name, text in files.items()}
    answer = send(browser(ratna), f"/sasaran/{run.pk}/pendamping/berkas", run, seconds=20, **fields)
    assert answer.status_code == 302, words(answer)[:3000]
    assert run.setup.agencies.rows == 1


def test_a_table_with_an_empty_cell_is_refused_with_its_row(ratna):
    run = computed(ratna)
    file = SimpleUploadedFile("fit.csv", b"perangkat,kebutuhan,kecocokan\nDINSOS,C1,\n")
    answer = send(browser(ratna), f"/sasaran/{run.pk}/pendamping/berkas", run, seconds=20, fit_file=file)
    assert answer.status_code == 422
    assert "baris 2 kolom fit" in words(answer)


def test_too_few_seats_are_said_before_anything_is_searched(ratna):
    run = with_tables(ratna, computed(ratna))
    few = SimpleUploadedFile("sedikit.csv", b"kode,nama,paling_banyak\nDINSOS,Dinas Sosial,2\n")
    run.refresh_from_db()
    fields = {
        "agencies_file": few,
        "fit": f"berkas:{run.setup.fit_id}",
        "needs": f"berkas:{run.setup.needs_id}",
    }
    assert (
        send(browser(ratna), f"/sasaran/{run.pk}/pendamping/berkas", run, seconds=20, **fields).status_code
        == 302
    )
    send(browser(ratna), f"/sasaran/{run.pk}/pendamping/hitung", run)
    assert "tetapi ada 6" in words(browser(ratna).get(f"/sasaran/{run.pk}/pendamping/"))
    assert not Assignment.objects.exists()


def test_a_pin_is_kept_and_its_reason_shown(ratna):
    run = with_tables(ratna, computed(ratna))
    made = pin(ratna, run, agency="DINKES")
    work_out(run.pk, ratna.person)
    lead = AssignedPlace.objects.get(code=made.code)
    assert (lead.agency, lead.pinned) == ("DINKES", "sudah di sana sejak 2022")
    assert "ditetapkan orang untuk" in words(
        browser(ratna).get(f"/sasaran/{run.pk}/pendamping/?tempat={made.code}")
    )


def test_a_forbidden_pair_is_kept_apart(ratna):
    run = assigned(ratna)
    lead = AssignedPlace.objects.first()
    run.refresh_from_db()
    pin(ratna, run, agency=lead.agency, code=lead.code, kind="larang")
    work_out(run.pk, ratna.person)
    assert AssignedPlace.objects.filter(code=lead.code).latest("pk").agency != lead.agency


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({"agency": "TIDAKADA"}, "tidak ada dalam daftar perangkat"),
        ({"code": "33.27.14.2001"}, "tidak ada dalam daftar dampingan"),
        ({"reason": " "}, "belum diisi"),
        ({"kind": "mungkin"}, "bukan tetap atau larang"),
    ],
)
def test_a_pin_that_cannot_be_is_refused(ratna, other, said):
    run = with_tables(ratna, computed(ratna))
    with pytest.raises(Refused, match=said):
        pin(ratna, run, **other)


def test_a_place_is_pinned_to_one_agency_only(ratna):
    run = with_tables(ratna, computed(ratna))
    pin(ratna, run)
    run.refresh_from_db()
    with pytest.raises(Refused, match="sudah ditetapkan untuk perangkat lain"):
        pin(ratna, run, agency="DINKES")


def test_a_pin_is_taken_back_by_a_record(ratna):
    run = with_tables(ratna, computed(ratna))
    made = pin(ratna, run)
    address = f"/sasaran/{run.pk}/pendamping/pasangan/{made.pk}/tarik"
    assert send(browser(ratna), address, run, reason="salah perangkat").status_code == 302
    assert not run.pairs.standing().exists()
    assert "salah perangkat" in words(browser(ratna).get(f"/sasaran/{run.pk}/pendamping/pasangan"))


def test_a_changed_list_makes_the_assignment_old(ratna):
    run = assigned(ratna)
    change_places(ratna, run, run.version, [one_change(run)])
    run.refresh_from_db()
    assert not fits_list(run, Assignment.objects.get())
    assert "untuk daftar yang lama" in words(browser(ratna).get(f"/sasaran/{run.pk}/pendamping/"))


def test_the_same_tables_give_the_same_answer(ratna):
    run = assigned(ratna)
    again = work_out(run.pk, ratna.person)
    first = Assignment.objects.get(number=1)
    assert (again.number, again.result_digest) == (2, first.result_digest)


def test_the_page_says_what_the_next_best_would_cost(ratna):
    run = assigned(ratna)
    lead = AssignedPlace.objects.exclude(other="").first()
    said = words(browser(ratna).get(f"/sasaran/{run.pk}/pendamping/?tempat={lead.code}"))
    assert f"Bila {lead.other} yang mendampingi, nilai seluruhnya turun" in said


def test_by_place_the_page_can_be_searched(ratna):
    run = assigned(ratna)
    answer = browser(ratna).get(f"/sasaran/{run.pk}/pendamping/?saring=sosial")
    assert {one.lead.agency for one in answer.context["listed"].rows} == {"DINSOS"}


def test_only_whoever_computes_may_share_out(ratna, darmo, agus):
    run, _ = decreed(ratna, darmo, agus)
    assert send(browser(agency()), f"/sasaran/{run.pk}/pendamping/hitung", run).status_code == 404


def test_the_next_list_knows_who_assisted_where(ratna, darmo, agus):
    run, decree = decreed(ratna, darmo, agus, assigned(ratna))
    after = assigned(ratna, computed(ratna, follows=decree))
    assert json.loads(after.computation.assignments.get().answer.content)["explanation"]["places"]
    assert set(
        AssignedPlace.objects.filter(assignment__computation=after.computation).values_list("kept", flat=True)
    ) == {True}


# ---------- papers ----------


def test_the_annex_is_a_draft_until_the_decree(ratna):
    run = assigned(ratna)
    annex, _ = annex_of(run)
    assert annex.paper().status == "RANCANGAN"


def test_the_annex_of_a_decreed_list_carries_number_and_agencies(ratna, darmo, agus):
    run, decree = decreed(ratna, darmo, agus, assigned(ratna))
    annex, findings = annex_of(run)
    paper = annex.paper()
    assert (paper.status, paper.number) == (None, decree.number)
    assert sorted(name for name, _ in annex.tables.recap()) == sorted(AGENCIES.values())
    assert not findings


def test_the_annex_is_issued_with_code_and_audit_head_and_not_twice(ratna, darmo, agus):
    run, _ = decreed(ratna, darmo, agus, assigned(ratna))
    first, again = (print_paper(run.pk, "lampiran", agus.person) for _ in range(2))
    assert (first.pk, first.latest) == (again.pk, 1)
    version = Document.objects.get(pk=first.pk).versions.get()
    assert version.code
    assert "·" in version.audit_head
    assert version.book


def test_a_draft_of_the_annex_is_not_read_by_agencies(ratna):
    run = assigned(ratna)
    paper = print_paper(run.pk, "lampiran", ratna.person)
    assert browser(ratna).get(f"/dokumen/{paper.pk}/").status_code == 200
    assert browser(agency()).get(f"/dokumen/{paper.pk}/").status_code == 404


def test_the_decree_prints_its_annex_by_itself(ratna, darmo, agus):
    run = checked(ratna, darmo, assigned(ratna))
    assert send(browser(agus), f"/sasaran/{run.pk}/tetapkan", run, **decree_fields()).status_code == 302
    paper = Document.objects.get(source=f"targeting:run:{run.pk}")
    assert (paper.kind, paper.number) == ("Lampiran Keputusan", "188.4/1/Tahun 2026")
    assert "Unduh XLSX" in words(browser(agus).get(f"/sasaran/{run.pk}/"))


def test_a_changed_list_of_runs_is_left_alone(ratna):
    run = assigned(ratna)
    before = Run.objects.get(pk=run.pk).version
    with pytest.raises(Refused):
        pin(ratna, run, agency="TIDAKADA")
    assert Run.objects.get(pk=run.pk).version == before
