"""A statement written part by part: what the form does not touch stays, rows move, two writers choose."""

import json
from collections.abc import Mapping
from uuid import uuid4

import pytest

from berdaya.access.rules.roles import Role
from berdaya.budget import doors
from berdaya.budget.commands import EXAMPLE
from berdaya.budget.models import Statement, Version
from berdaya.budget.rules.parts import PARTS, part_called
from berdaya.budget.rules.writing import typed_part
from berdaya.budget.services.keeping import keep
from berdaya.budget.shown_editor import shown_part
from tests.budget.cases import CORRECTED, checked, corrected, samples
from tests.office import browser, hat

WONOKROMO = "35.78.04.1001"
RECORDS = [CORRECTED, json.loads(EXAMPLE.read_text(encoding="utf-8")), *samples()]


def as_sent(record: Mapping, slug: str, **changes: object) -> dict[str, list[str]]:
    """What a browser sends of a part as it came, with some fields typed over."""
    drawn = shown_part(record, part_called(slug), {})
    given: dict[str, list[str]] = {}
    fields = [*drawn.texts, *(one for _, group in drawn.groups for one in group)]
    for table in drawn.tables:
        for row in table.rows:
            given[f"{table.table.name}-{row.number}-asal"] = [row.mark]
            fields += row.fields
    for one in fields:
        picked = [key for key, _, chosen in one.choices if chosen]
        if one.kind == "choice":
            picked = picked or [next(key for key, _, _ in one.choices)]
        given[one.name] = ["", *picked] if one.choices or one.kind == "links" else [one.value]
    typed = {name: value if isinstance(value, list) else [str(value)] for name, value in changes.items()}
    return given | typed


def typed(record: Mapping, slug: str, **changes: object) -> dict:
    return {**record, **typed_part(record, part_called(slug), as_sent(record, slug, **changes))}


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.slug)
@pytest.mark.parametrize("at", range(len(RECORDS)))
def test_a_part_sent_as_it_came_changes_nothing_that_is_judged(at, part):
    before = RECORDS[at]
    after = typed(before, part.slug)
    said = [(v.check, v.field, v.result) for v in checked(before).verdicts]
    assert [(v.check, v.field, v.result) for v in checked(after).verdicts] == said


def test_every_field_of_the_record_belongs_to_one_part_or_to_the_paper_itself():
    names = [name for part in PARTS for name in part.names]
    assert len(names) == len(set(names))
    assert set(CORRECTED) - set(names) == {"tahun_anggaran", "kode_isian"}


def test_what_is_typed_is_read_as_offices_write_it_and_slips_stay_as_typed():
    record = typed(CORRECTED, "data", **{"data-0-L": "1.234", "data-0-P": "dua puluh", "data-1-tahun": ""})
    assert (record["data"][0]["L"], record["data"][0]["P"], record["data"][1]["tahun"]) == (
        1234,
        "dua puluh",
        None,
    )


def test_a_new_row_is_added_with_a_key_that_nothing_has_named():
    gone = typed(CORRECTED, "sebab", deed="hapus:sebab_eksternal:1")
    assert [row["kode"] for row in gone["sebab_eksternal"]] == ["eksternal-1"]
    new = typed(gone, "sebab", **{"sebab_eksternal-1-teks": "Rapat selalu malam hari"})
    assert new["sebab_eksternal"][1]["kode"] == "eksternal-3"


@pytest.mark.parametrize(
    "deed, order",
    [
        ("naik:rencana_aksi:2", [0, 2, 1, 3, 4]),
        ("turun:rencana_aksi:0", [1, 0, 2, 3, 4]),
        ("hapus:rencana_aksi:4", [0, 1, 2, 3]),
        ("naik:rencana_aksi:0", [0, 1, 2, 3, 4]),
        ("turun:rencana_aksi:9", [0, 1, 2, 3, 4]),
    ],
)
def test_rows_move_with_all_that_belongs_to_them(deed, order):
    rows = typed(CORRECTED, "aktivitas", deed=deed)["rencana_aksi"]
    assert [row["teks"] for row in rows] == [CORRECTED["rencana_aksi"][at]["teks"] for at in order]
    assert [row["kode"] for row in rows] == [f"aktivitas-{at + 1}" for at in order]
    assert [row["anggaran"] for row in rows] == [CORRECTED["rencana_aksi"][at]["anggaran"] for at in order]


def test_fields_that_the_form_does_not_show_stay_with_their_own_row():
    before = corrected()
    before["data"][4]["nomor"] = "3"
    rows = typed(before, "data", deed="hapus:data:0")["data"]
    assert (rows[3]["label"], rows[3]["nomor"], rows[3]["kelompok"]) == ("Pokmas KTPR", "3", 1)


def test_budget_lines_point_at_activities_and_proposals():
    lines = {"rka-baris-0-uraian": "Kamera", "rka-baris-0-aktivitas": "aktivitas-3"}
    paid = {"rka-baris-0-jumlah": "60.000.000", "rka-baris-0-usulan": ["", "ABC123"]}
    row = typed(CORRECTED, "anggaran", **lines, **paid)["rka"]["baris"][0]
    assert (row["kode"], row["aktivitas"], row["jumlah"], row["usulan"]) == (
        "baris-1",
        "aktivitas-3",
        60_000_000,
        ["ABC123"],
    )


def test_rows_that_do_not_fit_in_one_form_are_kept():
    many = [{"label": f"Data {at}", "L": at, "P": at} for at in range(95)]
    rows = typed(corrected(data=many), "data", **{"data-79-label": "Data lain"})["data"]
    assert [row["label"] for row in rows[78:81]] == ["Data 78", "Data lain", "Data 80"]
    assert len(rows) == 95


def test_names_come_from_the_code_when_asked():
    wrong = corrected(sub_kegiatan="Pemberdayaan")
    assert typed(wrong, "identitas")["sub_kegiatan"] == "Pemberdayaan"
    assert typed(wrong, "identitas", deed="nama")["sub_kegiatan"] == "Pemberdayaan Masyarakat di Kelurahan"


@pytest.mark.parametrize("text", ["😀 kue & <b>sablon</b>", "x" * 20_000, "baris\r\nbaris"])
def test_whatever_is_typed_is_kept(text):
    record = typed(CORRECTED, "tujuan", tujuan=text)
    assert record["tujuan"] == text.replace("\r\n", "\n")


@pytest.fixture
def siti(db):
    return hat("Bu Siti", Role.OPERATOR, WONOKROMO)


def send(client, one, slug, **changes):
    page = client.get(f"/anggaran/{one.pk}/tulis/{slug}/")
    given = as_sent(doors.working_record(one), slug, **changes)
    return {**given, "seen": page.context["seen"], "request_id": str(uuid4())}


def test_each_step_is_kept_in_one_draft_and_no_version_is_made_before_it_is_submitted(siti):
    one, client = keep(siti, WONOKROMO, CORRECTED, "gbs.json").statement, browser(siti)
    given = send(client, one, "tujuan", tujuan="Perempuan memimpin", deed="lanjut")
    answer = client.post(f"/anggaran/{one.pk}/tulis/tujuan/", given)
    assert answer.headers["Location"].endswith("/tulis/aktivitas/")
    assert (doors.working_record(one)["tujuan"], Version.objects.count()) == ("Perempuan memimpin", 1)


def test_findings_follow_what_is_typed_and_nothing_is_kept(siti):
    one, client = keep(siti, WONOKROMO, CORRECTED, "gbs.json").statement, browser(siti)
    given = send(client, one, "anggaran", jumlah_anggaran="1")
    told = client.post(f"/anggaran/{one.pk}/tulis/anggaran/nilai/", given).content.decode()
    assert "berjumlah anggaran subkegiatan" in told
    assert doors.draft_of(one) is None


def test_the_later_writer_sees_both_and_chooses_field_by_field(siti):
    one = keep(siti, WONOKROMO, CORRECTED, "gbs.json").statement
    first, later = browser(siti), browser(hat("Pak Budi", Role.OPERATOR, WONOKROMO))
    page = f"/anggaran/{one.pk}/tulis/tujuan/"
    slow = send(later, one, "tujuan", tujuan="Tulisan Budi", gedsi="Lansia Budi")
    first.post(page, send(first, one, "tujuan", tujuan="Tulisan Siti", gedsi="Lansia Siti"))
    met = later.post(page, slow)
    told = met.content.decode()
    assert (met.status_code, "Bu Siti sudah mengubah" in told) == (409, True)
    assert ("Tulisan Budi" in told, "Tulisan Siti" in told) == (True, True)
    chosen = {"seen": met.context["seen"], "mine": met.context["mine"], "request_id": str(uuid4())}
    later.post(page, chosen | {"pilih_tujuan": "theirs", "pilih_gedsi": "mine"})
    record = doors.working_record(one)
    assert (record["tujuan"], record["gedsi"]) == ("Tulisan Siti", "Lansia Budi")


def test_a_statement_is_begun_from_its_code_with_the_names_of_its_year(siti):
    client = browser(siti)
    given = {"code": "7.01.03.2.02.0003", "year": "2026", "territory": WONOKROMO}
    assert client.post("/anggaran/mulai/", given | {"request_id": str(uuid4())}).status_code == 302
    record = doors.working_record(Statement.objects.get())
    assert record["sub_kegiatan"] == "Pemberdayaan Masyarakat di Kelurahan"
    assert record["perangkat_daerah"] == "Kecamatan Wonokromo"
    again = client.post("/anggaran/mulai/", given | {"request_id": str(uuid4())})
    assert (again.status_code, Statement.objects.count()) == (422, 1)


def test_activities_are_put_off_and_taken_up_again_on_pages(siti):
    one, client = keep(siti, WONOKROMO, CORRECTED, "gbs.json").statement, browser(siti)
    given = {"fate": "dicoret", "reason": "Rasionalisasi anggaran", "request_id": str(uuid4())}
    assert client.post(f"/anggaran/{one.pk}/tunda/aktivitas-3/", given).status_code == 302
    client.post(f"/anggaran/{one.pk}/salin/", {"year": "2025", "request_id": str(uuid4())})
    following = Statement.objects.get(year=2025)
    page = client.get(f"/anggaran/{following.pk}/tulis/aktivitas/").content.decode()
    assert "Pengadaan CCTV" in page
    assert "Dicoret tahun 2024" in page
    taken = {"origin": "2024/aktivitas-3", "request_id": str(uuid4())}
    client.post(f"/anggaran/{following.pk}/masukkan/", taken)
    assert (
        "Dicoret tahun 2024" not in client.get(f"/anggaran/{following.pk}/tulis/aktivitas/").content.decode()
    )


@pytest.mark.parametrize("slug", [part.slug for part in PARTS])
def test_each_part_asks_few_questions_of_the_database(siti, slug, django_assert_max_num_queries):
    one, client = keep(siti, WONOKROMO, CORRECTED, "gbs.json").statement, browser(siti)
    with django_assert_max_num_queries(14):
        assert client.get(f"/anggaran/{one.pk}/tulis/{slug}/").status_code == 200
