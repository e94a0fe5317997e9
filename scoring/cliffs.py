"""Where a step of the points table, or the limit of a gate, lies inside the spread of a measurement."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from scoring.criteria import Criterion, Gate, Ladder
from scoring.quantity import plain
from scoring.value import points_of


class UnusableSpread(ValueError):
    """A spread of repeats whose low end lies above its high end."""


@dataclass(frozen=True, slots=True)
class Cliff:
    """A step inside the spread of the repeats: an equal machine may land on either side of `edge`.

    `low` and `high` in the criterion's unit. `lost` = points between the two ends of the spread; None
    for a gate, where the bid itself is lost.
    """

    subject: str
    edge: Fraction
    low: Fraction
    high: Fraction
    lost: Fraction | None
    text: str


def cliffs(subject: Criterion | Gate, *, low: Fraction, high: Fraction) -> tuple[Cliff, ...]:
    """The edges of a ladder, or the limit of a gate, that the spread `low`..`high` of the repeats straddles.

    A warning only: the official value stays the announced statistic. Lines and curves have no cliffs.
    Raises UnusableSpread. Source: half-open steps [a, b) put one step between two repeats of a machine.
    """
    if low > high:
        raise UnusableSpread(f"{subject.title}: {plain(low)} > {plain(high)}: 아래가 위보다 큽니다 / low above high")
    if isinstance(subject, Gate):
        higher, edges = subject.comparison == ">=", [subject.limit]
    elif isinstance(subject.value, Ladder):
        higher, edges = subject.value.better == "higher", [threshold for threshold, _ in subject.value.steps]
    else:
        return ()
    lost = _lost(subject, low=low, high=high)
    inside = (edge for edge in edges if (low < edge <= high if higher else low <= edge < high))
    return tuple(_cliff(subject, edge=edge, low=low, high=high, lost=lost) for edge in inside)


def _lost(subject: Criterion | Gate, *, low: Fraction, high: Fraction) -> Fraction | None:
    if isinstance(subject, Gate):
        return None
    return abs(points_of(subject, value=high)[0] - points_of(subject, value=low)[0])


def _cliff(subject: Criterion | Gate, *, edge: Fraction, low: Fraction, high: Fraction, lost: Fraction | None) -> Cliff:
    spread = f"{plain(low)}~{plain(high)} {subject.unit}".strip()
    stake, at_stake = "통과 여부", "pass or fail"
    if lost is not None:
        stake, at_stake = f"최대 {plain(lost)}점", f"up to {plain(lost)} points"
    text = (
        f"{subject.title}: 반복 측정 {spread} 안에 경계 {plain(edge)}이(가) 있습니다. 다시 재면 결과가 바뀔 수 있습니다"
        f" ({stake}) / the edge lies inside the spread of the repeats, measuring again may change the result"
        f" ({at_stake})"
    )
    return Cliff(subject=subject.id, edge=edge, low=low, high=high, lost=lost, text=text)
