"""Sessions through the services: money, drafts, changes by the forum, decision, ledger, papers."""

import json
from fractions import Fraction

import pytest
from click.testing import CliRunner
from django.db import DatabaseError, transaction
from django.http import Http404

from berdaya.access.models import AuditEntry
from berdaya.access.rules.roles import Role
from berdaya.community.rules.kinds import Kind as BodyKind
from berdaya.deliberation import session_doors as doors
from berdaya.deliberation.annex_file import annex_from
from berdaya.deliberation.commands import commands
from berdaya.deliberation.models import Draft, ForumChange, LedgerEntry, Move, Proposal, Session
from berdaya.deliberation.rules.forum import Kind
from berdaya.deliberation.services.deciding import (
    Wish,
    add_delegate,
    change_by_forum,
    close_session,
    decide,
    drop_delegate,
    reopen_session,
)
from berdaya.deliberation.services.session_papers import issue_paper, papers_of
from berdaya.deliberation.services.sitting import Ceilings, begin_session, compute_draft, set_ceilings
from berdaya.deliberation.session_tables import book_of
from berdaya.deliberation.session_tasks import tasks_of
from berdaya.deliberation.tasks import tasks_for
from berdaya.deliberation.vector import answer_of, session_of
from berdaya.documents.doors import hand_out
from berdaya.documents.store import file_path
from berdaya.kernel.findings import Refused
from berdaya.meeting.services.papers import plan_of
from tests.deliberation import sitting
from tests.deliberation.office import VILLAGE, YEAR, lurah, operator, rt_head, year
from tests.deliberation.sitting import DAY, MILLION, MONEY, NUMBER, RTS, label, short
from tests.meeting import office as meetings
from tests.office import hat
from tests.plan.cases import all_lists

pytestmark = pytest.mark.django_db


def refused(call) -> list[str]:
    with pytest.raises(Refused) as told, transaction.atomic():
        call()
    return [one.code for one in told.value.findings]


def wish(name, kind, amount=None, reason="Lebih mendesak.", proposer="RW 001"):
    one = Proposal.objects.get(number=int(name[1]))
    return Wish(proposal=one, kind=kind, reason=reason, proposer=proposer, amount=amount)


# ---------- money and draft ----------


def test_the_worked_example_comes_out_of_the_database_with_rounded_poor_households():
    _, draft = sitting.computed()
    assert draft.input["units"]["RT 001/RW 001"]["miskin"] == 10
    assert [unit["miskin"] for unit in draft.input["units"].values()] == [10, 20, 30]
    assert short(draft.answer["selected"])[:2] == ["P2", "P4"]
    assert sum(map(Fraction, draft.answer["ledger"].values())) == 0


def test_a_draft_is_read_back_in_the_order_in_which_it_was_computed():
    _, draft = sitting.computed()
    kept = Draft.objects.get()
    merging = session_of(kept.input)
    again = {rule: answer_of(merging, rule) for rule in ("bsb", "borda", "criteria")}
    assert json.dumps(kept.answer) == json.dumps(again.pop("bsb"))
    assert json.dumps(kept.others) == json.dumps(again)
    assert list(kept.units) == list(kept.input["units"]) == list(draft.units)


def test_the_same_lists_computed_again_by_the_same_person_are_the_same_draft():
    who = operator()
    session, draft = sitting.computed(who)
    assert compute_draft(who, session).pk == draft.pk
    set_ceilings(who, session, Ceilings(budget=400 * MILLION))
    assert compute_draft(who, session).pk != draft.pk


def test_a_session_is_begun_once_for_a_year():
    who = operator()
    cycle = year(who=who)
    assert begin_session(who, cycle).pk == begin_session(who, cycle).pk


def test_money_that_cannot_be_is_refused_with_its_place():
    who = operator()
    session = begin_session(who, year(who=who))
    assert refused(lambda: compute_draft(who, session)) == ["session.no_budget"]
    assert refused(lambda: set_ceilings(who, session, Ceilings(budget=0))) == ["session.budget"]
    wrong = Ceilings(budget=5, ceilings={"sarpras": 6, "lain": 1}, level="dusun")
    assert refused(lambda: set_ceilings(who, session, wrong)) == [
        "session.menu", "session.menu", "session.level",
    ]  # fmt: skip


def test_an_rt_without_families_blocks_the_draft_by_name():
    who = operator()
    session = sitting.ready(who)
    sitting.add_body(None, sitting.NewBody(BodyKind.RT, f"{VILLAGE}.001.004", "SK Lurah 3/2020"))
    with pytest.raises(Refused) as told:
        compute_draft(who, session)
    assert [one.where for one in told.value.findings] == ["RT 004/RW 001"]


def test_an_rt_without_a_list_keeps_its_share_for_next_year():
    who = operator()
    session = sitting.ready(who)
    sitting.with_families(f"{VILLAGE}.001.004", 60, 10)
    draft = compute_draft(who, session)
    assert Fraction(draft.answer["ledger"]["RT 004/RW 001"]) > 0
    assert "merge.empty_list" in [one["code"] for one in draft.findings]


def test_a_group_shares_only_with_a_weight_that_the_forum_gave_it():
    who = operator()
    session = sitting.ready(who)
    one = Proposal.objects.get(number=6)
    sitting.put_list(session.cycle, VILLAGE, [one], body="Pokmas Melati")
    draft = compute_draft(who, session)
    assert "Pokmas Melati" not in draft.input["units"]
    assert "session.unweighed" in [found["code"] for found in draft.findings]
    set_ceilings(who, session, Ceilings(budget=360 * MILLION, group_weight=20))
    assert compute_draft(who, session).input["units"]["Pokmas Melati"]["w"] == 20


def test_a_proposal_that_was_joined_to_another_speaks_for_that_one():
    who = operator()
    session = sitting.ready(who)
    parts = {one.number: one for one in Proposal.objects.all()}
    Proposal.objects.filter(number=5).update(state="digabung", merged_into=parts[1])
    draft = compute_draft(who, session)
    assert label("P5") not in draft.input["proposals"]
    assert short(draft.input["units"]["RT 002/RW 001"]["rank"]) == ["P2", "P1", "P6", "P3"]
    assert short(draft.input["units"]["RT 001/RW 001"]["rank"]) == ["P2", "P1", "P3"]


def test_what_others_pay_for_is_not_on_this_table():
    who = operator()
    session = sitting.ready(who)
    Proposal.objects.filter(number=5).update(source="csr")
    assert label("P5") not in compute_draft(who, session).input["proposals"]


# ---------- the forum ----------


def test_a_change_needs_a_reason_a_proposer_and_room_under_the_ceilings():
    who = operator()
    session, draft = sitting.computed(who)
    out = short(draft.answer["not_funded"])[0]
    bad = wish(out, Kind.IN, reason=" ", proposer="")
    assert refused(lambda: change_by_forum(who, session, bad))[:2] == ["forum.reason", "forum.proposer"]
    assert "forum.ceiling" in refused(lambda: change_by_forum(who, session, wish(out, Kind.IN)))
    assert refused(lambda: change_by_forum(who, session, wish("P2", Kind.IN))) == ["forum.nothing"]
    assert refused(lambda: change_by_forum(who, session, wish("P2", Kind.AMOUNT))) == ["forum.amount"]


def test_who_was_second_to_change_is_told_so():
    who = operator()
    session, _ = sitting.computed(who)
    seen = session.version
    change_by_forum(who, session, wish("P2", Kind.OUT), seen)
    assert refused(lambda: change_by_forum(who, session, wish("P4", Kind.OUT), seen)) == ["session.changed"]


def test_the_decision_moves_every_proposal_with_its_reason_and_writes_the_ledger():
    who = operator()
    session, draft = sitting.computed(who)
    change_by_forum(who, session, wish("P2", Kind.AMOUNT, 110 * MILLION))
    change_by_forum(who, session, wish("P4", Kind.OUT, reason="Lahannya belum jelas."))
    close_session(who, session)
    done = decide(lurah(), session, number=NUMBER, date=DAY)
    assert done.state == "ditetapkan"
    assert done.number == NUMBER
    states = {one.number: (one.state, one.cost) for one in Proposal.objects.all()}
    assert states[2] == ("diprioritaskan_kel", 110 * MILLION)
    assert states[4] == ("cadangan_kel", 70 * MILLION)
    moved = Move.objects.get(proposal__number=4, after="cadangan_kel")
    assert moved.words == "Keputusan forum: Lahannya belum jelas."
    assert moved.reason
    explained = Move.objects.get(proposal__number=2, after="diprioritaskan_kel")
    assert explained.next_on is not None
    entries = LedgerEntry.objects.all()
    assert len(entries) == 3
    assert sum(one.carried for one in entries) == 0


def test_after_a_change_by_the_forum_the_reserve_tells_its_place_in_the_new_list():
    who = operator()
    session, draft = sitting.computed(who)
    first = short(draft.answer["not_funded"])[0]
    assert draft.answer["explanations"][label(first)].endswith("Menjadi cadangan 1.")
    change_by_forum(who, session, wish("P4", Kind.OUT))
    place = doors.decided_of(session, draft).reserve.index(label(first)) + 1
    told = f"Itu menurut rancangan; sesudah perubahan forum menjadi cadangan {place}."
    assert book_of(session, draft).reason(label(first)).endswith(told)
    sitting_done(who, session)
    assert told in Move.objects.get(proposal__number=int(first[1]), after="cadangan_kel").words


@pytest.mark.parametrize("state, asked", [("masuk_rkpd", True), ("ditolak", True), ("digabung", False)])
def test_a_priority_was_proposed_for_whatever_became_of_the_proposal(state, asked):
    all_lists()
    session, _ = sitting.computed()
    Proposal.objects.filter(number=1).update(priority="P1", state=state)
    gap, _ = doors.gap_of(session)
    assert ("P1" in {row.code for row in gap.unproposed}) is not asked


def test_nobody_is_reminded_of_a_list_once_the_year_is_decided():
    who = operator()
    head = rt_head(f"{VILLAGE}.001.004")
    session, _ = sitting.computed(who)
    assert [task.button for task in tasks_for(head)] == ["Buka daftar"]
    sitting_done(who, session)
    assert tasks_for(head) == []


def test_whoever_computed_does_not_decide_and_nothing_is_decided_before_the_forum_is_through():
    chief = lurah()
    session, _ = sitting.computed(chief)
    assert refused(lambda: decide(lurah(), session, number=NUMBER, date=DAY)) == ["session.state"]
    close_session(chief, session)
    with pytest.raises(Refused):
        decide(chief, session, number=NUMBER, date=DAY)
    assert refused(lambda: decide(lurah(), session, number=" ", date=DAY)) == ["session.no_number"]
    decide(lurah(), session, number=NUMBER, date=DAY)


def test_a_closed_discussion_may_be_opened_again_until_the_decision():
    who = operator()
    session, _ = sitting.computed(who)
    close_session(who, session)
    assert refused(lambda: change_by_forum(who, session, wish("P2", Kind.OUT))) == ["session.state"]
    reopen_session(who, session)
    change_by_forum(who, session, wish("P2", Kind.OUT))
    done = sitting_done(who, session)
    assert refused(lambda: reopen_session(who, done)) == ["session.state"]


def sitting_done(who, session):
    close_session(who, session)
    return decide(lurah(), session, number=NUMBER, date=DAY)


def test_drafts_changes_and_ledger_are_never_edited():
    who = operator()
    session, _ = sitting.computed(who)
    change_by_forum(who, session, wish("P2", Kind.OUT))
    sitting_done(who, session)
    for model, field in ((Draft, "digest"), (ForumChange, "reason"), (LedgerEntry, "closing")):
        with pytest.raises(DatabaseError), transaction.atomic():
            model.objects.update(**{field: "x"})


def test_next_year_opens_with_the_balances_of_this_one():
    who = operator()
    sitting.decided(who)
    after = sitting.ready(who, year(YEAR + 1, who=who))
    draft = compute_draft(who, after)
    closing = {f"{one.territory}|{one.body}": one.carried for one in LedgerEntry.objects.all()}
    opening = {name: Fraction(value) for name, value in draft.input["opening"].items()}
    assert sum(opening.values()) == 0
    assert opening
    assert opening == {name: closing[f"{code}|"] for name, (code, _) in draft.units.items()}
    close_session(who, after)
    decide(lurah(), after, number=NUMBER, date=DAY)
    assert [len(years) for years in doors.ledger_of(after).values()] == [2, 2, 2]


# ---------- delegates, doors ----------


def test_names_of_delegates_are_sealed_and_open_only_to_who_may_see_names():
    who = operator()
    session, _ = sitting.computed(who)
    one = add_delegate(who, session, "Siti Aminah", "P", "Wakil perempuan")
    assert "Siti" not in one.sealed_name
    assert doors.delegates_of(who, session)[0][1] == "Siti Aminah"
    assert doors.delegates_of(rt_head(), session)[0][1] == ""
    assert "Siti" not in str([entry.facts for entry in AuditEntry.objects.all()])
    drop_delegate(who, session, str(one.pk))
    assert not session.delegates.exists()
    assert refused(lambda: add_delegate(who, session, "", "P", "LPMK")) == ["delegate.empty"]


def test_a_session_is_seen_from_its_rts_and_absent_elsewhere():
    session, _ = sitting.computed()
    for worn in (operator(), rt_head(), hat("Pak Camat", Role.CAMAT, "35.73.05")):
        assert doors.session_for(worn, session.pk) == session
    for worn in (sitting.outsider(), rt_head("35.73.05.1003.001.001")):
        with pytest.raises(Http404):
            doors.session_for(worn, session.pk)


def test_an_rt_head_reads_but_does_not_compute():
    session = sitting.ready()
    with pytest.raises(Refused):
        compute_draft(rt_head(), session)


def test_what_waits_is_on_the_desk_of_whoever_may_do_it():
    def waiting(worn):
        return [task.what for task in tasks_of(worn)]

    who, chief = operator(), lurah()
    session = begin_session(who, year(who=who))
    assert waiting(who) == [f"Isi pagu {session}"]
    set_ceilings(who, session, MONEY)
    assert waiting(who) == [f"Hitung rancangan {session}"]
    Session.objects.update(state="dibahas")
    assert (waiting(who), waiting(chief)) == ([], [f"Tetapkan hasil {session}"])
    assert waiting(rt_head()) == []


# ---------- papers ----------


def test_the_annex_as_a_workbook_is_enough_to_compute_the_same_answer():
    session = sitting.decided()
    draft = doors.newest_draft(session)
    paper = issue_paper(operator().person, session, "lampiran")
    book = file_path(paper.versions.get().book)
    data = annex_from("lampiran.xlsx", book.read_bytes())
    for rule, answer in (("bsb", draft.answer), *draft.others.items()):
        assert answer_of(session_of(data), rule) == answer


def test_the_command_computes_the_printed_annex_again(tmp_path):
    session = sitting.decided()
    paper = issue_paper(operator().person, session, "lampiran")
    book = tmp_path / "lampiran.xlsx"
    book.write_bytes(file_path(paper.versions.get().book).read_bytes())
    answer = CliRunner().invoke(commands, ["merge", str(book), "--json"])
    assert answer.exit_code == 0
    assert json.loads(answer.stdout)["selected"] == doors.newest_draft(session).answer["selected"]


def test_papers_are_drafts_until_the_decision_and_then_numbered_and_final():
    who = operator()
    session, _ = sitting.computed(who)
    draft = issue_paper(who.person, session, "disepakati")
    assert draft.status == "draf" or draft.number == ""
    session = sitting_done(who, Session.objects.get())
    papers = {which: issue_paper(who.person, session, which) for which in ("disepakati", "tidak-disepakati")}
    assert {one.number for one in papers.values()} == {NUMBER}
    assert len(papers_of(session)) == 2
    assert papers["disepakati"].pk == draft.pk
    for one in papers.values():
        assert hand_out(lurah(), one, one.versions.last().book, {}).read_bytes()[:2] == b"PK"


def test_the_tables_go_into_the_berita_acara_of_the_meeting():
    chief = hat("Bu Lurah", Role.LURAH, VILLAGE)
    gathering = meetings.minuted(
        chief,
        forum="musrenbang_kelurahan",
        territory=VILLAGE,
        invited=(),
        counts={"tokoh": meetings.BySex(1, 1)},
    )
    who = operator()
    session = sitting.ready(who)
    set_ceilings(who, session, Ceilings(budget=MONEY.budget, ceilings=MONEY.ceilings, meeting=gathering))
    compute_draft(who, session)
    close_session(who, session)
    sections = plan_of(gathering, "berita-acara").sections
    assert "Usulan yang disepakati" in sections
    assert "sidik masukan" in sections
    assert RTS[1] not in sections
