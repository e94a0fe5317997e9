"""The dossiers whose workbooks LibreOffice recalculates: one for each setting of the rules and each trap."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Literal

from benchmarks.measurement import Latency, Measurement
from benchmarks.slo import Limit
from procurement.casefile.case import dossier_of, read_case, sized
from procurement.exports.dossier import Dossier, Evidenced, ServiceLevel, Sized
from procurement.sizing.domestic import DomesticShare
from procurement.sizing.problem import Problem
from scoring.criteria import Bid, Criterion, Evidence, Grades, Ladder, Linear, Scheme
from scoring.quantity import decimal_of
from scoring.result import Evaluation
from tests.procurement.exports.curves import curves
from tests.procurement.exports.evaluations import (
    dossier,
    evaluated,
    goods_rules,
    marks_of,
    panel_only,
    plain_bid,
    renamed,
)
from tests.procurement.exports.kperf_cases import point
from tests.procurement.exports.procedures import procedures
from tests.procurement.sizing.builders import cheapest_here, configuration, limits, most_here, problem
from tests.scoring.tender import MARKS, SCHEME, A, B, C, bid, marks_for

ROOT = Path(__file__).resolve().parents[3]
ODD_NAMES = ("=1+1 'A' \"B\" & <C>", "O'Brien, Inc. [*?]", "가" * 120)
POOLS: tuple[Literal["valid_all", "eligible_only"], ...] = ("valid_all", "eligible_only")
STEP = Fraction(3, 2)
Named = Iterator[tuple[str, Evaluation]]


def cases() -> dict[str, Dossier]:
    """Every named case."""
    found = {
        name: dossier(evaluation) for name, evaluation in (*_settings(), *_prices(), *_ties(), *_gaps(), *procedures())
    }
    odd = evaluated(bids=renamed((A, B, C), ODD_NAMES))
    found["odd names"] = dossier(odd, makers=("A*", "AB", "a*"))
    found["loads"] = at_several_loads()
    found["makers not stated"] = dossier(evaluated(), makers=("", "한 곳"))
    for name, answer in sizings():
        found[name] = dossier(evaluated(), sized=answer)
    return found


LEVELS = (("ttft", Decimal(2000)), ("tpot", Decimal(50)), ("e2e", Decimal(9000)))
STEPS: tuple[tuple[str, str | None, str | None], ...] = (
    ("1", "100", "20"), ("4", "300.5", "25"), ("16", "2000", "50"), ("64", "2300", "48"), ("128", None, "80"),
    ("256", None, None),
)  # fmt: skip


def at_several_loads() -> Dossier:
    """Two bids measured at several loads: one keeps the service level up to 16, of one nothing is known of it."""
    first = tuple(Evidenced("A", "업체 A", step(*given), ()) for given in STEPS)
    second = tuple(Evidenced("B", "업체 B", step(load, None, None), ()) for load in ("2", "1"))
    made = dossier(evaluated(), evidence=(*first, *second))
    levels = (ServiceLevel("q", "llama", Decimal(128), Decimal(64), Limit(m, "p90", most)) for m, most in LEVELS)
    return replace(made, levels=tuple(levels))


def step(concurrency: str, ttft: str | None, tpot: str | None) -> Measurement:
    """A load step with these P90s in ms; 12.5 tokens/s for each request in flight."""
    made = point(concurrency, ttft=ttft, tpot=tpot)
    speed = Decimal(concurrency) * Decimal("12.5")
    latency = replace(made.latency, e2e=None if ttft is None else Latency(p90=Decimal(8000)))
    throughput = replace(made.throughput, output_tps=speed)
    return replace(made, id=f"step {concurrency}", throughput=throughput, latency=latency)


def example() -> Dossier:
    """The example tender of the documents, solved."""
    case = read_case(ROOT / "docs" / "examples" / "npu-llm-servers")
    assert case.purchase is not None
    return dossier_of(case, sizing=sized(case.purchase, wall_seconds=60), program="Jeoul 시험")


def _settings() -> Named:
    yield "plain", evaluated()
    yield "no trim", evaluated(trim_k=0)
    yield "differential for all", evaluated(differential_step=STEP)
    yield "differential for the eligible", evaluated(differential_step=STEP, differential_pool="eligible_only")
    yield "differential points tested", evaluated(differential_step=STEP, differential_threshold_on="differential")
    twins = (*marks_for("A", plan=(28,) * 3), *marks_for("B", plan=(28,) * 3), *marks_for("C", plan=(20,) * 3))
    yield "differential of twins", evaluated(bids=(A, replace(A, id="B"), C), marks=twins, differential_step=STEP)


def _prices() -> Named:
    for pool in POOLS:
        for formula in ("two_slope_2026", "two_slope_legacy", "relative_lowest"):
            yield f"{formula} {pool}", evaluated(price_formula=formula, l_pool=pool)
    yield "deviation", evaluated(price_formula="deviation_from_reserve", rules=goods_rules())
    low = (A, B, bid("C", price=600_000))
    for formula in ("two_slope_2026", "two_slope_legacy"):
        yield f"{formula} floor", evaluated(bids=low, l_pool="valid_all", floor_l=True, price_formula=formula)
        yield f"{formula} no floor", evaluated(bids=low, l_pool="valid_all", floor_l=False, price_formula=formula)
    yield "over the points, cut", over_pmax(cap=True)
    yield "over the points, not cut", over_pmax(cap=False)
    yield "exactly the points", exactly_pmax()
    yield "half tie relative", half_tie("relative_lowest")
    yield "half tie two slopes", half_tie("two_slope_2026")
    yield "halves of the last place", halves()
    yield "over the ceiling", evaluated(ceiling=850_000, l_pool="valid_all")
    yield "an envelope left closed", evaluated(bids=(A, B, replace(C, price=None)))


def over_pmax(*, cap: bool) -> Evaluation:
    """Ten price points and P = L = 0.7 E give 10.75."""
    return evaluated(bids=(bid("A", price=700_000), B, bid("C", price=699_999)), cap_at_pmax=cap)


def exactly_pmax() -> Evaluation:
    """Sixteen price points and P = L = 0.7 E give exactly 16, whatever a double says."""
    scheme = panel_only((30, 30, 24))
    marks = marks_of(scheme, {"A": (("30", "30", "24"),) * 3, "B": (("29", "30", "24"),) * 3})
    return evaluated(scheme, bids=(plain_bid("A", 700_000), plain_bid("B", 900_000)), marks=marks)


def half_tie(formula: str) -> Evaluation:
    """D3: 20 × 2,560,136 / 3,200,000 = 16.00085 exactly; rounding the double gives 16.0008."""
    scheme = panel_only((30, 30, 20))
    bids = (plain_bid("A", 3_200_000), plain_bid("B", 2_560_136))
    marks = marks_of(scheme, {"A": (("30", "30", "20"),) * 3, "B": (("29", "28", "20"),) * 3})
    return evaluated(scheme, bids=bids, marks=marks, price_formula=formula, e_amount=3_200_000, ceiling=3_200_000)


def tied(*cards: tuple[tuple[str, ...], ...]) -> Evaluation:
    """Bids of one price on criteria of 50, 30 and 10 points; for each bid its evaluators' marks."""
    scheme = panel_only((50, 30, 10))
    bids = tuple(plain_bid(name, 900_000) for name in "ABCD"[: len(cards)])
    given = dict(zip("ABCD", cards, strict=False))
    return evaluated(scheme, bids=bids, marks=marks_of(scheme, given))


def by_technical() -> Evaluation:
    """A costs a tenth more, has one technical point more, and the price takes that point back."""
    scheme = panel_only((50, 30, 10))
    marks = marks_of(scheme, {"A": (("48", "28", "9"),) * 3, "B": (("47", "28", "9"),) * 3})
    bids = (plain_bid("B", 900_000), plain_bid("A", 1_000_000))
    return evaluated(scheme, bids=bids, marks=marks)


def _ties() -> Named:
    same, other = ("45", "28", "9"), ("46", "27", "9")
    even = tuple(m for b in (A, B, C) for m in marks_for(b.id, plan=(25,) * 7))
    yield "tied evaluators", evaluated(marks=even, trim_k=2)
    yield "tied at both ends", tied((same, same, ("50", "28", "9")), (("40", "28", "9"), same, same))
    yield "by technical points", by_technical()
    yield "by level", tied((same,) * 3, (other,) * 3)
    yield "undecided", tied((same,) * 3, (other,) * 3, (same,) * 3)
    yield "all undecided", tied(*((same,) * 3,) * 4)


def _gaps() -> Named:
    yield "nobody eligible", evaluated(ceiling=1)
    unmeasured = tuple(replace(b, evidence=tuple(e for e in b.evidence if e.subject == "credit")) for b in (A, B, C))
    yield "nothing measured", evaluated(may_be_missing(), bids=unmeasured)
    yield "gates fail", evaluated(bids=(bid("A", price=900_000, power=9_000), B, C))
    yield "one bid", evaluated(bids=(A,), marks=tuple(m for m in MARKS if m.bid == "A"))
    ungated = tuple(replace(b, evidence=tuple(e for e in b.evidence if e.subject != "power")) for b in (A, B, C))
    yield "no gate", evaluated(replace(SCHEME, gates=()), bids=ungated)
    yield "nothing qualitative", measured_only()
    yield "ratios and knots", curves()
    yield "thirty levels", thirty_levels()


def halves() -> Evaluation:
    """Values whose points on four lines are exact halves of the last place, from limits that doubles cannot hold."""
    random = Random(3)  # noqa: S311 -- made-up values, nothing secret
    lines, values = [], []
    for places in (2, 3, 4, 4):
        floor = Fraction(random.randint(0, 500), random.choice((1, 3, 10, 100)))
        target = floor + Fraction(random.randint(50, 50_000), random.choice((1, 7, 10)))
        halves = [Fraction(2 * random.randrange(5 * 10**places) + 1, 10 * 10**places) for _ in range(30)]
        lines.append(Linear(floor, target, places))
        values.append([floor + (target - floor) * half for half in halves])
    criteria = tuple(Criterion(f"q{i}", f"q{i}", "", "quantitative", Fraction(5), f) for i, f in enumerate(lines))
    scheme = Scheme((*panel_only((60,)).criteria, *criteria), (), Fraction(20))
    bids = tuple(
        replace(
            plain_bid(f"b{n}", 900_000 + n), evidence=tuple(Evidence(f"q{i}", v[n], "") for i, v in enumerate(values))
        )
        for n in range(30)
    )
    return evaluated(scheme, bids=bids, marks=marks_of(scheme, {b.id: (("60",),) * 3 for b in bids}))


def may_be_missing() -> Scheme:
    """The small tender, where every value that is not measured has announced points."""
    return replace(SCHEME, criteria=tuple(_missing_allowed(c) for c in SCHEME.criteria))


def _missing_allowed(criterion: Criterion) -> Criterion:
    return replace(criterion, missing_share=Fraction(1, 5)) if criterion.kind == "quantitative" else criterion


def measured_only() -> Evaluation:
    """No panel: a line in falling values, a long ladder, and grades that patterns and case would mix up."""
    line, ladder = Linear(Fraction(90), Fraction(7), 2), Ladder(_seventy_steps(), "higher")
    grades = Grades((("A*", Fraction(1)), ("AB", Fraction("0.9")), ("a*", Fraction("0.8")), ("1", Fraction("0.7"))))
    kinds = (("line", Fraction(5), line), ("ladder", Fraction(8), ladder), ("grade", Fraction(7), grades))
    criteria = tuple(Criterion(key, key, "정량", "quantitative", points, value) for key, points, value in kinds)
    values = (("A", 11, 69, "AB"), ("B", 89, 1, "a*"), ("C", 200, 35, "1"), ("D", 1, -5, "A*"))
    bids = tuple(
        Bid(name, name, 900_000 + low, (_value("line", low), _value("ladder", high), Evidence("grade", grade, "")))
        for name, low, high, grade in values
    )
    return evaluated(Scheme(criteria, (), Fraction(80)), bids=bids, marks=())


def _seventy_steps() -> tuple[tuple[Fraction, Fraction], ...]:
    """More steps than IFs may be nested in a formula."""
    return tuple((Fraction(step), Fraction(step, 100)) for step in range(70, 0, -1))


def _value(subject: str, value: int) -> Evidence:
    return Evidence(subject, Fraction(value), "시험")


def thirty_levels() -> Evaluation:
    """Thirty criteria, no two of the same points, and two bids that differ only on the smallest."""
    points = [Fraction(10 + step, 10) for step in range(30)]
    criteria = tuple(Criterion(f"c{i}", f"항목 {i}", "정성", "qualitative", p) for i, p in enumerate(points))
    scheme = Scheme(criteria, (), 100 - sum(points, Fraction(0)))
    full = tuple(str(decimal_of(p)) for p in points)
    swapped = ("0.9", *full[1:19], "2.9", *full[20:])
    other = ("1.0", *full[1:19], "2.8", *full[20:])
    bids = (plain_bid("A", 900_000), plain_bid("B", 900_000))
    return evaluated(scheme, bids=bids, marks=marks_of(scheme, {"A": (other,) * 3, "B": (swapped,) * 3}))


def sizings() -> Iterator[tuple[str, Sized]]:
    """Mixes of every objective and limit, and none."""
    asked = _asked()
    yield "cheapest mix", Sized(asked, "cheapest", cheapest_here(asked), "")
    rich = replace(asked, limits=limits(budget=3_000_000, rack_units=40, min_vendors=1, max_vendors=3))
    yield "most performance", Sized(rich, "most_performance", most_here(rich), "")
    yield "no mix", Sized(asked, "cheapest", None, "함께 지킬 수 없는 조건입니다: 예산; 전력 / cannot be kept together")


def _asked() -> Problem:
    """Two servers of one title, one that states no power, one never measured, and a domestic share that decides."""
    configurations = (
        replace(configuration("c1", price=100_000, vendor="V*", domestic=True, maximum=9), title="서버 *"),
        replace(configuration("c2", price=70_000, vendor="VX"), title="서버 *"),
        configuration("c3", price=60_000, vendor="vx", power_w=None),
        configuration("c4", price=50_000, vendor="V4", rack_units=None),
    )
    share = DomesticShare(Fraction(1, 3), "sme_setaside", None, None)
    held = limits(budget=5_000_000, power_w=None, vendor_share=Fraction(2, 3), domestic_share=share)
    carried: dict[tuple[str, str], int | str | Fraction | None] = {
        ("c1", "대화"): 7,
        ("c2", "대화"): 5,
        ("c1", "요약"): 3,
        ("c2", "요약"): 4,
        ("c3", "요약"): "4.5",
    }
    return problem(configurations, {"대화": "10", "요약": "7.3"}, carried, held=held, spares=1)
