"""Why official price scores may differ: every other reading of the case, tried against all of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import takewhile

from procurement.openings.setting import Contestant, Mode, Setting, computed, lowest_of
from procurement.openings.terms import Terms
from scoring.price import formula_named
from scoring.rules.loading import RuleError, known, number, on, places, shipped_rule
from scoring.rules.schema import RuleFile, Rules

VAT = Fraction(11, 10)
_POINTS = (10, 20, 30, 15, 40, 25, 5, 35, 50, 100)
_MOST_PLACES = 6
_POOLS = {
    "all": "모든 투찰(무효·상한 초과 포함) / every bid, void ones and those above the ceiling too",
    "valid_all": "유효입찰 전체 / every valid bid",
    "eligible_only": "협상적격자만 / eligible bids only",
}
_MODES = {"half_up": "반올림", "down": "버림", "up": "올림", "half_even": "오사오입"}
_KINDS = {"estimated": "추정가격", "budget": "사업예산", "reserve": "예정가격"}


@dataclass(frozen=True, slots=True)
class Cause:
    """One other reading: what it says (Korean / English) and the setting it gives."""

    kind: str
    text: str
    setting: Setting


@dataclass(frozen=True, slots=True)
class Trial:
    """What a cause does: the places of the differing bids it explains, and of agreeing bids it would put wrong."""

    cause: Cause
    explained: tuple[int, ...]
    broken: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Findings:
    """Causes in `full` explain every differing bid and break none, the likeliest first.

    Those in `partial` explain some; those that explain most and break least stand first.
    """

    full: tuple[Cause, ...]
    partial: tuple[Trial, ...]


def findings(
    contestants: tuple[Contestant, ...], *, terms: Terms, setting: Setting, differing: tuple[int, ...]
) -> Findings:
    """Try every cause, and pairs of causes where no single one explains all. Nothing is tried without a difference."""
    if not differing:
        return Findings((), ())
    singles = _distinct(setting, tuple(causes(setting, terms=terms)))
    full = tuple(cause for cause in singles if _explains_all(cause.setting, contestants))
    if full:
        return Findings(full, ())
    pairs = tuple(cause for cause in _pairs(singles, terms=terms) if _explains_all(cause.setting, contestants))
    if pairs:
        return Findings(pairs, ())
    trials = (_trial(cause, contestants, differing=differing) for cause in singles)
    useful = (trial for trial in trials if trial.explained)
    return Findings((), tuple(sorted(useful, key=lambda trial: (-len(trial.explained), len(trial.broken)))))


def causes(setting: Setting, *, terms: Terms) -> Iterator[Cause]:
    """The other readings of a setting, the likeliest first (rules.md §1.1.4, the traps of the formula)."""
    yield from _references(setting, terms=terms)
    yield from _pools(setting)
    yield from _roundings(setting, modes=("half_up",))
    yield from _price_points(setting)
    yield from _formulas(setting, terms=terms)
    yield from _switches(setting)
    yield from _roundings(setting, modes=("down", "up", "half_even"))


def _references(setting: Setting, *, terms: Terms) -> Iterator[Cause]:
    reference = setting.reference
    for text, changed in (("× 1.1", reference * VAT), ("÷ 1.1", reference / VAT)):
        said = f"기준금액 E {text}: 부가가치세를 달리 봄 / E {text}: value added tax seen otherwise"
        yield Cause("E", said, replace(setting, reference=changed))
    for kind, amount in terms.amounts:
        said = f"기준금액 E = {_KINDS[kind]} {amount:,}원 / E = the other amount of the notice ({kind})"
        yield Cause("E", said, replace(setting, reference=Fraction(amount)))
    for text, factor in (("÷ 1.1", 1 / VAT), ("× 1.1", VAT)):
        said = f"입찰금액 {text}: 부가가치세를 달리 봄 / bids {text}: value added tax seen otherwise"
        yield Cause("bids", said, replace(setting, bid_factor=setting.bid_factor * factor))


def _pools(setting: Setting) -> Iterator[Cause]:
    for pool in ("eligible_only", "valid_all", "all"):
        yield Cause("L", f"최저가 L의 대상: {_POOLS[pool]}", replace(setting, pool=pool))


def _roundings(setting: Setting, *, modes: tuple[Mode, ...]) -> Iterator[Cause]:
    """Every mode at the stated places first, then nearer places before farther ones."""
    tried = sorted(range(_MOST_PLACES + 1), key=lambda one: (abs(one - setting.places), one))
    for decimals in tried:
        for mode in modes:
            said = f"소수 {decimals}자리까지 {_MODES[mode]} / {mode} at {decimals} decimals"
            yield Cause("rounding", said, replace(setting, places=decimals, mode=mode))


def _price_points(setting: Setting) -> Iterator[Cause]:
    for points in _POINTS:
        said = f"가격 배점 {points}점 / {points} price points"
        yield Cause("points", said, replace(setting, points=Fraction(points)))


def _formulas(setting: Setting, *, terms: Terms) -> Iterator[Cause]:
    file = shipped_rule(terms.law)
    for day in sorted(_days(file), key=lambda one: abs(one - terms.day)):
        text = on(file, day=day)
        name = known((text,), key="price_formula")
        rules = (text, *terms.rules[1:])
        if name is not None and _usable(str(name.value), rules):
            said = f"{day}부터의 규정 산식 {name.value} / the formula of the rules in force from that day"
            yield Cause("formula", said, replace(setting, formula=str(name.value), rules=rules))
    said = "구간 없이 최저가에만 비례 (배점 × L/P) / in proportion to the lowest bid only, without zones of E"
    yield Cause("formula", said, replace(setting, formula="relative_lowest"))


def _days(file: RuleFile) -> set[date]:
    return {one.since for p in file.parameters if p.key.startswith(("price_", "two_slope")) for one in p.history}


def _usable(formula: str, rules: tuple[Rules, ...]) -> bool:
    try:
        places(rules, step="price")
        for constant in formula_named(formula).constants:
            number(rules, key=f"{formula}.{constant}")
    except RuleError:
        return False
    return True


def _switches(setting: Setting) -> Iterator[Cause]:
    said = "올림" if not setting.floor_lowest else "올리지 않음"
    floor = not setting.floor_lowest
    text = f"최저가 L을 산식의 하한으로 {said} / L {'raised' if floor else 'not raised'} to the formula's lower limit"
    yield Cause("floor", text, replace(setting, floor_lowest=floor))
    said = "자르지 않음 / scores above the points not" if setting.cap else "자름 / scores above the points"
    text = f"배점을 넘는 평점을 {said} cut"
    yield Cause("cap", text, replace(setting, cap=not setting.cap))


def _distinct(setting: Setting, found: tuple[Cause, ...]) -> tuple[Cause, ...]:
    """Without readings that are the stated one, or one that came before."""
    seen, kept = {_identity(setting)}, []
    for cause in found:
        key = _identity(cause.setting)
        if key not in seen:
            seen.add(key)
            kept.append(cause)
    return tuple(kept)


def _identity(setting: Setting) -> Setting:
    """Settings that differ in constants which their formula never asks for are one and the same."""
    constants = formula_named(setting.formula).constants
    keys = {f"{setting.formula}.{constant}" for constant in constants}
    used = tuple(
        replace(
            text,
            rules=tuple(r for r in text.rules if r.key in keys),
            not_obtained=(),
            questions=(),
            digest="",
            day=date.min,
        )
        for text in setting.rules
    )
    return replace(setting, rules=used)


def _pairs(singles: tuple[Cause, ...], *, terms: Terms) -> Iterator[Cause]:
    """Two causes of different kinds together, in the order of the singles."""
    order = list(dict.fromkeys(cause.kind for cause in singles))
    for first in singles:
        later = set(order[order.index(first.kind) + 1 :])
        for second in _distinct(first.setting, tuple(causes(first.setting, terms=terms))):
            if second.kind in later:
                yield Cause(f"{first.kind}+{second.kind}", _both(first.text, second.text), second.setting)


def _both(first: str, second: str) -> str:
    (one, _, english), (other, _, english2) = first.partition(" / "), second.partition(" / ")
    return f"{one}, 그리고 {other} / {english}, and {english2}"


def _explains_all(setting: Setting, contestants: tuple[Contestant, ...]) -> bool:
    lowest = lowest_of(contestants, setting=setting)
    published = [c for c in contestants if c.bid.price is not None and c.bid.amount is not None]
    agreeing = takewhile(lambda c: _points(c, setting, lowest) == c.bid.price, published)
    return sum(1 for _ in agreeing) == len(published)


def _points(contestant: Contestant, setting: Setting, lowest: Fraction | None) -> Decimal | None:
    found = computed(contestant, setting=setting, lowest=lowest)
    return found.points if found else None


def _trial(cause: Cause, contestants: tuple[Contestant, ...], *, differing: tuple[int, ...]) -> Trial:
    lowest = lowest_of(contestants, setting=cause.setting)
    published = [(n, c) for n, c in enumerate(contestants) if c.bid.price is not None and c.bid.amount is not None]
    right = {n for n, c in published if _points(c, cause.setting, lowest) == c.bid.price}
    explained = tuple(n for n in differing if n in right)
    broken = tuple(n for n, _ in published if n not in right and n not in differing)
    return Trial(cause, explained, broken)
