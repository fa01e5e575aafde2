"""A list that a database narrows, sorts and cuts: the same pages and addresses as one held in memory."""

from berdaya.kernel.listing import Column, listed, page_of, wanted

COLUMNS = (
    Column("nama", "Nama", lambda row: row[0]),
    Column("jumlah", "Jumlah", lambda row: row[1], numeric=True),
)


def test_a_database_cuts_the_same_page_as_the_list_in_memory():
    rows = [(f"{n:03d}", n) for n in range(120)]
    asked = {"urut": "nama", "hal": "2"}
    sought = wanted(COLUMNS, asked)
    cut = page_of(sought, COLUMNS, rows[sought.cut(120)], total=120, found=120)
    assert cut == listed(rows, COLUMNS, asked, lambda row: row[0])


def test_a_page_beyond_the_end_is_cut_as_the_last_one():
    assert wanted(COLUMNS, {"hal": "99"}).cut(120) == slice(100, 150)


def test_other_questions_of_the_page_stay_in_its_addresses():
    sought = wanted(COLUMNS, {"saring": "o"}, {"status": "terbit"})
    page = page_of(sought, COLUMNS, [("Moga", 3)], total=60, found=60)
    assert page.heads[0].address == "?status=terbit&saring=o&urut=nama"
    assert page.after == "?status=terbit&saring=o&hal=2"


def test_an_empty_list_has_one_page():
    sought = wanted(COLUMNS, {"hal": "5"})
    assert page_of(sought, COLUMNS, [], total=0, found=0).pages == 1
