"""Is this paper ours? Codes, signed texts, and what a check says of a forged one."""

import hashlib
import io
import os
import stat
from functools import cache

import pikepdf
import pytest
import segno
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from berdaya.documents.crockford import crockford, from_crockford
from berdaya.documents.fileseal import BLANK
from berdaya.documents.fileseal import MARK as SEAL_MARK
from berdaya.documents.paper import Proof, render
from berdaya.documents.qr import MODULE_MM, qr_code
from berdaya.documents.sample import TEMPLATE
from berdaya.documents.verification import (
    MARK,
    OfficeKey,
    Verdict,
    check_content,
    check_file,
    check_text,
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
    one = check_text(signed(), KEYS).facts["values_sha256"]
    other = sealed(paper(), values(note="lain"), KEY).proof.text
    assert one != check_text(other, KEYS).facts["values_sha256"]


def test_changed_signatory_changes_the_digest():
    other = sealed(paper(signatories=()), values(), KEY).proof.text
    assert check_text(signed(), KEYS).facts["values_sha256"] != check_text(other, KEYS).facts["values_sha256"]


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


ADDRESS = "https://berdaya.contoh.go.id"


@cache
def sealed_pdf(key: OfficeKey = KEY, address: str = "") -> bytes:
    return render(TEMPLATE, sealed(paper(), values(), key, address), values())


@pytest.mark.parametrize("address", ["", ADDRESS])
def test_a_pdf_as_printed_is_proven_to_the_last_byte(address):
    check = check_file(sealed_pdf(address=address), KEYS)
    assert (check.verdict, check.content_checked) == (Verdict.AUTHENTIC, True)
    assert check.facts["number"] == "188.4/118/Tahun 2025"
    assert check.facts["file_sha256"] == hashlib.sha256(sealed_pdf(address=address)).hexdigest()


def test_same_paper_and_key_give_the_same_sealed_bytes():
    again = render(TEMPLATE, sealed(paper(), values(), KEY), values())
    assert again == sealed_pdf()
    assert BLANK.encode() not in again


def test_a_sealed_paper_is_still_archived_form():
    with pikepdf.open(io.BytesIO(sealed_pdf())) as pdf, pdf.open_metadata() as meta:
        assert (meta["pdfaid:part"], meta["pdfaid:conformance"], meta["pdfuaid:part"]) == ("2", "B", "1")
        assert meta["pdf:Keywords"] == str(pdf.docinfo.Keywords)
    assert sealed_pdf().rstrip().endswith(b"%%EOF")


@settings(max_examples=150)
@given(st.data())
def test_any_changed_byte_of_a_file_is_noticed(data):
    whole = sealed_pdf()
    place = data.draw(st.integers(0, len(whole) - 1))
    other = data.draw(st.integers(0, 255).filter(lambda byte: byte != whole[place]))
    forged = whole[:place] + bytes([other]) + whole[place + 1 :]
    assert check_file(forged, KEYS).verdict is not Verdict.AUTHENTIC


def test_every_sign_of_the_seal_counts():
    whole = sealed_pdf()
    start = whole.index(SEAL_MARK.encode())
    for place in range(start, start + len(BLANK)):
        other = b"7" if whole[place : place + 1] != b"7" else b"6"
        assert check_file(whole[:place] + other + whole[place + 1 :], KEYS).verdict is not Verdict.AUTHENTIC


@pytest.mark.parametrize("more", [b"\n", b"%", b"1 0 obj<<>>endobj", BLANK.encode()])
def test_what_is_added_to_a_file_is_noticed(more):
    assert check_file(sealed_pdf() + more, KEYS).verdict is Verdict.ALTERED
    assert check_file(more + sealed_pdf(), KEYS).verdict is Verdict.ALTERED


def test_a_number_of_other_letters_leaves_room_for_the_seal_too():
    odd = paper(number="é–1/العربية")
    assert check_file(render(TEMPLATE, sealed(odd, values(), KEY), values()), KEYS).content_checked


def test_a_code_copied_to_another_pdf_proves_nothing():
    forged = render(TEMPLATE, paper(proof=Proof(signed(), signed=signed())), values(note="palsu"))
    check = check_file(forged, KEYS)
    assert (check.verdict, check.content_checked) == (Verdict.UNSEALED, False)
    assert check.lines() == []


def test_a_code_and_a_seal_copied_to_another_pdf_prove_nothing():
    whole = sealed_pdf()
    start = whole.index(SEAL_MARK.encode())
    copied = whole[start : start + len(BLANK)]
    proof = Proof(signed(), signed=signed(), seal=lambda content: content.replace(BLANK.encode(), copied))
    forged = render(TEMPLATE, paper(proof=proof), values(note="palsu"))
    assert check_file(forged, KEYS).verdict is Verdict.ALTERED


def test_a_seal_of_another_key_than_that_of_the_code_proves_nothing():
    seal = sealed(paper(), values(), OTHER).proof.seal
    forged = render(TEMPLATE, paper(proof=Proof(signed(), signed=signed(), seal=seal)), values(note="palsu"))
    both = [*KEYS, OTHER.private.public_key()]
    assert check_file(forged, both).verdict is Verdict.ALTERED


def test_a_file_that_holds_only_the_text_is_that_text():
    check = check_content(f"\n{signed()}\n".encode(), KEYS)
    assert (check.verdict, check.content_checked) == (Verdict.AUTHENTIC, False)


def test_a_letter_that_quotes_a_genuine_text_is_not_genuine():
    letter = f"Bantuan untuk desa Anda naik tiga kali. {signed()}".encode()
    assert check_content(letter, KEYS).verdict is Verdict.UNSEALED


def test_a_template_without_room_for_the_seal_is_a_slip_of_the_programmer():
    with pytest.raises(ValueError, match="room for the seal"):
        sealed(paper(), values(), KEY).proof.seal(b"%PDF-1.7")


def test_offline_paper_carries_its_code_on_the_first_page_only():
    content = render(TEMPLATE, sealed(paper(), values(), KEY), values(paragraphs=["kata " * 2000]))
    first, *rest = pages_of(content)
    assert "bawanaskahinikekantorpenerbit" in first.lower()
    assert "berdayadocumentsverify" not in first
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
