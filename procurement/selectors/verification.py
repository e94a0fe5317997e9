"""How far what a bid claims was verified by somebody else: a verified release of the exchange holds the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.measurement import Measurement
from procurement.models import Measured, ReviewStep, User
from procurement.selectors.evidence import measurement_of, measurements_for
from procurement.selectors.evidence_list import outdated_among
from procurement.verification import State

_FACTS = ("system", "software", "model", "scenario", "counts", "latency", "throughput", "power")


@dataclass(frozen=True, slots=True)
class Verified:
    """By whom a measurement was verified, the paper that says so, and whether its maker has newer software since."""

    by: str
    paper: str
    outdated: bool


def verified_among(user: User, *, measurements: Sequence[Measurement]) -> tuple[Verified | None, ...]:
    """For each measurement who verified it; None = 미검증. The one place that pages and sheets ask.

    It is verified where a verified release that the person may see has the same bytes, the same place in them, and
    the same facts: what a bidder answers otherwise than the release (another number of cards) was not verified.
    """
    digests = {one.source.sha256 for one in measurements}
    rows = tuple(measurements_for(user).filter(file__sha256__in=digests, release__state=State.VERIFIED))
    if not rows:
        return (None,) * len(measurements)
    outdated = outdated_among(user, rows=rows)
    steps = ReviewStep.objects.filter(release__in={row.release_id for row in rows}, after=State.VERIFIED)
    by_release = {step.release_id: step for step in steps.select_related("by__organisation")}
    known = {
        (row.file.sha256, row.place): (row, _verified(by_release[row.release_id], outdated=row.pk in outdated))
        for row in rows
    }
    return tuple(_of(one, known) for one in measurements)


def _of(one: Measurement, known: dict[tuple[str, str], tuple[Measured, Verified]]) -> Verified | None:
    found = known.get((one.source.sha256, one.source.where[:200]))
    if found is None:
        return None
    verified = measurement_of(found[0])
    same = all(getattr(one, fact) == getattr(verified, fact) for fact in _FACTS)
    return found[1] if same else None


def _verified(step: ReviewStep, *, outdated: bool) -> Verified:
    again = f"재측정 자료 {step.remeasured_id}" if step.remeasured_id else ""
    paper = step.certificate or again or f"기록 {step.log_sha256[:12]}"
    return Verified(str(step.by.organisation), f"{paper}, 성능자료 {step.release_id}", outdated)
