"""OR-Library's instances: facility location by the mix's solver, multidimensional knapsacks by PuLP and CBC."""

from __future__ import annotations

from collections.abc import Iterator

import pulp

from procurement.sizing.linear import Linear
from procurement.sizing.solver_child import answer
from tests.performance.sizing import value
from tests.performance.sizing_baseline import plain, spent
from tests.performance.sizing_published import best_known, facilities, knapsacks

PROOF_SECONDS = 60
NEAR_SECONDS = 10
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
    for name, seconds in (("mknapcb1", PROOF_SECONDS), ("mknapcb2", NEAR_SECONDS), ("mknapcb5", NEAR_SECONDS)):
        stated = best_known(name)
        cases = [(linear, best) for (linear, _), best in zip(knapsacks(f"{name}.txt"), stated, strict=True)]
        yield _solved(name, cases, seconds)
    yield ""
    yield f"mknap은 PuLP + CBC, 한 건에 처리기 시간 {PROOF_SECONDS}초(mknapcb2·5는 {NEAR_SECONDS}초)까지."
    yield "mknapcb의 최선은 1997년에 알려진 값으로, 그보다 나은 답은 같음으로 센다."


def _solved(name: str, cases: list[tuple[Linear, float]], seconds: int) -> str:
    times, same, proven, far = [], 0, 0, 0.0
    for linear, best in cases:
        chosen = pulp.PULP_CBC_CMD(msg=False, threads=1, timeLimit=seconds, timeMode="cpu", gapRel=0)
        found = plain(linear, solver=chosen)
        times.append(found.seconds)
        reached = -(found.cost or 0.0)
        same += reached >= best - SAME
        proven += found.seconds < seconds
        far = max(far, 1 - reached / best)
    return f"| {name} | {len(cases)} | {same} | {proven} | {sum(times):.1f} / {max(times):.2f} s | {far:.4%} |"
