from __future__ import annotations

from pathlib import Path

import pytest

from procurement.environment import broker, count, database, origin, secret, single_sign_on, switch


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
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
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


def test_a_switch_is_on_or_off_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    assert switch("JEOUL_NOTHING", default=True) is True
    monkeypatch.setenv("JEOUL_NOTHING", "0")
    assert switch("JEOUL_NOTHING", default=True) is False
    monkeypatch.setenv("JEOUL_NOTHING", "yes")
    with pytest.raises(ValueError, match="JEOUL_NOTHING: 1 또는 0이어야 합니다, yes"):
        switch("JEOUL_NOTHING", default=True)


def test_a_number_stays_within_its_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    assert count("JEOUL_NOTHING", default=20, least=10, most=30) == 20
    monkeypatch.setenv("JEOUL_NOTHING", "30")
    assert count("JEOUL_NOTHING", default=20, least=10, most=30) == 30
    for wrong in ("9", "31", "1e1", "-20", "２０"):
        monkeypatch.setenv("JEOUL_NOTHING", wrong)
        with pytest.raises(ValueError, match="must be a number from 10 to 30"):
            count("JEOUL_NOTHING", default=20, least=10, most=30)


def test_the_agencys_sign_on_is_off_until_its_server_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    assert single_sign_on() == {}
    monkeypatch.setenv("JEOUL_OIDC_SERVER", "https://sso.example:8443/realm")
    monkeypatch.setenv("JEOUL_OIDC_CLIENT", "jeoul")
    monkeypatch.setenv("JEOUL_OIDC_SECRET", "hidden")
    (app,) = single_sign_on()["openid_connect"]["APPS"]
    assert (app["client_id"], app["secret"], app["settings"]) == (
        "jeoul",
        "hidden",
        {"server_url": "https://sso.example:8443/realm"},
    )
    assert origin("https://sso.example:8443/realm") == "https://sso.example:8443"


def test_a_broker_is_named_by_its_address_and_its_folder_is_made(tmp_path: Path) -> None:
    assert broker("", folder=tmp_path) == ("memory://", {})
    url, options = broker(f"filesystem://{tmp_path}/q", folder=tmp_path)
    assert url == "filesystem://"
    assert Path(options["control_folder"]).is_dir()
    assert broker("filesystem://", folder=tmp_path)[1]["data_folder_in"] == str(tmp_path / "queue")
    assert broker("redis://a:1/0", folder=tmp_path)[0] == "redis://a:1/0"
    assert broker("amqp://a", folder=tmp_path) == ("amqp://a", {})
    with pytest.raises(ValueError, match="JEOUL_BROKER_URL"):
        broker("http://example.com", folder=tmp_path)
