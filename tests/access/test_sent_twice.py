"""A double click, a replay, a replay with other content: one deed, one answer."""

import threading
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse, HttpResponseRedirect
from django.test import RequestFactory

from berdaya.access.idempotency import once
from berdaya.access.models import FormReceipt, InboxMessage
from berdaya.access.rules.roles import Role
from berdaya.access.services.inbox import send_to
from berdaya.kernel.findings import Finding, Refused
from tests.office import PEMALANG, browser, hat, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def ratna():
    return person("Bu Ratna")


@once("test.write")
def write(request):
    """A view that leaves one row behind, unless told to fail."""
    if request.POST.get("fail") == "form":
        return HttpResponse("perbaiki", status=422)
    message = send_to(request.person, request.POST.get("text", ""), "")
    if request.POST.get("fail") == "late":
        raise Refused(Finding("x", "x", "x", "x"))
    if request.POST.get("fail") == "rendered":
        return HttpResponse("perbaiki", status=422)
    return HttpResponseRedirect(f"/kotak-masuk/{message.pk}/")


def sent(who, key, **content):
    request = RequestFactory().post("/tulis/", {"request_id": str(key)} | content)
    request.person = who
    return request


def test_the_same_form_twice_is_one_deed_and_one_answer(ratna):
    key = uuid4()
    first, second = write(sent(ratna, key, text="a")), write(sent(ratna, key, text="a"))
    assert (first.url, InboxMessage.objects.count()) == (second.url, 1)


def test_another_form_is_another_deed(ratna):
    write(sent(ratna, uuid4(), text="a"))
    write(sent(ratna, uuid4(), text="a"))
    assert InboxMessage.objects.count() == 2


def test_a_replay_with_other_content_is_refused(ratna):
    key = uuid4()
    write(sent(ratna, key, text="a"))
    response = write(sent(ratna, key, text="b"))
    assert response.status_code == 409
    assert "isi lain" in response.content.decode()
    assert InboxMessage.objects.count() == 1


def test_a_replay_by_another_person_is_refused(ratna):
    key = uuid4()
    write(sent(ratna, key, text="a"))
    assert write(sent(person("Pak Joko"), key, text="a")).status_code == 409


def test_a_replay_to_another_form_is_refused(ratna):
    key = uuid4()
    write(sent(ratna, key, text="a"))
    other = once("test.other")(lambda request: HttpResponseRedirect("/"))
    assert other(sent(ratna, key, text="a")).status_code == 409


def test_a_replay_with_another_file_is_refused(ratna):
    key = uuid4()
    files = [SimpleUploadedFile("a.csv", content) for content in (b"1", b"2")]
    assert write(sent(ratna, key, text="a", file=files[0])).status_code == 302
    assert write(sent(ratna, key, text="a", file=files[1])).status_code == 409


@pytest.mark.parametrize("key", ["", "bukan-nomor", "1234"])
def test_a_form_without_its_number_is_refused(ratna, key):
    assert write(sent(ratna, key, text="a")).status_code == 400
    assert InboxMessage.objects.count() == 0


def test_a_form_with_errors_may_be_corrected_under_the_same_number(ratna):
    key = uuid4()
    assert write(sent(ratna, key, fail="form")).status_code == 422
    assert write(sent(ratna, key, text="benar")).status_code == 302


@pytest.mark.parametrize("fail", ["late", "rendered"])
def test_a_deed_that_fails_half_way_leaves_nothing(ratna, fail):
    key = uuid4()
    try:
        write(sent(ratna, key, text="a", fail=fail))
    except Refused:
        assert fail == "late"
    assert (InboxMessage.objects.count(), FormReceipt.objects.count()) == (0, 0)
    assert write(sent(ratna, key, text="a")).status_code == 302


def test_reading_needs_no_number(ratna):
    view = once("test.read")(lambda request: HttpResponse("isi"))
    assert view(RequestFactory().get("/baca/")).status_code == 200


def test_every_page_with_a_form_gives_a_new_number():
    client = browser(hat("Sri Wahyuni", Role.ADMINISTRATOR, PEMALANG))
    pages = [client.get("/akun/undang/").content.decode() for _ in range(2)]
    assert (
        pages[0].split('name="request_id" value="')[1][:36]
        != pages[1].split('name="request_id" value="')[1][:36]
    )


@pytest.mark.django_db(transaction=True)
def test_a_double_click_is_one_deed(ratna):
    key, answers = uuid4(), []

    def click() -> None:
        try:
            answers.append(write(sent(ratna, key, text="a")).url)
        finally:
            connection.close()

    clicks = [threading.Thread(target=click) for _ in range(5)]
    for thread in clicks:
        thread.start()
    for thread in clicks:
        thread.join()
    assert (len(answers), len(set(answers)), InboxMessage.objects.count()) == (5, 1, 1)
