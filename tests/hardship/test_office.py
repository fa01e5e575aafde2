"""Judging a register in the office: who may, what the pages tell, what is filed, what stays hidden."""

import re
from datetime import date
from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from berdaya.access.jobs.models import Job
from berdaya.access.models import AuditEntry
from berdaya.access.rules.roles import Role
from berdaya.figures.models import Figure
from berdaya.hardship.models import Evaluation, PlaceSign
from berdaya.hardship.place import sections_for
from berdaya.hardship.services import ask, judge
from berdaya.kernel.findings import Refused
from berdaya.register.doors import uses_of
from berdaya.register.models import Snapshot
from tests.hardship.test_evaluate_command import FULL, GIRL, MAN, MOTHER, VILLAGE
from tests.hardship.things import an_evaluation
from tests.office import MOGA, PEMALANG, PLAKARAN, hat
from tests.register.bringing import Cast, Desk, text_of
from tests.register.desk import HOME, changed, csv_text
from tests.register.things import a_snapshot

pytestmark = pytest.mark.django_db

MAJALANGU, NEXT = "33.27.04.2010", "33.27.01.2002"
MANY = {
    PLAKARAN: {"C3": (12, 60), "C7": (45, 60), "C8": (2, 60)},
    NEXT: {"C3": (20, 60), "C7": (20, 60), "C8": (12, 60)},
    "33.27.01.2003": {"C3": (20, 60), "C7": (20, 60), "C8": (30, 60)},
}


class _Quiet:
    """A progress that nobody watches."""

    def move(self, done: int, total: int, note: str = "") -> None: ...


def many_homes(number: int) -> str:
    """Homes of decile 1 in Majalangu, every third one like that of Bu Siti."""
    lines = []
    for at in range(number):
        key = f"3327040010{at:08}"
        home = (MOTHER, GIRL) if at % 3 == 0 else (changed(MAN, persen="5"),)
        lines += [changed(row, id=key, nik="") for row in home]
    return csv_text(lines, FULL)


def judged(people: Cast, content: str = "", variants: str = "") -> Evaluation:
    people.registered(content or csv_text(VILLAGE, FULL))
    snapshot = Snapshot.objects.latest("pk")
    return judge(f"{snapshot.pk}:{variants}", people.ratna.worn.person, _Quiet())


def test_a_register_is_judged_by_whoever_computes_for_its_territory(people):
    people.registered(csv_text(VILLAGE, FULL))
    snapshot = Snapshot.objects.get()
    response = people.ratna.post("hardship-begin", snapshot=snapshot.pk)
    assert response.status_code == 302
    job = Job.objects.get(kind="hardship.judge")
    assert (job.subject, job.territory) == (f"{snapshot.pk}:", PEMALANG)


def test_the_signs_of_every_place_are_kept_and_the_deed_is_told(people):
    made = judged(people)
    assert (made.households, made.territory, made.on_date) == (2, PEMALANG, date(2015, 12, 31))
    rows = PlaceSign.objects.filter(evaluation=made, code=MAJALANGU)
    assert {(row.sign, row.met, row.known) for row in rows} == {(f"C{n}", 1, 1) for n in range(1, 10)}
    assert AuditEntry.objects.filter(verb="hardship.judged").count() == 1


def test_judging_again_by_the_same_rules_changes_nothing(people):
    made = judged(people)
    again = judge(f"{made.snapshot_id}:", people.ratna.worn.person, _Quiet())
    assert (again.pk, Evaluation.objects.count(), PlaceSign.objects.count()) == (made.pk, 1, 9)


def test_need_shares_are_filed_in_whole_per_cent_with_the_page_they_come_from(people):
    made = judged(people, many_homes(36))
    figures = Figure.objects.filter(territory=MAJALANGU, name__startswith="Bagian kebutuhan")
    assert sum((figure.ratio for figure in figures), Fraction(0)) == 1
    jamban = figures.get(name="Bagian kebutuhan: jamban")
    assert (jamban.room, jamban.record) == ("hardship", f"/tanda/{made.pk}/{MAJALANGU}/")
    assert jamban.as_of == date(2015, 12, 31)


def test_nothing_is_filed_of_a_place_with_few_households(people):
    judged(people, many_homes(29))
    assert not Figure.objects.filter(name__startswith="Bagian kebutuhan").exists()


def test_a_variant_is_kept_apart_and_files_nothing(people):
    made = judged(people, many_homes(36), "ketat")
    assert made.variants == "ketat"
    assert not Figure.objects.filter(name__startswith="Bagian kebutuhan").exists()
    assert "sama sekali tanpa akta" in text_of(people.ratna.get("hardship-evaluation", made.pk))


def test_a_destroyed_register_is_not_judged(people):
    snapshot = a_snapshot(people.ratna.worn, until=date(2020, 1, 1))
    with pytest.raises(Refused) as refused:
        ask(people.ratna.worn, snapshot, [])
    assert refused.value.findings[0].code == "snapshot.not_usable"


def test_a_register_says_that_it_was_judged(people):
    made = an_evaluation(people.ratna.worn)
    assert any("sembilan tanda" in use.words and not use.open for use in uses_of(made.snapshot))


# ---------- pages ----------


def test_an_office_without_a_judged_register_says_what_to_do(people):
    assert "Belum ada register yang dinilai" in text_of(people.ratna.get("hardship"))
    a_snapshot(people.ratna.worn)
    assert "Nilai register pertama" in text_of(people.ratna.get("hardship"))


def test_the_page_of_a_register_tells_what_stands_out_where(people):
    made = an_evaluation(people.ratna.worn, MANY)
    page = text_of(people.ratna.get("hardship-evaluation", made.pk))
    assert "Plakaran" in page
    assert "jamban" in page
    assert "Data kurang" in page


def test_the_page_of_a_place_tells_the_sum_and_hides_the_small(people):
    made = an_evaluation(people.ratna.worn, MANY)
    page = text_of(people.ratna.get("hardship-place", made.pk, PLAKARAN))
    assert "Menonjol dibanding kabupaten: tidak ada jamban" in page
    assert "45 dari 60 (75%), di atas kabupaten (47%)" in page
    cells = re.findall(r'<td class="num">([^<]*)</td>', page)
    assert cells[6] == "&lt;10"


def test_of_very_few_homes_nothing_is_said_to_stand_out(people):
    few = MANY | {NEXT: {"C3": (4, 8), "C7": (0, 8), "C8": (3, 8)}}
    made = an_evaluation(people.ratna.worn, few)
    page = text_of(people.ratna.get("hardship-place", made.pk, NEXT))
    assert "Terlalu sedikit rumah tangga" in page
    assert '<span class="b-chip">menonjol</span>' not in page
    (section,) = sections_for(people.ratna.worn, NEXT)
    assert section.facts == ()


def test_questions_that_the_register_never_asked_are_told_without_its_folder(people, tmp_path):
    made = judged(people, csv_text(HOME))
    page = text_of(people.ratna.get("hardship-evaluation", made.pk))
    assert "Tidak memuat" in page
    assert "tidak diketahui di semua rumah tangga" in page
    assert str(tmp_path) not in made.answer


def test_a_village_sees_its_own_place_and_no_other(people):
    made = an_evaluation(people.ratna.worn, MANY)
    lurah = Desk(hat("Bu Lurah", Role.LURAH, PLAKARAN))
    assert lurah.get("hardship-place", made.pk, PLAKARAN).status_code == 200
    assert lurah.get("hardship-place", made.pk, NEXT).status_code == 404
    assert "Banyumudal" not in text_of(lurah.get("hardship-evaluation", made.pk))
    assert "Data kurang" not in text_of(lurah.get("hardship-evaluation", made.pk))


def test_a_neighbouring_kabupaten_finds_nothing(people):
    made = an_evaluation(people.ratna.worn, MANY)
    for name, *args in (("hardship-evaluation", made.pk), ("hardship-place", made.pk, PLAKARAN)):
        assert people.joko.get(name, *args).status_code == 404
    assert "BDT edisi" not in text_of(people.joko.get("hardship"))


def test_whoever_only_reads_cannot_begin(people):
    lurah = Desk(hat("Bu Lurah", Role.LURAH, PLAKARAN))
    assert lurah.get("hardship-begin").status_code == 404
    assert "Nilai register" not in text_of(lurah.get("hardship"))


def test_a_choice_that_is_no_register_of_ours_is_refused(people):
    other = a_snapshot(people.joko.worn, {"33.28.01.2001": (50, 20)}, territory="33.28")
    response = people.ratna.post("hardship-begin", snapshot=other.pk)
    assert response.status_code == 422


def test_the_page_of_a_village_names_its_needs(people):
    made = an_evaluation(people.ratna.worn, MANY)
    (section,) = sections_for(people.ratna.worn, PLAKARAN)
    assert [(fact.label, fact.value) for fact in section.facts] == [("Tidak ada jamban", "75%")]
    assert section.address == f"/tanda/{made.pk}/{PLAKARAN}/"
    assert sections_for(people.ratna.worn, MOGA) == []
    assert sections_for(people.joko.worn, PLAKARAN) == []
    assert "Kebutuhan yang menonjol" in text_of(people.ratna.get("place", PLAKARAN))


def queries(desk: Desk, name: str, *args: object) -> int:
    with CaptureQueriesContext(connection) as caught:
        assert desk.get(name, *args).status_code == 200
    return len(caught)


def test_pages_cost_few_queries_however_much_was_judged(people):
    for year in range(2012, 2020):
        made = an_evaluation(people.ratna.worn, MANY, on_date=date(year, 1, 1))
    frame = queries(people.ratna, "help")
    assert queries(people.ratna, "hardship") - frame <= 2
    assert queries(people.ratna, "hardship-evaluation", made.pk) - frame == 2
    assert queries(people.ratna, "hardship-place", made.pk, PLAKARAN) - frame == 2
