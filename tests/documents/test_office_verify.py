"""A stranger with a paper in the hand: is it ours, does it hold? Never what it says."""

import pytest
from django.urls import reverse

from berdaya.access.models import LoginAttempt
from berdaya.documents.models import Document
from berdaya.documents.public import LabelledPaper, PublicPaper, public_paper
from berdaya.documents.services import cancel, supersede
from tests.documents.office import SECRET_WORDS, bu_ratna, draft, issued
from tests.office import browser

pytestmark = pytest.mark.django_db


@pytest.fixture
def ratna():
    return bu_ratna()


@pytest.fixture
def paper(ratna):
    return issued(ratna)


def code_of(paper: Document) -> str:
    return paper.versions.first().code


def page(code: str, name: str = "verify", status: int = 200) -> str:
    answer = browser().get(reverse(name, args=[code]))
    assert answer.status_code == status
    return answer.content.decode().replace("<wbr>", "")


def test_a_stranger_reads_kind_number_date_office_status_and_digest(paper):
    told = page(code_of(paper))
    for words in ("Surat Keterangan", "400/7/2026", "21 Maret 2026", "Bappeda", "Terbit"):
        assert words in told
    assert paper.versions.get().sha256 in told


def test_a_stranger_never_reads_what_the_paper_says(ratna, paper):
    told = page(code_of(paper))
    for words in (SECRET_WORDS, "Dampingan", "Ratna", "197004121996032005", paper.label, "coba:surat:1"):
        assert words not in told


def test_the_fields_that_a_stranger_sees_are_these_and_no_others():
    assert list(PublicPaper.__dataclass_fields__) == [
        "code", "kind", "number", "date", "office", "standing", "version", "sha256", "latest", "successor",
    ]  # fmt: skip


def test_the_printed_address_in_capitals_leads_to_the_same_page(paper):
    assert page(code_of(paper), "verify-upper") == page(code_of(paper))


@pytest.mark.parametrize(
    "typed", [str.lower, lambda code: f"{code[:4]}-{code[4:]}", lambda code: f" {code} "]
)
def test_a_code_is_known_however_it_is_typed(paper, typed):
    assert public_paper(typed(code_of(paper))) is not None


def test_a_code_with_letters_that_look_alike_is_known(ratna):
    papers = [issued(ratna, source=f"coba:surat:{i}") for i in range(3)]
    for paper in papers:
        code = code_of(paper)
        assert public_paper(code.replace("0", "O").replace("1", "l")).code == code


@pytest.mark.parametrize("code", ["0" * 26, "x", "'; --", "%00", "0" * 500, "<script>"])
def test_an_unknown_code_gets_one_neutral_page(code):
    told = page(code, status=404)
    assert "Kode ini tidak dikenal kantor ini" in told
    assert told == page("1" * 26, status=404)


def test_a_stranger_who_tries_too_many_codes_has_to_wait(paper):
    client = browser()
    answers = {client.get(reverse("verify", args=[f"{i:026d}"])).status_code for i in range(45)}
    assert answers == {404, 429}
    assert client.get(reverse("verify", args=[code_of(paper)])).status_code == 200


def test_a_known_code_is_no_miss(paper):
    page(code_of(paper))
    assert not LoginAttempt.objects.exists()


def test_unknown_codes_do_not_keep_anybody_from_signing_in(paper):
    client = browser()
    for i in range(45):
        client.get(reverse("verify", args=[f"{i:026d}"]))
    answer = client.post(reverse("access:sign-in"), {"username": "orang", "password": "salah"})
    assert "ditahan" not in answer.content.decode()


def test_a_draft_says_that_it_does_not_hold_yet(ratna):
    assert "rancangan, belum berlaku" in page(code_of(draft(ratna)))


def test_a_cancelled_paper_says_so_without_the_reason(ratna, paper):
    cancel(ratna, paper, "salah nama Bu Siti")
    told = page(code_of(paper))
    assert "Naskah ini batal" in told
    assert "Bu Siti" not in told


def test_a_replaced_paper_leads_to_the_one_that_holds(ratna, paper):
    heir = issued(ratna, source="coba:surat:2", number="400/8/2026")
    supersede(ratna, paper, heir, "keputusan baru")
    told = page(code_of(paper))
    assert "sudah diganti" in told
    assert reverse("verify", args=[code_of(heir)]) in told


def test_an_older_print_says_that_there_is_a_newer_one(ratna, paper):
    old = code_of(paper)
    issued(ratna, closing="Demikian.")
    assert "bukan yang terbaru" in page(old)
    assert "Naskah ini terbit" in page(code_of(paper))


def test_the_older_print_is_shown_with_the_number_that_stands_on_it(ratna):
    old = code_of(draft(ratna, number=None))
    issued(ratna)
    assert public_paper(old).number == ""


def test_a_signed_paper_says_that_it_was_seen_by_a_second_person(paper):
    Document.objects.filter(pk=paper.pk).update(status="ditandatangani")
    assert "diperiksa orang kedua" in page(code_of(paper))


def test_the_page_tells_how_to_compute_the_digest_at_home(paper):
    told = page(code_of(paper))
    for words in ("certutil -hashfile naskah.pdf SHA256", "sha256sum naskah.pdf", "shasum -a 256 naskah.pdf"):
        assert words in told


def test_the_page_is_kept_by_nobody(paper):
    answer = browser().get(reverse("verify", args=[code_of(paper)]))
    assert answer["Cache-Control"] == "no-store"
    assert "noindex" in answer["X-Robots-Tag"]


def test_a_typed_code_leads_to_its_paper(paper):
    answer = browser().get(reverse("verify-ask"), {"kode": f" {code_of(paper).lower()} "})
    assert answer.url == reverse("verify", args=[code_of(paper)])


def test_a_typed_address_leads_to_its_paper_too(paper):
    answer = browser().get(reverse("verify-ask"), {"kode": f"berdaya.example/v/{code_of(paper)}"})
    assert answer.url == reverse("verify", args=[code_of(paper)])


def test_nothing_typed_is_asked_for_again():
    assert browser().get(reverse("verify-ask"), {"kode": ""}).status_code == 422


def test_looking_a_code_up_takes_no_more_than_two_queries(paper, django_assert_max_num_queries):
    client = browser()
    with django_assert_max_num_queries(2):
        client.get(reverse("verify", args=[code_of(paper)]))


def test_the_short_label_at_the_foot_tells_kind_date_and_status_and_nothing_else(paper):
    told = page(paper.label)
    for words in ("Surat Keterangan", "21 Maret 2026", "Bappeda", "Ada naskah terbit"):
        assert words in told
    for words in ("400/7/2026", paper.versions.get().sha256, code_of(paper), SECRET_WORDS, "Dampingan"):
        assert words not in told
    assert list(LabelledPaper.__dataclass_fields__) == ["kind", "date", "office", "standing"]


def test_a_label_is_known_however_it_is_typed_and_says_that_a_paper_is_void(ratna, paper):
    cancel(ratna, paper, "Salah alamat.")
    assert "Naskah ini batal" in page(paper.label.lower().replace("-", " "))


def test_labels_are_counted_so_that_nobody_guesses_through_them(paper):
    who, answers = browser(), []
    for number in range(45):
        answers.append(who.get(reverse("verify", args=[f"0000-{number:04}"])).status_code)
    assert answers[0] == 404
    assert answers[-1] == 429
    assert who.get(reverse("verify", args=[paper.label])).status_code == 429


def test_the_page_that_asks_takes_the_label_too(paper):
    answer = browser().get(reverse("verify-ask"), {"kode": paper.label}, follow=True)
    assert answer.status_code == 200
    assert "Ada naskah terbit" in answer.content.decode()
