"""Statements through pages: brought, judged, mended, printed; every page also by Pak Joko of another city."""

import json
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from berdaya.access.models import AuditEntry
from berdaya.access.rules.roles import Role
from berdaya.budget.models import Statement, Version
from tests.budget.cases import CORRECTED, corrected
from tests.budget.test_read import PAPER
from tests.office import browser, hat

pytestmark = pytest.mark.django_db
HOME, NEW = "/anggaran/", "/anggaran/unggah/"
WONOKROMO = "35.78.04.1001"


@pytest.fixture
def siti():
    return browser(hat("Bu Siti", Role.OPERATOR, WONOKROMO))


def sent(client, record=CORRECTED, name="gbs.json", territory=WONOKROMO):
    content = record if isinstance(record, str) else json.dumps(record)
    data = {
        "file": SimpleUploadedFile(name, content.encode()),
        "territory": territory,
        "request_id": str(uuid4()),
    }
    return client.post(NEW, data)


def brought(client, record=CORRECTED) -> Statement:
    assert sent(client, record).status_code == 302
    return Statement.objects.get()


def test_a_paper_becomes_a_statement_with_its_findings_and_both_shares(siti):
    one = brought(siti)
    assert (one.version, one.errors, one.total, one.linked) == (1, 0, 1594389976, 205000000)
    page = siti.get(f"{HOME}{one.pk}/").content.decode()
    assert "Rp205.000.000" in page
    assert "12,86%" in page


def test_a_printed_form_in_text_is_read_as_it_is(siti):
    assert sent(siti, PAPER, "gbs.txt").status_code == 302
    one = Statement.objects.get()
    assert (one.year, one.code, one.errors > 0) == (2025, "7.01.03.2.02.0003", True)


def test_the_same_paper_again_changes_nothing_and_another_one_is_a_new_version(siti):
    one = brought(siti)
    sent(siti)
    assert Version.objects.count() == 1
    sent(siti, corrected(tujuan="Perempuan dalam pengurus meningkat"))
    one.refresh_from_db()
    assert (one.version, Statement.objects.count(), Version.objects.count()) == (2, 1, 2)


def test_the_trail_names_the_statement_and_nobody_on_it(siti):
    brought(siti)
    entry = AuditEntry.objects.filter(verb="budget.kept").get()
    assert "Bagus" not in entry.facts


@pytest.mark.parametrize(
    "record, name, words",
    [
        ("bukan formulir", "gbs.txt", "tidak dikenali"),
        ("{", "gbs.json", "bukan JSON"),
        (corrected(kode_isian="Program"), "gbs.json", "kode subkegiatan"),
        (corrected(tahun_anggaran=None), "gbs.json", "ahun anggaran"),
        (CORRECTED, "gbs.exe", "jenis berkas"),
    ],
)
def test_what_is_no_statement_is_refused_beside_the_field_and_nothing_is_kept(siti, record, name, words):
    answer = sent(siti, record, name)
    assert (answer.status_code, Statement.objects.count()) == (422, 0)
    assert words in answer.content.decode()
    assert "berdaya-tabel" not in answer.content.decode()


def test_a_statement_of_another_place_is_refused(siti):
    assert sent(siti, territory="35.73.01.1001").status_code in (403, 422)
    assert Statement.objects.count() == 0


def test_the_list_takes_few_questions_however_many_statements_there_are(siti, django_assert_max_num_queries):
    brought(siti)
    for year in range(2001, 2021):
        Statement.objects.create(
            territory=WONOKROMO, year=year, code="7.01.03.2.02.0003", title="Contoh", version=1
        )
    with django_assert_max_num_queries(8):
        page = siti.get(HOME).content.decode()
    assert "Pemberdayaan Masyarakat di Kelurahan" in page


@pytest.mark.parametrize(("ending", "begins"), [("pdf", b"%PDF"), ("docx", b"PK"), ("xlsx", b"PK")])
@pytest.mark.parametrize("form", ["surabaya", "nasional", "gap", "tor", "gab"])
def test_each_form_comes_as_an_attachment(siti, form, ending, begins):
    one = brought(siti)
    answer = siti.get(f"{HOME}{one.pk}/cetak/{form}.{ending}")
    assert answer.content.startswith(begins)
    assert "attachment" in answer.headers["Content-Disposition"]


def test_pak_joko_of_another_city_sees_nothing_of_it(siti):
    one = brought(siti)
    joko = browser(hat("Pak Joko", Role.OPERATOR, "35.73.05.1001"))
    assert "Pemberdayaan Masyarakat di Kelurahan" not in joko.get(HOME).content.decode()
    for path in ("", "tulis/data/", "ajukan/", "beda/", "salin/", "cetak/gap.pdf"):
        assert joko.get(f"{HOME}{one.pk}/{path}").status_code == 404
    assert joko.post(f"{HOME}{one.pk}/tulis/data/nilai/", {}).status_code == 404


def test_who_may_only_read_is_offered_no_form(siti):
    one = brought(siti)
    lurah = browser(hat("Bu Lurah", Role.LURAH, WONOKROMO))
    assert "Tulis perubahan" not in lurah.get(f"{HOME}{one.pk}/").content.decode()
    assert lurah.get(f"{HOME}{one.pk}/tulis/data/").status_code == 404


def test_the_place_of_the_hat_stands_in_the_form_by_its_name_and_is_understood(siti):
    shown = siti.get(NEW).context["form"]["territory"].value()
    assert "Wonokromo" in str(shown)
    assert sent(siti, territory=str(shown)).status_code == 302
    assert Statement.objects.get().territory == WONOKROMO


def test_the_search_and_the_page_of_the_place_lead_to_the_statement(siti):
    one = brought(siti)
    assert f"/anggaran/{one.pk}/" in siti.get(reverse("search"), {"q": "pemberdayaan 2024"}).content.decode()
    assert f"/anggaran/{one.pk}/" in siti.get(reverse("place", args=[WONOKROMO])).content.decode()
    joko = browser(hat("Pak Joko", Role.OPERATOR, "35.73.05.1001"))
    assert f"/anggaran/{one.pk}/" not in joko.get(reverse("search"), {"q": "pemberdayaan"}).content.decode()
