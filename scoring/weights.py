"""Weights before bids open: direct points, swings, and a tree of criteria; to whole points that add up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from scoring.precise import normalised
from scoring.quantity import plain

Shares = tuple[tuple[str, Fraction], ...]
BEST_SWING = Fraction(100)


class UnusableWeights(ValueError):
    """Weights that cannot be shares: none, one twice, below 0, all 0, or a best swing that is not 100."""


class UnusableHierarchy(ValueError):
    """A tree of criteria whose local weights do not add up to 1, or that names a criterion twice."""


@dataclass(frozen=True, slots=True)
class Branch:
    """A criterion of a tree: its share of its parent (0..1) and what it is divided into."""

    name: str
    local: Fraction
    children: tuple[Branch, ...] = ()


@dataclass(frozen=True, slots=True)
class GlobalWeight:
    """A branch with its path from the root, its share of its parent, and its share of the whole."""

    path: tuple[str, ...]
    local: Fraction
    share: Fraction
    leaf: bool


def direct(points: Shares) -> Shares:
    """Shares of the whole from points or any other numbers given to each criterion. Raises UnusableWeights."""
    _check(points)
    return tuple(zip((name for name, _ in points), normalised(value for _, value in points), strict=True))


def swing(swings: Shares) -> Shares:
    """Shares from swings: the step from floor to target that is worth most is 100, the others 0..100 beside it.

    Raises UnusableWeights. Source: von Winterfeldt & Edwards 1986 (swing weighting); a weight has no meaning
    before floor and target are fixed (Mateus, Ferreira, Carreira 2010).
    """
    _check(swings)
    best = max(value for _, value in swings)
    if best != BEST_SWING:
        raise UnusableWeights(f"가장 큰 폭이 {plain(best)}입니다. 100이어야 합니다 / the best swing must be 100")
    return direct(swings)


def integer_points(shares: Shares, *, total: int) -> tuple[tuple[str, int], ...]:
    """Whole points that add up to `total` exactly, each less than a point from its share of it.

    Largest remainder (Hamilton): every criterion gets the whole part, and the points left over go to the
    largest fractional parts, of equal ones to those announced first. Raises UnusableWeights.
    """
    exact = [(name, share * total) for name, share in direct(shares)]
    whole = [value.numerator // value.denominator for _, value in exact]
    remainders = [value - points for (_, value), points in zip(exact, whole, strict=True)]
    first = sorted(range(len(exact)), key=lambda i: -remainders[i])[: total - sum(whole)]
    return tuple((name, whole[i] + (i in first)) for i, (name, _) in enumerate(exact))


def global_weights(root: Branch) -> tuple[GlobalWeight, ...]:
    """Every branch below the root with its local and global weight, parents before children.

    The global weights of the leaves add up to the root's. Raises UnusableHierarchy.
    """
    found = tuple(_below(root, path=(), share=root.local))
    leaves = [weight.path[-1] for weight in found if weight.leaf]
    for name in leaves:
        if leaves.count(name) > 1:
            raise UnusableHierarchy(f"{name}: 평가항목이 두 번 나옵니다 / the criterion stands twice in the tree")
    return found


def leaves(root: Branch) -> Shares:
    """The criteria at the ends of the tree with their global weights. Raises UnusableHierarchy."""
    return tuple((weight.path[-1], weight.share) for weight in global_weights(root) if weight.leaf)


def _below(parent: Branch, *, path: tuple[str, ...], share: Fraction) -> Iterator[GlobalWeight]:
    locals_ = sum((child.local for child in parent.children), Fraction(0))
    if (parent.children and locals_ != 1) or any(child.local < 0 for child in parent.children):
        raise UnusableHierarchy(
            f"{parent.name}: 아래 항목 비중의 합이 {plain(locals_)}입니다. 0 이상이고 합이 1이어야 합니다 / "
            f"local weights must not be negative and must add up to 1"
        )
    for child in parent.children:
        below = (*path, child.name)
        yield GlobalWeight(below, child.local, share * child.local, leaf=not child.children)
        yield from _below(child, path=below, share=share * child.local)


def _check(given: Shares) -> None:
    names = [name for name, _ in given]
    for name, value in given:
        if value < 0 or names.count(name) > 1:
            raise UnusableWeights(
                f"{name}: {plain(value)}: 항목마다 한 번, 0 이상이어야 합니다 / once for each criterion, not below 0"
            )
    if not any(value for _, value in given):
        raise UnusableWeights("비중이 없거나 모두 0입니다 / there are no weights, or all are 0")
