"""The envelopes opened by two officers, after the technical evaluation is closed and never before."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from procurement.casefile import REFUSALS, in_words
from procurement.casefile.envelopes import MOST, Envelope
from procurement.models import Opening, Price, Tender
from procurement.models.result import FINAL
from procurement.selectors.cases import final_case
from procurement.selectors.openings import envelopes_to_open
from procurement.services._results import keep_result
from procurement.services._tender import held_by_officer, needed
from procurement.services.record import Actor, Facts, NotAllowed, Unusable, record
from procurement.workflow import Stage, check_move, check_stage


@transaction.atomic
def open_envelopes(tender: Tender, *, prices: Mapping[str, Envelope], by: Actor, at: datetime) -> Opening:
    """The first officer opens the envelopes of the bids that the rules need and enters what they hold.

    Every such bid and no other: the envelope of a bid that is out stays closed. Raises NotAllowed, NotYet, Unusable.
    """
    own, acting = held_by_officer(tender, by)
    check_stage(Stage(own.stage), needed=Stage.TECHNICAL_CLOSED)
    if Opening.objects.filter(tender=own).exists():
        raise Unusable("이미 연 사람이 있습니다. 다른 계약담당자가 확인해야 합니다 / opened already, to be confirmed")
    bids = {bid.key: bid for bid in envelopes_to_open(own)}
    if set(prices) != set(bids):
        raise Unusable(f"개봉할 입찰은 {', '.join(sorted(bids)) or '없음'} 입니다 / these and no other are opened")
    made = Opening.objects.create(tender=own, first=acting, first_at=at)
    for key, found in sorted(prices.items()):
        _check(key, found)
        made.prices.create(bid=bids[key], won=found.price, server_won=found.server_price)
    record("prices.opened", subject=f"tender:{own.pk}", details={"bids": sorted(bids)}, by=by, at=at)
    return made


@transaction.atomic
def confirm_opening(tender: Tender, *, by: Actor, at: datetime) -> Opening:
    """The second officer, another person, compares with the envelopes and confirms: prices are scored from here.

    Asked again by the same person it changes nothing. Raises NotAllowed, NotYet and Unusable.
    """
    own, acting = held_by_officer(tender, by)
    opening = Opening.objects.filter(tender=own).first()
    if opening is not None and opening.second_id == acting.pk:
        return opening
    check_move(Stage(own.stage), to=Stage.PRICES_OPENED)
    if opening is None:
        raise Unusable("먼저 다른 계약담당자가 개봉해 금액을 적어야 합니다 / another officer has to open first")
    if opening.first_id == acting.pk:
        raise NotAllowed(f"{by.name}: 연 사람이 아닌 다른 계약담당자가 확인합니다 / another officer confirms")
    opening.second, opening.second_at = acting, at
    opening.save()
    own.stage = Stage.PRICES_OPENED
    own.save()
    try:
        case = final_case(own)
    except REFUSALS as refusal:
        raise Unusable(in_words(refusal)) from refusal
    kept = keep_result(own, kind=FINAL, evaluation=case.evaluation, at=at)
    prices = [f"{one.bid.key} {one.won}" for one in opening.prices.select_related("bid")]
    details: Facts = {"first": opening.first.get_username(), "prices": prices, "input": kept.input_digest}
    record("prices.confirmed", subject=f"tender:{own.pk}", details=details, by=by, at=at)
    return opening


@transaction.atomic
def turn_down_opening(tender: Tender, *, reason: str, by: Actor, at: datetime) -> None:
    """An officer finds what was entered wrong: it is taken away, to be entered again. Raises as the others do."""
    own, _ = held_by_officer(tender, by)
    check_stage(Stage(own.stage), needed=Stage.TECHNICAL_CLOSED)
    why = needed(reason, what="돌려보내는 사유를 적으세요")
    opening = Opening.objects.filter(tender=own).first()
    if opening is None:
        raise Unusable("연 것이 없습니다 / nothing is opened")
    Price.objects.filter(opening=opening).delete()
    opening.delete()
    record("prices.turned_down", subject=f"tender:{own.pk}", details={"reason": why}, by=by, at=at)


def _check(key: str, found: Envelope) -> None:
    if any(amount is not None and not 0 < amount <= MOST for amount in (found.price, found.server_price)):
        raise Unusable(f"{key}: 금액은 0보다 큰 원 단위 정수입니다 / whole won above zero")
