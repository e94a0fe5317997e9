"""Traffic binned to the lengths that were measured, and what no measurement covers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from benchmarks.measurement import Measurement
from benchmarks.traffic import Counted, Lengths, Traffic


@dataclass(frozen=True, slots=True)
class Bin:
    """The requests that one pair of measured lengths stands for, their own tokens, and their shares of all."""

    target: Lengths
    requests: int
    tokens: int
    request_share: Fraction
    token_share: Fraction


@dataclass(frozen=True, slots=True)
class Uncovered:
    """The requests that are longer than every measured pair in one length: how many, their shares, and which.

    `lengths` are by falling number of requests; `longest_isl` and `longest_osl` are 0 where nothing is uncovered.
    """

    requests: int
    tokens: int
    request_share: Fraction
    token_share: Fraction
    lengths: tuple[Counted, ...]
    longest_isl: int
    longest_osl: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """A bin for each target, by rising lengths, and what none of them covers; shares add up to 1 over both."""

    bins: tuple[Bin, ...]
    uncovered: Uncovered


def targets_of(measurements: Iterable[Measurement]) -> tuple[Lengths, ...]:
    """The pairs of target lengths that were measured, by rising lengths; a pair with a length not stated is none."""
    stated = ((_whole(m.scenario.isl_target), _whole(m.scenario.osl_target)) for m in measurements)
    return tuple(sorted({Lengths(isl, osl) for isl, osl in stated if isl and osl}))


def _whole(value: Decimal | None) -> int | None:
    return None if value is None or value != value.to_integral_value() else int(value)


def cover(traffic: Traffic, *, targets: Iterable[Lengths]) -> Coverage:
    """Each request in the smallest measured pair that is at least as long in both lengths, else uncovered.

    Smallest is the pair of the fewest tokens in and out together, and of equal ones the one with the shorter output.
    So a bin overstates its requests, never understates them. Source: sizing.md §3 (buckets), formats.md §2.
    """
    ordered = sorted(set(targets), key=lambda target: (target.tokens, target.osl))
    held: dict[Lengths | None, list[Counted]] = {}
    for one in traffic.requests:
        held.setdefault(_smallest(one.lengths, ordered), []).append(one)
    requests, tokens = _sums(traffic.requests)
    bins = []
    for target in sorted(ordered):
        own, own_tokens = _sums(held.get(target, []))
        bins.append(Bin(target, own, own_tokens, Fraction(own, requests), Fraction(own_tokens, tokens)))
    return Coverage(tuple(bins), _uncovered(held.get(None, []), requests, tokens))


def _smallest(lengths: Lengths, ordered: list[Lengths]) -> Lengths | None:
    return next((t for t in ordered if t.isl >= lengths.isl and t.osl >= lengths.osl), None)


def _sums(counts: Iterable[Counted]) -> tuple[int, int]:
    each = [(one.requests, one.requests * one.lengths.tokens) for one in counts]
    return sum(requests for requests, _ in each), sum(tokens for _, tokens in each)


def _uncovered(counts: list[Counted], requests: int, tokens: int) -> Uncovered:
    own, own_tokens = _sums(counts)
    return Uncovered(
        requests=own,
        tokens=own_tokens,
        request_share=Fraction(own, requests),
        token_share=Fraction(own_tokens, tokens),
        lengths=tuple(sorted(counts, key=lambda one: (-one.requests, one.lengths))),
        longest_isl=max((one.lengths.isl for one in counts), default=0),
        longest_osl=max((one.lengths.osl for one in counts), default=0),
    )
