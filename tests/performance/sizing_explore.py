"""The frontier, the scenarios and the queues of made-up questions: python -m tests.performance --only sizing_explore.

Figures, never a verdict. The curves run in processes of their own and are timed by the clock on the wall; all else
runs in this one and is timed by the processor.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from random import Random
from statistics import fmean, median
from typing import TypeVar

from benchmarks.measurement import Latencies, Latency
from benchmarks.slo import Slo
from procurement.sizing.arrays import arrays_of
from procurement.sizing.asking import Solving, cheapest_mix
from procurement.sizing.capacity import Capacity, Configuration, NoCapacity
from procurement.sizing.demand import Bucket
from procurement.sizing.domestic import DomesticShare
from procurement.sizing.fixed_service import Case, unserved_parts
from procurement.sizing.frontier import Bound, Drawing, Point, at_level, climb, drawing_of, relaxed_curve
from procurement.sizing.highs import solve
from procurement.sizing.linear import Answer, Question
from procurement.sizing.problem import Limits, Problem
from procurement.sizing.queueing import Delay, simulate, stations_of
from procurement.sizing.robust import carrying
from procurement.sizing.scenarios import Spread, scenarios
from procurement.sizing.series import answers
from procurement.sizing.solver import LANES, Watch, run_all
from procurement.sizing.stages import Asked
from tests.procurement.sizing.builders import BATCH, configuration, limits, measurement

HEADING = "## 비용 곡선, 변동, 대기 / frontier, scenarios and queues"
LEVELS, HIGHEST, TARGET = 20, Fraction(9, 10), 1e-3
SCENARIOS, COLD, ROUNDS = 1000, 100, 3
REQUESTS, RUN = 20_000, "m"
SEED = 20261122
SAME = Fraction(1, 10**9)
T = TypeVar("T")


@dataclass(slots=True)
class Timed:
    """A way of solving, and how many seconds of the processor it took so far."""

    solving: Solving
    seconds: float = 0.0

    def __call__(self, *questions: Question) -> tuple[tuple[Answer, ...], ...]:
        """For each question one answer for each of its changes."""
        began = time.process_time()
        found = self.solving(*questions)
        self.seconds += time.process_time() - began
        return found


def here(*questions: Question) -> tuple[tuple[Answer, ...], ...]:
    """Solve in this process."""
    return tuple(_answered(one) for one in questions)


def _answered(question: Question) -> tuple[Answer, ...]:
    asked = Asked(question.mode, solve, TARGET, lambda: 600.0, lambda _gap, _nodes: None)
    return answers(arrays_of(question.linear), changes=question.changes, asked=asked)


def alone(*questions: Question) -> tuple[tuple[Answer, ...], ...]:
    """Solve each change as if it were asked alone: no basis is carried on."""
    return tuple(tuple(_answered(replace(one, changes=(c,)))[0] for c in one.changes) for one in questions)


def quickly(*questions: Question) -> tuple[tuple[Answer, ...], ...]:
    """A purchase that is good enough to be tried, taken as if it were proven."""
    fast = (replace(one, mode="fast") if one.mode == "prove" else one for one in questions)
    return tuple(tuple(replace(answer, proven=True) for answer in found) for found in here(*fast))


def children(*questions: Question) -> tuple[tuple[Answer, ...], ...]:
    """Solve in processes of their own, as the commands do."""
    return run_all(questions, wall_seconds=3600, watch=Watch(None, None), target=TARGET)


def table() -> str:
    """The section of the page in Markdown."""
    return "\n".join((HEADING, "", *_frontiers(), "", *_scenarios(), "", *_queues(), ""))


def question(*, home: int, configurations: int = 20, buckets: int = 100) -> Problem:
    """Vendors, every third configuration domestic (from `home`), spares, a vendor's largest share, least vendors."""
    draw = Random(SEED)  # noqa: S311 the same made-up question every time
    held = tuple(
        Configuration(f"c{n:02d}", f"v{n % 6}", f"서버 {n}", n % 3 == home, "npu", 8, draw.randint(20, 400) * 1_000_000,
                      Decimal(draw.randint(10, 100) * 100), 4, None)
        for n in range(configurations)
    )  # fmt: skip
    asked = tuple(
        Bucket(f"b{n:03d}", f"수요 {n}", "llama", 128, 64, Decimal(draw.randint(20, 400)) / 10, BATCH)
        for n in range(buckets)
    )
    pairs = tuple(_pair(draw, c, b) for c in held for b in asked)
    return Problem(asked, held, pairs, Limits(None, None, None, Fraction(1, 2), 3, None, None), 1)


def _pair(draw: Random, configuration: Configuration, bucket: Bucket) -> Capacity | NoCapacity:
    if draw.random() < 0.35:
        return NoCapacity(configuration.id, bucket.id, "미측정")
    rate = Fraction(configuration.price, 10_000_000) * Fraction(draw.randint(60, 160), 100)
    return Capacity(configuration.id, bucket.id, rate, Decimal("0.8"), "m", 1, "측정")


def _frontiers() -> Iterator[str]:
    yield "### 비용과 국산 비중의 곡선: 지어낸 20 구성 × 100 수요, 예비 1대, 업체 비중 50 % 이하, 업체 3곳 이상"
    yield ""
    yield f"수준 {LEVELS}개를 고르게 {float(HIGHEST):.0%}까지. 점은 간격 {TARGET:.1%} 안에서 멈추고 간격을 함께 보인다."
    yield "새로 풀기: 수준마다 처음부터 정수 계획을 하나씩 풂. 건너뛰기: 앞의 구성이 이미 지키는 수준은 다시 풀지 않고,"
    yield f"풀어야 하는 수준은 {LANES}개씩 함께 풂. 벽시계로 잰 시간(프로세스를 여는 시간 포함)."
    yield "첫 줄은 모든 수준이 비용을 올리는 경우로, 건너뛸 것이 없다."
    yield ""
    yield (
        "| 수준의 시작 | 가장 싼 구성의 국산 비중 | 푼 점 | 새로 풀기 | 건너뛰기 | 배 | 완화 곡선 | 배 "
        "| 곡선과 점의 거리 평균 / 최대 | 점의 간격 최대 |"
    )
    yield "|---|---|---|---|---|---|---|---|---|---|"
    yield _frontier("가장 싼 구성의 비중", question(home=0), from_first=True)
    yield _frontier("0 % (제한 없음)", question(home=2), from_first=False)
    yield ""
    yield "목표: 건너뛰기 3배 이상, 완화 곡선 100배 이상. 함께 푸는 몫은 프로세서가 둘일 때의 것이다."


def _frontier(title: str, asked: Problem, *, from_first: bool) -> str:
    drawing = drawing_of(asked, aim="domestic", mode="fast")
    by_first, first = _spent(lambda: at_level(drawing, level=None, solving=children))
    if first is None:
        raise AssertionError(title)
    low = first.level if from_first else Fraction(0)
    levels = [low + (HIGHEST - low) * Fraction(n, LEVELS - 1) for n in range(LEVELS)]
    by_curve, curve = _spent(lambda: relaxed_curve(drawing, levels=levels, solving=children))
    by_climb, (steps, solved) = _spent(lambda: climb(drawing, levels=levels, first=first, solving=children))
    by_points, by_cold = by_first + by_climb, _cold(drawing, levels)
    return (
        f"| {title} | {float(first.level):.1%} | {solved} / {LEVELS} | {by_cold:.1f} s | {by_points:.1f} s "
        f"| {by_cold / by_points:.1f}배 | {by_curve:.2f} s | {by_cold / by_curve:.0f}배 | {_distances(curve, steps)} "
        f"| {max(float(point.gap or 0) for point in steps):.3%} |"
    )


def _cold(drawing: Drawing, levels: Sequence[Fraction]) -> float:
    seconds, found = _spent(lambda: [at_level(drawing, level=level, solving=children) for level in levels])
    if None in found:
        raise AssertionError("a level that the curve reaches has a purchase")
    return seconds


def _distances(curve: Sequence[Bound], steps: Sequence[Point]) -> str:
    far = [1 - low.won / step.won for low, step in zip(curve, steps, strict=True)]
    return f"{fmean(far):.2%} / {max(far):.2%}"


def _scenarios() -> Iterator[str]:
    asked = question(home=0)
    home = replace(asked.limits, domestic_share=DomesticShare(Fraction(3, 10), "sme_setaside", None, None))
    mix = cheapest_mix(replace(asked, limits=home), solving=quickly)
    if mix is None:
        raise AssertionError("the question has a purchase")
    servers = carrying(asked, mix=mix, year=0)
    yield f"### 한 구성을 변동 {SCENARIOS:,}가지로 시험: 같은 사례, 예비는 쉬게 둠"
    yield ""
    yield f"이어 풀기: 앞 경우의 기저에서 시작. 새로 풀기는 {COLD}가지를 재어 늘린 값. {ROUNDS}번씩 번갈아 잰 중앙값."
    yield ""
    yield "| 변동 | 모두 처리한 경우 | 이어 풀기 | 새로 풀기 | 배 | 값 |"
    yield "|---|---|---|---|---|---|"
    yield _tried("수요 ±10 %, 항목별 ±10 %", asked, servers, Fraction(0))
    yield _tried("위와 측정 속도 쌍별 ±5 %", asked, servers, Fraction(1, 20))


def _tried(title: str, asked: Problem, servers: dict[str, int], speed: Fraction) -> str:
    drawn = scenarios(asked, spread=Spread(Fraction(1, 10), Fraction(1, 10), speed, SEED), count=SCENARIOS)
    cases = [Case(servers, one.demand, one.speed) for one in drawn]
    times: list[tuple[float, float]] = []
    for _ in range(ROUNDS):
        warm, cold = Timed(here), Timed(alone)
        parts = unserved_parts(asked, cases=cases, solving=warm)
        again = unserved_parts(asked, cases=cases[:COLD], solving=cold)
        times.append((warm.seconds, cold.seconds * SCENARIOS / COLD))
    alike = "같음" if all(abs(a - b) <= SAME for a, b in zip(parts, again, strict=False)) else "다름"
    return (
        f"| {title} | {sum(not part for part in parts):,} | {median(w for w, _ in times):.1f} s "
        f"| {median(c for _, c in times):.1f} s | {median(c / w for w, c in times):.1f}배 | {alike} |"
    )


def _queues() -> Iterator[str]:
    yield "### 답으로 나온 구성의 대기 시험: 지어낸 3 구성 × 4 수요, 처리 1초, 99 %가 1.2초 안"
    yield ""
    yield f"가장 싼 구성을 목표 사용률만 바꾸어 구하고, 무작위로 오는 요청 {REQUESTS:,}건을 흘려 봄(고정 처리 시간)."
    yield ""
    yield "| 목표 사용률 | 구성 | 비용 | 가장 나쁜 p99 | 판정 |"
    yield "|---|---|---|---|---|"
    for utilisation in (Decimal("0.8"), Decimal(1)):
        yield _queued(utilisation)


def _queued(utilisation: Decimal) -> str:
    asked = _waiting(utilisation)
    mix = cheapest_mix(asked, solving=here)
    if mix is None:
        raise AssertionError("the question has a purchase")
    run = replace(measurement(RUN), latency=Latencies(e2e=Latency(mean=Decimal(1000))))
    stations = stations_of(asked, servers=carrying(asked, mix=mix, year=0), shares=mix.shares, measurements=[run])
    met = simulate(stations, requests=REQUESTS, seed=SEED)
    bought = ", ".join(f"{p.configuration} {p.servers}대" for p in mix.purchases)
    worst = max(delay.p99_s for delay in met)
    return f"| {float(utilisation):.0%} | {bought} | {mix.cost:,}원 | {worst:.2f} s | {_said(met)} |"


def _said(met: Sequence[Delay]) -> str:
    late = [delay for delay in met if not delay.ok]
    if not late:
        return f"지킴: {len(met)}개 모두"
    return "못 지킴: " + ", ".join(f"{delay.configuration}의 {delay.bucket} {delay.p99_s:.2f} s" for delay in late)


def _waiting(utilisation: Decimal) -> Problem:
    """Every server was measured with 8 requests at once, each of a second."""
    held = tuple(configuration(f"c{n}", price=price * 10**6) for n, price in enumerate((30, 45, 80)))
    slo = Slo(e2e_p99_ms=Decimal(1200))
    asked = tuple(Bucket(f"b{n}", f"수요 {n}", "llama", 128, 64, Decimal(10 + 7 * n), slo) for n in range(4))
    pairs = tuple(Capacity(c.id, b.id, Fraction(8), utilisation, RUN, 1, "측정") for c in held for b in asked)
    return Problem(asked, held, pairs, limits(), 0)


def _spent(work: Callable[[], T]) -> tuple[float, T]:
    began = time.perf_counter()
    found = work()
    return time.perf_counter() - began, found
