"""What was asked beyond the answer: prices of limits, the frontier, why a server is out, what to change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from procurement.exports.sizing_robust import Missing
from procurement.exports.sizing_words import CURVE_WORDS, figure, short
from procurement.sizing.breakeven import PriceBreak, SpeedBreak
from procurement.sizing.frontier import Aim, Frontier, Point
from procurement.sizing.limit_prices import LimitPrice
from procurement.sizing.limit_values import Limited, written
from procurement.sizing.remedy import Remedy, Step
from scoring.quantity import half_up, plain

Json = dict[str, object]


@dataclass(frozen=True, slots=True)
class Why:
    """What a configuration is in the mix: its title, servers bought, known reasons against it, requests/s measured."""

    title: str
    servers: int
    reasons: tuple[str, ...]
    rates: tuple[tuple[str, Fraction], ...]


@dataclass(frozen=True, slots=True)
class Explored:
    """Answers to the further questions; None and empty where not asked or not answered.

    `remedy` only where nothing fits, and `alone` each single limit whose move is enough. `missing` says what was asked
    and has no answer, and why. `basis` says which mix the answers are about where it is not the one that was found.
    """

    prices: tuple[LimitPrice, ...] = ()
    frontier: Frontier | None = None
    price_break: PriceBreak | None = None
    speed_break: SpeedBreak | None = None
    remedy: Remedy | None = None
    alone: tuple[Step, ...] = ()
    why: Why | None = None
    missing: tuple[Missing, ...] = ()
    basis: str = ""


def explored_lines(explored: Explored, *, years: Sequence[str] = ()) -> Iterator[str]:
    """The further answers for a terminal. `years`: the titles of the plan's years, in order."""
    if explored.basis:
        yield f"■ {explored.basis}"
    if explored.remedy is not None:
        yield "■ 가장 적게 바꾸어 맞추는 방법 / cheapest set of changes"
        yield from (f"  {_limit(step.limit, years)} → {written(step.to)}" for step in explored.remedy.steps)
        yield f"  바꾸면 구매 {explored.remedy.mix.cost:,}원 / capital then"
    if explored.alone:
        yield "■ 하나만 바꾼다면 (그 가운데 하나) / if only one of these moves"
    yield from (f"  {_limit(step.limit, years)} → {written(step.to)}" for step in explored.alone)
    if explored.prices:
        yield (
            "■ 한도의 가격 / price of each limit (정확한 재계산 / exact re-solves: "
            "won saved without it, saved if wider, added if tighter)"
        )
    for one in explored.prices:
        tighter = "불가 / nothing fits" if one.tighter is None else f"{one.tighter:,}원"
        unit = figure(one.unit, unit=one.limit.unit)
        words = _limit(one.limit, years)
        yield f"  {words}: 없애면 {one.won:,}원, {unit} 넓히면 {one.looser:,}원 절감, 좁히면 {tighter} 증가"
    if explored.frontier is not None:
        yield f"■ {CURVE_WORDS[explored.frontier.aim][0]}"
        yield from (_point(point, explored.frontier.aim) for point in explored.frontier.points)
    yield from why_lines(explored)
    if explored.missing:
        yield "■ 답하지 못한 것 / not answered"
    yield from (f"  {one.what}: {one.why}" for one in explored.missing)


def _limit(limit: Limited, years: Sequence[str]) -> str:
    title = years[int(limit.subject)] if limit.subject and years else limit.subject
    return replace(limit, subject=title).words


def _point(point: Point, aim: Aim) -> str:
    proof = "증명됨 / proven" if point.proven else "증명되지 않음 / not proven"
    return f"  {_level(point, aim)}: {point.won:,}원 ({proof})"


def _level(point: Point, aim: Aim) -> str:
    if aim == "performance":
        return f"수요의 {short(point.level)}배"
    return f"{'국산' if aim == 'domestic' else '전력'} {figure(point.level, unit=CURVE_WORDS[aim][1])}"


def why_lines(explored: Explored) -> Iterator[str]:
    """Why a configuration is in or out, and the exact price and throughput on either side of the border, in words."""
    why, speed = explored.why, explored.speed_break
    if why is None:
        return
    held = f"구성에 {why.servers}대 있음 / in the mix" if why.servers else "구성에 없음 / not in the mix"
    yield f"■ {why.title}: {held}"
    yield from (f"  이유 / reason: {reason}" for reason in why.reasons)
    if explored.price_break is not None:
        brings, without, *more = price_sentences(explored.price_break)
        yield f"  가격 / price: {brings}; {without}"
        yield from (f"    {one}" for one in more)
    if speed is not None:
        yield f"  처리율 / throughput: {speed_sentence(speed)}"
        yield from (f"    {one}" for one in rate_sentences(why, speed))


def price_sentences(found: PriceBreak) -> Iterator[str]:
    """At which price a cheapest mix holds a configuration, to the won; what is cheapest without it; other borders."""
    if found.brings is None:
        yield "1원이어도 가장 싼 구성에 들지 않음 / not even 1 won brings it in"
    elif found.brings >= found.price:
        yield f"지금 가격 {found.price:,}원으로 가장 싼 구성에 듦 / its price brings it in"
    else:
        off = found.price - found.brings
        yield (
            f"{found.brings:,}원 이하면 들고 {found.brings + 1:,}원이면 들지 않음: 지금 {found.price:,}원에서 {off:,}원"
            f"({figure(Fraction(off, found.price), unit='share')}) 내려야 함 / at most so much brings it in, "
            "1 won more does not"
        )
    if found.without is None:
        yield "이것 없이는 맞는 구성 없음 / nothing fits without it"
    else:
        yield f"이것 없이 가장 싼 구성 {found.without:,}원 / cheapest without it"
    if not found.monotone:
        yield "가격에 기대는 한도가 있어 경계가 더 있을 수 있음 / a limit rests on prices: more borders may exist"


def speed_sentence(found: SpeedBreak) -> str:
    """At which multiple of its measured rates a cheapest mix holds a configuration."""
    if found.brings is None:
        most = "" if found.leaves is None else short(found.leaves)
        return f"측정값의 {most}배여도 가장 싼 구성에 들지 않음 / not even so many times its measured rates bring it in"
    if found.leaves is None:
        return "측정한 처리율로 가장 싼 구성에 듦 / its measured rates bring it in"
    return (
        f"측정값의 {_times(found.brings)}배면 들고 {_times(found.leaves)}배면 들지 않음 "
        f"(허용 {figure(found.tolerance, unit='share')}) / so many times its measured rates bring it in, so many do not"
    )


def rate_sentences(why: Why, found: SpeedBreak) -> Iterator[str]:
    """The requests/s that bring a configuration in, demand by demand, where faster ones do."""
    if found.brings is not None and found.leaves is not None:
        for title, rate in why.rates:
            more = short(rate * found.brings)
            yield f"{title}: 서버당 {short(rate)} → {more} req/s 이상 / per server at least"


def _times(factor: Fraction) -> str:
    return f"{half_up(factor, places=4):f}"


def frontier_json(frontier: Frontier) -> Json:
    """A curve with its points, in drawing order."""
    return {
        "aim": frontier.aim, "unit": CURVE_WORDS[frontier.aim][1],
        "curve": [{"level": plain(b.level), "won": b.won} for b in frontier.curve],
        "points": [{"level": plain(p.level), "won": p.won, "bound": p.bound, "proven": p.proven,
                    "servers": {one.configuration: one.servers for one in p.mix.purchases}}
                   for p in frontier.points],
    }  # fmt: skip


def explored_json(explored: Explored) -> Json:
    """The further answers with stable keys, numbers exact; lists are in drawing order."""
    frontier, price, speed, why = explored.frontier, explored.price_break, explored.speed_break, explored.why
    return {
        "limit_prices": [
            {"rule": p.limit.rule, "subject": p.limit.subject, "value": plain(p.limit.value), "unit": plain(p.unit),
             "won": p.won, "looser": p.looser, "tighter": p.tighter, "local": plain(p.local)}
            for p in explored.prices
        ],
        "frontier": None if frontier is None else frontier_json(frontier),
        "price_break": None if price is None else {
            "configuration": price.configuration, "price": price.price, "brings": price.brings,
            "without": price.without, "monotone": price.monotone,
        },
        "speed_break": None if speed is None else {
            "configuration": speed.configuration, "brings": _exact(speed.brings), "leaves": _exact(speed.leaves),
            "tolerance": plain(speed.tolerance),
        },
        "why": None if why is None else {"servers": why.servers, "reasons": list(why.reasons)},
        "remedy": None if explored.remedy is None else [step.sentence for step in explored.remedy.steps],
        "alone": [step.sentence for step in explored.alone],
        "missing": [{"what": one.what, "why": one.why} for one in explored.missing],
        "basis": explored.basis or None,
    }  # fmt: skip


def _exact(value: Fraction | None) -> str | None:
    return None if value is None else plain(value)
