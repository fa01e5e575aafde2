"""What everybody may read without an account, and what somebody below a village finds of his village."""

import pytest
from django.urls import reverse

from berdaya.access.rules.roles import Role
from tests.office import browser, hat
from tests.targeting.desk import bappeda, decreed

pytestmark = pytest.mark.django_db


@pytest.fixture
def decree():
    return decreed(bappeda("Bu Ratna"), bappeda("Pak Darmo"), bappeda("Mas Agus"))[0].decrees.get()


@pytest.fixture
def place(decree):
    return decree.run.computation.results.filter(selected=True).first()


@pytest.fixture
def head(place):
    return browser(hat("Pak Darmo", Role.RT_HEAD, f"{place.code}.001.001"))


def words(answer) -> str:
    return answer.content.decode()


def test_a_stranger_finds_every_decree_and_the_check_of_papers(client, decree):
    page = words(client.get("/warga/"))
    assert decree.number in page
    assert reverse("targeting-public", args=[decree.slug]) in page
    assert reverse("verify-ask") in page
    assert decree.signatory not in page


def test_an_office_without_decrees_says_so(client, db):
    assert "Belum ada keputusan yang diumumkan" in words(client.get("/warga/"))


def test_public_pages_lead_to_each_other_and_the_door_leads_to_them(client, decree):
    for page in (reverse("targeting-public", args=[decree.slug]), reverse("verify-ask")):
        answer = words(client.get(page))
        assert 'href="/warga/"' in answer
        assert f'href="{reverse("verify-ask")}"' in answer
    assert 'href="/warga/">Lihat halaman untuk warga' in words(client.get("/masuk/"))


def test_the_head_of_an_rt_reads_on_his_desk_what_was_decided_for_his_village(head, place, decree):
    desk = words(head.get("/"))
    assert f"{place.name} didampingi" in desk
    assert f"{reverse('targeting-public', args=[decree.slug])}?saring={place.name}" in desk
    assert (
        head.get(f"{reverse('targeting-public', args=[decree.slug])}?saring={place.name}").status_code == 200
    )


def test_the_head_of_an_rt_finds_his_own_village_by_name_and_no_other(head, place, decree):
    page = words(head.get("/cari", {"q": place.name}))
    assert "Desa Anda" in page
    other = decree.run.computation.results.exclude(name=place.name).first()
    assert "Desa Anda" not in words(head.get("/cari", {"q": other.code}))


def test_the_head_of_the_page_offers_one_way_to_change_the_hat_and_no_year_to_choose(db):
    page = words(browser(hat("Bu Ratna", Role.BAPPEDA, "33.27")).get("/"))
    assert "▾" not in page
    assert page.count('class="b-switch"') == 1
    assert "Cari desa, usulan, kegiatan" not in page
