"""Pages of lists through the client; every page also by Pak Joko of another city."""

import io
import re
from datetime import date
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from python_calamine import CalamineWorkbook

from berdaya.access.rules.roles import Role
from berdaya.plan.models import Draft, Edition
from berdaya.plan.place import sections_for
from berdaya.plan.rules.lists import ListKind
from berdaya.plan.search import hits_for
from berdaya.plan.services.deciding import send_back
from berdaya.plan.services.drafts import drop, submit
from berdaya.plan.tasks import tasks_for
from tests.office import browser, hat
from tests.plan.cases import (
    MALANG,
    MCK,
    MERJOSARI,
    PAVING,
    SEWING,
    all_lists,
    bappeda,
    brought,
    confirmed,
    kamus_text,
)

pytestmark = pytest.mark.django_db
HOME, NEW = "/rencana/", "/rencana/unggah/kamus/"


@pytest.fixture
def ratna():
    return bappeda()


@pytest.fixture
def hadi():
    return bappeda("Pak Hadi")


@pytest.fixture
def darmo():
    return hat("Pak Darmo", Role.RT_HEAD, f"{MERJOSARI}.001.002")


def sent(text: str, **changed: str) -> dict[str, object]:
    frame = {
        "source": "SK 188/2026",
        "valid_from": "01/01/2026",
        "territory": MALANG,
        "title": "",
        "locale": "id",
    }
    file = SimpleUploadedFile("kamus 2026.csv", text.encode(), "text/csv")
    return frame | {"request_id": str(uuid4()), "file": file} | changed


def stamped(**more: str) -> dict[str, str]:
    return {"request_id": str(uuid4())} | more


def read(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_empty_office_says_how_to_begin(ratna, darmo):
    page = read(browser(ratna), HOME)
    assert page.count("Belum ada.") == len(ListKind)
    assert NEW in page
    assert NEW not in read(browser(darmo), HOME)


def test_everybody_sees_what_holds_here_with_source_and_day(darmo):
    kamus, table, plan = all_lists()
    page = read(browser(darmo), HOME)
    for edition in (kamus, table, plan):
        assert f"/rencana/edisi/{edition.pk}/" in page
    assert "SK 188/2026" in page
    assert "1 Januari 2026" in page
    assert "Prioritas pembangunan: RPJMD" in page


def test_the_first_page_takes_few_queries_however_many_editions(ratna, django_assert_num_queries):
    for number in range(6):
        confirmed(first=date(2026, 1, 1 + number))
    client = browser(ratna)
    with django_assert_num_queries(3):  # the frame's one, editions, drafts
        client.get(HOME)


def test_an_edition_shows_its_rows_and_where_it_stands(darmo):
    edition = confirmed()
    page = read(browser(darmo), f"/rencana/edisi/{edition.pk}/")
    for words in (
        "Paving jalan lingkungan",
        "Rp165.000–260.000",
        "per m2",
        "Berlaku sejak 1 Januari 2026",
        "Pak Hadi",
    ):
        assert words in page
    assert "Unggah edisi baru" not in page


def test_a_long_edition_is_searched_sorted_and_paged_in_few_queries(darmo, django_assert_num_queries):
    rows = [PAVING.replace("SP.01", f"SP.{n:03}").replace("Paving", f"Paving {n:03}") for n in range(120)]
    edition = confirmed(kamus_text(*rows, MCK))
    address, client = f"/rencana/edisi/{edition.pk}/", browser(darmo)
    assert "1–50 dari 121" in read(client, address)
    assert "MCK umum" in read(client, f"{address}?saring=jamban")
    assert read(client, f"{address}?urut=-harga").index("MCK umum") < 20_000
    with django_assert_num_queries(4):  # the frame's one, edition, editions beside it, rows
        client.get(address)


def test_a_word_that_no_row_has_is_answered_with_what_it_may_have_meant(darmo):
    edition = confirmed()
    page = read(browser(darmo), f"/rencana/edisi/{edition.pk}/?saring=paping")
    assert "Mungkin maksud Anda" in page
    assert "Paving jalan lingkungan" in page


def test_a_replaced_edition_leads_to_the_one_that_holds(darmo):
    old, new = confirmed(), confirmed(kamus_text(MCK), first=date(2026, 6, 1))
    page = read(browser(darmo), f"/rencana/edisi/{old.pk}/")
    assert "Sudah diganti" in page
    assert f"/rencana/edisi/{new.pk}/" in page


def test_an_item_says_what_it_costs_who_answers_and_what_it_was_before(darmo):
    all_lists()
    new = confirmed(kamus_text(PAVING.replace("260.000", "280.000")), first=date(2026, 6, 1))
    page = read(browser(darmo), f"/rencana/butir/kamus/{new.items.get().pk}/")
    for words in (
        "Jalan (sarana publik)",
        "Rp280.000",
        "Harga satuan tertinggi: Rp260.000 → Rp280.000",
        "sampai Rp1.000.000.000",
        "DPUPRPKP",
        "2 kali dicatat",
    ):
        assert words in page.replace("Sampai", "sampai").replace("&rarr;", "→")


@pytest.mark.parametrize("at", [1, 2])
def test_rows_of_the_other_lists_have_their_page_too(darmo, at):
    edition = all_lists()[at]
    line = (edition.authorities if at == 1 else edition.priorities).first()
    assert line.code in read(browser(darmo), f"/rencana/butir/{edition.kind}/{line.pk}/")
    assert line.code in read(browser(darmo), f"/rencana/edisi/{edition.pk}/")


def test_from_upload_to_edition_by_two_people(ratna, hadi):
    maker, checker = browser(ratna), browser(hadi)
    where = maker.post(NEW, sent(kamus_text())).url
    assert "Siap diajukan" in read(maker, where)
    maker.post(f"{where}ajukan", stamped())
    assert "Menunggu orang kedua" in read(maker, where)
    assert f"{where}putusan" not in read(maker, where)
    assert f"{where}putusan" in read(checker, where)
    answer = checker.post(f"{where}putusan", stamped(decision="sahkan"))
    edition = Edition.objects.get()
    assert answer.url == f"/rencana/edisi/{edition.pk}/"
    assert edition.title == "Kamus usulan Kota Malang 2026"
    assert "Buka edisi" in read(maker, where)


def test_a_second_click_brings_one_draft_and_one_edition(ratna, hadi):
    maker, form = browser(ratna), sent(kamus_text())
    first = maker.post(NEW, form).url
    form["file"].seek(0)
    assert maker.post(NEW, form).url == first
    maker.post(f"{first}ajukan", stamped())
    deed = stamped(decision="sahkan")
    checker = browser(hadi)
    assert checker.post(f"{first}putusan", deed).url == checker.post(f"{first}putusan", deed).url
    assert (Draft.objects.count(), Edition.objects.count()) == (1, 1)


def test_errors_stand_first_and_the_file_comes_back_with_remarks(ratna):
    client = browser(ratna)
    where = client.post(NEW, sent(kamus_text(PAVING.replace("165.000", "murah"), MCK))).url
    page = read(client, where)
    assert "1 temuan menghalangi" in page
    assert "bukan rupiah bulat" in page
    assert f"{where}ajukan" not in page
    back = client.get(f"{where}keterangan")
    assert "Keterangan" in back.content.decode()
    assert "dengan Keterangan.csv" in back["Content-Disposition"]


def test_the_preview_says_what_is_new_changed_and_gone(ratna):
    confirmed(kamus_text(PAVING, MCK))
    client = browser(ratna)
    where = client.post(
        NEW, sent(kamus_text(PAVING.replace("260.000", "270.000"), SEWING), valid_from="01/07/2026")
    ).url
    page = read(client, where)
    for words in (
        "1 baris berubah",
        "1 baris hilang",
        "1 baris baru",
        "Rp260.000 → Rp270.000",
        "MCK umum (SP.02)",
    ):
        assert words in page


@pytest.mark.parametrize(
    "changed, words",
    [
        ({"source": ""}, "Isi sumber"),
        ({"valid_from": "besok"}, "Tulis tanggal seperti"),
        ({"valid_to": "01/01/2025"}, "mendahului hari pertama"),
        ({"territory": "35.73.99"}, "tidak dikenal untuk daftar ini"),
        ({"territory": "33.27"}, "wilayah"),
        ({"territory": "1.1.1.1.1.1.1.1"}, "tidak dikenal untuk daftar ini"),
        ({"file": ""}, "Isi berkas"),
        ({"valid_from": "01/01/2001"}, "tidak ada aturan"),
    ],
)
def test_what_is_wrong_with_the_frame_is_said_and_nothing_is_kept(ratna, changed, words):
    answer = browser(ratna).post(NEW, sent(kamus_text(), **changed))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Draft.objects.exists()


@pytest.mark.parametrize("content", [b"a;b\n1;2\n", b"%PDF-1.7", b"PK\x03\x04rusak", b"\x89PNG"])
def test_a_file_that_is_no_such_list_is_refused_beside_its_field(ratna, content):
    form = sent("") | {"file": SimpleUploadedFile("kamus.xlsx", content)}
    answer = browser(ratna).post(NEW, form)
    assert answer.status_code == 422
    assert 'href="#file"' in answer.content.decode()


def test_sending_back_asks_for_a_reason(ratna, hadi):
    draft = submit(ratna, brought(ratna, kamus_text()).pk)
    client, page = browser(hadi), f"/rencana/draf/{draft.pk}/putusan"
    assert client.post(page, stamped(decision="kembalikan")).status_code == 422
    assert client.post(page, stamped()).status_code == 422
    client.post(page, stamped(decision="kembalikan", reason="Harga MCK keliru"))
    shown = read(browser(ratna), f"/rencana/draf/{draft.pk}/")
    assert "Harga MCK keliru" in shown
    assert "Unggah perbaikan" in shown


def test_the_maker_does_not_decide(ratna):
    draft = submit(ratna, brought(ratna, kamus_text()).pk)
    client, page = browser(ratna), f"/rencana/draf/{draft.pk}/putusan"
    assert client.get(page).status_code == 302
    assert client.post(page, stamped(decision="sahkan")).status_code == 422
    assert not Edition.objects.exists()


@pytest.mark.parametrize("kind", ["kamus", "kewenangan", "prioritas"])
def test_each_list_has_its_upload_page_and_template(ratna, kind):
    client = browser(ratna)
    assert f"/rencana/templat/{kind}.xlsx" in read(client, f"/rencana/unggah/{kind}/")
    book = CalamineWorkbook.from_filelike(io.BytesIO(client.get(f"/rencana/templat/{kind}.xlsx").content))
    assert book.sheet_names[1] == "Petunjuk"
    assert client.get(f"/rencana/templat/{kind}-contoh.csv").status_code == (
        404 if kind == "prioritas" else 200
    )


@pytest.mark.parametrize(
    "address",
    [
        "/rencana/unggah/lain/",
        "/rencana/templat/lain.xlsx",
        "/rencana/templat/kamus.pdf",
        "/rencana/butir/lain/1/",
        "/rencana/butir/kamus/1/",
    ],
)
def test_a_list_that_there_is_not_has_no_pages(ratna, address):
    assert browser(ratna).get(address).status_code == 404


def test_pak_joko_of_another_city_finds_nothing(ratna):
    edition = confirmed()
    draft = submit(ratna, brought(ratna, kamus_text(MCK)).pk)
    joko = browser(bappeda("Pak Joko", "33.27"))
    plain = re.compile(rb'value="[^"]*"|<title>.*?</title>')
    absent = plain.sub(b"", joko.get("/tidak-ada/").content)
    item = edition.items.first()
    addresses = [
        f"/rencana/edisi/{edition.pk}/",
        f"/rencana/edisi/{edition.pk}/unduh.xlsx",
        f"/rencana/butir/kamus/{item.pk}/",
        f"/rencana/draf/{draft.pk}/",
        f"/rencana/draf/{draft.pk}/keterangan",
        f"/rencana/draf/{draft.pk}/putusan",
    ]
    for address in addresses:
        answer = joko.get(address)
        assert answer.status_code == 404
        assert plain.sub(b"", answer.content) == absent
    assert edition.title not in joko.get(HOME).content.decode()
    assert joko.post(f"/rencana/draf/{draft.pk}/batal", stamped()).status_code == 404


def test_an_rt_head_sees_lists_but_no_drafts(darmo, ratna):
    draft = brought(ratna, kamus_text())
    client = browser(darmo)
    assert draft.title not in read(client, HOME)
    assert client.get(f"/rencana/draf/{draft.pk}/").status_code == 404
    assert client.get(NEW).status_code == 404


def test_a_draft_waits_on_the_desk_of_the_right_person(ratna, hadi):
    draft = brought(ratna, kamus_text())
    assert [task.button for task in tasks_for(ratna)] == ["Ajukan"]
    assert tasks_for(hadi) == []
    submit(ratna, draft.pk)
    assert tasks_for(ratna) == []
    assert [task.button for task in tasks_for(hadi)] == ["Periksa"]
    send_back(hadi, draft.pk, "keliru")
    assert tasks_for(ratna) == tasks_for(hadi) == []
    faulty = brought(ratna, kamus_text(PAVING.replace("165.000", "murah"), MCK))
    assert [task.button for task in tasks_for(ratna)] == ["Perbaiki"]
    drop(ratna, faulty.pk)
    assert tasks_for(ratna) == []


def test_the_search_of_the_office_finds_items_and_priorities(darmo):
    all_lists()
    assert [hit.name for hit in hits_for(darmo, "jamban")] == ["MCK umum"]
    assert [hit.kind for hit in hits_for(darmo, "sanitasi")] == ["Prioritas RPJMD"]
    assert hits_for(hat("Mas Agus", Role.UPK_CASHIER, MERJOSARI), "jamban") == []


def test_the_page_of_a_place_names_the_lists_that_hold(darmo):
    assert sections_for(darmo, darmo.territory) == []
    all_lists()
    (section,) = sections_for(darmo, darmo.territory)
    assert len(section.facts) == 3
    assert sections_for(hat("Mas Agus", Role.UPK_CASHIER, MERJOSARI), MERJOSARI) == []
