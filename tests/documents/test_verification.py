"""Is this paper ours? Codes, signed texts, and what a check says of a forged one."""

import os
import stat

import pytest
import segno
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from berdaya.documents.paper import Proof, render
from berdaya.documents.qr import MODULE_MM, qr_code
from berdaya.documents.sample import TEMPLATE
from berdaya.documents.verification import (
    MARK,
    OfficeKey,
    Verdict,
    check_text,
    crockford,
    from_crockford,
    office_key,
    public_address,
    public_keys,
    seal,
    sealed,
    signed_text_in,
)
from berdaya.kernel.findings import Refused
from tests.documents.cases import pages_of, paper, values

KEY = OfficeKey(Ed25519PrivateKey.from_private_bytes(bytes(range(32))))
OTHER = OfficeKey(Ed25519PrivateKey.from_private_bytes(bytes(32)))
KEYS = [KEY.private.public_key()]


def signed() -> str:
    return sealed(paper(), values(), KEY).proof.text


def test_signed_text_says_what_the_paper_is():
    check = check_text(signed(), KEYS)
    assert check.verdict is Verdict.AUTHENTIC
    assert check.facts["number"] == "188.4/118/Tahun 2025"
    assert (check.facts["date"], check.facts["office"]) == ("2025-03-21", "Bappeda")
    assert check.facts["status"] == "CONTOH"


def test_same_paper_and_key_give_the_same_text():
    assert signed() == signed()


def test_every_changed_sign_is_noticed():
    text = signed()
    for place in range(len(MARK), len(text), 7):
        other = "7" if text[place] != "7" else "8"
        assert check_text(text[:place] + other + text[place + 1 :], KEYS).verdict is not Verdict.AUTHENTIC


def test_changed_values_change_the_digest():
    one = check_text(signed(), KEYS).facts["sha256"]
    other = sealed(paper(), values(note="lain"), KEY).proof.text
    assert one != check_text(other, KEYS).facts["sha256"]


def test_changed_signatory_changes_the_digest():
    other = sealed(paper(signatories=()), values(), KEY).proof.text
    assert check_text(signed(), KEYS).facts["sha256"] != check_text(other, KEYS).facts["sha256"]


def test_text_of_another_office_is_not_called_forged():
    check = check_text(signed(), [OTHER.private.public_key()])
    assert check.verdict is Verdict.UNKNOWN_KEY
    assert check.lines() == []


def test_forger_with_his_own_key_is_found_out():
    forged = sealed(paper(number="188.4/999"), values(), OTHER).proof.text
    assert check_text(forged, KEYS).verdict is Verdict.UNKNOWN_KEY


@pytest.mark.parametrize("text", ["", "BRD1.", "BRD1.ABC", "halo", "BRD1." + "!" * 300, "BRD1." + "A" * 300])
def test_other_text_is_unreadable(text):
    assert check_text(text, KEYS).verdict is Verdict.UNREADABLE


@given(st.text(max_size=400))
def test_no_text_breaks_the_check(text):
    assert check_text(MARK + text, KEYS).verdict is not Verdict.AUTHENTIC


def test_text_typed_with_spaces_and_misread_letters_still_counts():
    text = signed()
    typed = text.lower().replace("0", "o").replace("1", "l", 3)
    spaced = "\n".join(typed[i : i + 50] for i in range(0, len(typed), 50))
    assert (
        check_text(spaced.replace("brd l.", MARK).replace("brdl.", MARK), KEYS).verdict is Verdict.AUTHENTIC
    )


@given(st.binary(max_size=200))
def test_base_32_comes_back_as_it_went(data):
    assert from_crockford(crockford(data)) == data


def test_printed_pdf_carries_the_text():
    content = render(TEMPLATE, sealed(paper(), values(), KEY), values())
    assert check_text(signed_text_in(content), KEYS).verdict is Verdict.AUTHENTIC


def test_offline_paper_carries_its_code_on_the_first_page_only():
    content = render(TEMPLATE, sealed(paper(), values(), KEY), values(paragraphs=["kata " * 2000]))
    first, *rest = pages_of(content)
    assert "berdayadocumentsverify" in first
    assert all("adapadahalaman1" in page for page in rest)


def test_online_paper_shows_its_address_on_every_page():
    proof = sealed(paper(), values(), KEY, "https://berdaya.contoh.go.id").proof
    content = render(TEMPLATE, paper(proof=proof), values(paragraphs=["kata " * 2000]))
    assert all(proof.address in page for page in pages_of(content))


def test_code_has_at_least_128_bits_and_belongs_to_the_paper():
    one = sealed(paper(), values(), KEY, "https://berdaya.contoh.go.id").proof.text
    other = sealed(paper(), values(note="lain"), KEY, "https://berdaya.contoh.go.id").proof.text
    code = one.rsplit("/", 1)[1]
    assert one.startswith("HTTPS://BERDAYA.CONTOH.GO.ID/V/")
    assert len(code) * 5 >= 128
    assert code != other.rsplit("/", 1)[1]


def test_code_cannot_be_computed_without_the_key():
    address = "https://berdaya.contoh.go.id"
    assert sealed(paper(), values(), KEY, address).proof != sealed(paper(), values(), OTHER, address).proof


@pytest.mark.parametrize("text", ["HTTPS://BERDAYA.CONTOH.GO.ID/V/" + "A" * 26, MARK + "A" * 320])
def test_modules_stay_readable(text):
    code = qr_code(text)
    modules = segno.make(text, error="m", micro=False, boost_error=False).symbol_size(border=2)[0]
    assert code.side / modules >= MODULE_MM
    assert code.side >= 15


def test_short_address_fits_fifteen_millimetres():
    assert qr_code("HTTPS://BERDAYA.EXAMPLE/V/" + "A" * 26).side == 15


def test_text_too_long_for_paper_is_refused():
    with pytest.raises(Refused):
        qr_code("A" * 2000)


def test_lower_case_never_reaches_the_code():
    with pytest.raises(ValueError, match="upper-case"):
        render(TEMPLATE, paper(proof=Proof("https://x")), values())


def test_key_is_made_once_and_kept_from_others(tmp_path):
    first, again = office_key(tmp_path / "keys"), office_key(tmp_path / "keys")
    assert first.id == again.id
    assert stat.S_IMODE(os.stat(tmp_path / "keys" / "paper-signing.key").st_mode) == 0o600
    assert [key.public_bytes_raw() for key in public_keys(tmp_path / "keys")] == [
        first.private.public_key().public_bytes_raw()
    ]


def test_lost_public_half_is_written_again(tmp_path):
    office_key(tmp_path)
    (tmp_path / "paper-signing.pub").unlink()
    office_key(tmp_path)
    assert len(public_keys(tmp_path)) == 1


def test_office_seals_with_its_own_key_and_address(tmp_path, monkeypatch):
    monkeypatch.setenv("BERDAYA_DATA", str(tmp_path))
    monkeypatch.delenv("BERDAYA_PUBLIC_URL", raising=False)
    assert seal(paper(), values()).proof.address == ""
    monkeypatch.setenv("BERDAYA_PUBLIC_URL", "https://berdaya.contoh.go.id/")
    assert seal(paper(), values()).proof.address.startswith("berdaya.contoh.go.id/v/")


@pytest.mark.parametrize("address", ["berdaya.go.id", "ftp://x.go.id", "https://x.go.id/kantor", "https://"])
def test_address_that_cannot_be_printed_is_refused(address, monkeypatch):
    monkeypatch.setenv("BERDAYA_PUBLIC_URL", address)
    with pytest.raises(Refused):
        public_address()
