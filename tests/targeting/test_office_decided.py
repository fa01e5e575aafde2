"""The decided list says the same everywhere: seats, figures, companions, three people, the day it begins."""

from datetime import timedelta

import pytest

from berdaya.access.clock import today_in
from berdaya.access.models import InboxMessage
from berdaya.access.rules.roles import Role
from berdaya.kernel.findings import Refused
from berdaya.kernel.numbers import format_count
from berdaya.targeting.decided import answer_as_decided
from berdaya.targeting.laying_out import setting_of
from berdaya.targeting.models import Run
from berdaya.targeting.models.runs import FileKind
from berdaya.targeting.place import sections_for
from berdaya.targeting.printing.answers import Selected
from berdaya.targeting.printing.making import make_summary
from berdaya.targeting.rules.changes import ChangeKind
from berdaya.targeting.services.deciding import check_list, correct_decree, record_decree
from berdaya.targeting.services.discussing import Talk, change_places, close_discussion
from berdaya.targeting.services.files import bring_file
from tests.office import PEMALANG, browser, hat
from tests.targeting.desk import (
    COUNTS,
    DESA,
    INDEX,
    assigned,
    bappeda,
    checked,
    computed,
    counts_file,
    decree_facts,
    decreed,
    discussed,
    draft,
    index_file,
    one_change,
    scan,
)

pytestmark = pytest.mark.django_db
NEXT = "188.4/2/Tahun 2026"


def page(hat, address):
    answer = browser(hat).get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return " ".join(answer.content.decode().split())


# ---------- more places than seats ----------


@pytest.fixture
def kept(ratna, darmo, agus):
    """A list of 3 + 2 seats that follows one of 4 + 2: the fourth desa stays although its rank is beyond."""
    _, before = decreed(ratna, darmo, agus)
    return computed(ratna, follows=before, seats_desa=3, seats_kelurahan=2, seats_total=5)


def test_a_place_kept_beyond_the_seats_is_said_alike_on_every_page(ratna, kept):
    said = "5 kursi + 1 dipertahankan"
    result = page(ratna, f"/sasaran/{kept.pk}/")
    assert f"Garis batas: {said}" in result
    assert "Desa: 3 kursi + 1 dipertahankan dari 8" in result
    assert f"6 dari 12 ({said})" in page(ratna, "/sasaran/")
    assert "1 tempat dari daftar lama dipertahankan" in page(ratna, f"/sasaran/{kept.pk}/bahas")


def test_a_place_kept_beyond_the_seats_has_its_mark_and_one_reason(ratna, kept):
    row = kept.computation.results.get(stratum="desa", rank=4)
    said = page(ratna, f"/sasaran/{kept.pk}/?tempat={row.code}")
    assert f'{row.name}</a> <span class="b-chip wait">dipertahankan</span>' in said
    assert "tetap didampingi: peringkat 4 dari 8 desa, untuk 3 kursi" in said
    assert " Ia masuk daftar bila" not in said


def test_more_places_than_seats_ask_the_forum_for_a_decision(ratna, darmo, agus, kept):
    run = assigned(ratna, kept)
    held = today_in(PEMALANG)
    with pytest.raises(Refused, match="dipertahankan"):
        close_discussion(ratna, run, run.version, Talk("Forum", held, "BA 1"))
    close_discussion(ratna, run, run.version, Talk("Forum", held, "BA 1", "Desa keempat diterima."))
    checker = page(darmo, f"/sasaran/{run.pk}/periksa")
    assert "dipertahankan" in checker
    assert "Desa keempat diterima." in checker
    run.refresh_from_db()
    check_list(darmo, run, run.version)
    clerk = page(agus, f"/sasaran/{run.pk}/tetapkan")
    assert "dipertahankan" in clerk
    assert "Desa keempat diterima." in clerk


# ---------- screen and paper ----------


def test_screen_and_paper_cover_the_same_after_people_changed_the_list(ratna):
    run = computed(ratna)
    add, drop = one_change(run), one_change(run, ChangeKind.DROP)
    change_places(ratna, run, run.version, [add, drop])
    counts = {row.code: row.n for row in run.computation.results.all()}
    covered = run.computation.n_selected + counts[add.code] - counts[drop.code]
    outside = run.computation.n_all - covered
    assert covered != run.computation.n_selected
    said = page(ratna, f"/sasaran/{run.pk}/")
    paper = str(make_summary(Selected(answer_as_decided(run.computation))).values()["boxes"])
    for figure in (covered, outside):
        assert f">{format_count(figure)}<" in said
        assert format_count(figure) in paper
    row = run.computation.results.get(code=add.code)
    inside = sum(counts[code] for code in counts if code.startswith(row.code[:8]) and code in _decided(run))
    assert f"{format_count(inside)} dari" in page(ratna, f"/sasaran/{run.pk}/keteguhan")


def _decided(run):
    return {row["code"] for row in answer_as_decided(run.computation)["decided"]}


def test_nothing_is_to_be_debated_after_the_decree(ratna, darmo, agus):
    run, _ = decreed(ratna, darmo, agus)
    assert "bahas dahulu" not in page(ratna, f"/sasaran/{run.pk}/")


# ---------- companions ----------


def test_a_list_without_companions_is_not_closed(ratna):
    run = computed(ratna)
    with pytest.raises(Refused, match="belum dibagi"):
        close_discussion(ratna, run, run.version, Talk("Forum", today_in(PEMALANG), "BA 1"))


def test_a_list_without_companions_is_not_checked(ratna, darmo, monkeypatch):
    run = discussed(ratna)
    monkeypatch.setattr("berdaya.targeting.services.deciding._discussion", _without_companions)
    with pytest.raises(Refused, match="belum dibagi"):
        check_list(darmo, run, run.version)


def _without_companions(run):
    other = computed(bappeda("Bu Ratna"))
    talk = run.computation.discussions.get()
    talk.computation = other.computation
    return talk


# ---------- three people ----------


def test_whoever_checked_the_list_does_not_record_its_decree(ratna, darmo, agus):
    run = checked(ratna, darmo)
    with pytest.raises(Refused, match="orang ketiga"):
        record_decree(darmo, run, run.version, decree_facts(), scan())
    assert f"/sasaran/{run.pk}/tetapkan" not in page(darmo, f"/sasaran/{run.pk}/")
    assert record_decree(agus, run, run.version, decree_facts(), scan()).recorded_by == agus.person


def test_the_status_line_names_all_three(ratna, darmo, agus):
    run, _ = decreed(ratna, darmo, agus)
    said = page(ratna, f"/sasaran/{run.pk}/")
    assert "Disusun Bu Ratna, diperiksa Pak Darmo, dicatat Mas Agus." in said


def test_those_who_worked_on_the_list_hear_of_the_decree(ratna, darmo, agus):
    decreed(ratna, darmo, agus)
    last = InboxMessage.objects.filter(role="bappeda").latest("pk")
    assert "ditetapkan" in last.subject
    assert "Dicatat Mas Agus" in last.body


# ---------- a decree that has not begun ----------


def test_a_decree_waits_for_its_first_day_and_the_old_one_holds_until_then(ratna, darmo, agus, monkeypatch):
    old, before = decreed(ratna, darmo, agus)
    begins = today_in(PEMALANG) + timedelta(days=30)
    decreed(ratna, darmo, agus, number=NEXT, valid_from=begins.isoformat())
    old = Run.objects.get(pk=old.pk)
    assert old.standing == "ditetapkan"
    lists = page(ratna, "/sasaran/")
    assert "Menunggu berlaku" in lists
    assert "Diganti" not in lists
    facts = decree_facts(number="188.4/11/Tahun 2026")
    assert correct_decree(agus, old, old.version, facts, "nomor salah ketik").corrects == before
    monkeypatch.setattr("berdaya.targeting.models.runs.today_in", lambda _code: begins)
    assert Run.objects.get(pk=old.pk).standing == "diganti"


def test_the_day_of_the_old_list_moves_with_a_correction_of_the_new_decree(ratna, darmo, agus):
    old, _ = decreed(ratna, darmo, agus)
    run, _ = decreed(ratna, darmo, agus, number=NEXT)
    assert Run.objects.get(pk=old.pk).standing == "diganti"
    begins = today_in(PEMALANG) + timedelta(days=9)
    facts = decree_facts(number=NEXT, valid_from=begins.isoformat())
    correct_decree(agus, run, run.version, facts, "hari pertama salah ketik")
    assert Run.objects.get(pk=old.pk).standing == "ditetapkan"


# ---------- why this village ----------

VILLAGE_ROLES = [Role.LURAH, Role.LPMK, Role.OPERATOR]


@pytest.mark.parametrize("role", VILLAGE_ROLES)
@pytest.mark.parametrize("selected", [True, False])
def test_whoever_sees_the_village_reads_why_it_is_on_the_list_or_not(ratna, darmo, agus, role, selected):
    run, decree = decreed(ratna, darmo, agus)
    row = run.computation.results.filter(selected=selected, stratum="desa").first()
    mine = hat("Bu Lurah", role, row.code)
    address = f"/sasaran/mengapa/{row.code}"
    assert address in page(mine, "/sasaran/")
    said = page(mine, address)
    assert f"Mengapa Desa {row.name} {'' if selected else 'tidak '}didampingi" in said
    assert "kebalikan peringkat IDM" in said
    assert f"/keputusan/{decree.slug}" in said


def test_a_lurah_does_not_read_why_of_another_village(ratna, darmo, agus):
    decreed(ratna, darmo, agus)
    lurah = hat("Bu Lurah", Role.LURAH, DESA[0].code)
    assert browser(lurah).get(f"/sasaran/mengapa/{DESA[1].code}").status_code == 404


def test_a_small_count_is_not_told_to_the_village_but_to_bappeda(ratna, darmo, agus):
    few = bring_file(ratna, FileKind.COUNTS, counts_file(COUNTS | {DESA[0].code: 7}), _setting(ratna)).file
    run, _ = decreed(ratna, darmo, agus, computed(ratna, counts=few))
    address = f"/sasaran/mengapa/{DESA[0].code}"
    lurah = hat("Bu Lurah", Role.LURAH, DESA[0].code)
    assert "7 ruta" not in page(lurah, address)
    assert "Angkanya tidak dibuka" in page(lurah, address)
    assert "7 ruta" in page(ratna, address)


def _setting(maker):
    return setting_of(PEMALANG, draft(maker))


def test_the_firmness_does_not_stand_under_the_index(ratna, darmo, agus):
    decreed(ratna, darmo, agus)
    facts = {fact.label: fact for fact in sections_for(ratna, DESA[7].code)[0].facts}
    assert facts["Keteguhan"].value in ("Inti", "Ambang", "Luar")
    assert [fact.context for label, fact in facts.items() if "IDM" in label] == [""]


# ---------- words ----------


def test_a_register_is_named_with_its_day_as_people_write_it(ratna):
    run = computed(ratna, counts_edition="2024-07-01")
    assert run.computation.register_words.endswith("edisi 1 Juli 2024")
    assert "2024-07-01" not in page(ratna, f"/sasaran/{run.pk}/")


def test_a_place_is_numbered_by_its_rank_and_by_nothing_else(ratna):
    run = computed(ratna)
    row = run.computation.results.get(stratum="kelurahan", rank=1)
    said = page(ratna, f"/sasaran/{run.pk}/?tempat={row.code}")
    assert f"Mengapa {row.name}? <small>kelurahan, peringkat 1</small>" in said
    assert f'<td class="num">1</td><th scope="row"><a href="?tempat={row.code}' in said


def test_the_sum_says_how_many_desa_without_an_index_are_not_compared(ratna):
    index = bring_file(ratna, FileKind.INDEX, index_file(dict(list(INDEX.items())[1:])), _setting(ratna)).file
    run = computed(ratna, index=index)
    row = run.computation.results.filter(stratum="desa", idm__isnull=False).first()
    said = page(ratna, f"/sasaran/{run.pk}/?tempat={row.code}")
    assert "dari 7 desa lain lebih sedikit" in said
    assert "dari 6 desa lain lebih tinggi; 1 desa tanpa IDM tidak dibandingkan" in said
