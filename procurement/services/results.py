"""The award decided by an approver, with its reason."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from procurement.models import Decision, Tender
from procurement.permissions import may_decide
from procurement.selectors.cases import final_case
from procurement.services._tender import held, needed, same_agency
from procurement.services.record import Actor, NotAllowed, Unusable, record
from procurement.workflow import Stage, check_move


@transaction.atomic
def decide(
    tender: Tender, *, bid: str | None, reason: str, standstill_until: date, by: Actor, at: datetime
) -> Decision:
    """Decide to whom the contract goes, or (None) that nobody gets it. Only a bid that has a rank can.

    Raises NotAllowed, NotYet and Unusable.
    """
    own = held(tender)
    if by.user is None or not may_decide(by.user.roles(), same_agency=same_agency(by.user, own.agency)):
        raise NotAllowed(f"{by.name}: {own.agency}의 결재자만 할 수 있습니다 / only an approver of the agency may")
    check_move(Stage(own.stage), to=Stage.DECIDED)
    why = needed(reason, what="결정 사유를 적으세요")
    ranks = {one.bid.id: one.rank for one in final_case(own).evaluation.results}
    if bid is not None and ranks.get(bid) is None:
        raise Unusable(f"{bid}: 협상적격자가 아니어서 정할 수 없습니다 / is not eligible")
    if standstill_until < at.date():
        raise Unusable("대기 기간의 끝은 오늘이거나 그 뒤여야 합니다 / the standstill ends today or later")
    found = own.bids.get(key=bid) if bid is not None else None
    made = Decision.objects.create(
        tender=own, bid=found, reason=why, standstill_until=standstill_until, by=by.user, at=at
    )
    own.stage = Stage.DECIDED
    own.save()
    details = {"bid": bid, "rank": ranks.get(bid) if bid else None, "reason": why}
    record(
        "tender.decided",
        subject=f"tender:{own.pk}",
        details=details | {"standstill_until": standstill_until.isoformat()},
        by=by,
        at=at,
    )
    return made
