"""What a runner tells the database of a job, and hears from it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection

from procurement.models import Job, JobPart
from procurement.services._jobs import LostLease, Reached, beat
from procurement.services._parts import beat_part
from procurement.sizing.solver import Progress

BEAT_SECONDS = 0.5
AWAY = (OperationalError, InterfaceError)
"""What the database's driver raises while it restarts, is full or is locked for too long."""


def now() -> datetime:
    """The moment at which a runner acts."""
    return datetime.now(tz=UTC)


@dataclass(slots=True)
class Pulse:
    """Tells the database how far the job is, and hears from it whether to stop: at most every half second."""

    job: Job
    reached: Reached = field(default_factory=Reached)
    stopped: bool = False
    told_at: float = float("-inf")
    heard_at: float = field(default_factory=time.monotonic)

    def begin(self, phase: str) -> None:
        """Another part of the work."""
        self.reached = Reached(phase)
        self.told_at = float("-inf")
        self.should_stop()

    def hear(self, progress: Progress) -> None:
        """What the solver says."""
        self.reached = replace(self.reached, gap=progress.gap, nodes=progress.nodes)

    def count(self, done: int, *, whole: int) -> None:
        """So many of all pieces are done."""
        self.reached = replace(self.reached, done=done, whole=whole)

    def should_stop(self) -> bool:
        """Whether the person who asked wants no answer any more. Raises LostLease.

        A database that is away for less than the lease does not end the work.
        """
        if not self.stopped and time.monotonic() - self.told_at >= BEAT_SECONDS:
            self.told_at = time.monotonic()
            self._beat()
        return self.stopped

    def _beat(self) -> None:
        try:
            self.stopped = beat(self.job, reached=self.reached, at=now())
            self.heard_at = time.monotonic()
        except AWAY:
            connection.close()
            if time.monotonic() - self.heard_at > settings.LEASE_SECONDS:
                raise LostLease from None


def helping(part: JobPart) -> Callable[[], bool]:
    """Whether one who holds only a part should stop; tells that they live, at most every half second."""
    told_at = float("-inf")

    def should_stop() -> bool:
        nonlocal told_at
        if time.monotonic() - told_at < BEAT_SECONDS:
            return False
        told_at = time.monotonic()
        if beat_part(part, at=now()):
            raise LostLease
        return False

    return should_stop
