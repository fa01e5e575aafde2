"""Changes by people: each with reason, proposer and meeting; taken back by a record, never erased."""

from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from berdaya.kernel.findings import Refused
from berdaya.targeting.decided import answer_as_decided, with_changes
from berdaya.targeting.models import PlaceChange, Run
from berdaya.targeting.rules.changes import Change, ChangeKind
from berdaya.targeting.services.discussing import change_places, decided_codes, withdraw_change
from tests.office import browser
from tests.targeting.desk import assigned, bappeda, computed, discussed, one_change, send

pytestmark = pytest.mark.django_db


def words(answer):
    return answer.content.decode()


def fields_of(change, **other):
    return {
        "action": change.kind.value,
        "code": change.code,
        "reason": change.reason,
        "proposer": change.proposer,
        "meeting": change.meeting,
    } | other


def test_a_place_is_added_by_the_form(ratna):
    run = computed(ratna)
    change = one_change(run)
    answer = send(browser(ratna), f"/sasaran/{run.pk}/perubahan", run, **fields_of(change))
    assert answer.status_code == 302
    assert change.code in decided_codes(run.computation)


@pytest.mark.parametrize("missing", ["reason", "proposer", "meeting"])
def test_a_change_without_reason_proposer_or_meeting_is_refused(ratna, missing):
    run = computed(ratna)
    answer = send(
        browser(ratna), f"/sasaran/{run.pk}/perubahan", run, **fields_of(one_change(run), **{missing: " "})
    )
    assert answer.status_code == 422
    assert not PlaceChange.objects.exists()


def test_a_place_that_is_chosen_already_is_not_added(ratna):
    run = computed(ratna)
    inside = run.computation.results.filter(selected=True).first()
    change = Change(inside.code, ChangeKind.ADD, "alasan", "Camat", "BA 1", inside.name)
    with pytest.raises(Refused, match="sudah terpilih"):
        change_places(ratna, run, run.version, [change])


def test_a_place_outside_the_count_is_not_added(ratna):
    run = computed(ratna)
    change = Change("33.27.14.2001", ChangeKind.ADD, "alasan", "Camat", "BA 1", "baris 2")
    with pytest.raises(Refused, match="tidak ada dalam hitungan"):
        change_places(ratna, run, run.version, [change])


def test_a_second_change_of_the_same_place_waits_until_the_first_is_taken_back(ratna):
    run = computed(ratna)
    change_places(ratna, run, run.version, [one_change(run)])
    run = Run.objects.get(pk=run.pk)
    with pytest.raises(Refused, match="sudah punya perubahan"):
        change_places(ratna, run, run.version, [one_change(run)])


def test_a_change_that_was_taken_back_stays_readable_with_its_reason(ratna, darmo):
    run = computed(ratna)
    made = change_places(ratna, run, run.version, [one_change(run)])[0]
    run = Run.objects.get(pk=run.pk)
    address = f"/sasaran/{run.pk}/perubahan/{made.pk}/tarik"
    assert send(browser(darmo), address, run, reason="salah desa").status_code == 302
    assert made.code not in decided_codes(run.computation)
    assert "salah desa" in words(browser(ratna).get(f"/sasaran/{run.pk}/perubahan"))


def test_a_change_is_taken_back_once(ratna):
    run = computed(ratna)
    made = change_places(ratna, run, run.version, [one_change(run)])[0]
    run = Run.objects.get(pk=run.pk)
    withdraw_change(ratna, run, run.version, made, "salah")
    run, made = Run.objects.get(pk=run.pk), PlaceChange.objects.get(pk=made.pk)
    with pytest.raises(Refused, match="sudah ditarik"):
        withdraw_change(ratna, run, run.version, made, "salah lagi")


def test_a_number_of_a_person_is_not_written_down_with_a_change(ratna):
    run = computed(ratna)
    with pytest.raises(Refused, match="deret 12 angka") as refused:
        change_places(ratna, run, run.version, [replace(one_change(run), reason="NIK 3327010101800001")])
    assert "3327010101800001" not in str(refused.value)
    assert not PlaceChange.objects.exists()


def test_many_changes_come_in_one_file_all_or_none(ratna):
    run = computed(ratna)
    good, bad = one_change(run), one_change(run, ChangeKind.DROP)
    lines = [
        "kode,tindakan,alasan,pengusul,berita_acara",
        f"{good.code},tambah,longsor,Camat Moga,BA 3",
        f"{bad.code},cabut,,Camat Moga,BA 3",
    ]
    file = SimpleUploadedFile("perubahan.csv", "\n".join(lines).encode())
    answer = send(browser(ratna), f"/sasaran/{run.pk}/perubahan", run, file=file)
    assert answer.status_code == 422
    assert "alasan belum diisi" in words(answer).lower()
    assert not PlaceChange.objects.exists()


def test_a_file_of_changes_is_taken_as_people_write_it(ratna):
    run = computed(ratna)
    add, drop = one_change(run), one_change(run, ChangeKind.DROP)
    text = (
        "kode;tindakan;alasan;pengusul;berita_acara\n"
        f"{add.code};Tambah;longsor;Camat Moga;BA 3\n"
        f"{drop.code};CABUT;sudah didampingi provinsi;Dinas PMD;BA 3\n"
    )
    answer = send(
        browser(ratna),
        f"/sasaran/{run.pk}/perubahan",
        run,
        file=SimpleUploadedFile("u.csv", text.encode("cp1252")),
    )
    assert answer.status_code == 302, words(answer)[:3000]
    assert PlaceChange.objects.count() == 2


def test_more_places_than_seats_are_said_but_not_forbidden(ratna):
    run = computed(ratna)
    change_places(ratna, run, run.version, [one_change(run)])
    assert (
        "berisi 7 tempat, sedangkan kursinya 6"
        in words(browser(ratna).get(f"/sasaran/{run.pk}/bahas")).lower()
    )


def test_nothing_is_changed_after_the_discussion_was_closed(ratna, darmo):
    run = discussed(ratna)
    with pytest.raises(Refused, match="dibahas"):
        change_places(darmo, run, run.version, [one_change(run)])


def test_whoever_enters_a_change_does_not_check_the_list(ratna, darmo):
    run = computed(ratna)
    change_places(darmo, run, run.version, [one_change(run)])
    run = discussed(ratna, Run.objects.get(pk=run.pk), "Forum menerima satu tempat lebih.")
    assert send(browser(darmo), f"/sasaran/{run.pk}/periksa", run, note="").status_code == 409
    assert send(browser(bappeda("Mas Agus")), f"/sasaran/{run.pk}/periksa", run, note="").status_code == 302


def test_the_discussion_does_not_close_over_an_assignment_of_another_list(ratna):
    run = assigned(ratna)
    change_places(ratna, run, run.version, [one_change(run)])
    with pytest.raises(Refused, match="dihitung sebelum daftarnya berubah"):
        discussed(ratna, Run.objects.get(pk=run.pk))


def test_the_decided_answer_keeps_the_computed_list_beside_it(ratna):
    run = computed(ratna)
    add, drop = one_change(run), one_change(run, ChangeKind.DROP)
    change_places(ratna, run, run.version, [add, drop])
    answer = answer_as_decided(run.computation)
    decided = {row["code"]: row["source"] for row in answer["decided"]}
    assert len(answer["selected"]) == len(decided) == 6
    assert decided[add.code] == "added"
    assert drop.code not in decided
    assert {row["code"] for row in answer["places"] if row["decided"]} == set(decided)


def test_without_changes_the_decided_answer_is_the_computed_one(ratna):
    answer = answer_as_decided(computed(ratna).computation)
    assert with_changes(answer, []) == answer
