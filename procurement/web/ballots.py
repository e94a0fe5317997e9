"""What a card's pages share: whose card it is, what may be seen of it, and its points in words."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext

from procurement.exports.handout import MarkRule
from procurement.selectors.ballots import Ballot, Card, card_of
from procurement.selectors.cards import seats_for
from procurement.services.record import NotAllowed, Unusable
from procurement.web.asking import SignedIn, said
from procurement.workflow import Stage
from scoring.quantity import plain, sum_of


@dataclass(frozen=True, slots=True)
class Lacking:
    """What is missing before the card can be handed in, and the address at which it is mended."""

    words: str
    address: str


def own_card(request: SignedIn, number: int) -> Card:
    """The card of one's own seat. Raises Http404: those of others do not exist."""
    return card_of(get_object_or_404(seats_for(request.user), pk=number))


def is_open(card: Card) -> bool:
    """Whether the card can be written on."""
    return card.seat.submitted_at is None and card.seat.tender.stage == Stage.EVALUATING


def open_ballot(card: Card, place: int) -> Ballot:
    """The ballot of that number. Raises Http404, and NotAllowed before the declaration or with an interest (C.2-6)."""
    if not 0 < place <= len(card.ballots):
        raise Http404
    ballot = card.ballots[place - 1]
    if ballot.declaration is None:
        raise NotAllowed(gettext("서약한 뒤에 자료를 보고 평가합니다. 평가표에서 먼저 서약하세요."))
    if not ballot.open:
        raise NotAllowed(gettext("이해관계가 있다고 서약한 입찰이어서 자료를 보거나 평가하지 않습니다."))
    return ballot


def lacking(card: Card) -> list[Lacking]:
    """What is missing, with the field where it is mended; names are those that members see."""
    undeclared = gettext("%(bid)s: 서약하지 않았습니다.")
    declare = reverse("card_declare", args=[card.seat.pk])
    found = [Lacking(undeclared % {"bid": one.shown}, declare) for one in card.undeclared]
    for ballot in card.mine:
        page = reverse("card_bid", args=[card.seat.pk, ballot.number])
        for number, place in enumerate(ballot.places, start=1):
            if ballot.open and place.fault:
                words = f"{ballot.shown} · {place.rule.criterion.title}: {said(Unusable(place.fault))}"
                found.append(Lacking(words, f"{page}#points-{number}"))
    return found


def allowed_in_words(rule: MarkRule) -> str:
    """Which points may be given."""
    most = plain(rule.criterion.points)
    if rule.allowed:
        return gettext("%(points)s 가운데 하나") % {"points": ", ".join(map(plain, rule.allowed))}
    if rule.step is not None:
        return gettext("0부터 %(most)s까지 %(step)s점 단위") % {"most": most, "step": plain(rule.step)}
    return gettext("0부터 %(most)s까지, 소수 4자리까지") % {"most": most}


def reason_in_words(rule: MarkRule) -> str:
    """When a reason is owed."""
    if rule.always:
        return gettext("사유를 꼭 적습니다")
    if rule.reason_below is not None:
        below = plain(rule.reason_below * rule.criterion.points)
        return gettext("%(points)s점보다 낮으면 사유를 적습니다") % {"points": below}
    return gettext("사유는 적어도 되고 비워도 됩니다")


def tally(ballot: Ballot) -> str:
    """How far the ballot has come; a sum of what was typed and no result."""
    return gettext("입력한 점수 합계 %(total)s점 / 배점 %(most)s점 · %(all)s개 항목 가운데 %(done)s개 입력") % {
        "total": plain(sum_of(ballot.given)),
        "most": plain(ballot.most),
        "all": len(ballot.places),
        "done": len(ballot.given),
    }
