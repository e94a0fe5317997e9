"""The panel from its seats to the close of the technical evaluation."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from procurement.casefile import REFUSALS, in_words
from procurement.models import Declaration, Reopening, Seat, Tender, User
from procurement.models.result import TECHNICAL
from procurement.permissions import may_chair, may_sit
from procurement.selectors.cases import technical_case
from procurement.services._results import keep_result
from procurement.services._tender import asked_in, held, held_by_officer, needed, own_seat, same_agency
from procurement.services.record import Actor, NotAllowed, Unusable, record
from procurement.workflow import NotYet, Stage, check_move, check_stage


@transaction.atomic
def seat_member(tender: Tender, *, name: str, user: User, by: Actor, at: datetime) -> Seat:
    """Give a place of the notice's panel to a person; it can change hands until the first card is in.

    Raises NotAllowed, NotYet and Unusable.
    """
    own, _ = held_by_officer(tender, by)
    if Stage(own.stage) not in {Stage.PUBLISHED, Stage.EVALUATING}:
        raise NotYet(f"공고 뒤 마감 전에만 위원을 정합니다. 지금은 {own.stage} / only between notice and close")
    person = User.objects.get(pk=user.pk)
    _check_person(own, person, name)
    old = own.seats.filter(name=name).first()
    if old is not None and old.declarations.exists():
        raise Unusable(f"{name}: 이미 서약한 위원은 바꿀 수 없습니다 / a member who has declared is not replaced")
    made, _ = own.seats.update_or_create(name=name, defaults={"user": person})
    details = {"seat": name, "user": person.get_username(), "before": old.user.get_username() if old else None}
    record("panel.seated", subject=f"tender:{own.pk}", details=details, by=by, at=at)
    return made


@transaction.atomic
def begin_evaluation(tender: Tender, *, by: Actor, at: datetime) -> Tender:
    """Close the bids and begin: from here the panel declares and marks. Raises NotAllowed, NotYet and Unusable."""
    own, _ = held_by_officer(tender, by)
    check_move(Stage(own.stage), to=Stage.EVALUATING)
    asked = asked_in(own)
    empty = [name for name in asked.expected.evaluators if not own.seats.filter(name=name).exists()]
    if not own.bids.exists() or empty:
        lacking = f"위원이 없는 자리: {', '.join(empty)}" if empty else "입찰이 없습니다"
        raise Unusable(f"{lacking} / bids and a person for every seat are needed")
    own.stage = Stage.EVALUATING
    own.save()
    bids = [f"{bid.key} {bid.sha256}" for bid in own.bids.all()]
    record("evaluation.begun", subject=f"tender:{own.pk}", details={"bids": bids}, by=by, at=at)
    return own


@transaction.atomic
def declare(seat: Seat, *, bid: str, interest: str, by: Actor, at: datetime) -> Declaration:
    """A member declares of one bid: no interest (empty), or which; with one the bid is not theirs to mark.

    Raises NotAllowed, NotYet and Unusable; too many recusals for the rule's trim are told by the rule.
    """
    own, place = held(seat.tender), own_seat(seat, by)
    check_stage(Stage(own.stage), needed=Stage.EVALUATING)
    found = own.bids.filter(key=bid).first()
    if found is None or place.declarations.filter(bid=found).exists():
        raise Unusable(f"{bid}: 없는 입찰이거나 이미 서약했습니다 / no such bid, or declared already")
    made = Declaration.objects.create(seat=place, bid=found, interest=interest.strip(), at=at)
    if made.interest:
        asked_in(own)
    details = {"seat": place.name, "bid": bid, "interest": made.interest}
    record("panel.declared", subject=f"tender:{own.pk}", details=details, by=by, at=at)
    return made


@transaction.atomic
def reopen_card(seat: Seat, *, reason: str, by: Actor, at: datetime) -> Seat:
    """The chair gives a submitted card back, with the reason; what was given stays readable.

    Raises NotAllowed, NotYet and Unusable.
    """
    own = held(seat.tender)
    if by.user is None or not may_chair(by.user.roles(), same_agency=same_agency(by.user, own.agency)):
        raise NotAllowed(f"{by.name}: 평가위원장만 할 수 있습니다 / only the chair may do this")
    check_stage(Stage(own.stage), needed=Stage.EVALUATING)
    place = Seat.objects.get(pk=seat.pk)
    why = needed(reason, what="다시 여는 사유를 적으세요")
    if place.user_id == by.user.pk:
        raise NotAllowed(f"{by.name}: 자기 평가표는 다시 열 수 없습니다 / not one's own card")
    if place.submitted_at is None:
        raise Unusable(f"{place.name}: 아직 제출하지 않았습니다 / is not submitted")
    Reopening.objects.create(seat=place, by=by.user, reason=why, at=at)
    place.submitted_at = None
    place.save()
    record("card.reopened", subject=f"tender:{own.pk}", details={"seat": place.name, "reason": why}, by=by, at=at)
    return place


@transaction.atomic
def close_technical(tender: Tender, *, by: Actor, at: datetime) -> Tender:
    """Close the technical evaluation when every card is in: cards are frozen and the result is kept.

    Raises NotAllowed, NotYet and Unusable.
    """
    own, _ = held_by_officer(tender, by)
    check_move(Stage(own.stage), to=Stage.TECHNICAL_CLOSED)
    if waiting := [seat.name for seat in own.seats.filter(submitted_at=None)]:
        raise Unusable(f"아직 제출하지 않은 위원: {', '.join(waiting)} / these cards are not in yet")
    try:
        case = technical_case(own)
    except REFUSALS as refusal:
        raise Unusable(in_words(refusal)) from refusal
    kept = keep_result(own, kind=TECHNICAL, evaluation=case.evaluation, at=at)
    own.stage = Stage.TECHNICAL_CLOSED
    own.save()
    details = {"input": kept.input_digest, "files": kept.files_digest}
    record("evaluation.closed", subject=f"tender:{own.pk}", details=details, by=by, at=at)
    return own


def _check_person(tender: Tender, person: User, name: str) -> None:
    if name not in asked_in(tender).expected.evaluators:
        raise Unusable(f"{name}: 공고의 위원 명단에 없는 자리입니다 / the notice knows no such seat")
    if not may_sit(person.roles()):
        raise Unusable(f"{person}: 평가위원 역할이 없습니다. 관리자에게 요청하세요 / is no evaluator")
    if tender.seats.filter(user=person).exclude(name=name).exists():
        raise Unusable(f"{person}: 이미 다른 자리에 있습니다 / sits elsewhere already")
    if tender.seats.exclude(submitted_at=None).exists():
        raise Unusable(
            "제출한 평가표가 있어 위원을 바꿀 수 없습니다. 사업을 취소하고 다시 공고하세요 / a card is in already"
        )
