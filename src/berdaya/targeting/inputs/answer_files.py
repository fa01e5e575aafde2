"""Answers that `select` and `assign` wrote, read back: whole, unchanged, and in agreement with themselves."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from berdaya.kernel.files import read_json
from berdaya.kernel.findings import Finding, Refused, Severity
from berdaya.kernel.signs import has_control
from berdaya.region.rules.gazetteer import official
from berdaya.targeting.answer_seal import Seal, seal_of
from berdaya.targeting.rules.answer_agreement import Fault, assignment_faults, selection_faults
from berdaya.targeting.rules.answer_form import ASSIGNMENT, SELECTION, faults

Json = dict[str, Any]
SHOWN = 5
_DOUBTS = {
    Seal.ABSENT: ("unsealed", "tidak membawa segel kantor, jadi tidak dapat dipastikan belum diubah"),
    Seal.UNKNOWN: ("seal_unknown", "segelnya dari kunci yang tidak ada di sini, jadi belum dapat diperiksa"),
}


def read_selection_answer(path: Path) -> tuple[Json, list[Finding]]:
    """An answer of `select`, and whether its seal proves it. Refused when anything in it does not fit."""
    answer = _answer(path, "select", SELECTION)
    _refuse(path, "select", selection_faults(answer, official()))
    return answer, _unsealed(path, "select", answer)


def read_assignment_answer(path: Path) -> tuple[Json, list[Finding]]:
    """An answer of `assign`, by the same rules."""
    answer = _answer(path, "assign", ASSIGNMENT)
    _refuse(path, "assign", assignment_faults(answer))
    return answer, _unsealed(path, "assign", answer)


def refuse_changed(path: Path, answer: Any, command: str) -> None:
    """Refuse an answer whose digest or seal does not fit what it says now."""
    if isinstance(answer, dict) and seal_of(answer) is Seal.WRONG:
        problem = (
            f"isinya tidak sama lagi dengan yang ditulis targeting {command}: sidik atau segelnya tidak cocok"
        )
        raise Refused(Finding("answer.changed", path.name, problem, _again(command)))


def _answer(path: Path, command: str, form: Any) -> Json:
    answer = read_json(path)
    try:
        return _checked(path, answer, command, form)
    except RecursionError:
        raise Refused(_not_an_answer(path, command, ": bertingkat terlalu dalam")) from None


def _checked(path: Path, answer: Any, command: str, form: Any) -> Json:
    refuse_changed(path, answer, command)
    if not isinstance(answer, dict):
        raise Refused(_not_an_answer(path, command, ""))
    for fault in faults(answer, form):
        raise Refused(_not_an_answer(path, command, f": bagian {fault} tidak ada atau bentuknya keliru"))
    if has_control(answer):
        problem = "ada tanda kendali yang tidak terlihat dalam teksnya"
        raise Refused(Finding("answer.control", path.name, problem, _again(command)))
    return answer


def _refuse(path: Path, command: str, found: Iterable[Fault]) -> None:
    listed = list(found)
    if listed:
        raise Refused(
            *(
                Finding("answer.disagrees", f"{path.name}: {where}", problem, _again(command))
                for where, problem in listed[:SHOWN]
            )
        )


def _unsealed(path: Path, command: str, answer: Json) -> list[Finding]:
    found = seal_of(answer)
    if found is Seal.FITS:
        return []
    code, problem = _DOUBTS[found]
    advice = f"Kertasnya hanya RANCANGAN. {_again(command)}"
    return [Finding(f"answer.{code}", path.name, problem, advice, Severity.WARNING)]


def _again(command: str) -> str:
    return f"Pakai berkas yang ditulis berdaya targeting {command} --out, tanpa disunting."


def _not_an_answer(path: Path, command: str, what: str) -> Finding:
    problem = f"bukan jawaban perintah targeting {command}{what}"
    return Finding("paper.not_an_answer", path.name, problem, _again(command))
