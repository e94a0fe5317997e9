"""C.10-49: jobs carried by real brokers to workers of their own, which are killed while they work."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from kombu.exceptions import OperationalError
from pytest_django import Settings

from procurement.models import JobState
from procurement.tasks import queue
from procurement.tasks.queue import run_job, send, send_free
from tests.procurement.conftest import empty_database
from tests.procurement.drafts import office
from tests.procurement.plans import asked, planned
from tests.procurement.tasks.brokers import Installation
from tests.procurement.tasks.servers import RabbitMq, Valkey, folder, running

ENDS = ("done", "failed", "refused", "cancelled")


@pytest.fixture(params=["filesystem and sqlite", "redis and postgresql", "rabbitmq and postgresql"])
def made(
    request: pytest.FixtureRequest, tmp_path: Path, require_program: Callable[[str], Path]
) -> Iterator[Installation]:
    with ExitStack() as started:
        broker, database = request.param.split(" and ")
        urls = {"filesystem": "filesystem://", "sqlite": ""}
        if database == "postgresql":
            urls[database] = empty_database(request.getfixturevalue("postgresql"))
        if broker == "redis":
            urls[broker] = started.enter_context(running(Valkey())).url
        if broker == "rabbitmq":
            require_program("rabbitmq-server")
            urls[broker] = started.enter_context(running(RabbitMq(started.enter_context(folder())))).url
        yield Installation(tmp_path, database=urls[database], broker=urls[broker])


def test_workers_do_what_was_asked_for_and_when_killed_lose_and_double_nothing(made: Installation) -> None:
    made.ask("small", "small")
    assert {one["state"] for one in made.jobs("waiting", seconds=0)} == {"waiting"}
    with made.worker():
        done = made.jobs(*ENDS)
    assert [(one["state"], one["attempts"], one["ends"], len(one["files"])) for one in done] == [("done", 1, 1, 3)] * 2
    assert done[0]["files"] == done[1]["files"]  # the same question gives the same bytes
    made.ask("import", "workbook", "example", "reconciliation")
    moments = random.Random(20261122)  # noqa: S311 -- when to kill, the same in every run
    for _ in range(2):
        with made.worker():
            made.jobs("running", "done", seconds=0.1)
            time.sleep(moments.uniform(3, 6))
    with made.worker(), made.worker():
        last = made.jobs(*ENDS, seconds=240)[2:]
    assert [(one["state"], one["ends"], one["parts"]) for one in last] == [("done", 1, 0)] * 4, last
    assert [len(one["files"]) for one in last] == [0, 1, 3, 3]
    assert [one["kept"] for one in last] == [24, 0, 0, 0]


@pytest.mark.django_db
def test_a_message_is_good_for_its_job_alone_and_only_once() -> None:
    own, officer = office()
    plan = planned(own, officer)
    one, two = asked(plan, officer), asked(plan, officer, seconds=61)
    assert run_job(two.pk)
    assert not run_job(two.pk)
    for job, state in ((one, JobState.WAITING), (two, JobState.DONE)):
        job.refresh_from_db()
        assert job.state == state


@pytest.mark.django_db
def test_while_the_broker_is_away_a_job_waits_in_its_row(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, settings: Settings
) -> None:
    own, officer = office()
    job = asked(planned(own, officer), officer)
    sent = list[tuple[int, ...]]()

    def away(*_: object, **__: object) -> None:
        raise OperationalError

    monkeypatch.setattr(queue.run_job, "apply_async", away)
    send(job.pk)
    assert f"job {job.pk} waits" in caplog.text
    monkeypatch.setattr(queue.run_job, "apply_async", lambda args, **_: sent.append(args))
    assert (send_free(), sent) == (1, [(job.pk,)])
    assert settings.SWEEP_SECONDS < settings.LEASE_SECONDS
