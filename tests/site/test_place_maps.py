"""Boundaries of a territory: uploaded, checked and drawn by a job, looked at, confirmed."""

import json
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction

from berdaya.access.jobs.models import Job, State
from berdaya.access.models import AuditEntry
from berdaya.access.rules.roles import Role
from berdaya.documents.store import picture_path
from berdaya.region.models import TerritoryMap
from berdaya.region.rules.gazetteer import official
from berdaya.site import mapfiles
from tests.office import MOGA, PEMALANG, PLAKARAN, TEGAL, browser, hat

pytestmark = pytest.mark.django_db
UPLOAD = f"/wilayah/{MOGA}/peta/"
WORD = {"as_of": "2024-12-31", "source": "Bappeda, batas indikatif 2024"}


@pytest.fixture(autouse=True)
def folder(monkeypatch, tmp_path) -> Path:
    monkeypatch.setenv("BERDAYA_DATA", str(tmp_path))
    return tmp_path


@pytest.fixture
def ratna():
    return browser(hat("Bu Ratna", Role.BAPPEDA, PEMALANG))


def square(code: str, column: int) -> dict[str, object]:
    """Squares in a row whose borders meet exactly: sides that a binary fraction can hold."""
    west, south, side = 109.25 + column / 128, -7.125, 1 / 128
    east, north = west + side, south + side
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {
        "type": "Feature",
        "properties": {"kode": code},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


def whole(territory: str = MOGA) -> list[dict[str, object]]:
    return [square(place.code, column) for column, place in enumerate(official().villages(territory))]


def geojson(features: list[dict[str, object]]) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def sent(content: bytes, name: str = "batas.geojson") -> dict[str, object]:
    return {"request_id": str(uuid4()), "file": SimpleUploadedFile(name, content, "application/geo+json")}


def preview_of(client, content: bytes, address: str = UPLOAD) -> str:
    """Upload, let the job run, and give the address that it leads to."""
    assert client.post(address, sent(content)).url.startswith("/pekerjaan/")
    return Job.objects.latest("begun_at").leads_to


def confirmed(client, content: bytes, address: str = UPLOAD, **word: str) -> str:
    preview = preview_of(client, content, address)
    return client.post(preview, {"request_id": str(uuid4())} | WORD | word).url


def test_a_whole_file_is_drawn_and_waits_for_somebody_to_look(ratna):
    page = ratna.get(preview_of(ratna, geojson(whole()))).content.decode()
    assert "10 bidang terbaca" in page
    assert "Tidak ada temuan." in page
    assert not TerritoryMap.objects.exists()


def test_confirmed_it_is_the_map_of_the_place_with_its_source(ratna):
    assert confirmed(ratna, geojson(whole())) == f"/wilayah/{MOGA}/"
    page = ratna.get(f"/wilayah/{MOGA}/").content.decode()
    assert "Batas menurut Bappeda, batas indikatif 2024, keadaan per 31 Desember 2024." in page
    assert "/peta/" in page.partition("<img")[2]
    assert AuditEntry.objects.filter(verb="places.map_filed", territory=MOGA).count() == 1


def test_the_picture_is_served_as_it_was_drawn(ratna):
    confirmed(ratna, geojson(whole()))
    digest = TerritoryMap.objects.get().digest
    answer = ratna.get(f"/wilayah/{MOGA}/peta/{digest}.svg")
    assert answer.headers["Content-Type"] == "image/svg+xml"
    assert "immutable" in answer.headers["Cache-Control"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.content == picture_path(mapfiles.report_of(MOGA, digest).pictures[MOGA]).read_bytes()
    assert b">Plakaran<" in answer.content


def test_a_map_of_the_kabupaten_shows_each_kecamatan_too(ratna):
    confirmed(ratna, geojson(whole(PEMALANG)), f"/wilayah/{PEMALANG}/peta/")
    report = mapfiles.report_of(PEMALANG, TerritoryMap.objects.get().digest)
    assert len(report.pictures) == 1 + 14
    assert "<img" in ratna.get(f"/wilayah/{MOGA}/").content.decode()
    assert "<img" in ratna.get("/wilayah/").content.decode()


def test_the_own_map_of_a_kecamatan_goes_before_that_of_the_kabupaten(ratna):
    confirmed(ratna, geojson(whole(PEMALANG)), f"/wilayah/{PEMALANG}/peta/", source="Kabupaten")
    confirmed(ratna, geojson(whole()), source="Kecamatan")
    assert "Batas menurut Kecamatan" in ratna.get(f"/wilayah/{MOGA}/").content.decode()


def test_a_newer_map_takes_the_place_and_the_older_stays_listed(ratna):
    confirmed(ratna, geojson(whole()), source="Lama")
    confirmed(ratna, geojson(whole()[:-1]), source="Baru")
    page = ratna.get(f"/wilayah/{MOGA}/").content.decode()
    assert "Batas menurut Baru" in page
    assert "1 tempat belum punya bidang." in page
    assert "Lama" in ratna.get(UPLOAD).content.decode()


def test_the_same_file_again_is_not_drawn_again(ratna):
    first = preview_of(ratna, geojson(whole()))
    assert ratna.post(UPLOAD, sent(geojson(whole()))).url == first
    assert Job.objects.count() == 1


def test_a_second_click_on_confirm_files_one_map(ratna):
    preview = preview_of(ratna, geojson(whole()))
    form = {"request_id": str(uuid4())} | WORD
    assert ratna.post(preview, form).url == ratna.post(preview, form).url
    assert ratna.post(preview, form | {"source": "lain"}).status_code == 409
    assert TerritoryMap.objects.count() == 1


def test_the_same_word_for_the_same_file_again_files_nothing(ratna):
    preview = preview_of(ratna, geojson(whole()))
    for _ in range(2):
        ratna.post(preview, {"request_id": str(uuid4())} | WORD)
    assert TerritoryMap.objects.count() == 1


def broken_ring() -> bytes:
    features = whole()
    features[0]["geometry"]["coordinates"] = [[[500, 800], [501, 800], [501, 801]]]
    return geojson(features)


BAD = {
    "not json": (b"PK\x03\x04 bukan peta", "bukan GeoJSON yang utuh"),
    "another thing": (b'{"type": "Topology"}', "bukan kumpulan bidang"),
    "nothing": (geojson([]), "tidak memuat satu bidang pun"),
    "metres": (broken_ring(), "bukan bujur dan lintang"),
    "no code": (geojson([square("", 0)]), "tidak memuat kode wilayah"),
    "another kabupaten": (geojson([square("33.28.01.2001", 0)]), "kode ini tidak ada dalam wilayah"),
    "deep": (b"[" * 100_000 + b"]" * 100_000, "bukan GeoJSON yang utuh"),
}


@pytest.mark.parametrize("content, words", BAD.values(), ids=BAD)
def test_a_bad_file_is_told_as_findings_and_cannot_be_confirmed(ratna, content, words):
    preview = preview_of(ratna, content)
    page = ratna.get(preview).content.decode()
    assert "Peta ini belum dapat dipakai" in page
    assert words[1:] in page
    refused = ratna.post(preview, {"request_id": str(uuid4())} | WORD)
    assert refused.status_code == 422
    assert not TerritoryMap.objects.exists()
    assert Job.objects.get().state == State.DONE


def test_an_empty_or_missing_file_is_told_beside_the_field(ratna):
    assert "Berkas itu kosong" in ratna.post(UPLOAD, sent(b"")).content.decode()
    answer = ratna.post(UPLOAD, {"request_id": str(uuid4())})
    assert answer.status_code == 422
    assert "Isi berkas geojson" in answer.content.decode()


def test_a_file_that_is_too_large_is_not_kept(ratna, monkeypatch, folder):
    monkeypatch.setattr(mapfiles, "MOST_BYTES", 10)
    answer = ratna.post(UPLOAD, sent(geojson(whole())))
    assert answer.status_code == 422
    assert "Sederhanakan batas wilayah" in answer.content.decode()
    assert not list(folder.glob("maps/**/*.geojson"))


def test_a_script_in_a_name_does_not_reach_the_picture(ratna):
    features = whole()
    features[0]["properties"]["name"] = "<script>alert(1)</script>"
    preview = preview_of(ratna, geojson(features))
    digest = preview.split("/")[-2]
    assert b"<script" not in ratna.get(f"/wilayah/{MOGA}/peta/{digest}.svg").content


def test_a_day_in_the_future_is_refused(ratna):
    preview = preview_of(ratna, geojson(whole()))
    answer = ratna.post(preview, {"request_id": str(uuid4())} | WORD | {"as_of": "2999-01-01"})
    assert "masih di masa depan" in answer.content.decode()


@pytest.mark.parametrize("code", [PLAKARAN, "33", "33.27.99"])
def test_only_places_with_villages_have_such_a_map(code):
    worn = browser(hat("Bu Prov", Role.BAPPEDA, "33"))
    assert worn.get(f"/wilayah/{code}/peta/").status_code == 404


@pytest.mark.parametrize("digest", ["f" * 64, "../../keys", "F" * 64, "abc"])
def test_a_digest_that_nobody_sent_is_absent(ratna, digest):
    assert ratna.get(f"/wilayah/{MOGA}/peta/{digest}/").status_code == 404
    assert ratna.get(f"/wilayah/{MOGA}/peta/{digest}.svg").status_code == 404


def test_pak_joko_sees_neither_map_nor_picture_of_the_next_kabupaten(ratna):
    preview = preview_of(ratna, geojson(whole()))
    joko = browser(hat("Pak Joko", Role.BAPPEDA, TEGAL))
    assert joko.get(UPLOAD).status_code == 404
    assert joko.get(preview).status_code == 404
    assert joko.get(preview.rstrip("/") + ".svg").status_code == 404
    assert joko.post(UPLOAD, sent(geojson(whole()))).status_code == 404


def test_what_nobody_confirmed_goes_after_a_week_and_what_was_confirmed_stays(ratna, monkeypatch):
    confirmed(ratna, geojson(whole()))
    held = TerritoryMap.objects.get().digest
    left = preview_of(ratna, geojson(whole()[:-2])).split("/")[-2]
    later = mapfiles.time.time() + 8 * 86_400
    monkeypatch.setattr(mapfiles.time, "time", lambda: later)
    preview_of(ratna, geojson(whole()[:-3]))
    assert mapfiles.report_of(MOGA, held) is not None
    assert mapfiles.report_of(MOGA, left) is None


@pytest.mark.parametrize(
    "sql", ["UPDATE region_territorymap SET source = 'x'", "DELETE FROM region_territorymap"]
)
def test_a_map_that_was_filed_is_never_changed_or_removed(ratna, sql):
    confirmed(ratna, geojson(whole()))
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        connection.cursor().execute(sql)


def test_the_map_keeps_its_day(ratna):
    confirmed(ratna, geojson(whole()))
    assert TerritoryMap.objects.get().as_of == date(2024, 12, 31)
