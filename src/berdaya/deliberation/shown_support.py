"""How gifts for a proposal stand on pages."""

from collections.abc import Sequence
from dataclasses import dataclass

from berdaya.deliberation.models import Contribution, Proposal
from berdaya.deliberation.rules.contributing import Kind, by_giver, by_pledge, sums_of
from berdaya.kernel.calendar import format_date
from berdaya.kernel.numbers import format_rupiah


@dataclass(frozen=True, slots=True)
class Part:
    """One entry under a pledge."""

    words: str
    receipt: int | None


@dataclass(frozen=True, slots=True)
class Line:
    """A pledge with what came of it."""

    pk: int
    giver: str
    what: str
    pledged: str
    received: str
    open: int
    parts: tuple[Part, ...]


def boxes_of(proposal: Proposal, rows: Sequence[Contribution]) -> list[dict[str, str]]:
    """Cost, pledged, received, missing."""
    sums, cost = sums_of(one.entry for one in rows), proposal.cost or 0
    missing = max(0, cost - sums.pledged)
    found = (
        ("Perkiraan biaya", cost, ""),
        ("Dijanjikan", sums.pledged, "sesudah yang dilepas"),
        (
            "Diterima",
            sums.received,
            f"{format_rupiah(sums.open)} belum diterima" if sums.open else "",
        ),
        ("Masih dicari", missing, "dari perkiraan biaya"),
    )
    return [
        {"label": label, "figure": format_rupiah(value), "context": context}
        for label, value, context in found
    ]


def lines_of(rows: Sequence[Contribution]) -> list[Line]:
    """Every pledge in its order, with its receipts and what was undone."""
    stands = by_pledge(one.entry for one in rows)
    return [
        Line(
            one.pk, one.giver_words, one.form_words + (f": {one.words}" if one.words else ""),
            format_rupiah(stands[one.pk].pledged),
            format_rupiah(stands[one.pk].received),
            stands[one.pk].open,
            tuple(_part(part) for part in rows if part.pledge_id == one.pk),
        )
        for one in rows
        if one.kind == Kind.PLEDGE.value
    ]  # fmt: skip


def _part(one: Contribution) -> Part:
    kind = Kind(one.kind)
    undone = getattr(one, "undone_by", None) is not None
    words = f"{kind.words} {format_rupiah(one.value)}, {format_date(one.on)}"
    words += f", bukti {one.proof}" if one.proof else ""
    words += f". {one.words}" if one.words else ""
    return Part(
        words + (" (dibatalkan)" if undone else ""), one.pk if kind is Kind.RECEIPT and not undone else None
    )


def signer_of(proposal: Proposal) -> str:
    """Who signs for the office: a desa has a Kepala Desa, a kelurahan a Lurah."""
    return "Kepala Desa" if proposal.territory.split(".")[3].startswith("2") else "Lurah"


def public_lines(rows: Sequence[Contribution]) -> list[tuple[str, str, str]]:
    """For everybody: who (firms and bodies by name, residents never), pledged, received."""
    found = by_giver([one.entry for one in rows])
    return [
        (name or giver.words, format_rupiah(sums.pledged), format_rupiah(sums.received))
        for (giver, name), sums in found.items()
    ]
