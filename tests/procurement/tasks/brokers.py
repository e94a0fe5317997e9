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

ROOT = Path(__file__).resolve().parents[3]
ASK = """
import sys, json, django
django.setup()
from procurement.models import Organisation, User
from procurement.services.jobs import ask_sizing
from procurement.services.plans import start_plan
from procurement.services.record import Actor
from procurement.tasks.thread import carry
from procurement.tasks.running import now
from tests.procurement.plans import ASKED, small, EXAMPLE
officer = User.objects.get(username="김담당")
by = Actor(officer, "")
files = small() if sys.argv[1] == "small" else {one.name: one.read_bytes() for one in EXAMPLE.iterdir()}
numbers = []
for place in range(int(sys.argv[2])):
    plan = start_plan(files, agency=officer.organisation, by=by, at=now())
    wanted = ASKED | ({"frontier": 8, "prices": True} if sys.argv[1] != "small" else {})
    job = ask_sizing(plan, parameters=wanted, by=by, at=now())
    carry(job.pk)
    numbers.append(job.pk)
print(json.dumps(numbers))
"""
WAIT = """
import sys, json, time, django
django.setup()
from procurement.models import AuditEntry, Job
until = time.monotonic() + float(sys.argv[2])
wanted = set(sys.argv[1].split(","))
while True:
    jobs = list(Job.objects.order_by("pk"))
    if all(one.state in wanted for one in jobs) or time.monotonic() > until:
        break
    time.sleep(0.1)
print(json.dumps([
    {
        "state": one.state, "attempts": one.attempts, "files": [[f.name, f.sha256] for f in one.files.all()],
        "ends": AuditEntry.objects.filter(act="job.ended", subject=f"job:{one.pk}").count(), "told": one.told,
    }
    for one in jobs
]))
"""


class Installation:
    """One database and one broker by their settings."""

    def __init__(self, folder: Path, *, database: str, broker: str) -> None:
        own = {"JEOUL_DEMO": "1", "JEOUL_DATA": str(folder), "JEOUL_DATABASE_URL": database, "JEOUL_LEASE_SECONDS": "5"}
        self.env: Mapping[str, str] = {
            **os.environ, **own, "JEOUL_BROKER_URL": broker, "DJANGO_SETTINGS_MODULE": "procurement.settings",
        }  # fmt: skip
        for command in (("migrate", "-v0"), ("seed_demo",)):
            self._done([sys.executable, "manage.py", *command])

    def ask(self, size: str, count: int = 1) -> list[int]:
        """Ask for so many jobs; their numbers."""
        return list(json.loads(self._done([sys.executable, "-c", ASK, size, str(count)])))

    def jobs(self, *states: str, seconds: float = 120) -> list[dict[str, Any]]:
        """All jobs, as soon as each is in one of the states."""
        return list(json.loads(self._done([sys.executable, "-c", WAIT, ",".join(states), str(seconds)])))

    @contextmanager
    def worker(self) -> Iterator[subprocess.Popen[bytes]]:
        """A worker with its clock, killed at the end with all that it has started."""
        command = ["-m", "celery", "-A", "procurement", "worker", "-B", "--pool", "solo", "-l", "warning"]
        with subprocess.Popen(
            [sys.executable, *command], cwd=ROOT, env=self.env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            start_new_session=True,
        ) as process:  # fmt: skip
            try:
                yield process
            finally:
                os.killpg(process.pid, signal.SIGKILL)

    def _done(self, command: list[str]) -> str:
        done = subprocess.run(command, check=False, cwd=ROOT, env=self.env, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout
