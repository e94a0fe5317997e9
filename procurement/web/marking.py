"""평가: the marks of one bid, each kept as it is left, with or without a script."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from procurement.selectors.ballots import Ballot, Card, Place, card_of, paths_of
from procurement.services.cards import Overtaken, save_mark
from procurement.services.record import Unusable
from procurement.web.asking import SignedIn, actor_of, now, said
from procurement.web.ballots import allowed_in_words, is_open, open_ballot, own_card, reason_in_words, tally
from procurement.workflow import Stage, check_stage

JSON = "application/json"
_VERSION = re.compile(r"\d{1,9}")


@dataclass(frozen=True, slots=True)
class Row:
    """One criterion as the page shows it: what is typed, on which version, and what became of it in words."""

    number: int
    place: Place
    points: str
    reason: str
    version: int
    said: str = ""
    status: HTTPStatus = HTTPStatus.OK

    @property
    def saved(self) -> bool:
        """Whether what is typed is what is kept."""
        return self.status == HTTPStatus.OK

    @property
    def allowed(self) -> str:
        """Which points may be given."""
        return allowed_in_words(self.place.rule)

    @property
    def owed(self) -> str:
        """When a reason is owed."""
        return reason_in_words(self.place.rule)


@require_http_methods(["GET", "HEAD", "POST"])
def card_bid(request: SignedIn, number: int, place: int) -> HttpResponse:
    """The marks of one bid; what is sent is kept row by row, and what cannot be kept stays in its field."""
    card = own_card(request, number)
    if request.method == "POST":
        check_stage(Stage(card.seat.tender.stage), needed=Stage.EVALUATING)
    ballot = open_ballot(card, place)
    if request.method == "POST":
        return _answered(request, card, ballot, [saved(request, card, ballot, row) for row in sent(request, ballot)])
    if not is_open(card):
        return redirect("card", card.seat.pk)
    return _page(request, card, ballot, [])


def sent(request: HttpRequest, ballot: Ballot) -> list[Row]:
    """The rows of the request that differ from what is kept; a row that is not sent is left alone."""
    given = request.POST
    found = []
    for row in rows_of(ballot):
        if f"points-{row.number}" in given:
            reason = given.get(f"reason-{row.number}", "").replace("\r\n", "\n")
            typed = replace(row, points=given[f"points-{row.number}"], reason=reason)
            if (typed.points.strip(), typed.reason.strip()) != (row.points, row.reason):
                version = given.get(f"version-{row.number}", "")
                found.append(replace(typed, version=int(version) if _VERSION.fullmatch(version) else -1))
    return found


def rows_of(ballot: Ballot) -> list[Row]:
    """The ballot's criteria with what is kept of each."""
    return [_kept(number, place) for number, place in enumerate(ballot.places, start=1)]


def _kept(number: int, place: Place) -> Row:
    newest = place.newest
    if newest is None:
        return Row(number, place, "", "", 0)
    return Row(number, place, newest.text, newest.reason, newest.version, gettext("저장됨"))


def saved(request: SignedIn, card: Card, ballot: Ballot, row: Row) -> Row:
    """The row as it is kept, or as it was typed with what speaks against it."""
    try:
        mark = save_mark(
            card.seat,
            bid=ballot.key,
            criterion=row.place.rule.criterion.id,
            points=row.points,
            reason=row.reason,
            version=row.version,
            by=actor_of(request),
            at=now(),
        )
    except Overtaken:
        kept = _kept(row.number, row.place)
        return replace(row, version=kept.version, said=_overtaken(kept), status=HTTPStatus.CONFLICT)
    except Unusable as refusal:
        return replace(row, said=said(refusal), status=HTTPStatus.UNPROCESSABLE_ENTITY)
    return replace(row, version=mark.version, said=gettext("저장됨"))


def _overtaken(kept: Row) -> str:
    words = gettext("다른 창에서 %(points)s(으)로 바뀌었습니다. 지금 적은 값으로 바꾸려면 다시 저장하세요.")
    return words % {"points": kept.points or gettext("빈 칸")}


def _answered(request: SignedIn, card: Card, ballot: Ballot, rows: list[Row]) -> HttpResponse:
    """To the script the state of what it sent; to a form its page, or on to the card when all is kept."""
    if request.headers.get("Accept") == JSON:
        return _told(open_ballot(card_of(card.seat), ballot.number), rows)
    if all(row.saved for row in rows):
        messages.success(request, gettext("%(bid)s: 저장했습니다.") % {"bid": ballot.shown})
        return redirect("card_bid", card.seat.pk, ballot.number)
    fresh = card_of(card.seat)
    return _page(request, fresh, open_ballot(fresh, ballot.number), rows)


def _told(ballot: Ballot, rows: list[Row]) -> JsonResponse:
    told = {row.number: {"said": row.said, "version": row.version, "saved": row.saved} for row in rows}
    return JsonResponse({"rows": told, "tally": tally(ballot)}, status=_worst(rows))


def _worst(rows: list[Row]) -> HTTPStatus:
    return max((row.status for row in rows), default=HTTPStatus.OK)


def _page(request: SignedIn, card: Card, ballot: Ballot, rows: list[Row]) -> HttpResponse:
    kept = {row.number: row for row in rows_of(ballot)} | {row.number: row for row in rows if not row.saved}
    context = {
        "card": card,
        "ballot": ballot,
        "rows": list(kept.values()),
        "tally": tally(ballot),
        "paths": paths_of(ballot, card=card),
        "next": next((one for one in card.mine if one.open and one.number > ballot.number), None),
    }
    return render(request, "cards/bid.html", context, status=_worst(rows))
