"""지원사업 공모: the owner's stages, items and points; who passes each stage, and who is funded within the budget."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from scoring.lots import groups_of
from scoring.quantity import decimal_of, plain
from scoring.result import Number
from scoring.rules.schema import Reference

Outcome = Literal["selected", "reserve", "not_selected", "undecided"]


class UnusableCall(ValueError):
    """A call's table, or a project's points, that contradict themselves; the sentence says which."""


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the owner's table: most points it gives."""

    id: str
    title: str
    points: Fraction


@dataclass(frozen=True, slots=True)
class Stage:
    """A scored stage (서류, 발표): its items and the points a project must reach to go on."""

    id: str
    title: str
    items: tuple[Item, ...]
    pass_mark: Fraction


@dataclass(frozen=True, slots=True)
class Call:
    """What the owner announced; nothing has a default and no official table is shipped.

    `ranked_by` the stages whose points are added, `bonus_max` the most bonus points that count,
    `budget` won, `on_overrun` whether a project that does not fit stops the list or is skipped,
    `reserves` how many stand in reserve.
    """

    stages: tuple[Stage, ...]
    ranked_by: tuple[str, ...]
    bonus_max: Fraction
    budget: int
    on_overrun: Literal["stop", "skip"]
    reserves: int


@dataclass(frozen=True, slots=True)
class Given:
    """The points a project got for one item, as the evaluators' result stands."""

    item: str
    points: Fraction


@dataclass(frozen=True, slots=True)
class Project:
    """One application: won asked for, suitable or not (적합성) and why, its points, its bonus."""

    id: str
    requested: int
    suitable: bool
    why: str
    given: tuple[Given, ...]
    bonus: Fraction


@dataclass(frozen=True, slots=True)
class Decision:
    """A project's stage totals, its total with the capped bonus, its rank (None: not ranked) and what became of it."""

    project: Project
    stages: tuple[tuple[str, Number], ...]
    total: Number | None
    rank: int | None
    outcome: Outcome
    why: str


@dataclass(frozen=True, slots=True)
class _Left:
    """Won and reserve places left on the way down the ranks, and what has closed the list."""

    budget: int
    reserves: int
    closed: Literal["", "budget", "tie"] = ""


def decide(projects: Iterable[Project], *, call: Call) -> tuple[Decision, ...]:
    """Gate, stages, rank, and the cut by the budget in rank order, in the order of `projects`.

    A project that fails a stage needs no points for later ones. Equal totals share a rank: they are
    funded together or, where the budget ends between them, stay undecided with all that follows.
    Raises UnusableCall. Source: the call's own notice.
    """
    given = tuple(projects)
    _check_call(call)
    _check_projects(given, call=call)
    first = tuple(_scored(project, call=call) for project in given)
    keys = {d.project.id: (-d.total.exact,) for d in first if d.total is not None}
    groups = groups_of(keys)
    outcomes = _funded(groups, asked={p.id: p.requested for p in given}, call=call)
    ranks = {bid: 1 + sum(map(len, groups[:i])) for i, group in enumerate(groups) for bid in group}
    return tuple(_decided(d, rank=ranks.get(d.project.id), outcomes=outcomes) for d in first)


def _scored(project: Project, *, call: Call) -> Decision:
    stages: tuple[tuple[str, Number], ...] = ()
    if not project.suitable:
        return Decision(project, stages, None, None, "not_selected", f"적합성: {project.why} / not suitable")
    points = {g.item: g.points for g in project.given}
    for stage in call.stages:
        if missing := [item.id for item in stage.items if item.id not in points]:
            raise UnusableCall(
                f"{project.id}, {stage.title}: {', '.join(missing)}: 점수가 없습니다. 미채점은 0점이 아닙니다 / "
                f"points are missing; missing is not zero"
            )
        number = _sum(tuple((item.title, points[item.id]) for item in stage.items), article=stage.title)
        stages = (*stages, (stage.id, number))
        if number.exact < stage.pass_mark:
            why = f"{stage.title} {plain(number.exact)}점: 기준 {plain(stage.pass_mark)}점 미만 / below the pass mark"
            return Decision(project, stages, None, None, "not_selected", why)
    parts = [(stage.title, dict(stages)[stage.id].exact) for stage in call.stages if stage.id in call.ranked_by]
    bonus = min(project.bonus, call.bonus_max)
    total = _sum((*parts, ("가점", bonus)), article="종합점수")
    return Decision(project, stages, total, None, "undecided", "")


def _sum(parts: tuple[tuple[str, Fraction], ...], *, article: str) -> Number:
    exact = sum((points for _, points in parts), Fraction(0))
    return Number(
        value=decimal_of(exact),
        exact=exact,
        formula=" + ".join(plain(points) for _, points in parts),
        inputs=tuple((name, plain(points)) for name, points in parts),
        clause=Reference(title="공모 공고", article=article),
    )


def _funded(
    groups: tuple[tuple[str, ...], ...], *, asked: dict[str, int], call: Call
) -> dict[str, tuple[Outcome, str]]:
    left = _Left(budget=call.budget, reserves=call.reserves)
    outcomes: dict[str, tuple[Outcome, str]] = {}
    for group in groups:
        left, outcome, why = _step(left, wanted=[asked[bid] for bid in group], call=call)
        outcomes |= dict.fromkeys(group, (outcome, f"{why} (남은 예산 / won left: {left.budget:,})"))
    return outcomes


def _step(left: _Left, *, wanted: list[int], call: Call) -> tuple[_Left, Outcome, str]:
    """What becomes of the next projects (several while tied) and what is left after them."""
    if left.closed == "tie":
        return left, "undecided", "앞 순위의 동점이 정해지지 않음 / a tie above is undecided"
    if not left.closed and sum(wanted) <= left.budget:
        return replace(left, budget=left.budget - sum(wanted)), "selected", "선정 / funded"
    if not left.closed and len(wanted) > 1 and min(wanted) <= left.budget:
        return replace(left, closed="tie"), "undecided", "동점인데 예산에 모두 들지 않음 / tied, not all fit the budget"
    after = replace(left, closed="budget") if call.on_overrun == "stop" else left
    if not left.reserves:
        return after, "not_selected", "예산에 들지 않음 / does not fit the budget"
    if len(wanted) > left.reserves:
        return replace(after, reserves=0), "undecided", "동점인데 예비 자리가 모자람 / tied for too few reserve places"
    return replace(after, reserves=left.reserves - len(wanted)), "reserve", "예비 선정 / in reserve"


def _decided(decision: Decision, *, rank: int | None, outcomes: dict[str, tuple[Outcome, str]]) -> Decision:
    if rank is None:
        return decision
    outcome, why = outcomes[decision.project.id]
    return replace(decision, rank=rank, outcome=outcome, why=f"{rank}순위: {why}")


def _check_call(call: Call) -> None:
    ids = [stage.id for stage in call.stages] + [item.id for stage in call.stages for item in stage.items]
    if not call.stages or len(set(ids)) < len(ids) or not all(stage.items for stage in call.stages):
        raise UnusableCall("단계나 항목이 없거나 번호가 겹칩니다 / no stage or item, or an id is given twice")
    if not call.ranked_by or not set(call.ranked_by) <= {stage.id for stage in call.stages}:
        raise UnusableCall(
            f"순위를 정하는 단계 {', '.join(call.ranked_by)}: 공고의 단계여야 합니다 / "
            f"ranked_by names stages of the call"
        )
    for stage in call.stages:
        most = sum((item.points for item in stage.items), Fraction(0))
        if min(item.points for item in stage.items) <= 0 or not 0 <= stage.pass_mark <= most:
            raise UnusableCall(
                f"{stage.title}: 배점은 0보다 크고 기준점수는 0과 {plain(most)} 사이여야 합니다 / "
                f"points above 0, pass mark from 0 to all points"
            )
    if call.budget <= 0 or call.bonus_max < 0 or call.reserves < 0:
        raise UnusableCall("예산은 0보다 크고 가점 한도와 예비 수는 0 이상 / budget above 0, the others 0 or more")


def _check_projects(projects: tuple[Project, ...], *, call: Call) -> None:
    most = {item.id: item.points for stage in call.stages for item in stage.items}
    if len({p.id for p in projects}) < len(projects):
        raise UnusableCall("같은 과제가 두 번 있습니다 / a project is given twice")
    for one in projects:
        items = [g.item for g in one.given]
        wrong = [g.item for g in one.given if g.item not in most or not 0 <= g.points <= most[g.item]]
        if wrong or len(set(items)) < len(items):
            raise UnusableCall(
                f"{one.id}: {', '.join(wrong or items)}: 공고에 없는 항목이거나 배점을 벗어나거나 두 번 있습니다 / "
                f"unknown item, points out of range, or given twice"
            )
        if one.requested <= 0 or one.bonus < 0 or not one.why.strip():
            raise UnusableCall(
                f"{one.id}: 신청액은 0보다 크고, 가점은 0 이상이고, 적합성의 사유가 있어야 합니다 / "
                f"amount above 0, bonus 0 or more, and a reason for the suitability"
            )
