"""Numbers: one book for each office, kind and year; no number is given twice, none is lost."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.urls import reverse

from berdaya.access.rules.roles import Role
from berdaya.documents.models import Number, NumberGap, Series
from berdaya.documents.numbering import leave_unused, open_book, take_from, take_number
from berdaya.documents.services import cancel
from berdaya.kernel.findings import Refused
from tests.documents.office import DAY, bu_ratna, issued
from tests.office import PEMALANG, TEGAL, browser, hat

BOOK = ("Bappeda", "Surat Keterangan", DAY.year, "400/{n}/{tahun}")


def refused(call, *args, **kwargs) -> str:
    with pytest.raises(Refused) as caught:
        call(*args, **kwargs)
    return caught.value.findings[0].code


def send(client, name, *args, **fields):
    return client.post(reverse(name, args=args), {"request_id": str(uuid4()), **fields})


@pytest.mark.django_db
class TestTaking:
    @pytest.fixture
    def ratna(self):
        return bu_ratna()

    @pytest.fixture
    def book(self, ratna):
        return open_book(ratna, *BOOK, first=118)

    def test_a_book_goes_on_where_the_one_on_paper_stopped(self, ratna, book):
        assert take_from(ratna, book, DAY, "undangan").text == "400/118/2026"

    def test_each_number_is_taken_once(self, ratna, book):
        taken = [take_from(ratna, book, DAY, "undangan").n for _ in range(3)]
        assert taken == [118, 119, 120]

    def test_the_same_source_gets_the_same_number(self, ratna, book):
        one, two = (take_number(ratna, PEMALANG, *BOOK[:2], DAY, source="coba:surat:1") for _ in range(2))
        assert one == two

    def test_a_source_whose_paper_was_cancelled_gets_a_new_number(self, ratna, book):
        cancel(ratna, issued(ratna, number=None), "salah")
        assert issued(ratna, number=None).number == "400/119/2026"

    def test_a_number_is_taken_for_something(self, ratna, book):
        assert refused(take_from, ratna, book, DAY, " ") == "number.for_nothing"

    def test_a_number_of_this_year_is_not_put_on_a_paper_of_last_year(self, ratna, book):
        assert refused(take_from, ratna, book, date(2025, 12, 31), "undangan") == "number.other_year"

    def test_a_new_year_goes_on_with_the_form_of_the_last(self, ratna, book):
        number = take_number(ratna, PEMALANG, *BOOK[:2], date(2027, 1, 4), source="coba:surat:9")
        assert number.text == "400/1/2027"

    def test_a_year_without_a_book_before_it_has_none(self, ratna, book):
        code = refused(take_number, ratna, PEMALANG, *BOOK[:2], date(2028, 1, 4), source="coba:surat:9")
        assert code == "number.no_book"

    def test_two_offices_count_apart(self, ratna, book):
        other = open_book(ratna, "DP3A", *BOOK[1:])
        assert take_from(ratna, other, DAY, "undangan").n == 1

    def test_a_book_is_opened_once(self, ratna, book):
        assert refused(open_book, ratna, *BOOK) == "number.book_is_there"

    def test_a_form_without_a_place_for_the_number_opens_no_book(self, ratna):
        assert refused(open_book, ratna, "Bappeda", "Surat", 2026, "400/{tahun}") == "number.no_place"

    def test_a_gap_is_told_with_its_reason(self, ratna, book):
        number = take_from(ratna, book, DAY, "undangan")
        leave_unused(ratna, number, "rapat batal")
        assert NumberGap.objects.get().reason == "rapat batal"
        assert take_from(ratna, book, DAY, "undangan").n == number.n + 1

    def test_a_gap_is_told_once(self, ratna, book):
        number = take_from(ratna, book, DAY, "undangan")
        assert leave_unused(ratna, number, "rapat batal") == leave_unused(ratna, number, "lain")

    def test_a_number_with_a_paper_is_no_gap(self, ratna, book):
        issued(ratna, number=None)
        assert refused(leave_unused, ratna, Number.objects.get(), "batal") == "number.has_a_paper"

    def test_somebody_of_another_territory_takes_no_number(self, ratna, book):
        assert refused(take_from, bu_ratna(TEGAL), book, DAY, "undangan") == "access.elsewhere"


@pytest.mark.django_db(transaction=True)
def test_people_who_take_a_number_at_once_get_different_ones():
    ratna = bu_ratna()
    book = open_book(ratna, *BOOK)

    def take(turn: int) -> int:
        try:
            return take_from(ratna, book, DAY, f"surat {turn}").n
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as crowd:
        taken = list(crowd.map(take, range(12)))
    assert sorted(taken) == list(range(1, 13))
    assert Series.objects.get().last == 12


@pytest.mark.django_db(transaction=True)
def test_people_who_begin_a_new_year_at_once_begin_one_book():
    ratna = bu_ratna()
    open_book(ratna, *BOOK)

    def take(turn: int) -> int:
        try:
            day = date(2027, 1, 4)
            return take_number(ratna, PEMALANG, *BOOK[:2], day, source=f"coba:surat:{turn}").n
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as crowd:
        taken = list(crowd.map(take, range(8)))
    assert sorted(taken) == list(range(1, 9))
    assert Series.objects.filter(year=2027).count() == 1


@pytest.mark.django_db
class TestPages:
    @pytest.fixture
    def ratna(self):
        return bu_ratna()

    def test_a_book_is_opened_on_its_page(self, ratna):
        fields = dict(zip(("office", "kind", "year", "pattern"), BOOK, strict=True))
        answer = send(browser(ratna), "number-book-new", first=118, **fields)
        assert answer.status_code == 302
        assert Series.objects.get().last == 117

    def test_a_wrong_form_is_told_at_its_field(self, ratna):
        fields = {"office": "Bappeda", "kind": "Surat", "year": 2026, "pattern": "400/{tahun}", "first": 1}
        answer = send(browser(ratna), "number-book-new", **fields)
        assert answer.status_code == 422
        assert "tidak memuat {n} tepat satu kali" in answer.content.decode()

    def test_a_double_click_takes_one_number(self, ratna):
        book = open_book(ratna, *BOOK)
        client, sent = (
            browser(ratna),
            {"purpose": "undangan", "day": "2026-03-21", "request_id": str(uuid4())},
        )
        answers = [client.post(reverse("number-book", args=[book.pk]), sent) for _ in range(2)]
        assert [answer.status_code for answer in answers] == [302, 302]
        assert Number.objects.count() == 1

    def test_the_same_form_with_other_content_takes_no_second_number(self, ratna):
        book = open_book(ratna, *BOOK)
        client, sent = (
            browser(ratna),
            {"purpose": "undangan", "day": "2026-03-21", "request_id": str(uuid4())},
        )
        client.post(reverse("number-book", args=[book.pk]), sent)
        answer = client.post(reverse("number-book", args=[book.pk]), sent | {"purpose": "lain"})
        assert answer.status_code == 409
        assert Number.objects.count() == 1

    def test_the_book_shows_what_became_of_each_number(self, ratna):
        book = open_book(ratna, *BOOK)
        issued(ratna, number=None)
        leave_unused(ratna, take_from(ratna, book, DAY, "undangan"), "rapat batal")
        take_from(ratna, book, DAY, "edaran")
        page = browser(ratna).get(reverse("number-book", args=[book.pk])).content.decode()
        assert "Surat Keterangan Dampingan" in page
        assert "rapat batal" in page
        assert "1 nomor belum ada naskahnya" in page

    def test_a_number_is_left_unused_on_its_page(self, ratna):
        number = take_from(ratna, open_book(ratna, *BOOK), DAY, "undangan")
        answer = send(browser(ratna), "number-unused", number.series_id, number.pk, reason="rapat batal")
        assert answer.status_code == 302
        assert NumberGap.objects.get().number == number

    def test_a_book_of_another_territory_is_absent(self, ratna):
        book = open_book(bu_ratna(TEGAL), *BOOK)
        assert browser(ratna).get(reverse("number-book", args=[book.pk])).status_code == 404

    def test_the_office_without_books_says_what_to_do(self, ratna):
        assert "Buka buku pertama" in browser(ratna).get(reverse("number-books")).content.decode()

    def test_the_list_of_books_asks_the_database_once(self, ratna, django_assert_max_num_queries):
        for year in range(2020, 2027):
            open_book(ratna, "Bappeda", "Surat", year, "{n}/{tahun}")
        client = browser(ratna)
        client.get(reverse("number-books"))
        with django_assert_max_num_queries(4):
            client.get(reverse("number-books"))

    def test_an_operator_opens_a_book_for_the_village(self):
        operator = hat("Pak Darmo", Role.OPERATOR, "33.27.01.2001")
        assert open_book(operator, "Desa Plakaran", *BOOK[1:]).territory == "33.27.01.2001"
