"""One way to compute the price scores of an opening, and what it gives for every bid."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from procurement.openings.opened import OpenedBid
from procurement.openings.terms import State, Terms
from scoring.price import Offer, UnusablePrice, price_score
from scoring.quantity import half_up
from scoring.result import PriceScore
from scoring.rules.schema import Rules

Pool = Literal["all", "valid_all", "eligible_only"]
Mode = Literal["half_up", "down", "up", "half_even"]


@dataclass(frozen=True, slots=True)
class Setting:
    """Everything a price score rests on. `reference` = E; bids count as `bid_factor` times their amount, in won."""

    points: Fraction
    reference: Fraction
    bid_factor: Fraction
    pool: Pool
    places: int
    mode: Mode
    formula: str
    rules: tuple[Rules, ...]
    floor_lowest: bool
    cap: bool
    ceiling: int


@dataclass(frozen=True, slots=True)
class Contestant:
    """An opened bid, what its remark means, and whether it passes the technical threshold."""

    bid: OpenedBid
    state: State
    eligible: bool


@dataclass(frozen=True, slots=True)
class Computed:
    """The price score of one bid: the derivation (its own number rounds half up) and the points as the mode rounds."""

    derived: PriceScore
    points: Decimal


def stated(terms: Terms) -> Setting:
    """What the rules of the day and the answers say."""
    answers = terms.answers
    return Setting(
        points=terms.price_points,
        reference=Fraction(answers.e_amount),
        bid_factor=Fraction(1),
        pool=answers.l_pool,
        places=terms.places,
        mode="half_up",
        formula=answers.price_formula,
        rules=terms.rules,
        floor_lowest=answers.floor_l,
        cap=answers.cap_at_pmax,
        ceiling=answers.ceiling,
    )


def in_pool(contestant: Contestant, *, setting: Setting) -> bool:
    """Whether this bid may be the lowest one, L."""
    amount = contestant.bid.amount
    if amount is None or setting.pool == "all":
        return amount is not None
    admitted = contestant.eligible if setting.pool == "eligible_only" else contestant.state != "invalid"
    return admitted and _counted(amount, setting) <= setting.ceiling


def lowest_of(contestants: tuple[Contestant, ...], *, setting: Setting) -> Fraction | None:
    """L before any floor, None where nobody is in the pool."""
    pool = (c.bid.amount for c in contestants if in_pool(c, setting=setting))
    return min((_counted(amount, setting) for amount in pool if amount is not None), default=None)


def computed(contestant: Contestant, *, setting: Setting, lowest: Fraction | None) -> Computed | None:
    """The price score of one bid; None without an amount, below L (outside the pool), or where the formula is silent.

    Raises RuleError where the rules do not hold a constant of the formula.
    """
    amount = contestant.bid.amount
    if amount is None or lowest is None:
        return None
    offer = Offer(_counted(amount, setting), lowest, setting.reference, setting.points, setting.floor_lowest)
    try:
        score = price_score(offer, formula=setting.formula, rules=setting.rules, cap_at_pmax=setting.cap)
    except UnusablePrice:
        return None
    return Computed(score, rounded(score.number.exact, places=setting.places, mode=setting.mode))


def rounded(value: Fraction, *, places: int, mode: Mode) -> Decimal:
    """A score rounded in one of four ways; the rules know half_up only, the others are tried as causes."""
    if mode == "half_up":
        return half_up(value, places=places)
    scaled = value * 10**places
    whole = scaled.numerator // scaled.denominator
    if mode == "up":
        whole = -(-scaled.numerator // scaled.denominator)
    elif mode == "half_even":
        whole = round(scaled)
    return half_up(Fraction(whole, 10**places), places=places)


def _counted(amount: int, setting: Setting) -> Fraction:
    if setting.bid_factor == 1:
        return Fraction(amount)
    return Fraction(half_up(amount * setting.bid_factor, places=0))
