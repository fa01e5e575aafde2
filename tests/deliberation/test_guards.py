"""Nobody cheats quietly: a village's table is its own, the forum's choice stands, a reason says something."""

import json
from datetime import date, timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from berdaya.access.clock import today_in
from berdaya.access.rules.roles import Role
from berdaya.deliberation import doors, session_doors, shown, upward_doors
from berdaya.deliberation.exchange_columns import COLUMNS
from berdaya.deliberation.exchange_sheets import table_of
from berdaya.deliberation.models import Proposal, Session
from berdaya.deliberation.results_file import unknown_cells
from berdaya.deliberation.rules.forum import Kind, fitting_reserve
from berdaya.deliberation.rules.kinds import StageKind
from berdaya.deliberation.rules.proposing import Facts, Had, Likely, PaperRow, Unit, paper_faults, sources_of
from berdaya.deliberation.rules.reasons import names_rule, says_why
from berdaya.deliberation.rules.states import MOVES, Reason, State, move_faults
from berdaya.deliberation.rules.upward import Settled, Verdict, settled_faults
from berdaya.deliberation.services import kecamatan
from berdaya.deliberation.services.deciding import (
    Wish,
    change_by_forum,
    close_session,
    decide,
    reopen_session,
)
from berdaya.deliberation.services.entering import assess, enter_list
from berdaya.deliberation.services.forum_papers import village_papers_for
from berdaya.deliberation.services.moving import Step, may_move, move
from berdaya.deliberation.services.ranking import hand_over, rank
from berdaya.deliberation.services.session_papers import issue_paper
from berdaya.deliberation.services.sitting import compute_draft, together
from berdaya.deliberation.session_tasks import tasks_of
from berdaya.deliberation.vector import session_of
from berdaya.documents.reading import read_content
from berdaya.kernel.findings import Finding, Refused
from berdaya.plan.rules.levels import told_source
from tests.deliberation import levels, office, sitting
from tests.deliberation.office import RT1, VILLAGE, facts, lurah, operator, rt_head, year
from tests.meeting import office as meetings
from tests.office import browser, hat

pytestmark = pytest.mark.django_db


def refused(step) -> list[str]:
    with pytest.raises(Refused) as caught:
        step()
    return [one.code for one in caught.value.findings]


def camat():
    return hat("Bu Camat", Role.CAMAT, "35.73.05")


# ---------- whose table it is ----------


@pytest.mark.parametrize("above", [Role.CAMAT, Role.BAPPEDA])
def test_an_office_above_neither_computes_nor_decides_the_musrenbang_of_a_village(above: Role) -> None:
    who = hat("Bu Atasan", above, "35.73.05" if above is Role.CAMAT else "35.73")
    session, _ = sitting.computed()
    assert refused(lambda: compute_draft(who, session)) == ["deliberation.not_at_home"]
    close_session(operator(), session)
    assert tasks_of(who) == []
    assert refused(lambda: reopen_session(who, session)) == ["deliberation.not_at_home"]
    assert refused(lambda: decide(who, session, number="1", date=sitting.DAY)) == ["deliberation.not_at_home"]
    assert decide(lurah(), session, number="1", date=sitting.DAY).number == "1"


def test_an_office_above_leaves_proposals_to_the_village_until_they_are_handed_up() -> None:
    cycle, rt = year(), rt_head()
    one = office.proposed(rt, cycle)
    office.handed(rt, cycle, one)
    assert may_move(camat(), Proposal.objects.get(pk=one.pk)) == []
    no = Step(State.DEFERRED, Reason.LAND.value, "Lahan milik perorangan.")
    assert refused(lambda: move(camat(), one, no)) == ["deliberation.not_at_home"]
    move(operator(), move(operator(), one, Step(State.CHECKED)), Step(State.FORWARDED))
    assert State.KECAMATAN in may_move(camat(), Proposal.objects.get(pk=one.pk))


# ---------- what the forum decided ----------


def test_the_desk_does_not_undo_alone_what_the_forum_decided() -> None:
    sitting.decided()
    for state in (State.CHOSEN, State.RESERVE):
        one = Proposal.objects.filter(state=state.value).first()
        assert one is not None
        stops = {State.REFUSED, State.DEFERRED, State.ROUTED}
        assert not stops & set(may_move(operator(), one))
        assert stops <= set(may_move(lurah(), one))
    step = Step(State.REFUSED, Reason.CEILING.value, "Uangnya dipakai untuk yang lain.")
    assert refused(lambda: move(operator(), one, step)) == ["access.no_right"]


def test_the_criteria_are_not_valued_anew_once_the_musrenbang_is_decided() -> None:
    sitting.decided()
    one = Proposal.objects.first()
    assert one is not None
    assert refused(lambda: assess(operator(), one, 5, 5, 5)) == ["deliberation.valued"]


# ---------- reasons ----------


@pytest.mark.parametrize("words", ["", "x", "-", "Tidak.", "Lain.", "1 2 3 4 5 6", "x y"])
def test_a_letter_or_a_word_is_no_reason(words: str) -> None:
    assert not says_why(words)
    given = Settled(Verdict.NOT_AGREED, to="ditunda", reason="status_lahan", words=words)
    assert [one.code for one in settled_faults(given, "usulan")] == ["upward.reason"]
    found = move_faults(State.AGREED, State.DEFERRED, Reason.LAND.value, words)
    assert [one.code for one in found] == ["deliberation.reason"]


def test_a_short_sentence_is_a_reason_and_a_rule_has_a_number() -> None:
    assert says_why("Lahan sengketa.")
    assert [names_rule(text) for text in ("Perda 9/2026", "APBD", "x", "9")] == [True, False, False, False]


@pytest.mark.parametrize(
    "state", [before for before, ways in MOVES.items() if State.REFUSED in {w.to for w in ways}]
)
def test_what_belongs_to_another_level_is_routed_not_refused(state: State) -> None:
    words = (Reason.AUTHORITY.value, "Jalan ini milik kota.")
    assert [one.code for one in move_faults(state, State.REFUSED, *words)] == ["deliberation.route"]
    given = Settled(Verdict.NOT_AGREED, to="ditolak", reason=words[0], words=words[1])
    assert [one.code for one in settled_faults(given, "usulan")] == ["deliberation.route"]


def test_the_forum_says_why_and_who_asked() -> None:
    session, _ = sitting.computed()
    one = Proposal.objects.get(number=2)
    bad = Wish(proposal=one, kind=Kind.OUT, reason="z", proposer="W")
    assert refused(lambda: change_by_forum(operator(), session, bad)) == ["forum.reason", "forum.proposer"]


# ---------- the paper form ----------


def test_the_paper_form_ranks_what_the_unit_has_already() -> None:
    cycle, rt = year(), rt_head()
    old = office.proposed(rt, cycle, title="Bank sampah", place="Depan pertokoan")
    rows = [PaperRow(1, facts("Lampu gang")), PaperRow(3, known=old.pk)]
    made = enter_list(operator(), cycle, Unit(RT1), rows)
    assert [one.title for one in doors.ranked(made)] == ["Lampu gang", "Bank sampah"]
    assert Proposal.objects.count() == 2


def test_typing_a_proposal_of_the_unit_again_is_told_with_its_row_on_the_paper() -> None:
    cycle, rt = year(), rt_head()
    old = office.proposed(rt, cycle, title="Bank sampah depan pertokoan", place="Depan pertokoan")
    again = PaperRow(4, facts("bank sampah  depan pertokoan", place="depan pertokoan"))
    with pytest.raises(Refused) as caught:
        enter_list(operator(), cycle, Unit(RT1), [again])
    (found,) = caught.value.findings
    assert (found.code, found.where) == ("deliberation.paper_again", "baris 4")
    assert old.label in found.problem
    elsewhere = PaperRow(4, facts("Bank sampah depan pertokoan", place="Gang 7"))
    assert len(doors.ranked(enter_list(operator(), cycle, Unit(RT1), [elsewhere]))) == 1


def test_a_row_keeps_its_number_when_rows_before_it_are_empty() -> None:
    rows = [PaperRow(4, Facts(title="Lampu"))]
    assert {one.where.split(":")[0] for one in paper_faults(rows, [])} == {"baris 4"}
    gone = paper_faults([PaperRow(2, known=9)], [Had(7, "2027-001", Likely("Lampu"))])
    assert [one.code for one in gone] == ["deliberation.paper_known"]


def test_a_kelurahan_has_no_village_fund() -> None:
    assert "dana_desa" not in sources_of("35.73.05.1002.001.001")
    assert "dana_desa" in sources_of("33.27.04.2010.001.001")


# ---------- meetings of another year ----------


def test_a_rembug_of_last_year_is_not_that_of_this_year() -> None:
    cycle, rt = year(), rt_head()
    one = office.proposed(rt, cycle)
    made = rank(rt, cycle, Unit(RT1), [one.pk])
    first = doors.season_of(cycle, StageKind.REMBUG.value)
    assert first is not None
    assert refused(lambda: hand_over(rt, made, first - timedelta(days=1))) == ["deliberation.held_on"]
    assert first < today_in(VILLAGE)
    assert hand_over(rt, made, today_in(VILLAGE)).held_on == today_in(VILLAGE)


def test_meetings_of_last_year_are_not_offered() -> None:
    cycle = year()
    stage = doors.stage_due(cycle, StageKind.VILLAGE.value)
    assert stage is not None
    old, new = (SimpleNamespace(day=stage.first - timedelta(days=days)) for days in (300, 3))
    assert doors.in_season([old, new], cycle, StageKind.VILLAGE.value) == [new]


# ---------- what the second person is told ----------


def test_a_musrenbang_without_meeting_or_attendance_is_told_before_it_is_decided() -> None:
    session, _ = sitting.computed()
    assert [one.code for one in session_doors.gathering_findings(session)] == ["session.no_meeting"]
    session.meeting = meetings.planned(lurah(), forum="musrenbang_kelurahan", territory=VILLAGE)
    assert [one.code for one in session_doors.gathering_findings(session)] == ["session.no_attendance"]
    close_session(operator(), Session.objects.get())
    page = browser(lurah()).get(reverse("deliberation-session-decide", args=[session.pk]))
    assert "Pertemuannya belum dipilih" in page.content.decode()


def test_the_page_says_which_reserve_the_money_that_is_left_would_pay() -> None:
    session, draft = sitting.computed()
    chosen = draft.answer["selected"]
    out = Proposal.objects.get(number=int(chosen[0].split("-")[1]))
    change_by_forum(
        operator(),
        session,
        Wish(proposal=out, kind=Kind.OUT, reason="Sudah dikerjakan warga.", proposer="RW 01"),
    )
    decided = session_doors.decided_of(session, draft)
    fitting = fitting_reserve(session_of(draft.input), decided)
    assert out.label in fitting
    assert all(decided.costs[name] <= decided.left for name in fitting)
    page = browser(operator()).get(reverse("deliberation-session", args=[session.pk])).content.decode()
    assert "Sisa itu cukup untuk" in page


# ---------- the kecamatan ----------


def staff():
    return hat("Bu Rina", Role.KECAMATAN_STAFF, levels.KECAMATAN)


def test_the_staff_of_a_kecamatan_prepares_and_one_camat_decides() -> None:
    found = levels.filled(staff())
    assert refused(lambda: kecamatan.decide(staff(), found, number="1", date=levels.DAY)) == [
        "access.no_right"
    ]
    assert kecamatan.decide(levels.camat(), found, number="1", date=levels.DAY).number == "1"


def test_a_camat_who_filled_the_list_in_is_told_whom_to_ask() -> None:
    who = levels.camat()
    found = levels.filled(who)
    with pytest.raises(Refused, match="orang lain yang memeriksa") as caught:
        kecamatan.decide(who, found, number="1", date=levels.DAY)
    assert "staf kecamatan" in caught.value.findings[0].advice


def test_bappeda_reads_the_musrenbang_of_a_kecamatan_and_does_not_decide_it() -> None:
    found = levels.filled(staff())
    bappeda = levels.bappeda()
    assert refused(lambda: kecamatan.decide(bappeda, found, number="1", date=levels.DAY)) == [
        "deliberation.not_at_home"
    ]


def test_an_agency_that_no_list_knows_is_told_at_the_forum() -> None:
    levels.agency()
    found = levels.forum(staff())
    one = upward_doors.entries_of(found)[0]
    wrong = levels.agreed("Dinas Pekerjan Umum")
    assert refused(lambda: kecamatan.settle(staff(), found, one.proposal_id, wrong)) == ["upward.agency"]
    right = levels.agreed("dinas  pekerjaan umum")
    assert kecamatan.settle(staff(), found, one.proposal_id, right).agency == levels.WORKS


def test_the_mark_of_our_own_proposals_reads_as_words() -> None:
    assert told_source("Rancangan Berdaya [design]") == "Rancangan Berdaya (usul, bukan peraturan)"


# ---------- published results on a page ----------


def brought(content: bytes, name: str):
    upload = SimpleUploadedFile(name, content)
    given = {"file": upload, "request_id": str(uuid4())}
    return browser(operator()).post(reverse("deliberation-results"), given)


def test_published_results_are_checked_on_a_page_and_kept_nowhere() -> None:
    slips = {"results": [{"id": "A", "total_budget": 5, "items": [{"usulan": "Paving", "anggaran": 4}]}]}
    for content, name in (
        (json.dumps(slips).encode(), "hasil.json"),
        (json.dumps(slips).encode(), "hasil.csv"),
    ):
        page = brought(content, name)
        assert page.status_code == 200
        assert "1 tidak cocok" in page.content.decode()
    assert Proposal.objects.count() == 0


@pytest.mark.parametrize("content", [b"{", b"halo", b"%PDF-1.7", b"[]", b"\x00\x01"])
def test_what_is_no_file_of_results_is_told(content: bytes) -> None:
    assert brought(content, "hasil.json").status_code == 422


def test_the_camat_opens_the_papers_of_the_villages_that_handed_up() -> None:
    session = sitting.decided()
    found = levels.forum(staff())
    assert village_papers_for(levels.camat(), found) == []
    paper = issue_paper(operator().person, session, "disepakati")
    assert village_papers_for(levels.camat(), found) == [paper]
    assert village_papers_for(operator(office.OTHER), found) == []
    page = browser(levels.camat()).get(reverse("deliberation-forum", args=[found.pk])).content.decode()
    assert reverse("document", args=[paper.pk]) in page


# ---------- what is told ----------


def test_the_same_said_of_several_units_names_them_all() -> None:
    found = [Finding("merge.empty_list", name, "daftar kosong", "Tanyakan.") for name in ("RT 1", "RT 2")]
    assert [one.where for one in together(found)] == ["RT 1, RT 2"]


def test_the_day_that_is_told_follows_the_calendar_that_was_set_later() -> None:
    cycle, rt = year(), rt_head()
    one = office.proposed(rt, cycle)
    office.rembug_ends(cycle, date(2031, 5, 6))
    fate = shown.fate_of(doors.proposal_for(rt, one.pk))
    assert "6 Mei 2031" in fate.next


def test_columns_that_mean_nothing_here_go_out_again() -> None:
    one = office.proposed(rt_head(), year())
    content = table_of([one], {}, {one.pk: {"catatan kami": "=1+1"}})
    table = read_content("usulan.xlsx", content, COLUMNS)
    assert [unknown_cells(table, row) for row in table.rows] == [{"catatan kami": "=1+1"}]
