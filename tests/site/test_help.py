"""Help that a user of the office can open: the written instructions as pages."""

import re
import tomllib

import pytest

from berdaya.access.rules.roles import Role
from berdaya.site.guides import guides
from tests.office import browser, hat
from tests.shape.sizes import ROOT

WRITTEN = sorted(path.stem for part in ("lessons", "recipes") for path in (ROOT / "docs" / part).glob("*.md"))


def page(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_every_written_instruction_is_listed_and_no_folder_is_named(client):
    told = page(client, "/bantuan")
    listed = re.findall(r'href="/bantuan/([a-z-]+)"', told)
    assert sorted(listed) == sorted(guide.slug for guide in guides().values())
    assert len(listed) == len(set(listed)) == len(WRITTEN)
    assert "docs/" not in told


@pytest.mark.parametrize("name", WRITTEN)
def test_every_instruction_is_a_page_whose_links_open(client, name):
    told = page(client, f"/bantuan/{guides()[name].slug}")
    assert guides()[name].title in told
    for address in set(re.findall(r'href="([^"#]+)"', guides()[name].html)):
        assert client.get(address).status_code == 200
    assert ".md" not in re.sub(r"<code.*?</code>", "", guides()[name].html, flags=re.S)


def test_what_was_typed_as_code_or_as_a_table_is_shown_so(client):
    paper = page(client, "/bantuan/memeriksa-keaslian-naskah")
    assert '<pre tabindex="0"><code>berdaya documents verify TEKS' in paper
    assert '<code class="text-body">/v/</code>' in paper
    brought = page(client, "/bantuan/mengimpor-daftar-rumah-tangga")
    assert '<pre tabindex="0"><code>berdaya register describe' in brought
    units = page(client, "/bantuan/mencatat-rt-dan-perubahannya")
    assert '<div class="table-responsive" tabindex="0">' in units


def test_instructions_with_commands_are_listed_apart():
    typed = {name for name, guide in guides().items() if guide.typed}
    assert {"import-register", "destroy-keys", "run-an-office"} <= typed
    assert typed.isdisjoint({"bring-register", "record-rt", "decide-assisted-villages"})


def test_an_english_address_of_earlier_times_leads_to_the_indonesian_one(client):
    answer = client.get("/bantuan/record-rt")
    assert (answer.status_code, answer.url) == (301, "/bantuan/mencatat-rt-dan-perubahannya")
    assert page(client, answer.url)


def test_an_instruction_that_nobody_wrote_is_not_there(client):
    assert client.get("/bantuan/tidak-ada").status_code == 404


def test_the_package_carries_the_instructions():
    wheel = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert wheel["force-include"] == {
        "docs/lessons": "berdaya/site/guides/lessons",
        "docs/recipes": "berdaya/site/guides/recipes",
    }


def test_a_village_is_not_sent_to_recipes_of_the_command_line(db):
    lurah, admin = hat("Bu Lurah", Role.LURAH, "33.27.04.2010"), hat("Admin", Role.ADMINISTRATOR, "33.27")
    page = browser(lurah).get("/bantuan").content.decode()
    assert "Petunjuk langkah demi langkah" in page
    assert "Untuk yang mengurus komputer kantor" not in page
    assert "Untuk yang mengurus komputer kantor" in browser(admin).get("/bantuan").content.decode()
