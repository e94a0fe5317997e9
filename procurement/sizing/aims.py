"""Several aims in a stated order: the least of the first, then of the next where the first keeps its tolerance."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from math import ceil

from procurement.sizing.aims_model import Aim, AimModel, aim_model
from procurement.sizing.check import Check, check
from procurement.sizing.choice import contents_of
from procurement.sizing.figures import ProblemError, at_least, known
from procurement.sizing.linear import Answer
from procurement.sizing.mix import Mix, NotVerified, Reached, ask, mix_of
from procurement.sizing.problem import Problem
from procurement.sizing.solver import Progress, Watch, run


def in_order(
    problem: Problem,
    *,
    aims: tuple[Aim, ...],
    wall_seconds: float,
    should_cancel: Callable[[], bool] | None = None,
    progress: Callable[[Progress], None] | None = None,
) -> Mix:
    """The purchase that serves the whole demand and is least in each aim in turn, each held within its tolerance.

    The mix's `aims` say what each reached in the turn it was sought, with its bound. `bound` and `gap` are those of the
    cost, None where it is not the first aim; `proven` says that every aim was proven. Raises ProblemError for aims that
    cannot be sought, NotVerified where the mix breaks an aim when recomputed, else as `cheapest`.
    Source: sizing design §3.2.
    """
    ask(problem)
    _check(problem, aims)
    started, watch = time.monotonic(), Watch(should_cancel, progress)
    held: dict[Aim, Fraction] = {}
    reached: list[Reached] = []
    for aim in aims:
        program = aim_model(problem, aim=aim, held=held)
        answer = run(program.model.linear, wall_seconds=started + wall_seconds - time.monotonic(), watch=watch)
        mix = mix_of(problem, model=program.model, answer=answer)
        held[aim] = value_of_aim(problem, aim=aim, mix=mix)
        reached.append(reached_of(held[aim], aim=aim, program=program, answer=answer))
    checks = aim_checks(problem, held=held, mix=mix)
    return replace(_told(mix, aims, reached), checks=(*mix.checks, *checks), seconds=time.monotonic() - started)


def value_of_aim(problem: Problem, *, aim: Aim, mix: Mix) -> Fraction:
    """What a mix is worth in an aim, from the problem's own figures."""
    servers = {p.configuration: p.servers for p in mix.purchases}
    if aim.name == "cost":
        return Fraction(mix.cost if mix.total_cost is None else mix.total_cost)
    if aim.name == "power":
        watts = {c.id: Fraction(c.power_w or 0) for c in problem.configurations}
        return sum((count * watts[name] for name, count in servers.items()), Fraction(0))
    if aim.name == "vendors":
        vendors = {c.id: c.vendor for c in problem.configurations}
        return Fraction(len({vendors[contents_of(problem, item=o.item)[0][0]] for o in mix.orders}))
    given = dict(aim.given)
    return Fraction(sum(abs(servers.get(c.id, 0) - given.get(c.id, 0)) for c in problem.configurations))


def _check(problem: Problem, aims: tuple[Aim, ...]) -> None:
    names = [aim.name for aim in aims]
    if not aims or len(set(names)) < len(names):
        raise ProblemError(
            f"목적은 하나 이상, 서로 다르게 넣으십시오: {names} / Give at least one aim, none twice: {names}"
        )
    for aim in aims:
        tolerance = Decimal(aim.tolerance.numerator) / aim.tolerance.denominator
        at_least(tolerance, least=0, what=f"{aim.name}: 허용 폭 / tolerance")
        known((name for name, _ in aim.given), among=(c.id for c in problem.configurations), what="주어진 구성 / given")
    dark = sorted(c.id for c in problem.configurations if c.power_w is None)
    if "power" in names and dark:
        raise ProblemError(f"전력을 줄이려면 모든 구성의 소비전력이 필요합니다: {dark} / State the power of: {dark}")


def reached_of(value: Fraction, *, aim: Aim, program: AimModel, answer: Answer) -> Reached:
    """What an aim reached with the solver's bound, raised to the next value that the aim can take."""
    if answer.bound is None:
        return Reached(aim.name, value, None, proven=False)
    steps = ceil(Fraction(answer.bound) * program.unit / program.step - Fraction(1, 10**6))
    fixed = program.model.constant if aim.name == "cost" else 0
    bound = min(steps * program.step + fixed, value)
    return Reached(aim.name, value, bound, proven=answer.proven and bound == value)


def aim_checks(problem: Problem, *, held: Mapping[Aim, Fraction], mix: Mix) -> tuple[Check, ...]:
    """Every aim of a mix against what it reached in its turn, with its tolerance. Raises NotVerified."""
    worth = ((aim, value_of_aim(problem, aim=aim, mix=mix), best) for aim, best in held.items())
    found = tuple(
        check("aim", value, "<=", best * (1 + aim.tolerance), unit="", subject=aim.name) for aim, value, best in worth
    )
    broken = tuple(one for one in found if not one.ok)
    if broken:
        raise NotVerified(broken)
    return found


def _told(mix: Mix, aims: tuple[Aim, ...], reached: list[Reached]) -> Mix:
    proven, first = all(one.proven for one in reached), reached[0]
    told = replace(mix, aims=tuple(reached), proven=proven, bound=None, gap=None)
    if aims[0].name != "cost" or first.bound is None:
        return told
    cost = Decimal(mix.cost if mix.total_cost is None else mix.total_cost)
    bound = Decimal(int(first.bound))
    return replace(told, bound=bound, gap=(cost - bound) / cost if cost else Decimal(0))
