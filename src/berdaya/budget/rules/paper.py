"""The lines of a printed statement, in the city's layout, as the record. Nothing is lost.

A line is placed under the heading above it. What comes before the first heading, or fits no part, is kept in
`tidak_ditempatkan`. The whole paper was read, so a field without a line is empty (null), not unknown.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Any, Final

from berdaya.budget.rules.grid import UNFILLED
from berdaya.budget.rules.paper_parts import (
    achieved,
    activities,
    causes,
    opening_data,
    planned,
    sentence,
    signed,
)
from berdaya.budget.rules.record import FACTORS
from berdaya.kernel.numbers import parse_rupiah
from berdaya.plan.rules.nomenclature import read_code

HEADINGS: Final = {
    "NAMA PERANGKAT DAERAH": "perangkat_daerah",
    "NAMA SKPD": "perangkat_daerah",
    "PERANGKAT DAERAH": "perangkat_daerah",
    "UNIT ORGANISASI": "unit_organisasi",
    "TAHUN ANGGARAN": "tahun_anggaran",
    "PROGRAM": "program",
    "KEGIATAN": "kegiatan",
    "SUB KEGIATAN": "sub_kegiatan",
    "SUBKEGIATAN": "sub_kegiatan",
    "TUJUAN SUB KEGIATAN": "tujuan",
    "TUJUAN SUBKEGIATAN": "tujuan",
    "KODE SUB KEGIATAN": "kode_isian",
    "KODE SUBKEGIATAN": "kode_isian",
    "ANALISIS SITUASI": "analisis",
    "CAPAIAN SUB KEGIATAN": "capaian",
    "CAPAIAN SUBKEGIATAN": "capaian",
    "CAPAIAN": "capaian",
    "JUMLAH ANGGARAN SUB KEGIATAN": "jumlah_anggaran",
    "JUMLAH ANGGARAN SUBKEGIATAN": "jumlah_anggaran",
    "RENCANA AKSI": "rencana_aksi",
    "INDIKATOR OUTCOME / DAMPAK / HASIL SECARA LUAS": "dampak",
    "LAIN-LAIN": "lain",
    "CATATAN ATAS HASIL PEMERIKSAAN": "catatan",
}
_LONGEST: Final = sorted(HEADINGS, key=len, reverse=True)
_ANYWHERE: Final = ("PROGRAM", "KEGIATAN", "SUB KEGIATAN", "SUBKEGIATAN", "CAPAIAN")
_INSIDE: Final = {
    "data pembuka wawasan": "data",
    "isu dan faktor kesenjangan gender": "faktor",
    "isu gender": "faktor",
    "faktor kesenjangan": "faktor",
    "sebab kesenjangan internal": "sebab_internal",
    "sebab kesenjangan eksternal": "sebab_eksternal",
    "kelompok rentan": "gedsi",
    **{name: f"faktor.{name}" for name in FACTORS},
}
_ACHIEVED: Final = {
    "tolak ukur": "tolok_ukur",
    "tolok ukur": "tolok_ukur",
    "indikator dan target kinerja": "target",
    "indikator dan target": "target",
}
# The sentence that closes a statement printed here; it belongs to no field.
CLOSING: Final = "Naskah ini disusun menurut analisis gender atas subkegiatan tersebut."
_PERCENTS: Final = re.compile(r"\s*\(L\s([\d.,]+)%, P\s([\d.,]+)%\)$")
TEXTS: Final = (
    "perangkat_daerah", "unit_organisasi", "tahun_anggaran", "program", "kegiatan", "sub_kegiatan", "tujuan",
    "kode_isian",
)  # fmt: skip


def read_paper(lines: Iterable[str]) -> dict[str, Any] | None:
    """The record of a statement; None where no heading of the form was found."""
    sections = _sections(lines)
    if len(sections) < 4:
        return None
    record: dict[str, Any] = {key: sentence(sections.get(key, [])) for key in TEXTS}
    record["tahun_anggaran"] = _whole(record["tahun_anggaran"])
    record["kelurahan"] = _beside(record["kode_isian"])
    left = list(sections.get("", []))
    record |= _situation(sections.get("analisis", []), left)
    record |= _achievement(sections.get("capaian", []), left)
    record["jumlah_anggaran"] = _whole(sentence(sections.get("jumlah_anggaran", [])))
    plan = planned(sections.get("rencana_aksi", []), record["jumlah_anggaran"], left)
    record["rencana_aksi"] = activities(plan)
    wider, signature = _end(sections, left)
    outputs, outcomes = achieved(wider, "dampak")
    record["dampak"] = {"keluaran": outputs, "hasil": outcomes}
    record |= signature
    record["tidak_ditempatkan"] = left
    return record


def _end(sections: dict[str, list[str]], left: list[str]) -> tuple[list[str], dict[str, Any]]:
    """The wider results, and the signature below the last part of the form."""
    last = [key for key in sections if key in ("dampak", "lain", "catatan")][-1:]
    signature: dict[str, Any] = signed([])[1]
    wider: list[str] = []
    for key in ("dampak", "lain", "catatan"):
        lines = sections.get(key, [])
        if [key] == last:
            lines, signature = signed(lines)
        closing = [line for line in lines if line.startswith(CLOSING)]
        lines = [line for line in lines if line not in closing]
        left += causes(lines) if key != "dampak" else []
        left += closing
        wider += lines if key == "dampak" else []
    return wider, signature


def _sections(lines: Iterable[str]) -> dict[str, list[str]]:
    """The lines under each heading; "" holds those before the first."""
    found: dict[str, list[str]] = {"": []}
    key = ""
    for raw in lines:
        line = raw.replace("\u00a0", " ").strip().strip("|").strip()
        if not line:
            continue
        heading, rest = _heading(line, early="analisis" not in found)
        if heading and heading not in found:
            key = heading
            found[key] = []
            line = rest
        if line and line != UNFILLED:
            found[key].append(line)
    return found


def _heading(line: str, *, early: bool) -> tuple[str, str]:
    """The part that a line opens, and what follows its label in the same line.

    A label alone may be written in any case. With text behind it only in capitals, or with a colon: below the
    analysis (not `early`) `Program: …` is an outcome.
    """
    plain = re.sub(r"^\d{1,2}\.?\s+", "", line)
    plain = re.sub(r"\s*\(Rp\.?\)", "", plain, flags=re.IGNORECASE)
    for label in _LONGEST:
        if not plain.casefold().startswith(label.casefold()):
            continue
        rest = plain[len(label) :]
        if not rest.strip(" :|"):
            return HEADINGS[label], ""
        colon = rest.lstrip().startswith(":") and (early or label not in _ANYWHERE)
        if colon or (plain.startswith(label) and rest[0] in " :|\t"):
            return HEADINGS[label], rest.strip(" :|\t")
    return "", ""


def _parts(lines: Sequence[str], labels: dict[str, str], first: str) -> dict[str, list[str]]:
    """Lines by the small headings inside one field: `Akses:`, `- Sebab Kesenjangan Internal :`."""
    found: dict[str, list[str]] = {}
    key = first
    for line in lines:
        plain = re.sub(r"^(?:[-–•]|\d{1,2}(?:\.\d)?[.)]?)\s*", "", line)
        label, _, rest = plain.partition(":")
        inside = labels.get(" ".join(label.casefold().split()))
        figures = key == "data" and inside is not None and rest.endswith(":")
        if inside is not None and not figures and (":" in plain or inside in ("data", "faktor", "target")):
            key = inside
            found.setdefault(key, [])
            line = rest.strip()
        if line and line not in ("-", "–", UNFILLED):
            found.setdefault(key, []).append(line)
    return found


def _situation(lines: Sequence[str], left: list[str]) -> dict[str, Any]:
    """Opening data, four factors, causes inside and outside."""
    parts = _parts(lines, _INSIDE, "data")
    left += parts.get("faktor", [])
    return {
        "data": opening_data(parts.get("data", [])),
        "faktor": {name: _factor("\n".join(parts.get(f"faktor.{name}", []))) for name in FACTORS},
        "sebab_internal": causes(parts.get("sebab_internal", [])),
        "sebab_eksternal": causes(parts.get("sebab_eksternal", [])),
        **({"gedsi": sentence(parts["gedsi"])} if parts.get("gedsi") else {}),
    }


def _factor(text: str) -> dict[str, Any]:
    """A factor with the two percentages that stand behind its text."""
    found = _PERCENTS.search(text)
    if found is None:
        return {"ringkas": text}
    return {"ringkas": text[: found.start()], "L_pct": found[1], "P_pct": found[2]}


def _achievement(lines: Sequence[str], left: list[str]) -> dict[str, Any]:
    parts = _parts(lines, _ACHIEVED, "")
    left += parts.get("", [])
    outputs, outcomes = achieved(parts.get("target", []), "sub_kegiatan")
    return {"tolok_ukur": sentence(parts.get("tolok_ukur", [])), "keluaran": outputs, "hasil": outcomes}


def _whole(text: str | None) -> int | str | None:
    """A whole number where it is one; else as typed, so that a check can show it."""
    if text is None:
        return None
    read = parse_rupiah(text)
    return text if read is None else read


def _beside(code: str | None) -> str | None:
    """The kelurahan that stands in brackets behind the code."""
    found = read_code(code) if code else None
    return found.beside.strip(" ()[]-") or None if found else None
