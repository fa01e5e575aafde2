import zipfile

import pytest
from django.core.management import call_command

from berdaya.access.audit import record, verify
from berdaya.access.models import AuditEntry, Person
from berdaya.kernel.findings import Refused
from berdaya.site.backup import backup, restore

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def office(tmp_path):
    data = tmp_path / "data"
    (data / "keys").mkdir(parents=True)
    (data / "keys" / "utama").write_text("rahasia")
    (data / "maps").mkdir()
    (data / "maps" / "33.27.geojson").write_text("{}")
    person = Person.objects.create(username="ratna", name="Bu Ratna")
    record(person, "places.loaded", "region", "33.27", "33.27")
    record(person, "places.loaded", "region", "33.28", "33.28")
    return data


def _emptied():
    from berdaya.access import append_only

    append_only.remove()
    call_command("flush", interactive=False, verbosity=0)
    append_only.install()


def test_what_is_backed_up_comes_back_whole(office, tmp_path):
    file = tmp_path / "kantor.zip"
    before = list(AuditEntry.objects.values())
    made = backup(office, file)
    _emptied()
    again = tmp_path / "lain"
    assert restore(again, file)["rows"] == made["rows"]
    assert list(AuditEntry.objects.values()) == before
    assert verify().whole
    assert (again / "maps" / "33.27.geojson").read_text() == "{}"
    Person.objects.create(username="agus", name="Mas Agus")


def test_keys_never_lie_in_a_backup(office, tmp_path):
    file = tmp_path / "kantor.zip"
    backup(office, file)
    assert [name for name in zipfile.ZipFile(file).namelist() if "keys" in name or "utama" in name] == []


def test_an_office_with_people_is_not_written_over(office, tmp_path):
    file = tmp_path / "kantor.zip"
    backup(office, file)
    with pytest.raises(Refused) as refused:
        restore(tmp_path / "lain", file)
    assert refused.value.findings[0].code == "restore.not_empty"


def test_a_backup_that_was_changed_is_refused(office, tmp_path):
    file, forged = tmp_path / "kantor.zip", tmp_path / "palsu.zip"
    backup(office, file)
    with zipfile.ZipFile(file) as good, zipfile.ZipFile(forged, "w") as bad:
        for name in good.namelist():
            content = good.read(name)
            bad.writestr(name, content.replace(b"Bu Ratna", b"Pak Joko"))
    _emptied()
    with pytest.raises(Refused) as refused:
        restore(tmp_path / "lain", forged)
    assert refused.value.findings[0].code == "backup.broken"
    assert not Person.objects.exists()
