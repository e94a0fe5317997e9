"""Official scores against recomputed ones: same, different (and why), or not published."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Literal

from procurement.openings.causes import Findings, findings
from procurement.openings.opened import Key, OpenedBid, Opening
from procurement.openings.setting import Computed, Contestant, Setting, computed, in_pool, lowest_of, stated
from procurement.openings.terms import State, Terms
from scoring.quantity import total_of

Verdict = Literal["같음", "다름", "미공표", "미산출"]
UNEXPLAINED = "설명하지 못함 / not explained"
_VOID = ("무효", "취소", "포기", "철회")
_FAILED = ("미달", "부적격", "탈락")
_GOOD = ("정상", "낙찰", "우선협상", "협상대상", "협상적격", "협상순위", "차순위", "적격", "순위")


class NotReconcilable(ValueError):
    """The opening and the answers do not belong together, or a remark was not answered."""


@dataclass(frozen=True, slots=True)
class Compared:
    """One official number beside ours. `ours` None: it cannot be computed; `difference` = official − ours."""

    official: Decimal | None
    ours: Decimal | None
    difference: Decimal | None
    verdict: Verdict
    why: str


@dataclass(frozen=True, slots=True)
class Line:
    """One bid: what it is, whether it may be L, how its price score comes about, and both comparisons."""

    contestant: Contestant
    pooled: bool
    computed: Computed | None
    price: Compared
    total: Compared


@dataclass(frozen=True, slots=True)
class Reconciled:
    """The whole result in the order of the file. `checks` are what is wrong with the official figures themselves."""

    terms: Terms
    opening: Opening
    setting: Setting
    lowest: Fraction | None
    lines: tuple[Line, ...]
    findings: Findings
    checks: tuple[str, ...]
    others: tuple[Key, ...]

    def count(self, verdict: Verdict) -> int:
        """How many price scores have this verdict."""
        return sum(line.price.verdict == verdict for line in self.lines)


def reconcile(openings: tuple[Opening, ...], *, terms: Terms) -> Reconciled:
    """Recompute every price score and total of the opening that the terms name, and look for causes.

    Raises NotReconcilable where no opening or several are meant and for remarks without a known meaning,
    RuleError where the rules lack a value.
    """
    opening = _chosen(openings, terms=terms)
    contestants = tuple(_contestant(bid, terms=terms) for bid in opening.bids)
    _refuse_ambiguous(contestants)
    setting = stated(terms)
    lowest = lowest_of(contestants, setting=setting)
    scores = tuple(computed(c, setting=setting, lowest=lowest) for c in contestants)
    pairs = tuple(zip(contestants, scores, strict=True))
    differing = tuple(n for n, (c, s) in enumerate(pairs) if _differs(c.bid, s))
    found = findings(contestants, terms=terms, setting=setting, differing=differing)
    lines = tuple(_line(c, s, n, setting=setting, found=found) for n, (c, s) in enumerate(pairs))
    return Reconciled(
        terms=terms,
        opening=opening,
        setting=setting,
        lowest=lowest,
        lines=lines,
        findings=found,
        checks=tuple(_checks(lines, terms=terms)),
        others=tuple(one.key for one in openings if one is not opening),
    )


def _chosen(openings: tuple[Opening, ...], *, terms: Terms) -> Opening:
    which = terms.which
    wanted = (which.notice, which.order, which.classification, which.rebid)
    found = [one for one in openings if all(w in ("", k) for w, k in zip(wanted, _parts(one.key), strict=True))]
    if len(found) == 1:
        return found[0]
    there = "\n".join(f"  {one.key}" for one in openings)
    problem = (
        "그런 개찰이 파일에 없습니다 / the file holds no such opening"
        if not found
        else (
            "개찰이 여럿입니다. reconcile.toml에 bidNtceOrd, bidClsfcNo, rbidNo를 적어 하나를 고르십시오 / "
            "several openings, name one with bidNtceOrd, bidClsfcNo and rbidNo"
        )
    )
    raise NotReconcilable(
        f"reconcile.toml [reconcile] bidNtceNo = {which.notice!r}: {problem}; 파일 / the file:\n{there}"
    )


def _parts(key: Key) -> tuple[str, str, str, str]:
    return key.notice, key.order, key.classification, key.rebid


def _contestant(bid: OpenedBid, *, terms: Terms) -> Contestant:
    state = _state(bid, terms=terms)
    tested = bid.technical if terms.tested == "techEvlVal" else bid.technical_raw
    reached = tested is None or terms.basis == "total" or Fraction(tested) >= terms.threshold
    return Contestant(bid, state, state == "valid" and reached)


def _state(bid: OpenedBid, *, terms: Terms) -> State:
    answered = dict(terms.remarks)
    if bid.remark in answered:
        return answered[bid.remark]
    if any(word in bid.remark for word in _VOID):
        return "invalid"
    if any(word in bid.remark for word in _FAILED):
        return "ineligible"
    if not bid.remark or any(word in bid.remark for word in _GOOD):
        return "valid"
    raise NotReconcilable(
        f"{bid.where}/rmrk = {bid.remark!r}: 뜻을 모르는 비고입니다. reconcile.toml의 [remarks]에 "
        f'"{bid.remark}" = "valid"(유효), "ineligible"(협상부적격), "invalid"(무효) 중 하나로 적으십시오 / '
        f"a remark of unknown meaning: say in [remarks] whether it is valid, ineligible or invalid"
    )


def _refuse_ambiguous(contestants: tuple[Contestant, ...]) -> None:
    seen: dict[str, OpenedBid] = {}
    for one in contestants:
        if one.state == "invalid" or not one.bid.number:
            continue
        other = seen.setdefault(one.bid.number, one.bid)
        if other is not one.bid:
            raise NotReconcilable(
                f"{other.where}, {one.bid.where}: 사업자번호 {one.bid.number}의 유효한 행이 둘입니다. 파일에서 하나를 "
                f"지우거나 무효인 행의 비고를 [remarks]에 적으십시오 / two valid rows of one bidder, keep one"
            )


def _differs(bid: OpenedBid, score: Computed | None) -> bool:
    """Whether there is a difference that a cause could explain; without an amount none can."""
    return bid.price is not None and bid.amount is not None and (score is None or score.points != bid.price)


def _line(contestant: Contestant, score: Computed | None, n: int, *, setting: Setting, found: Findings) -> Line:
    bid, points = contestant.bid, score.points if score else None
    why = _why(n, found) if _differs(bid, score) else ""
    ours = None if points is None or bid.technical is None else total_of((bid.technical, points))
    total = _compared(bid.total, ours, why=_total_why(bid, score) if ours != bid.total else "")
    pooled = in_pool(contestant, setting=setting)
    return Line(contestant, pooled, score, _compared(bid.price, points, why=why), total)


def _compared(official: Decimal | None, ours: Decimal | None, *, why: str) -> Compared:
    if official is None:
        return Compared(None, ours, None, "미공표", "")
    if ours is None:
        return Compared(official, None, None, "미산출", why)
    difference = official - ours
    return Compared(official, ours, difference, "다름" if difference else "같음", why if difference else "")


def _why(n: int, found: Findings) -> str:
    if found.full:
        return found.full[0].text
    return next((trial.cause.text for trial in found.partial if n in trial.explained), UNEXPLAINED)


def _total_why(bid: OpenedBid, score: Computed | None) -> str:
    """The likeliest reason of a total that differs; the parts are taken as published."""
    if bid.total is None or bid.technical is None:
        return "기술점수 미공표 / the technical score is not published"
    price = bid.price if bid.price is not None else score.points if score else None
    if price is None:
        return "가격점수를 낼 수 없음 / no price score"
    total = total_of((bid.technical, price))
    if total == bid.total:
        return "가격점수의 차이가 합계로 이어짐 / carried over from the price score"
    if bid.technical_raw is not None and total_of((bid.technical_raw, price)) == bid.total:
        return "기술평가점수가 아니라 기술평가원점수를 더함 / the raw technical score was added"
    exponent = bid.total.as_tuple().exponent
    decimals = -exponent if isinstance(exponent, int) else 0
    if abs(bid.total - total) < Decimal(1).scaleb(-decimals):
        return f"합계를 소수 {decimals}자리로 줄여 적은 듯함 / the total seems to be written with {decimals} decimals"
    return f"{UNEXPLAINED}: 감점·가점이나 오기를 볼 것 / deductions, bonuses or a slip"


def _checks(lines: tuple[Line, ...], *, terms: Terms) -> Iterator[str]:
    """What the official figures say against themselves: totals, ranks, thresholds."""
    bids = [line.contestant.bid for line in lines]
    for bid in bids:
        if (
            None not in (bid.technical, bid.price, bid.total)
            and total_of(_given(bid.technical, bid.price)) != bid.total
        ):
            yield f"{bid.bidder}: 공표 합계 {bid.total} ≠ 기술 {bid.technical} + 가격 {bid.price} / not the sum"
        if bid.price is not None and Fraction(bid.price) > terms.price_points:
            yield f"{bid.bidder}: 공표 가격점수 {bid.price}이 배점을 넘음 / above the price points"
        if bid.technical is not None and Fraction(bid.technical) > terms.technical_points:
            yield f"{bid.bidder}: 공표 기술점수 {bid.technical}이 배점을 넘음 / above the technical points"
    official = [(bid, (bid.total, bid.technical)) for bid in bids]
    yield from _against_ranks(official, said="공표 합계 / official totals")
    ours = [(line.contestant.bid, (line.total.ours, line.contestant.bid.technical)) for line in lines]
    if [score for _, score in ours] != [score for _, score in official]:
        yield from _against_ranks(ours, said="다시 계산한 합계 / recomputed totals")
    for line in lines:
        bid = line.contestant.bid
        below = terms.basis == "total" and bid.total is not None and Fraction(bid.total) < terms.threshold
        above = bid.amount is not None and bid.amount > terms.answers.ceiling
        if bid.rank is not None and (below or above or not line.contestant.eligible):
            yield f"{bid.bidder}: 협상적격이 아닌데 순위가 있음 / ranked though not eligible"


def _given(*values: Decimal | None) -> tuple[Decimal, ...]:
    return tuple(value for value in values if value is not None)


def _against_ranks(
    scored: list[tuple[OpenedBid, tuple[Decimal | None, Decimal | None]]], *, said: str
) -> Iterator[str]:
    ranked = [
        (bid.rank, bid, total, technical or Decimal(0))
        for bid, (total, technical) in scored
        if bid.rank is not None and total is not None
    ]
    ranked.sort(key=lambda one: one[0])
    for (rank, better, high, points), (next_rank, worse, low, other) in pairwise(ranked):
        equal = rank == next_rank and (high, points) != (low, other)
        if (high, points) < (low, other) or equal:
            yield (
                f"순위가 {said.partition(' / ')[0]}를 따르지 않음: {rank}위 {better.bidder} {high}, "
                f"{next_rank}위 {worse.bidder} {low} / the ranks do not follow the {said.partition(' / ')[2]}"
            )
