"""The application's pages with two hundred tenders on SQLite: the median time of a request, beside an empty page."""

from __future__ import annotations

import json
import os
import secrets
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.test import Client

    from tests.procurement.rounds import Round

TENDERS, ROUNDS, GOAL = 200, 15, 0.2
FLOOR = "/help/"
HOW = (
    f"사업 {TENDERS}건, SQLite, 요청 하나의 처리기 시간, {ROUNDS}번의 중앙값. 견준 것은 자료를 읽지 않는 도움말 화면"
    f"({{floor:.0f}} ms). 목표 {GOAL * 1000:.0f} ms 이하. 성능자료 화면은 측정 5,000건으로, 협의체 회원이 본 것이다."
)


def table() -> str:
    """A table in Markdown, measured in a process of its own with a database of its own."""
    with tempfile.TemporaryDirectory() as folder:
        key = secrets.token_urlsafe(50)
        env = {**os.environ, "JEOUL_DATA": folder, "JEOUL_DEMO": "1", "JEOUL_SECRET_KEY": key}
        env |= {"DJANGO_SETTINGS_MODULE": "procurement.settings", "JEOUL_DATABASE_URL": ""}
        run = [sys.executable, "-m", "tests.performance.pages"]
        root = Path(__file__).parents[2]
        done = subprocess.run(run, cwd=root, env=env, check=True, capture_output=True, text=True)
    rows = json.loads(done.stdout.splitlines()[-1])
    floor = rows[FLOOR]
    return "\n".join(
        (
            "## 화면 / pages",
            "",
            HOW.format(floor=floor * 1000),
            "",
            "| 화면 | 중앙값 | 도움말의 | 목표 |",
            "|---|---|---|---|",
            *(_line(path, seconds, floor) for path, seconds in rows.items() if path != FLOOR),
            "",
        )
    )


def _line(path: str, seconds: float, floor: float) -> str:
    met = "" if seconds <= GOAL else " (못 미침)"
    return f"| `{path}` | {seconds * 1000:.0f} ms | {seconds / floor:.1f}배 | {GOAL * 1000:.0f} ms 이하{met} |"


def _measured() -> dict[str, float]:
    """Seconds of each page by its path, the tender's number left out of it."""
    from procurement.selectors.evidence import measurements_for  # noqa: PLC0415 -- Django is set up in the child only
    from tests.performance.exchange import filled  # noqa: PLC0415 -- the same

    made, exchange = _filled(), filled("가상군청", "가상구청")
    own = f"/tenders/{made.tender.pk}/"
    by = {"officer": made.officer, "member": made.members[0]}
    clients = {role: _client(user) for role, user in by.items()}
    found = {path: _seconds(clients["officer"], path) for path in (FLOOR, "/", "/tenders/", "/tenders/?page=3")}
    for end in ("", "bids/", "bids/A/", "panel/", "cards/", "opening/", "result/", "documents/"):
        found[f"/tenders/…/{end}"] = _seconds(clients["officer"], f"{own}{end}")
    council = _client(exchange.member)
    for path in ("/results/", "/results/?model=mock-model&order=-output_tps&page=3", "/results/curves/"):
        found[path] = _seconds(council, path)
    picks = "&".join(f"pick={one.pk}" for one in measurements_for(exchange.member)[:6])
    found["/results/compare/ (6)"] = _seconds(council, f"/results/compare/?{picks}")
    found["/plans/"] = _seconds(clients["officer"], "/plans/")
    found["/cards/…/"] = _seconds(clients["member"], f"/cards/{made.seats[0].pk}/")
    return found


def _filled() -> Round:
    from django.core.management import call_command  # noqa: PLC0415 -- Django is set up in the child only

    from procurement.services.tenders import start_tender  # noqa: PLC0415 -- the same
    from procurement.workflow import Stage  # noqa: PLC0415 -- the same
    from tests.procurement.actors import AT, acting  # noqa: PLC0415 -- the same
    from tests.procurement.rounds import at, smaller_notice  # noqa: PLC0415 -- the same

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    made = at(Stage.DECIDED)
    files = smaller_notice()
    for number in range(1, TENDERS):
        text = files["tender.toml"].replace(b"EX-2026-001", f"EX-2026-{number + 1:03}".encode())
        start_tender(files | {"tender.toml": text}, agency=made.agency, by=acting(made.officer), at=AT)
    return made


def _client(user: object) -> Client:
    from django.test import Client  # noqa: PLC0415 -- Django is set up in the child only

    client = Client(headers={"host": "localhost"})
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")  # type: ignore[arg-type]  # a user
    return client


def _seconds(client: Client, path: str) -> float:
    return median(_each(client, path))


def _each(client: Client, path: str) -> Iterator[float]:
    for _ in range(ROUNDS):
        start = time.process_time()
        status = client.get(path).status_code
        yield time.process_time() - start
        assert status == 200, (path, status)


if __name__ == "__main__":
    import django

    django.setup()
    sys.stdout.write(json.dumps(_measured()))
