"""협상적격: gates, the ceiling, and the threshold on the technical points or on the total."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction
from typing import Literal, cast, get_args

from scoring.criteria import Scheme
from scoring.quantity import decimal_of, half_up, plain
from scoring.ranking import passes_threshold
from scoring.result import Answers, BidResult, Number
from scoring.rules.loading import RuleError, number, places, rule
from scoring.rules.schema import Rules

Basis = Literal["technical", "technical_points", "total"]
POINTS_OF = {"technical_points": "technical_points", "total": "total_points"}


def eligibility_on(rules: Iterable[Rules]) -> Basis:
    """What the threshold is tested on: a share of the technical points (제8조①), or what `eligibility_on` says.

    technical = `eligibility_share` of the technical points, technical_points = `eligibility_technical_points`
    of them, total = `eligibility_total_points` of technical + price.

    Raises NotObtained where the rule knows both and the notice's rule file does not say which,
    RuleError for another word.
    """
    texts = tuple(rules)
    entries = ((*(r.key for r in text.rules), *(p.key for p in text.not_obtained)) for text in texts)
    known = any("eligibility_on" in keys for keys in entries)
    found = rule(texts, key="eligibility_on").value if known else "technical"
    for basis in get_args(Basis):
        if found == basis:
            return cast("Basis", basis)
    raise RuleError(
        f"eligibility_on: technical, technical_points, total 중 하나여야 합니다 / must be technical or total: {found!r}"
    )


def threshold(scheme: Scheme, *, rules: tuple[Rules, ...]) -> Number:
    """The points a bid must reach: a share of the technical points, or points of the total. Raises RuleError."""
    basis = eligibility_on(rules)
    if basis != "technical":
        points = rule(rules, key=f"eligibility_{POINTS_OF[basis]}")
        exact = number(rules, key=points.key)
        return Number(
            value=decimal_of(exact),
            exact=exact,
            formula=plain(exact),
            inputs=(("합산점수 기준" if basis == "total" else "기술점수 기준", plain(exact)),),
            clause=points.reference,
        )
    share = number(rules, key="eligibility_share")
    exact = share * scheme.technical_points
    return Number(
        value=half_up(exact, places=places(rules, step="panel")),
        exact=exact,
        formula=f"{plain(scheme.technical_points)} × {plain(share)}",
        inputs=(("기술 배점", plain(scheme.technical_points)), ("적격 비율", plain(share))),
        clause=rule(rules, key="eligibility_share").reference,
    )


def technical_faults(result: BidResult, *, tested: Number, scheme: Scheme, rules: tuple[Rules, ...]) -> tuple[str, ...]:
    """Why a bid fails before its price is looked at: gates, and the technical threshold where it is tested on that."""
    gates = tuple(
        f"{g.gate.title}: {'미측정' if g.evidence is None or g.evidence.value is None else '기준 미달'} / "
        f"requirement not met: {g.gate.id} {g.gate.comparison} {plain(g.gate.limit)} {g.gate.unit}".rstrip()
        for g in result.gates
        if not g.passed
    )
    if eligibility_on(rules) == "total":
        return gates
    if _reached(tested.exact, result=result, scheme=scheme, rules=rules):
        return gates
    return (
        *gates,
        f"기술 {tested.value}점: 기준 {result.threshold.value}점 미만 / technical points below the threshold",
    )


def judged(result: BidResult, *, scheme: Scheme, rules: tuple[Rules, ...], answers: Answers) -> BidResult:
    """The bid with its eligibility as far as it does not rest on the price score (제8조①)."""
    faults = technical_faults(result, tested=_tested(result, answers=answers), scheme=scheme, rules=rules)
    if result.bid.price is not None and result.bid.price > answers.ceiling:
        over = f"입찰가격 {result.bid.price}원: 상한 {answers.ceiling}원 초과 / price above the ceiling"
        faults = (*faults, over)
    return _with_faults(result, faults=faults)


def judged_on_total(result: BidResult, *, rules: tuple[Rules, ...], answers: Answers) -> BidResult:
    """The bid once its price is scored: technical + price against the threshold where the rule tests the total.

    Whether a deduction counts is asked for (`eligibility_after_deductions`) where there is one. Raises NotObtained.
    """
    if eligibility_on(rules) != "total" or result.price is None:
        return result
    total = _tested(result, answers=answers).exact + Fraction(result.price.number.value)
    if result.deduction.value and rule(rules, key="eligibility_after_deductions").value is True:
        total -= result.deduction.exact
    if total >= result.threshold.exact:
        return result
    fault = f"합산 {plain(total)}점: 기준 {result.threshold.value}점 미만 / total points below the threshold"
    return _with_faults(result, faults=(*result.ineligible_because, fault))


def _reached(points: Fraction, *, result: BidResult, scheme: Scheme, rules: tuple[Rules, ...]) -> bool:
    if eligibility_on(rules) == "technical_points":
        return points >= result.threshold.exact
    share = number(rules, key="eligibility_share")
    return passes_threshold(points, technical_points=scheme.technical_points, share=share)


def _tested(result: BidResult, *, answers: Answers) -> Number:
    return result.technical_raw if answers.differential_threshold_on == "raw" else result.technical


def _with_faults(result: BidResult, *, faults: tuple[str, ...]) -> BidResult:
    return replace(result, eligible=not faults, ineligible_because=faults, why="; ".join(faults))
