"""One job after the other: taken under a lease, told how far it is, stopped when asked, and stored once."""

from __future__ import annotations

import json
import logging
import time
from dataclasses import dataclass
from datetime import UTC, datetime

from procurement.casefile import REFUSALS, in_words
from procurement.casefile.archive import NotUnpacked
from procurement.casefile.sizing_whole import Cancelled
from procurement.models import Job, JobState
from procurement.services._jobs import LostLease, beat, take_job
from procurement.services.jobs import end_job
from procurement.services.record import Actor
from procurement.sizing.asking import Unproven
from procurement.sizing.solver import Progress, SolverCrashed, SolverStopped, Watch
from procurement.tasks.sizing import PROGRAM, sized_files

BEAT_SECONDS = 0.5


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


def now() -> datetime:
    """The moment at which a runner acts."""
    return datetime.now(tz=UTC)


def run_waiting() -> int:
    """Do every job that waits, one after the other; how many there were."""
    done = 0
    while (job := take_job(at=now())) is not None:
        run(job)
        done += 1
    return done


def run(job: Job) -> None:
    """Do a job that was taken, and store its end unless it is another's by then."""
    state, told, files = JobState.DONE, "", dict[str, bytes]()
    try:
        files = _computed(job)
    except LostLease:
        return
    except Cancelled:
        state = JobState.CANCELLED
    except NotUnpacked as refusal:
        state, told = JobState.REFUSED, str(refusal)
    except REFUSALS as refusal:
        state, told = JobState.REFUSED, in_words(refusal, main="sizing.toml")
    except (SolverCrashed, SolverStopped, Unproven) as reason:
        state, told = JobState.FAILED, str(reason)
    except Exception:  # noqa: BLE001 -- whatever it was, the person who waits is told
        _log.exception("job %s failed", job.pk)
        state, told = JobState.FAILED, CRASHED
    try:
        end_job(job, state=state, told=told, files=files, program=PROGRAM, by=MACHINE, at=now())
    except LostLease:
        return


def _computed(job: Job) -> dict[str, bytes]:
    pulse = Pulse(job)
    watch = Watch(pulse.should_stop, pulse.hear)
    try:
        return sized_files(bytes(job.inputs), parameters=json.loads(job.parameters), watch=watch, begin=pulse.begin)
    except (SolverStopped, Unproven):
        if pulse.stopped:
            raise Cancelled from None
        raise


@dataclass(slots=True)
class Pulse:
    """Tells the database how far the job is, and hears from it whether to stop: at most every half second."""

    job: Job
    phase: str = ""
    gap: float | None = None
    nodes: int | None = None
    stopped: bool = False
    told_at: float = float("-inf")

    def begin(self, phase: str) -> None:
        """Another part of the work."""
        self.phase, self.gap, self.nodes = phase, None, None
        self.told_at = float("-inf")
        self.should_stop()

    def hear(self, progress: Progress) -> None:
        """What the solver says."""
        self.gap, self.nodes = progress.gap, progress.nodes

    def should_stop(self) -> bool:
        """Whether the person who asked wants no answer any more. Raises LostLease."""
        if not self.stopped and time.monotonic() - self.told_at >= BEAT_SECONDS:
            self.told_at = time.monotonic()
            self.stopped = beat(self.job, phase=self.phase, gap=self.gap, nodes=self.nodes, at=now())
        return self.stopped
