"""What each kind of job computes, and how one who helps answers a piece of it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from django.conf import settings

from procurement.models import Job
from procurement.models.job import IMPORT, SIZING
from procurement.services.jobs import Parameters
from procurement.sizing.solver import Watch
from procurement.tasks.apart import made_apart
from procurement.tasks.imports import imported, kept, read_batch
from procurement.tasks.pulse import Pulse
from procurement.tasks.sharing import Answering, Shared
from procurement.tasks.sizing import answered_order, seconds_of, sharing, sized_files


@dataclass(frozen=True, slots=True)
class Made:
    """What a job made: files, and what else is kept at its end."""

    files: Mapping[str, bytes]
    keep: Callable[[], object] = lambda: None


def made(job: Job, *, pulse: Pulse) -> Made:
    """Compute the job. Raises what its kind raises, and LostLease."""
    shared = Shared(pulse, answering(job)) if settings.JOBS == "broker" else None
    if job.kind == SIZING:
        watch = Watch(pulse.should_stop, pulse.hear, sharing(shared) if shared else None)
        return Made(sized_files(bytes(job.inputs), parameters=parameters_of(job), watch=watch, begin=pulse.begin))
    pulse.begin(job.kind)
    if job.kind == IMPORT:
        found = imported(job, pulse=pulse, shared=shared)
        return Made({}, partial(kept, job, found))
    inputs, parameters = bytes(job.inputs), parameters_of(job)
    return Made(made_apart(job.kind, inputs, parameters=parameters, should_stop=pulse.should_stop))


def answering(job: Job) -> Answering:
    """How a piece of the job is answered."""
    return read_batch if job.kind == IMPORT else partial(answered_order, seconds=seconds_of(parameters_of(job)))


def parameters_of(job: Job) -> Parameters:
    """What was asked for."""
    return dict(json.loads(job.parameters))
