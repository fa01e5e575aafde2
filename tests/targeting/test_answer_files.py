"""Answers that somebody changed by hand, or that were never one: no final paper comes from them."""

import json
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from berdaya.kernel.digests import digest_of
from berdaya.targeting.answer_seal import DIGEST, SEAL, Seal, seal_of, sealed
from berdaya.targeting.printing.answers import read_selection
from berdaya.targeting.rules.answer_form import ASSIGNMENT, SELECTION
from tests.targeting.test_papers import FULL, annex, command, desk, write

__all__ = ["desk"]
NIK = "3327010101800001"


def stored(folder, name="pilihan.json"):
    return json.loads((folder / name).read_text())


def refused(folder, *words) -> list[dict]:
    """The findings of an annex that is not printed: one object, no traceback, no file."""
    words = words or ("annex", "--assignment", folder / "pendamping.json")
    out = folder / "hasil.pdf"
    done = command(*words, "--selection", folder / "pilihan.json", "--out", out, "--json")
    assert (done.exit_code, out.exists()) == (1, False)
    assert done.exception is None or isinstance(done.exception, SystemExit)
    return json.loads(done.stdout)["findings"]


# ---------- the digest and the seal ----------


def test_an_answer_carries_a_digest_and_a_seal_that_fit(desk):
    answer = stored(desk)
    assert DIGEST in answer
    assert seal_of(answer) is Seal.FITS


@given(st.dictionaries(st.text(max_size=4), st.one_of(st.integers(), st.text(), st.floats(0, 1)), max_size=4))
def test_a_seal_stays_right_through_a_file(answer):
    assert seal_of(json.loads(json.dumps(sealed(answer)))) is Seal.FITS


@pytest.mark.parametrize("key", ["district", "decided", "seats", "on", "register"])
def test_any_change_without_a_new_digest_is_refused_and_named(desk, key):
    answer = stored(desk)
    answer[key] = "lain"
    (desk / "pilihan.json").write_text(json.dumps(answer))
    [found] = refused(desk)
    assert (found["code"], found["where"]) == ("answer.changed", "pilihan.json")
    assert refused(desk, "summary") == [found]


def test_a_changed_assignment_is_refused(desk):
    answer = stored(desk, "pendamping.json")
    answer["agencies"][0]["name"] = "PT SERAKAH"
    (desk / "pendamping.json").write_text(json.dumps(answer))
    assert refused(desk)[0]["code"] == "answer.changed"


@pytest.mark.parametrize("mark", [DIGEST, SEAL])
def test_without_digest_or_seal_the_paper_is_a_draft_whatever_is_asked(desk, mark):
    answer = stored(desk)
    del answer[mark]
    (desk / "pilihan.json").write_text(json.dumps(answer))
    printed, _ = annex(desk, "pdf", *FULL, "--status", "salinan")
    assert printed["status"] == "RANCANGAN"
    assert [f["code"] for f in printed["findings"]] == ["answer.unsealed"]


def recounted(folder, **marks):
    """A name changed by hand, and the digest worked out anew, as anybody can."""
    answer = stored(folder)
    answer["decided"][0]["source"] = "added"
    plain = {key: value for key, value in answer.items() if key not in (DIGEST, SEAL)}
    kept = {SEAL: answer[SEAL]} | marks
    (folder / "pilihan.json").write_text(json.dumps(plain | {DIGEST: digest_of(plain)} | kept))


def test_whoever_changes_an_answer_can_write_a_new_digest_but_no_seal(desk):
    recounted(desk)
    assert refused(desk)[0]["code"] == "answer.changed"
    assert refused(desk, "summary")[0]["code"] == "answer.changed"


@pytest.mark.parametrize("seal", ["0" * 16 + ":" + "0" * 64, "", 5, "ñ"])
def test_a_seal_of_another_key_never_gives_a_final_paper(desk, seal):
    answer = stored(desk) | {SEAL: seal}
    (desk / "pilihan.json").write_text(json.dumps(answer))
    printed, _ = annex(desk, "pdf", *FULL, "--status", "salinan")
    assert (printed["status"], printed["findings"][0]["code"]) == ("RANCANGAN", "answer.seal_unknown")


def test_where_the_key_is_not_at_hand_the_papers_are_drafts_and_no_key_is_made(desk, monkeypatch):
    monkeypatch.setenv("BERDAYA_KEYS", str(desk / "lain"))
    printed, _ = annex(desk, "pdf", *FULL)
    assert printed["status"] == "RANCANGAN"
    assert {f["code"] for f in printed["findings"]} == {"answer.seal_unknown"}
    assert not (desk / "lain").exists()
    done = command("summary", "--selection", desk / "pilihan.json", "--out", desk / "r.pdf", "--json")
    assert [f["code"] for f in json.loads(done.stdout)["findings"]] == ["answer.seal_unknown"]


def test_the_same_answer_has_the_same_seal_in_one_office_and_another_elsewhere(desk, monkeypatch):
    here = sealed({"a": 1})
    assert sealed({"a": 1}) == here == sealed(here)
    monkeypatch.setenv("BERDAYA_KEYS", str(desk / "lain"))
    assert sealed({"a": 1})[DIGEST] == here[DIGEST]
    assert sealed({"a": 1})[SEAL] != here[SEAL]


def test_where_no_key_can_be_made_an_answer_goes_without_a_seal(desk, monkeypatch):
    (desk / "berkas").write_text("")
    monkeypatch.setenv("BERDAYA_KEYS", str(desk / "berkas"))
    assert set(sealed({"a": 1})) == {"a", DIGEST}


def test_assign_refuses_a_changed_selection(desk):
    answer = stored(desk)
    answer["decided"].pop()
    (desk / "pilihan.json").write_text(json.dumps(answer))
    tables = [part for name in ("agencies", "fit", "needs") for part in (f"--{name}", desk / "needs.csv")]
    done = command("assign", "--selection", desk / "pilihan.json", *tables, "--json")
    assert json.loads(done.stdout)["findings"][0]["code"] == "answer.changed"


# ---------- what does not agree, even with a digest of its own ----------


def forged(folder, change):
    """Change an answer and give it a new digest."""
    answer = stored(folder)
    change(answer)
    write(folder / "pilihan.json", answer)
    return refused(folder)


def row(answer, part="decided"):
    return answer[part][0]


FORGERIES = {
    "fewer poor": lambda a: row(a).update(N=900),
    "more poor than households": lambda a: row(a, "places").update(N=9_000),
    "negative": lambda a: row(a, "places").update(N=-5),
    "half a household": lambda a: row(a, "places").update(N=1.5),
    "a count that is whole but no count": lambda a: row(a, "places").update(N=7.0),
    "another kabupaten": lambda a: row(a, "places").update(code="33.26.01.2001"),
    "a code that is a NIK": lambda a: row(a, "places").update(code=NIK),
    "a village that there is not": lambda a: row(a, "places").update(code="33.27.01.2999"),
    "another name": lambda a: row(a, "places").update(name="Desa Serakah"),
    "a control sign": lambda a: row(a, "places").update(name="Sima\x1b[2J"),
    "index beyond its scale": lambda a: row(a, "places").update(idm="9.9000"),
    "index that is no number": lambda a: row(a, "places").update(idm="tinggi"),
    "rank zero": lambda a: row(a, "places").update(rank=0),
    "rank of another": lambda a: row(a, "places").update(rank=2),
    "an empty list": lambda a: a.update(decided=[], selected=[]),
    "one more place": lambda a: a["decided"].append(a["decided"][0] | {"code": "33.27.02.2003"}),
    "seats that do not add up": lambda a: a["seats"].update(desa=1),
    "another total": lambda a: a["coverage"].update(decile1_total=1),
    "a district that is a province": lambda a: a["district"].update(code="33", name="Jawa Tengah"),
    "lists beyond all lists": lambda a: row(a, "places").update(lists=900),
    "a day that is none": lambda a: a.update(on="2025-02-30"),
    "a number of endless digits": lambda a: row(a, "places").update(score="1e-999999999"),
    "text instead of a list": lambda a: a.update(places="banyak"),
}


@pytest.mark.parametrize("forgery", FORGERIES)
def test_a_forged_answer_with_a_digest_of_its_own_is_refused(desk, forgery):
    found = forged(desk, FORGERIES[forgery])
    assert {f["code"] for f in found} <= {"answer.disagrees", "paper.not_an_answer", "answer.control"}
    assert NIK not in json.dumps(found)


@pytest.mark.parametrize("key", sorted(SELECTION))
@pytest.mark.parametrize("value", [None, 3.5, "x"])
def test_no_wrong_type_passes_for_a_part_of_a_selection(desk, key, value):
    assert forged(desk, lambda a: a.update({key: value}))


ASSIGNMENTS = {
    "an agency that is not in the problem": lambda a: a["assignment"].update({"33.27.01.2001": "SERAKAH"}),
    "agency that is a number": lambda a: a["assignment"].update({"33.27.01.2001": 5}),
    "agencies without names": lambda a: a.update(agencies=[{"code": "DINSOS"}]),
    "the same agency twice": lambda a: a["agencies"].append(a["agencies"][0]),
    "a pin that is not kept": lambda a: a["pins"][0].update(agency="BAPPEDA"),
    "pins that are text": lambda a: a.update(pins="pasti"),
    "a control sign": lambda a: a["agencies"][0].update(name="Dinas\x1b"),
}


@pytest.mark.parametrize("forgery", ASSIGNMENTS)
def test_a_forged_assignment_is_refused(desk, forgery):
    answer = stored(desk, "pendamping.json")
    ASSIGNMENTS[forgery](answer)
    write(desk / "pendamping.json", answer)
    assert {f["code"] for f in refused(desk)} <= {"answer.disagrees", "paper.not_an_answer", "answer.control"}


@pytest.mark.parametrize("key", sorted(ASSIGNMENT))
def test_an_assignment_without_one_of_its_parts_is_none(desk, key):
    answer = stored(desk, "pendamping.json")
    del answer[key]
    write(desk / "pendamping.json", answer)
    assert refused(desk)[0]["code"] == "paper.not_an_answer"


# ---------- files that are no answer ----------


@pytest.mark.parametrize(
    "content, code",
    [
        ("{}", "paper.not_an_answer"),
        ("[]", "paper.not_an_answer"),
        ("bukan json", "file.not_json"),
        ('{"assignment": {}}', "paper.not_an_answer"),
        ("[" * 100_000, "file.not_json"),
        ('{"a":' * 900 + "1" + "}" * 900, "paper.not_an_answer"),
    ],
)
@pytest.mark.parametrize("verb", ["annex", "summary"])
def test_a_file_that_select_did_not_write_is_refused(desk, content, code, verb):
    (desk / "pilihan.json").write_text(content)
    assert refused(desk, verb)[0]["code"] == code


def test_an_earlier_list_that_is_nested_without_end_is_refused(desk):
    (desk / "lalu.json").write_text("[" * 100_000)
    files = ("--counts", desk / "counts.csv", "--index", desk / "index.csv", "--previous", desk / "lalu.json")
    done = command("select", *files, "--district", "33.27", "--seats", "5", "--json")
    assert json.loads(done.stdout)["findings"][0]["code"] == "file.not_json"


@pytest.mark.parametrize("verb", ["annex", "summary"])
def test_a_pipe_is_refused_instead_of_waited_for(desk, verb):
    (desk / "pilihan.json").unlink()
    os.mkfifo(desk / "pilihan.json")
    assert refused(desk, verb)[0]["code"] == "file.not_regular"


def test_an_answer_that_select_wrote_reads_back(desk):
    assert read_selection(desk / "pilihan.json").doubts == ()
