import pytest

from berdaya.kernel.database import database_settings
from berdaya.kernel.findings import Refused
from berdaya.site import environment


def test_without_an_address_the_office_lives_in_one_sqlite_file(tmp_path):
    settings = database_settings("", tmp_path)
    assert settings["NAME"] == str(tmp_path / "berdaya.sqlite3")
    assert "foreign_keys=ON" in settings["OPTIONS"]["init_command"]


def test_a_postgresql_address_is_taken_apart(tmp_path):
    settings = database_settings("postgresql://lurah:s%40ndi@127.0.0.1:5433/kantor", tmp_path)
    assert (settings["USER"], settings["PASSWORD"], settings["PORT"], settings["NAME"]) == (
        "lurah",
        "s@ndi",
        5433,
        "kantor",
    )


@pytest.mark.parametrize("address", ["mysql://a/b", "postgresql://a", "kantor"])
def test_an_unknown_address_is_refused_with_the_right_form(tmp_path, address):
    with pytest.raises(Refused) as refused:
        database_settings(address, tmp_path)
    assert "postgresql://" in refused.value.findings[0].advice


@pytest.mark.parametrize(
    "name, value, read",
    [
        ("BERDAYA_PUBLIC_URL", "kantor", environment.public_url),
        ("BERDAYA_PUBLIC_URL", "https://kantor.contoh.go.id/berdaya", environment.public_url),
        ("BERDAYA_HOSTS", "*", environment.hosts),
        ("BERDAYA_HOSTS", "a,,b", environment.hosts),
        ("BERDAYA_PROXY", "ya", lambda: environment.switch("BERDAYA_PROXY")),
        ("BERDAYA_SECRET", "pendek", lambda: environment.secret(None)),
    ],
)
def test_a_wrong_setting_is_refused_by_name(monkeypatch, name, value, read):
    monkeypatch.setenv(name, value)
    with pytest.raises(Refused) as refused:
        read()
    assert refused.value.findings[0].where == name


def test_the_secret_is_made_once_and_nobody_else_may_read_it(monkeypatch, tmp_path):
    monkeypatch.delenv("BERDAYA_SECRET", raising=False)
    monkeypatch.delenv("BERDAYA_KEYS", raising=False)
    first = environment.secret(tmp_path)
    assert environment.secret(tmp_path) == first
    assert (tmp_path / "keys" / "site-secret").stat().st_mode & 0o077 == 0
