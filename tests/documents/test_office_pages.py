"""The pages of papers: found, opened and fetched by those whose territory and rights reach them."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from berdaya.access.models import AuditEntry
from berdaya.access.rules.rights import Right
from berdaya.access.rules.roles import Role
from berdaya.documents import store
from berdaya.documents.models import Document, Version
from berdaya.documents.services import cancel, supersede
from berdaya.documents.tables import Column, Sheet
from tests.documents.office import DAY, SECRET_WORDS, bu_ratna, draft, issued
from tests.office import MOGA, PEMALANG, PLAKARAN, TEGAL, browser, hat, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def ratna():
    return bu_ratna()


def text(client, name: str, *args: object, **asked: str) -> str:
    answer = client.get(reverse(name, args=args), asked)
    assert answer.status_code == 200
    return answer.content.decode().replace("<wbr>", "")


def many(maker, count: int) -> None:
    """Rows as `issue` writes them, without printing each."""
    for i in range(count):
        Document.objects.create(
            territory=PEMALANG,
            kind="Surat",
            title=f"Surat {i:03d}",
            office="Bappeda",
            number=f"{i}/2026",
            date=DAY + timedelta(days=i),
            status="rancangan",
            label=f"AAAA-{i:04d}",
            source=f"coba:surat:{i}",
            maker=maker.person,
        )


def test_an_empty_office_says_where_papers_come_from(ratna):
    assert "Belum ada naskah di wilayah ini" in text(browser(ratna), "documents")


def test_the_list_says_what_waits(ratna):
    issued(ratna)
    draft(ratna, source="coba:surat:2")
    assert "2 naskah, 1 menunggu pindaian" in text(browser(ratna), "documents")


@pytest.mark.parametrize("sought", ["400/7", "dampingan", "bappeda", "surat 400"])
def test_a_paper_is_found_by_number_title_office_and_kind(ratna, sought):
    issued(ratna)
    assert "1 naskah cocok" in text(browser(ratna), "documents", saring=sought)


def test_a_paper_is_found_by_the_label_at_its_foot(ratna):
    assert "1 naskah cocok" in text(browser(ratna), "documents", saring=issued(ratna).label.lower())


def test_a_word_that_no_paper_has_finds_none(ratna):
    issued(ratna)
    assert "Tidak ada naskah yang cocok" in text(browser(ratna), "documents", saring="jembatan")


def test_the_list_is_narrowed_by_status(ratna):
    issued(ratna, title="Yang Terbit")
    draft(ratna, source="coba:surat:2", title="Yang Rancangan")
    page = text(browser(ratna), "documents", status="rancangan")
    assert "Yang Rancangan" in page
    assert "Yang Terbit" not in page


def test_an_unknown_status_narrows_nothing(ratna):
    issued(ratna)
    assert "Surat Keterangan Dampingan" in text(browser(ratna), "documents", status="apa-saja")


def test_the_list_is_cut_into_pages_and_keeps_what_was_asked(ratna):
    many(ratna, 60)
    page = text(browser(ratna), "documents", urut="naskah", status="rancangan")
    assert "1–50 dari 60 naskah" in page
    assert "?status=rancangan&amp;urut=naskah&amp;hal=2" in page


def test_a_page_beyond_the_end_is_the_last_one(ratna):
    many(ratna, 60)
    page = text(browser(ratna), "documents", urut="naskah", hal="99")
    assert "Surat 059" in page
    assert "Surat 000" not in page


def test_the_newest_paper_stands_first(ratna):
    many(ratna, 3)
    page = text(browser(ratna), "documents")
    assert page.index("Surat 002") < page.index("Surat 000")


@pytest.mark.parametrize("asked", [{}, {"saring": "surat"}, {"urut": "-tanggal", "hal": "2"}])
def test_the_list_takes_two_queries_beside_those_of_the_frame(ratna, asked, django_assert_num_queries):
    many(ratna, 60)
    client = browser(ratna)
    text(client, "blanks")
    with django_assert_num_queries(FRAME + 2):
        text(client, "documents", **asked)


FRAME = 1  # the sitting, with person, hat and unread messages


def test_the_page_of_a_paper_says_what_happened_why_and_what_next(ratna):
    page = text(browser(ratna), "document", issued(ratna).pk)
    for words in ("Apa yang terjadi", "Belum ada pindaian", "Cetak, mintakan tanda tangan", "paling lambat"):
        assert words in page


def test_the_page_of_a_paper_shows_its_code_and_its_digest(ratna):
    paper = issued(ratna)
    version = paper.versions.get()
    page = text(browser(ratna), "document", paper.pk)
    assert version.code in page
    assert version.sha256 in page


def test_the_page_of_a_paper_leads_to_where_it_came_from(ratna):
    assert 'href="/sasaran/12/"' in text(browser(ratna), "document", issued(ratna, link="/sasaran/12/").pk)


def test_every_version_can_be_fetched(ratna):
    paper = issued(ratna)
    issued(ratna, closing="Demikian.")
    for version in Version.objects.all():
        answer = browser(ratna).get(reverse("document-file", args=[paper.pk, version.version]))
        assert answer.content == store.file_path(version.file).read_bytes()


def test_a_paper_goes_out_as_an_attachment_that_runs_nothing(ratna):
    answer = browser(ratna).get(reverse("document-file", args=[issued(ratna).pk, 1]))
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="surat-keterangan-400-7-2026-v1.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_what_no_longer_holds_says_so_in_the_name_of_its_file(ratna):
    paper = issued(ratna)
    cancel(ratna, paper, "salah tanggal")
    answer = browser(ratna).get(reverse("document-file", args=[paper.pk, 1]))
    assert 'filename="BATAL-surat' in answer["Content-Disposition"]


def test_fetching_a_paper_is_written_into_the_trail(ratna):
    paper = issued(ratna)
    browser(ratna).get(reverse("document-file", args=[paper.pk, 1]))
    entry = AuditEntry.objects.get(verb="documents.fetched")
    assert (entry.ident, entry.person) == (str(paper.pk), ratna.person)


def test_a_paper_without_a_workbook_has_none_to_fetch(ratna):
    assert browser(ratna).get(reverse("document-book", args=[issued(ratna).pk, 1])).status_code == 404


def test_the_workbook_goes_out_as_one(ratna):
    sheet = Sheet(name="Lampiran", columns=(Column("Desa"),), rows=[("Plakaran",)])
    answer = browser(ratna).get(reverse("document-book", args=[issued(ratna, sheets=(sheet,)).pk, 1]))
    assert answer["Content-Disposition"].endswith('.xlsx"')


def test_a_version_that_was_never_printed_is_absent(ratna):
    assert browser(ratna).get(reverse("document-file", args=[issued(ratna).pk, 7])).status_code == 404


def test_a_file_that_was_lost_is_absent_and_not_an_error(ratna):
    paper = issued(ratna)
    store.drop_file(paper.versions.get().file)
    assert browser(ratna).get(reverse("document-file", args=[paper.pk, 1])).status_code == 404


@pytest.mark.parametrize("name, more", [("document", ()), ("document-file", (1,)), ("document-cancel", ())])
def test_a_paper_of_another_territory_looks_like_one_that_does_not_exist(ratna, name, more):
    paper = issued(bu_ratna(TEGAL), territory=TEGAL)
    client = browser(ratna)
    foreign = client.get(reverse(name, args=[paper.pk, *more]))
    missing = client.get(reverse(name, args=[99_999, *more]))
    assert foreign.status_code == missing.status_code == 404
    assert _same(foreign) == _same(missing)


def _same(answer) -> str:
    return answer.content.decode().replace(answer.wsgi_request.path, "")


def test_the_list_holds_papers_of_the_territory_and_below_only(ratna):
    issued(ratna, territory=PLAKARAN, title="Surat Desa")
    issued(bu_ratna(TEGAL), territory=TEGAL, title="Surat Tegal", source="coba:surat:2")
    page = text(browser(ratna), "documents")
    assert "Surat Desa" in page
    assert "Surat Tegal" not in page


def test_a_village_does_not_see_the_papers_of_its_kabupaten(ratna):
    paper = issued(ratna)
    lurah = browser(hat("Bu Lurah", Role.LURAH, PLAKARAN))
    assert lurah.get(reverse("document", args=[paper.pk])).status_code == 404


def test_a_paper_that_asks_for_another_right_is_absent_without_it(ratna):
    paper = issued(ratna, territory=PLAKARAN, reading=Right.REGISTER_SEE)
    darmo = browser(hat("Pak Darmo", Role.LPMK, PLAKARAN))
    assert darmo.get(reverse("document", args=[paper.pk])).status_code == 404
    assert (
        browser(hat("Bu Lurah", Role.LURAH, PLAKARAN)).get(reverse("document", args=[paper.pk])).status_code
        == 200
    )


def test_pak_joko_sees_nothing(ratna):
    paper = issued(ratna, territory=PLAKARAN)
    joko = browser(hat("Pak Joko", Role.LPMK, "33.27.01.2002"))
    assert SECRET_WORDS not in text(joko, "documents")
    for name, more in (("document", ()), ("document-file", (1,))):
        assert joko.get(reverse(name, args=[paper.pk, *more])).status_code == 404


def test_a_stranger_is_sent_to_the_door(ratna):
    paper = issued(ratna)
    answer = browser().get(reverse("document-file", args=[paper.pk, 1]))
    assert (answer.status_code, answer.url.partition("?")[0]) == (302, reverse("access:sign-in"))


def test_somebody_without_a_hat_fetches_nothing(ratna):
    paper = issued(ratna)
    answer = browser(who=person("Pak Joko")).get(reverse("document-file", args=[paper.pk, 1]))
    assert answer.url.startswith(reverse("access:hats"))


def test_a_camat_sees_the_papers_of_his_villages(ratna):
    paper = issued(ratna, territory=PLAKARAN)
    camat = browser(hat("Pak Camat", Role.CAMAT, MOGA))
    assert camat.get(reverse("document", args=[paper.pk])).status_code == 200


def test_a_paper_is_cancelled_on_its_page(ratna):
    paper = issued(ratna)
    sent = {"request_id": str(uuid4()), "reason": "salah tanggal"}
    answer = browser(ratna).post(reverse("document-cancel", args=[paper.pk]), sent)
    assert answer.url == reverse("document", args=[paper.pk])
    assert "salah tanggal" in text(browser(ratna), "document", paper.pk)


def test_a_paper_is_not_cancelled_without_a_reason(ratna):
    paper = issued(ratna)
    answer = browser(ratna).post(reverse("document-cancel", args=[paper.pk]), {"request_id": str(uuid4())})
    assert answer.status_code == 422


def test_a_replay_cancels_once(ratna):
    paper = issued(ratna)
    client, sent = browser(ratna), {"request_id": str(uuid4()), "reason": "salah tanggal"}
    answers = [client.post(reverse("document-cancel", args=[paper.pk]), sent) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert AuditEntry.objects.filter(verb="documents.cancelled").count() == 1


def test_a_paper_is_replaced_on_its_page(ratna):
    old, new = issued(ratna), issued(ratna, source="coba:surat:2", number="400/8/2026")
    sent = {"request_id": str(uuid4()), "reason": "keputusan baru", "successor": str(new.pk)}
    browser(ratna).post(reverse("document-replace", args=[old.pk]), sent)
    assert "Lalu? Diganti Surat Keterangan 400/8/2026" in text(browser(ratna), "document", old.pk)


def test_only_papers_of_the_same_kind_and_place_may_replace(ratna):
    old = issued(ratna)
    foreign = issued(bu_ratna(TEGAL), territory=TEGAL, source="coba:surat:2")
    sent = {"request_id": str(uuid4()), "reason": "keputusan baru", "successor": str(foreign.pk)}
    issued(ratna, source="coba:surat:3")
    assert browser(ratna).post(reverse("document-replace", args=[old.pk]), sent).status_code == 422


def test_the_way_forward_is_shown_from_a_paper_that_gave_way(ratna):
    old, new = issued(ratna), issued(ratna, source="coba:surat:2")
    supersede(ratna, old, new, "keputusan baru")
    assert f'href="{reverse("document", args=[new.pk])}"' in text(browser(ratna), "document", old.pk)
