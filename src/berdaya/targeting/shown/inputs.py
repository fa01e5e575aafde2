"""The inputs of a list in words, for the last step and for the history."""

from dataclasses import dataclass
from fractions import Fraction

from django.urls import reverse

from berdaya.kernel.calendar import format_date
from berdaya.targeting.models import InputFile, Inputs
from berdaya.targeting.printing.answers import edition_words
from berdaya.targeting.rules.places import Unit
from berdaya.targeting.rules.whys import PEOPLE, weight_words
from berdaya.targeting.upstream import known_snapshot


@dataclass(frozen=True, slots=True)
class ShownInput:
    """One line: what, its value, the page or file behind it, the step that changes it."""

    label: str
    value: str
    address: str = ""
    step: int = 0


def shown_inputs(inputs: Inputs, territory: str) -> list[ShownInput]:
    return [
        _source(inputs),
        ShownInput("Yang dihitung", f"{PEOPLE[Unit(inputs.unit)]} desil 1", step=1),
        _file("Indeks desa", inputs.index, 2),
        ShownInput("Kursi", _seats(inputs), step=3),
        ShownInput("Cara", f"{inputs.method}, bobot {_weight(inputs)} untuk jumlah desil 1", step=3),
        ShownInput("Aturan pada", format_date(inputs.on_date), step=3),
        _file("Jumlah seluruh rumah tangga", inputs.population, 4, "dari yang terdata"),
        _file("Tempat merah", inputs.reds, 4, "menurut aturan warna yang berlaku"),
        ShownInput(
            "Daftar sebelumnya",
            f"Keputusan Nomor {inputs.follows.number}" if inputs.follows else "tahun dasar baru",
            step=4,
        ),
    ]


def _source(inputs: Inputs) -> ShownInput:
    if inputs.snapshot:
        known = known_snapshot(inputs.snapshot)
        words, address = (known.words, known.address) if known else ("potret yang tidak ada lagi", "")
        return ShownInput("Sumber", words, address, 1)
    shown = _file("Sumber", inputs.counts, 1)
    edition = (
        f", edisi {edition_words(inputs.counts_edition)}" if inputs.counts and inputs.counts_edition else ""
    )
    return ShownInput("Sumber", shown.value + edition, shown.address, 1)


def _file(label: str, file: InputFile | None, step: int, without: str = "belum ada") -> ShownInput:
    if file is None:
        return ShownInput(label, without, step=step)
    address = reverse("targeting-file", args=[file.pk])
    return ShownInput(label, f"{file.title}, {file.rows} baris", address, step)


def _seats(inputs: Inputs) -> str:
    if inputs.seats_desa is not None and inputs.seats_kelurahan is not None:
        return f"{inputs.seats_desa} desa dan {inputs.seats_kelurahan} kelurahan"
    if inputs.seats_total is not None:
        return f"{inputs.seats_total}, dibagi menurut banyaknya desil 1"
    return "belum diisi"


def _weight(inputs: Inputs) -> str:
    return weight_words(Fraction(inputs.weight))
