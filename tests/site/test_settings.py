import pytest

from berdaya.kernel.database import database_settings
from berdaya.kernel.findings import Refused


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
