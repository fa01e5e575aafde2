"""The frame of every page."""

from datetime import timedelta

import pytest

from berdaya.access.clock import now
from berdaya.access.models import HoldingEnd, Sitting
from berdaya.access.rules.roles import Role
from berdaya.access.services.inbox import send_to
from tests.office import MOGA, PEMALANG, PLAKARAN, TEGAL, browser, hat, hold

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "territory, around",
    [(MOGA, "Kabupaten Pemalang"), (PLAKARAN, "Kecamatan Moga"), (PEMALANG, "Jawa Tengah")],
)
def test_the_head_of_a_page_names_the_place_of_the_hat_and_nothing_around_it(territory, around):
    page = browser(hat("Bu Lurah", Role.AUDITOR, territory)).get("/bantuan").content.decode()
    head = page[page.index("<header") : page.index("</header>")]
    assert "Bu Lurah" in head
    assert around not in head


def head_of(page):
    text = page.content.decode()
    return text[text.index("<header") : text.index("</header>")]


def menu_of(page):
    text = page.content.decode()
    return text[text.index('<nav class="b-nav"') :]


class TestFramesAreDrawnOnceAndNeverShownToAnother:
    def test_a_role_that_ended_opens_nothing_and_its_menu_is_gone(self):
        ratna = hat("Bu Ratna", Role.BAPPEDA, PEMALANG)
        client = browser(ratna)
        assert 'href="/register/"' in menu_of(client.get("/bantuan"))
        yesterday = now().date() - timedelta(days=1)
        told = {"reason": "pindah tugas", "ended_by": ratna.person}
        HoldingEnd.objects.create(holding=ratna, last_day=yesterday, **told)
        after = client.get("/bantuan")
        assert 'href="/register/"' not in menu_of(after)
        assert "Pilih peran" in head_of(after)
        assert "Kab. Pemalang" not in head_of(after)
        assert client.get("/dokumen/").status_code == 302

    def test_another_hat_shows_its_own_place_title_and_rooms(self):
        ratna = hat("Bu Ratna", Role.BAPPEDA, PEMALANG)
        guard = hold(ratna.person, Role.ADMINISTRATOR, TEGAL)
        client = browser(ratna)
        before = client.get("/bantuan")
        Sitting.objects.filter(person=ratna.person).update(hat=guard)
        after = client.get("/bantuan")
        assert "Kab. Pemalang" in head_of(before)
        assert "Kab. Pemalang" not in head_of(after)
        assert "Kab. Tegal" in head_of(after)
        assert "Administrator" in head_of(after)
        assert 'href="/register/"' in menu_of(before)
        assert 'href="/register/"' not in menu_of(after)

    def test_two_people_with_the_same_role_each_read_their_own_name(self):
        heads = [
            head_of(browser(hat(name, Role.AUDITOR, MOGA)).get("/bantuan")) for name in ("Bu Sri", "Pak Yo")
        ]
        assert "Bu Sri" in heads[0]
        assert "Pak Yo" not in heads[0]
        assert "Pak Yo" in heads[1]
        assert "Bu Sri" not in heads[1]

    def test_a_message_is_counted_at_the_next_click(self):
        ratna = hat("Bu Ratna", Role.BAPPEDA, PEMALANG)
        client = browser(ratna)
        assert "b-count" not in head_of(client.get("/bantuan"))
        send_to(ratna.person, "Satu kabar", "Isi")
        assert '<span class="b-count">1</span>' in head_of(client.get("/bantuan"))

    def test_what_one_sought_is_not_in_the_head_of_the_next_page(self):
        client = browser(hat("Bu Ratna", Role.BAPPEDA, PEMALANG))
        assert 'value="plakaran &quot;x&quot;"' in head_of(client.get('/cari?q=plakaran "x"'))
        assert "plakaran" not in head_of(client.get("/bantuan"))

    def test_the_menu_marks_where_one_is(self):
        client = browser(hat("Bu Ratna", Role.BAPPEDA, PEMALANG))
        for address in ("/dokumen/", "/register/"):
            marked = menu_of(client.get(address)).count(f'href="{address}" aria-current="page"')
            assert marked == 1

    def test_a_name_with_html_in_it_stays_a_name(self):
        head = head_of(browser(hat("<b>Bu", Role.AUDITOR, MOGA)).get("/bantuan"))
        assert "&lt;b&gt;Bu" in head
