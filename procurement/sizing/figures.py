"""The checks that every figure of a sizing question passes, and their refusal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction


class ProblemError(ValueError):
    """The question cannot be computed with; the message says what and how to mend it."""


def unique(names: Iterable[str], *, what: str) -> None:
    """Refuse an empty list of names and a name given twice. Raises ProblemError."""
    times = Counter(names)
    repeated = sorted(name for name, count in times.items() if count > 1)
    if repeated or not times:
        raise ProblemError(
            f"{what}: 하나 이상, 서로 다른 이름이어야 합니다: {repeated} / at least one, and no id twice: {repeated}"
        )


def known(names: Iterable[str], *, among: Iterable[str], what: str) -> None:
    """Refuse a name that nothing of the question carries. Raises ProblemError."""
    unknown = sorted(set(names) - set(among))
    if unknown:
        raise ProblemError(f"{what}: 모르는 이름입니다: {unknown} / unknown: {unknown}; use an id of the question.")


def at_least(value: Decimal | int | None, *, least: int, what: str) -> None:
    """Refuse a figure that is not finite or below `least`; None is no figure. Raises ProblemError."""
    if value is not None and not (Decimal(value).is_finite() and value >= least):
        raise ProblemError(f"{what}: {value} — {least} 이상이어야 합니다. / must be at least {least}.")


def part(value: Decimal | Fraction | None, *, what: str) -> None:
    """Refuse a share that is not between 0 and 1; None is no share. Raises ProblemError."""
    finite = not isinstance(value, Decimal) or value.is_finite()
    if value is not None and not (finite and 0 <= value <= 1):
        raise ProblemError(f"{what}: {value} — 0과 1 사이여야 합니다. / must lie between 0 and 1.")
