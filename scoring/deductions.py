"""Points that a rule takes off or adds by name: 사전접촉, 공동수급체 결격, 가점."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from scoring.criteria import Deduction
from scoring.quantity import decimal_of, half_up, plain
from scoring.result import Number
from scoring.rules.loading import known, number, places, rule
from scoring.rules.schema import Rules


class UnusableShare(ValueError):
    """A consortium share or points that cannot be."""


class BonusRefused(ValueError):
    """Bonus points where the rules know none, or more than they allow."""


def prior_contact(rules: Iterable[Rules]) -> Deduction:
    """The deduction from the total for confirmed contact with an evaluator (PPS 제14조의2). Raises RuleError."""
    texts = tuple(rules)
    found = rule(texts, key="prior_contact_points")
    return Deduction(points=number(texts, key=found.key), reason="사전접촉", clause=str(found.reference))


def member_disqualified(share: Fraction, *, points: Fraction, member: str, rules: Iterable[Rules]) -> Deduction:
    """The deduction for a disqualified consortium member: `points × share`, rounded at the 5th decimal (제10조⑩).

    `share` of the member in the consortium (0..1]; `points` those the notice takes the share from.
    Raises UnusableShare, RuleError.
    """
    if not 0 < share <= 1 or points < 0:
        raise UnusableShare(
            f"{member}: 지분율 {plain(share)}, 점수 {plain(points)}: 지분율은 0 초과 1 이하, 점수는 0 이상 / "
            f"share must be above 0 and at most 1, points 0 or more"
        )
    texts = tuple(rules)
    return Deduction(
        points=Fraction(half_up(points * share, places=places(texts, step="deduction"))),
        reason=f"공동수급체 구성원 결격: {member} (지분 {plain(share)} × {plain(points)}점)",
        clause=str(rule(texts, key="deduction_places").reference),
    )


def bonus(points: Fraction, *, reason: str, rules: Iterable[Rules]) -> Number:
    """Bonus points of a rule that knows them (SW: at most 5). Raises BonusRefused where it knows none, or fewer."""
    texts = tuple(rules)
    most = known(texts, key="bonus_points_max")
    if most is None:
        raise BonusRefused(
            f"{reason}: 적용하는 규정에 가점이 없습니다. 배점표의 항목으로 공고해야 합니다 / "
            f"the rules know no bonus: {', '.join(text.id for text in texts)}"
        )
    if not 0 < points <= number(texts, key=most.key):
        raise BonusRefused(
            f"{reason}: 가점 {plain(points)}점: 0점 초과 {most.value}점 이하여야 합니다 ({most.reference}) / "
            f"bonus must be above 0 and at most {most.value}"
        )
    return Number(
        value=decimal_of(points),
        exact=points,
        formula=plain(points),
        inputs=((reason, plain(points)), ("한도", str(most.value))),
        clause=most.reference,
    )
