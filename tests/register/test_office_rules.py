"""The rules of an upload, of what may be shown, of titles that were settled."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from berdaya.access.territory import covers
from berdaya.kernel.findings import Finding
from berdaya.kernel.veil import possible
from berdaya.register.rules.contents import is_what_it_says, kind_of
from berdaya.register.rules.harmless import file_name, harmless
from berdaya.register.rules.office_words import in_office
from berdaya.register.rules.profiles import shipped_profiles
from berdaya.register.rules.settled import with_settled
from berdaya.register.rules.showing import shown_counts
from berdaya.register.rules.uploads import (
    Intent,
    State,
    UploadLimits,
    may_begin,
    may_confirm,
    may_send,
    may_submit,
    megabytes,
    same_version,
    stands_at,
)
from berdaya.rulebook.rules import shipped

TODAY = date(2026, 11, 21)
LIMITS = UploadLimits.of(shipped().in_force("register_upload", TODAY).values)
PROFILES = frozenset({"bdt2015"})
INTENT = Intent("bdt2015", date(2015, 12, 31), "penetapan sasaran", "Perbup 12/2024", date(2030, 1, 1))


def codes(verdict) -> list[str]:
    return [finding.code for finding in verdict.against]


def test_a_file_with_purpose_basis_and_end_may_begin():
    assert may_begin(INTENT, PROFILES, TODAY).allowed


@pytest.mark.parametrize(
    "changed, code",
    [
        ({"profile": "lain"}, "upload.profile"),
        ({"edition": date(2027, 1, 1)}, "upload.edition"),
        ({"until": TODAY}, "upload.until"),
        ({"field_date": date(2027, 1, 1)}, "upload.field_date"),
        ({"purpose": "  "}, "upload.purpose"),
        ({"legal_basis": ""}, "upload.legal_basis"),
    ],
)
def test_what_keeps_a_file_from_beginning_is_named(changed, code):
    told = {name: getattr(INTENT, name) for name in Intent.__dataclass_fields__} | changed
    assert codes(may_begin(Intent(**told), PROFILES, TODAY)) == [code]


@given(st.integers(1, 10**9))
def test_the_pieces_of_a_file_add_up_to_it(size):
    assert sum(LIMITS.part_size(size, number) for number in range(LIMITS.parts(size))) == size


def test_half_of_the_rows_from_elsewhere_make_it_a_file_of_elsewhere():
    assert LIMITS.mostly_elsewhere(50, 100)
    assert not LIMITS.mostly_elsewhere(49, 100)
    assert not LIMITS.mostly_elsewhere(0, 0)


def test_a_step_begins_only_where_the_file_stands():
    assert stands_at(State.READ, State.READ, State.SENT_BACK).allowed
    refused = stands_at(State.CONFIRMED, State.CHECKED)
    assert "sudah disahkan" in refused.reason


def test_a_decision_about_an_older_version_is_refused():
    assert same_version(3, 3).allowed
    assert codes(same_version(2, 3)) == ["upload.changed"]


def test_a_blocked_or_doubtful_file_is_not_submitted():
    assert may_submit(False, 0).allowed
    assert codes(may_submit(True, 2)) == ["upload.blocked", "upload.doubts"]


def test_rejected_rows_are_left_out_only_when_somebody_says_so():
    assert may_confirm(0, False).allowed
    assert may_confirm(14, True).allowed
    assert "14 baris" in may_confirm(14, False).reason


@pytest.mark.parametrize(
    "given_name, shown",
    [
        ("BDT Pemalang 2015.CSV", "BDT Pemalang 2015.csv"),
        ("C:\\Users\\Ratna\\Desktop\\daftar.xlsx", "daftar.xlsx"),
        ("../../etc/passwd.csv", "passwd.csv"),
        ("3327045507750001.csv", "….csv"),
        ("ruta 3327 0455 0775 0001 siti.csv", "ruta … siti.csv"),
        ("bdt-2015-12-31.csv", "bdt-2015-12-31.csv"),
        ("\u202egnp.csv", "gnp.csv"),
        (".csv", ".csv"),
        ("", "berkas"),
    ],
)
def test_the_name_of_a_file_is_shown_without_folders_and_numbers_of_people(given_name, shown):
    assert file_name(given_name) == shown


@given(st.text(max_size=200))
def test_no_number_of_sixteen_digits_is_shown(text):
    assert "3327045507750001" not in harmless(f"{text}3327045507750001{text}", 300)


def test_words_that_are_shown_keep_their_length():
    assert len(harmless("a" * 500)) == 80


@pytest.mark.parametrize("name", ["data.pdf", "data", "data.docx", "data.csv.exe"])
def test_only_kinds_that_can_be_read_are_sent(name):
    assert codes(may_send(name, 10, LIMITS)) == ["file.kind"]


def test_an_empty_and_a_too_large_file_are_not_sent():
    assert codes(may_send("a.csv", 0, LIMITS)) == ["file.empty"]
    assert codes(may_send("a.csv", LIMITS.upload_bytes + 1, LIMITS)) == ["file.too_large"]
    assert may_send("a.csv", LIMITS.upload_bytes, LIMITS).allowed


@pytest.mark.parametrize(
    "size, words",
    [(0, "0 KB"), (1, "1 KB"), (9_900_000, "9,4 MB"), (1_073_741_824, "1 GB"), (104_858, "0,1 MB")],
)
def test_sizes_are_said_as_people_know_them(size, words):
    assert megabytes(size) == words


@pytest.mark.parametrize(
    "name, head",
    [
        ("a.csv", b"ID;NAMA\n"),
        ("a.csv", b"\xef\xbb\xbfID;NAMA"),
        ("a.csv", b"\xff\xfeI\0D\0"),
        ("a.xlsx", b"PK\x03\x04"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1"),
        ("a.parquet", b"PAR1"),
        ("a.dbf", b"\x03\x73"),
        ("a.zip", b"PK\x05\x06"),
    ],
)
def test_files_that_are_what_they_say_pass(name, head):
    assert is_what_it_says(name, head).allowed


@given(st.binary(max_size=40))
def test_every_beginning_has_a_kind_or_none(head):
    assert isinstance(kind_of(head), str)


def places(*counts: int, kecamatan: str = "33.27.04") -> dict[str, int]:
    return {f"{kecamatan}.{2001 + number}": count for number, count in enumerate(counts)}


def test_a_count_below_the_threshold_is_written_as_less():
    shown = shown_counts(places(9, 0, 120, 45), 10)
    assert [shown.words(code) for code in places(9, 0, 120, 45)] == ["<10", "0", "120", "–"]


def test_one_hidden_village_takes_the_next_smallest_with_it():
    shown = shown_counts(places(9, 30, 120), 10)
    assert not shown.open("33.27.04.2002")
    assert shown.open("33.27.04.2003")
    assert shown.words("33.27.04") == "159"


def test_two_hidden_villages_hide_no_third_only_where_their_sum_leaves_both_free():
    """4 + 6 = 10 may be 1 + 9 as well as 9 + 1; of 6 + 7 = 13 neither can be below 4."""
    assert shown_counts(places(4, 6, 120), 10).open("33.27.04.2003")
    assert not shown_counts(places(6, 7, 120), 10).open("33.27.04.2003")


def test_a_kecamatan_that_must_be_hidden_hides_the_villages_of_the_one_behind_which_it_hides():
    counts = places(5, 2) | places(20, 30, kecamatan="33.27.05") | places(200, 300, kecamatan="33.27.06")
    shown = shown_counts(counts, 10)
    assert shown.words("33.27.04") == "<10"
    assert [shown.open(f"33.27.05.{n}") for n in (2001, 2002)] == [False, False]
    assert shown.words("33.27") == "557"


def test_a_sum_that_would_tell_its_two_small_villages_is_hidden_behind_another():
    """4 + 8 = 12: with the sum known neither could be below 3."""
    shown = shown_counts(
        places(4, 8) | places(200, 300, kecamatan="33.27.05") | places(900, kecamatan="33.27.06"), 10
    )
    assert [shown.words(code) for code in ("33.27.04", "33.27.05", "33.27.06")] == ["–", "–", "900"]
    assert shown.words("33.27") == "1.412"
    assert shown_counts(places(4, 8), 10).words("33.27") == "–"


COUNTS = st.dictionaries(
    st.tuples(st.integers(1, 4), st.integers(2001, 2006)).map(lambda p: f"33.27.{p[0]:02}.{p[1]}"),
    st.integers(0, 60),
    min_size=1,
    max_size=20,
)


@given(COUNTS)
def test_no_small_count_can_be_found_by_taking_what_is_shown_from_a_shown_total(counts):
    shown = shown_counts(counts, 10)
    levels = [*counts, *{c.rpartition(".")[0] for c in counts}, "33.27", "33"]
    for above in {c.rpartition(".")[0] for c in levels if "." in c}:
        children = [c for c in set(levels) if c.rpartition(".")[0] == above and c in shown.counts]
        hidden = [c for c in children if not shown.open(c)]
        if hidden and shown.open(above):
            rest = shown.counts[above] - sum(shown.counts[c] for c in children if shown.open(c))
            assert len(hidden) > 1
            assert rest >= 10
            small = [c for c in hidden if 0 < shown.counts[c] < 10]
            others = [c for c in hidden if shown.counts[c] >= 10]
            ranges = [(1, 9)] * len(small) + [(1, rest)] * len(others)
            assert all(high - low >= 8 for low, high in possible(ranges, rest)[: len(small)])


@given(COUNTS)
def test_sums_above_are_the_sums_of_the_villages(counts):
    shown = shown_counts(counts, 10)
    for code, count in shown.counts.items():
        assert count == sum(n for village, n in counts.items() if covers(code, village))


def test_a_settled_title_becomes_another_name_of_its_column():
    plain = shipped_profiles()["bdt2015"]
    settled = with_settled(plain, {"banyaknyaorang": "jumlah_art", "warnarumah": "", "lain": "tidak_ada"})
    assert "banyaknyaorang" in settled.column("jumlah_art").titles
    assert settled.digest != plain.digest


def test_nothing_settled_leaves_the_profile_as_it_is():
    plain = shipped_profiles()["bdt2015"]
    assert with_settled(plain, {"warnarumah": ""}) is plain


def test_the_advice_of_the_office_names_no_options_of_a_command():
    for code in ("region.doubtful", "papers.ask", "code.shifted.atap", "header.none"):
        told = in_office(Finding(code, "berkas.csv", "masalah", "Ulangi dengan --confirmed."))
        assert "--" not in told.advice
