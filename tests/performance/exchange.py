"""Lists, filters and comparisons over five thousand measurements on SQLite: the median time of each."""

from __future__ import annotations

import json
import os
import secrets
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.procurement.exchange import Cast

MEASUREMENTS, RELEASES, PAGE, ROUNDS, GOAL = 5000, 100, 50, 15, 0.2
FLOOR = "한 건 읽기 / one row"


def table() -> str:
    """A table in Markdown, measured in a process of its own with a database of its own."""
    with tempfile.TemporaryDirectory() as folder:
        env = {**os.environ, "JEOUL_DATA": folder, "JEOUL_DEMO": "1", "JEOUL_SECRET_KEY": secrets.token_urlsafe(50)}
        env |= {"DJANGO_SETTINGS_MODULE": "procurement.settings", "JEOUL_DATABASE_URL": ""}
        run = [sys.executable, "-m", "tests.performance.exchange"]
        root = Path(__file__).parents[2]
        done = subprocess.run(run, cwd=root, env=env, check=True, capture_output=True, text=True)
    rows = json.loads(done.stdout.splitlines()[-1])
    lines = [
        f"| {name} | {seconds * 1000:.0f} ms | {seconds / rows[FLOOR][0]:.1f}배 | {queries}회 "
        f"| {GOAL * 1000:.0f} ms 이하{'' if seconds <= GOAL else ' (못 미침)'} |"
        for name, (seconds, queries) in rows.items()
        if name != FLOOR
    ]
    return "\n".join(
        (
            "## 성능자료실 / exchange",
            "",
            f"측정 {MEASUREMENTS:,}건, 자료 {RELEASES}건, SQLite, {ROUNDS}번의 중앙값.",
            "",
            "| 일 | 중앙값 | 한 건의 | 질의 | 목표 |",
            "|---|---|---|---|---|",
            *lines,
            "",
        )
    )


def _measured() -> dict[str, tuple[float, int]]:
    from procurement.selectors.evidence import measurement_of, measurements_for  # noqa: PLC0415 -- Django in the child
    from procurement.selectors.evidence_compare import compared  # noqa: PLC0415 -- the same
    from procurement.selectors.evidence_curves import curves  # noqa: PLC0415 -- the same
    from procurement.selectors.evidence_list import Filter, facets, listed, outdated_among  # noqa: PLC0415 -- the same

    people = filled()
    user, wanted = people.member, Filter(model="mock-model", order="-output_tps")
    six = [one.pk for one in listed(user, wanted=wanted)[:6]]
    page = tuple(listed(user, wanted=wanted)[:PAGE])
    return {
        FLOOR: _seconds(lambda: measurements_for(user).first()),
        "목록 한 쪽 / a page of the list": _seconds(
            lambda: [measurement_of(one) for one in listed(user, wanted=wanted)[:PAGE]]
        ),
        "건수 / how many": _seconds(lambda: listed(user, wanted=wanted).count()),
        "거르기와 건수 / filters with counts": _seconds(lambda: facets(user, wanted=replace(wanted, domestic=True))),
        "오래된 소프트웨어 / outdated": _seconds(lambda: outdated_among(user, rows=page)),
        "6건 비교 / compare six": _seconds(lambda: compared(user, chosen=six)),
        "곡선 / curves": _seconds(lambda: curves(user, wanted=replace(wanted, owner="가상반도체"))),
    }


def filled(*names: str) -> Cast:
    """Releases of two makers, three of four shown to the council, each with fifty points; `names` of the agencies."""
    from django.core.management import call_command  # noqa: PLC0415 -- Django is set up in the child only
    from django.db import transaction  # noqa: PLC0415 -- the same

    from procurement.models import Measured, Release  # noqa: PLC0415 -- the same
    from procurement.services.evidence_drafts import submit  # noqa: PLC0415 -- the same
    from procurement.verification import Level  # noqa: PLC0415 -- the same
    from tests.procurement.actors import AT, acting  # noqa: PLC0415 -- the same
    from tests.procurement.exchange import cast, draft, newer, other_run  # noqa: PLC0415 -- the same

    call_command("migrate", verbosity=0)
    people = cast(*names)
    with transaction.atomic():
        for number in range(RELEASES):
            by = people.maker if number % 2 else people.rival
            made: Release = draft(by, title=f"자료 {number}", data=other_run(number), given=newer(str(number // 10)))
            rows = list(made.measured.all())
            more = MEASUREMENTS // RELEASES - len(rows)
            Measured.objects.bulk_create(_copied(rows[place % len(rows)], place) for place in range(more))
            submit(made, level=Level.COUNCIL if number % 4 else Level.PRIVATE, by=acting(by), at=AT)
    assert Measured.objects.count() == MEASUREMENTS
    return people


def _copied(row: object, place: int) -> Any:
    from procurement.models import Measured  # noqa: PLC0415 -- Django is set up in the child only

    fields = {one.attname: getattr(row, one.attname) for one in Measured._meta.concrete_fields}  # noqa: SLF001 -- Django's own name
    return Measured(**fields | {"id": None, "place": f"/copied/{place}", "output_tps": fields["output_tps"] + place})


def _seconds(act: Callable[[], object]) -> tuple[float, int]:
    from django.db import connection  # noqa: PLC0415 -- Django is set up in the child only
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415 -- the same

    with CaptureQueriesContext(connection) as queries:
        act()
    return median(_once(act) for _ in range(ROUNDS)), len(queries)


def _once(act: Callable[[], object]) -> float:
    start = time.process_time()
    act()
    return time.process_time() - start


if __name__ == "__main__":
    import django

    django.setup()
    sys.stdout.write(json.dumps(_measured()))
