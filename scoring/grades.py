"""Marks given as grades: the announced ladder of a qualitative criterion, and marks that stand on none of its steps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import pairwise

from scoring.criteria import Criterion, Grades, Mark
from scoring.quantity import plain

TEN_PERCENT = Fraction(1, 10)
TWENTY_PERCENT = Fraction(1, 5)


class UnusableLadder(ValueError):
    """Grades that do not fall from step to step, repeat a name, or leave 0..1."""


class NotOnLadder(ValueError):
    """A grade or a mark that is none of the announced steps."""


def even_ladder(names: Sequence[str], *, step: Fraction) -> Grades:
    """The grades named, best first: the first earns all points and each next one `step` of the points less.

    Names and step are the tender's: 10 % gives 100, 90, 80 ..., 20 % gives 100, 80, 60 ... % of the points.
    Raises UnusableLadder.
    """
    ladder = Grades(tuple((name, 1 - i * step) for i, name in enumerate(names)))
    check_ladder(ladder)
    return ladder


def check_ladder(ladder: Grades) -> None:
    """Raise UnusableLadder unless every name stands once and the shares fall strictly within 0..1."""
    names = [name for name, _ in ladder.shares]
    shares = [share for _, share in ladder.shares]
    falling = all(a > b for a, b in pairwise(shares))
    if not names or len(set(names)) < len(names) or not falling or not 0 <= shares[-1] <= shares[0] <= 1:
        raise UnusableLadder(
            f"등급표 {_listed(ladder)}: 등급마다 한 번, 좋은 등급부터, 0과 1 사이에서 낮아져야 합니다 / "
            f"each grade once, best first, falling within 0 and 1"
        )


def graded_mark(
    grade: str, *, ladder: Grades, criterion: Criterion, evaluator: str, bid: str, reason: str = ""
) -> Mark:
    """The mark that a grade is worth: exactly `points × share`, not rounded. Raises NotOnLadder, UnusableLadder."""
    check_ladder(ladder)
    for name, share in ladder.shares:
        if name == grade:
            return Mark(evaluator, bid, criterion.id, criterion.points * share, reason)
    raise NotOnLadder(
        f"{evaluator}, {bid}, {criterion.title}: 등급표에 없는 등급입니다: {grade!r}. {_listed(ladder)} 중에서 "
        f"고르십시오 / the grade is not on the ladder, choose one of these"
    )


def check_steps(
    marks: Iterable[Mark], *, criteria: Iterable[Criterion], ladders: tuple[tuple[str, Grades], ...]
) -> None:
    """Raise NotOnLadder for marks in points that are none of the steps; criteria without a ladder take any mark.

    `ladders` are pairs of criterion id and announced grades. Raises UnusableLadder for a ladder that is
    none or belongs to no criterion.
    """
    points = {criterion.id: criterion.points for criterion in criteria}
    steps: dict[str, dict[Fraction, str]] = {}
    for criterion, ladder in ladders:
        check_ladder(ladder)
        if criterion not in points:
            raise UnusableLadder(f"{criterion}: 배점표에 없는 항목의 등급표입니다 / a ladder for what is not announced")
        steps[criterion] = {points[criterion] * share: name for name, share in ladder.shares}
    for mark in marks:
        if mark.criterion in steps and mark.points not in steps[mark.criterion]:
            known = ", ".join(f"{name} {plain(points)}" for points, name in steps[mark.criterion].items())
            raise NotOnLadder(
                f"{mark.evaluator}, {mark.bid}, {mark.criterion}: {plain(mark.points)}점은 등급표에 없습니다. "
                f"{known} 중에서 고르십시오 / the mark is no step of the ladder, choose one of these"
            )


def _listed(ladder: Grades) -> str:
    return ", ".join(f"{name} {plain(share * 100)} %" for name, share in ladder.shares) or "(없음)"
