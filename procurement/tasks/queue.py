"""Messages that carry jobs: each names one, and its row says whether there is still anything to do.

A message that is lost, doubled or late does no harm: the row is taken under a lease or it is not, and what nobody
carries is sent again every few seconds.
"""

from __future__ import annotations

import logging

from django.conf import settings
from kombu.exceptions import OperationalError

from procurement.celery import app
from procurement.services._jobs import free_jobs, take_job
from procurement.services._parts import take_part
from procurement.tasks.pulse import now
from procurement.tasks.running import help_with, run
from procurement.tasks.sharing import PART_TASK

_log = logging.getLogger(__name__)


@app.task(name="jobs.run")  # type: ignore[untyped-decorator]  # celery has no types
def run_job(number: int) -> bool:
    """Do the job unless it is another's or has ended; whether there was anything to do."""
    job = take_job(at=now(), number=number)
    if job is None:
        return False
    run(job)
    return True


@app.task(name=PART_TASK)  # type: ignore[untyped-decorator]  # celery has no types
def run_part(number: int) -> bool:
    """Answer a piece of a job unless another does or it is not wanted any more; whether there was anything to do."""
    part = take_part(among=(number,), at=now())
    if part is None:
        return False
    help_with(part)
    return True


@app.task(name="jobs.send")  # type: ignore[untyped-decorator]  # celery has no types
def send_free() -> int:
    """Send what waits or has lost its runner; a message that nobody takes in time makes room for the next."""
    waiting = free_jobs(at=now())
    for number in waiting:
        run_job.apply_async((number,), expires=settings.SWEEP_SECONDS)
    return len(waiting)


def send(number: int) -> None:
    """Send a job that was asked for; while the broker is away it waits in its row for `send_free`."""
    try:
        run_job.apply_async((number,), retry=False)
    except (OperationalError, OSError):
        _log.warning("the broker is away; job %s waits", number)
