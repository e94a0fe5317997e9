"""manage.py backup FILE: the whole database as one file, taken while others work."""

from __future__ import annotations

import os
import sqlite3
import subprocess
from argparse import ArgumentParser
from contextlib import closing
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.db import connection

from procurement.management.base import REFUSED, USAGE, SpokenCommand, nothing_written

NO_PG_DUMP = (
    "pg_dump가 없거나 실패했습니다. 서버와 같은 판의 PostgreSQL 클라이언트를 설치하세요 / "
    "pg_dump is missing or failed; install the PostgreSQL client of the server's version"
)


class Command(SpokenCommand):
    """Exit codes: 0 written, 1 not written (with the reason), 2 wrong usage."""

    help = "데이터베이스 전체를 파일 하나로 보관합니다. 되살리는 법은 docs/operations.md / back the database up"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, which must not be there yet."""
        parser.add_argument("file", type=Path, help="만들 파일. 이미 있으면 쓰지 않습니다 / the file to write")

    def handle(self, *_args: Any, **options: Any) -> None:  # noqa: ANN401 -- Django's signature
        """Write, whole or not at all. Raises CommandError with the exit code."""
        file: Path = options["file"]
        if file.exists():
            raise CommandError(f"{file}: 이미 있습니다 / is there already", returncode=USAGE)
        part = file.with_name(f".{file.name}.part")
        try:
            (_sqlite if connection.vendor == "sqlite" else _postgresql)(part)
            part.replace(file)
        except (OSError, sqlite3.Error) as error:
            raise nothing_written("쓸 수 없습니다 / cannot be written", str(error)) from error
        finally:
            part.unlink(missing_ok=True)
        self.stdout.write(f"■ 썼습니다 / written: {file} ({file.stat().st_size:,} 바이트 / bytes)")


def _sqlite(part: Path) -> None:
    """A consistent copy by SQLite itself; copying the file while it is written to would not be one."""
    connection.ensure_connection()
    with closing(sqlite3.connect(part)) as copy:
        connection.connection.backup(copy)
        if copy.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            raise sqlite3.DatabaseError("integrity_check")


def _postgresql(part: Path) -> None:
    """An archive of pg_dump, which pg_restore reads; the password does not stand in the command."""
    given = connection.settings_dict
    where = {"PGHOST": given["HOST"], "PGPORT": given["PORT"], "PGUSER": given["USER"], "PGPASSWORD": given["PASSWORD"]}
    env = {**os.environ, **{name: str(value) for name, value in where.items() if value}}
    command = ["pg_dump", "--format=custom", "--no-owner", f"--file={part}", str(given["NAME"])]
    try:
        subprocess.run(command, check=True, env=env, capture_output=True)
    except (FileNotFoundError, subprocess.CalledProcessError) as error:
        told = error.stderr.decode(errors="replace") if isinstance(error, subprocess.CalledProcessError) else ""
        raise CommandError(f"{NO_PG_DUMP}\n{told}".strip(), returncode=REFUSED) from error
