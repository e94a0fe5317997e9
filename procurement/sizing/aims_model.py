"""The algebra of one aim among several in order: those before it held, each within its tolerance."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from procurement.sizing.layout import Blueprint, Model, blueprint
from procurement.sizing.linear import Draft, Stage, unit_of
from procurement.sizing.model import by_load, draw, line_won, model_of
from procurement.sizing.model_orders import most_ordered
from procurement.sizing.problem import Problem

AimName = Literal["cost", "power", "vendors", "distance"]
Amounts = list[tuple[int, Fraction]]


@dataclass(frozen=True, slots=True)
class Aim:
    """Something to be least: cost (won), power of what is bought (W), number of vendors, distance to a given mix.

    What it reached may be passed by `tolerance` (a part of it, 0 = not at all) for the sake of the aims after it. The
    distance is the sum over configurations of how many servers more or fewer are bought than `given` names.
    """

    name: AimName
    tolerance: Fraction = Fraction(0)
    given: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class AimModel:
    """The program of one aim; a value of its objective is worth `unit`, and moves in steps of `step`."""

    model: Model
    unit: Fraction
    step: Fraction


def aim_model(problem: Problem, *, aim: Aim, held: Mapping[Aim, Fraction]) -> AimModel:
    """The least of one aim where every aim before it keeps what it reached, with its tolerance.

    Source: sizing design §3.2 (lexicographic).
    """
    plan = blueprint(problem, draft=Draft(), scale=None, most=most_ordered(problem))
    draw(plan, largest=1.0)
    for before, reached in held.items():
        plan.draft.whole("", _amounts(plan, before), most=reached * (1 + before.tolerance))
    amounts = _amounts(plan, aim)
    step, unit = unit_of(value for _, value in amounts)
    terms = tuple((column, float(value / unit)) for column, value in amounts)
    stages = (Stage(terms, float(step / unit)),)
    return AimModel(model_of(plan, stages=stages, settle=by_load(plan)), unit, step)


def _amounts(plan: Blueprint, aim: Aim) -> Amounts:
    if aim.name == "cost":
        return [(column, Fraction(line_won(plan, line=line))) for line, column in plan.lines.items()]
    if aim.name == "power":
        return [(n, Fraction(c.power_w)) for c in plan.ordered if c.power_w is not None for n in plan.bought(c.id)]
    return _vendors(plan) if aim.name == "vendors" else _distance(plan, dict(aim.given))


def _vendors(plan: Blueprint) -> Amounts:
    held = {c.id: c.vendor for c in plan.ordered}
    present = {vendor: plan.flag() for vendor in sorted(set(held.values()))}
    for line, column in plan.lines.items():
        flag = present[held[line.contents[0][0]]]
        plan.draft.row("", [(column, 1.0), (flag, -plan.upper(column))], sense="<=", limit=0.0)
    return [(flag, Fraction(1)) for flag in present.values()]


def _distance(plan: Blueprint, given: Mapping[str, int]) -> Amounts:
    apart: Amounts = []
    for c in plan.ordered:
        wanted, bought = given.get(c.id, 0), plan.bought(c.id)
        most = max(wanted, sum(plan.upper(column) for column in bought))
        away = plan.draft.column(upper=most, integer=True)
        for sign in (1.0, -1.0):
            servers = [(column, sign) for column in bought]
            plan.draft.row("", [*servers, (away, -1.0)], sense="<=", limit=sign * wanted)
        apart.append((away, Fraction(1)))
    return apart
