"""Large mixes with every limit active: time, certified gap and memory, beside the same program solved plainly."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import log
from statistics import linear_regression

import pulp

from procurement.sizing.arrays import arrays_of
from procurement.sizing.highs import solve
from procurement.sizing.linear import Linear
from procurement.sizing.model import cheapest_model
from procurement.sizing.pipeline import Quick, certified
from procurement.sizing.solver import TARGET, Watch, run
from procurement.sizing.solver_child import answer
from procurement.sizing.stages import Asked, in_order
from tests.performance.sizing import value
from tests.performance.sizing_baseline import plain, spent
from tests.performance.sizing_explore import question
from tests.performance.sizing_instances import Instance, Limits, linear_of, made_up, synth

SEED = 20261122
PLAIN_SECONDS = 100.0
OURS_SECONDS = 240.0
HARD_SECONDS = 60.0
MADE = ((100, 1_000, 5e-4), (200, 2_000, 2e-4))
BETWEEN = ((40, 300), (60, 600))
MODELS = 6


@dataclass(frozen=True, slots=True)
class Sized:
    """Processor seconds to write and to answer, the cost and how far it may be from the best."""

    pairs: int
    written: float
    seconds: float
    cost: float
    gap: float


def table() -> str:
    """The section of the page in Markdown."""
    return "\n".join(("## 모든 제한이 있는 큰 구성 / large mixes with every limit", "", *_sizes(), *_hard()))


def bounded(instance: Instance) -> Limits:
    """Every limit stated; budget, power and rack at what a good purchase without them needs, so that each binds."""
    share = max(0.3, 2.0 / len(set(instance.vendor)))
    free = Limits(spares=1, least_order=2, vendor_share=share, domestic_share=0.4, vendors=3)
    program = arrays_of(linear_of(instance, limits=free))
    quick = Quick(solve, 5e-3, lambda: OURS_SECONDS, lambda _gap, _nodes: None)
    bought = certified(program, stage=program.stages[0], quick=quick).values[: len(instance.cost)]
    each = (instance.price, instance.kilowatts, instance.rack_units)
    price, power, rack = (float(sum(x * n for x, n in zip(one, bought, strict=True))) for one in each)
    return replace(free, budget=price, kilowatts=power, rack_units=rack)


def _sizes() -> Iterator[str]:
    yield "예비 1대, 최소 주문 2대, 업체 비중, 국산 비중 40 % 이상, 업체 3곳 이상, 예산·전력·랙."
    yield "예산·전력·랙은 그 셋이 없을 때의 좋은 구성이 쓰는 만큼만 준다."
    yield f"20 × 100은 받은 사례(synth), 나머지는 그 분포를 본떠 지어냄(씨앗 {SEED})."
    yield f"처리기 시간. 견준 것은 같은 모형을 PuLP로 쓰고 바로 푸는 것: 한도 {PLAIN_SECONDS:g}초, 같은 간격에서 멈춤."
    yield "맨 배열: 같은 과정을 배열에서 바로, 모형 쓰기와 자식 프로세스 없이 돌린 것. 괄호는 우리 비용보다 비싼 정도."
    yield ""
    yield (
        "| 서버 × 버킷(쌍) | 쓰기 | 우리 | 비용 | 증명된 간격 | 목표 | 맨 배열의 "
        "| PuLP + HiGHS | 배 | PuLP + CBC | 배 | 최대 메모리 |"
    )
    yield "|---|---|---|---|---|---|---|---|---|---|---|---|"
    found = []
    for title, instance, target in _instances():
        sized, cells = _row(instance, target)
        found.append(sized)
        yield f"| {title} ({sized.pairs:,}) | {' | '.join(cells)} |"
    yield ""
    yield "목표: PuLP로 바로 푼 것보다 10배 이상 빠름, 맨 배열의 1.5배 이하. 1배보다 작은 배는 우리가 느린 것이다."
    yield "HiGHS의 한도는 벽시계여서 바쁜 기계에서는 처리기 시간이 그보다 짧다."
    yield ""
    between = [
        _ours(linear_of(one, limits=bounded(one)), 1e-3) for one in (made_up(*size, seed=SEED) for size in BETWEEN)
    ]
    grown = sorted((*found, *between), key=lambda one: one.pairs)
    slope = linear_regression(
        [log(one.pairs) for one in grown], [log(one.written + one.seconds) for one in grown]
    ).slope
    points = ", ".join(f"{one.pairs:,}쌍 {one.written + one.seconds:.1f} s" for one in grown)
    yield f"크기에 따른 시간: {points}. 쌍의 수의 {slope:.2f}제곱에 비례(로그 회귀)."
    yield ""


def _instances() -> Iterator[tuple[str, Instance, float]]:
    for seed in (1, 2):
        yield f"20 × 100 synth {seed}", synth(seed)[0], 1e-3
    for servers, buckets, target in MADE:
        yield f"{servers} × {buckets:,}", made_up(servers, buckets, seed=SEED), target


def _row(instance: Instance, target: float) -> tuple[Sized, list[str]]:
    limits = bounded(instance)
    started = spent()
    linear = linear_of(instance, limits=limits)
    written = spent() - started
    ours = replace(_ours(linear, target), written=written)
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    started = spent()
    asked = Asked("fast", solve, target, lambda: OURS_SECONDS, lambda _gap, _nodes: None)
    in_order(arrays_of(linear), asked=asked)
    bare = spent() - started
    whole = ours.written + ours.seconds
    cells = [f"{written:.2f} s", f"{ours.seconds:.1f} s", f"{ours.cost:,.1f}", f"{ours.gap:.3%}", f"{target:.2%}"]
    cells += [f"{whole / bare:.2f}배"]
    for solver in ("HiGHS", "PULP_CBC_CMD"):
        cells += _plain(linear, solver, target, ours.cost, whole)
    return ours, [*cells, f"{memory:.0f} MB"]


def _ours(linear: Linear, target: float) -> Sized:
    started = spent()
    watch = Watch(None, None)
    found = run(linear, wall_seconds=2 * OURS_SECONDS, watch=watch, mode="fast", target=target)
    seconds = spent() - started
    cost = value(linear, found=found) if found.values else float("nan")
    gap = (cost - found.bound) / cost if found.bound is not None else float("nan")
    pairs = sum(not column.integer for column in linear.columns)
    return Sized(pairs, 0.0, seconds, cost, gap)


def _plain(linear: Linear, solver: str, target: float, cost: float, seconds: float) -> list[str]:
    more = {"timeMode": "cpu"} if solver == "PULP_CBC_CMD" else {}
    chosen = getattr(pulp, solver)(msg=False, threads=1, timeLimit=PLAIN_SECONDS, gapRel=target, **more)
    theirs = plain(linear, solver=chosen)
    dearer = "답 없음" if theirs.cost is None else f"{theirs.cost / cost - 1:+.2%}"
    stopped = "≥" if theirs.cost is None or theirs.seconds >= PLAIN_SECONDS else ""
    return [f"{theirs.seconds:.1f} s ({dearer})", f"{stopped}{theirs.seconds / seconds:.1f}"]


def _hard() -> Iterator[str]:
    asked = question(home=0)
    buckets = tuple(replace(bucket, model=f"m{n % MODELS}") for n, bucket in enumerate(asked.buckets))
    linear = cheapest_model(replace(asked, buckets=buckets, pools=True)).linear
    started = spent()
    found = answer(linear, remaining=lambda: HARD_SECONDS, report=lambda _gap, _nodes: None, mode="fast")
    seconds = spent() - started
    cost = value(linear, found=found)
    gap = f"{(cost - found.bound) / cost:.2%}" if found.bound is not None else "없음"
    whole = sum(column.integer for column in linear.columns)
    yield f"어려운 경우: 20 구성 × 100 수요, 모델 {MODELS}개가 저마다 온전한 복제본을 쓰고 모델·구성마다 예비 1벌을 둠"
    yield f"(정수 열 {whole}개, 업체 비중 50 % 이하, 업체 3곳 이상)."
    yield f"{seconds:.0f} s에 간격 {gap} (한도 {HARD_SECONDS:g} s, 목표 간격 {TARGET:.2%})."
    yield ""
