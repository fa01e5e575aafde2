"""What is wrong with a session before it is merged. E blocks; W is told and goes on."""

from collections import Counter
from collections.abc import Iterator, Mapping
from fractions import Fraction

from berdaya.deliberation.rules.ballots import CRITERIA, Proposal, Session, Unit
from berdaya.deliberation.rules.explaining import ceiling_words
from berdaya.kernel.findings import Finding, Severity

# Poor households come rounded to ten, so they may exceed all households by half of that.
ROUNDING = 5


def faults_of(session: Session, *, longest: int | Mapping[str, int] = 5) -> list[Finding]:
    """Every fault of units, lists, proposals and money.

    `longest` is how many ranks a list should have at most: one number, or one for each unit by its name.
    """
    shares = session.shares() if session.weight > 0 else {}
    return [
        *_of_money(session),
        *(found for unit in session.units for found in _of_balance(unit, shares)),
        *(found for unit in session.units for found in _of_unit(unit, session, _most(longest, unit))),
        *(found for proposal in session.proposals for found in _of_proposal(proposal)),
        *_of_numbers(session),
        *_of_lists(session),
    ]


def _most(longest: int | Mapping[str, int], unit: Unit) -> int:
    return longest if isinstance(longest, int) else longest[unit.name]


def _fault(code: str, where: str, problem: str, advice: str, severity: Severity = Severity.ERROR) -> Finding:
    return Finding(f"merge.{code}", where, problem, advice, severity)


def _of_money(session: Session) -> Iterator[Finding]:
    if session.budget < 0 or any(limit < 0 for limit in session.ceilings.values()):
        yield _fault(
            "ceiling", "pagu", "pagu kurang dari nol", "Tulis pagu sebagai bilangan bulat, nol atau lebih."
        )
    cheapest = min((p.cost for p in session.proposals), default=None)
    if cheapest is not None and session.budget < cheapest:
        advice = "Periksa pagunya; bila benar, semua usulan diteruskan ke tingkat lain."
        yield _fault("nothing_fits", "pagu", "pagu di bawah biaya usulan termurah", advice, Severity.WARNING)
    menus = {p.menu for p in session.proposals}
    for menu, limit in session.ceilings.items():
        costs = [p.cost for p in session.proposals if p.menu == menu]
        if menu not in menus:
            yield _fault(
                "menu_unused",
                ceiling_words(menu),
                "tidak ada usulan di menu ini",
                "Periksa ejaannya.",
                Severity.WARNING,
            )
        elif limit < min(costs):
            problem = "pagu menu di bawah biaya usulan termurahnya"
            yield _fault("nothing_fits", ceiling_words(menu), problem, "Periksa pagunya.", Severity.WARNING)
    yield from _of_settings(session)
    if sum(unit.opening for unit in session.units):
        problem = "saldo pembuka semua unit tidak berjumlah nol"
        yield _fault("opening", "saldo pembuka", problem, "Salin saldo penutup tahun lalu seluruhnya.")


def _of_settings(session: Session) -> Iterator[Finding]:
    limits = (
        ("a", session.poor_weight, 10, "bobot KK miskin"),
        ("gamma", session.memory, 1, "ingatan buku bagian"),
        ("kappa_min", session.least_coverage, 1, "bagian yang paling sedikit tertutup"),
    )
    for name, value, most, words in limits:
        if not 0 <= value <= most:
            yield _fault("setting", name, f"{words} di luar batas 0 sampai {most}", "Periksa nilainya.")
    weights = session.criteria_weights
    if min(weights) < 0 or not any(weights):
        yield _fault("setting", "weights", "bobot kriteria negatif atau nol semua", "Tulis lima bobot.")


def _of_balance(unit: Unit, shares: Mapping[str, Fraction]) -> Iterator[Finding]:
    """A balance is used as it is given: what bounds it is the step from year to year, and moving all balances
    to a sum of zero may lift one a little above a share again."""
    if abs(unit.opening) > shares.get(unit.name, abs(unit.opening)):
        problem = "saldo pembuka melebihi satu bagian setahun; dipakai seluruhnya dalam hitungan ini"
        advice = "Periksa salinannya bila saldonya diketik; yang dari buku tahun lalu biarkan."
        yield _fault("opening_large", unit.name, problem, advice, Severity.WARNING)


def _of_unit(unit: Unit, session: Session, longest: int) -> Iterator[Finding]:
    known = {p.name for p in session.proposals}
    if unit.weight <= 0:
        problem = "bobot harus lebih dari nol"
        yield _fault("weight", unit.name, problem, "Isi banyaknya KK unit ini, atau keluarkan unitnya.")
    if unit.poor is not None and unit.poor > (unit.households or 0) + ROUNDING:
        problem = "KK miskin lebih banyak daripada KK"
        yield _fault("poor_above_all", unit.name, problem, "Periksa kedua bilangannya.")
    for name, times in Counter(unit.ranking).items():
        if times > 1:
            advice = "Sisakan satu; urutan lain naik."
            yield _fault(
                "ranked_twice", unit.name, f"usulan {name} disebut {times} kali dalam daftar", advice
            )
        if name not in known:
            advice = "Daftarkan dahulu usulannya, atau hapus dari daftar unit ini."
            yield _fault("unknown_proposal", unit.name, f"usulan {name} tidak terdaftar", advice)
    if not unit.ranking:
        problem = "daftar kosong; bagiannya tetap tercatat untuk tahun depan"
        advice = "Tanyakan apakah rembug sudah diadakan."
        yield _fault("empty_list", unit.name, problem, advice, Severity.WARNING)
    if len(unit.ranking) > longest:
        problem = f"daftar memuat {len(unit.ranking)} usulan, batasnya {longest}"
        yield _fault("long_list", unit.name, problem, "Mintalah unit memilih yang utama.", Severity.WARNING)


def _of_proposal(proposal: Proposal) -> Iterator[Finding]:
    if proposal.cost <= 0:
        yield _fault("cost", proposal.name, "biaya harus lebih dari nol", "Hitung ulang rencana biayanya.")
    if proposal.criteria and (
        len(proposal.criteria) != len(CRITERIA) or not all(1 <= value <= 5 for value in proposal.criteria)
    ):
        problem = "nilai kriteria harus lima bilangan dari 1 sampai 5"
        yield _fault("criteria", proposal.name, problem, "Perbaiki nilainya, atau kosongkan semuanya.")
    if proposal.poor_households < 0:
        yield _fault("poor", proposal.name, "KK miskin penerima kurang dari nol", "Periksa bilangannya.")


def _of_numbers(session: Session) -> Iterator[Finding]:
    for kind, names in (
        ("usulan", [p.name for p in session.proposals]),
        ("unit", [u.name for u in session.units]),
    ):
        for name, times in Counter(names).items():
            if times > 1:
                yield _fault("same_name", name, f"{times} {kind} bernama sama", "Beri nama yang berbeda.")
    for number, times in Counter(p.number for p in session.proposals).items():
        if times > 1:
            problem = f"nomor urut {number} dipakai {times} usulan"
            yield _fault("same_number", f"nomor {number}", problem, "Beri setiap usulan nomor sendiri.")


def _of_lists(session: Session) -> Iterator[Finding]:
    if not session.units:
        yield _fault(
            "no_units", "unit", "tidak ada unit yang mengusulkan", "Masukkan RT, RW atau kelompoknya."
        )
    ranked = {name for unit in session.units for name in unit.ranking}
    for proposal in session.proposals:
        if proposal.name not in ranked:
            problem = "tidak ada unit yang memeringkat usulan ini"
            advice = "Usulan tanpa pendukung tidak dapat didanai dari bagian unit mana pun."
            yield _fault("unranked", proposal.name, problem, advice, Severity.WARNING)
