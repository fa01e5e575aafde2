"""Blank forms of all rooms: what is printed before the pen comes."""

import pytest
from pypdfium2 import PdfDocument

from berdaya.access.rules.roles import Level
from berdaya.documents.blankforms import blanks, printed
from tests.office import MOGA, PLAKARAN

pytestmark = pytest.mark.django_db
RT = f"{PLAKARAN}.002.003"


def pages_of(name: str, territory: str) -> list[str]:
    content = printed(blanks()[name], "Kantor Uji", territory)
    return [page.get_textpage().get_text_bounded() for page in PdfDocument(content)]


@pytest.mark.parametrize(
    ("name", "own", "other"),
    [
        ("kunjungan-rumah-tangga", PLAKARAN, MOGA),
        ("inventaris-program", PLAKARAN, MOGA),
        ("daftar-usulan-rembug", RT, PLAKARAN),
    ],
)
def test_a_place_of_another_level_is_left_to_the_pen(name, own, other):
    assert "Plakaran" in pages_of(name, own)[0]
    first = pages_of(name, other)[0]
    assert "Moga" not in first
    assert "Plakaran" not in first


def test_a_signature_never_stands_alone_on_the_last_page():
    last = pages_of("inventaris-program", PLAKARAN)[-1]
    assert "Diisi oleh" in last
    assert "Masalah 4" in last


def test_a_form_for_any_place_names_the_place_of_the_office():
    assert blanks()["daftar-hadir"].asks_for == frozenset(Level)
    assert "Moga" in pages_of("daftar-hadir", MOGA)[0]
