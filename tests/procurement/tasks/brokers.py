"""A queue as it is run: a database, a broker and workers in processes of their own, which may be killed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

ROOT = Path(__file__).resolve().parents[3]
ASK = """
import sys, json, django
django.setup()
from tests.procurement.tasks.asking import ask
print(json.dumps([ask(kind) for kind in sys.argv[1:]]))
"""
WAIT = """
import sys, json, django
django.setup()
from tests.procurement.tasks.asking import waited
print(json.dumps(waited(set(sys.argv[1].split(",")), float(sys.argv[2]))))
"""


class Installation:
    """One database and one broker by their settings."""

    def __init__(self, folder: Path, *, database: str, broker: str) -> None:
        own = {"JEOUL_DEMO": "1", "JEOUL_DATA": str(folder), "JEOUL_DATABASE_URL": database, "JEOUL_LEASE_SECONDS": "5"}
        self.folder, self.log = folder, folder / "worker.log"
        self.env: Mapping[str, str] = {
            **os.environ, **own, "JEOUL_BROKER_URL": broker, "DJANGO_SETTINGS_MODULE": "procurement.settings",
        }  # fmt: skip
        for command in (("migrate", "-v0"), ("seed_demo",)):
            self._done([sys.executable, "manage.py", *command])

    def ask(self, *kinds: str) -> list[int]:
        """Ask for a job of each kind; their numbers."""
        return list(json.loads(self._done([sys.executable, "-c", ASK, *kinds])))

    def jobs(self, *states: str, seconds: float = 120) -> list[dict[str, Any]]:
        """All jobs, as soon as each is in one of the states."""
        return list(json.loads(self._done([sys.executable, "-c", WAIT, ",".join(states), str(seconds)])))

    @contextmanager
    def worker(self) -> Iterator[subprocess.Popen[bytes]]:
        """A worker with its clock, killed at the end with all that it has started."""
        command = ["-m", "celery", "-A", "procurement", "worker", "-B", "--pool", "solo", "-l", "warning"]
        with self.log.open("ab") as log, subprocess.Popen(
            [sys.executable, *command, "-s", str(self.folder / f"beat-{uuid4().hex}")], cwd=ROOT, env=self.env,
            stdout=log, stderr=log, start_new_session=True,
        ) as process:  # fmt: skip
            try:
                yield process
            finally:
                os.killpg(process.pid, signal.SIGKILL)

    def _done(self, command: list[str]) -> str:
        done = subprocess.run(command, check=False, cwd=ROOT, env=self.env, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout
