"""Which way a factor points: the claim belongs to the sex beside it, and what is not clear is not blamed."""

import pytest

from berdaya.budget.rules.verdicts import Result
from tests.budget.cases import corrected, results

RT = [{"label": "Partisipasi: ketua RT", "L": 79, "P": 17}]


def direction(text: str, data=RT) -> Result:
    (found,) = results(corrected(data=data, faktor={"partisipasi": text}), "G11")
    return found


@pytest.mark.parametrize(
    "text",
    [
        "Dibanding perempuan, laki-laki lebih banyak",
        "Dibandingkan dengan perempuan laki-laki lebih banyak",
        "Ketua RT perempuan 17 dari 96 (17,7%): lebih banyak laki-laki",
        "Perempuan 17 dan laki-laki 79, sehingga didominasi laki-laki",
        "Keterwakilan perempuan rendah, lebih banyak laki-laki",
        "Keterwakilan perempuan rendah",
        "Dominasi laki-laki, perempuan kurang terwakili",
        "Ketua RT perempuan tidak lebih banyak dari laki-laki",
        "Ketua RT perempuan lebih sedikit daripada laki-laki",
        "Semuanya hampir laki-laki, lebih banyak dari perempuan",
        "Laki-laki 79 orang (82,3%) mendominasi",
        "Laki-laki lebih banyak dan perempuan lebih sedikit",
        "Tidak didominasi perempuan",
        "Ketua RT perempuan hanya 17 dari 96, lebih banyak laki-laki",
        "Ketua RT mayoritas laki-laki",
    ],
)
def test_a_true_sentence_passes_wherever_the_other_sex_stands_in_it(text):
    assert direction(text) is Result.PASS


@pytest.mark.parametrize(
    "text",
    [
        "Tidak didominasi laki-laki",
        "Dibanding laki-laki, perempuan lebih banyak",
        "Laki-laki 79, sehingga didominasi perempuan",
        "Ketua RT laki-laki lebih sedikit daripada perempuan",
        "Laki-laki tidak lebih banyak dari perempuan",
        "Ketua RT mayoritas perempuan",
        "Tidak ada dominasi laki-laki",
    ],
)
def test_a_false_sentence_fails_also_when_it_is_a_denial(text):
    assert direction(text) is Result.FAIL


@pytest.mark.parametrize(
    "text",
    [
        "Tidak benar bahwa perempuan lebih banyak",
        "Bukan perempuan yang lebih banyak",
        "Antara laki-laki dan perempuan lebih banyak yang sibuk",
        "Diharapkan perempuan lebih banyak menjadi ketua RT",
        "Laki-laki kurang aktif dalam rapat",
        "Sebagian besar perempuan bekerja di rumah",
        "Keluarga perempuan lebih banyak dari 5 orang",
        "Perempuan didominasi",
    ],
)
def test_what_the_words_leave_open_is_unknown_and_never_an_error(text):
    assert direction(text) is Result.UNKNOWN


def test_two_claims_that_differ_may_speak_of_two_data():
    data = [*RT, {"label": "Partisipasi: Karang Taruna", "L": 16, "P": 18}]
    text = "Ketua RT lebih banyak laki-laki, Karang Taruna lebih banyak perempuan"
    assert direction(text, data) is Result.UNKNOWN
    assert direction(text) is Result.FAIL


def test_families_of_few_means_claim_nothing_of_the_sexes():
    assert direction("Perempuan kepala keluarga kurang mampu") is Result.NOT_APPLICABLE


def test_capital_letters_beside_numbers_name_the_sexes():
    def compared(text):
        return results(corrected(faktor={"partisipasi": text}), "G09")

    assert compared("RT P 17/96 = 17,7 %, RW 0/8") == [Result.PASS]
    assert compared("Honorarium P 16,1 %, L 83,9 %") == [Result.PASS]
    for text in ("Gang L dan gang P, 17 dari 96 lebih", "rt p 17/96, rw 0/8", "PP 17 tahun 2018, UU 25"):
        assert compared(text) == [Result.FAIL]
