"""`berdaya meeting …` as a newcomer meets it."""

import json
import subprocess
import sys


def run(*words: str) -> subprocess.CompletedProcess[str]:
    line = [sys.executable, "-c", "from berdaya.cli import main; main()", "meeting", *words]
    return subprocess.run(line, capture_output=True, text=True, check=False)


def test_all_kinds_of_meeting_are_told_as_one_object():
    told = json.loads(run("forums", "--json").stdout)
    by_code = {forum["code"]: forum for forum in told["forums"]}
    assert told["rule"] == "meeting.forums@2026"
    assert by_code["rembug_rw"]["minutes"] == 135
    assert by_code["musrenbang_kelurahan"]["quorum"]["counted"] == ["rt_rw"]


def test_an_agenda_is_told_with_its_clock():
    told = json.loads(run("agenda", "rembug_rw", "--start", "19.30", "--json").stdout)
    assert told["agenda"][0] == {"begins": "19:30", "ends": "19:35", "minutes": 5, "what": "Pembukaan"}
    assert told["agenda"][-1]["ends"] == "21:45"


def test_a_newcomer_reads_a_table():
    answer = run("agenda", "rembug_rt")
    assert "19.00–19.05" in answer.stdout
    assert answer.returncode == 0


def test_an_unknown_forum_and_an_impossible_hour_are_findings():
    for words, code in (
        (("agenda", "arisan"), "meeting.forum"),
        (("agenda", "fgd", "--start", "25"), "agenda.start"),
    ):
        answer = run(*words, "--json")
        assert answer.returncode == 1
        assert json.loads(answer.stdout)["findings"][0]["code"] == code
        assert "Traceback" not in answer.stderr
