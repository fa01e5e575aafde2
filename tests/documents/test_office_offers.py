"""What this room offers to the whole office: tasks, search, places, the night, blank forms."""

import hashlib
from datetime import date, timedelta

import pytest
from django.urls import reverse

from berdaya.access.clock import now
from berdaya.access.rules.roles import Role
from berdaya.documents import store
from berdaya.documents.blankforms import Blank, blanks, printed
from berdaya.documents.models import Document
from berdaya.documents.nightly import nightly
from berdaya.documents.place import sections_for
from berdaya.documents.scans import attach_scan, check_scan
from berdaya.documents.search import hits_for
from berdaya.documents.services import cancel
from berdaya.documents.tables import Column, Sheet
from berdaya.documents.tasks import tasks_for
from berdaya.documents.uploads import Clean
from tests.documents.cases import text_of
from tests.documents.office import bu_ratna, draft, issued
from tests.office import PEMALANG, PLAKARAN, TEGAL, browser, hat

SCAN = Clean(b"%PDF-1.4 ditandatangani %%EOF", "pdf")


@pytest.mark.django_db
class TestTasks:
    @pytest.fixture
    def ratna(self):
        return bu_ratna()

    @pytest.fixture
    def agus(self):
        return hat("Mas Agus", Role.BAPPEDA, PEMALANG)

    def issued_days_ago(self, worn, days: int, **changes) -> Document:
        paper = issued(worn, **changes)
        Document.objects.filter(pk=paper.pk).update(issued_at=now() - timedelta(days=days))
        return paper

    def test_a_paper_without_its_scan_is_a_task_after_a_week(self, ratna):
        paper = self.issued_days_ago(ratna, 7)
        (task,) = tasks_for(ratna)
        assert task.address == reverse("document", args=[paper.pk])
        assert "400/7/2026" in task.what

    def test_before_that_week_is_over_nobody_is_pressed(self, ratna):
        self.issued_days_ago(ratna, 6)
        assert tasks_for(ratna) == []

    def test_a_paper_that_waits_longer_is_late(self, ratna):
        self.issued_days_ago(ratna, 10)
        (task,) = tasks_for(ratna)
        assert task.late(now().date())

    def test_many_papers_are_one_task(self, ratna):
        for i in range(3):
            self.issued_days_ago(ratna, 8, source=f"coba:surat:{i}")
        (task,) = tasks_for(ratna)
        assert "dan 2 naskah lain" in task.what

    def test_a_draft_waits_for_no_scan(self, ratna):
        paper = draft(ratna)
        Document.objects.filter(pk=paper.pk).update(made_at=now() - timedelta(days=30))
        assert tasks_for(ratna) == []

    def test_a_cancelled_paper_waits_for_no_scan(self, ratna):
        cancel(ratna, self.issued_days_ago(ratna, 8), "salah")
        assert tasks_for(ratna) == []

    def test_an_uploaded_scan_is_a_task_for_the_second_person_only(self, ratna, agus):
        attach_scan(ratna, self.issued_days_ago(ratna, 8), 1, SCAN)
        assert tasks_for(ratna) == []
        (task,) = tasks_for(agus)
        assert task.what.startswith("Periksa pindaian")

    def test_after_a_refused_scan_the_paper_waits_again(self, ratna, agus):
        scan = attach_scan(ratna, self.issued_days_ago(ratna, 8), 1, SCAN)
        check_scan(agus, scan, agrees=False, note="kabur")
        assert [task.button for task in tasks_for(ratna)] == ["Unggah"]

    def test_a_scan_of_an_older_version_counts_for_nothing(self, ratna, agus):
        attach_scan(ratna, issued(ratna), 1, SCAN)
        self.issued_days_ago(ratna, 8, closing="Demikian.")
        assert [task.button for task in tasks_for(agus)] == ["Unggah"]

    def test_a_role_that_brings_no_scans_has_no_task(self, ratna):
        self.issued_days_ago(ratna, 8)
        assert tasks_for(hat("Pak Auditor", Role.AUDITOR, PEMALANG)) == []

    def test_another_kabupaten_has_no_task(self, ratna):
        self.issued_days_ago(ratna, 8)
        assert tasks_for(bu_ratna(TEGAL)) == []


@pytest.mark.django_db
class TestSearch:
    def test_a_paper_is_found_by_its_number(self):
        ratna = bu_ratna()
        paper = issued(ratna)
        (hit,) = hits_for(ratna, "400/7")
        assert (hit.kind, hit.address) == ("Surat Keterangan", reverse("document", args=[paper.pk]))

    def test_a_paper_is_found_by_its_title(self):
        ratna = bu_ratna()
        issued(ratna)
        assert len(hits_for(ratna, "DAMPINGAN")) == 1

    def test_another_kabupaten_finds_nothing(self):
        issued(bu_ratna())
        assert hits_for(bu_ratna(TEGAL), "dampingan") == []

    def test_whoever_may_see_no_papers_finds_none(self):
        issued(bu_ratna())
        assert hits_for(hat("Pak Admin", Role.ADMINISTRATOR, PEMALANG), "dampingan") == []


@pytest.mark.django_db
class TestPlaces:
    def test_a_place_shows_its_papers(self):
        ratna = bu_ratna()
        issued(ratna, territory=PLAKARAN)
        (section,) = sections_for(ratna, PLAKARAN)
        assert section.heading == "1 naskah tentang tempat ini"
        assert section.facts[0].value == "Belum dipindai"

    def test_more_papers_than_fit_are_counted(self):
        ratna = bu_ratna()
        for i in range(6):
            issued(ratna, territory=PLAKARAN, source=f"coba:surat:{i}")
        (section,) = sections_for(ratna, PLAKARAN)
        assert (section.heading[:1], len(section.facts)) == ("6", 4)

    def test_a_place_without_papers_has_no_section(self):
        assert sections_for(bu_ratna(), PLAKARAN) == []

    def test_a_place_of_another_kabupaten_has_no_section(self):
        issued(bu_ratna(), territory=PLAKARAN)
        assert sections_for(bu_ratna(TEGAL), PLAKARAN) == []


@pytest.mark.django_db
class TestNights:
    def test_a_whole_office_has_nothing_to_look_at(self):
        ratna = bu_ratna()
        sheet = Sheet(name="Lampiran", columns=(Column("Desa"),), rows=[("Plakaran",)])
        attach_scan(ratna, issued(ratna, sheets=(sheet,)), 1, SCAN)
        assert nightly(date(2026, 3, 22)) == {
            "papers": 1,
            "files": 3,
            "lost_or_changed": 0,
            "papers_to_look_at": [],
        }

    def test_a_lost_file_is_found(self):
        paper = issued(bu_ratna())
        store.drop_file(paper.versions.get().file)
        assert nightly(date(2026, 3, 22))["papers_to_look_at"] == [paper.pk]

    def test_a_changed_file_is_found(self):
        paper = issued(bu_ratna())
        store.file_path(paper.versions.get().file).write_bytes(b"lain")
        assert nightly(date(2026, 3, 22))["lost_or_changed"] == 1

    def test_a_status_without_its_record_is_found(self):
        paper = issued(bu_ratna())
        Document.objects.filter(pk=paper.pk).update(status="ditandatangani")
        assert nightly(date(2026, 3, 22))["papers_to_look_at"] == [paper.pk]

    def test_every_way_that_a_paper_may_go_leaves_its_record(self):
        ratna, agus = bu_ratna(), hat("Mas Agus", Role.BAPPEDA, PEMALANG)
        draft(ratna, source="coba:surat:0")
        cancel(ratna, issued(ratna, source="coba:surat:2"), "salah")
        check_scan(agus, attach_scan(ratna, issued(ratna), 1, SCAN), agrees=True)
        assert nightly(date(2026, 3, 22))["papers_to_look_at"] == []


class TestBlankForms:
    @pytest.mark.parametrize("name", ["daftar-hadir", "berita-acara", "lembar-tanda-tangan"])
    def test_a_blank_form_has_the_office_and_the_place_in_it(self, name):
        text = text_of(printed(blanks()[name], "Kantor Uji", "Desa Plakaran, Kecamatan Moga"))
        assert "KantorUji" in text
        assert "DesaPlakaran,KecamatanMoga" in text

    def test_a_blank_form_needs_no_number_and_carries_no_code(self):
        text = text_of(printed(blanks()["berita-acara"], "Kantor Uji", "Desa Plakaran"))
        assert "edisi" not in text
        assert "Periksakeaslian" not in text

    def test_the_same_form_is_the_same_file(self):
        files = {hashlib.sha256(printed(blanks()["daftar-hadir"], "K", "D")).hexdigest() for _ in range(2)}
        assert len(files) == 1

    def test_a_form_without_a_place_leaves_a_line_for_it(self):
        assert printed(blanks()["daftar-hadir"], "Kantor Uji", "")

    def test_every_form_says_who_fills_it_in(self):
        assert all(isinstance(blank, Blank) and blank.who and blank.when for blank in blanks().values())


@pytest.mark.django_db
class TestBlankPages:
    def test_the_forms_are_listed(self):
        page = browser(bu_ratna()).get(reverse("blanks")).content.decode()
        assert "Daftar Hadir" in page
        assert "Kabupaten Pemalang" in page

    def test_a_form_goes_out_as_an_attachment(self):
        answer = browser(bu_ratna()).get(reverse("blank-file", args=["daftar-hadir"]))
        assert answer["Content-Disposition"] == 'attachment; filename="daftar-hadir.pdf"'

    def test_a_form_that_nobody_offers_is_absent(self):
        assert browser(bu_ratna()).get(reverse("blank-file", args=["kwitansi"])).status_code == 404

    def test_pak_joko_prints_forms_of_his_own_place(self):
        joko = hat("Pak Joko", Role.LPMK, "33.27.01.2002")
        answer = browser(joko).get(reverse("blank-file", args=["daftar-hadir"]))
        assert "DesaMandiraja" in text_of(answer.content)
