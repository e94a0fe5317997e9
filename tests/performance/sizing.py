"""The mix's solver against what others do with Mélange's question, from one run.

Each case is solved by us and by the other in turn. Ours counts writing the program, handing it over and the proof.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from math import exp, log
from statistics import fmean

from procurement.sizing.linear import Answer, Linear
from procurement.sizing.solver_child import answer
from tests.performance.sizing_baseline import Timed, sliced, spent
from tests.performance.sizing_instances import Instance, linear_of
from tests.performance.sizing_published import ARENA, arena, readme

SLICED_SECONDS = 120.0
FACTORS = (1, 4, 8)
LONG = 1.0
ROUNDS = 5


def table() -> str:
    """The section of the page in Markdown."""
    return "\n".join(
        ("## 구성 최적화: Mélange의 사례 / sizing, the cases of Mélange", "", *_melange(), *_utilisation())
    )


def value(linear: Linear, *, found: Answer) -> float:
    """The first objective at the answer."""
    return sum(coefficient * found.values[column] for column, coefficient in linear.stages[0].terms)


def geometric(ratios: list[float]) -> float:
    """The geometric mean."""
    return exp(fmean(map(log, ratios)))


def _ours(instance: Instance) -> tuple[float, float, bool]:
    started = spent()
    linear = linear_of(instance)
    found = answer(linear, remaining=lambda: 120.0, report=lambda _gap, _nodes: None)
    return spent() - started, value(linear, found=found), found.proven


def _melange() -> Iterator[str]:
    yield f"조각 배정(PuLP + CBC)은 처리기 시간 {SLICED_SECONDS:g}초에서 멈춘다. 모형 쓰기부터 증명까지의 처리기 시간."
    yield "괄호는 시간당 달러. 우리 답은 달리 적지 않으면 간격 0이 증명된 것이고, 자식 프로세스를 띄우는 시간은 뺐다."
    yield "조각 1은 버킷 하나를 통째로 한 장비에 주므로 쉬우나 비싸다."
    yield ""
    yield "| 사례 | 우리 | " + " | ".join(f"조각 {factor} | 배" for factor in FACTORS) + " |"
    yield "|---|---" * (1 + len(FACTORS)) + "|"
    ratios: dict[int, list[float]] = {factor: [] for factor in FACTORS}
    long: list[float] = []
    for name, rate, instance in [("readme", 30, readme()), *(("arena", rate, arena(rate)) for rate in ARENA)]:
        _ours(instance)
        seconds, cost, proven = sorted(_ours(instance) for _ in range(ROUNDS))[ROUNDS // 2]
        cells = [f"{name} {rate}", f"{seconds:.4f} s ({cost:g}{'' if proven else ', 증명 못 함'})"]
        for factor in FACTORS:
            cells += _against(seconds, cost, partial(sliced, name, rate=rate, factor=factor), ratios[factor], long)
        yield "| " + " | ".join(cells) + " |"
    means = " | | ".join(f"{geometric(found):.3g}배" for found in ratios.values())
    yield f"| 기하평균 | | | {means} |"
    yield ""
    yield f"목표: 조각 4에서 기하평균 25배 이상{_met(geometric(ratios[4]) >= 25)}, "
    yield f"상대가 {LONG:g}초를 넘긴 {len(long)}건에서 100배 이상: 기하평균 {geometric(long):.3g}배, "
    yield f"100배에 이른 것 {sum(ratio >= 100 for ratio in long)}건, 가장 작은 것 {min(long):.3g}배."
    yield ""


def _met(yes: bool) -> str:  # noqa: FBT001 -- a verdict in words
    return " (이룸)" if yes else " (못 미침)"


def _against(seconds: float, cost: float, other: partial[Timed], ratios: list[float], long: list[float]) -> list[str]:
    theirs = other(limit=SLICED_SECONDS)
    ratios.append(theirs.seconds / seconds)
    if theirs.seconds > LONG:
        long.append(theirs.seconds / seconds)
    worse = theirs.cost is not None and theirs.cost < cost - 1e-6
    stopped = "≥" if theirs.seconds >= SLICED_SECONDS * 0.98 else ""
    return [theirs.words(SLICED_SECONDS) + (" **더 쌈**" if worse else ""), f"{stopped}{theirs.seconds / seconds:.3g}"]


def _utilisation() -> Iterator[str]:
    yield "README의 4.68은 두 카드를 100 % 쓰는 값이다. 목표 사용률에 따른 비용(달러/시간):"
    yield ""
    rates = (1.0, 0.95, 0.9, 0.85, 0.8, 0.7)
    yield "| 사용률 | " + " | ".join(f"{rate:.0%}" for rate in rates) + " |"
    yield "|---" * (len(rates) + 1) + "|"
    yield "| 비용 | " + " | ".join(f"{_ours(readme(utilisation=rate))[1]:g}" for rate in rates) + " |"
    yield ""
