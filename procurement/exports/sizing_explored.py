"""What was asked beyond the answer: prices of limits, the frontier, why a server is out, what to change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from procurement.exports.sizing_words import figure, short
from procurement.sizing.breakeven import PriceBreak, SpeedBreak
from procurement.sizing.frontier import Frontier, Point
from procurement.sizing.limit_prices import LimitPrice
from procurement.sizing.remedy import Remedy
from scoring.quantity import plain

Json = dict[str, object]


@dataclass(frozen=True, slots=True)
class Explored:
    """Answers to the further questions; None and empty where not asked. `remedy` only where nothing fits."""

    prices: tuple[LimitPrice, ...] = ()
    frontier: Frontier | None = None
    price_break: PriceBreak | None = None
    speed_break: SpeedBreak | None = None
    remedy: Remedy | None = None


def explored_lines(explored: Explored) -> Iterator[str]:
    """The further answers for a terminal."""
    if explored.remedy is not None:
        yield "■ 가장 적게 바꾸어 맞추는 방법 / cheapest set of changes"
        yield from (f"  {step.sentence}" for step in explored.remedy.steps)
        yield f"  바꾸면 구매 {explored.remedy.mix.cost:,}원 / capital then"
    if explored.prices:
        yield "■ 한도의 가격 / price of each limit (정확한 재계산 / exact re-solves)"
    for one in explored.prices:
        tighter = "불가 / nothing fits" if one.tighter is None else f"{one.tighter:,}원"
        unit = figure(one.unit, unit=one.limit.unit)
        yield f"  {one.limit.words}: 없애면 {one.won:,}원, {unit} 넓히면 {one.looser:,}원 절감, 좁히면 {tighter} 증가"
    if explored.frontier is not None:
        yield "■ 비용-성능 곡선 / cost against performance"
        yield from (_point(point) for point in explored.frontier.points)
    yield from _why(explored)


def _point(point: Point) -> str:
    proof = "증명됨 / proven" if point.proven else "증명되지 않음 / not proven"
    return f"  수요의 {short(point.level)}배: {point.won:,}원 ({proof})"


def _why(explored: Explored) -> Iterator[str]:
    price, speed = explored.price_break, explored.speed_break
    if price is not None:
        at = "어떤 가격에도 아님 / at no price" if price.brings is None else f"{price.brings:,}원 이하 / at most"
        yield f"■ {price.configuration}: 구성에 드는 가격 / price that brings it in: {at} (지금 {price.price:,}원)"
    if speed is not None:
        factor = "어떤 배수에도 아님 / none" if speed.brings is None else f"{short(speed.brings)}배 / times"
        tolerance = figure(speed.tolerance, unit="share")
        yield f"  구성에 드는 처리율 / measured rates that bring it in: {factor} (허용 {tolerance})"


def explored_json(explored: Explored) -> Json:
    """The further answers with stable keys, numbers exact; lists are in drawing order."""
    frontier, price, speed = explored.frontier, explored.price_break, explored.speed_break
    return {
        "limit_prices": [
            {"rule": p.limit.rule, "subject": p.limit.subject, "value": plain(p.limit.value), "unit": plain(p.unit),
             "won": p.won, "looser": p.looser, "tighter": p.tighter, "local": plain(p.local)}
            for p in explored.prices
        ],
        "frontier": None if frontier is None else {
            "curve": [{"level": plain(b.level), "won": b.won} for b in frontier.curve],
            "points": [{"level": plain(p.level), "won": p.won, "bound": p.bound, "proven": p.proven,
                        "servers": {one.configuration: one.servers for one in p.mix.purchases}}
                       for p in frontier.points],
        },
        "price_break": None if price is None else {
            "configuration": price.configuration, "price": price.price, "brings": price.brings,
        },
        "speed_break": None if speed is None or speed.brings is None else {
            "configuration": speed.configuration, "brings": plain(speed.brings), "tolerance": plain(speed.tolerance),
        },
        "remedy": None if explored.remedy is None else [step.sentence for step in explored.remedy.steps],
    }  # fmt: skip
