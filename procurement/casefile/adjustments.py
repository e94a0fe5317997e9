"""[[deductions]] and [[bonuses]] of a bid: points that a rule takes off or adds, with the reason in this case."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from benchmarks.table import Table
from scoring.criteria import Bonus, Deduction
from scoring.deductions import BonusRefused, UnusableShare, bonus, member_disqualified, prior_contact
from scoring.rules.loading import RuleError
from scoring.rules.schema import Rules

_KINDS = ("prior_contact", "member_disqualified")


def deduction_of(table: Table, *, rules: tuple[Rules, ...]) -> Deduction:
    """A deduction by its kind, its points from the rule; without a kind the notice's own points and clause.

    Raises TableError also where the rules know no such deduction.
    """
    kind = table.optional_choice("kind", choices=_KINDS)
    if kind is None:
        table.only("points", "reason", "clause")
        return Deduction(Fraction(table.number("points")), table.text("reason"), table.text("clause"))
    try:
        found = _contact(table, rules) if kind == "prior_contact" else _disqualified(table, rules)
    except (RuleError, UnusableShare) as error:
        raise table.wrong(str(error)) from error
    return replace(found, reason=f"{found.reason}: {table.text('reason')}")


def _contact(table: Table, rules: tuple[Rules, ...]) -> Deduction:
    table.only("kind", "reason")
    return prior_contact(rules)


def _disqualified(table: Table, rules: tuple[Rules, ...]) -> Deduction:
    table.only("kind", "member", "share", "points", "reason")
    share, points = Fraction(table.number("share")), Fraction(table.number("points"))
    return member_disqualified(share, points=points, member=table.text("member"), rules=rules)


def bonus_of(table: Table, *, rules: tuple[Rules, ...]) -> Bonus:
    """A bonus that the rules know, not above their limit. Raises TableError."""
    table.only("points", "reason")
    points, reason = Fraction(table.number("points")), table.text("reason")
    try:
        bonus(points, reason=reason, rules=rules)
    except BonusRefused as error:
        raise table.wrong(str(error)) from error
    return Bonus(points, reason)
