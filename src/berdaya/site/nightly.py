"""Once a night: check the trail, revive lost work, let each room tidy up, and write down what was found."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django_tasks_db.models import DBTaskResult

from berdaya.access.audit import ON_PAPER, head, head_lost, holds, newest_on_paper, verify
from berdaya.access.clock import now
from berdaya.access.jobs.beat import MISSING_AFTER, missing_worker
from berdaya.access.jobs.models import Job
from berdaya.access.jobs.services import revive_silent_jobs
from berdaya.kernel.files import write_text
from berdaya.kernel.findings import Finding, Severity
from berdaya.site.gathering import modules_named

KEEP_TASKS = timedelta(days=30)


def nightly(data: Path, day: date) -> dict[str, Any]:
    """Do the night's work for a day; doing it twice changes nothing more. The record keeps the audit head."""
    checked = verify()
    found = list(_against_yesterday(data, day, checked.entries))
    if not checked.whole:
        found.append(
            Finding(
                "audit.broken",
                f"jejak audit nomor {checked.broken_at}",
                checked.problem,
                "Simpan cadangan malam sebelumnya dan panggil auditor sebelum melanjutkan.",
            )
        )
    if (printed := newest_on_paper()) and not holds(printed):
        found.append(head_lost(ON_PAPER))
    found += _work_without_worker()
    done = {room.__name__.split(".")[1]: room.nightly(day) for room in modules_named("nightly")}
    record = {
        "day": day.isoformat(),
        "audit_head": head() if checked.whole else checked.head,
        "audit_entries": checked.entries,
        "revived_jobs": revive_silent_jobs(),
        "rooms": done,
        "findings": [finding.as_json() for finding in found],
    }
    DBTaskResult.objects.finished().filter(finished_at__lt=now() - KEEP_TASKS).delete()
    write_text(_file(data, day), json.dumps(record, ensure_ascii=False, indent=1) + "\n")
    return record


def _work_without_worker() -> list[Finding]:
    """Jobs wait, and nobody has been seen who does them."""
    missing = missing_worker()
    waiting = Job.objects.open().filter(begun_at__lt=now() - MISSING_AFTER).count() if missing else 0
    if not waiting:
        return []
    return [
        Finding(
            "jobs.no_worker",
            f"{waiting} pekerjaan menunggu",
            f"{missing[0].lower()}{missing[1:]}",
            "Jalankan `berdaya site worker`, atau layanan berdaya-worker.",
            Severity.WARNING,
        )
    ]


def _file(data: Path, day: date) -> Path:
    return data / "nightly" / f"{day.isoformat()}.json"


def _against_yesterday(data: Path, day: date, entries: int) -> list[Finding]:
    """A trail that is shorter than it was has lost its tail."""
    file = _file(data, day - timedelta(days=1))
    if not file.exists():
        return []
    before = json.loads(file.read_text(encoding="utf-8"))
    if entries >= before["audit_entries"]:
        return []
    return [
        Finding(
            "audit.shorter",
            f"jejak audit, {entries} catatan",
            f"kemarin ada {before['audit_entries']} catatan",
            "Ekor jejak terpotong. Pulihkan dari cadangan dan panggil auditor.",
            Severity.ERROR,
        )
    ]
