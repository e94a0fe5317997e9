"""A member's own cards: declarations, marks with their version, and handing in."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from procurement.api.base import Resource
from procurement.api.schema import acts, reads
from procurement.models import Seat
from procurement.permissions import Area
from procurement.selectors.ballots import Ballot, Card, Place, card_of
from procurement.selectors.cards import seats_for
from procurement.services.cards import save_mark, submit_card
from procurement.services.panel import declare
from procurement.services.record import Unusable
from procurement.web.asking import now, tongue
from procurement.web.ballots import lacking, open_ballot


class OwnCardSerializer(serializers.ModelSerializer[Seat]):
    """A seat of one's own."""

    tender = serializers.IntegerField(source="tender_id")
    title = serializers.CharField(source="tender.title")
    stage = serializers.CharField(source="tender.stage")
    member = serializers.CharField(source="name")
    submittedAt = serializers.DateTimeField(source="submitted_at", allow_null=True)

    class Meta:
        model = Seat
        fields = ("id", "tender", "title", "stage", "member", "submittedAt")


class PlaceSerializer(serializers.Serializer[Any]):
    """One criterion of a bid: what may be given, what stands, and what is wrong with it in words ("" = nothing)."""

    criterion = serializers.CharField(source="rule.criterion.id")
    title = serializers.CharField(source="rule.criterion.title")
    most = serializers.CharField()
    points = serializers.SerializerMethodField()
    reason = serializers.SerializerMethodField()
    version = serializers.SerializerMethodField()
    fault = serializers.SerializerMethodField()

    def get_points(self, place: Place) -> str | None:
        """What stands, null where there is none: 미채점 is not zero."""
        return (place.newest.text if place.newest else "") or None

    def get_reason(self, place: Place) -> str:
        """The reason that stands."""
        return place.newest.reason if place.newest else ""

    def get_version(self, place: Place) -> int:
        """The ETag of what stands, 0 before the first."""
        return place.newest.version if place.newest else 0

    def get_fault(self, place: Place) -> str:
        """What keeps the card from being handed in."""
        return tongue(place.fault)


class BallotSerializer(serializers.Serializer[Any]):
    """A bid under the name that members see; its places are there once one has declared to have no interest."""

    number = serializers.IntegerField()
    shown = serializers.CharField()
    declared = serializers.SerializerMethodField()
    interest = serializers.SerializerMethodField()
    places = serializers.SerializerMethodField()

    def get_declared(self, ballot: Ballot) -> bool:
        """Whether one has declared."""
        return ballot.declaration is not None

    def get_interest(self, ballot: Ballot) -> str:
        """The interest that one declared."""
        return ballot.declaration.interest if ballot.declaration else ""

    @extend_schema_field(PlaceSerializer(many=True))
    def get_places(self, ballot: Ballot) -> list[dict[str, str | int | None]]:
        """The criteria that one marks."""
        return [dict(PlaceSerializer(one).data) for one in ballot.places] if ballot.open else []


class CardSerializer(serializers.Serializer[Any]):
    """One's own card, and all that is lacking before it can be handed in."""

    id = serializers.IntegerField(source="seat.pk")
    tender = serializers.IntegerField(source="seat.tender_id")
    member = serializers.CharField(source="seat.name")
    submittedAt = serializers.DateTimeField(source="seat.submitted_at", allow_null=True)
    ballots = BallotSerializer(many=True)
    lacking = serializers.SerializerMethodField()

    def get_lacking(self, card: Card) -> list[str]:
        """In words."""
        return [one.words for one in lacking(card)]


class DeclareSerializer(serializers.Serializer[Any]):
    """An interest in a bid, or "" for none."""

    number = serializers.IntegerField(min_value=1)
    interest = serializers.CharField(allow_blank=True, max_length=1000)


class DeclarationsSerializer(serializers.Serializer[Any]):
    """What one declares; it cannot be taken back."""

    declarations = DeclareSerializer(many=True, allow_empty=False, max_length=500)  # type: ignore[call-arg]  # of the list


class MarkSerializer(serializers.Serializer[Any]):
    """What is given; "" empties the place. Exact points as text."""

    points = serializers.CharField(allow_blank=True, max_length=30)
    reason = serializers.CharField(required=False, default="", allow_blank=True, trim_whitespace=False)


class CardResource(Resource):
    """What one's own card has; those of others do not exist."""

    area: ClassVar[Area | None] = Area.CARDS

    def card(self, number: int) -> Card:
        """The card. Raises Http404."""
        return card_of(get_object_or_404(seats_for(self.user), pk=number))


class Cards(CardResource):
    """One's own cards."""

    @reads("내 평가표 목록 / my cards", OwnCardSerializer(many=True))
    def get(self, request: Request) -> Response:
        """The cards of all seats one has."""
        return Response(OwnCardSerializer(seats_for(self.user).select_related("tender"), many=True).data)


class CardOne(CardResource):
    """One's own card."""

    @reads("내 평가표 / my card", CardSerializer)
    def get(self, request: Request, number: int) -> Response:
        """Bids, declarations and marks."""
        return Response(CardSerializer(self.card(number)).data)


class CardDeclarations(CardResource):
    """Declaring."""

    @acts("서약 / declare", CardSerializer, takes=DeclarationsSerializer)
    def post(self, request: Request, number: int) -> Response:
        """Declare of bids, all that are sent or none."""
        card, given = self.card(number), self.given(DeclarationsSerializer)["declarations"]
        keys = {one.number: one.key for one in card.ballots}
        with transaction.atomic():
            for one in given:
                if one["number"] not in keys:
                    raise Unusable(f"{one['number']}: 없는 입찰입니다 / there is no such bid")
                declare(card.seat, bid=keys[one["number"]], interest=one["interest"], by=self.by, at=now())
        return Response(CardSerializer(self.card(number)).data)


class CardMark(CardResource):
    """One mark."""

    @acts("점수 저장 / keep a mark", PlaceSerializer, takes=MarkSerializer, matches=True, once=False)
    def put(self, request: Request, number: int, place: int, criterion: str) -> Response:
        """Keep a mark; If-Match is the version it follows, 0 for the first, so that nothing is overwritten unseen."""
        ballot, given = open_ballot(self.card(number), place), self.given(MarkSerializer)
        before = next((one for one in ballot.places if one.rule.criterion.id == criterion), None)
        if before is None:
            raise Http404
        version = before.newest.version if before.newest else 0
        self.must_match(str(version))
        seat = get_object_or_404(seats_for(self.user), pk=number)
        save_mark(seat, bid=ballot.key, criterion=criterion, version=version, by=self.by, at=now(), **given)
        places = self.card(number).ballots[place - 1].places
        after = next(one for one in places if one.rule.criterion.id == criterion)
        return Response(PlaceSerializer(after).data, headers={"ETag": f'"{version + 1}"'})


class CardSubmission(CardResource):
    """Handing in."""

    @acts("평가표 제출 / hand a card in", CardSerializer)
    def post(self, request: Request, number: int) -> Response:
        """Hand the card in; refused with all that is lacking."""
        card = self.card(number)
        if card.seat.submitted_at is None and (left := lacking(card)):
            raise Unusable("\n".join(one.words for one in left))
        submit_card(card.seat, by=self.by, at=now())
        return Response(CardSerializer(self.card(number)).data)
