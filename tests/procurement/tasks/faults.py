"""`python -m tests.procurement.tasks.faults [KILLS]`: workers killed with -9 at random moments, servers pulled out.

For each broker and each database: a job of each kind in turn is asked for, the worker that has it is killed at a
random moment, others go on. At the end every job must be done, once, with the bytes of an undisturbed run. Then the
database and the broker are killed and started again while jobs run. Prints what was seen; exit code 1 for any fault.
"""

from __future__ import annotations

import random
import shutil
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.procurement.conftest import empty_database
from tests.procurement.tasks.brokers import Installation
from tests.procurement.tasks.servers import PostgreSql, RabbitMq, Server, Valkey, folder, running

KINDS = ("example", "import", "workbook", "reconciliation", "small")
ENDS = ("done", "failed", "refused", "cancelled")
PAIRS = tuple(
    (broker, database) for broker in ("filesystem", "redis", "rabbitmq") for database in ("sqlite", "postgresql")
)
KILLS = 102


@dataclass
class Site:
    """An installation, and the servers it stands on."""

    made: Installation
    broker: Server | None
    database: Server | None


@contextmanager
def site(broker: str, database: str) -> Iterator[Site]:
    with ExitStack() as opened:
        server = store = None
        if broker != "filesystem":
            place = opened.enter_context(folder())
            server = opened.enter_context(running(Valkey() if broker == "redis" else RabbitMq(place)))
        if database == "postgresql":
            store = opened.enter_context(running(PostgreSql(opened.enter_context(folder()))))
        url = empty_database(store.url) if store else ""
        made = Installation(
            opened.enter_context(folder()), database=url, broker=server.url if server else "filesystem://"
        )
        yield Site(made, server, store)


def killed(at: Site, kills: int, draw: random.Random) -> list[dict[str, Any]]:
    """Every job, after a first undisturbed one of each kind and `kills` rounds with one kill each."""
    at.made.ask(*KINDS)
    with at.made.worker(), at.made.worker():
        at.made.jobs(*ENDS, seconds=300)
    for number in range(kills):
        at.made.ask(KINDS[number % len(KINDS)])
        with at.made.worker():
            at.made.jobs("running", *ENDS, seconds=20)
            time.sleep(draw.uniform(0, 2.5))
        with at.made.worker():
            at.made.jobs(*ENDS, seconds=300)
    return at.made.jobs(*ENDS, seconds=0)


def pulled(at: Site) -> list[dict[str, Any]]:
    """Every job, after its servers were killed and started again while two workers had work."""
    for server in filter(None, (at.database, at.broker)):
        at.made.ask("example", "import", "workbook", "reconciliation")
        with at.made.worker(), at.made.worker():
            at.made.jobs("running", *ENDS, seconds=5)
            server.kill()
            time.sleep(2)
            server.start()
            at.made.jobs(*ENDS, seconds=300)
    return at.made.jobs(*ENDS, seconds=0)


def faults(jobs: list[dict[str, Any]]) -> list[str]:
    """What is not as it must be: a job lost, ended twice, half kept, or with other bytes than undisturbed ones."""
    undisturbed = [job["files"] for job in jobs[: len(KINDS)]]
    found = []
    for number, job in enumerate(jobs):
        if (job["state"], job["ends"], job["parts"]) != ("done", 1, 0):
            found.append(f"{number}: {job}")
        if job["kind"] == "sizing" and job["files"] not in undisturbed:
            found.append(f"{number}: other bytes than undisturbed")
        if job["kind"] == "import" and job["kept"] != 24:
            found.append(f"{number}: {job['kept']} files kept")
    return found


def main(kills: int) -> int:
    draw, wrong = random.Random(20261123), 0  # noqa: S311 -- when to kill, the same in every run
    pairs = [pair for pair in PAIRS if pair[0] != "rabbitmq" or shutil.which("rabbitmq-server")]
    for broker, database in pairs:
        begun = time.monotonic()
        with site(broker, database) as at:
            jobs = killed(at, kills // len(pairs), draw)
            jobs = pulled(at) if at.broker or at.database else jobs
            found = faults(jobs)
            tries = Counter(job["attempts"] for job in jobs)
            if found:
                shutil.copy(at.made.log, Path.cwd() / "out" / f"faults-{broker}-{database}.log")
        told = f"{len(jobs)} jobs, attempts {dict(sorted(tries.items()))}, {time.monotonic() - begun:.0f} s"
        sys.stdout.write(f"{broker} + {database}: {kills // len(pairs)} kills, {told}, {len(found)} faults\n")
        sys.stdout.writelines(f"  {one}\n" for one in found)
        sys.stdout.flush()
        wrong += len(found)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else KILLS))
