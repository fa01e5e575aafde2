"""What the demo's first page shows, gathered from the answers of the commands. Counts only, no people."""

from collections import Counter
from pathlib import Path
from typing import Any

from berdaya.kernel.calendar import format_date, today
from berdaya.region.rules.gazetteer import official
from berdaya.site.demo.runner import Runner

FILES = {
    "lampiran.pdf": "Contoh lampiran: 86 tempat dengan perangkat daerah pendampingnya",
    "lampiran.xlsx": "Lampiran yang sama sebagai lembar kerja",
    "ringkasan.pdf": "Ringkasan penetapan dengan diagram, peta petak dan uji kepekaan",
    "gbs.pdf": "Pernyataan anggaran gender Kelurahan Wonokromo dengan temuan pemeriksaannya",
    "pilihan.xlsx": "Daftar peringkat lengkap dengan hitungan tiap baris",
}
PICTURES = {
    "peta.svg": "Peta petak: satu petak satu desa atau kelurahan, yang gelap terpilih",
    "pencar.svg": "Diagram pencar: rumah tangga desil 1 terhadap IDM, yang terpilih ditandai",
}


def summarise(folder: Path, run: Runner, index_words: str) -> dict[str, Any]:
    """One value for the page: totals, the list with its cut line, papers, pictures and command lines."""
    imported, selection, assignment = (run.answer(name) for name in ("import", "select", "assign"))
    selected = selection["selected"]
    classes = Counter(row["class"] for row in selected)
    near = selection["near_misses"]
    return {
        "place": official().title("33.27"),
        "made_on": format_date(today()),
        "index": index_words,
        "register": {key: imported[key] for key in ("rows", "households", "members", "places", "findings")},
        "selected": [_row(row, assignment) for row in selected],
        "near_misses": [_row(row, assignment) for row in near[:5]],
        "classes": dict(classes),
        "ambang_outside": sum(1 for row in near if row.get("class") == "ambang"),
        "coverage": selection["coverage"],
        "assignment": {key: assignment.get(key) for key in ("status", "gap", "objective")}
        | {"agencies": len(set(assignment["assignment"].values()))},
        "files": [
            {"name": name, "words": words, "kilobytes": -(-(folder / name).stat().st_size // 1024)}
            for name, words in FILES.items()
            if (folder / name).exists()
        ],
        "pictures": [
            {"name": name, "words": words} for name, words in PICTURES.items() if (folder / name).exists()
        ],
        "steps": [
            {
                "title": step.title,
                "line": step.line.replace(f"{folder}/", "").replace(str(folder), "."),
                "seconds": round(step.seconds, 1),
            }
            for step in run.done
        ],
    }


def _row(row: dict[str, Any], assignment: dict[str, Any]) -> dict[str, Any]:
    place = official().get(row["code"])
    kecamatan = official().kecamatan_of(row["code"]).name if place else ""
    return row | {"kecamatan": kecamatan, "agency": assignment["assignment"].get(row["code"], "")}
