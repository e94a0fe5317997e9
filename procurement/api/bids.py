"""Bids without their prices, what their evidence says, and the releases that a tender rests on."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, ClassVar

from django.http import Http404
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from procurement.api.base import ZIP, Zipped
from procurement.api.parts import KeyField, ReasonSerializer, created
from procurement.api.schema import acts, reads
from procurement.api.tenders import TenderResource
from procurement.models import Bid
from procurement.permissions import may_run_tender
from procurement.selectors.evidence import releases_for
from procurement.selectors.evidence_exchange import cited_in
from procurement.selectors.offers import Piece, offers_of
from procurement.services.bids import enter_bid, withdraw_bid
from procurement.services.evidence_tenders import cite
from procurement.services.record import Unusable
from procurement.web.asking import must, now, tongue
from procurement.web.citing import PURPOSES
from procurement.web.uploads import folder_in
from procurement.workflow import NotYet, Stage

FILE = "bid.toml"


class BidSerializer(serializers.ModelSerializer[Bid]):
    """A bid as it came; its price stays in its envelope."""

    id = serializers.CharField(source="key")
    enteredAt = serializers.DateTimeField(source="entered_at")

    class Meta:
        model = Bid
        fields = ("id", "name", "manufacturer", "sha256", "enteredAt")


class ClaimSerializer(serializers.Serializer[Any]):
    """A requirement or criterion and what the bid brings for it; "" = 미측정."""

    title = serializers.CharField()
    limit = serializers.CharField(allow_blank=True)
    value = serializers.CharField(allow_blank=True)
    unit = serializers.CharField(allow_blank=True)
    trace = serializers.CharField(allow_blank=True)


class FindingSerializer(serializers.Serializer[Any]):
    """What one rule found."""

    rule = serializers.CharField()
    level = serializers.CharField()
    message = serializers.SerializerMethodField()

    def get_message(self, found: Any) -> str:  # noqa: ANN401 -- a finding of the library or a kept one
        """In the language of the request."""
        return tongue(found.message)


class PieceSerializer(serializers.Serializer[Any]):
    """A measurement behind a bid: whose it is, how far it is verified, what speaks against it."""

    place = serializers.CharField(source="claims.place")
    accelerator = serializers.CharField(source="claims.accelerator", allow_blank=True)
    model = serializers.CharField(source="claims.model", allow_blank=True)
    measurer = serializers.CharField(allow_blank=True)
    verification = serializers.CharField(allow_blank=True)
    usable = serializers.BooleanField()
    findings = serializers.SerializerMethodField()

    @extend_schema_field(FindingSerializer(many=True))
    def get_findings(self, piece: Piece) -> list[dict[str, str]]:
        """What speaks against it, or did until it was set aside."""
        return [dict(FindingSerializer(one).data) for one in piece.findings]


class OfferSerializer(serializers.Serializer[Any]):
    """What a bid offers beside what its measurements say."""

    id = serializers.CharField(source="key")
    name = serializers.CharField()
    manufacturer = serializers.CharField()
    title = serializers.CharField(allow_blank=True)
    accelerator = serializers.CharField()
    domestic = serializers.BooleanField()
    claims = ClaimSerializer(many=True)
    pieces = PieceSerializer(many=True)


class CitationSerializer(serializers.Serializer[Any]):
    """A release that the tender rests on; `unchanged` is false where it has another digest than it was cited by."""

    release = serializers.IntegerField(source="citation.release_id")
    digest = serializers.CharField(source="citation.digest")
    purpose = serializers.CharField(source="citation.purpose")
    bid = serializers.CharField(source="citation.bid", allow_blank=True)
    stateThen = serializers.CharField(source="citation.state")
    stateNow = serializers.CharField(source="now")
    unchanged = serializers.BooleanField()


class CiteSerializer(serializers.Serializer[Any]):
    """A release, and the bid that it backs once there are bids."""

    release = KeyField()
    bid = serializers.CharField(required=False, default="", allow_blank=True, max_length=40)


class Bids(TenderResource):
    """The bids of a tender."""

    parser_classes = (Zipped,)
    uses: ClassVar = {"POST": "upload"}

    @reads("입찰 목록 / bids", BidSerializer(many=True))
    def get(self, request: Request, number: int) -> Response:
        """The bids without prices."""
        return Response(BidSerializer(self.tender(number).bids.defer("content"), many=True).data)

    @acts("입찰 넣기 / enter a bid", BidSerializer, takes=ZIP, status=HTTPStatus.CREATED)
    def post(self, request: Request, number: int) -> Response:
        """Enter a bid while the tender is open: a ZIP with bid.toml and the files of its evidence, without prices."""
        tender, files = self.tender(number), folder_in(self.content)
        content = files.pop(FILE, None)
        if content is None:
            raise Unusable(f"ZIP에 {FILE}이 있어야 합니다 / the ZIP has to hold {FILE}")
        made = enter_bid(tender, content=content, evidence=files, by=self.by, at=now())
        return created(BidSerializer(made).data, "api:bid", tender.pk, made.key)


class BidOne(TenderResource):
    """One bid."""

    uses: ClassVar = {"GET": "compute"}

    @reads("입찰: 제안과 측정 / a bid: claims and measurements", OfferSerializer)
    def get(self, request: Request, number: int, key: str) -> Response:
        """What it claims beside what its measurements and their checks say."""
        found = next((one for one in offers_of(self.tender(number)) if one.key == key), None)
        if found is None:
            raise Http404
        return Response(OfferSerializer(found).data)


class BidWithdrawal(TenderResource):
    """Taking a bid out."""

    @acts("입찰 철회 / withdraw a bid", takes=ReasonSerializer, status=HTTPStatus.NO_CONTENT)
    def post(self, request: Request, number: int, key: str) -> Response:
        """Withdraw with a reason, while the tender is open."""
        tender, reason = self.tender(number), self.given(ReasonSerializer)["reason"]
        withdraw_bid(tender, key=key, reason=reason, by=self.by, at=now())
        return Response(status=HTTPStatus.NO_CONTENT)


class TenderEvidence(TenderResource):
    """The releases that a tender rests on."""

    @reads("사업이 인용한 성능자료 / cited releases", CitationSerializer(many=True))
    def get(self, request: Request, number: int) -> Response:
        """Each with its state when it was cited and now."""
        return Response(CitationSerializer(cited_in(self.tender(number)), many=True).data)

    @acts("성능자료 인용 / cite a release", CitationSerializer(many=True), takes=CiteSerializer)
    def post(self, request: Request, number: int) -> Response:
        """Cite a release: for market research in a draft, for a bid while the tender is open."""
        tender, given = self.tender(number), self.given(CiteSerializer)
        must(may_run_tender(self.user.roles(), same_agency=True))
        if Stage(tender.stage) not in PURPOSES:
            raise NotYet("이 단계에서는 성능자료를 더 넣을 수 없습니다 / no more can be cited at this stage")
        release = get_object_or_404(releases_for(self.user), pk=given["release"])
        purpose = PURPOSES[Stage(tender.stage)]
        cite(tender, release=release, purpose=purpose, bid=given["bid"], by=self.by, at=now())
        return Response(CitationSerializer(cited_in(tender), many=True).data)
