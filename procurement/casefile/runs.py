"""The repeated runs behind the scored values of a case: what the annex draws measurement noise from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from benchmarks.metrics import read_metric
from benchmarks.slo import meets
from procurement.casefile.bids import Submission
from procurement.casefile.conditions import runs_of
from procurement.casefile.measured import chosen
from procurement.casefile.scheme import Announced, Measure
from procurement.exports.dossier import Runs
from scoring.acceptability_noise import Repeats


def repeated_runs(announced: Announced, *, submissions: Iterable[Submission]) -> tuple[Runs, ...]:
    """Two runs or more of one condition, for each bid and measured quantitative criterion in the announced order.

    A run that misses the service level is a run all the same, or the spread would be that of the lucky ones.
    """
    scored = {criterion.id for criterion in announced.scheme.of_kind("quantitative")}
    measures = [measure for measure in announced.measures if measure.subject in scored]
    return tuple(found for one in submissions for measure in measures for found in _runs(one, measure))


def _runs(submission: Submission, measure: Measure) -> Iterator[Runs]:
    read = chosen(measure, candidates=submission.examined)
    runs = [one.measurement for one in runs_of(read, candidates=submission.examined)] if read else []
    found = ((run, read_metric(run, metric=measure.metric, statistic=measure.statistic)) for run in runs)
    values = [(run, Fraction(value)) for run, value in found if value is not None]
    if len(values) > 1:
        yield Runs(
            values=Repeats(submission.bid.id, measure.subject, tuple(value for _, value in values)),
            missed=sum(1 for run, _ in values if not meets(run, slo=measure.slo)),
        )
