"""The independent pieces of a job, answered by every worker that is free, and by the job's own runner meanwhile.

The pieces are rows; a Celery group only says that they are there. So a broker that loses the messages costs time and
nothing else, and a single worker does them all itself.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from celery import group
from django.conf import settings
from kombu.exceptions import OperationalError

from procurement.celery import app
from procurement.models import JobPart
from procurement.services._parts import (
    answer_part,
    answers_in_order,
    lay_parts,
    release_part,
    take_part,
    unanswered,
)
from procurement.sizing.solver import SolverStopped
from procurement.tasks.pulse import Pulse, now

PART_TASK = "jobs.part"
WAIT_SECONDS = 0.1
Stopping = Callable[[], bool]
Answering = Callable[[bytes, Stopping], bytes]
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Shared:
    """Orders answered by whoever is free; `answer` is how this process answers one, as every other would."""

    pulse: Pulse
    answer: Answering

    def __call__(self, orders: Sequence[bytes], *, seconds: float) -> tuple[bytes, ...]:
        """The answers in the order of the orders. Raises LostLease, SolverStopped, and as `answer`."""
        deadline = time.monotonic() + seconds
        numbers = lay_parts(self.pulse.job, orders=orders)
        _invite(numbers)
        while left := unanswered(numbers):
            self.pulse.count(len(numbers) - len(left), whole=len(numbers))
            if self.pulse.should_stop() or time.monotonic() > deadline:
                raise SolverStopped("답하기 전에 멈췄습니다. / Stopped before everything was answered.")
            part = take_part(among=left, at=now())
            if part is None:
                time.sleep(WAIT_SECONDS)
            else:
                answered(part, self.answer, self.pulse.should_stop)
        self.pulse.count(len(numbers), whole=len(numbers))
        return answers_in_order(numbers)


def answered(part: JobPart, answer: Answering, should_stop: Stopping) -> None:
    """Answer a part that was taken; it is given back where that fails."""
    try:
        answer_part(part, answer=answer(bytes(part.order), should_stop))
    except BaseException:
        release_part(part)
        raise


def _invite(numbers: Sequence[int]) -> None:
    """Tell the other workers of the parts; messages that nobody takes in time expire."""
    parts = group(app.signature(PART_TASK, (one,), expires=settings.SWEEP_SECONDS) for one in dict.fromkeys(numbers))
    try:
        parts.apply_async(retry=False)
    except (OperationalError, OSError):
        _log.warning("the broker is away; the job's runner answers its parts alone")
