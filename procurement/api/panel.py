"""The panel of a tender: seats, the state of its cards, and the steps before and after the evaluation."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from procurement.api.parts import ReasonSerializer
from procurement.api.schema import acts, reads
from procurement.api.tenders import TenderResource, WholeTenderSerializer
from procurement.models import Seat, Tender
from procurement.selectors.panels import evaluators, seats_of_notice
from procurement.services.panel import begin_evaluation, close_technical, reopen_card, seat_member
from procurement.web.asking import now


class SeatSerializer(serializers.Serializer[Any]):
    """A seat of the notice and who sits there; null = nobody yet."""

    name = serializers.CharField()
    person = serializers.CharField(allow_null=True)


class SeatingSerializer(serializers.Serializer[Any]):
    """A person for a seat of the notice."""

    name = serializers.CharField(max_length=80)
    person = serializers.CharField(max_length=150, help_text="아이디 / user name")


class CardStateSerializer(serializers.ModelSerializer[Seat]):
    """How far a card is; no mark of anybody."""

    member = serializers.CharField(source="name")
    person = serializers.CharField(source="user.username")
    submittedAt = serializers.DateTimeField(source="submitted_at", allow_null=True)
    reopened = serializers.SerializerMethodField()

    class Meta:
        model = Seat
        fields = ("id", "member", "person", "submittedAt", "reopened")

    def get_reopened(self, seat: Seat) -> list[str]:
        """Why it was given back, each time."""
        return [one.reason for one in seat.reopenings.all()]


class Panel(TenderResource):
    """Who sits where."""

    @reads("위원 / the panel", SeatSerializer(many=True))
    def get(self, request: Request, number: int) -> Response:
        """The seats of the notice."""
        return Response(seated(self.tender(number)))

    @acts("위원 정하기 / give a seat", SeatSerializer(many=True), takes=SeatingSerializer, once=False)
    def put(self, request: Request, number: int) -> Response:
        """Give a seat to a person, while the tender is open and the person has not declared."""
        tender, given = self.tender(number), self.given(SeatingSerializer)
        person = get_object_or_404(evaluators(), username=given["person"])
        seat_member(tender, name=given["name"], user=person, by=self.by, at=now())
        return Response(seated(tender))


class TenderBegin(TenderResource):
    """The beginning of the evaluation."""

    @acts("접수 마감·평가 시작 / begin the evaluation", WholeTenderSerializer)
    def post(self, request: Request, number: int) -> Response:
        """Close the bids and let the panel begin; this cannot be taken back."""
        return Response(WholeTenderSerializer(begin_evaluation(self.tender(number), by=self.by, at=now())).data)


class TenderClose(TenderResource):
    """The technical close."""

    @acts("기술평가 마감 / close the technical evaluation", WholeTenderSerializer)
    def post(self, request: Request, number: int) -> Response:
        """Freeze the cards; prices can be opened from here on. This cannot be taken back."""
        return Response(WholeTenderSerializer(close_technical(self.tender(number), by=self.by, at=now())).data)


class CardStates(TenderResource):
    """The cards of a tender."""

    @reads("평가표의 상태 / cards of a tender", CardStateSerializer(many=True))
    def get(self, request: Request, number: int) -> Response:
        """How far each card is; before the close no mark of anybody is read (C.2-7)."""
        seats = self.tender(number).seats.select_related("user").prefetch_related("reopenings")
        return Response(CardStateSerializer(seats, many=True).data)


class CardReopening(TenderResource):
    """A card given back."""

    @acts("평가표 다시 열기 / give a card back", CardStateSerializer, takes=ReasonSerializer)
    def post(self, request: Request, number: int, place: int) -> Response:
        """The chair gives a submitted card back, with the reason."""
        seat = get_object_or_404(self.tender(number).seats.select_related("user", "tender__agency"), pk=place)
        reason = self.given(ReasonSerializer)["reason"]
        return Response(CardStateSerializer(reopen_card(seat, reason=reason, by=self.by, at=now())).data)


def seated(tender: Tender) -> list[dict[str, str | None]]:
    """The seats of the notice with the names of who sits there."""
    return [{"name": name, "person": user.username if user else None} for name, user in seats_of_notice(tender).items()]
