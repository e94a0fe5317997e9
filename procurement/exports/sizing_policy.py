"""One demand under several policies: the answers, their words for a terminal, and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from procurement.exports.dossier import Sized
from procurement.exports.sizing_explored import frontier_json
from procurement.exports.sizing_robust import Missing
from procurement.exports.sizing_words import figure, names_of, year_title
from procurement.sizing.asking import won_of
from procurement.sizing.frontier import Frontier
from procurement.sizing.mix import Mix
from procurement.sizing.policy import Outcome, Policy
from procurement.sizing.problem import plan_years
from scoring.quantity import half_up, plain

Json = dict[str, object]
GATE = (
    "계획과 참고를 위한 비교입니다. 공고의 배점이나 자격으로 쓰려면 협정과 법령의 근거가 따로 있어야 합니다. "
    "/ For planning and information; to use a share in a notice's points or eligibility needs a legal basis of its own."
)
NO_MIX = "한도 안에 맞는 구성이 없음 / nothing fits within the limits"


@dataclass(frozen=True, slots=True)
class PolicyTerms:
    """The policies to compare, and how many points the curve of domestic share has."""

    policies: tuple[Policy, ...]
    points: int


@dataclass(frozen=True, slots=True)
class Policies:
    """What came of each policy, and the curve; what could not be answered is in `missing`."""

    terms: PolicyTerms
    outcomes: tuple[Outcome, ...]
    curve: Frontier | None
    missing: tuple[Missing, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """From one point of the curve to the next: shares (0..1), won more, and won for each percentage point."""

    start: Fraction
    end: Fraction
    won: int
    per_point: Fraction


def steps_of(curve: Frontier) -> Iterator[Step]:
    """What each further piece of domestic share costs."""
    for one, after in pairwise(sorted(curve.points, key=lambda point: point.level)):
        more = after.won - one.won
        yield Step(one.level, after.level, more, Fraction(more) / (100 * (after.level - one.level)))


def policy_lines(found: Policies, *, sized: Sized) -> Iterator[str]:
    """The answers for a terminal."""
    yield "■ 정책 시나리오 / policy scenarios"
    yield f"  {GATE}"
    names = names_of(sized)
    for one in found.outcomes:
        yield f"  {one.policy.title}{f' ({one.policy.basis})' if one.policy.basis else ''}"
        yield from (f"    {line}" for line in _outcome_lines(one, sized, names))
    if found.curve is not None:
        yield "  국산 비율 1%p마다 드는 돈 / won for each percentage point of domestic share"
        for step in steps_of(found.curve):
            way = f"{figure(step.start, unit='share')} → {figure(step.end, unit='share')}"
            yield f"    {way}: {step.won:,}원, 1%p마다 {half_up(step.per_point, places=0):,}원"
    for one_missing in found.missing:
        yield f"  답 없음 / not answered {one_missing.what}: {one_missing.why}"


def _outcome_lines(one: Outcome, sized: Sized, names: dict[str, str]) -> Iterator[str]:
    if one.mix is None:
        yield NO_MIX
        yield from (f"측정이 없는 수요 / nothing measured for: {names[bucket]}" for bucket in one.unmeasured)
        return
    bought = ", ".join(f"{names[p.configuration]} {p.servers}대" for p in one.mix.purchases if p.servers)
    yield f"{bought}: {won_of(one.mix):,}원, 국산 / domestic {figure(one.mix.domestic_share, unit='share')}"
    for year, share in enumerate(one.shares):
        if share is not None and len(one.shares) > 1:
            yield f"{year_title(sized, year)}까지 / up to it: 국산 / domestic {figure(share, unit='share')}"
    if one.supply is not None:
        for loss in one.supply.vendors:
            yield f"{loss.subject} 없이 / without: 처리 / still served {figure(loss.served, unit='share')}"
        if one.supply.imports is not None:
            yield f"수입 없이 / without imports: 처리 / still served {figure(one.supply.imports, unit='share')}"


def policy_json(found: Policies, *, sized: Sized) -> Json:
    """Everything exact; `curve` has the form of the frontier."""
    return {
        "gate": GATE,
        "years": [year_title(sized, year) for year in range(plan_years(sized.problem))],
        "outcomes": [_outcome(one) for one in found.outcomes],
        "curve": None if found.curve is None else frontier_json(found.curve),
        "steps": [] if found.curve is None else [
            {"start": plain(s.start), "end": plain(s.end), "won": s.won, "won_per_point": plain(s.per_point)}
            for s in steps_of(found.curve)
        ],
        "missing": [{"what": one.what, "why": one.why} for one in found.missing],
    }  # fmt: skip


def _outcome(one: Outcome) -> Json:
    policy, supply = one.policy, one.supply
    return {
        "id": policy.id,
        "title": policy.title,
        "basis": policy.basis,
        "asked": {
            "shares": [plain(share) for share in policy.shares],
            "domestic_only": policy.domestic_only,
            "without": list(policy.without),
        },
        "mix": None if one.mix is None else _mix(one.mix),
        "unmeasured": list(one.unmeasured),
        "shares": [None if share is None else plain(share) for share in one.shares],
        "supply": None if supply is None else {
            "vendors": [{"vendor": loss.subject, "served": plain(loss.served)} for loss in supply.vendors],
            "imports": None if supply.imports is None else plain(supply.imports),
        },
    }  # fmt: skip


def _mix(mix: Mix) -> Json:
    return {
        "won": won_of(mix),
        "capital": mix.cost,
        "proven": mix.proven,
        "power_w": None if mix.power_w is None else plain(mix.power_w),
        "domestic_share": plain(mix.domestic_share),
        "vendor_shares": [{"vendor": one.vendor, "share": plain(one.share)} for one in mix.vendor_shares],
        "servers": [{"configuration": one.configuration, "servers": one.servers} for one in mix.purchases],
        "orders": [{"item": one.item, "year": one.year, "count": one.count, "price": one.price} for one in mix.orders],
    }
