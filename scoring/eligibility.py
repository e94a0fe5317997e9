"""협상적격: gates, the ceiling, and the threshold on the technical points or on the total."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction
from typing import Literal

from scoring.criteria import Scheme
from scoring.quantity import decimal_of, half_up, plain
from scoring.ranking import passes_threshold
from scoring.result import Answers, BidResult, Number
from scoring.rules.loading import RuleError, number, places, rule
from scoring.rules.schema import Rules


def eligibility_on(rules: Iterable[Rules]) -> Literal["technical", "total"]:
    """What the threshold is tested on: the technical points (제8조①), or what a rule with `eligibility_on` says.

    Raises NotObtained where the rule knows both and the notice's rule file does not say which,
    RuleError for another word.
    """
    texts = tuple(rules)
    entries = ((*(r.key for r in text.rules), *(p.key for p in text.not_obtained)) for text in texts)
    known = any("eligibility_on" in keys for keys in entries)
    found = rule(texts, key="eligibility_on").value if known else "technical"
    if found == "technical":
        return "technical"
    if found == "total":
        return "total"
    raise RuleError(f"eligibility_on: technical 또는 total 이어야 합니다 / must be technical or total: {found!r}")


def threshold(scheme: Scheme, *, rules: tuple[Rules, ...]) -> Number:
    """The points a bid must reach: a share of the technical points, or points of the total. Raises RuleError."""
    if eligibility_on(rules) == "total":
        points = rule(rules, key="eligibility_total_points")
        exact = number(rules, key=points.key)
        return Number(
            value=decimal_of(exact),
            exact=exact,
            formula=plain(exact),
            inputs=(("합산점수 기준", plain(exact)),),
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
    share = number(rules, key="eligibility_share")
    if passes_threshold(tested.exact, technical_points=scheme.technical_points, share=share):
        return gates
    return (
        *gates,
        f"기술 {tested.value}점: 기준 {result.threshold.value}점 미만 / technical points below the threshold",
    )


def judged(result: BidResult, *, scheme: Scheme, rules: tuple[Rules, ...], answers: Answers) -> BidResult:
    """The bid with its eligibility as far as it does not rest on the price score (제8조①)."""
    faults = technical_faults(result, tested=_tested(result, answers=answers), scheme=scheme, rules=rules)
    if result.bid.price > answers.ceiling:
        over = f"입찰가격 {result.bid.price}원: 상한 {answers.ceiling}원 초과 / price above the ceiling"
        faults = (*faults, over)
    return _with_faults(result, faults=faults)


def judged_on_total(result: BidResult, *, rules: tuple[Rules, ...], answers: Answers) -> BidResult:
    """The bid once its price is scored: technical + price against the threshold where the rule tests the total.

    Whether a deduction counts is asked for (`eligibility_after_deductions`) where there is one. Raises NotObtained.
    """
    if eligibility_on(rules) == "technical" or result.price is None:
        return result
    total = _tested(result, answers=answers).exact + Fraction(result.price.number.value)
    if result.deduction.value and rule(rules, key="eligibility_after_deductions").value is True:
        total -= result.deduction.exact
    if total >= result.threshold.exact:
        return result
    fault = f"합산 {plain(total)}점: 기준 {result.threshold.value}점 미만 / total points below the threshold"
    return _with_faults(result, faults=(*result.ineligible_because, fault))


def _tested(result: BidResult, *, answers: Answers) -> Number:
    return result.technical_raw if answers.differential_threshold_on == "raw" else result.technical


def _with_faults(result: BidResult, *, faults: tuple[str, ...]) -> BidResult:
    return replace(result, eligible=not faults, ineligible_because=faults, why="; ".join(faults))
