"""Words and numbers that every form of a sizing shares: names by id, limits, and figures with their units."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from procurement.exports.dossier import Sized
from procurement.sizing.check import Check
from procurement.sizing.mix import Mix
from scoring.quantity import half_up

LIMIT_WORDS = {
    "budget": "예산 / budget",
    "year_budget": "연도 예산 / year's budget",
    "running": "연간 운영비 / running cost",
    "power": "전력 / power",
    "rack": "랙 공간 / rack units",
    "cooling": "냉각 / cooling",
    "vendor_share": "업체의 금액 비중 / vendor's share of value",
    "vendor_demand": "업체의 처리 비중 / vendor's share of requests",
    "min_vendors": "최소 업체 수 / least vendors",
    "max_vendors": "최대 업체 수 / most vendors",
    "domestic": "국산 금액 비중 / domestic share",
    "maximum": "최대 공급 대수 / most servers",
    "minimum": "최소 주문 / least order",
}
_PER_YEAR = ("running", "vendor_demand", "minimum")
OBJECTIVE_WORDS = {
    "cheapest": "최소 비용 / least cost",
    "most_performance": "예산 내 최대 성능 / most performance",
    "most_served": "최대 수요 처리 / most demand served",
    "in_order": "여러 목적을 정한 순서대로 / several aims in order",
}
AIM_WORDS = {
    "cost": ("비용 / cost", "KRW"),
    "power": ("전력 / power", "W"),
    "vendors": ("업체 수 / vendors", "곳"),
    "distance": ("주어진 구성과의 차이 / distance to the given mix", "대"),
}

CURVE_WORDS = {
    "performance": ("비용-성능 곡선 / cost against performance", "times"),
    "domestic": ("비용-국산 비중 곡선 / cost against domestic share", "share"),
    "power": ("비용-전력 곡선 / cost against power", "W"),
}


def names_of(sized: Sized) -> dict[str, str]:
    """Titles of buckets, configurations and packages by id."""
    problem = sized.problem
    groups = (problem.buckets, problem.configurations, problem.bundles)
    return {item.id: item.title for group in groups for item in group}


def limit_checks(mix: Mix) -> tuple[Check, ...]:
    """The checks of limits that the question set, in the order of the mix."""
    return tuple(check for check in mix.checks if check.rule in LIMIT_WORDS)


def slack(check: Check) -> Fraction:
    """How far a value is from its limit, on the side that keeps it."""
    return check.limit - check.value if check.comparison == "<=" else check.value - check.limit


def figure(value: Fraction | Decimal, *, unit: str) -> str:
    """A figure with its unit, a share as per cent; at most two decimals, rounded half up."""
    if unit == "share":
        return f"{short(value * 100)} %"
    return f"{short(value)} {'원' if unit == 'KRW' else unit}"


def short(value: Fraction | Decimal | int) -> str:
    """At most two decimals, thousands separated; more where less would read as nothing."""
    exact = Fraction(value)
    places = 2 if not exact or abs(exact) >= Fraction(1, 100) else 6
    rounded = half_up(abs(exact), places=places)
    text = f"{rounded:,f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return f"-{text}" if exact < 0 and text != "0" else text


def year_title(sized: Sized, year: int) -> str:
    """A year of the plan by its title; empty where the plan has none."""
    years = sized.problem.years
    return years[year].title if years else ""


def limit_subject(check: Check, *, sized: Sized) -> str:
    """Whom and which year a limit is about, in words; empty for a limit of the whole."""
    names, years = names_of(sized), sized.problem.years
    year = ""
    if check.rule in _PER_YEAR:
        year = years[check.year].title if check.year < len(years) else f"{check.year + 1}년차"
    return " ".join(part for part in (names.get(check.subject, check.subject), year) if part)


def won(amount: int) -> str:
    """Won with thousands separated."""
    return f"{amount:,}원"


def seconds(value: float) -> str:
    """Simulated seconds, to a thousandth."""
    return f"{value:,.3f}초"
