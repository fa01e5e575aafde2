"""The smaller files: all households of each place, red places, changes by people."""

from pathlib import Path

from berdaya.documents.reading import Column, Row, read_table
from berdaya.kernel.findings import Finding, Severity
from berdaya.kernel.numbers import parse_count
from berdaya.targeting.inputs.codes import CODE, NAME, Codes
from berdaya.targeting.inputs.counts import MOST, RED, read_yes
from berdaya.targeting.inputs.setting import Setting
from berdaya.targeting.rules.changes import Change, ChangeKind
from berdaya.targeting.rules.places import Unit

HOUSEHOLDS = Column("households", ("rumah_tangga", "ruta", "jumlah_rumah_tangga", "keluarga", "kk"))
PERSONS = Column("persons", ("jiwa", "penduduk", "jumlah_penduduk", "population"))

ACTION = Column("action", ("tindakan", "perubahan"), required=True)
REASON = Column("reason", ("alasan",))
PROPOSER = Column("proposer", ("pengusul",))
MEETING = Column("meeting", ("rapat", "berita_acara"))
VERIFIED = Column("verified", ("verified_n", "n_terverifikasi", "terverifikasi"))

ACTIONS = {
    "tambah": ChangeKind.ADD,
    "add": ChangeKind.ADD,
    "cabut": ChangeKind.DROP,
    "drop": ChangeKind.DROP,
    "lulus": ChangeKind.GRADUATE,
}


def read_population(path: Path, setting: Setting, unit: Unit) -> tuple[dict[str, int], list[Finding]]:
    """All households (or persons) that live in each place, for the rate."""
    column = HOUSEHOLDS if unit is Unit.HOUSEHOLDS else PERSONS
    table = read_table(path, (CODE, NAME, HOUSEHOLDS, PERSONS))
    findings = table.findings
    if column.name not in table.columns:
        problem = f"tidak ada kolom {column.name}"
        advice = f"Tambahkan kolom {column.name}, atau hitung tanpa --population."
        return {}, [*findings, Finding("population.no_column", path.name, problem, advice)]
    codes = Codes(setting, findings, others_welcome=True)
    found: dict[str, int] = {}
    for row in table.rows:
        code = codes.read(row)
        if code is None or not row[column.name]:
            continue
        value = parse_count(row[column.name])
        if value and value <= MOST:
            found[code] = value
        else:
            where = f"{row.where} kolom {column.name}"
            problem = f"{row[column.name]!r} bukan jumlah lebih dari nol yang wajar"
            findings.append(
                Finding("population.not_a_count", where, problem, "Tulis angka saja, misalnya 2.314.")
            )
    return found, findings


def read_reds(path: Path, setting: Setting) -> tuple[dict[str, bool], list[Finding]]:
    """Red places by decree: a code listed is red unless its column `red` says no."""
    table = read_table(path, (CODE, NAME, RED))
    codes = Codes(setting, table.findings)
    found = {}
    for row in table.rows:
        code = codes.read(row)
        if code is not None:
            found[code] = read_yes(row, RED.name, table.findings) is not False
    return found, table.findings


def read_changes(path: Path, setting: Setting) -> tuple[list[Change], list[Finding]]:
    """Places that people added or dropped, each with reason, proposer and record of the meeting."""
    table = read_table(path, (CODE, NAME, ACTION, REASON, PROPOSER, MEETING, VERIFIED))
    codes = Codes(setting, table.findings)
    found = []
    for row in table.rows:
        code = codes.read(row)
        kind = ACTIONS.get(row[ACTION.name].casefold())
        if kind is None:
            where = f"{row.where} kolom action"
            problem = f"{row[ACTION.name]!r} bukan tambah, cabut atau lulus"
            table.findings.append(
                Finding("changes.action", where, problem, "Tulis tambah, cabut atau lulus.")
            )
        elif code is not None:
            found.append(_change(row, code, kind, table.findings))
    return found, table.findings


def _change(row: Row, code: str, kind: ChangeKind, findings: list[Finding]) -> Change:
    verified = parse_count(row[VERIFIED.name]) if row[VERIFIED.name] else None
    if kind is ChangeKind.GRADUATE and verified is None:
        problem = "jumlah desil 1 hasil verifikasi belum diisi"
        advice = "Isi kolom verified dengan jumlah yang disepakati musyawarah desa."
        findings.append(Finding("changes.not_verified", f"{row.where} kolom verified", problem, advice))
    return Change(code, kind, row[REASON.name], row[PROPOSER.name], row[MEETING.name], row.where, verified)


def without_population(missing: list[str], path: Path) -> Finding:
    """Some places have no figure for all households: the rate then settles no tie in their stratum."""
    return Finding(
        "population.places_missing",
        path.name,
        f"{len(missing)} tempat tanpa jumlah seluruhnya: {', '.join(missing[:5])}",
        "Bagian desil 1 tempat itu dihitung dari yang terdata dan tidak dipakai saat skor sama.",
        Severity.WARNING,
    )
