"""The catalogue of devices: every value with its source and conflicts, proposals and their decision."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.shortcuts import get_object_or_404
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from procurement.api.base import Pages, Resource
from procurement.api.parts import OrganisationSerializer, ReasonSerializer
from procurement.api.schema import acts, reads
from procurement.models import Proposal
from procurement.models.exchange import CONFIDENCES, PROPOSAL_STATES
from procurement.permissions import Area, may_edit_catalogue
from procurement.selectors.evidence_catalogue import FIELDS, entries_of, history, proposals_for
from procurement.services.evidence_catalogue import Proposed, accept, decline, propose
from procurement.services.record import NotAllowed
from procurement.web.asking import now
from procurement.web.exchange_catalogue import listed_devices


class ValueSerializer(serializers.Serializer[Any]):
    """A value of a device with its source; `proposal` is null for the program's own."""

    field = serializers.CharField()
    value = serializers.CharField()
    unit = serializers.CharField(allow_blank=True)
    sourceTitle = serializers.CharField(source="source_title")
    sourceUrl = serializers.CharField(source="source_url")
    sourceDate = serializers.CharField(source="source_date", allow_blank=True)
    confidence = serializers.CharField()
    proposal = serializers.IntegerField(allow_null=True)
    conflicting = serializers.BooleanField()


class DeviceSerializer(serializers.Serializer[Any]):
    """A device; `domestic` is null where nobody has said."""

    id = serializers.CharField()
    name = serializers.CharField()
    vendor = serializers.CharField(allow_blank=True)
    domestic = serializers.BooleanField(allow_null=True)
    values = ValueSerializer(many=True)


class ProposalSerializer(serializers.ModelSerializer[Proposal]):
    """A proposed value and what was decided."""

    organisation = OrganisationSerializer()
    state = serializers.ChoiceField(choices=list(PROPOSAL_STATES.items()))
    sourceTitle = serializers.CharField(source="source_title")
    sourceUrl = serializers.CharField(source="source_url")
    sourceDate = serializers.CharField(source="source_date", allow_blank=True)
    decidedAt = serializers.DateTimeField(source="decided_at", allow_null=True)

    class Meta:
        model = Proposal
        fields = (
            "id", "organisation", "at", "device", "field", "value", "unit", "sourceTitle", "sourceUrl", "sourceDate",
            "confidence", "state", "decidedAt", "reason",
        )  # fmt: skip


class ProposedSerializer(serializers.Serializer[Any]):
    """A value with its source."""

    device = serializers.CharField(max_length=120)
    field = serializers.ChoiceField(choices=FIELDS)
    value = serializers.CharField(max_length=200)
    unit = serializers.CharField(required=False, default="", allow_blank=True, max_length=20)
    sourceTitle = serializers.CharField(source="source_title", max_length=200)
    sourceUrl = serializers.URLField(source="source_url", max_length=400)
    sourceDate = serializers.CharField(
        source="source_date", required=False, default="", allow_blank=True, max_length=20
    )
    confidence = serializers.ChoiceField(choices=list(CONFIDENCES.items()))


class Devices(Resource):
    """The catalogue, for visitors too."""

    area = Area.RESULTS
    visitors = True

    @reads("장비 카탈로그 / the catalogue", DeviceSerializer(many=True))
    def get(self, request: Request) -> Response:
        """Every device that the program or an accepted proposal knows."""
        rows = [
            {"id": key, "name": name, "vendor": vendor, "domestic": domestic, "values": entries_of(key)}
            for key, (name, vendor, domestic) in listed_devices().items()
        ]
        return Response(DeviceSerializer(rows, many=True).data)


class DeviceHistory(Resource):
    """What changed in the catalogue, for visitors too."""

    area = Area.RESULTS
    visitors = True
    pagination_class = Pages

    @reads("카탈로그 이력 / history of the catalogue", ProposalSerializer(many=True))
    def get(self, request: Request) -> Response:
        """Values that were accepted, newest first."""
        return self.paged(history(), ProposalSerializer)


class ProposalResource(Resource):
    """Proposals for the catalogue."""

    area = Area.RESULTS

    def proposal(self, number: int) -> Proposal:
        """The proposal, for an administrator. Raises NotAllowed and Http404."""
        if not may_edit_catalogue(self.user.roles()):
            raise NotAllowed("관리자만 정합니다 / for administrators")
        return get_object_or_404(proposals_for(self.user), pk=number)


class Proposals(ProposalResource):
    """What is proposed."""

    pagination_class = Pages

    @reads("카탈로그 제안 목록 / proposals", ProposalSerializer(many=True))
    def get(self, request: Request) -> Response:
        """All for an administrator, the own organisation's for a supplier's people."""
        return self.paged(proposals_for(self.user), ProposalSerializer)

    @acts("카탈로그 값 제안 / propose a value", ProposalSerializer, takes=ProposedSerializer, status=HTTPStatus.CREATED)
    def post(self, request: Request) -> Response:
        """Propose a value with its source."""
        made = propose(Proposed(**self.given(ProposedSerializer)), by=self.by, at=now())
        return Response(ProposalSerializer(made).data, status=HTTPStatus.CREATED)


class ProposalAcceptance(ProposalResource):
    """Accepting."""

    @acts("제안 반영 / accept", ProposalSerializer)
    def post(self, request: Request, number: int) -> Response:
        """Put a proposed value into the catalogue."""
        return Response(ProposalSerializer(accept(self.proposal(number), by=self.by, at=now())).data)


class ProposalRefusal(ProposalResource):
    """Declining."""

    @acts("제안 반려 / decline", ProposalSerializer, takes=ReasonSerializer)
    def post(self, request: Request, number: int) -> Response:
        """Leave it out, with the reason."""
        proposal, reason = self.proposal(number), self.given(ReasonSerializer)["reason"]
        return Response(ProposalSerializer(decline(proposal, reason=reason, by=self.by, at=now())).data)
