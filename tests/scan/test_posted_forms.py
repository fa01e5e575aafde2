"""Addresses that only take forms: opened by themselves they lead to the page on which their form stands."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import resolve, reverse

from berdaya.access.rules.roles import Role
from tests.office import PEMALANG, hat
from tests.register.bringing import Desk
from tests.scan.things import a_cycle, a_visit
from tests.scan.things_profile import agency
from tests.shape.matrix import ROUTES

pytestmark = pytest.mark.django_db
POSTED = {route.name: route for route in ROUTES if route.post and route.name.startswith("scan-")}


@pytest.fixture
def desk():
    return Desk(hat("Bu Ratna", Role.BAPPEDA, PEMALANG))


@pytest.mark.parametrize("name", sorted(POSTED))
def test_reloading_the_address_of_a_form_leads_to_its_page(desk, name):
    made = dict(POSTED[name].thing(desk.worn))
    made.pop("territory")
    address = reverse(name, kwargs=made)
    led = desk.client.get(address)
    assert led.status_code == 302, f"{name} gave {led.status_code}"
    assert resolve(led.url).view_name.startswith("scan-")
    page = desk.client.get(led.url, follow=True)
    assert page.status_code == 200, f"{name} led to {led.url}"
    other = Desk(agency("Dinas Lain")).client.get(address, follow=True)
    assert other.status_code == 404


def test_a_refused_photo_shows_its_form_and_opens_there_again(desk):
    made = a_visit(desk.worn, a_cycle(desk.worn).households.first())
    page = SimpleUploadedFile("foto.jpg", b"<html><script>1</script></html>")
    refused = desk.post("scan-photo-add", made.pk, file=page)
    assert refused.status_code == 422
    assert desk.get("scan-photo-add", made.pk).url == reverse("scan-visit", args=[made.pk, "periksa"])
    assert desk.client.put(reverse("scan-photo-add", args=[made.pk])).status_code == 405
