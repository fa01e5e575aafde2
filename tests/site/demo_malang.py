"""The story of Kota Malang in the demo: a year that is decided, one that is being talked about."""

from collections import Counter

from berdaya.community.models import Body
from berdaya.deliberation.models import Cycle, ForumChange, Move, Proposal, RankedList, Session
from berdaya.deliberation.tasks import tasks_for
from berdaya.documents.models import Document
from berdaya.meeting.models import Meeting
from berdaya.site.demo.malang.ground import DINOYO, MERJOSARI, talking_about, this_year
from berdaya.site.demo.office.hands import hat_of


def states(village, plan_year):
    rows = Proposal.objects.filter(cycle__territory=village.code, cycle__plan_year=plan_year)
    return Counter(rows.values_list("state", flat=True))


def two_years_of_dinoyo_are_decided_and_a_rembug_goes_on_in_merjosari():
    decided = Session.objects.filter(cycle__territory=DINOYO.code, state="ditetapkan")
    assert sorted(one.cycle.plan_year for one in decided) == [this_year(), this_year() + 1]
    built, after = states(DINOYO, this_year()), states(DINOYO, this_year() + 1)
    assert all(built[state] for state in ("selesai", "bast", "dilaksanakan", "masuk_apbd", "cadangan_kel"))
    assert all(after[state] for state in ("diteruskan_kec", "dialihkan", "ditolak", "cadangan_kel"))
    # Meetings with both sexes; each year two late lists and an empty one; a forum that gave its reasons.
    assert not Meeting.objects.exclude(state="diundang").filter(women=0).exists()
    lists = RankedList.objects.filter(cycle__territory=DINOYO.code).handed_over()
    assert lists.filter(late=True).count() == 4
    assert lists.filter(items=None).count() == 2
    assert set(ForumChange.objects.values_list("kind", flat=True)) == {"masuk", "keluar"}
    assert not ForumChange.objects.filter(reason="").exists()
    assert Body.objects.within(DINOYO.code).count() == len(DINOYO.units) + 3
    papers = set(Document.objects.values_list("kind", flat=True))
    assert {"Daftar Usulan Disepakati", "Daftar Usulan Tidak Disepakati"} <= papers
    # What is told bears the day on which it happened, and the trail is whole.
    days = Move.objects.filter(proposal__cycle__in=[one.cycle for one in decided], after="diusulkan")
    assert {move.at.year for move in days} == {this_year() - 2, this_year() - 1}
    # Bu Darsih has something to do; what got its money does not come back.
    now = Cycle.objects.get(territory=MERJOSARI.code, plan_year=talking_about())
    assert any("Susun dan serahkan" in task.what for task in tasks_for(hat_of("darsih")))
    assert not Proposal.objects.filter(cycle=now, before__state="masuk_apbd").exists()
    assert 0 < RankedList.objects.filter(cycle=now).handed_over().count() < len(MERJOSARI.units)
