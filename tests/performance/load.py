"""Fifty evaluators who save marks as they type and five officers who look, on gunicorn: delays, errors, lost marks.

Each evaluator leaves a field, and each officer opens a page, every two to six seconds. Asked over
loopback from the same machine, so that what asks takes its part of the processors too.
"""

from __future__ import annotations

import http.client
import json
import os
import random
import secrets
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import quantiles
from typing import Any
from urllib.parse import urlencode

from tests.procurement.conftest import empty_database
from tests.procurement.tasks.servers import PostgreSql, answers, folder, free_port, running

ROOT = Path(__file__).parents[2]
SECONDS, WORKERS, THREADS = 180, 3, 4
FEW, MANY = 5, 50
PAGES = ("/", "/tenders/", "/tenders/{tender}/", "/tenders/{tender}/cards/", "/tenders/{tender}/panel/", "/results/")
TOKEN = "t" * 32
HOW = (
    f"gunicorn 일꾼 {WORKERS} × 갈래 {THREADS}, 이 컴퓨터 안에서(묻는 쪽도 같은 코어를 쓴다). 위원은 2~6초마다 "
    f"점수 하나를 저장하고, 담당자 5명은 2~6초마다 화면을 연다. {MANY}명은 {SECONDS}초, {FEW}명은 60초. 위원은 사업 "
    "5건 가운데 하나의 위원 10명 중 하나다. 잃은 점수: 저장되었다고 답한 마지막 값과 데이터베이스가 다른 칸."
)


def table() -> str:
    """A table in Markdown: both databases, few and many evaluators."""
    rows = []
    for database in ("PostgreSQL", "SQLite"):
        for users in (FEW, MANY):
            with site(database) as one:
                rows.append(_line(database, users, loaded(one, users=users, seconds=SECONDS if users == MANY else 60)))
    return "\n".join(
        (
            "## 평가하는 날 / an evaluation day",
            "",
            HOW,
            "",
            "| 데이터베이스 | 위원 | 저장 p50 | p95 | p99 | 화면 p95 | 저장한 점수 | 오류 | 잃은 점수 |",
            "|---|---|---|---|---|---|---|---|---|",
            *rows,
            "",
        )
    )


def _line(database: str, users: int, found: Loaded) -> str:
    p50, p95, p99 = (found.delay("save", part) for part in (50, 95, 99))
    looks = found.delay("look", 95)
    told = f"{p50:.0f} ms | {p95:.0f} ms | {p99:.0f} ms | {looks:.0f} ms"
    return f"| {database} | {users} | {told} | {len(found.delays['save']):,} | {len(found.errors)} | {found.lost} |"


@dataclass(frozen=True, slots=True)
class Site:
    """A server that runs, and who may ask it for what."""

    port: int
    env: dict[str, str]
    people: dict[str, Any]


@dataclass(slots=True)
class Loaded:
    """What was seen: seconds of each answer by kind, what went wrong, and what was said to be kept."""

    delays: dict[str, list[float]] = field(default_factory=lambda: {"save": [], "look": []})
    errors: list[str] = field(default_factory=list)
    kept: dict[str, str] = field(default_factory=dict)
    lost: int = 0

    def delay(self, kind: str, part: int) -> float:
        """A percentile in milliseconds."""
        return 1000 * quantiles(self.delays[kind], n=100)[part - 1]


@contextmanager
def site(database: str) -> Iterator[Site]:
    with folder() as own, folder() as store, tempfile.TemporaryDirectory() as static:
        if database == "SQLite":
            with served(own, static, "") as found:
                yield found
            return
        with running(PostgreSql(store)) as server, served(own, static, empty_database(server.url)) as found:
            yield found


@contextmanager
def served(own: Path, static: str, database: str) -> Iterator[Site]:
    port = free_port()
    env = {**os.environ, "JEOUL_DATA": str(own), "JEOUL_STATIC": static, "JEOUL_DEMO": "1"}
    env |= {"JEOUL_SECRET_KEY": secrets.token_urlsafe(50), "JEOUL_DATABASE_URL": database}
    env |= {"DJANGO_SETTINGS_MODULE": "procurement.settings", "JEOUL_JOBS": "elsewhere"}
    managed(env, "manage.py", "migrate", "-v0")
    managed(env, "manage.py", "collectstatic", "--noinput", "-v0")
    people = json.loads(managed(env, "-m", "tests.performance.load_site", "fill"))
    command = [sys.executable, "-m", "gunicorn", "procurement.wsgi:application", "-b", f"127.0.0.1:{port}"]
    command += ["--preload", "-w", str(WORKERS), "--threads", str(THREADS), "--log-level", "warning"]
    with (own / "server.log").open("wb") as log, subprocess.Popen(command, cwd=ROOT, env=env, stderr=log) as server:
        while not answers(port):
            time.sleep(0.1)
        try:
            yield Site(port, env, people)
        finally:
            server.terminate()


def managed(env: dict[str, str], *command: str) -> str:
    """What a Python process with the settings of the installation prints."""
    run = (sys.executable, *command)
    return subprocess.run(run, cwd=ROOT, env=env, check=True, capture_output=True, text=True).stdout


def loaded(at: Site, *, users: int, seconds: float) -> Loaded:
    """So many evaluators, and all officers, for so long."""
    found, until = Loaded(), time.monotonic() + seconds
    chosen = at.people["evaluators"][:: len(at.people["evaluators"]) // users][:users]
    threads = [threading.Thread(target=_mark, args=(at, one, found, until)) for one in chosen]
    threads += [threading.Thread(target=_look, args=(at, one, found, until)) for one in at.people["officers"]]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    kept = json.loads(managed(at.env, "-m", "tests.performance.load_site", "count"))
    found.lost = sum(kept.get(place) != said for place, said in found.kept.items())
    return found


def _mark(at: Site, who: dict[str, Any], found: Loaded, until: float) -> None:
    draw, versions = random.Random(who["seat"]), dict[str, int]()  # noqa: S311 -- a load that can be repeated
    asking = Asking(at, who["cookie"])
    while time.monotonic() < until:
        time.sleep(draw.uniform(2, 6))
        bid = draw.choice(list(who["bids"]))
        row = draw.randrange(len(who["bids"][bid])) + 1
        place = f"{who['seat']}/{bid}/{row}"
        points, reason = draw.choice(who["bids"][bid][row - 1])
        reason = f"{reason} {draw.randrange(10**6)}"
        given = {f"points-{row}": points, f"reason-{row}": reason, f"version-{row}": versions.get(place, 0)}
        status, content, taken = asking.sent(f"/cards/{who['seat']}/bids/{bid}/", given)
        found.delays["save"].append(taken)
        if status != http.HTTPStatus.OK:
            found.errors.append(f"{status} {content[:200]!r}")
            continue
        versions[place] = json.loads(content)["rows"][str(row)]["version"]
        found.kept[place] = f"{versions[place]} {points}"


def _look(at: Site, who: dict[str, Any], found: Loaded, until: float) -> None:
    draw, asking = random.Random(who["tender"]), Asking(at, who["cookie"])  # noqa: S311 -- a load that can be repeated
    while time.monotonic() < until:
        time.sleep(draw.uniform(2, 6))
        status, content, taken = asking.sent(draw.choice(PAGES).format(tender=who["tender"]))
        found.delays["look"].append(taken)
        if status != http.HTTPStatus.OK:
            found.errors.append(f"{status} {content[:200]!r}")


@dataclass(slots=True)
class Asking:
    """One person's browser."""

    at: Site
    cookie: str

    def sent(self, path: str, given: dict[str, Any] | None = None) -> tuple[int, bytes, float]:
        """Status, content, and seconds until the answer was whole."""
        headers = {"Cookie": f"sessionid={self.cookie}; csrftoken={TOKEN}", "Accept": "application/json"}
        headers |= {"X-CSRFToken": TOKEN, "Content-Type": "application/x-www-form-urlencoded"}
        begun = time.perf_counter()
        connection = http.client.HTTPConnection("127.0.0.1", self.at.port, timeout=60)
        try:
            connection.request("POST" if given else "GET", path, urlencode(given) if given else None, headers)
            answer = connection.getresponse()
            return answer.status, answer.read(), time.perf_counter() - begun
        except OSError as error:
            return 0, str(error).encode(), time.perf_counter() - begun
        finally:
            connection.close()


if __name__ == "__main__":
    sys.stdout.write(table())
