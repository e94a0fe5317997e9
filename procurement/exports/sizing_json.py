"""A sizing as JSON: stable keys, every number exact as a decimal string or as numerator/denominator."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction

from procurement.exports.sizing import Covered, Sizing
from procurement.exports.sizing_explored import explored_json
from procurement.exports.sizing_policy import policy_json
from procurement.exports.sizing_robust import robust_json
from procurement.exports.sizing_words import limit_checks, slack
from procurement.sizing.check import Check
from procurement.sizing.demand import rate_in
from procurement.sizing.mix import Mix
from procurement.sizing.problem import Problem, plan_years
from scoring.quantity import plain

Json = dict[str, object]
FORMAT = "jeoul-sizing-1"


def sizing_json(sizing: Sizing) -> str:
    """The whole sizing; equal sizings give equal text. Lists for charts are under `charts`, in drawing order."""
    mix, robust = sizing.sized.mix, sizing.robust
    told: Json = {
        "format": FORMAT,
        "title": sizing.title,
        "day": sizing.day.isoformat(),
        "example": sizing.example,
        "example_note": sizing.example_note,
        "program": sizing.program,
        "objective": sizing.sized.objective,
        "demand": [_covered(one) for one in sizing.covered],
        "buckets": _buckets(sizing.sized.problem),
        "configurations": _configurations(sizing.sized.problem),
        "mix": None if mix is None else _mix(mix),
        "no_mix": sizing.sized.no_mix or None,
        "explored": explored_json(sizing.explored),
        "policy": None if sizing.policies is None else policy_json(sizing.policies, sized=sizing.sized),
        "robustness": None if robust is None else robust_json(robust, sized=sizing.sized),
        "charts": {} if mix is None else _charts(sizing, mix),
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def exact(value: Fraction | Decimal | int | None) -> str | None:
    """A number without loss, None for what is not known."""
    return None if value is None else plain(Fraction(value))


def _covered(covered: Covered) -> Json:
    rest = covered.coverage.uncovered
    return {
        "id": covered.id,
        "title": covered.title,
        "model": covered.model,
        "requests_per_s": exact(covered.rate),
        "covered_requests_per_s": exact(covered.served_rate),
        "sources": list(covered.sources),
        "lengths_are_upper_ends": covered.upper_ends,
        "left_out": covered.left_out,
        "bins": [
            {"isl": b.target.isl, "osl": b.target.osl, "requests": b.requests, "request_share": exact(b.request_share)}
            for b in covered.coverage.bins
        ],
        "uncovered": {
            "request_share": exact(rest.request_share),
            "token_share": exact(rest.token_share),
            "lengths": [{"isl": c.lengths.isl, "osl": c.lengths.osl, "requests": c.requests} for c in rest.lengths],
        },
    }


def _buckets(problem: Problem) -> list[Json]:
    return [
        {
            "id": b.id,
            "title": b.title,
            "model": b.model,
            "isl": b.isl,
            "osl": b.osl,
            "requests_per_s": [exact(rate_in(b, year=year)) for year in range(plan_years(problem))],
        }
        for b in problem.buckets
    ]


def _configurations(problem: Problem) -> list[Json]:
    return [
        {
            "id": c.id, "vendor": c.vendor, "title": c.title, "domestic": c.domestic, "accelerator": c.accelerator,
            "accelerators": c.accelerators, "price": c.price, "power_w": exact(c.power_w), "rack_units": c.rack_units,
            "existing": c.existing,
        }
        for c in problem.configurations
    ]  # fmt: skip


def _mix(mix: Mix) -> Json:
    parts = mix.cost_parts
    return {
        "orders": [{"item": o.item, "year": o.year, "count": o.count, "price": o.price} for o in mix.orders],
        "servers": [
            {"configuration": p.configuration, "servers": p.servers, "cost": p.cost, "load": exact(p.load),
             "utilisation": exact(p.utilisation)}
            for p in mix.purchases
        ],
        "shares": [{"bucket": s.bucket, "configuration": s.configuration, "year": s.year, "share": exact(s.share)}
                   for s in mix.shares],
        "unserved": [{"bucket": u.bucket, "year": u.year, "share": exact(u.share)} for u in mix.unserved],
        "capital": mix.cost,
        "total_cost": mix.total_cost,
        "cost_parts": None if parts is None else {
            "capital": exact(parts.capital), "energy": exact(parts.energy),
            "maintenance": exact(parts.maintenance), "residual": exact(parts.residual),
        },
        "scale": exact(mix.scale),
        "served": exact(mix.served),
        "aims": [{"aim": a.aim, "value": exact(a.value), "bound": exact(a.bound), "proven": a.proven}
                 for a in mix.aims],
        "bound": exact(mix.bound),
        "gap": exact(mix.gap),
        "proven": mix.proven,
        "status": mix.status,
        "solver": mix.solver,
        "power_w": exact(mix.power_w),
        "rack_units": exact(mix.rack_units),
        "domestic_share": exact(mix.domestic_share),
        "limits": [_limit(check) for check in limit_checks(mix)],
        "excluded": [{"configuration": e.configuration, "rule": e.rule, "why": e.why} for e in mix.excluded],
        "unmeasured": [{"configuration": u.configuration, "bucket": u.bucket, "why": u.why} for u in mix.unmeasured],
    }  # fmt: skip


def _limit(check: Check) -> Json:
    return {
        "rule": check.rule,
        "subject": check.subject,
        "year": check.year,
        "value": exact(check.value),
        "comparison": check.comparison,
        "limit": exact(check.limit),
        "slack": exact(slack(check)),
        "unit": check.unit,
    }


def _charts(sizing: Sizing, mix: Mix) -> Json:
    """Servers in service by configuration and year, ready to be stacked."""
    problem = sizing.sized.problem
    years = range(plan_years(problem))
    return {
        "years": [problem.years[year].title if problem.years else "" for year in years],
        "servers_in_service": [
            {"configuration": c.id, "servers": [servers_in_service(problem, mix, c.id, year) for year in years]}
            for c in problem.configurations
        ],
    }


def servers_in_service(problem: Problem, mix: Mix, configuration: str, year: int) -> int:
    """Servers of a configuration in service in a year: those there already and those delivered by then."""
    held = next(c for c in problem.configurations if c.id == configuration)
    contents = {bundle.id: dict(bundle.contents) for bundle in problem.bundles}
    return held.existing + sum(
        order.count * contents.get(order.item, {order.item: 1}).get(configuration, 0)
        for order in mix.orders
        if order.year + held.lead_years <= year
    )
