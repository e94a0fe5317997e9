"""The terms of the offers in words with their numbers: stock, least orders, certificates, lots, exclusions."""

from __future__ import annotations

from collections.abc import Iterable

from procurement.sizing.linear import Rule
from procurement.sizing.offers import Pairing
from procurement.sizing.problem import Problem


def offer_sentences(problem: Problem) -> Iterable[tuple[Rule, str]]:
    """One sentence for each rule that the offers set, Korean then English; none where they set none."""
    capped = {c.id: c.maximum for c in problem.configurations if c.maximum is not None}
    capped |= {b.id: b.maximum for b in problem.bundles if b.maximum is not None}
    if capped:
        text = _counts(capped)
        yield "maximum", f"구성별 최대 대수: {text} / most servers of a configuration: {text}"
    least = {c.id: c.minimum for c in problem.configurations if c.minimum > 1}
    if least:
        text = _counts(least, sign="≥")
        yield "minimum", f"주문 한 번의 최소 대수: {text} / least servers of one order: {text}"
    if problem.pairings:
        yield "pairing", "; ".join(map(_pairing, problem.pairings)) + " / only certified pairs of model and device"
    lots = sorted({c.lot for c in problem.configurations if c.lot})
    if lots:
        yield "lot", f"구매단위({', '.join(lots)})마다 한 업체 / one vendor for each lot"
    if problem.exclusive:
        text = "; ".join(", ".join(items) for items in problem.exclusive)
        yield "exclusive", f"다음 중 하나만 구매: {text} / at most one is bought of: {text}"


def _counts(counts: dict[str, int], *, sign: str = "≤") -> str:
    return ", ".join(f"{name} {sign} {count}" for name, count in sorted(counts.items()))


def _pairing(pairing: Pairing) -> str:
    names = ", ".join(pairing.configurations)
    words = f"{names}에서만" if pairing.kind == "only" else f"{names}에서는 불가"
    return f"{pairing.model}: {words} ({pairing.why})"
