"""The budget lines of a statement: rows of the RKA under the activities they pay for, and which stand."""

import pytest

from berdaya.access.rules.roles import Role
from berdaya.budget import doors
from berdaya.budget.models import Statement, Version
from berdaya.budget.rules.lines import lines_of
from tests.budget.cases import CORRECTED, checked, corrected
from tests.office import hat

WONOKROMO = "35.78.04.1001"
CAMERAS = {
    "kode": "b1", "aktivitas": "aktivitas-3", "uraian": "Kamera CCTV", "rekening": "5.2.02.06.01.0021",
    "volume": "8", "satuan": "paket", "harga": "7.500.000", "jumlah": 60000000, "usulan": ["WNK-2023-014"],
}  # fmt: skip


def test_an_activity_without_rows_is_one_line_of_its_own():
    lines = lines_of(CORRECTED)
    assert [one.key for one in lines] == [f"aktivitas-{n}" for n in range(1, 6)]
    assert sum(one.amount or 0 for one in lines) == 1_594_389_976
    assert lines[0].causes == ("eksternal-1", "eksternal-2")


def test_rows_of_the_rka_stand_under_their_activity_and_name_the_proposals_they_pay_for():
    line = lines_of(corrected(rka={"jumlah": 1594389976, "baris": [CAMERAS]}))[2]
    assert (line.key, line.activity, line.amount, line.price) == ("b1", "aktivitas-3", 60_000_000, 7_500_000)
    assert (line.activity_text, line.proposals) == ("Pengadaan CCTV", ("WNK-2023-014",))


def test_a_row_of_no_activity_is_not_lost():
    lines = lines_of(corrected(rka={"jumlah": 5, "baris": {"Belanja lain": 5}}))
    assert (lines[-1].text, lines[-1].amount, lines[-1].activity) == ("Belanja lain", 5, "")


def test_rows_with_the_same_words_are_both_counted_against_the_total():
    half = {"uraian": "Honorarium", "jumlah": 797194988}
    record = corrected(rka={"jumlah": 1594389976, "baris": [half, half]})
    assert "G31" not in checked(record).errors


@pytest.mark.django_db
def test_only_a_signed_version_is_carried_out_even_while_a_newer_one_is_written():
    made = Statement.objects.create(
        territory=WONOKROMO, year=2024, code="7.01.03.2.02.0003", title="Contoh", version=2, signed=1
    )
    maker = hat("Bu Siti", Role.OPERATOR, WONOKROMO)
    for number, record in ((1, CORRECTED), (2, corrected(jumlah_anggaran=1))):
        facts = {"sha256": "0" * 64, "came_from": "", "rules": "", "made_by": maker.person}
        Version.objects.create(statement=made, number=number, record=record, **facts)
    found = doors.lines_carried_out_for(maker, made.pk)
    assert (found.version.number, len(found.lines)) == (1, 5)
    assert [one.version.number for one in doors.approved_for(maker, 2024)] == [1]
    joko = hat("Pak Joko", Role.OPERATOR, "35.73.05.1001")
    assert doors.approved_for(joko) == []
