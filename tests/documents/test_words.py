import datetime as dt

from berdaya.documents.words import count_words, date_words, receipt_words, rupiah_words


def test_rupiah_in_words():
    assert rupiah_words(1_500_000) == "satu juta lima ratus ribu rupiah"


def test_receipt_begins_with_a_capital():
    assert receipt_words(288_500_000) == "Dua ratus delapan puluh delapan juta lima ratus ribu rupiah"


def test_count_in_words():
    assert count_words(96) == "sembilan puluh enam"


def test_date_as_minutes_open_with_it():
    assert date_words(dt.date(2027, 1, 14)) == (
        "Kamis, tanggal empat belas bulan Januari tahun dua ribu dua puluh tujuh (14-01-2027)"
    )
