"""다수공급자계약 2단계경쟁: who is invited, which offers count, who is first by the scores as entered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from scoring.lots import check_lots, groups_of
from scoring.provenance import notes_on_sources
from scoring.quantity import half_up, plain
from scoring.result import Lot, Note
from scoring.rules.loading import number, places, rule
from scoring.rules.schema import Rules


class InvitationRefused(ValueError):
    """A 제안요청 that the rule does not allow: too few suppliers, no reason, or one manufacturer's product only."""


class UnusableProposal(ValueError):
    """A proposal that cannot be ranked: repeated, without its formula, or at a price the rule does not allow."""


@dataclass(frozen=True, slots=True)
class Supplier:
    """A contracted supplier (계약상대자) and whose product it would deliver."""

    id: str
    manufacturer: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """One offer: prices in won, the total score with the formula it was computed by, 고용우수기업 or not.

    The price formulas of the types A and B were not obtained: `score` is entered as the notice's
    formula gave it, and `formula` is that formula with its numbers.
    """

    id: str
    price: int
    contract_price: int
    score: Decimal
    formula: str
    employs_well: bool


@dataclass(frozen=True, slots=True)
class Ranked:
    """Proposals in groups from the first on (several in one while tied), the winner, and what must be said."""

    order: tuple[tuple[str, ...], ...]
    winner: str | None
    undecided: tuple[str, ...]
    notes: tuple[Note, ...]


def needs_competition(amount: int, *, between_smes: bool, rules: Iterable[Rules]) -> bool:
    """Whether a purchase of `amount` won must go through the second stage (중기간 경쟁제품 1억, other 5천만)."""
    key = "mas.threshold_between_smes" if between_smes else "mas.threshold"
    return amount >= number(rules, key=key)


def check_invitation(suppliers: Iterable[Supplier], *, reason: str, rules: Iterable[Rules]) -> None:
    """Raise InvitationRefused unless five are invited, or two to four with a reason, of at least two manufacturers.

    Source: 물품 다수공급자계약 업무처리기준 제6조⑥ (한 제조사의 제품만 초대 금지).
    """
    given, texts = tuple(suppliers), tuple(rules)
    least, with_reason = number(texts, key="mas.invited_min"), number(texts, key="mas.invited_min_with_reason")
    if len({one.id for one in given}) < len(given):
        raise InvitationRefused("같은 계약상대자가 두 번 있습니다 / a supplier is given twice")
    if len(given) < with_reason or (len(given) < least and not reason.strip()):
        raise InvitationRefused(
            f"제안요청 대상 {len(given)}개: {least}개 이상, 사유가 있으면 {with_reason}개 이상이어야 합니다 / "
            f"invite at least {least} suppliers, or {with_reason} with a reason"
        )
    one_maker = rule(texts, key="mas.one_manufacturer")
    if one_maker.value is False and len({one.manufacturer for one in given}) == 1:
        raise InvitationRefused(
            f"{given[0].manufacturer}: 한 제조사의 제품만 초대할 수 없습니다 ({one_maker.reference})"
            f" / all invited suppliers deliver one manufacturer's product"
        )


def mas_ranking(
    proposals: Iterable[Proposal],
    *,
    price_type: Literal["A", "B"],
    reserved_for_smes: bool,
    rules: Iterable[Rules],
    lots: tuple[Lot, ...] = (),
) -> Ranked:
    """Highest score first; ties by 고용우수기업, then type A the lower price, type B the lower rate, then the lot.

    The rate is price / contract price, rounded at the 5th decimal. Raises UnusableProposal, UnusableLot,
    RuleError. Source: 물품 다수공급자계약 업무처리기준 (2020-04-01, 2020-11).
    """
    texts, given = tuple(rules), tuple(proposals)
    _check(given, reserved=reserved_for_smes, floor=number(texts, key="mas.sme_price_floor"))
    tie = rule(texts, key="mas.tie_order")
    check_lots(lots, order=tuple(str(tie.value).split(", ")), clause=tie.reference)
    decimals = places(texts, step="mas.rate")
    keys = {p.id: _key(p, price_type=price_type, decimals=decimals) for p in given}
    order = groups_of(keys, lots=lots)
    first = order[0] if order else ()
    notes = (*(_formula_note(p, price_type=price_type) for p in given), *notes_on_sources(texts, keys=(tie.key,)))
    return Ranked(
        order=order,
        winner=first[0] if len(first) == 1 else None,
        undecided=first if len(first) > 1 else (),
        notes=notes,
    )


def _key(proposal: Proposal, *, price_type: Literal["A", "B"], decimals: int) -> tuple[Fraction, ...]:
    price = Fraction(proposal.price)
    rate = Fraction(half_up(price / proposal.contract_price, places=decimals))
    return -Fraction(proposal.score), Fraction(not proposal.employs_well), price if price_type == "A" else rate


def _formula_note(proposal: Proposal, *, price_type: Literal["A", "B"]) -> Note:
    text = f"{proposal.id}: {proposal.score}점은 공고의 산식으로 계산해 적은 값: {proposal.formula}"
    return Note(
        code="score_as_entered",
        text=f"{text} / {price_type} formula was not obtained, the score is as entered",
        clause=f"mas.price_formula_{price_type}",
    )


def _check(proposals: tuple[Proposal, ...], *, reserved: bool, floor: Fraction) -> None:
    if len({p.id for p in proposals}) < len(proposals):
        raise UnusableProposal("같은 제안이 두 번 있습니다 / a proposal is given twice")
    for one in proposals:
        if not one.formula.strip() or not one.score.is_finite():
            raise UnusableProposal(f"{one.id}: 점수의 산식을 적어야 합니다 / the score needs its formula")
        if not 0 < one.price <= one.contract_price:
            raise UnusableProposal(
                f"{one.id}: 제안가격 {one.price}원은 0원 초과, 계약가격 {one.contract_price}원 이하여야 합니다 / "
                f"the price must be above 0 and not above the contract price"
            )
        if reserved and one.price < floor * one.contract_price:
            raise UnusableProposal(
                f"{one.id}: 제안가격 {one.price}원이 계약가격의 {plain(floor)}배보다 낮습니다. 규정은 그 이상을 "
                f"요구하고 평가는 그 값으로 합니다. 담당자가 정해 고쳐 적으십시오 / "
                f"below the floor for SME-reserved goods, a person must decide what counts"
            )
