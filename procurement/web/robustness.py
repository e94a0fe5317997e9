"""강건성: how far the ranking hangs on points, single figures, bids and evaluators; an annex, never the award."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from procurement.exports.edges import edge_notes
from procurement.selectors.robustness import Annex, annex_of
from procurement.web.asking import SignedIn, own_tender, tongue
from procurement.workflow import OPENED, NotYet, Stage
from scoring.acceptability import Acceptability
from scoring.quantity import half_up
from scoring.sensitivity import PRICE
from scoring.sensitivity_reruns import LeftOut
from scoring.tornado import Swing

PLACES, MOST_SWINGS = 4, 20
WHOLE = Fraction(100)


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of a row's chart: where it begins and how wide it is of 100, and its look."""

    start: str
    width: str
    look: str


@dataclass(frozen=True, slots=True)
class Line:
    """One row: its name, its figures as they are printed, and its bars."""

    name: str
    cells: tuple[str, ...]
    bars: tuple[Bar, ...] = ()


@require_safe
def robustness_page(request: SignedIn, number: int) -> HttpResponse:
    """The annex as tables with a bar for every row."""
    tender = own_tender(request, number)
    if Stage(tender.stage) not in OPENED:
        raise NotYet(gettext("가격을 개봉한 뒤에 계산합니다."))
    annex = annex_of(tender)
    robust = annex.robust
    context = {
        "tender": tender,
        "missing": [tongue(one) for one in robust.missing],
        "lead": None if robust.lead is None else shown(robust.lead),
        "intervals": list(intervals(annex)),
        "shifts": list(shifts(annex)),
        "swings": list(swings(annex)),
        "all_swings": len(robust.swings),
        "shares": [shares(one, annex) for one in (robust.weights, robust.noise and robust.noise.weights) if one],
        "left_out": [list(left_out(found, annex)) for found in (robust.losers, robust.evaluators)],
        "edges": list(edges(annex)),
        "agreement": robust.agreement,
        "severities": list(severities(annex)),
        "opinions": list(opinions(annex)),
        "bidders": [annex.names[bid] for bid in robust.weights.bids] if robust.weights else [],
        "again": list(again(annex)),
        "digest": annex.evaluation.input_digest,
    }
    return render(request, "tenders/robustness.html", context)


def titles_of(annex: Annex) -> dict[str, str]:
    """The criteria, and the price, by their ids."""
    return {one.id: one.title for one in annex.evaluation.scheme.criteria} | {PRICE: gettext("가격")}


def shown(value: Fraction) -> str:
    """A figure to four places."""
    return f"{half_up(value, places=PLACES):,f}"


def bar(start: Fraction, end: Fraction, look: str) -> Bar:
    """A bar between two places of 0..100, whichever comes first."""
    low, high = min(start, end), max(start, end)
    return Bar(f"{half_up(low, places=2)}", f"{half_up(high - low, places=2)}", look)


def intervals(annex: Annex) -> Iterator[Line]:
    """How far each criterion's points may go with the first still first; the bar is the range, the line the points."""
    whole = annex.evaluation.scheme.technical_points
    for one in annex.robust.intervals:
        ends = tuple(annex.names[bid] if bid else gettext("없음") for bid in (one.low_challenger, one.high_challenger))
        figures = tuple(map(shown, (one.points, one.low, one.high)))
        low, high, points = (WHOLE * value / whole for value in (one.low, one.high, one.points))
        bars = (bar(low, high, "range"), bar(points, points + Fraction(1, 2), "mark"))
        yield Line(titles_of(annex)[one.criterion], (*figures, *ends), bars)


def shifts(annex: Annex) -> Iterator[Line]:
    """The fewest points to move for each rival to draw level."""
    whole = annex.evaluation.scheme.technical_points
    for one in annex.robust.shifts:
        name = annex.names[one.rival]
        if one.moved is None:
            yield Line(name, (gettext("어떤 배점으로도 안 됨"),))
        else:
            yield Line(name, (shown(one.moved),), (bar(Fraction(0), WHOLE * one.moved / whole, "range"),))


def swings(annex: Annex) -> Iterator[Line]:
    """One figure moved at a time, the widest first; the bars reach from the official lead to both ends."""
    lead, found = annex.robust.lead, annex.robust.swings[:MOST_SWINGS]
    if lead is None or not found:
        return
    ends = [lead, Fraction(0), *(value for one in found for value in one.leads)]
    low, room = min(ends), (max(ends) - min(ends)) or Fraction(1)
    for one in found:
        zero, middle, down, up = (WHOLE * (value - low) / room for value in (Fraction(0), lead, *one.leads))
        bars = (bar(middle, down, "down"), bar(middle, up, "up"), bar(zero, zero + Fraction(1, 2), "mark"))
        figures = tuple(map(shown, (one.figure, *one.figures, *one.leads)))
        yield Line(swing_name(one, annex), (*figures, *(annex.names[bid] for bid in one.leaders)), bars)


def swing_name(swing: Swing, annex: Annex) -> str:
    """What was moved."""
    title = titles_of(annex)[swing.criterion]
    if swing.kind == "points":
        return gettext("%(title)s: 배점") % {"title": title}
    if swing.kind == "knot":
        return gettext("%(title)s: 기준값") % {"title": title}
    return gettext("%(title)s: %(bid)s의 측정값") % {"title": title, "bid": annex.names[swing.bid]}


@dataclass(frozen=True, slots=True)
class Shares:
    """In which share of the sampled weightings each bid takes each rank."""

    ranks: tuple[int, ...]
    lines: tuple[Line, ...]
    drawn: str
    difference: str
    noisy: bool


def shares(found: Acceptability, annex: Annex) -> Shares:
    """A line for each bid with its shares and standard errors in per cent, and a bar that they fill."""
    sampling, gap = found.sampling, found.difference
    drawn = gettext("표본 %(samples)s개, 집중도 %(k)s, 난수 %(generator)s 씨앗 %(seed)s, numpy %(numpy)s")
    told = gettext(
        "%(first)s와 %(second)s의 차이: 평균 %(mean)s점, 95%% 범위 %(low)s~%(high)s점, 앞서는 비율 %(ahead)s%%"
    )
    return Shares(
        ranks=tuple(range(1, len(found.bids) + 1)),
        lines=tuple(_shares_of(found, annex)),
        drawn=drawn
        % {
            "samples": f"{sampling.samples:,}",
            "k": f"{sampling.concentration or 0:g}",
            "generator": found.generator,
            "seed": sampling.seed,
            "numpy": found.numpy,
        },
        difference=""
        if gap is None
        else told
        % {
            "first": annex.names[gap.first],
            "second": annex.names[gap.second],
            "mean": f"{gap.mean:.4f}",
            "low": f"{gap.low:.4f}",
            "high": f"{gap.high:.4f}",
            "ahead": f"{100 * gap.ahead:.2f}",
        },
        noisy=found.draws > 0,
    )


def _shares_of(found: Acceptability, annex: Annex) -> Iterator[Line]:
    for place, bid in enumerate(found.bids):
        pairs = zip(found.ranks[place], found.errors[place], strict=True)
        cells = (f"{found.expected_rank[place]:.4f}", *(f"{100 * s:.2f} ({100 * e:.2f})" for s, e in pairs))
        yield Line(annex.names[bid], cells, tuple(_stacked(found.ranks[place])))


def _stacked(values: Iterable[float]) -> Iterator[Bar]:
    start = Fraction(0)
    for rank, share in enumerate(values, start=1):
        end = start + WHOLE * Fraction(share)
        yield bar(start, end, f"rank{min(rank, 5)}")
        start = end


def left_out(found: Iterable[LeftOut], annex: Annex) -> Iterator[Line]:
    """The evaluation without each bid, or without each evaluator."""
    for one in found:
        winners = ", ".join(annex.names[bid] for bid in one.winners)
        changed = (
            gettext("바뀜") if one_changed else gettext("그대로")
            for one_changed in (one.winner_changed, one.order_changed)
        )
        lead = gettext("없음") if one.lead is None else f"{one.lead}"
        yield Line(annex.names.get(one.left_out, one.left_out), (winners or tongue(one.refused), *changed, lead))


def severities(annex: Annex) -> Iterator[Line]:
    """How generous or severe each evaluator was, and where they leaned most."""
    agreement = annex.robust.agreement
    if agreement is None:
        return
    widest = max((abs(one.points) for one in agreement.severities), default=Fraction(0)) or Fraction(1)
    for one in agreement.severities:
        lean = max(
            (lean for lean in agreement.leans if lean.evaluator == one.evaluator), key=lambda lean: abs(lean.points)
        )
        end = 50 + 50 * one.points / widest
        bars = (bar(Fraction(50), end, "up" if one.points >= 0 else "down"),)
        yield Line(one.evaluator, (shown(one.points), shown(lean.points), annex.names[lean.bid]), bars)


def opinions(annex: Annex) -> Iterator[Line]:
    """The ranks that other methods give."""
    for one in annex.robust.opinions:
        ranks = () if one.ranks is None else tuple(map(str, one.ranks))
        yield Line(one.method, ranks)


def edges(annex: Annex) -> Iterator[str]:
    """What repeats say of each step or limit; the title stands before, it may hold the sign between two languages."""
    for one in annex.edges:
        for said in edge_notes(replace(one, title="")):
            yield f"{annex.names[one.bid]}, {one.title}: {tongue(said).removeprefix(': ')}"


def again(annex: Annex) -> Iterator[Line]:
    """What to measure again first, by its share of what blurs the difference of the first two."""
    noise = annex.robust.noise
    for one in noise.again if noise else ():
        share = WHOLE * Fraction(Decimal(f"{one.share:.6f}"))
        name = f"{annex.names[one.bid]}: {titles_of(annex)[one.criterion]}"
        figures = (f"{100 * one.share:.2f}", f"{one.deviation:.4f}", f"{one.reduction:.4f}")
        yield Line(name, figures, (bar(Fraction(0), share, "range"),))
