"""Findings about a worked-out list: the earlier list it follows, places that graduate, places rarely in."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from berdaya.kernel.findings import Finding, Severity
from berdaya.targeting.rules.changes import Change, ChangeKind
from berdaya.targeting.rules.sensitivity import Firmness
from berdaya.targeting.rules.stability import Incumbent, Margins, may_graduate


@dataclass(frozen=True, slots=True)
class Earlier:
    """The list of an earlier edition. `comparable` is False when another register begins a new base year."""

    incumbents: Mapping[str, Incumbent]
    comparable: bool
    same_edition: bool = False


def judge_graduations(changes: Sequence[Change], earlier: Earlier | None, margins: Margins) -> list[Finding]:
    """A place graduates only from the list it is on, with a verified count that fell far enough."""
    return [
        finding
        for change in changes
        if change.kind is ChangeKind.GRADUATE
        for finding in _judge_graduation(change, earlier, margins)
    ]


def _judge_graduation(change: Change, earlier: Earlier | None, margins: Margins) -> list[Finding]:
    found = []
    incumbent = None if earlier is None else earlier.incumbents.get(change.code)
    if not change.meeting.strip():
        problem = "berita acara musyawarah desa belum diisi"
        advice = "Isi kolom meeting; lulus diputuskan musyawarah desa."
        found.append(_of_change("incomplete", change, problem, advice))
    if incumbent is None:
        problem = "tempat ini tidak ada pada daftar sebelumnya"
        advice = "Sebut daftar sebelumnya dengan --previous, atau hapus baris ini."
        found.append(_of_change("not_incumbent", change, problem, advice))
    elif change.verified_n is not None and not may_graduate(incumbent.base_n, change.verified_n, margins):
        percent = int(margins.fall * 100)
        problem = f"turun dari {incumbent.base_n} menjadi {change.verified_n}, belum {percent}%"
        advice = "Tempat ini tetap didampingi; hapus baris ini."
        found.append(_of_change("fell_too_little", change, problem, advice))
    return found


def judge_earlier(earlier: Earlier | None, known: Collection[str]) -> list[Finding]:
    """What a reader must know about the comparison with the earlier list."""
    if earlier is None:
        return []
    where = "daftar sebelumnya"
    if not earlier.comparable:
        advice = "Tahun ini menjadi tahun dasar baru; daftar lama tidak dibandingkan."
        return [
            Finding("stability.new_base_year", where, "dihitung dari register lain", advice, Severity.INFO)
        ]
    found = []
    gone = sorted(set(earlier.incumbents) - set(known))
    if gone:
        problem = f"tidak ada dalam hitungan sekarang: {', '.join(gone)}"
        advice = "Periksa apakah tempat itu dimekarkan atau digabung: berdaya region show KODE."
        found.append(Finding("stability.places_gone", where, problem, advice, Severity.WARNING))
    if earlier.same_edition:
        problem = "dihitung dari edisi register yang sama"
        advice = "Peringatan peringkat tidak bertambah; pakai edisi register yang baru."
        found.append(Finding("stability.same_edition", where, problem, advice, Severity.WARNING))
    return found


def judge_rare(computed: Collection[str], firmness: Mapping[str, Firmness]) -> list[Finding]:
    """A selected place that the trial lists seldom contain: the method asked is far from the default."""
    rare = sorted(code for code in computed if firmness[code] is Firmness.LUAR)
    if not rare:
        return []
    problem = f"jarang masuk daftar uji: {', '.join(rare[:5])}"
    advice = "Cara yang dipakai berbeda jauh dari cara bawaan; bahas tempat ini lebih dahulu."
    return [Finding("select.rarely_in", f"{len(rare)} tempat terpilih", problem, advice, Severity.WARNING)]


def _of_change(code: str, change: Change, problem: str, advice: str) -> Finding:
    return Finding(f"changes.{code}", change.where, problem, advice)
