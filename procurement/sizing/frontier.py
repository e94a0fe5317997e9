"""Cost against performance, domestic share or power: the points that nothing else beats, each with its purchase."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from math import ceil
from typing import Literal

from procurement.sizing.asking import Solving, each, once, with_rows, won_of
from procurement.sizing.layout import Model
from procurement.sizing.limit_forms import Exact, Form, forms_of
from procurement.sizing.limit_values import Limited
from procurement.sizing.linear import Answer, Change, Draft, Mode, Question, Row, Stage, Terms, unit_of
from procurement.sizing.mix import mix_of
from procurement.sizing.model import cheapest_model, performance_model
from procurement.sizing.model_orders import most_ordered
from procurement.sizing.problem import Problem, ProblemError, check_problem
from procurement.sizing.purchase import Mix
from procurement.sizing.solver import LANES

Aim = Literal["performance", "domestic", "power"]
POINTS = 20
ROUNDS = 20
LEAST_STEP = 1e-6


@dataclass(frozen=True, slots=True)
class Point:
    """A purchase that nothing beats in both: `level` reached, `won` paid, what no purchase of that level beats, gap.

    `level` is a multiple of the demand, a domestic share of the value (0..1) or W. `proven`: the gap is nil.
    """

    level: Fraction
    won: int
    bound: int | None
    gap: Fraction | None
    proven: bool
    mix: Mix


@dataclass(frozen=True, slots=True)
class Bound:
    """What serving at least `level` costs at the least by the relaxation: no purchase is cheaper, none may reach it."""

    level: Fraction
    won: int


@dataclass(frozen=True, slots=True)
class Frontier:
    """`curve` by relaxation at every level asked, and the points, dearest last.

    `solved`: how many of the levels needed a solve of their own; the others were kept by the last optimum (jump rule).
    `distance`: mean of (cost of the purchase for a level - curve) / cost.
    """

    aim: Aim
    curve: tuple[Bound, ...]
    points: tuple[Point, ...]
    solved: int
    distance: Fraction


@dataclass(frozen=True, slots=True)
class Drawing:
    """The program of one aim: cost first, and the second objective that breaks ties between equal costs."""

    problem: Problem
    aim: Aim
    mode: Mode
    model: Model
    cost: Stage
    second: Stage

    def row(self, level: Fraction) -> Row:
        """At least this level (for power: at most)."""
        if self.aim == "performance":
            return Row("", _scale(self.model), ">=", float(level))
        form = _form(self.problem, self.model, self.aim)
        terms, rest = form.at(level)
        draft = Draft()
        draft.whole("", terms, most=-rest)
        return draft.rows[0]

    def program(self, *stages: Stage, ties: bool = True) -> Model:
        """The model with these objectives."""
        later = self.model.linear.ties if ties else ()
        return replace(self.model, linear=replace(self.model.linear, stages=stages, ties=later))

    def level(self, mix: Mix) -> Fraction:
        """What a purchase reaches."""
        if self.aim == "performance":
            return Fraction(mix.scale)
        return mix.domestic_share if self.aim == "domestic" else Fraction(mix.power_w or 0)

    def reaches(self, found: Fraction, level: Fraction) -> bool:
        """Whether one level is as good as another."""
        return found <= level if self.aim == "power" else found >= level


def frontier(
    problem: Problem,
    *,
    aim: Aim,
    solving: Solving,
    points: int = POINTS,
    most_won: int | None = None,
    mode: Mode = "prove",
    lanes: int = LANES,
) -> Frontier:
    """The frontier of cost (total where its terms are given) against an aim, from the cheapest to the best level.

    ε-constraint: the levels lie evenly between the two ends; each is solved for the least cost, then for the best level
    at that cost; a level that the last optimum reaches already is not solved again. `most_won` stands in place of the
    budget; "performance" starts at the whole demand and needs one of the two. With `mode` "fast" points carry their
    gap instead of a proof. `lanes`: how many levels are asked at once; it changes no point. Raises ProblemError,
    Unproven, and as `cheapest`; empty when nothing fits.
    Source: sizing design §3.2, §4.4.
    """
    check_problem(problem)
    drawing = drawing_of(problem, aim=aim, most_won=most_won, mode=mode)
    first = at_level(drawing, solving=solving, level=Fraction(1) if aim == "performance" else None)
    if first is None:
        return Frontier(aim, (), (), 0, Fraction(0))
    levels = _levels(first.level, _best(drawing, solving, first), points)
    curve = relaxed_curve(drawing, levels=levels, solving=solving)
    steps, solved = climb(drawing, levels=levels, first=first, solving=solving, lanes=lanes)
    gaps = [Fraction(step.won - low.won, step.won) for step, low in zip(steps, curve, strict=True) if step.won]
    distance = sum(gaps, Fraction(0)) / max(len(gaps), 1)
    return Frontier(aim, curve, _undominated(drawing, steps), solved, distance)


def relaxed_curve(drawing: Drawing, *, levels: Sequence[Fraction], solving: Solving) -> tuple[Bound, ...]:
    """Least costs of the relaxation at every level, in one series."""
    place = len(drawing.model.linear.rows)
    rows = [drawing.row(level) for level in levels]
    wide = _padded([dict(row.terms) for row in rows])
    model = with_rows(drawing.program(drawing.cost, ties=False), rows=[replace(rows[0], terms=tuple(wide[0].items()))])
    loose = tuple(replace(column, integer=False) for column in model.linear.columns)
    changes = [
        Change(limits=((place, row.limit),), coefficients=tuple((place, c, v) for c, v in terms.items()))
        for row, terms in zip(rows, wide, strict=True)
    ]
    (answers,) = solving(Question(replace(model.linear, columns=loose), tuple(changes), "relaxed"))
    pairs = zip(levels, answers, strict=True)
    return tuple(Bound(level, _won(model, answer)) for level, answer in pairs if answer.bound is not None)


def climb(
    drawing: Drawing, *, levels: Sequence[Fraction], first: Point, solving: Solving, lanes: int = LANES
) -> tuple[tuple[Point, ...], int]:
    """The optimum for every level in turn, and how many had to be solved.

    `lanes` levels are asked at once; the later answers count where they are needed.
    """
    at, solved, steps, ahead = first, 1, [], dict[Fraction, Point | None]()
    for number, level in enumerate(levels):
        if not drawing.reaches(at.level, level):
            if level not in ahead:
                following = levels[number : number + lanes]
                ahead = dict(zip(following, at_levels(drawing, levels=following, solving=solving), strict=True))
            at, solved = ahead[level] or at, solved + 1
        steps.append(at)
    return tuple(steps), solved


def drawing_of(problem: Problem, *, aim: Aim, most_won: int | None = None, mode: Mode = "prove") -> Drawing:
    """The program of an aim. Raises ProblemError where performance has no end."""
    if most_won is not None:
        problem = replace(problem, limits=replace(problem.limits, budget=most_won))
    if aim == "performance":
        if problem.limits.budget is None:
            raise ProblemError(
                "성능 곡선에는 예산이나 [sizing.frontier]의 most_won이 필요합니다. "
                "/ State a budget, or most_won in [sizing.frontier]."
            )
        model = performance_model(problem)
        return Drawing(problem, aim, mode, model, model.linear.stages[1], model.linear.stages[0])
    if aim == "power" and problem.limits.power_w is None:
        problem = replace(problem, limits=replace(problem.limits, power_w=_all_power(problem)))
    model = cheapest_model(problem)
    return Drawing(problem, aim, mode, model, model.linear.stages[0], _stage(_form(problem, model, aim).terms))


def _all_power(problem: Problem) -> Decimal:
    """W of everything that can be ordered: a limit that keeps out only what states no power."""
    most, held = most_ordered(problem), {c.id: c for c in problem.configurations}
    contents = {c.id: ((c.id, 1),) for c in problem.configurations} | {b.id: b.contents for b in problem.bundles}
    each = {n: sum((held[c].power_w or Decimal(0)) * k for c, k in parts) for n, parts in contents.items()}
    years = len(problem.years) or 1
    bought = sum((Decimal(most.get(name, 0)) * watts * years for name, watts in each.items()), Decimal(0))
    return bought + sum(((c.power_w or Decimal(0)) * c.existing for c in problem.configurations), Decimal(0))


def _form(problem: Problem, model: Model, aim: Aim) -> Form:
    rule: Literal["power", "domestic"] = "power" if aim == "power" else "domestic"
    return forms_of(problem, model=model, limit=Limited(rule, "", Fraction(0)), draft=Draft())[0]


def _stage(terms: Exact) -> Stage:
    common, scaled = unit_of(value for _, value in terms)
    step = float(common / scaled)
    return Stage(tuple((c, float(v / scaled)) for c, v in terms if v), step if step > LEAST_STEP else 0.0)


def _scale(model: Model) -> Terms:
    return ((model.layout.scale, 1.0),) if model.layout.scale is not None else ()


def at_level(drawing: Drawing, *, level: Fraction | None, solving: Solving) -> Point | None:
    """The cheapest purchase of at least a level (None: of any), with the best level at that cost; None: no such."""
    return at_levels(drawing, levels=(level,), solving=solving)[0]


def at_levels(drawing: Drawing, *, levels: Sequence[Fraction | None], solving: Solving) -> tuple[Point | None, ...]:
    """`at_level` of each of several levels, asked together."""
    rest = tuple(s for s in drawing.model.linear.stages if s not in (drawing.cost, drawing.second))
    model = drawing.program(drawing.cost, drawing.second, *rest)
    models = [with_rows(model, rows=[] if level is None else [drawing.row(level)]) for level in levels]
    answers = each([one.linear for one in models], solving=solving, mode=drawing.mode)
    return tuple(_point(drawing, one, answer) for one, answer in zip(models, answers, strict=True))


def _point(drawing: Drawing, model: Model, answer: Answer) -> Point | None:
    if answer.infeasible:
        return None
    mix = mix_of(drawing.problem, model=model, answer=answer)
    won, bound = won_of(mix), None if answer.bound is None else _won(model, answer)
    low = None if bound is None else min(bound, won)
    gap = None if low is None else Fraction(won - low, won or 1)
    return Point(drawing.level(mix), won, low, gap, answer.proven and gap == 0, mix)


def _won(model: Model, answer: Answer) -> int:
    """A bound in won, raised to the next amount that prices can add up to."""
    steps = Fraction(answer.bound or 0) * model.won / model.step
    return ceil(steps - Fraction(1, 10**6)) * model.step + model.constant


def _best(drawing: Drawing, solving: Solving, first: Point) -> Fraction:
    """The best level that any purchase reaches; of a share by rounds of least value × share - part."""
    level = first.level
    for _ in range(ROUNDS if drawing.aim == "domestic" else 1):
        mix = _reaching(drawing, solving, level)
        if mix is None or drawing.reaches(level, drawing.level(mix)):
            break
        level = drawing.level(mix)
    return level


def _reaching(drawing: Drawing, solving: Solving, level: Fraction) -> Mix | None:
    """The purchase with the most of the second objective; of a share, the one furthest above a level."""
    second = drawing.second
    if drawing.aim == "domestic":
        second = _stage(_form(drawing.problem, drawing.model, drawing.aim).at(level)[0])
    model = drawing.program(second, ties=False)
    answer = once(model.linear, solving=solving, mode=drawing.mode)
    return None if answer.infeasible else mix_of(drawing.problem, model=model, answer=answer)


def _levels(first: Fraction, best: Fraction, points: int) -> list[Fraction]:
    return [first + (best - first) * Fraction(n, max(points - 1, 1)) for n in range(points)]


def _padded(rows: list[dict[int, float]]) -> list[dict[int, float]]:
    """The same columns in every row, 0 where one has none: a change can then set them all."""
    columns = sorted({column for row in rows for column in row})
    return [{column: row.get(column, 0.0) for column in columns} for row in rows]


def _undominated(drawing: Drawing, steps: Sequence[Point]) -> tuple[Point, ...]:
    """Each purchase once, without those that another beats or equals in both."""
    kept: list[Point] = []
    for point in sorted(steps, key=lambda p: (p.won, p.level if drawing.aim == "power" else -p.level)):
        if not kept or not drawing.reaches(kept[-1].level, point.level):
            kept.append(point)
    return tuple(kept)
