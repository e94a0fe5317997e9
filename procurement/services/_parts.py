"""Independent pieces of a running job: laid out once, taken under leases by any worker, gathered in their order."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import uuid4

from django.db import transaction
from django.db.models import Q, QuerySet

from procurement.models import Job, JobPart, JobState
from procurement.services._jobs import LostLease, lease_time


@transaction.atomic
def lay_parts(job: Job, *, orders: Sequence[bytes]) -> tuple[int, ...]:
    """The number of each order's part. One laid out by an earlier runner keeps its answer; equal orders are one part.

    Raises LostLease.
    """
    if not Job.objects.select_for_update().filter(pk=job.pk, lease=job.lease, state=JobState.RUNNING).exists():
        raise LostLease
    keys = [hashlib.sha256(order).hexdigest() for order in orders]
    made = [JobPart(job=job, key=key, order=order) for key, order in dict(zip(keys, orders, strict=True)).items()]
    JobPart.objects.bulk_create(made, ignore_conflicts=True)
    numbers = dict(job.parts.filter(key__in=keys).values_list("key", "pk"))
    return tuple(numbers[key] for key in keys)


@transaction.atomic
def take_part(*, among: Collection[int], at: datetime) -> JobPart | None:
    """The first of these that nobody holds and nobody has answered, under a lease; None where there is none."""
    free = _open(among).filter(Q(lease_until=None) | Q(lease_until__lt=at)).order_by("pk")
    found = free.select_for_update(skip_locked=True, of=("self",)).select_related("job").first()
    if found is None:
        return None
    found.lease, found.lease_until = str(uuid4()), at + lease_time()
    found.save(update_fields=["lease", "lease_until"])
    return found


def beat_part(part: JobPart, *, at: datetime) -> bool:
    """Say that who holds the part lives; whether it should stop, as the part is not theirs or wanted any more."""
    return not _open((part.pk,)).filter(lease=part.lease).update(lease_until=at + lease_time())


def answer_part(part: JobPart, *, answer: bytes) -> None:
    """Keep the answer, unless the part was answered or taken over since."""
    JobPart.objects.filter(pk=part.pk, lease=part.lease, answer=None).update(answer=answer)


def release_part(part: JobPart) -> None:
    """Give a part back unanswered."""
    JobPart.objects.filter(pk=part.pk, lease=part.lease).update(lease="", lease_until=None)


def unanswered(numbers: Collection[int]) -> tuple[int, ...]:
    """Which of the parts have no answer yet."""
    return tuple(JobPart.objects.filter(pk__in=numbers, answer=None).values_list("pk", flat=True))


def answers_in_order(numbers: Sequence[int]) -> tuple[bytes, ...]:
    """The answers of the parts, as they were asked."""
    found = dict(JobPart.objects.filter(pk__in=numbers).values_list("pk", "answer"))
    return tuple(bytes(found[number] or b"") for number in numbers)


def _open(numbers: Collection[int]) -> QuerySet[JobPart]:
    return JobPart.objects.filter(pk__in=numbers, answer=None, job__state=JobState.RUNNING)
