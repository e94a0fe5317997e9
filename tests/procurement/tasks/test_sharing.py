from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from kombu.exceptions import OperationalError
from pytest_django import Settings

from procurement.models import Job, JobPart, JobState
from procurement.services._jobs import take_job
from procurement.services._parts import lay_parts, take_part
from procurement.sizing.solver import SolverStopped
from procurement.tasks import sharing
from procurement.tasks.pulse import Pulse, now
from procurement.tasks.queue import run_part
from procurement.tasks.running import run
from procurement.tasks.sharing import Shared, Stopping
from tests.procurement.drafts import office
from tests.procurement.plans import EXAMPLE, asked, planned

pytestmark = pytest.mark.django_db


class Away:
    """A broker that is not there."""

    def __init__(self, _parts: object) -> None: ...

    def apply_async(self, **_: object) -> None:
        raise OperationalError


class Helpful:
    """Another worker, which answers every piece before the runner looks."""

    def __init__(self, parts: Iterator[SimpleNamespace]) -> None:
        self.numbers = [one.args[0] for one in parts]

    def apply_async(self, **_: object) -> None:
        assert all(run_part(number) for number in self.numbers)
        assert not any(run_part(number) for number in self.numbers)


def taken(**wanted: int) -> Job:
    own, officer = office(f"{Job.objects.count()}시청")
    files = {one.name: one.read_bytes() for one in EXAMPLE.iterdir()} if wanted else None
    asked(planned(own, officer, files), officer, **wanted)
    job = take_job(at=now())
    assert job is not None
    return job


def upper(order: bytes, _should_stop: Stopping) -> bytes:
    return order.upper()


def test_a_runner_alone_answers_every_piece_and_they_come_back_in_order(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(sharing, "group", Away)
    heart = Pulse(taken())
    assert Shared(heart, upper)([b"b", b"a", b"b"], seconds=9) == (b"B", b"A", b"B")
    assert "the broker is away" in caplog.text
    assert (heart.reached.done, heart.reached.whole) == (3, 3)


def test_a_piece_that_another_holds_is_waited_for_until_the_time_is_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sharing, "group", Away)
    job = taken()
    assert take_part(among=lay_parts(job, orders=[b"a"]), at=now())
    with pytest.raises(SolverStopped):
        Shared(Pulse(job), upper)([b"a", b"b"], seconds=0.3)


def test_a_piece_that_fails_is_free_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sharing, "group", Away)

    def fails(_order: bytes, _should_stop: Stopping) -> bytes:
        raise ZeroDivisionError

    job = taken()
    with pytest.raises(ZeroDivisionError):
        Shared(Pulse(job), fails)([b"a"], seconds=9)
    assert take_part(among=[JobPart.objects.get().pk], at=now())


def test_a_frontier_that_others_compute_is_the_same_to_the_last_byte(
    monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    found = []
    for jobs, helpers in (("here", None), ("broker", Away), ("broker", Helpful)):
        settings.JOBS = jobs
        monkeypatch.setattr(sharing, "group", helpers)
        job = taken(frontier=6, prices=True, robustness=True)
        run(job)
        job.refresh_from_db()
        assert job.state == JobState.DONE, job.told
        found.append([(one.name, one.sha256) for one in job.files.all()])
    assert found[0] == found[1] == found[2]
