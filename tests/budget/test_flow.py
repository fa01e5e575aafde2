"""The way of a statement through pages: drafted, submitted, reviewed, signed, opened again; two writers."""

from datetime import timedelta
from uuid import uuid4

import pytest

from berdaya.access.clock import now
from berdaya.access.models import AuditEntry, InboxMessage
from berdaya.access.rules.roles import Role
from berdaya.access.services.inbox import reaches
from berdaya.budget import doors
from berdaya.budget.models import Answer, Statement, Step, Version
from berdaya.budget.rules.flow import Move, State, move_faults
from berdaya.budget.rules.shelving import Fate
from berdaya.budget.services import editing, flow
from berdaya.budget.services.keeping import keep
from berdaya.budget.services.papers import ask_paper, issue_paper
from berdaya.budget.tasks import tasks_for
from berdaya.kernel.findings import Refused
from tests.budget.cases import CORRECTED, corrected
from tests.office import browser, hat

WONOKROMO, SURABAYA = "35.78.04.1001", "35.78"


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("move", list(Move))
def test_a_move_is_made_only_from_where_it_leads_away(move, state):
    leads = {
        Move.SUBMIT: {State.DRAFT, State.RETURNED},
        Move.WITHDRAW: {State.SUBMITTED},
        Move.PASS: {State.SUBMITTED},
        Move.RETURN: {State.SUBMITTED, State.REVIEWED},
        Move.SIGN: {State.REVIEWED},
        Move.REOPEN: {State.SIGNED},
    }
    assert (move_faults(move, state) == []) == (state in leads[move])


@pytest.fixture
def siti(db):
    return hat("Bu Siti", Role.OPERATOR, WONOKROMO)


@pytest.fixture
def indah(db):
    return hat("Bu Indah", Role.GENDER, SURABAYA)


@pytest.fixture
def lurah(db):
    return hat("Bu Lurah", Role.LURAH, WONOKROMO)


def kept(siti, record=CORRECTED) -> Statement:
    return keep(siti, WONOKROMO, record, "gbs.json").statement


def post(client, one, where, **given):
    return client.post(f"/anggaran/{one.pk}/{where}/", given | {"request_id": str(uuid4())})


def state_of(one: Statement) -> State:
    one.refresh_from_db()
    return one.standing


def answers_for(one: Statement) -> dict[str, str]:
    warnings = flow.checked_record(doors.newest_of(one).record).warnings
    return {f"putusan_{check}": "diterima penelaah" for check in warnings}


def passed(siti, indah, record=CORRECTED) -> Statement:
    one = kept(siti, record)
    post(browser(siti), one, "ajukan")
    post(browser(indah), one, "telaah", **answers_for(one))
    assert state_of(one) is State.REVIEWED
    return one


def signed(siti, indah, lurah, record=CORRECTED) -> Statement:
    one = passed(siti, indah, record)
    post(browser(lurah), one, "tanda-tangan", day=str(now().date()))
    assert state_of(one) is State.SIGNED
    return one


def test_from_draft_to_signature_each_step_by_another_person_and_in_the_trail(siti, indah, lurah):
    one = kept(siti)
    assert post(browser(siti), one, "ajukan").status_code == 302
    assert [task.what for task in tasks_for(indah)] == ["Telaah Pemberdayaan Masyarakat di Kelurahan 2024"]
    assert post(browser(indah), one, "telaah", **answers_for(one)).status_code == 302
    assert tasks_for(indah) == []
    assert tasks_for(lurah)[0].what.startswith("Tanda tangani")
    assert post(browser(lurah), one, "tanda-tangan", day=str(now().date())).status_code == 302
    assert (state_of(one), one.signed) == (State.SIGNED, 1)
    done = [entry.verb for entry in AuditEntry.objects.filter(kind="budgetstatement").order_by("number")]
    assert done == ["budget.kept", "budget.submitted", "budget.passed", "budget.signed"]


def test_the_next_to_act_is_told_and_the_message_settles_when_he_has_acted(siti, indah, lurah):
    one = kept(siti)
    flow.submit(siti, one.pk, {})
    (asked,) = InboxMessage.objects.filter(settled_at=None)
    role, places = reaches(indah)
    assert (asked.role, asked.territory in places) == (role, True)
    flow.send_back(indah, one.pk, "Data pemilik UMKM belum dipilah")
    asked.refresh_from_db()
    assert asked.settled_at is not None
    assert InboxMessage.objects.filter(settled_at=None).get().person == siti.person


def test_what_holds_back_is_mended_or_overruled_with_a_reason_that_stays_with_the_version(siti):
    one = kept(siti, corrected(jumlah_anggaran=1594389977))
    client = browser(siti)
    refused = post(client, one, "ajukan")
    assert (refused.status_code, state_of(one)) == (422, State.DRAFT)
    assert "masih menahan pengajuan" in refused.content.decode()
    assert post(client, one, "ajukan", alasan_G17="pendek").status_code == 422
    reasons = {
        "alasan_G17": "RKA dibulatkan oleh SIPD satu rupiah",
        "alasan_G31": "sama dengan alasan di atas",
    }
    assert post(client, one, "ajukan", **reasons).status_code == 302
    assert {row.check_number for row in Answer.objects.all()} == {"G17", "G31"}
    page = client.get(f"/anggaran/{one.pk}/").content.decode()
    assert "RKA dibulatkan oleh SIPD satu rupiah" in page


def test_a_warning_that_is_not_answered_does_not_pass(siti, indah):
    one = kept(siti)
    flow.submit(siti, one.pk, {})
    answer = post(browser(indah), one, "telaah")
    assert (answer.status_code, state_of(one)) == (422, State.SUBMITTED)
    assert "belum dijawab" in answer.content.decode()


def test_the_maker_neither_reviews_nor_signs(indah, lurah):
    one = keep(indah, WONOKROMO, CORRECTED, "gbs.json").statement
    flow.submit(indah, one.pk, {})
    with pytest.raises(Refused, match="menyusun"):
        flow.let_pass(indah, one.pk, {})
    assert tasks_for(indah) == []
    assert post(browser(indah), one, "telaah").status_code in (302, 422)
    assert state_of(one) is State.SUBMITTED


def test_an_operator_may_not_review_and_a_reviewer_may_not_sign(siti, indah):
    one = passed(siti, indah)
    assert browser(siti).get(f"/anggaran/{one.pk}/telaah/").status_code in (403, 404)
    assert browser(indah).get(f"/anggaran/{one.pk}/tanda-tangan/").status_code in (403, 404)


def test_a_step_made_twice_is_one_step(siti):
    one = kept(siti)
    first, again = flow.submit(siti, one.pk, {}), flow.submit(siti, one.pk, {})
    assert (first.pk, Step.objects.count()) == (again.pk, 1)


def test_a_return_without_a_reason_is_refused_and_with_one_the_makers_see_it(siti, indah):
    one = kept(siti)
    flow.submit(siti, one.pk, {})
    assert post(browser(indah), one, "kembalikan", reason=" ").status_code == 422
    post(browser(indah), one, "kembalikan", reason="Sebab eksternal belum menjawab kontrol")
    assert state_of(one) is State.RETURNED
    assert tasks_for(siti)[0].what.startswith("Perbaiki")
    assert (
        "Sebab eksternal belum menjawab kontrol" in browser(siti).get(f"/anggaran/{one.pk}/").content.decode()
    )


def test_a_returned_version_stays_as_it_was_and_the_next_submission_is_another(siti, indah):
    one = kept(siti)
    flow.submit(siti, one.pk, {})
    flow.send_back(indah, one.pk, "Lengkapi penanggung jawabnya")
    flow.submit(siti, one.pk, {})
    assert [v.number for v in Version.objects.order_by("number")] == [1, 2]
    assert doors.version_of(one, 1).steps.count() == 2


def test_what_is_under_review_is_not_replaced_by_a_paper(siti):
    one = kept(siti)
    flow.submit(siti, one.pk, {})
    with pytest.raises(Refused, match="menunggu telaah"):
        keep(siti, WONOKROMO, corrected(tujuan="Lain"), "gbs-2.json")
    flow.withdraw(siti, one.pk)
    assert keep(siti, WONOKROMO, corrected(tujuan="Lain"), "gbs-2.json").number == 2


def test_a_change_of_the_dpa_is_a_new_version_and_the_signed_one_holds_until_then(siti, indah, lurah):
    one = signed(siti, indah, lurah)
    post(browser(siti), one, "ubah", reason="DPA perubahan, CCTV berkurang dua paket")
    assert (state_of(one), one.signed) == (State.DRAFT, 1)
    plan = [dict(row) for row in CORRECTED["rencana_aksi"]]
    plan[2]["anggaran"] = 45_000_000
    names = ("rencana_aksi", "jumlah_anggaran")
    seen = editing.seen_of(doors.working_record(one), names)
    editing.save(siti, one.pk, names, {"rencana_aksi": plan, "jumlah_anggaran": 1579389976}, seen)
    page = browser(siti).get(f"/anggaran/{one.pk}/beda/").content.decode()
    assert page.count('<td class="num nowrap opt">−Rp15.000.000</td>') == 2
    assert "jumlah anggaran −Rp15.000.000" in page
    assert doors.lines_carried_out_for(siti, one.pk).line("aktivitas-3").amount == 60_000_000
    flow.submit(siti, one.pk, {"G31": "RKA perubahan menyusul dari SIPD"})
    given = dict.fromkeys(flow.checked_record(doors.newest_of(one).record).warnings, (flow.Kind.ACCEPTED, ""))
    flow.let_pass(indah, one.pk, given)
    flow.sign(lurah, one.pk)
    assert (state_of(one), one.signed) == (State.SIGNED, 2)
    assert doors.lines_carried_out_for(siti, one.pk).line("aktivitas-3").amount == 45_000_000


def test_a_change_that_is_given_up_leaves_the_signed_version_and_may_be_opened_again(siti, indah, lurah):
    one = signed(siti, indah, lurah)
    flow.reopen(siti, one.pk, "DPA perubahan belum terbit ternyata")
    post(browser(siti), one, "buang-draf")
    assert (state_of(one), doors.draft_of(one)) == (State.SIGNED, None)
    flow.reopen(siti, one.pk, "DPA perubahan sudah terbit sekarang")
    assert state_of(one) is State.DRAFT


def test_last_year_is_copied_without_what_belongs_to_the_year(siti):
    one = kept(siti)
    assert post(browser(siti), one, "salin", year="2025").status_code == 302
    made = doors.working_record(Statement.objects.get(year=2025))
    assert (made["jumlah_anggaran"], "rka" in made, "tanggal" in made) == (None, False, False)
    assert made["hasil"][0]["baseline"] == "23/43"
    assert [row["anggaran"] for row in made["rencana_aksi"]] == [
        row["anggaran"] for row in CORRECTED["rencana_aksi"]
    ]
    assert post(browser(siti), one, "salin", year="2025").status_code == 422


def test_an_activity_put_off_comes_back_as_a_candidate_and_only_once(siti, indah, lurah):
    one = kept(siti)
    editing.shelve(siti, one.pk, "aktivitas-1", Fate.PUT_OFF, "Rasionalisasi anggaran perubahan")
    assert [row["kode"] for row in doors.working_record(one)["rencana_aksi"]][:1] == ["aktivitas-2"]
    post(browser(siti), one, "salin", year="2025")
    following = Statement.objects.get(year=2025)
    (candidate,) = doors.candidates_of(following)
    assert (candidate.budget, candidate.fate, candidate.origin) == (
        180_000_000,
        Fate.PUT_OFF,
        "2024/aktivitas-1",
    )
    editing.pick_up(siti, following.pk, candidate.origin)
    assert doors.candidates_of(following) == ()
    assert doors.working_record(following)["rencana_aksi"][-1]["dari"] == "2024/aktivitas-1"


def test_putting_an_activity_off_needs_a_reason(siti):
    one = kept(siti)
    with pytest.raises(Refused):
        editing.shelve(siti, one.pk, "aktivitas-1", Fate.STRUCK, "")
    assert doors.draft_of(one) is None


def test_the_later_of_two_writers_sees_what_the_first_one_wrote_and_nothing_is_lost(siti):
    one, other = kept(siti), hat("Pak Budi", Role.OPERATOR, WONOKROMO)
    seen = editing.seen_of(doors.working_record(one), ("tujuan",))
    editing.save(siti, one.pk, ("tujuan",), {"tujuan": "Tulisan Siti"}, seen)
    with pytest.raises(editing.Overtaken) as met:
        editing.save(other, one.pk, ("tujuan",), {"tujuan": "Tulisan Budi"}, seen)
    assert (met.value.theirs["tujuan"], met.value.mine["tujuan"], met.value.by) == (
        "Tulisan Siti",
        "Tulisan Budi",
        "Bu Siti",
    )
    editing.save(other, one.pk, ("tujuan",), {"tujuan": "Tulisan Budi"}, met.value.seen)
    assert doors.working_record(one)["tujuan"] == "Tulisan Budi"


def test_two_writers_of_different_parts_do_not_meet(siti):
    one, other = kept(siti), hat("Pak Budi", Role.OPERATOR, WONOKROMO)
    aim, note = (editing.seen_of(doors.working_record(one), (name,)) for name in ("tujuan", "gedsi"))
    editing.save(siti, one.pk, ("tujuan",), {"tujuan": "Tulisan Siti"}, aim)
    editing.save(other, one.pk, ("gedsi",), {"gedsi": "Lansia"}, note)
    record = doors.working_record(one)
    assert (record["tujuan"], record["gedsi"]) == ("Tulisan Siti", "Lansia")


def test_everybody_who_wrote_in_it_is_a_maker(siti, indah):
    one = kept(siti)
    seen = editing.seen_of(doors.working_record(one), ("tujuan",))
    editing.save(indah, one.pk, ("tujuan",), {"tujuan": "Perempuan dalam pengurus meningkat"}, seen)
    flow.submit(siti, one.pk, {})
    with pytest.raises(Refused):
        flow.let_pass(indah, one.pk, {})


def test_the_signed_version_becomes_a_numbered_paper_that_can_be_proved(
    siti, indah, lurah, settings, tmp_path
):
    settings.DATA = tmp_path
    one = passed(siti, indah)
    tomorrow = str(now().date() + timedelta(days=2))
    assert post(browser(lurah), one, "tanda-tangan", day=tomorrow).status_code == 422
    given = {"number": "900.1.3/12/436.9.28.1/2026", "day": "2026-01-05"}
    assert post(browser(lurah), one, "tanda-tangan", **given).status_code == 302
    paper = issue_paper(lurah.person, doors.newest_of(one).pk)
    assert (paper.number, str(paper.date), paper.territory) == (given["number"], "2026-01-05", WONOKROMO)
    assert issue_paper(lurah.person, doors.newest_of(one).pk).pk == paper.pk
    assert given["number"] in browser(siti).get(f"/anggaran/{one.pk}/").content.decode()


def test_a_paper_without_number_and_without_a_book_is_not_printed(siti, indah, lurah):
    one = signed(siti, indah, lurah)
    with pytest.raises(Refused, match="belum bernomor"):
        ask_paper(siti, one.pk)
