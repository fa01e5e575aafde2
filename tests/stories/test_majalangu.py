"""Majalangu, through HTTP only: from the work list to the signed minutes, by five people.

Bu Ratna (Bappeda) opens the village, Mas Wahyu of the assisting agency visits, Mas Yusuf (operator) looks as
the second person and writes down what the meeting decides, Bu Sri (kades) holds it; Pak Joko works in the
next kabupaten and sees nothing before it is public.
"""

import io
import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from berdaya.access.audit import verify
from berdaya.access.clock import today_in
from berdaya.access.rules.roles import Role
from berdaya.documents.models import Document, SignedScan
from berdaya.register.models import Snapshot
from berdaya.scan.models import Cycle, Household, Objection, Visit
from tests.hardship.test_office import many_homes
from tests.office import PEMALANG, TEGAL, hat
from tests.register.bringing import MAJALANGU, Desk, cast, text_of

pytestmark = pytest.mark.django_db
HOMES = 14
AGENCY = "Dinas Pertanian"
CAME = {"rt_rw_men": 6, "tokoh_men": 5, "perempuan_women": 9, "pemuda_men": 2, "lansia_women": 2,
        "difabel_men": 1, "rentan_women": 3, "pemerintah_men": 4}  # fmt: skip


@pytest.fixture
def office(monkeypatch, tmp_path):
    monkeypatch.setenv("BERDAYA_DATA", str(tmp_path))
    monkeypatch.delenv("BERDAYA_KEYS", raising=False)


def done(response, to=302):
    assert response.status_code == to, text_of(response)[:4000]
    return response


def seen(desk, page, *args):
    return re.search(r'name="seen" value="(\d+)"', text_of(done(desk.get(page, *args), 200)))[1]


def opened():
    """The register comes, two people confirm it, Bu Ratna opens the village for the agency."""
    people = cast()
    people.registered(many_homes(HOMES))
    page = done(people.ratna.get("scan-open", MAJALANGU), 200)
    assert "Register yang dipakai" in text_of(page)
    sent = {"snapshot": Snapshot.objects.get().pk, "agency": AGENCY, "basis": "Surat tugas 4/2026"}
    done(people.ratna.post("scan-open", MAJALANGU, **sent))
    cycle = Cycle.objects.get()
    assert (cycle.households_read, cycle.standing.value) == (HOMES, "berjalan")
    return people, cycle


def visited(wahyu, home):
    """Five steps at the door of one household, a picture, and off to the second person."""
    done(wahyu.post("scan-visit-begin", home.pk))
    visit = Visit.objects.get(household=home)
    today = today_in(MAJALANGU).isoformat()
    steps = {
        "keadaan": {"outcome": "ditemui", "day": today},
        "bantuan": {"sta_pkh": "1", "act": "sama"},
        "rumah": {"fasbab": "1", "act": "sama"},
        "anggota": {"m0-where": "1"},
    }
    for step, answers in steps.items():
        version = seen(wahyu, "scan-visit", visit.pk, step)
        done(wahyu.post("scan-visit", visit.pk, step, seen=version, **answers))
    picture = io.BytesIO()
    Image.new("RGB", (640, 480), "brown").save(picture, "JPEG")
    photo = SimpleUploadedFile("rumah.jpg", picture.getvalue())
    done(wahyu.post("scan-photo-add", visit.pk, file=photo, words="Jamban baru"))
    version = seen(wahyu, "scan-visit", visit.pk, "periksa")
    reasons = dict.fromkeys(visit_differences(wahyu, visit), "berubah")
    done(wahyu.post("scan-visit", visit.pk, "periksa", seen=version, act="kirim", **reasons))
    return visit


def visit_differences(wahyu, visit):
    page = text_of(wahyu.get("scan-visit", visit.pk, "periksa"))
    return re.findall(r'<select name="([^"]+)"', page)


def typed(wahyu, home):
    """The others were visited with paper."""
    today = today_in(MAJALANGU).isoformat()
    sheet = {"outcome": "ditemui", "day": today, "sta_pkh": "1", "m0-where": "1", "reason": "berubah"}
    done(wahyu.post("scan-paper-entry", home.pk, **sheet))


def checked(yusuf, wahyu, cycle):
    """Mas Yusuf sends one back with a reason; Mas Wahyu mends it; then all are agreed to."""
    waiting = list(Visit.objects.filter(state="dikirim").order_by("pk"))
    back = {"act": "kembalikan", "reason": "Luas lantainya belum diisi."}
    done(yusuf.post("scan-visit-check", waiting[0].pk, **back))
    assert "Kunjungan dikembalikan" in text_of(wahyu.client.get("/kotak-masuk/"))
    version = seen(wahyu, "scan-visit", waiting[0].pk, "periksa")
    done(wahyu.post("scan-visit", waiting[0].pk, "periksa", seen=version, act="kirim"))
    for visit in waiting:
        done(yusuf.post("scan-visit-check", visit.pk, act="setuju"))
    page = text_of(yusuf.get("scan-cycle", cycle.pk))
    assert f"{HOMES} dari {HOMES}" in page


def deliberated(sri, yusuf, cycle):
    """The meeting: planned, people counted, decisions entered, one household added."""
    yesterday = (today_in(MAJALANGU) - timedelta(days=1)).isoformat()
    plan = {"day": yesterday, "clock": "09:00", "place": "Balai Desa Majalangu"}
    done(sri.post("scan-musdes-plan", cycle.pk, **plan))
    session = cycle.sessions.get()
    version = seen(yusuf, "meeting-attendance", session.meeting_id)
    done(yusuf.post("meeting-attendance", session.meeting_id, seen=version, **CAME))
    assert done(sri.get("scan-reading-list", cycle.pk), 200).content.startswith(b"%PDF")
    first, second, third, *_ = cycle.households.in_order_of_work()
    gone = {"kind": "dikeluarkan", "removal": "pindah", "seen": 0}
    done(yusuf.post("scan-decide", session.pk, first.pk, **gone))
    mended = {"kind": "diperbaiki", "C7": "0", "reason": "Jamban sudah dilihat bersama.", "seen": 0}
    done(yusuf.post("scan-decide", session.pk, second.pk, **mended))
    voted = {"kind": "tetap", "votes_for": 21, "votes_against": 4, "seen": 0}
    done(yusuf.post("scan-decide", session.pk, third.pk, **voted))
    newcomer = {"head": "Warsinah", "rt": 3, "rw": 1, "persons": 2, "reason": "Menumpang, belum terdata."}
    done(yusuf.post("scan-add", session.pk, **newcomer))
    done(yusuf.post("scan-rest", session.pk))
    assert Household.objects.filter(decision="").count() == 0
    return session, first


def objected(sri, yusuf, cycle, session, home):
    """Whoever was taken off objects; the answer is yes, and the decision gets its next version."""
    today = today_in(MAJALANGU).isoformat()
    sent = {
        "number": home.urgency,
        "brought_by": "sendiri",
        "received_on": today,
        "content": "Kami masih di sini.",
    }
    done(sri.post("scan-objection-new", cycle.pk, **sent))
    one = Objection.objects.get()
    assert f"Jawab keberatan nomor {one.number}" in text_of(sri.client.get("/"))
    answer = {"outcome": "diterima", "answered_on": today, "answer": "Benar, rumahnya ditempati."}
    done(sri.post("scan-objection", one.pk, **answer))
    again = {"kind": "tetap", "reason": "Keberatan diterima.", "seen": 1}
    done(yusuf.post("scan-decide", session.pk, home.pk, **again))


def signed(sri, yusuf, session):
    """Closed, minuted, printed with a number, signed by hand, the scan compared by a second person."""
    pk = session.meeting_id
    done(yusuf.post("meeting-close", pk, seen=seen(yusuf, "meeting-close", pk), ends="11:30"))
    said = {
        "decisions": "Daftar rumah tangga disepakati.",
        "rule": "Musyawarah untuk mufakat",
        "act": "simpan",
    }
    done(yusuf.post("meeting-minutes", pk, seen=seen(yusuf, "meeting-minutes", pk), **said))
    day = today_in(MAJALANGU).isoformat()
    paper = {"number": "400/7/2026", "date": day, "name_0": "Sudarmo", "act": "terbit"}
    done(yusuf.post("meeting-paper", pk, "berita-acara", **paper))
    record = Document.objects.get(kind="Berita Acara")
    picture = io.BytesIO()
    Image.new("RGB", (1240, 1754), "white").save(picture, "JPEG")
    scan = {"file": SimpleUploadedFile("ba.jpg", picture.getvalue()), "version": 1}
    done(yusuf.post("document-scan", record.pk, **scan))
    found = SignedScan.objects.get()
    done(sri.post("document-scan-check", record.pk, found.pk, agrees="ya"))
    session.meeting.refresh_from_db()
    assert session.meeting.standing.value == "ditandatangani"


def test_from_the_work_list_to_the_signed_minutes(office):
    people, cycle = opened()
    joko = Desk(hat("Pak Joko", Role.OPERATOR, f"{TEGAL}.01.2001"))
    assert joko.get("scan-households", cycle.pk).status_code == 404
    wahyu = Desk(hat("Mas Wahyu", Role.AGENCY, PEMALANG, body=AGENCY))
    yusuf = Desk(hat("Mas Yusuf", Role.OPERATOR, MAJALANGU))
    sri = Desk(hat("Bu Sri", Role.LURAH, MAJALANGU))
    first, *others = cycle.households.in_order_of_work()
    assert "SITI" in text_of(wahyu.get("scan-households", cycle.pk))
    visited(wahyu, first)
    for home in others:
        typed(wahyu, home)
    checked(yusuf, wahyu, cycle)
    session, gone = deliberated(sri, yusuf, cycle)
    objected(sri, yusuf, cycle, session, gone)
    signed(sri, yusuf, session)
    page = text_of(Client().get(reverse("scan-public", args=[MAJALANGU])))
    assert "Putusan musyawarah sampai" in page
    assert "SITI" not in page
    assert "Warsinah" not in page
    hub = text_of(people.ratna.get("scan-cycle", cycle.pk))
    assert f"{HOMES + 1} dari {HOMES + 1}" in hub
    assert verify().whole
