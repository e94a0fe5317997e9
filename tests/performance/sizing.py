"""The mix's solver against what others do with the same question, from one run.

Each case is solved by us and by the other in turn. Ours counts writing the program, handing it over and the proof.
"""

from __future__ import annotations

import resource
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from math import exp, log
from statistics import fmean

import pulp

from procurement.sizing.linear import Answer, Linear
from procurement.sizing.solver import TARGET, Watch, run
from procurement.sizing.solver_child import answer
from tests.performance.sizing_baseline import Timed, plain, sliced, spent
from tests.performance.sizing_instances import Instance, Limits, linear_of, made_up
from tests.performance.sizing_published import ARENA, arena, knapsacks, readme

SECTION_SECONDS = 720.0
SLICED_SECONDS = 20.0
PLAIN_SECONDS = 60.0
SEED = 20261122
SIZES = ((20, 100, 1e-3), (100, 1_000, 5e-4), (200, 2_000, 2e-4))
FACTORS = (1, 4, 8)


@dataclass(frozen=True, slots=True)
class Clock:
    """When the whole section must be over."""

    deadline: float

    def has(self, seconds: float) -> bool:
        """Whether so much time is left."""
        return time.monotonic() + seconds < self.deadline


def table() -> str:
    """The section of the page in Markdown."""
    clock = Clock(time.monotonic() + SECTION_SECONDS)
    parts = ("## 구성 최적화 / sizing", "", *_melange(clock), *_utilisation(), *_large(clock), *_selection(clock))
    return "\n".join(parts)


def value(linear: Linear, *, found: Answer) -> float:
    """The first objective at the answer."""
    return sum(coefficient * found.values[column] for column, coefficient in linear.stages[0].terms)


def _ours(instance: Instance) -> tuple[float, float, bool]:
    started = spent()
    linear = linear_of(instance)
    found = answer(linear, remaining=lambda: 120.0, report=lambda _gap, _nodes: None)
    return spent() - started, value(linear, found=found), found.proven


def _melange(clock: Clock) -> Iterator[str]:
    yield "### 조각 배정(Mélange 방식, PuLP + CBC)과 견줌: 만들기부터 증명까지, 처리기 시간"
    yield ""
    yield f"조각 배정은 {SLICED_SECONDS:g}초에서 멈추고 그 두 배에서 강제 종료한다. 괄호는 시간당 달러."
    yield "우리 답은 달리 적지 않으면 간격 0이 증명된 것이다. 우리 시간에 자식 프로세스를 띄우는 시간은 들지 않는다."
    yield ""
    yield "| 사례 | 우리 | " + " | ".join(f"조각 {factor} | 배" for factor in FACTORS) + " |"
    yield "|---|---" * (1 + len(FACTORS)) + "|"
    ratios: dict[int, list[float]] = {factor: [] for factor in FACTORS}
    for name, rate, instance in [("readme", 30, readme()), *(("arena", rate, arena(rate)) for rate in ARENA)]:
        _ours(instance)
        seconds, cost, proven = sorted(_ours(instance) for _ in range(3))[1]
        cells = [f"{name} {rate}", f"{seconds:.3f} s ({cost:g}{'' if proven else ', 증명 못 함'})"]
        for factor in FACTORS:
            cells += _against(clock, seconds, cost, partial(sliced, name, rate=rate, factor=factor), ratios[factor])
        yield "| " + " | ".join(cells) + " |"
    means = " | | ".join(f"{_geometric(found):.3g}배" if found else "-" for found in ratios.values())
    yield f"| 기하평균(끝난 것과 한도에 걸린 것) | | | {means} |"
    yield ""


def _against(clock: Clock, seconds: float, cost: float, other: partial[Timed], ratios: list[float]) -> list[str]:
    if not clock.has(4 * SLICED_SECONDS + 300):
        return ["시간이 없어 뺌", "-"]
    theirs = other(limit=SLICED_SECONDS)
    ratios.append(theirs.seconds / seconds)
    worse = theirs.cost is not None and theirs.cost < cost - 1e-6
    return [
        theirs.words(SLICED_SECONDS) + (" **더 쌈**" if worse else ""),
        f"{'≥' if theirs.cost is None else ''}{theirs.seconds / seconds:.3g}",
    ]


def _geometric(ratios: list[float]) -> float:
    return exp(fmean(map(log, ratios)))


def _utilisation() -> Iterator[str]:
    yield "README의 4.68은 두 카드를 100 % 쓰는 값이다. 목표 사용률에 따른 비용(달러/시간):"
    yield ""
    rates = (1.0, 0.95, 0.9, 0.85, 0.8, 0.7)
    yield "| 사용률 | " + " | ".join(f"{rate:.0%}" for rate in rates) + " |"
    yield "|---" * (len(rates) + 1) + "|"
    yield "| 비용 | " + " | ".join(f"{_ours(readme(utilisation=rate))[1]:g}" for rate in rates) + " |"
    yield ""


def bounded(instance: Instance) -> Limits:
    """Every limit stated, at what a purchase without power, rack and budget limits would nearly need."""
    servers = len(instance.cost)
    share = max(0.3, 2.0 / len(set(instance.vendor)))
    free = Limits(spares=1, least_order=2, vendor_share=share, domestic_share=0.4, vendors=3)
    found = answer(
        linear_of(instance, limits=free), remaining=lambda: 300.0, report=lambda _g, _n: None, mode="relaxed"
    )
    bought = found.values[:servers]
    each = (instance.kilowatts, instance.rack_units, instance.price)
    power, rack, price = (sum(x * n for x, n in zip(one, bought, strict=True)) for one in each)
    return replace(free, kilowatts=1.01 * power, rack_units=1.01 * rack, budget=(1.01 + 1 / servers) * price)


def _large(clock: Clock) -> Iterator[str]:
    yield f"### 모든 제한이 있는 지어낸 사례(씨앗 {SEED})"
    yield ""
    yield "예비 1대, 최소 주문 2대, 예산·전력·랙·업체 비중·국산 비중·업체 수. 우리 시간은 자식 프로세스 시작까지 센다."
    yield f"견준 것은 같은 모형을 PuLP로 쓰고 바로 푸는 것, 한도 {PLAIN_SECONDS:g}초; 가장 큰 사례에서는 뺐다."
    yield ""
    heads = (
        "서버 × 버킷(쌍)",
        "모형 쓰기",
        "우리",
        "비용",
        "하한과의 간격",
        "목표",
        "PuLP + HiGHS",
        "PuLP + CBC",
        "최대 메모리",
    )
    yield f"| {' | '.join(heads)} |"
    yield "|---|---|---|---|---|---|---|---|---|"
    for servers, buckets, target in SIZES:
        yield _sized(clock, made_up(servers, buckets, seed=SEED), target)
    yield ""


def _sized(clock: Clock, instance: Instance, target: float) -> str:
    limits = bounded(instance)
    started = time.perf_counter()
    linear = linear_of(instance, limits=limits)
    written = time.perf_counter() - started
    started = time.perf_counter()
    found = run(linear, wall_seconds=150, watch=Watch(None, None), mode="fast", target=target)
    seconds = time.perf_counter() - started
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    cost = value(linear, found=found) if found.values else float("nan")
    gap = (cost - found.bound) / cost if found.bound is not None else float("nan")
    others = [_plain(clock, linear, solver, len(instance.load)) for solver in ("HiGHS", "PULP_CBC_CMD")]
    size = f"{len(instance.cost)} × {instance.buckets:,} ({len(instance.load):,})"
    cells = [
        size,
        f"{written:.2f} s",
        f"{seconds:.1f} s",
        f"{cost:,.0f}",
        f"{gap:.3%}",
        f"{target:.2%}",
        *others,
        f"{memory:.0f} MB",
    ]
    return "| " + " | ".join(cells) + " |"


def _plain(clock: Clock, linear: Linear, solver: str, pairs: int) -> str:
    if pairs > 100_000 or not clock.has(2 * PLAIN_SECONDS + 30):
        return "뺌"
    chosen = getattr(pulp, solver)(msg=False, threads=1, timeLimit=PLAIN_SECONDS, gapRel=TARGET)
    return plain(linear, solver=chosen).words(PLAIN_SECONDS)


def _selection(clock: Clock) -> Iterator[str]:
    yield "### 과제 선정(OR-Library mknapcb1, 0-1): PuLP + CBC, 과제당 30초"
    yield ""
    reached, times = 0, []
    for linear, _ in knapsacks("mknapcb1.txt"):
        if not clock.has(30):
            break
        found = plain(linear, solver=pulp.PULP_CBC_CMD(msg=False, threads=1, timeLimit=30, gapRel=0))
        times.append(found.seconds)
        reached += found.seconds < 30
    longest = max(times, default=0.0)
    yield f"{len(times)}건 가운데 {reached}건을 한도 안에 끝까지 풂, 최장 {longest:.1f} s. 나머지 파일은 재지 않음."
    yield ""


if __name__ == "__main__":
    print(table())  # noqa: T201 -- its output
