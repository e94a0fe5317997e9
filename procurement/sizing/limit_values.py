"""The limits as numbers that can be set, let go, and read off a purchase."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from procurement.sizing.check import Check
from procurement.sizing.domestic import DomesticShare
from procurement.sizing.linear import Rule
from procurement.sizing.problem import Limits, Problem, exclusions
from procurement.sizing.sentences import percent

WORDS: dict[str, str] = {
    "budget": "예산 / budget",
    "year_budget": "연도 예산 / year's budget",
    "running": "연간 운영비 / running cost a year",
    "power": "전력 / power",
    "rack": "랙 공간 / rack space",
    "cooling": "냉각 / cooling",
    "vendor_share": "한 업체의 금액 비중 / one vendor's share of the value",
    "vendor_demand": "한 업체의 처리 비중 / one vendor's share of the requests",
    "min_vendors": "최소 업체 수 / least number of vendors",
    "max_vendors": "최대 업체 수 / most vendors",
    "domestic": "국산 금액 비중 / domestic share of the value",
}
UNITS: dict[str, str] = {
    "budget": "KRW", "year_budget": "KRW", "running": "KRW", "power": "W", "rack": "U", "cooling": "W",
    "vendor_share": "share", "vendor_demand": "share", "min_vendors": "vendors", "max_vendors": "vendors",
    "domestic": "share",
}  # fmt: skip
AT_LEAST = ("min_vendors", "domestic")
SHARE_DIGITS = Decimal("0.000001")


@dataclass(frozen=True, slots=True)
class Limited:
    """One limit of a question and its value in its unit; `subject` is the year's number, empty but for year budgets."""

    rule: Rule
    subject: str
    value: Fraction

    @property
    def unit(self) -> str:
        """KRW, W, U, share (0..1) or vendors."""
        return UNITS[self.rule]

    @property
    def words(self) -> str:
        """The limit's name and value, Korean then English."""
        return f"{WORDS[self.rule]}{f' {self.subject}' if self.subject else ''} {amount(self)}"


def amount(limit: Limited) -> str:
    """The value with its unit, as people write it."""
    if limit.unit == "share":
        return percent(limit.value)
    exact = limit.value.denominator == 1
    return f"{limit.value.numerator:,} {limit.unit}" if exact else f"{float(limit.value):,.3f} {limit.unit}"


def written(limit: Limited) -> str:
    """The value as it can be written down with its unit; what is not exact is rounded to the side that lets more fit.

    Won, U and vendors are whole, shares and W have six decimals.
    """
    value = _rounded(limit.value, SHARE_DIGITS if limit.unit in ("share", "W") else Decimal(1), up=_up(limit))
    if limit.unit == "share":
        return f"{(value * 100).normalize():f} %"
    return f"{value.normalize():,f} {limit.unit}"


def limited(problem: Problem) -> tuple[Limited, ...]:
    """Every limit with a number that is set, in the order of `WORDS`."""
    held = problem.limits
    domestic = held.domestic_share
    values: tuple[tuple[Rule, Fraction | Decimal | int | None], ...] = (
        ("budget", held.budget),
        ("running", held.running),
        ("power", held.power_w),
        ("rack", held.rack_units),
        ("cooling", held.cooling_w),
        ("vendor_share", held.vendor_share),
        ("vendor_demand", held.vendor_demand),
        ("min_vendors", held.min_vendors),
        ("max_vendors", held.max_vendors),
        ("domestic", None if domestic is None else domestic.share),
    )
    yearly = [Limited("year_budget", str(n), Fraction(year.budget)) for n, year in enumerate(problem.years)
              if year.budget is not None]  # fmt: skip
    return (*(Limited(rule, "", Fraction(value)) for rule, value in values if value is not None), *yearly)


def moved(problem: Problem, *, limit: Limited) -> Problem:
    """The question with one limit at another value; won, U and vendors are whole, shares have six decimals.

    What is not exact is rounded to the side that lets more fit.
    """
    up = _up(limit)
    whole = int(_rounded(limit.value, Decimal(1), up=up))
    share = Fraction(_rounded(limit.value, SHARE_DIGITS, up=up))
    held = problem.limits
    match limit.rule:
        case "year_budget":
            years = (replace(y, budget=whole) if str(n) == limit.subject else y for n, y in enumerate(problem.years))
            return replace(problem, years=tuple(years))
        case "power":
            held = replace(held, power_w=_rounded(limit.value, SHARE_DIGITS, up=True))
        case "cooling":
            held = replace(held, cooling_w=_rounded(limit.value, SHARE_DIGITS, up=True))
        case "domestic":
            held = replace(held, domestic_share=_share(held, share))
        case "vendor_share":
            held = replace(held, vendor_share=share)
        case "vendor_demand":
            held = replace(held, vendor_demand=share)
        case _:
            held = _whole(held, limit.rule, whole)
    return replace(problem, limits=held)


def freed(problem: Problem, *, rules: Collection[str]) -> Problem:
    """The question without these limits; what a limit's missing figure keeps out stays out."""
    kept_out = {out.configuration for out in exclusions(problem) if out.rule in rules}
    shut = (replace(c, maximum=0) if c.id in kept_out else c for c in problem.configurations)
    held = problem.limits
    limits = Limits(
        budget=None if "budget" in rules else held.budget,
        power_w=None if "power" in rules else held.power_w,
        rack_units=None if "rack" in rules else held.rack_units,
        vendor_share=None if "vendor_share" in rules else held.vendor_share,
        min_vendors=None if "min_vendors" in rules else held.min_vendors,
        max_vendors=None if "max_vendors" in rules else held.max_vendors,
        domestic_share=None if "domestic" in rules else held.domestic_share,
        cooling_w=None if "cooling" in rules else held.cooling_w,
        vendor_demand=None if "vendor_demand" in rules else held.vendor_demand,
        running=None if "running" in rules else held.running,
    )
    years = (replace(y, budget=None) if "year_budget" in rules else y for y in problem.years)
    return replace(problem, configurations=tuple(shut), limits=limits, years=tuple(years))


def reached(checks: Iterable[Check], *, limit: Limited) -> Fraction:
    """What a purchase makes of a limited figure, exactly, out of its checks under that limit.

    For a figure that stands for several (each vendor, each year) the worst of them.
    """
    values = [c.value for c in checks if c.rule == limit.rule and c.subject != "threshold"
              and (limit.rule != "year_budget" or str(c.year) == limit.subject)]  # fmt: skip
    worst = min if limit.rule in AT_LEAST else max
    return worst(values, default=limit.value)


def keeps(limit: Limited, *, value: Fraction) -> bool:
    """Whether a value is within the limit."""
    return value >= limit.value if limit.rule in AT_LEAST else value <= limit.value


def _whole(held: Limits, rule: Rule, value: int) -> Limits:
    match rule:
        case "budget":
            return replace(held, budget=value)
        case "running":
            return replace(held, running=value)
        case "rack":
            return replace(held, rack_units=value)
        case "min_vendors":
            return replace(held, min_vendors=value)
        case _:
            return replace(held, max_vendors=value)


def _share(held: Limits, share: Fraction) -> DomesticShare | None:
    return None if held.domestic_share is None else replace(held.domestic_share, share=share)


def _up(limit: Limited) -> bool:
    """Whether a higher value lets more fit."""
    return limit.rule not in AT_LEAST


def _rounded(value: Fraction, digits: Decimal, *, up: bool) -> Decimal:
    steps = value / Fraction(digits)
    whole = -(-steps.numerator // steps.denominator) if up else steps.numerator // steps.denominator
    return whole * digits
