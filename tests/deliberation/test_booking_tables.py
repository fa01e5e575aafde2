"""Bookings by table: what waits for plan and budget goes out, comes back, and is booked as by hand."""

from datetime import timedelta

import pytest

from berdaya.access.models import AuditEntry, InboxMessage
from berdaya.access.rules.roles import Role
from berdaya.deliberation.models import Answer, BookedRow, BookingTable
from berdaya.deliberation.rules.states import State
from berdaya.deliberation.services import booking_tables
from berdaya.documents.store import file_path
from berdaya.kernel.findings import Refused
from tests.deliberation import levels
from tests.deliberation.levels import agency, bappeda, titled
from tests.deliberation.office import VILLAGE, YEAR, lurah, operator
from tests.deliberation.test_answer_tables import Desk
from tests.office import browser, hat

HERE = f"/rembug/meja/{YEAR}/anggaran/"
RULE = "Perwali 21/2026"
PLAN = {"dicatat_dalam": "RKPD", "dasar": RULE}


def given():
    """Bookings in plan and budget."""
    return Answer.objects.filter(move__after__in=["masuk_rkpd", "masuk_kua_ppas", "masuk_apbd"]).count()


@pytest.fixture
def desk(db, monkeypatch, tmp_path):
    monkeypatch.setenv("BERDAYA_DATA", str(tmp_path))
    levels.at_the_agencies()
    for title in ("Paving", "Jembatan"):
        levels.accepted(title)
    levels.accepted("Drainase", 20_000_000, words="Harga satuan turun.")
    return Desk(bappeda(), HERE)


def test_what_waits_goes_out_as_it_was_answered_last(desk):
    rows = {row["usulan"]: row for row in desk.out()}
    assert set(rows) == {"Paving", "Jembatan", "Drainase"}
    assert (rows["Drainase"]["biaya"], rows["Drainase"]["kegiatan"]) == (20_000_000, "Jalan lingkungan")
    assert rows["Paving"]["keadaan"] == "diterima"
    assert {rows["Paving"][name] for name in ("dicatat_dalam", "jumlah", "dasar")} == {""}
    assert "Catat dengan tabel" in desk.look(f"/rembug/meja/?tahun={YEAR}&tahap=diterima")


def test_rows_are_booked_as_by_hand_with_the_rule_and_the_last_activity(desk):
    less = {**PLAN, "jumlah": "15.000.000", "penjelasan": "Pagu dinas turun."}
    url = desk.bring(desk.filled(Paving=PLAN, Jembatan=less))
    page = desk.look(url)
    assert "siap dicatat" in page
    assert "diubah dari Rp24.000.000" in page
    assert given() == 0
    desk.confirm(url)
    paving, bridge = titled("Paving"), titled("Jembatan")
    assert (paving.standing, paving.granted) == (State.RKPD, 24_000_000)
    assert (bridge.standing, bridge.granted) == (State.RKPD, 15_000_000)
    last = paving.moves.last().answer
    assert (last.basis, last.activity) == (RULE, "Jalan lingkungan")
    assert titled("Drainase").standing is State.ACCEPTED
    assert InboxMessage.objects.filter(subject=f"Usulan {paving.label} masuk RKPD/RKP Desa").exists()
    assert desk.remarks(url)[0] == f"tercatat: {paving.label}, masuk RKPD/RKP Desa"
    verbs = set(AuditEntry.objects.values_list("verb", flat=True))
    assert {f"deliberation.bookings_{deed}" for deed in ("brought", "confirmed", "written")} <= verbs


def test_step_by_step_into_the_budget_and_nothing_twice(desk):
    rows = desk.filled(Paving=PLAN)
    url = desk.bring(rows)
    desk.confirm(url)
    desk.confirm(url)
    booking_tables.write(BookingTable.objects.get())
    assert (given(), BookedRow.objects.count()) == (1, 1)
    assert "Tidak ada yang baru" in desk.look(desk.bring([*rows, {}]))
    for word, basis in (("KUA-PPAS", "Nota kesepakatan 5/2026"), ("apbd", "Perda 9/2026")):
        url = desk.bring(desk.filled(Paving={"dicatat_dalam": word, "dasar": basis}))
        desk.confirm(url)
    assert (titled("Paving").standing, given()) == (State.APBD, 3)
    assert "Paving" not in [row["usulan"] for row in desk.out()]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"dasar": ""}, "belum menyebut peraturannya"),
        ({"dasar": "peraturan yang baru"}, "belum menyebut peraturannya"),
        ({"dicatat_dalam": "nanti"}, "dicatat dalam tidak dikenal"),
        ({"dicatat_dalam": "KUA-PPAS"}, "tidak dapat masuk KUA-PPAS"),
        ({"dicatat_dalam": "", "dasar": RULE}, "kolom dicatat_dalam belum diisi"),
        ({"jumlah": "banyak"}, "jumlah bukan rupiah bulat"),
        ({"jumlah": "0", "penjelasan": "Anggaran habis."}, "belum diisi atau tidak masuk akal"),
        ({"jumlah": "9.000.000"}, "penjelasan belum ada"),
        ({"volume_dicatat": "-2"}, "volume dicatat tidak terbaca"),
        ({"nomor_usulan": f"{YEAR}-999"}, "nomor usulan tidak dikenal"),
        ({"penjelasan": "Hubungi 0812 3456 7890."}, "memuat nomor telepon"),
    ],
)  # fmt: skip
def test_one_bad_row_stops_the_whole_table_and_says_where(desk, row, words):
    url = desk.bring(desk.filled(Paving=PLAN, Jembatan=PLAN | row))
    assert "belum dapat dicatat" in desk.look(url)
    assert words in desk.remarks(url)[1]
    desk.confirm(url)
    assert given() == 0


def test_columns_without_a_meaning_here_go_out_again_with_their_proposal(desk):
    url = desk.bring(desk.filled(Paving={**PLAN, "id_sipd": "= 77"}, Jembatan={"id_sipd": "78"}))
    desk.confirm(url)
    assert "77" not in BookedRow.objects.get().sealed_cells
    rows = {row["usulan"]: row for row in desk.out()}
    assert (rows["Paving"]["id_sipd"], rows["Jembatan"]["id_sipd"]) == ("= 77", "")


def test_what_changes_before_the_job_runs_stops_all_of_it(desk):
    url = desk.bring(desk.filled(Paving=PLAN, Jembatan=PLAN))
    mine = BookingTable.objects.get()
    BookingTable.objects.update(confirmed_at=mine.brought_at, hat=bappeda())
    levels.booked("Jembatan", amount=24_000_000)
    levels.booked("Jembatan", State.APBD)
    with pytest.raises(Refused):
        booking_tables.write(mine)
    assert titled("Paving").standing is State.ACCEPTED
    mine.refresh_from_db()
    assert mine.waits
    assert "belum dapat dicatat" in desk.look(url)


def test_who_does_not_book_by_hand_books_by_no_table(desk):
    rows = desk.filled(Paving=PLAN)
    url = desk.bring(rows)
    for worn in (operator(), lurah()):
        other = Desk(worn, HERE)
        assert other.out() == []
        assert "belum dapat dicatat" in other.look(other.bring([rows[0]]))
        assert other.client.get(url).status_code == 404
    assert browser(agency()).get(HERE).status_code == 404
    far = hat("Bu Ratna Lain", Role.BAPPEDA, "35.07")
    for part in ("", "keterangan"):
        assert browser(far).get(f"{url}{part}").status_code == 404


def test_a_second_person_of_bappeda_confirms_what_the_first_brought_or_drops_it(desk):
    url = desk.bring(desk.filled(Paving=PLAN))
    second = Desk(hat("Pak Bappeda", Role.BAPPEDA, levels.CITY), HERE)
    second.confirm(url)
    assert BookingTable.objects.get().hat.person.name == "Pak Bappeda"
    again = desk.bring(desk.filled(Jembatan=PLAN))
    second.post(f"{again}batal")
    desk.confirm(again)
    assert (given(), BookingTable.objects.first().file) == (1, "")


def test_the_file_lies_sealed_and_is_destroyed(desk):
    url = desk.bring(desk.filled(Paving=PLAN))
    assert b"Paving" not in file_path(BookingTable.objects.get().file).read_bytes()
    assert booking_tables.destroy_overdue(levels.today() + timedelta(days=8)) == 1
    assert desk.client.get(url).url == HERE


def test_a_desa_books_what_it_pays_itself(db, monkeypatch, tmp_path):
    monkeypatch.setenv("BERDAYA_DATA", str(tmp_path))
    desa = "35.07.01.2001"
    levels.chosen("Talud", village=desa)
    levels.chosen("Paving", village=VILLAGE)
    head = Desk(lurah(desa), HERE)
    assert [row["usulan"] for row in head.out()] == ["Talud"]
    url = head.bring(head.filled(Talud={"dicatat_dalam": "RKP Desa", "dasar": "Perdes 4/2026"}))
    head.confirm(url)
    assert titled("Talud").standing is State.RKPD
    assert Desk(bappeda(), HERE).out() == []


def test_the_page_asks_the_same_number_of_questions_for_one_and_for_many(desk, django_assert_max_num_queries):
    url = desk.bring(desk.filled(Paving=PLAN, Jembatan=PLAN, Drainase=PLAN))
    with django_assert_max_num_queries(12):
        assert desk.client.get(url).status_code == 200
