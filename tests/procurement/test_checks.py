"""C.3-17: a role that may change the record is told of at deployment, one that may not passes."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from tests.procurement.conftest import empty_database

ROOT = Path(__file__).resolve().parents[2]
GRANTS = (
    "GRANT ALL ON ALL TABLES IN SCHEMA public TO {role}",
    "REVOKE UPDATE, DELETE, TRUNCATE ON procurement_auditentry FROM {role}",
)


@pytest.fixture
def manage(tmp_path: Path) -> Callable[..., str]:
    def run(*arguments: str, url: str) -> str:
        own = {
            "JEOUL_DATABASE_URL": url,
            "JEOUL_DATA": str(tmp_path),
            "JEOUL_SECRET_KEY": "0a1b2c3d4e" * 6,
        }
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(command, cwd=ROOT, env=os.environ | own, capture_output=True, text=True, check=False)
        return done.stdout + done.stderr

    return run


def test_the_role_that_owns_the_record_is_warned_of_and_a_lesser_one_is_not(
    postgresql: str, manage: Callable[..., str]
) -> None:
    owner = empty_database(postgresql)
    manage("migrate", "-v0", url=owner)
    assert "procurement.W001" in manage("check", "--deploy", "--database", "default", url=owner)
    role = f"app_{owner.rpartition('/')[2].partition('?')[0]}"
    with psycopg.connect(owner, autocommit=True) as connection:
        connection.execute(f"CREATE ROLE {role} LOGIN")
        for grant in GRANTS:
            connection.execute(grant.format(role=role))
    lesser = owner.replace("postgres@", f"{role}@", 1)
    told = manage("check", "--deploy", "--database", "default", url=lesser)
    assert "procurement.W001" not in told
    assert "System check identified" in told


def test_sqlite_has_no_roles(manage: Callable[..., str]) -> None:
    manage("migrate", "-v0", url="")
    assert "procurement.W001" not in manage("check", "--deploy", "--database", "default", url="")
