"""What has to be served: request classes of one model, one pair of lengths and one service level."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from benchmarks.slo import Slo


class DemandError(ValueError):
    """The demand cannot be computed with; the message says which bucket and how to mend it."""


@dataclass(frozen=True, slots=True)
class Bucket:
    """One request class: `isl` tokens in, `osl` tokens out, `rate` requests/s to be kept within `slo`.

    Lengths are exact targets, not ranges: a measurement counts for a bucket only when its target lengths are these.
    `growth` multiplies the rate in each year of the plan (empty = the same every year). `weight` is what a served
    request/s counts for when not all can be served. Source: sizing design §3, set B.
    """

    id: str
    title: str
    model: str
    isl: int
    osl: int
    rate: Decimal
    slo: Slo
    growth: tuple[Decimal, ...] = ()
    weight: Decimal = Decimal(1)


def rate_in(bucket: Bucket, *, year: int) -> Fraction:
    """Requests/s of a bucket in a year of the plan (0 = the first)."""
    return Fraction(bucket.rate) * (Fraction(bucket.growth[year]) if bucket.growth else 1)


def check_demand(buckets: Sequence[Bucket], *, years: int = 1) -> None:
    """Refuse an empty demand, a repeated id, figures that are not positive and finite, growth for other years.

    Raises DemandError with the bucket's id, Korean first.
    """
    if not buckets:
        raise DemandError(
            "수요가 비어 있습니다. 수요 구간을 하나 이상 넣으십시오. / The demand holds no bucket; enter one."
        )
    seen: set[str] = set()
    for bucket in buckets:
        if bucket.id in seen:
            raise DemandError(
                f"수요 {bucket.id!r}이(가) 두 번 나옵니다. / Bucket {bucket.id!r} appears twice; rename one."
            )
        seen.add(bucket.id)
        _check_bucket(bucket)
        _check_growth(bucket, years)


def _check_growth(bucket: Bucket, years: int) -> None:
    if bucket.growth and len(bucket.growth) != years:
        raise DemandError(
            f"수요 {bucket.id!r}의 growth는 계획 연수 {years}개와 같아야 합니다: {len(bucket.growth)}개입니다. "
            f"/ Bucket {bucket.id!r}: give growth for each of the {years} years; there are {len(bucket.growth)}."
        )


def _check_bucket(bucket: Bucket) -> None:
    amounts = (("isl", Decimal(bucket.isl)), ("osl", Decimal(bucket.osl)), ("rate", bucket.rate))
    more = (*(("growth", g) for g in bucket.growth), ("weight", bucket.weight))
    for name, amount in (*amounts, *more):
        if not (amount.is_finite() and amount > 0):
            raise DemandError(
                f"수요 {bucket.id!r}의 {name} 값 {amount}은(는) 0보다 커야 합니다. "
                f"/ Bucket {bucket.id!r}: {name} is {amount} and must be greater than zero."
            )
