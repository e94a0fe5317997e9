"""forms.toml [marks] and [criterion.…]: in which steps evaluators mark, and when they owe a reason."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

from benchmarks.table import Table
from procurement.exports.handout import MarkRule
from scoring.criteria import Criterion, Scheme
from scoring.quantity import plain

_KEYS = ("step", "shares", "reason", "reason_below")
PLACES = 4


def marking_of(given: Table, *, scheme: Scheme) -> tuple[MarkRule, ...]:
    """A rule for each qualitative criterion: its own in [criterion.ID], else [marks]. Raises TableError."""
    criteria = scheme.of_kind("qualitative")
    own = given.optional_table("criterion") or Table(f"{given.where}.criterion", {})
    own.only(*(criterion.id for criterion in criteria))
    every = given.optional_table("marks") or Table(f"{given.where}.marks", {})
    every.only(*_KEYS)
    return tuple(_rule(own.optional_table(criterion.id) or every, criterion) for criterion in criteria)


def fault_of(rule: MarkRule, *, points: Fraction, reason: str) -> str:
    """What is wrong with a mark by its rule, in words; empty where nothing is."""
    most, allowed = rule.criterion.points, ", ".join(map(plain, rule.allowed))
    if not 0 <= points <= most or not _writable(points):
        return f"0 이상 {plain(most)} 이하, 소수 {PLACES}자리까지 / 0 to {plain(most)}, at most {PLACES} decimals"
    if rule.shares and points not in rule.allowed:
        return f"줄 수 있는 점수: {allowed} / the points that may be given: {allowed}"
    if rule.step is not None and points % rule.step:
        return f"{plain(rule.step)}점 단위로 매깁니다 / in steps of {plain(rule.step)}"
    low = rule.reason_below is not None and points < rule.reason_below * most
    if not reason.strip() and (rule.always or low):
        return "사유를 적어야 합니다 / a reason is needed"
    return ""


def _rule(table: Table, criterion: Criterion) -> MarkRule:
    table.only(*_KEYS)
    step, below = (_fraction(table, key) for key in ("step", "reason_below"))
    shares = _shares(table, criterion)
    reason = table.optional_choice("reason", choices=("always", "optional"))
    if reason == "always" and below is not None:
        raise table.wrong("reason과 reason_below 중 하나만 적으십시오 / give either reason or reason_below")
    if step is not None and shares:
        raise table.wrong("step과 shares 중 하나만 적으십시오 / give either step or shares")
    if step is not None and (step <= 0 or criterion.points % step):
        raise table.wrong(
            f"step = {plain(step)}: 0보다 크고 {criterion.id}의 {plain(criterion.points)}점이 나누어떨어져야 합니다 / "
            f"must be above 0 and divide the {plain(criterion.points)} points"
        )
    return MarkRule(criterion, step, shares, always=reason == "always", reason_below=below)


def _fraction(table: Table, key: str) -> Fraction | None:
    value = table.optional_number(key)
    return None if value is None else Fraction(value)


def _shares(table: Table, criterion: Criterion) -> tuple[Fraction, ...]:
    """The shares of the points, from all of them down; each has to be a number of points with four decimals."""
    if "shares" not in table.values:
        return ()
    listed = table.values["shares"]
    numbers = listed if isinstance(listed, list) else []
    each = Table(f"{table.where}.shares", {str(place): one for place, one in enumerate(numbers)})
    shares = tuple(Fraction(each.number(key)) for key in each.values)
    falling = all(first > second for first, second in pairwise(shares))
    if not shares or shares[0] != 1 or not falling or not all(_writable(one * criterion.points) for one in shares):
        raise table.wrong(
            f"shares: 1에서 시작해 작아지는 배열이고, {criterion.id}의 배점에 곱해 소수 {PLACES}자리까지여야 합니다 "
            f"(예: [1, 0.9, 0.8, 0.7, 0.6]) / must fall from 1, and give points of at most {PLACES} decimals"
        )
    return shares


def _writable(points: Fraction) -> bool:
    return not 10**PLACES % points.denominator
