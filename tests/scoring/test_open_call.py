from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.open_call import Call, Decision, Given, Item, Project, Stage, UnusableCall, decide
from scoring.rules.loading import on, shipped_rule, unanswered

PAPER = Stage(
    "paper", "서류평가", (Item("need", "필요성", Fraction(40)), Item("plan", "계획", Fraction(60))), Fraction(70)
)
TALK = Stage("talk", "발표평가", (Item("team", "역량", Fraction(100)),), Fraction(70))
CALL = Call(
    stages=(PAPER, TALK),
    ranked_by=("talk",),
    bonus_max=Fraction(3),
    budget=1000,
    on_overrun="stop",
    reserves=1,
)


def project(name: str, talk: int, *, asks: int = 400, paper: tuple[int, int] = (30, 50), bonus: int = 0) -> Project:
    points = (Given("need", Fraction(paper[0])), Given("plan", Fraction(paper[1])), Given("team", Fraction(talk)))
    return Project(name, asks, suitable=True, why="요건 충족", given=points, bonus=Fraction(bonus))


def outcomes(*projects: Project, **change: Any) -> list[tuple[str, int | None, str]]:
    found = decide(projects, call=replace(CALL, **change))
    return [(d.project.id, d.rank, d.outcome) for d in found]


def only(one: Project, **change: Any) -> Decision:
    return decide((one,), call=replace(CALL, **change))[0]


def test_gate_stages_rank_budget_and_reserve() -> None:
    unsuitable = replace(project("E", 99), suitable=False, why="기업 규모 요건 미달", given=())
    weak = replace(project("F", 99), given=(Given("need", Fraction(29)), Given("plan", Fraction(40))))
    found = outcomes(project("A", 80), project("B", 90), project("C", 85), project("D", 75), unsuitable, weak)
    assert found == [
        ("A", 3, "reserve"),
        ("B", 1, "selected"),
        ("C", 2, "selected"),
        ("D", 4, "not_selected"),
        ("E", None, "not_selected"),
        ("F", None, "not_selected"),
    ]


def test_why_a_project_was_not_selected() -> None:
    unsuitable = replace(project("E", 99), suitable=False, why="기업 규모 요건 미달", given=())
    assert only(unsuitable).why == "적합성: 기업 규모 요건 미달 / not suitable"
    low = only(project("F", 99, paper=(29, 40)))
    assert low.why == "서류평가 69점: 기준 70점 미만 / below the pass mark"
    assert ([name for name, _ in low.stages], low.total) == (["paper"], None)
    assert only(project("A", 80, asks=1001), reserves=0).why == (
        "1순위: 예산에 들지 않음 / does not fit the budget (남은 예산 / won left: 1,000)"
    )
    assert only(project("A", 80)).why == "1순위: 선정 / funded (남은 예산 / won left: 600)"


@pytest.mark.parametrize(("talk", "outcome"), [(70, "selected"), (69, "not_selected")])
def test_exactly_the_pass_mark_passes(talk: int, outcome: str) -> None:
    assert only(project("A", talk)).outcome == outcome


def test_a_bonus_counts_up_to_the_owners_limit() -> None:
    total = only(project("A", 80, bonus=5)).total
    assert total is not None
    assert (str(total.value), total.formula, total.inputs) == ("83", "80 + 3", (("발표평가", "80"), ("가점", "3")))


def test_stages_may_be_added_for_the_rank() -> None:
    total = only(project("A", 80), ranked_by=("paper", "talk")).total
    assert total is not None
    assert (str(total.value), total.formula) == ("160", "80 + 80 + 0")


@pytest.mark.parametrize(
    ("on_overrun", "expected"),
    [
        ("stop", [("A", 1, "selected"), ("B", 2, "reserve"), ("C", 3, "not_selected")]),
        ("skip", [("A", 1, "selected"), ("B", 2, "reserve"), ("C", 3, "selected")]),
    ],
)
def test_a_project_that_does_not_fit_stops_the_list_or_is_skipped(on_overrun: str, expected: list[Any]) -> None:
    given_ = (project("A", 90, asks=600), project("B", 85, asks=500), project("C", 80, asks=400))
    assert outcomes(*given_, on_overrun=on_overrun) == expected


def test_tied_projects_are_funded_together_or_left_to_a_person() -> None:
    a, b, c = project("A", 90), project("B", 90), project("C", 80, asks=200)
    assert outcomes(a, b, c) == [("A", 1, "selected"), ("B", 1, "selected"), ("C", 3, "selected")]
    assert outcomes(a, b, c, budget=799) == [("A", 1, "undecided"), ("B", 1, "undecided"), ("C", 3, "undecided")]
    assert outcomes(a, b, c, budget=399) == [("A", 1, "undecided"), ("B", 1, "undecided"), ("C", 3, "not_selected")]
    assert outcomes(a, b, c, budget=399, reserves=2)[:2] == [("A", 1, "reserve"), ("B", 1, "reserve")]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"stages": ()}, "단계나 항목이 없거나"),
        ({"stages": (PAPER, replace(TALK, items=()))}, "단계나 항목이 없거나"),
        ({"stages": (PAPER, replace(PAPER, id="talk"))}, "번호가 겹칩니다"),
        ({"ranked_by": ()}, "순위를 정하는 단계"),
        ({"ranked_by": ("talk", "visit")}, "순위를 정하는 단계 talk, visit"),
        ({"stages": (PAPER, replace(TALK, pass_mark=Fraction(101)))}, "발표평가: .*0과 100 사이"),
        ({"stages": (PAPER, replace(TALK, pass_mark=Fraction(-1)))}, "발표평가: "),
        ({"stages": (PAPER, replace(TALK, items=(Item("team", "역량", Fraction(0)),)))}, "배점은 0보다 크고"),
        ({"budget": 0}, "예산은 0보다"),
        ({"bonus_max": Fraction(-1)}, "예산은 0보다"),
        ({"reserves": -1}, "예산은 0보다"),
    ],
)
def test_a_table_that_contradicts_itself_is_refused(change: dict[str, Any], message: str) -> None:
    with pytest.raises(UnusableCall, match=message):
        outcomes(project("A", 80), **change)


A = project("A", 80)


@pytest.mark.parametrize(
    ("projects", "message"),
    [
        ((A, A), "같은 과제가 두 번"),
        ((replace(A, given=A.given[:2]),), "A, 발표평가: team: 점수가 없습니다. 미채점은 0점이 아닙니다"),
        ((replace(A, given=(*A.given, Given("visit", Fraction(1)))),), "A: visit: 공고에 없는 항목"),
        ((replace(A, given=(*A.given, A.given[0])),), "A: need, plan, team, need: "),
        ((project("A", 101),), "A: team: "),
        ((project("A", -1),), "A: team: "),
        ((replace(A, requested=0),), "A: 신청액은 0보다"),
        ((replace(A, bonus=Fraction(-1)),), "A: 신청액은 0보다"),
        ((replace(A, why=""),), "A: 신청액은 0보다"),
    ],
)
def test_projects_that_cannot_be_decided_are_refused(projects: tuple[Project, ...], message: str) -> None:
    with pytest.raises(UnusableCall, match=message):
        decide(projects, call=CALL)


def test_what_a_call_leaves_open_is_asked() -> None:
    rules = (on(shipped_rule("kr.open.call"), day=shipped_rule("kr.open.call").last_checked),)
    assert [q.key for q in unanswered(rules, given=frozenset())] == [
        "call_bonus_max",
        "call_on_overrun",
        "call_pass_mark",
        "call_ranked_by",
        "call_reserves",
    ]


@given(
    st.dictionaries(st.sampled_from("ABCDEFGH"), st.tuples(st.integers(65, 75), st.integers(1, 600))),
    st.sampled_from(["stop", "skip"]),
    st.integers(1, 1500),
)
def test_the_budget_is_never_exceeded_and_no_worse_project_goes_first(
    asked: dict[str, tuple[int, int]], on_overrun: Any, budget: int
) -> None:
    projects = tuple(project(name, talk, asks=won) for name, (talk, won) in asked.items())
    found = decide(projects, call=replace(CALL, budget=budget, on_overrun=on_overrun))
    funded = [d for d in found if d.outcome == "selected"]
    assert sum(d.project.requested for d in funded) <= budget
    assert sum(d.outcome == "reserve" for d in found) <= CALL.reserves
    assert [d.rank is None for d in found] == [asked[d.project.id][0] < 70 for d in found]
    if on_overrun == "stop":
        out = [d.rank or 0 for d in found if d.rank and d.outcome != "selected"]
        assert all((d.rank or 0) < min(out) for d in funded if out)
