"""Rupiah of the activities and of the whole: G16, G17, G18, G29, G30, G31."""

from collections.abc import Iterator
from fractions import Fraction

from berdaya.budget.rules.arg import Basis, arg_of, honoraria_of
from berdaya.budget.rules.case import Case, cut
from berdaya.budget.rules.record import Accounts, Malformed, Number, Unread
from berdaya.budget.rules.verdicts import I, Result, Verdict, failed, not_applicable, passed, told, unknown
from berdaya.kernel.numbers import format_percent, format_rupiah

_RUPIAH = "rupiah bulat di atas nol"


def g16(case: Case) -> Iterator[Verdict]:
    """Each activity has a budget of more than zero."""
    if isinstance(case.it.activities, Unread):
        yield unknown("G16", "rencana_aksi")
        return
    activities = case.it.activities
    filled = sum(isinstance(one.budget, int) and one.budget > 0 for one in activities)
    for at, one in enumerate(activities):
        field = f"rencana_aksi[{at}]"
        if isinstance(one.budget, Unread):
            yield unknown("G16", field, f"anggaran belum dibaca: {cut(one.text, 90)}")
        elif isinstance(one.budget, int) and one.budget > 0:
            yield passed("G16", field, f"{cut(one.text, 90)}: {format_rupiah(one.budget)}")
        else:
            quoted = f"{cut(one.text, 90)}: {_typed(one.budget)} ({filled} dari {len(activities)} terisi)"
            yield failed("G16", field, quoted, _RUPIAH, "Isi anggaran aktivitas ini dari RKA.")


def _typed(value: Number) -> str:
    if isinstance(value, Malformed):
        return value.raw
    return "Rp0" if value == 0 else "kosong"


def g17(case: Case) -> Iterator[Verdict]:
    """The budgets of the activities add up to the total, to the rupiah."""
    if isinstance(case.it.activities, Unread) or isinstance(case.it.total, Unread):
        yield unknown("G17", "jumlah_anggaran", "jumlah atau rencana aksi belum dibaca")
        return
    if not case.it.activities:
        yield _nothing_to_add(case)
        return
    budgets = [one.budget for one in case.it.activities]
    known = [budget for budget in budgets if isinstance(budget, int)]
    if len(known) < len(budgets) or not isinstance(case.it.total, int):
        if any(isinstance(budget, Unread) for budget in budgets):
            yield unknown("G17", "jumlah_anggaran", "anggaran aktivitas belum dibaca")
        else:
            yield _not_computable(case, len(known), len(budgets))
        return
    total, added = case.it.total, sum(known)
    words = " + ".join(format_rupiah(budget) for budget in known) + f" = {format_rupiah(added)}"
    if added == total:
        yield passed("G17", "jumlah_anggaran", words, format_rupiah(total))
    else:
        gap = format_rupiah(total - added)
        advice = f"Selisih {gap}: cocokkan tiap aktivitas dengan RKA."
        yield failed("G17", "jumlah_anggaran", words, format_rupiah(total), advice)


def _nothing_to_add(case: Case) -> Verdict:
    """A plan without activities has no sum, not even one of nothing."""
    advice = "Tulis aktivitasnya dengan anggaran masing-masing lebih dahulu."
    return failed("G17", "jumlah_anggaran", "belum ada aktivitas yang dijumlahkan", _wanted(case), advice)


def _not_computable(case: Case, known: int, activities: int) -> Verdict:
    quoted = f"tidak dapat dihitung: anggaran terisi pada {known} dari {activities} aktivitas"
    advice = "Lengkapi anggaran setiap aktivitas lebih dahulu."
    if known == activities:
        quoted = (
            f"tidak dapat dicocokkan: {activities} aktivitas beranggaran, jumlah subkegiatan belum terisi"
        )
        advice = "Isi jumlah anggaran subkegiatan dari RKA."
    return failed("G17", "jumlah_anggaran", quoted, _wanted(case), advice)


def _wanted(case: Case) -> str:
    return format_rupiah(case.it.total) if isinstance(case.it.total, int) else "jumlah yang terisi"


def g18(case: Case) -> Iterator[Verdict]:
    """Enough of the money answers a cause or a gap. Both values of the share are told."""
    if isinstance(case.it.activities, Unread) or not isinstance(case.it.total, int):
        yield unknown("G18", "rencana_aksi", "jumlah atau rencana aksi belum dibaca")
        return
    arg = arg_of(case)
    if arg.share is None:
        yield unknown("G18", "rencana_aksi", "bagian yang terhubung tidak dapat dihitung")
        return
    value = arg.linked if arg.linked is not None else arg.linked_at_most
    bound = "" if arg.linked is not None else "paling banyak "
    sum_words = f"{format_rupiah(value or 0)} / {format_rupiah(arg.denominator or 0)}"
    quoted = f"terhubung {bound}{sum_words} = {format_percent(arg.share, 2)}"
    quoted += f"; seluruhnya {format_rupiah(arg.nominal or 0)}"
    if bound and arg.honoraria:
        quoted += f" (honorarium {format_rupiah(arg.honoraria.amount)} tidak menjawab sebab)"
    wanted = f"paling sedikit {format_percent(case.law.limits.linked_share, 0)} (usul Berdaya)"
    if arg.share < case.law.limits.linked_share:
        yield failed(
            "G18", "rencana_aksi", quoted, wanted, "Jelaskan bagian yang benar-benar menjawab kesenjangan."
        )
    elif bound:
        yield unknown("G18", "rencana_aksi", f"{quoted}; {wanted}", "Isi anggaran setiap aktivitas.")
    else:
        yield told("G18", Result.PASS, "rencana_aksi", quoted, wanted, severity=I)


def g29(case: Case) -> Iterator[Verdict]:
    """Quantity times rate times months is not more than the budget of the activity."""
    if isinstance(case.it.activities, Unread):
        yield unknown("G29", "rencana_aksi")
        return
    found = [verdict for at, _ in enumerate(case.it.activities) for verdict in _cost(case, at)]
    yield from found
    if not found:
        yield not_applicable("G29", "rencana_aksi", "tidak ada tarif untuk aktivitas ini")


def _cost(case: Case, at: int) -> Iterator[Verdict]:
    activity = () if isinstance(case.it.activities, Unread) else case.it.activities
    field, one = f"rencana_aksi[{at}]", activity[at]
    expected = honoraria_of(case, one)
    if expected is None:
        return
    words = expected.sum_words
    if isinstance(case.it.total, int) and case.it.total:
        words += f" ({format_percent(Fraction(expected.amount, case.it.total), 2)} dari jumlah)"
    if expected.women_share is not None:
        share = format_percent(expected.women_share, 2)
        words += f"; perempuan menerima {share} dari bagian yang penerimanya diketahui"
    words += f"; {case.law.costs.source}"
    if not isinstance(one.budget, int) or one.budget == 0:
        yield told(
            "G29", Result.UNKNOWN, field, "anggaran belum terisi", words, "Bandingkan sesudah anggaran diisi."
        )
        return
    ratio = format_percent(Fraction(expected.amount, one.budget), 1)
    quoted = f"{format_rupiah(one.budget)}; tarif {ratio}"
    if expected.amount <= one.budget:
        yield passed("G29", field, quoted, words)
    else:
        yield failed("G29", field, quoted, words, "Periksa jumlah orang, tarif dan bulannya.")


def g30(case: Case) -> Iterator[Verdict]:
    """By what the sub-activity counts as gender-responsive."""
    if isinstance(case.it.code, Unread):
        yield unknown("G30", "kode_isian")
        return
    basis = arg_of(case).basis
    words = (
        "bertanda di nomenklatur" if basis is Basis.BOTH else "tidak bertanda di nomenklatur; dasar: analisis"
    )
    yield passed("G30", "kode_isian", words, basis.value)


def g31(case: Case) -> Iterator[Verdict]:
    """The statement and the RKA or DPA have the same total, and so have its rows."""
    accounts = case.it.accounts
    if isinstance(accounts, Unread):
        yield unknown("G31", "rka", "RKA/DPA belum dilampirkan", "Lampirkan jumlah RKA/DPA sebelum dikunci.")
        return
    for name, typed in accounts.wrong.items():
        advice = "Perbaiki baris ini dari RKA/DPA; pengurangan ditulis pada jumlah barisnya."
        wanted = "rupiah bulat, bukan negatif"
        yield failed("G31", f"rka.baris[{cut(name, 60)}]", f"{cut(name, 60)}: {typed.raw}", wanted, advice)
    if isinstance(accounts.total, Unread):
        yield _without_total(accounts)
    elif not isinstance(accounts.total, int) or not isinstance(case.it.total, int):
        yield failed("G31", "rka", _typed(accounts.total), _RUPIAH, "Isi jumlah dari RKA/DPA.")
    elif accounts.total != case.it.total:
        pair = _pair(accounts.total, case.it.total)
        yield failed("G31", "rka", pair, "sama sampai satu rupiah", "Samakan dengan DPA yang berlaku.")
    elif accounts.rows and not accounts.wrong and sum(accounts.rows.values()) != accounts.total:
        added, wanted = format_rupiah(sum(accounts.rows.values())), format_rupiah(accounts.total)
        yield failed("G31", "rka", f"baris RKA berjumlah {added}", wanted, "Periksa barisnya.")
    elif not accounts.wrong:
        yield passed("G31", "rka", _pair(accounts.total, case.it.total))


def _pair(accounts: int, statement: int) -> str:
    return f"RKA {format_rupiah(accounts)}, pernyataan {format_rupiah(statement)}"


def _without_total(accounts: Accounts) -> Verdict:
    """Rows alone are no RKA: what they add up to is told beside the total that is missing."""
    if not accounts.rows and not accounts.wrong:
        return unknown("G31", "rka", "RKA/DPA belum dilampirkan", "Lampirkan jumlah RKA/DPA sebelum dikunci.")
    rows = len(accounts.rows) + len(accounts.wrong)
    told = f"jumlah RKA/DPA belum ditulis; {rows} baris sudah ada"
    if not accounts.wrong:
        told += f", bersama {format_rupiah(sum(accounts.rows.values()))}"
    return unknown("G31", "rka.jumlah", told, "Tulis jumlah RKA/DPA di samping barisnya.")
