"""The solver's numbers as a purchase: whole servers, shares that add up to exactly 1, and the scale."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

from procurement.sizing.linear import Answer
from procurement.sizing.model import Model
from procurement.sizing.problem import Problem

NINE_PLACES = Decimal("0.000000001")
TWELVE_PLACES = Decimal("0.000000000001")


@dataclass(frozen=True, slots=True)
class Share:
    """The part (0..1) of a bucket that a configuration serves; the parts of a bucket add up to exactly 1."""

    configuration: str
    bucket: str
    share: Decimal


@dataclass(frozen=True, slots=True)
class Choice:
    """What is to be checked: servers by configuration id, shares, and the multiple of the demand that is served."""

    servers: Mapping[str, int]
    shares: tuple[Share, ...]
    scale: Decimal


def choice_of(problem: Problem, *, model: Model, answer: Answer) -> Choice:
    """Whole servers, exact shares and the scale out of the solver's values; a scale is cut, never rounded up.

    A share on a configuration of which nothing is bought can only be solver noise and is dropped.
    """
    servers = {name: round(answer.values[column]) for name, column in model.layout.servers.items()}
    shares: list[Share] = []
    for bucket in problem.buckets:
        served = {c: n for (c, b), n in model.layout.shares.items() if b == bucket.id and servers[c]}
        shares += _parts(bucket.id, {c: max(answer.values[n], 0.0) for c, n in served.items()})
    scale = 1.0 if model.layout.scale is None else answer.values[model.layout.scale]
    return Choice(servers, tuple(shares), Decimal(scale).quantize(NINE_PLACES, rounding=ROUND_DOWN))


def _parts(bucket: str, amounts: dict[str, float]) -> list[Share]:
    """Parts with twelve decimals that add up to exactly 1; what rounding leaves goes to the largest."""
    whole = sum(amounts.values())
    if not whole:
        return []
    parts = {name: Decimal(amount / whole).quantize(TWELVE_PLACES) for name, amount in sorted(amounts.items())}
    largest = max(parts, key=lambda name: parts[name])
    parts[largest] += 1 - sum(parts.values())
    return [Share(name, bucket, part) for name, part in parts.items() if part]
