"""Forums, attendance, quorum, steps and minutes as pure rules."""

from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from berdaya.kernel.answers import Answer
from berdaya.kernel.findings import Refused, Severity
from berdaya.kernel.sexes import BySex
from berdaya.meeting.rules.attendance import NOBODY, Present, count_faults, differing, tally
from berdaya.meeting.rules.forums import forums_on, level_word, timed
from berdaya.meeting.rules.invitees import Invitee, invitee_faults, invitees_from
from berdaya.meeting.rules.quorum import PARTICIPATION, judge_quorum, quorum_rule_on, women_take_part
from berdaya.meeting.rules.records import Record, lines, record_faults, record_from
from berdaya.meeting.rules.steps import MOVES, STORED, Move, State, after, judge
from berdaya.rulebook.rules import Standing, shipped
from tests.meeting.office import REAL, RECORD, SIX

DAY = date(2026, 1, 10)
FORUMS = forums_on(shipped(), DAY)
RULE = quorum_rule_on(shipped(), DAY)
KELURAHAN = FORUMS.get("musrenbang_kelurahan")
PEOPLE = st.builds(BySex, st.integers(0, 200), st.integers(0, 200))
COUNTS = st.dictionaries(st.sampled_from(list(FORUMS.groups)), PEOPLE)


# ---------- forums ----------


def test_both_rules_say_that_they_are_our_own_proposal():
    assert {FORUMS.rule.standing, RULE.rule.standing} == {Standing.DESIGN}
    assert FORUMS.rule.source
    assert RULE.rule.source


def test_the_agenda_of_a_rembug_rw_is_that_of_the_guide():
    minutes = [item.minutes for item in FORUMS.get("rembug_rw").agenda]
    assert minutes == [5, 10, 30, 45, 30, 10, 5]


def test_the_musrenbang_reads_three_lists_of_ten_minutes_and_a_long_one_of_twenty():
    by_name = {item.what: item.minutes for item in KELURAHAN.agenda}
    assert by_name["Pembacaan daftar panjang usulan"] == 20
    assert [m for what, m in by_name.items() if what.startswith("Daftar prasarana")] == [10, 10, 10]
    assert by_name["Pemilihan utusan"] == by_name["Penandatanganan berita acara"] == 5


def test_every_forum_counts_and_needs_only_groups_that_it_has():
    for forum in FORUMS.by_code.values():
        assert {*forum.counted, *forum.must} <= set(forum.groups), forum.code
        assert forum.agenda, forum.code
        assert 1 <= len(forum.signs) <= 5, forum.code


def test_the_stakeholders_of_the_seed_are_asked_for_in_the_musrenbang():
    assert set(KELURAHAN.must) == set(SIX)


@pytest.mark.parametrize(
    "code, word",
    [
        ("35.73", "kabupaten"),
        ("35.73.01", "kecamatan"),
        ("35.73.01.1001", "kelurahan"),
        ("33.27.01.2001", "desa"),
        ("33.27.01.2001.002", "rw"),
        ("33.27.01.2001.002.003", "rt"),
    ],
)
def test_the_level_of_a_place_is_said_as_people_say_it(code, word):
    assert level_word(code) == word


def test_a_musrenbang_kelurahan_is_not_held_in_a_desa():
    assert KELURAHAN.held_at("35.73.01.1001")
    assert not KELURAHAN.held_at("33.27.01.2001")


def test_an_rt_head_is_offered_only_what_an_rt_holds():
    offered = {forum.code for forum in FORUMS.at("33.27.01.2001.002.003")}
    assert offered == {"rembug_rt", "fgd", "pelatihan", "rapat"}


@pytest.mark.parametrize(
    "day, year",
    [(date(2025, 11, 20), 2027), (date(2026, 1, 10), 2027), (date(2026, 10, 31), 2027)],
)
def test_a_rembug_in_november_plans_the_same_year_as_the_musrenbang_in_january(day, year):
    assert FORUMS.get("rembug_rt").year_on(day) == year


def test_a_training_belongs_to_the_year_that_it_is_held_in():
    assert FORUMS.get("pelatihan").year_on(date(2026, 12, 1)) == 2026


def test_an_unknown_forum_is_refused_with_those_that_there_are():
    with pytest.raises(Refused, match="tidak dikenal") as refused:
        FORUMS.get("arisan")
    assert "rembug_rt" in refused.value.findings[0].advice


def test_the_clock_of_an_agenda_has_no_gaps():
    rows = timed(KELURAHAN.agenda, datetime(2026, 1, 10, 12, tzinfo=UTC))
    assert all(one.ends == other.begins for one, other in pairwise(rows))
    assert (rows[-1].ends - rows[0].begins).seconds == KELURAHAN.minutes * 60


# ---------- attendance ----------


def test_the_count_rules_and_the_names_do_not_add_to_it():
    named = [Present(True, "perempuan"), Present(False, "tokoh")]
    assert tally({"tokoh": BySex(3, 1)}, named).total == BySex(3, 1)


def test_without_a_count_the_names_are_counted_once_each():
    came = tally({}, [Present(True, "perempuan", frozenset({"lansia"})), Present(False, "tokoh")])
    assert came.total == BySex(1, 1)
    assert came.from_names
    assert came.seen == {"perempuan", "lansia", "tokoh"}


def test_a_count_that_differs_from_the_names_is_told_and_not_mended():
    (told,) = differing({"tokoh": BySex(3, 1)}, [Present(True, "perempuan")])
    assert told.severity is Severity.WARNING
    assert differing({}, [Present(True, "perempuan")]) == []
    assert differing({"tokoh": BySex(0, 1)}, [Present(True, "perempuan")]) == []


@given(COUNTS)
def test_the_total_is_the_sum_of_the_groups(counts):
    came = tally(counts)
    assert came.total == sum(counts.values(), NOBODY)
    assert came.seen == {group for group, people in counts.items() if people.total}


def test_counts_of_an_unknown_group_or_of_a_whole_city_are_refused():
    found = count_faults({"hantu": BySex(1, 0), "tokoh": BySex(200_000, 0)}, FORUMS.groups)
    assert {one.code for one in found} == {"attendance.group", "attendance.too_many"}


# ---------- quorum ----------


def full(rt_rw: int) -> dict[str, BySex]:
    return {"rt_rw": BySex(rt_rw, 0)} | {group: BySex(0, 1) for group in SIX}


@pytest.mark.parametrize(
    "invited, came, met",
    [
        (24, 16, Answer.YES),
        (24, 15, Answer.NO),
        (25, 16, Answer.NO),
        (25, 17, Answer.YES),
        (1, 1, Answer.YES),
    ],
)
def test_two_thirds_of_the_invited_rt_and_rw_must_come(invited, came, met):
    assert judge_quorum(RULE, KELURAHAN, {"rt_rw": invited}, tally(full(came))).met is met


@pytest.mark.parametrize("group", SIX)
def test_of_each_group_at_least_one_must_come(group):
    counts = {name: people for name, people in full(24).items() if name != group}
    verdict = judge_quorum(RULE, KELURAHAN, {"rt_rw": 24}, tally(counts))
    assert verdict.met is Answer.NO
    assert verdict.missing == (f"{FORUMS.groups[group]}: belum ada yang hadir, perlu satu",)


def test_somebody_counted_in_another_group_stands_for_his_group_too():
    named = [Present(False, group) for group in ("rt_rw", *SIX[:5])]
    named[0] = Present(False, "rt_rw", frozenset({"rentan"}))
    assert judge_quorum(RULE, KELURAHAN, {"rt_rw": 1}, tally({}, named)).met is Answer.YES


def test_without_a_list_of_invitees_nobody_can_tell():
    assert judge_quorum(RULE, KELURAHAN, {}, tally(full(24))).met is Answer.UNKNOWN


def test_a_missing_group_is_a_no_even_where_the_invitees_are_unknown():
    assert judge_quorum(RULE, KELURAHAN, {}, tally({"rt_rw": BySex(9, 9)})).met is Answer.NO


def test_a_forum_without_conditions_has_always_its_quorum():
    assert judge_quorum(RULE, FORUMS.get("fgd"), {}, tally({})).met is Answer.YES


def test_more_heads_than_were_invited_do_not_count_twice():
    verdict = judge_quorum(RULE, KELURAHAN, {"rt_rw": 10}, tally(full(30)))
    assert "hadir 10, perlu 2/3 dari 10 undangan = 7" in verdict.conditions[0].words


@given(st.integers(1, 300), COUNTS)
def test_more_people_never_lose_a_quorum(invited, counts):
    before = judge_quorum(RULE, KELURAHAN, {"rt_rw": invited}, tally(counts))
    more = {group: counts.get(group, NOBODY) + BySex(1, 1) for group in KELURAHAN.groups}
    after_more = judge_quorum(RULE, KELURAHAN, {"rt_rw": invited}, tally(more))
    assert not (before.met is Answer.YES and after_more.met is not Answer.YES)


@given(COUNTS)
def test_the_same_facts_give_the_same_digest(counts):
    backwards = dict(reversed(list(counts.items())))
    one, other = (judge_quorum(RULE, KELURAHAN, {"rt_rw": 9}, tally(c)) for c in (counts, backwards))
    assert one.digest == other.digest
    assert one.rule == "meeting.quorum@2026"


def test_the_share_is_data():
    half = replace(RULE, share=Fraction(1, 2))
    assert judge_quorum(half, KELURAHAN, {"rt_rw": 24}, tally(full(12))).met is Answer.YES


# ---------- women ----------


def test_the_real_musbangkel_is_below_the_share():
    came = tally(REAL).total
    assert came == BySex(35, 11)
    (told,) = women_take_part(RULE.women_share, {"peserta": came})
    assert told.code == PARTICIPATION == "participation30"
    assert told.severity is Severity.WARNING
    assert told.problem == "perempuan 23,9% (11 dari 46), di bawah 30%"


def test_exactly_thirty_percent_is_enough_and_the_unknown_is_not_told():
    counts = {"peserta": BySex(7, 3), "utusan": None, "pembicara": BySex(0, 0)}
    assert women_take_part(RULE.women_share, counts) == []


@given(PEOPLE)
def test_women_are_told_exactly_below_the_share(people):
    told = women_take_part(RULE.women_share, {"peserta": people})
    assert bool(told) is (people.total > 0 and Fraction(people.women, people.total) < Fraction(3, 10))


def test_attendance_delegates_and_speakers_are_each_told():
    few = BySex(9, 1)
    told = women_take_part(RULE.women_share, {"peserta": few, "utusan": few, "pembicara": few})
    assert [one.where for one in told] == ["peserta", "utusan", "pembicara"]


# ---------- steps ----------


def test_no_step_leads_to_a_state_that_is_only_read_from_the_paper():
    assert State.SIGNED not in STORED
    assert all(ends is not State.SIGNED for _, ends in MOVES.values())


@pytest.mark.parametrize("move", Move)
@pytest.mark.parametrize("state", [State.SIGNED, State.CANCELLED])
def test_what_is_signed_or_cancelled_stays_as_it_is(move, state):
    verdict = judge(move, state, "Musrenbang")
    assert not verdict.allowed
    assert verdict.against[0].advice


def test_the_way_of_a_meeting():
    way = [State.PLANNED]
    for move in (Move.INVITE, Move.ATTEND, Move.CLOSE, Move.WRITE, Move.ISSUE):
        judge(move, way[-1], "Musrenbang").require()
        way.append(after(move, way[-1]))
    assert way[-1] is State.MINUTED


# ---------- minutes, invitees ----------


def test_lines_lose_their_numbers_and_bullets():
    assert lines("1. Satu\n 2) Dua \n\n- Tiga\n• Empat\n3 sumur") == (
        "Satu",
        "Dua",
        "Tiga",
        "Empat",
        "3 sumur",
    )


def test_minutes_come_back_as_they_were_stored():
    assert record_from(RECORD.as_data()) == RECORD


@pytest.mark.parametrize("line", ["Paving gang 3", "Paving gang 3:", "Paving gang 3: "])
def test_nothing_is_refused_without_a_reason(line):
    (told,) = record_faults(replace(RECORD, rejected=(line,)))
    assert told.code == "minutes.no_reason"


@pytest.mark.parametrize("line", ["Paving: lahan sengketa", "Paving ditunda karena lahan sengketa"])
def test_a_reason_may_stand_behind_a_colon_or_a_because(line):
    assert record_faults(replace(RECORD, rejected=(line,))) == []


@pytest.mark.parametrize("number", ["3327010101900001", "3327-0101-0190-0001", "33 27 01 01 01 90 00 01"])
def test_an_identity_number_does_not_get_into_minutes_and_is_not_repeated(number):
    (told,) = record_faults(replace(RECORD, decisions=(f"Bantuan untuk {number}",)))
    assert told.code == "minutes.identity"
    assert number not in f"{told.where}{told.problem}{told.advice}"


def test_empty_minutes_are_none():
    assert [one.code for one in record_faults(Record(items=(("Pembukaan", " "),)))] == ["minutes.empty"]


def test_one_line_is_one_invitee_and_a_known_place_gets_its_code():
    found = invitees_from(
        {"rt_rw": ["RT 003/RW 002", "rt 003/rw 002 ", ""], "tokoh": ["Takmir masjid"]},
        {"rt 003/rw 002": "33.27.01.2001.002.003"},
    )
    assert found == [
        Invitee("RT 003/RW 002", "33.27.01.2001.002.003", "rt_rw"),
        Invitee("Takmir masjid", "", "tokoh"),
    ]


def test_invitees_of_an_unknown_group_are_told():
    assert [one.code for one in invitee_faults([Invitee("BKM", "", "hantu")], FORUMS.groups)] == [
        "invitee.group"
    ]
