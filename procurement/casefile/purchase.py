"""The sizing question of a case: demand, limits, terms, and what each server that can be bought carries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from benchmarks.table import Table
from procurement.casefile.bids import Submission
from procurement.casefile.purchase_aims import aims_of, confidence_of, curve_aim_of, most_won_of
from procurement.casefile.purchase_demand import Demand, demand_of
from procurement.casefile.purchase_limits import limits_of
from procurement.casefile.purchase_policy import policy_terms_of
from procurement.casefile.purchase_robust import robust_terms_of
from procurement.casefile.purchase_servers import Server, carries, offered, usable, with_terms
from procurement.casefile.purchase_terms import bundle_of, costs_of, discount_of, exclusive_of, pairing_of, year_of
from procurement.exports.dossier import Objective
from procurement.exports.sizing import Covered
from procurement.exports.sizing_policy import PolicyTerms
from procurement.exports.sizing_robust import RobustTerms
from procurement.sizing.aims_model import Aim
from procurement.sizing.frontier import Aim as CurveAim
from procurement.sizing.problem import Problem

_KEYS = (
    "objective", "aims", "utilisation", "measured", "confidence", "spares", "pools", "demand", "limits", "terms",
    "years", "discounts", "bundles", "exclusive", "pairings", "costs", "frontier", "robustness",
    "policy",
)  # fmt: skip
_OBJECTIVES = ("cheapest", "most_performance", "most_served", "in_order")


@dataclass(frozen=True, slots=True)
class Purchase:
    """What is asked of the sizing: the problem, the objective, and how demands given as mixes were covered.

    `aims` are those of the objective "in_order"; the curve is of cost against `curve_aim` and ends at `most_won`;
    `robustness` is what it is asked by, `policy` which policies are compared.
    """

    problem: Problem
    objective: Objective
    covered: tuple[Covered, ...] = ()
    aims: tuple[Aim, ...] = ()
    most_won: int | None = None
    robustness: RobustTerms | None = None
    policy: PolicyTerms | None = None
    curve_aim: CurveAim = "performance"


def purchase_of(tender: Table, *, submissions: Iterable[Submission], folder: Path | None = None) -> Purchase | None:
    """The [sizing] of tender.toml, None where there is none; files of it are in `folder`. Raises TableError."""
    table = tender.optional_table("sizing")
    if table is None:
        return None
    bids = tuple(submissions)
    closed = frozenset(s.bid.id for s in bids if s.bid.price is None)
    servers = tuple(offered(s) for s in bids if s.bid.id not in closed)
    return asked(table, servers=servers, folder=folder or Path(), closed=closed)


def asked(table: Table, *, servers: Sequence[Server], folder: Path, closed: frozenset[str] = frozenset()) -> Purchase:
    """A [sizing] table over servers that can be bought; those of `closed` bids cannot. Raises TableError."""
    table.only(*_KEYS)
    terms = (one for one in table.tables("terms") if one.optional_text("id") not in closed)
    held = with_terms(servers, terms=terms)
    measurements = tuple(one for server in held for one in usable(server))
    demands = tuple(demand_of(one, folder=folder, measurements=measurements) for one in table.tables("demand"))
    objective = cast("Objective", table.choice("objective", choices=_OBJECTIVES))
    covered = tuple(demand.covered for demand in demands if demand.covered is not None)
    problem, robust = _problem(table, held, demands), table.optional_table("robustness")
    policy = table.optional_table("policy")
    return Purchase(
        problem,
        objective,
        covered,
        aims=aims_of(table),
        most_won=most_won_of(table),
        robustness=robust_terms_of(robust, years=problem.years) if robust else None,
        policy=policy_terms_of(policy, problem=problem) if policy else None,
        curve_aim=curve_aim_of(table),
    )


def _problem(table: Table, servers: Sequence[Server], demands: Sequence[Demand]) -> Problem:
    buckets = tuple(bucket for demand in demands for bucket in demand.buckets)
    utilisation, costs = table.number("utilisation"), table.optional_table("costs")
    confidence = confidence_of(table)
    return Problem(
        buckets=buckets,
        configurations=tuple(server.configuration for server in servers),
        capacities=tuple(
            carries(s, bucket=b, utilisation=utilisation, confidence=confidence) for s in servers for b in buckets
        ),
        limits=limits_of(table.table("limits")),
        spares=table.whole("spares"),
        years=tuple(map(year_of, table.tables("years"))),
        discounts=tuple(map(discount_of, table.tables("discounts"))),
        bundles=tuple(map(bundle_of, table.tables("bundles"))),
        exclusive=tuple(map(exclusive_of, table.tables("exclusive"))),
        pairings=tuple(map(pairing_of, table.tables("pairings"))),
        costs=costs_of(costs) if costs else None,
        pools=table.optional_flag("pools") or False,
    )
