"""The letter that asks a firm, a CSR forum or the centre to support a proposal."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from berdaya.access.places import place_title
from berdaya.deliberation import doors, shown
from berdaya.deliberation.models import Proposal
from berdaya.deliberation.rules.contributing import sums_of
from berdaya.deliberation.support_doors import rows_of
from berdaya.documents.paper import Letterhead, Paper, Signatory, Status
from berdaya.kernel.numbers import format_count, format_rupiah

KIND, DOTS = "Surat Permohonan Dukungan", "." * 28


@dataclass(frozen=True, slots=True)
class Letter:
    """Who is asked, under which number and day (without a number it is a draft), and who signs."""

    to: str
    date: date
    number: str = ""
    signer: str = "Lurah"
    name: str = ""
    nip: str = ""


def letter_paper(proposal: Proposal, letter: Letter) -> Paper:
    village = doors.village_of(proposal.territory)
    office = place_title(village).split(", ")[0]
    city, kecamatan = (".".join(village.split(".")[:parts]) for parts in (2, 3))
    return Paper(
        kind=KIND,
        title=f"{KIND}\n{proposal.label}",
        office=office,
        place=office,
        date=letter.date,
        number=letter.number or None,
        status=None if letter.number else Status.DRAFT,
        short=f"{KIND} {proposal.label}",
        letterhead=Letterhead(
            f"Pemerintah {place_title(city).split(', ')[0]}", office, (place_title(kecamatan).split(", ")[0],)
        ),
        signatories=(Signatory(title=letter.signer, name=letter.name or DOTS, nip=letter.nip),),
    )


def letter_values(proposal: Proposal, letter: Letter) -> dict[str, Any]:
    """What the work is, what it costs, what others give already, what is still missing."""
    sums = sums_of(one.entry for one in rows_of(proposal))
    cost = proposal.cost or 0
    people = [
        f"{shown.hidden_small(count)} {words}"
        for count, words in ((proposal.men, "laki-laki"), (proposal.women, "perempuan"))
        if count
    ]
    facts = [
        ("Usulan", f"{proposal.title} ({proposal.label})"),
        ("Pengusul", doors.unit_title(doors.unit_of(proposal))),
        ("Lokasi", proposal.place or place_title(proposal.territory).split(", ")[0]),
        ("Volume", shown.volume_words(proposal)),
        ("Penerima manfaat", ", ".join(people)),
        ("Perkiraan biaya", format_rupiah(cost)),
        ("Sudah ada dukungan", format_rupiah(sums.pledged) if sums.pledged else ""),
        ("Yang dimohonkan", format_rupiah(max(0, cost - sums.pledged))),
    ]
    return {
        "to": letter.to,
        "facts": [[label, value] for label, value in facts if value],
        "year": format_count(proposal.cycle.plan_year).replace(".", ""),
        "problem": proposal.problem,
    }
