"""One activity in the thread: the line and the proposal that it came from, and who does what."""

from django.urls import reverse

from berdaya.delivery.doors import Whole
from berdaya.delivery.models import Activity
from berdaya.delivery.rules.handing import accepted_of, receivers_of, words_of
from berdaya.delivery.services.beginning import line_of
from berdaya.delivery.shown import sexes
from berdaya.kernel.calendar import format_date
from berdaya.kernel.numbers import format_count, format_percent, format_rupiah
from berdaya.kernel.offers import Fact


def maker_of(one: Activity) -> str:
    return "Operator kelurahan/desa" if one.territory.count(".") >= 3 else "Perangkat daerah"


def checker_at(territory: str) -> str:
    if territory.count(".") < 3:
        return "Camat"
    return "Kepala Desa" if territory.split(".")[3].startswith("2") else "Lurah"


def planned_of(one: Activity) -> dict[str, str]:
    """Volume, unit and price as the budget line plans them, for the form of a contract."""
    line = line_of(one)
    if line is None:
        return {}
    return {
        "volume": line.volume,
        "unit": line.unit,
        "unit_price": format_count(line.price) if line.price else "",
    }


def upstream(one: Activity) -> list[Fact]:
    """Mengapa? The budget line of the statement, and the proposal that it pays for."""
    line = line_of(one)
    account = f", rekening {line.account}" if line and line.account else ""
    found = [
        Fact(
            "Baris anggaran",
            f"{line.text if line else one.line}{account}",
            f"{one.statement.title} TA {one.year}, versi {one.version.number} yang ditandatangani",
            reverse("budget-statement", args=[one.statement_id]),
        )
    ]
    if line and line.causes:
        found.append(Fact("Menjawab sebab kesenjangan", ", ".join(line.causes)))
    if one.proposal is not None:
        found.append(
            Fact(
                "Usulan warga",
                f"{one.proposal.label} {one.proposal.title}",
                f"sekarang {one.proposal.standing.words}",
                reverse("deliberation-proposal", args=[one.proposal_id]),
            )
        )
    return found


def line_facts(whole: Whole) -> list[tuple[str, str]]:
    """What an activity is, in a few lines."""
    one, sums = whole.activity, whole.sums
    found = [
        ("Jenis", one.of_kind.words),
        ("Pelaksanaan", one.of_way.words),
        ("Batas waktu", format_date(one.due)),
        ("Anggaran", format_rupiah(one.budget)),
        ("Terealisasi", format_rupiah(sums.realised)),
    ]
    if sums.waiting:
        found.append(("Menunggu pemeriksa", format_rupiah(sums.waiting)))
    found.append(("Sisa", format_rupiah(sums.free)))
    if whole.contract is not None:
        facts = whole.contract.facts
        accepted = accepted_of(row.facts for row in whole.hand_overs)
        words = f"{words_of(accepted)} dari {words_of(facts.volume)} {facts.unit}"
        found.append(("Diterima", words))
    people = receivers_of(row.facts for row in whole.hand_overs)
    if people is not None:
        share = people.women_share
        told = f" ({format_percent(share, 1)} perempuan)" if share is not None else ""
        found.append(("Penerima manfaat", f"{sexes(people)}{told}"))
    return found
