"""One job after the other: taken under a lease, told how far it is, stopped when asked, and stored once."""

from __future__ import annotations

import logging
import tempfile
import time

from django.conf import settings
from django.db import connection

from procurement.casefile import REFUSALS, in_words
from procurement.casefile.archive import NotUnpacked
from procurement.casefile.sizing_whole import Cancelled
from procurement.models import Job, JobPart, JobState
from procurement.services._jobs import LostLease, take_job
from procurement.services.jobs import end_job
from procurement.services.record import Actor, NotAllowed, Unusable
from procurement.sizing.asking import Unproven
from procurement.sizing.solver import SolverCrashed, SolverStopped
from procurement.tasks.kinds import Made, answering, made
from procurement.tasks.pulse import AWAY, Pulse, helping, now
from procurement.tasks.sharing import answered
from procurement.tasks.sizing import PROGRAM
from procurement.workflow import NotYet


class Machine(Actor):
    """The program itself, at the end of a job that a person asked for."""

    @property
    def name(self) -> str:
        """What the record says instead of a person's name."""
        return "(계산)"


MACHINE = Machine(None, "")
_log = logging.getLogger(__name__)
CRASHED = (
    "프로그램의 잘못으로 멈췄습니다. 관리자에게 계산의 번호를 알려 주세요. / "
    "Stopped by a fault of the program; tell the administrator the number of the job."
)
FULL = (
    "디스크가 차서 만들지 못했습니다. 저장된 것은 없습니다. 자리를 비우고 다시 요청하세요. / "
    "The disk is full and nothing was stored; make room and ask again."
)
AGAIN_SECONDS = 0.5
ROOM_BYTES = 1_000_000


def run_waiting() -> int:
    """Do every job that waits, one after the other; how many there were."""
    done = 0
    while (job := take_job(at=now())) is not None:
        run(job)
        done += 1
    return done


def run(job: Job) -> None:
    """Do a job that was taken, and store its end unless it is another's by then.

    Where the database stays away the job is left as it is: its lease ends, and the next runner takes it.
    """
    try:
        found, (state, told) = _ended(job)
        try:
            _end(job, found, state=state, told=told)
        except (Unusable, NotAllowed, NotYet) as refusal:
            _end(job, Made({}), state=JobState.REFUSED, told=str(refusal))
    except LostLease:
        return
    except AWAY:
        _log.warning("the database is away; job %s is left to the next runner", job.pk)


def help_with(part: JobPart) -> None:
    """Answer a piece of another's job that was taken; what fails here is the job's own runner's to tell."""
    try:
        answered(part, answering(part.job), helping(part))
    except LostLease:
        return
    except Exception:  # noqa: BLE001 -- the piece is free again, and its job goes on
        _log.exception("a piece of job %s failed", part.job_id)


def _end(job: Job, found: Made, *, state: JobState, told: str) -> None:
    """Store the end; a database that restarts is waited for as long as the lease would last."""
    until = time.monotonic() + settings.LEASE_SECONDS
    while True:
        try:
            return _end_now(job, found, state=state, told=told)
        except AWAY:
            if connection.in_atomic_block or time.monotonic() > until:
                raise
            connection.close()
            time.sleep(AGAIN_SECONDS)


def _end_now(job: Job, found: Made, *, state: JobState, told: str) -> None:
    end_job(job, state=state, told=told, files=found.files, keep=found.keep, program=PROGRAM, by=MACHINE, at=now())


def _ended(job: Job) -> tuple[Made, tuple[JobState, str]]:
    """What was made, and how it ended. Raises LostLease."""
    state, told = JobState.FAILED, CRASHED
    try:
        return _computed(job), (JobState.DONE, "")
    except (LostLease, *AWAY):
        raise
    except Cancelled:
        state, told = JobState.CANCELLED, ""
    except (NotUnpacked, Unusable) as refusal:
        state, told = JobState.REFUSED, str(refusal)
    except REFUSALS as refusal:
        state, told = JobState.REFUSED, in_words(refusal, main="sizing.toml")
    except (SolverStopped, Unproven) as reason:
        told = str(reason)
    except SolverCrashed as reason:
        told = str(reason) if has_room() else FULL
    except Exception:  # noqa: BLE001 -- whatever it was, the person who waits is told
        _log.exception("job %s failed", job.pk)
        told = CRASHED if has_room() else FULL
    return Made({}), (state, told)


def has_room() -> bool:
    """Whether the disk on which jobs work takes another file: a full one fails in as many ways as there are writers."""
    try:
        with tempfile.TemporaryFile() as file:
            file.write(bytes(ROOM_BYTES))
            file.flush()
    except OSError:
        return False
    return True


def _computed(job: Job) -> Made:
    pulse = Pulse(job)
    try:
        return made(job, pulse=pulse)
    except (SolverStopped, Unproven):
        if pulse.stopped:
            raise Cancelled from None
        raise
