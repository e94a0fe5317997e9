"""The lower end of what repeated runs measured: mean - t·s ÷ √n, one-sided at an asked confidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from benchmarks.interval import margin, mean_of
from benchmarks.measurement import Measurement
from benchmarks.repeats import runs_of
from benchmarks.slo import meets
from procurement.sizing.capacity import Capacity, Configuration, NoCapacity, answers, no_measurement, replicas_in
from procurement.sizing.demand import Bucket

Confidence = Literal["0.90", "0.95", "0.99"]
FEWEST_RUNS = 2
_BETWEEN = ", "

# one-sided quantiles of Student's t for 1, 2, ... 30 degrees of freedom, rounded to four places
_T: dict[Confidence, tuple[str, ...]] = {
    "0.90": (
        *("3.0777", "1.8856", "1.6377", "1.5332", "1.4759", "1.4398", "1.4149", "1.3968", "1.3830", "1.3722"),
        *("1.3634", "1.3562", "1.3502", "1.3450", "1.3406", "1.3368", "1.3334", "1.3304", "1.3277", "1.3253"),
        *("1.3232", "1.3212", "1.3195", "1.3178", "1.3163", "1.3150", "1.3137", "1.3125", "1.3114", "1.3104"),
    ),
    "0.95": (
        *("6.3138", "2.9200", "2.3534", "2.1318", "2.0150", "1.9432", "1.8946", "1.8595", "1.8331", "1.8125"),
        *("1.7959", "1.7823", "1.7709", "1.7613", "1.7531", "1.7459", "1.7396", "1.7341", "1.7291", "1.7247"),
        *("1.7207", "1.7171", "1.7139", "1.7109", "1.7081", "1.7056", "1.7033", "1.7011", "1.6991", "1.6973"),
    ),
    "0.99": (
        *("31.8205", "6.9646", "4.5407", "3.7469", "3.3649", "3.1427", "2.9980", "2.8965", "2.8214", "2.7638"),
        *("2.7181", "2.6810", "2.6503", "2.6245", "2.6025", "2.5835", "2.5669", "2.5524", "2.5395", "2.5280"),
        *("2.5176", "2.5083", "2.4999", "2.4922", "2.4851", "2.4786", "2.4727", "2.4671", "2.4620", "2.4573"),
    ),
}
_NO_REPEATS = (
    "같은 조건을 두 번 이상 측정해 매번 서비스 수준을 지킨 지점이 없어 측정 산포의 하한을 구할 수 없습니다. "
    "/ No point was measured twice or more and kept the service level every time; its spread has no lower end."
)


def lower_end(values: Sequence[Decimal], *, confidence: Confidence) -> Decimal | None:
    """The value that the mean of such runs exceeds with this confidence; None for fewer than two runs.

    For runs that are independent and alike. Beyond 31 runs the t of 31 is taken, which is a little too careful.
    Source: sizing design §3 (T⁻).
    """
    return mean_of(values) - margin(values, quantiles=_T[confidence]) if len(values) >= FEWEST_RUNS else None


def careful_capacity_of(
    configuration: Configuration,
    *,
    bucket: Bucket,
    measurements: Iterable[Measurement],
    utilisation: Decimal,
    confidence: Confidence,
) -> Capacity | NoCapacity:
    """As `capacity_of`, with the lower end of repeated runs in place of the best single one.

    A point counts when it was measured at least twice and every run kept the service level; among such points the
    highest lower end per server wins. A single run has no spread and is never taken for one without.
    """
    matching = [m for m in measurements if answers(m, configuration=configuration, bucket=bucket)]
    if not matching:
        return no_measurement(configuration, bucket=bucket)
    points = (_point(point.runs, configuration, bucket, confidence) for point in runs_of(matching))
    found = [(rate, runs) for one in points for rate, runs in one]
    if not found:
        return NoCapacity(configuration.id, bucket.id, _NO_REPEATS)
    rate, runs = max(found, key=lambda point: (point[0], point[1][0].id))
    ids = _BETWEEN.join(run.id for run in runs)
    replicas = replicas_in(configuration, measurement=runs[0])
    words = (
        f"{len(runs)}회 측정의 하한 (단측 {confidence}), 서버당 {replicas}조 (서로 독립이라고 가정) "
        f"/ lower end of {len(runs)} runs, one-sided {confidence}; {replicas} replica(s) per server, independent"
    )
    return Capacity(configuration.id, bucket.id, rate, utilisation, ids, replicas, words)


def run_factors(capacity: Capacity, *, bucket: Bucket, measurements: Iterable[Measurement]) -> tuple[Fraction, ...]:
    """Each repeated run's requests/s of a server over the rate that is planned with, of the point behind a capacity.

    Empty where that point was not measured twice or more, or a run has no rate above zero: no spread is known then.
    """
    for point in runs_of(measurements):
        if len(point.runs) >= FEWEST_RUNS and {run.id for run in point.runs} & set(run_ids(capacity)):
            rates = [Fraction(rate) * capacity.replicas / capacity.rate for rate in _rates(point.runs, bucket)]
            return tuple(rates) if all(rate > 0 for rate in rates) else ()
    return ()


def run_ids(capacity: Capacity) -> tuple[str, ...]:
    """The ids of the runs behind a capacity: one, or all whose lower end it is."""
    return tuple(capacity.measurement.split(_BETWEEN))


def _point(
    runs: tuple[Measurement, ...], configuration: Configuration, bucket: Bucket, confidence: Confidence
) -> Iterator[tuple[Fraction, tuple[Measurement, ...]]]:
    """Requests/s of a whole server at the lower end of the runs, where they have one above zero."""
    end = lower_end(_rates(runs, bucket), confidence=confidence)
    kept = all(meets(run, slo=bucket.slo) for run in runs)
    replicas = replicas_in(configuration, measurement=runs[0])
    if end is not None and end > 0 and kept and replicas:
        yield Fraction(end) * replicas, runs


def _rates(runs: tuple[Measurement, ...], bucket: Bucket) -> list[Decimal]:
    """Requests/s of every run: as measured, else output tokens/s over the length; none where a run has neither."""
    requests = [run.throughput.rps for run in runs if run.throughput.rps is not None]
    tokens = [run.throughput.output_tps for run in runs if run.throughput.output_tps is not None]
    if len(requests) == len(runs):
        return requests
    return [value / bucket.osl for value in tokens] if len(tokens) == len(runs) else []
