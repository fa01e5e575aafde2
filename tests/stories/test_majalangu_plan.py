"""Majalangu goes on, through HTTP only: from its potentials to a plan in force, its report and its profile.

Mas Wahyu of the assisting agency scans, checks the SID, keeps the record of the FGD that Bu Sri (kades)
holds, and writes the plan; Bu Ratna (Bappeda) fixes it as the second person; Pak Joko of the next
kabupaten sees nothing.
"""

from datetime import timedelta

import pytest

from berdaya.access.audit import verify
from berdaya.access.clock import today_in
from berdaya.access.rules.roles import Role
from berdaya.documents.models import Document
from berdaya.meeting.models import Meeting
from berdaya.scan.doors.plans import takeable_lines_for
from berdaya.scan.models import Fgd, PlanLine
from berdaya.scan.rules.halves import half_of
from tests.office import PEMALANG, hat
from tests.register.bringing import MAJALANGU, Desk, text_of
from tests.stories.test_majalangu import AGENCY, HOMES, done, office, opened, seen

pytestmark = pytest.mark.django_db
__all__ = ["office"]

SID = {
    "checked_on": "",
    "address": "https://majalangu.example",
    **{f"exists_{n}": "tidak" for n in range(6, 12)},
}
REASON = "Warga melihat keadaan tahun ini."
REPORT = {
    "hindrance": "Jalan putus dua bulan.",
    "next_steps": "Menyambung air bersih.",
    "town": "Pemalang",
    "title": "Kepala Dinas Pertanian",
    "number": "",
}


def scanned(wahyu, cycle):
    """What the village could live from, and what its information system shows."""
    marks = {"condition": "2", "prospect": "3", "evidence": "dilihat di lapangan"}
    coffee = {"kind": "kebun", "name": "Kopi rakyat", "extent": "42,5", "extent_unit": "ha", **marks}
    women = {
        "kind": "kwt",
        "name": "KWT Sekar",
        "women": "24",
        "men": "0",
        "active": "ya",
        "chair": "P",
        **marks,
    }
    chips = {"kind": "kuliner", "name": "Keripik", "units": "14", "turnover": "b1", **marks}
    sewing = {"kind": "keterampilan", "name": "Menjahit", "women_u25": "11", **marks}
    for group, entry in (("P1", coffee), ("P2", women), ("P3", chips), ("P4", sewing)):
        done(wahyu.post("scan-potential-add", cycle.pk, group, **entry))
    today = today_in(MAJALANGU).isoformat()
    there = {f"exists_{n}": "ada" for n in range(1, 6)} | {f"updated_{n}": today for n in range(1, 6)}
    done(wahyu.post("scan-sid-begin", cycle.pk, **(SID | there | {"checked_on": today, "names_5": "on"})))


def agreed(wahyu, cycle, code, reason):
    """What the FGD says of one topic, agreed to by all."""
    part, whole = (4, 6) if code.startswith("P") else (5, HOMES)
    sent = {"fgd_part": part, "fgd_whole": whole, "sepakat_part": part, "sepakat_whole": whole}
    version = seen(wahyu, "scan-fgd-line", cycle.pk, code)
    done(wahyu.post("scan-fgd-line", cycle.pk, code, seen=version, reason=reason, **sent))


def double_checked(sri, wahyu, cycle):
    """The FGD is held; what differs much gets its reason; the berita acara carries the tables."""
    day = (today_in(MAJALANGU) - timedelta(days=1)).isoformat()
    plan = {"jenis": "fgd", "territory": MAJALANGU, "day": day, "starts": "09:00", "ends": "11:00",
            "place": "Balai desa", "convener": "Dinas Pertanian", "year": cycle.year}  # fmt: skip
    done(sri.post("meeting-begin", **plan))
    meeting = Meeting.objects.get(forum="fgd")
    came = {"warga_men": 7, "warga_women": 6, "perempuan_women": 3}
    done(sri.post("meeting-attendance", meeting.pk, seen=seen(sri, "meeting-attendance", meeting.pk), **came))
    done(sri.post("meeting-close", meeting.pk, seen=seen(sri, "meeting-close", meeting.pk), ends="11:00"))
    done(wahyu.post("scan-fgd", cycle.pk, meeting=meeting.pk))
    fgd = Fgd.objects.get()
    topics = list(fgd.topics.all())
    far = next(one.code for one in topics if one.register_part not in (None, 4, 5, 6))
    for topic in topics:
        agreed(wahyu, cycle, topic.code, "" if topic.code == far else REASON)
    fgd.refresh_from_db()
    refused = done(wahyu.post("scan-fgd-step", cycle.pk, "tutup", seen=fgd.version), 422)
    assert "Berbeda jauh tanpa alasan" in text_of(refused)
    agreed(wahyu, cycle, far, REASON)
    version = seen(wahyu, "scan-fgd-views", cycle.pk)
    views = {"men": "Jalan ke kebun rusak.", "women": "Air jauh di musim kering."}
    done(wahyu.post("scan-fgd-views", cycle.pk, seen=version, **views))
    fgd.refresh_from_db()
    done(wahyu.post("scan-fgd-step", cycle.pk, "tutup", seen=fgd.version))
    minutes = {"decisions": "Angka yang disepakati dipakai dalam rencana.", "rule": "Mufakat"}
    done(sri.post("meeting-minutes", meeting.pk, seen=0, **minutes))
    paper = {"date": day, "town": "Majalangu", "act": "terbit", "number": "005/3/2026"}
    version = seen(sri, "meeting-paper", meeting.pk, "berita-acara")
    done(sri.post("meeting-paper", meeting.pk, "berita-acara", seen=version, **paper))
    meeting.refresh_from_db()
    assert meeting.record.kind == "Berita Acara"


def planned(wahyu, ratna, cycle):
    """Three lines; the maker cannot fix them, Bu Ratna can; then the first news of a line."""
    done(wahyu.post("scan-plan-begin", cycle.pk))
    lines = (
        ("Membangun jamban keluarga", "C7", "12", "unit", "48.000.000", "kabupaten"),
        ("Memperbaiki rumah", "C5", "5", "unit", "100.000.000", "provinsi"),
        ("Melatih pengolahan kopi", "P1", "24", "orang", "36.000.000", "csr"),
    )
    for action, target, volume, unit, cost, source in lines:
        version = seen(wahyu, "scan-plan-line-add", cycle.pk, 1)
        line = {"action": action, "target": target, "volume": volume, "unit": unit, "cost": cost}
        line |= {"source": source, "year": cycle.year, "who": AGENCY, "seen": version}
        done(wahyu.post("scan-plan-line-add", cycle.pk, 1, **line))
    assert "Rp184.000.000" in text_of(wahyu.get("scan-plan-version", cycle.pk, 1))
    version = seen(wahyu, "scan-plan-step", cycle.pk, 1, "kirim")
    done(wahyu.post("scan-plan-step", cycle.pk, 1, "kirim", seen=version, note="Sisanya tahun depan."))
    done(wahyu.post("scan-plan-step", cycle.pk, 1, "tetapkan", seen=int(version) + 1), 409)
    assert "Periksa rencana intervensi Desa Majalangu" in text_of(ratna.client.get("/"))
    done(ratna.post("scan-plan-step", cycle.pk, 1, "tetapkan", seen=int(version) + 1))
    line = PlanLine.objects.get(number=1)
    news = {"on": today_in(MAJALANGU).isoformat(), "done": "4", "spent": "16.000.000"}
    done(wahyu.post("scan-line-news", cycle.pk, line.pk, **news))


def followed(wahyu, cycle):
    """A visit of the agency, the report of the half-year, the profile on paper."""
    today = today_in(MAJALANGU).isoformat()
    visit = {"on": today, "team": AGENCY, "findings": "Empat jamban sudah dipakai."}
    done(wahyu.post("scan-supervision", cycle.pk, **visit))
    half = half_of(today_in(MAJALANGU)).key
    done(wahyu.post("scan-report", cycle.pk, half, date=today, act="rancangan", **REPORT))
    done(wahyu.post("scan-profile-print", cycle.pk))
    kinds = set(Document.objects.values_list("kind", flat=True))
    assert {"Laporan Semester", "Profil Desa Dampingan"} <= kinds


def test_majalangu_from_its_potentials_to_a_plan_in_force_and_its_profile(office):
    people, cycle = opened()
    wahyu = Desk(hat("Mas Wahyu", Role.AGENCY, PEMALANG, body=AGENCY))
    sri = Desk(hat("Bu Sri", Role.LURAH, MAJALANGU))
    scanned(wahyu, cycle)
    assert "memperlihatkan nama warga miskin" in text_of(sri.client.get("/kotak-masuk/"))
    double_checked(sri, wahyu, cycle)
    planned(wahyu, people.ratna, cycle)
    followed(wahyu, cycle)
    page = text_of(sri.get("scan-profile", cycle.pk))
    assert "Rp184.000.000" in page
    assert "4 dari 12 unit" in page
    (line, *_) = takeable_lines_for(sri.worn, MAJALANGU, cycle.year)
    assert line.action == "Membangun jamban keluarga"
    for page in ("scan-potentials", "scan-sid", "scan-fgd", "scan-plan", "scan-profile", "scan-reports"):
        done(people.joko.get(page, cycle.pk), 404)
    assert verify().whole
