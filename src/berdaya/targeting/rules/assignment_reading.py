"""A problem of assignment read from plain data; what is not given comes from the rule."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from berdaya.kernel.findings import Findings, Severity
from berdaya.rulebook.rules import Rule
from berdaya.targeting.rules.assignment import (
    Agency,
    AssistedPlace,
    Limits,
    Matrix,
    Pair,
    Problem,
    Weights,
)
from berdaya.targeting.rules.assignment_cells import Cells

KEYS = (
    "about",
    "rule",
    "agencies",
    "places",
    "needs",
    "fit",
    "shares",
    "distances_km",
    "weights",
    "limits",
    "previous",
    "pins",
    "forbidden",
)
WEIGHTS = ("alpha", "beta", "gamma", "delta")


def read_problem(raw: object, rule: Rule) -> tuple[Problem | None, Findings]:
    """Read a problem; what is not given comes from the rule. None when a finding blocks."""
    reader = _Reader(rule)
    problem = reader.read(raw)
    return (None if reader.findings.blocking else problem), reader.findings


class _Reader(Cells):
    """Reads one problem."""

    def read(self, raw: object) -> Problem | None:
        if not isinstance(raw, Mapping):
            self.fault(
                "not_a_problem",
                "berkas",
                "bukan soal pembagian",
                "Mulai dari contoh docs/examples/assignment-5-3.json.",
            )
            return None
        for key in sorted(set(raw) - set(KEYS)):
            self.fault(
                "unknown_key", key, "bagian ini tidak dikenal", f"Pakai salah satu dari: {', '.join(KEYS)}."
            )
        agencies = self.agencies(raw.get("agencies"))
        places = self.places(raw.get("places"))
        needs = self.needs(raw.get("needs"))
        if self.findings.blocking:
            return None
        a_codes, v_codes = [a.code for a in agencies], [v.code for v in places]
        problem = Problem(
            agencies,
            places,
            needs,
            self.fit(raw.get("fit"), a_codes, needs),
            self.shares(raw.get("shares"), v_codes, needs),
            self.distances(raw.get("distances_km"), a_codes, v_codes),
            self.weights(raw.get("weights")),
            self.limits(raw.get("limits")),
            self.previous(raw.get("previous"), a_codes, v_codes),
            self.pairs(raw.get("pins"), "penetapan", a_codes, v_codes),
            self.pairs(raw.get("forbidden"), "larangan", a_codes, v_codes),
            str(raw.get("rule") or self.rule.key),
        )
        self.contradictions(problem)
        return problem

    # ---------- sets ----------

    def agencies(self, raw: object) -> tuple[Agency, ...]:
        found = []
        for row in self.rows(raw, "perangkat"):
            where = f"perangkat {row['code']}"
            least = self.whole(row.get("least"), "least", where)
            most = self.whole(row.get("most"), "most", where)
            if least > most:
                self.fault(
                    "least_over_most",
                    where,
                    f"paling sedikit {least} melebihi paling banyak {most}",
                    "Perbaiki salah satu batas.",
                )
            strength = self.value(row.get("strength", self.rule.values["strength"]), f"kekuatan {where}")
            if strength == 0:
                self.fault(
                    "no_strength",
                    where,
                    "kekuatannya 0",
                    "Isi bagian pegawai terhadap rata-rata, atau keluarkan perangkat ini.",
                )
            found.append(Agency(row["code"], str(row.get("name") or row["code"]), least, most, strength))
        return tuple(found)

    def places(self, raw: object) -> tuple[AssistedPlace, ...]:
        found = []
        for row in self.rows(raw, "tempat"):
            about = row.get("about") or {}
            if not isinstance(about, Mapping):
                self.fault(
                    "bad_about", f"tempat {row['code']}", "keterangan bukan daftar isian", "Hapus about."
                )
                about = {}
            found.append(
                AssistedPlace(
                    row["code"],
                    str(row.get("name") or row["code"]),
                    self.value(row.get("load", 1), f"beban kerja tempat {row['code']}"),
                    row.get("red") is True,
                    {str(key): str(about[key]) for key in sorted(about)},
                )
            )
        return tuple(found)

    def needs(self, raw: object) -> tuple[str, ...]:
        if not isinstance(raw, Sequence) or isinstance(raw, str) or not raw:
            self.fault("empty", "kebutuhan", "daftarnya kosong atau tidak ada", "Isi daftar needs.")
            return ()
        names = [str(name) for name in raw]
        for name in sorted({name for name in names if names.count(name) > 1}):
            self.fault("twice", f"kebutuhan {name}", "muncul dua kali", "Hapus salah satu.")
        return tuple(sorted(set(names)))

    # ---------- matrices ----------

    def fit(self, raw: object, agencies: Sequence[str], needs: Sequence[str]) -> Matrix:
        table = self.table(raw, "kecocokan", agencies)
        for code, row in table.items():
            self.strangers(row, f"kecocokan {code}", needs)
        return tuple(
            tuple(self.value(table.get(a, {}).get(c, 0), f"kecocokan {a} {c}", 1) for c in needs)
            for a in agencies
        )

    def shares(self, raw: object, places: Sequence[str], needs: Sequence[str]) -> Matrix:
        table = self.table(raw, "bagian kebutuhan", places)
        found = []
        for v in places:
            row = table.get(v, {})
            self.strangers(row, f"bagian kebutuhan {v}", needs)
            found.append(
                self.made_whole(v, [self.value(row.get(c, 0), f"kebutuhan {v} {c}", 1) for c in needs])
            )
        return tuple(found)

    def made_whole(self, place: str, shares: list[Fraction]) -> tuple[Fraction, ...]:
        """Shares that add up to 1 but for rounding are made to; none at all is said; the rest is a fault."""
        total = sum(shares, Fraction(0))
        if total == 0:
            self.note(
                "no_needs",
                f"tempat {place}",
                "kebutuhannya belum diketahui, jadi kecocokan semua perangkat dihitung 0",
                "Isi bagian kebutuhannya bila sudah ada hasil pindai.",
                Severity.WARNING,
            )
            return tuple(shares)
        if abs(total - 1) > Fraction(self.rule.values["share_tolerance"]):
            self.fault(
                "shares_not_one",
                f"bagian kebutuhan {place}",
                f"jumlahnya {float(total):.4f}, seharusnya 1".replace(".", ","),
                "Bagi setiap angka dengan jumlahnya.",
            )
        return tuple(share / total for share in shares)

    def distances(self, raw: object, agencies: Sequence[str], places: Sequence[str]) -> Matrix | None:
        if raw is None:
            self.note(
                "no_distances",
                "jarak",
                "jarak tidak diketahui dan dihitung 0 untuk semua pasangan",
                "Beri berkas jarak atau titik koordinat bila jarak harus ikut menentukan.",
                Severity.WARNING,
            )
            return None
        table = self.table(raw, "jarak", agencies)
        found = []
        for a in agencies:
            row = table.get(a, {})
            self.strangers(row, f"jarak {a}", places)
            for v in places if a in table else ():
                if v not in row:
                    self.fault(
                        "missing_distance", f"jarak {a} ke {v}", "belum diisi", "Lengkapi semua pasangan."
                    )
            found.append(tuple(self.value(row.get(v, 0), f"jarak {a} ke {v}") for v in places))
        return tuple(found)

    # ---------- weights, limits, people ----------

    def weights(self, raw: object) -> Weights:
        given = self.section(raw, "bobot", WEIGHTS)
        return Weights(
            *(self.value(given.get(name, self.rule.values[name]), f"bobot {name}") for name in WEIGHTS)
        )

    def limits(self, raw: object) -> Limits:
        given = self.section(raw, "batas", ("change_share", "red_each", "fit_floor"))
        change = given.get("change_share", self.rule.values["change_share"])
        lowest = given.get("fit_floor")
        return Limits(
            None if change is None else self.value(change, "batas change_share", 1),
            given.get("red_each") is True,
            None if lowest is None else self.value(lowest, "batas fit_floor", 1),
        )

    def previous(
        self, raw: object, agencies: Sequence[str], places: Sequence[str]
    ) -> Mapping[str, str] | None:
        if raw is None:
            return None
        if not isinstance(raw, Mapping):
            self.fault(
                "bad_section", "pembagian lalu", "bentuknya keliru", "Isi dengan kode tempat: kode perangkat."
            )
            return None
        kept = {str(v): str(a) for v, a in sorted(raw.items()) if v in places and a in agencies}
        if gone := len(raw) - len(kept):
            self.note(
                "previous_gone",
                "pembagian lalu",
                f"{gone} dari {len(raw)} pasangan tidak ada lagi tempat atau perangkatnya",
                "Tidak perlu diperbaiki; pasangan itu tidak ikut dihitung.",
                Severity.INFO,
            )
        return kept

    def pairs(
        self, raw: object, what: str, agencies: Sequence[str], places: Sequence[str]
    ) -> tuple[Pair, ...]:
        if raw is None:
            return ()
        if (
            not isinstance(raw, Sequence)
            or isinstance(raw, str)
            or not all(isinstance(r, Mapping) for r in raw)
        ):
            self.fault("bad_section", what, "bentuknya keliru", "Isi dengan daftar agency, place, reason.")
            return ()
        found: dict[tuple[str, str], Pair] = {}
        for row in raw:
            pair = Pair(*(str(row.get(key) or "").strip() for key in ("agency", "place", "reason", "decree")))
            where = f"{what} {pair.agency} dengan {pair.place}"
            if pair.agency not in agencies:
                self.fault("pair_agency", where, "perangkat ini tidak ada dalam daftar", "Perbaiki kodenya.")
            elif pair.place not in places:
                self.fault(
                    "pair_place",
                    where,
                    "tempat ini tidak terpilih",
                    "Perbaiki kodenya, atau hapus baris ini.",
                )
            elif not pair.reason:
                self.fault("pair_reason", where, "alasannya belum diisi", "Tulis alasan; ia ikut tercetak.")
            elif (pair.place, pair.agency) in found:
                self.fault("twice", where, "pasangan ini muncul dua kali", "Hapus salah satu baris.")
            found[pair.place, pair.agency] = pair
        return tuple(found[key] for key in sorted(found))

    def contradictions(self, problem: Problem) -> None:
        banned = {(ban.agency, ban.place) for ban in problem.bans}
        leads: dict[str, str] = {}
        for pin in problem.pins:
            if (pin.agency, pin.place) in banned:
                self.fault(
                    "pinned_and_forbidden",
                    f"{pin.agency} dengan {pin.place}",
                    "ditetapkan dan dilarang sekaligus",
                    "Hapus salah satunya.",
                )
            if leads.setdefault(pin.place, pin.agency) != pin.agency:
                self.fault(
                    "pinned_twice",
                    f"tempat {pin.place}",
                    f"ditetapkan untuk {leads[pin.place]} dan {pin.agency}",
                    "Satu tempat hanya punya satu perangkat utama.",
                )
