"""Rules of a session: what goes in, the annex and the way back, what the forum makes of the draft."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from berdaya.deliberation.annex_file import annex_from
from berdaya.deliberation.rules import annex
from berdaya.deliberation.rules.annex import proposal_rows, rule_rows, unit_rows, vector_from
from berdaya.deliberation.rules.entering import Entry, Settings, Table, Voter, entry_faults, vector_of
from berdaya.deliberation.rules.equal_shares import merge
from berdaya.deliberation.rules.forum import Change, Kind, change_faults, list_after, settle
from berdaya.deliberation.rules.sitting import Deed, State, may, require_deed
from berdaya.deliberation.vector import answer_of, session_of
from berdaya.kernel.findings import Refused
from tests.deliberation.vectors import EXAMPLE, chance_session

SESSION = session_of(EXAMPLE)


def table(**changed):
    given = {
        "budget": 360,
        "ceilings": {"sarpras": 270},
        "settings": Settings(),
        "voters": (
            Voter(name="RT 001", code="a.1", households=90, poor=10, ranking=("2027-002", "2027-001")),
            Voter(name="RT 002", code="a.2", households=160, poor=20, ranking=("2027-002",)),
            Voter(name="Pokmas Melati", code="a", body="Pokmas Melati", weight=20, ranking=("2027-001",)),
        ),
        "entries": (
            Entry(label="2027-001", title="Paving, gang 3", cost=70, menu="sarpras", number=1, poor=10),
            Entry(
                label="2027-002",
                title="= Drainase",
                cost=120,
                menu="sarpras",
                number=2,
                criteria=(5, 5, 3, 5, 3),
            ),
        ),
    }
    return Table(**(given | changed))


def rows(heads, found):
    keys = ["_".join(head.casefold().split()) for head in heads]
    return [
        dict(zip(keys, ("" if cell is None else str(cell) for cell in row), strict=True)) for row in found
    ]


def test_the_file_form_of_a_table_is_a_session_without_faults_of_form():
    session = session_of(vector_of(table()))
    assert [unit.weight for unit in session.units] == [100, 180, 20]
    assert session.units[2].households is None
    assert session.proposals[1].criteria == (5, 5, 3, 5, 3)


def test_a_unit_that_got_less_last_year_brings_it_along_and_all_add_up_to_zero():
    closing = {"a.1|": Fraction(-7, 3), "a.2|": Fraction(7, 3)}
    found = vector_of(table(closing=closing))["opening"]
    assert found["RT 002"].count("/") == 1
    assert sum(map(Fraction, found.values())) == 0


def test_a_new_unit_starts_at_zero_and_without_memory_everybody_does():
    assert vector_of(table(settings=Settings(memory="0"), closing={"a.1|": Fraction(5)}))["opening"] == {}


def test_a_unit_without_families_blocks_and_late_lists_are_told():
    voters = (Voter(name="RT 009", code="a.9"), Voter(name="RT 010", code="a.10", households=9, late=True))
    found = entry_faults(voters, ("RW 001",), 3)
    assert [(one.code.removeprefix("session."), one.severity.value) for one in found] == [
        ("no_households", "E"), ("no_poor", "W"), ("late_list", "W"), ("unweighed", "W"), ("unchecked", "W"),
    ]  # fmt: skip


def test_the_three_tables_of_the_annex_give_every_input_back():
    data = vector_of(table(closing={"a.1|": Fraction(-7, 3), "a.2|": Fraction(7, 3)}))
    back = vector_from(
        rows(annex.RULES, rule_rows(data)),
        rows(annex.UNITS, unit_rows(data)),
        rows(annex.PROPOSALS, proposal_rows(data)),
    )
    assert session_of(back) == session_of(data)
    assert answer_of(session_of(back), "bsb") == answer_of(session_of(data), "bsb")


def test_an_annex_typed_from_paper_with_dots_and_dashes_is_read_too():
    back = vector_from(
        [{"butir_aturan": "Pagu seluruhnya", "isi": "360.000.000"}],
        [
            {"unit": "RT 1", "kk": "90", "kk_miskin": "10", "bobot_kelompok": "–", "saldo_tahun_lalu": "",
             "daftar_menurut_peringkat": "2027-001"},
        ],
        [{"nomor": "1", "kode_usulan": "2027-001", "usulan": "Paving", "menu": "sarpras",
          "biaya": "70.000.000", "lima_kriteria": "", "kk_miskin_penerima": "0"}],
    )  # fmt: skip
    session = session_of(back)
    assert (session.budget, session.proposals[0].cost) == (360_000_000, 70_000_000)
    assert answer_of(session, "bsb")["selected"] == ["2027-001"]


def test_an_annex_without_its_money_is_refused():
    with pytest.raises(Refused) as told:
        vector_from([], [], [])
    assert told.value.findings[0].code == "annex.incomplete"


def test_a_file_that_is_no_annex_is_refused():
    with pytest.raises(Refused):
        annex_from("lampiran.xlsx", b"bukan buku kerja")


# ---------- the forum ----------


def test_without_changes_the_forum_gets_what_was_computed():
    outcome = merge(SESSION)
    decided = settle(SESSION, outcome, [])
    assert list(decided.chosen) == ["P2", "P4", "P6", "P3", "P1"]
    assert (decided.ledger, decided.left) == (outcome.ledger, outcome.money_left)


def test_what_is_taken_out_gives_its_payers_their_money_back():
    before, after = (settle(SESSION, merge(SESSION), c) for c in ([], [Change("P4", Kind.OUT)]))
    assert "P4" not in after.chosen
    assert "P4" in after.reserve
    assert after.left == before.left + 70
    assert after.ledger["RT03"] - before.ledger["RT03"] == 70 - Fraction(70 * 75, 360)


def test_what_comes_in_is_paid_by_its_supporters_and_out_again_changes_nothing():
    outcome = merge(SESSION)
    swap = [Change("P1", Kind.OUT), Change("P6", Kind.OUT), Change("P5", Kind.IN)]
    decided = settle(SESSION, outcome, swap)
    assert decided.chosen == ("P2", "P4", "P3", "P5")
    assert set(decided.payments["P5"]) == {"RT01", "RT02"}
    assert sum(decided.payments["P5"].values()) == 100
    undone = settle(SESSION, outcome, [Change("P1", Kind.OUT), Change("P1", Kind.IN)])
    assert undone.ledger == outcome.ledger


def test_a_list_that_needs_more_than_there_is_cannot_stand():
    outcome = merge(SESSION)
    names = list_after([one.name for one in outcome.chosen], [Change("P5", Kind.IN)])
    costs = {one.name: one.cost for one in SESSION.proposals}
    found = change_faults(SESSION, names, costs)
    assert [one.where for one in found] == ["pagu seluruhnya", "pagu sarana dan prasarana"]
    assert "Rp85" in found[0].problem
    assert "Rp90" in found[1].problem


@given(st.integers(0, 3000), st.lists(st.tuples(st.integers(0, 11), st.sampled_from(list(Kind))), max_size=6))
def test_whatever_the_forum_changes_payments_meet_costs_and_the_ledger_adds_up_to_zero(seed, wishes):
    session = chance_session(seed)
    names = [one.name for one in session.proposals]
    changes = [
        Change(names[at % len(names)], kind, 7 + at if kind is Kind.AMOUNT else None) for at, kind in wishes
    ]
    decided = settle(session, merge(session), changes)
    for name in decided.chosen:
        assert sum(decided.payments[name].values()) == decided.costs[name]
    assert sum(decided.ledger.values()) == 0
    assert set(decided.chosen) | set(decided.reserve) == set(names)
    assert decided.left == session.budget - sum(decided.costs[name] for name in decided.chosen)


def test_nothing_is_changed_before_a_draft_or_after_the_decision():
    assert not may(Deed.CHANGE, State.DRAFT)
    for deed in Deed:
        with pytest.raises(Refused, match="ditetapkan"):
            require_deed(deed, State.DECIDED)
