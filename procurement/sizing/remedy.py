"""What to change when nothing fits: the cheapest set of changes, and each limit moved alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from procurement.sizing.asking import Solving, cheapest_mix, first_aim, settled, with_rows
from procurement.sizing.check import Check
from procurement.sizing.choice import choice_of
from procurement.sizing.layout import Model
from procurement.sizing.limit_forms import Form, forms_of, scaled_row
from procurement.sizing.limit_values import Limited, freed, keeps, limited, moved, reached, written
from procurement.sizing.linear import Draft, Linear, Row, Stage, Terms, unit_of
from procurement.sizing.model import cheapest_model
from procurement.sizing.problem import Problem, check_problem
from procurement.sizing.purchase import Mix
from procurement.sizing.verify import verify

ROUNDS = 20
LEAST_STEP = 1e-6


@dataclass(frozen=True, slots=True)
class Step:
    """One limit and the value it is moved to."""

    limit: Limited
    to: Limited

    @property
    def sentence(self) -> str:
        """The change in words and numbers, Korean then English."""
        return f"{self.limit.words} → {written(self.to)}"


@dataclass(frozen=True, slots=True)
class Remedy:
    """The changes, which together let something fit, and the cheapest purchase under them."""

    steps: tuple[Step, ...]
    mix: Mix


@dataclass(frozen=True, slots=True)
class Alone:
    """One limit, and the value at which something fits when it alone moves; None: moving it alone is not enough."""

    limit: Limited
    to: Limited | None


def remedy(problem: Problem, *, solving: Solving, weights: Mapping[str, Fraction] | None = None) -> Remedy | None:
    """The cheapest set of changes: least Σ weight × per cent by which limits move, then the least cost.

    `weights` by rule, 1 where none is given. A share moves in per cent of its value, counted on what the cheapest
    purchase without limits costs. Limits without a number and physics never move; None when they leave nothing.
    Values are what the purchase found makes of each limit, exactly. Raises as `cheapest`, and Unproven.
    Source: sizing design §3.4 step 2.
    """
    check_problem(problem)
    free = freed(problem, rules={limit.rule for limit in limited(problem)})
    model = cheapest_model(free)
    loosest = cheapest_mix(free, solving=solving, rows=_threshold(problem, model))
    if loosest is None:
        return None
    elastic = _elastic(problem, model, weights or {}, worth=loosest.cost)
    checks = _checks(problem, free, elastic, solving)
    broken = [one for one in limited(problem) if not keeps(one, value=reached(checks, limit=one))]
    steps = [Step(one, _at(one, checks)) for one in broken]
    for step in steps:
        problem = moved(problem, limit=step.to)
    mix = cheapest_mix(problem, solving=solving)
    return None if mix is None else Remedy(tuple(steps), mix)


def alone(problem: Problem, *, limit: Limited, solving: Solving) -> Alone:
    """If only this limit moves: the value nearest to it at which something fits.

    Exact for won, W, U and numbers of vendors; shares and yearly running cost are proven to a millionth. Raises as
    `cheapest`, and Unproven. Source: sizing design §3.4 step 2.
    """
    check_problem(problem)
    free = _without(problem, limit)
    checks = _any(problem, free, limit, solving)
    if not checks:
        return Alone(limit, None)
    for _ in range(ROUNDS):
        model = _nearest(problem, free, limit, reached(checks, limit=limit))
        found = _checks(problem, free, model, solving)
        if not _better(limit, reached(found, limit=limit), reached(checks, limit=limit)):
            break
        checks = found
    return Alone(limit, _at(limit, checks))


def _at(limit: Limited, checks: tuple[Check, ...]) -> Limited:
    return replace(limit, value=reached(checks, limit=limit))


def _better(limit: Limited, value: Fraction, than: Fraction) -> bool:
    return keeps(replace(limit, value=than), value=value) and value != than


def _without(problem: Problem, limit: Limited) -> Problem:
    if limit.rule != "year_budget":
        return freed(problem, rules={limit.rule})
    years = (replace(y, budget=None) if str(n) == limit.subject else y for n, y in enumerate(problem.years))
    return replace(problem, years=tuple(years))


def _checks(problem: Problem, free: Problem, model: Model, solving: Solving) -> tuple[Check, ...]:
    """The purchase found, checked against the limits as they stand; empty when nothing fits."""
    answer = settled(model.linear, solving=solving)
    return () if answer is None else verify(problem, choice=choice_of(free, model=model, answer=answer))


def _any(problem: Problem, free: Problem, limit: Limited, solving: Solving) -> tuple[Check, ...]:
    """Of the cheapest purchase without the limit."""
    model = first_aim(cheapest_model(free))
    rows = _threshold(problem, model) if limit.rule == "domestic" else []
    return _checks(problem, free, with_rows(model, rows=rows), solving)


def _elastic(problem: Problem, model: Model, weights: Mapping[str, Fraction], *, worth: int) -> Model:
    draft = Draft(list(model.linear.columns), list(model.linear.rows))
    goal: list[tuple[int, float]] = []
    for limit in limited(problem):
        forms = forms_of(problem, model=model, limit=limit, draft=draft)
        slack = draft.column(upper=_most(forms, draft), integer=False)
        goal.append((slack, float(weights.get(limit.rule, Fraction(1)))))
        for form in forms:
            terms, constant = form.at(limit.value)
            unit = (limit.value or Fraction(1)) / 100 * (worth if form.whole else 1)
            draft.rows.append(scaled_row(terms, constant=constant, slack=[(slack, unit)]))
    draft.rows.extend(_threshold(problem, model))
    return _redrawn(model, draft, (Stage(tuple(goal), 0.0), *model.linear.stages))


def _nearest(problem: Problem, free: Problem, limit: Limited, value: Fraction) -> Model:
    """The least of the figure; of a share the least of part - value × whole, which is 0 where no share is nearer."""
    model = cheapest_model(free)
    draft = Draft(list(model.linear.columns), list(model.linear.rows))
    forms = forms_of(problem, model=model, limit=limit, draft=draft)
    lines = [form.at(value if form.whole else Fraction(0)) for form in forms]
    if len(lines) == 1:
        goal, step = _scaled(lines[0][0])
    else:
        worst = draft.column(lower=-_most(forms, draft), upper=_most(forms, draft), integer=False)
        scale = max(abs(part) for terms, _ in lines for _, part in terms) or Fraction(1)
        draft.rows.extend(scaled_row(terms, constant=rest, slack=[(worst, scale)]) for terms, rest in lines)
        goal, step = ((worst, 1.0),), 0.0
    if limit.rule == "domestic":
        draft.rows.extend(_threshold(problem, model))
    return _redrawn(model, draft, (Stage(goal, step),))


def _scaled(terms: tuple[tuple[int, Fraction], ...]) -> tuple[Terms, float]:
    common, scaled = unit_of(value for _, value in terms)
    step = float(common / scaled)
    return tuple((column, float(value / scaled)) for column, value in terms), step if step > LEAST_STEP else 0.0


def _most(forms: list[Form], draft: Draft) -> float:
    """No figure can grow beyond all columns at their ends."""
    each = (sum(abs(float(v)) * draft.columns[c].upper for c, v in form.terms) for form in forms)
    return 100.0 * (1 + max(each, default=1.0))


def _threshold(problem: Problem, model: Model) -> list[Row]:
    """The treaty threshold under which a domestic share may decide is law and does not move."""
    domestic = problem.limits.domestic_share
    if domestic is None or domestic.legal_basis != "below_threshold" or domestic.threshold_won is None:
        return []
    prices = tuple((column, Fraction(line.price)) for line, column in model.lines.items())
    return [scaled_row(prices, constant=Fraction(1 - domestic.threshold_won), slack=[])]


def _redrawn(model: Model, draft: Draft, stages: tuple[Stage, ...]) -> Model:
    """The shares are settled by the first objective too: a vendor's part of the requests rests on them."""
    return replace(model, linear=Linear(tuple(draft.columns), tuple(draft.rows), stages, (), stages[0].terms))
