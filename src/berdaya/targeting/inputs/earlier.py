"""The list of an earlier edition, from the answer file that `select` wrote then: `--previous`."""

from pathlib import Path

from berdaya.kernel.files import read_json
from berdaya.kernel.findings import Finding, Refused
from berdaya.targeting.inputs.answer_files import refuse_changed
from berdaya.targeting.rules.answer_form import UNIT, faults, is_village, text, whole
from berdaya.targeting.rules.judgements import Earlier
from berdaya.targeting.rules.places import Unit
from berdaya.targeting.rules.stability import Incumbent

EARLIER = {
    "register": {"name": text(60), "edition": text(60)},
    "unit": {"used": UNIT},
    "decided": [{"code": is_village, "base_N": whole(), "times_beyond": whole(0, 100)}],
}


def read_earlier(path: Path, register: str, edition: str, unit: Unit) -> Earlier:
    """Who is on the list now, with the count of their first year and the warnings so far."""
    answer = read_json(path)
    refuse_changed(path, answer, "select")
    if next(faults(answer, EARLIER), None) is not None:
        raise Refused(
            Finding(
                "stability.unreadable",
                path.name,
                "bukan jawaban perintah targeting select",
                "Sebut berkas JSON yang ditulis select untuk tahun sebelumnya.",
            )
        )
    source = answer["register"]
    rows = [Incumbent(row["code"], row["base_N"], row["times_beyond"]) for row in answer["decided"]]
    same_register = source["name"] == register and answer["unit"]["used"] == unit.value
    same_edition = bool(edition) and source["edition"] == edition
    if same_edition:
        rows = [Incumbent(row.code, row.base_n, max(0, row.times_beyond - 1)) for row in rows]
    return Earlier({row.code: row for row in rows}, same_register, same_edition)
