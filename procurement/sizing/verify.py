"""Every constraint of a mix once more, in exact numbers from the problem's own figures, not from the solver's rows."""

from __future__ import annotations

from procurement.sizing.check import LOAD_TOLERANCE, Check, Comparison
from procurement.sizing.choice import Choice
from procurement.sizing.loads import load_of
from procurement.sizing.problem import Problem
from procurement.sizing.verify_money import (
    domestic_checks,
    domestic_value,
    total,
    total_checks,
    value_of,
    vendor_checks,
)
from procurement.sizing.verify_orders import exclusive_checks, lot_checks, package_checks, price_checks
from procurement.sizing.verify_serving import (
    count_checks,
    demand_checks,
    load_checks,
    pairing_checks,
    served_checks,
)

__all__ = ["LOAD_TOLERANCE", "Check", "Comparison", "domestic_value", "load_of", "total", "value_of", "verify"]


def verify(problem: Problem, *, choice: Choice) -> tuple[Check, ...]:
    """Recompute every constraint of the choice; money, power, units and numbers exactly.

    Loads and vendors' parts of the requests may pass their limit by LOAD_TOLERANCE of it, because shares carry twelve
    decimals; all else is exact. Source: sizing design §6 item 4.
    """
    return (
        *served_checks(problem, choice=choice),
        *load_checks(problem, choice=choice),
        *count_checks(problem, choice=choice),
        *total_checks(problem, choice=choice),
        *vendor_checks(problem, choice=choice),
        *domestic_checks(problem, choice=choice),
        *demand_checks(problem, choice=choice),
        *pairing_checks(problem, choice=choice),
        *price_checks(problem, choice=choice),
        *package_checks(problem, choice=choice),
        *exclusive_checks(problem, choice=choice),
        *lot_checks(problem, choice=choice),
    )
