from __future__ import annotations

from pathlib import Path

import pytest

from procurement.settings import database, secret


def test_without_an_address_the_database_is_a_file_that_locks_at_once(tmp_path: Path) -> None:
    found = database("", folder=tmp_path)
    assert found["NAME"] == str(tmp_path / "jeoul.sqlite3")
    assert found["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_an_address_names_everything_of_postgresql(tmp_path: Path) -> None:
    assert database("postgresql://kim:p%40ss@db.example:6543/jeoul", folder=tmp_path) == {
        "ENGINE": "django.db.backends.postgresql",
        "USER": "kim",
        "PASSWORD": "p@ss",
        "HOST": "db.example",
        "PORT": 6543,
        "NAME": "jeoul",
    }
    assert database("postgresql://kim@/jeoul?host=/run/db", folder=tmp_path)["HOST"] == "/run/db"


def test_another_kind_of_address_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="mysql:// 가 아닙니다 / must be postgresql://user"):
        database("mysql://kim@db/jeoul", folder=tmp_path)


def test_a_secret_comes_from_the_environment_or_from_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert secret("JEOUL_NOTHING") == ""
    monkeypatch.setenv("JEOUL_NOTHING", "in sight")
    assert secret("JEOUL_NOTHING") == "in sight"
    (tmp_path / "secret").write_text("kept\n", encoding="utf-8")
    monkeypatch.setenv("JEOUL_NOTHING_FILE", str(tmp_path / "secret"))
    assert secret("JEOUL_NOTHING") == "kept"
