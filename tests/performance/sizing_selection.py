"""OR-Library's instances: facility location by the mix's solver, multidimensional knapsacks by PuLP and CBC."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pulp

from procurement.sizing.arrays import arrays_of
from procurement.sizing.linear import Column, Linear
from procurement.sizing.relaxation import Relaxation, reduced_costs
from procurement.sizing.solver_child import answer
from tests.performance.sizing import value
from tests.performance.sizing_baseline import plain, spent
from tests.performance.sizing_published import best_known, facilities, knapsacks

PROOF_SECONDS = 60
NEAR_SECONDS = 10
CORE_SECONDS = 30
CORE = 60
SAME = 1e-6


def table() -> str:
    """The section of the page in Markdown."""
    return "\n".join(
        ("## OR-Library의 사례 / the cases of OR-Library", "", *_facilities(), *_small(), *_knapsacks(), "")
    )


def _facilities() -> Iterator[str]:
    yield "| 사례 | 건 | 최적·최선과 같음 | 증명됨 | 처리기 시간, 합 / 최장 | 최선과의 거리 최대 |"
    yield "|---|---|---|---|---|---|"
    times, same, proven, cases = [], 0, 0, list(facilities())
    for _, linear, optimum in cases:
        started = spent()
        found = answer(linear, remaining=lambda: 60.0, report=lambda _gap, _nodes: None)
        times.append(spent() - started)
        same += abs(value(linear, found=found) - optimum) <= 1e-3
        proven += found.proven
    spans = f"{sum(times):.1f} / {max(times):.2f} s"
    yield f"| 용량 제한 시설 배치 (orlib-cap) | {len(cases)} | {same} | {proven} | {spans} | - |"


def _small() -> Iterator[str]:
    yield _solved("mknap1", list(knapsacks("mknap1.txt")), PROOF_SECONDS)


def _knapsacks() -> Iterator[str]:
    for name, seconds in (("mknapcb1", PROOF_SECONDS), ("mknapcb2", NEAR_SECONDS)):
        yield _solved(name, _against_known(name), seconds)
    core = [(_core(linear), best) for linear, best in _against_known("mknapcb5")]
    yield _solved(f"mknapcb5, 핵심 {CORE}개 항목", core, CORE_SECONDS, whole=False)
    yield ""
    limits = f"{PROOF_SECONDS}초(mknapcb2는 {NEAR_SECONDS}초, mknapcb5는 {CORE_SECONDS}초)"
    yield f"mknap은 PuLP + CBC, 한 건에 처리기 시간 {limits}까지."
    yield f"mknapcb5는 줄인 비용의 크기가 가장 작은 {CORE}개만 정하고 나머지는 연속 완화의 값에 둠: 증명하지 않음."
    yield "mknapcb의 최선은 1997년에 알려진 값으로, 그보다 나은 답은 같음으로 센다."


def _against_known(name: str) -> list[tuple[Linear, float]]:
    stated = best_known(name)
    return [(linear, best) for (linear, _), best in zip(knapsacks(f"{name}.txt"), stated, strict=True)]


def _core(linear: Linear) -> Linear:
    """The program with only its core left open: the items whose reduced cost does not say in or out clearly.

    Source: the core problem of Balas & Zemel (1980), for several rows as in Puchinger, Raidl & Pferschy (2010).
    """
    program = arrays_of(linear)
    cost = program.cost(linear.stages[0].terms)
    relaxed = Relaxation(program, cost).solve(seconds=NEAR_SECONDS)
    unclear = np.argsort(np.abs(reduced_costs(program, cost=cost, duals=relaxed.duals)), kind="stable")[:CORE]
    fixed = [Column(round(value), round(value), integer=True) for value in relaxed.values]
    for item in unclear:
        fixed[item] = linear.columns[item]
    return replace(linear, columns=tuple(fixed))


def _solved(name: str, cases: list[tuple[Linear, float]], seconds: int, *, whole: bool = True) -> str:
    times, same, proven, far = [], 0, 0, 0.0
    for linear, best in cases:
        chosen = pulp.PULP_CBC_CMD(msg=False, threads=1, timeLimit=seconds, timeMode="cpu", gapRel=0)
        found = plain(linear, solver=chosen)
        times.append(found.seconds)
        reached = -(found.cost or 0.0)
        same += reached >= best - SAME
        proven += whole and found.seconds < seconds
        far = max(far, 1 - reached / best)
    return f"| {name} | {len(cases)} | {same} | {proven} | {sum(times):.1f} / {max(times):.2f} s | {far:.4%} |"
