"""The code of a row: read as people write it, known, inside the district, and not there twice."""

from dataclasses import dataclass, field

from berdaya.documents.reading import Column, Row
from berdaya.kernel.answers import Answer
from berdaya.kernel.findings import Finding, Refused, Severity
from berdaya.region.rules.codes import Level, level_of, read_code
from berdaya.targeting.inputs.setting import Setting

CODE = Column("code", ("kode", "kode_desa", "kode_wilayah", "kode_kemendagri"), required=True)
NAME = Column("name", ("nama", "desa", "nama_desa", "desa/kelurahan"))


@dataclass(slots=True)
class Codes:
    """Reads the codes of one file. `elsewhere` counts rows of other districts where those are welcome."""

    setting: Setting
    findings: list[Finding]
    others_welcome: bool = False
    elsewhere: int = 0
    seen: dict[str, str] = field(default_factory=dict)

    def read(self, row: Row, part: str = "") -> str | None:
        """The code of a village of the district; None, with a finding, for anything else.

        `part` keeps rows of one place apart that may stand beside each other (years of an index).
        """
        try:
            code = read_code(row["code"])
        except Refused as refused:
            self.findings += [
                Finding("code.form", f"{row.where} kolom code", f.problem, f.advice, self._blocking)
                for f in refused.findings
            ]
            return None
        if not (code + ".").startswith(self.setting.district + "."):
            self._elsewhere(row, code)
            return None
        if level_of(code) is not Level.VILLAGE or self.setting.gazetteer.get(code) is None:
            self.findings.append(self._unknown(row, code))
            return None
        if (first := self.seen.setdefault(code + part, row.where)) != row.where:
            self.findings.append(
                Finding(
                    "code.twice",
                    row.where,
                    f"{code} sudah ada di {first}",
                    "Sisakan satu baris untuk setiap desa atau kelurahan.",
                )
            )
            return None
        if self.setting.gazetteer.valid(code, self.setting.on) is Answer.NO:
            self.findings.append(_ended(row, code))
        return code

    @property
    def _blocking(self) -> Severity:
        """A published file of a whole province may hold rows that are of no use here."""
        return Severity.WARNING if self.others_welcome else Severity.ERROR

    def _elsewhere(self, row: Row, code: str) -> None:
        self.elsewhere += 1
        if not self.others_welcome:
            self.findings.append(
                Finding(
                    "code.other_district",
                    row.where,
                    f"{code} di luar {self.setting.title}",
                    "Hapus baris itu, atau sebut kabupaten yang benar dengan --district.",
                )
            )

    def _unknown(self, row: Row, code: str) -> Finding:
        """What the official list knows near that code is the best advice."""
        near = self.setting.gazetteer.unknown(code)
        problem = f"{code} bukan desa atau kelurahan dalam daftar wilayah resmi"
        return Finding("code.unknown", row.where, problem, near.advice, self._blocking)


def _ended(row: Row, code: str) -> Finding:
    advice = f"Lihat penggantinya: berdaya region successors {code}."
    return Finding(
        "code.ended", row.where, f"{code} tidak berlaku pada tanggal itu", advice, Severity.WARNING
    )
