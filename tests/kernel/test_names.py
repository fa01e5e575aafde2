import pytest
from hypothesis import given
from hypothesis import strategies as st

from berdaya.kernel.names import person_name

PARTS = "h hj dr ny bin binti alm moh m muhammad abd st siti spd ii slamet aminah s.pd s.h. (alm) , . - /"
WRITTEN = st.lists(st.sampled_from(PARTS.split(" ")), max_size=8).map(" ".join)


@pytest.mark.parametrize(
    "written, baku",
    [
        ("H. Moch. Soekardjo", "muhammad soekardjo"),
        ("KASTURI", "kasturi"),
        ("Ma'ruf", "maruf"),
        ("Ma’ruf", "maruf"),
        ("Siti Nur'aini binti Darmo", "siti nuraini"),
        ("José", "jose"),
        ("Nur-Hasanah", "nur hasanah"),
        ("Sri   Mulyani\t2", "sri mulyani"),
        ("Siti Aminah (Ibu RT)", "siti aminah"),
        ("Darmo, S.Pd., M.Pd.", "darmo"),
        ("Darmo S.Pd.I M.Si", "darmo"),
        ("Darmo S.H. M.H.", "darmo"),
        ("Darmo S. Kom", "darmo"),
        ("Prof. Dr. H. Darmo", "darmo"),
        ("Bapak Darmo", "darmo"),
        ("Slamet II", "slamet"),
        ("Slamet spd", "slamet"),
        ("M. Zaenuddin", "muhammad zaenuddin"),
        ("Mhd Ali", "muhammad ali"),
        ("Abdoel Moeis", "abdul moeis"),
        ("St Aminah", "siti aminah"),
    ],
)
def test_a_written_name_gets_one_form(written, baku):
    assert person_name(written).nama_baku == baku


@pytest.mark.parametrize("title", ["Dr.", "H.", "Alm", "Ny", "Raden"])
def test_a_title_alone_is_a_name(title):
    assert person_name(title).nama_baku == title.rstrip(".").lower()


@pytest.mark.parametrize("letter", ["M", "St", "Abd"])
def test_a_short_form_alone_is_not_written_out(letter):
    assert person_name(letter).nama_baku == letter.lower()


@pytest.mark.parametrize("written", ["", "  ", "-", "0", "12", "(Alm)", "...", "S.Pd"])
def test_nothing_that_could_be_a_name_gives_none(written):
    name = person_name(written)
    assert name.nama_baku is None
    assert name.n_kata == 0


def test_initials_in_first_place_are_not_taken_for_a_degree():
    assert person_name("S.H. Mintardja").nama_baku == "s h mintardja"
    assert person_name("H.M. Said").nama_baku == "muhammad said"


def test_one_word_is_a_whole_name():
    assert person_name("Tarno").kata == ("tarno",)


def test_haji_is_kept_as_a_flag():
    assert person_name("Hj. Aminah").gelar_haji
    assert person_name("K.H. Aminudin").gelar_haji
    assert not person_name("Aminah").gelar_haji


@pytest.mark.parametrize(
    "written", ["Slamet (Alm)", "Alm. Slamet", "Slamet alm", "Slamet, Alm.", "Alm H. Slamet"]
)
def test_the_late_are_flagged_however_it_is_written(written):
    name = person_name(written)
    assert (name.nama_baku, name.alm) == ("slamet", True)


def test_a_late_father_does_not_make_the_child_late():
    name = person_name("Kasturi bin Wastap (Alm)")
    assert (name.nama_baku, name.nama_ayah, name.alm) == ("kasturi", "wastap", False)
    assert not person_name("Kasturi bin Wastap alm").alm
    assert person_name("Kasturi alm bin Wastap").alm


def test_bin_in_first_place_is_part_of_the_name():
    name = person_name("Bin Darmo")
    assert (name.nama_baku, name.nama_ayah) == ("bin darmo", None)


def test_bin_without_a_father_names_nobody():
    name = person_name("Kasturi bin")
    assert (name.nama_baku, name.nama_ayah) == ("kasturi", None)


@given(st.one_of(st.text(), WRITTEN))
def test_any_text_gives_plain_words_or_none(written):
    name = person_name(written)
    assert " ".join(name.kata) == (name.nama_baku or "")
    assert all(word.isascii() and word.isalpha() and word.islower() for word in name.kata)


@given(st.one_of(st.text(), WRITTEN))
def test_a_name_in_its_form_stays_in_its_form(written):
    once = person_name(written).nama_baku
    assert once is None or person_name(once).nama_baku == once


@given(WRITTEN)
def test_capitals_and_spaces_do_not_matter(written):
    assert person_name(f"  {written.upper()} ").nama_baku == person_name(written).nama_baku
