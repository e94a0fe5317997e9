"""Prices opened by two officers, the result with every derivation, the decision, and the documents."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, ClassVar

from django.http import Http404, HttpResponse
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from procurement.api.jobs import JobSerializer, accepted
from procurement.api.parts import ReasonSerializer, handed
from procurement.api.schema import PAPER, acts, reads
from procurement.api.tenders import TenderResource
from procurement.casefile.envelopes import Envelope
from procurement.exports.xlsx.english import LANGUAGES
from procurement.models import Decision, Opening, Price, Tender
from procurement.selectors.cases import final_case, technical_case
from procurement.selectors.documents import program_and_head
from procurement.services.jobs import ask_workbook
from procurement.services.prices import confirm_opening, open_envelopes, turn_down_opening
from procurement.services.results import decide
from procurement.web.asking import now, tongue
from procurement.web.derivations import derived
from procurement.web.documents import KINDS, fault_of, lacking, made_paper
from procurement.web.handouts import PAPERS
from procurement.web.results import in_order, why
from procurement.workflow import OPENED, Stage, check_stage
from scoring.result import BidResult, Evaluation


class PriceSerializer(serializers.ModelSerializer[Price]):
    """What an envelope held, in whole won."""

    bid = serializers.CharField(source="bid.key")
    serverWon = serializers.IntegerField(source="server_won", allow_null=True)

    class Meta:
        model = Price
        fields = ("bid", "won", "serverWon")


class OpeningSerializer(serializers.ModelSerializer[Opening]):
    """Who entered the prices and who confirmed them; `second` is null before.

    The amounts are not in it: replies are kept with their idempotency keys, and what is turned down must go.
    """

    first = serializers.CharField(source="first.username")
    firstAt = serializers.DateTimeField(source="first_at")
    second = serializers.CharField(source="second.username", allow_null=True, default=None)
    secondAt = serializers.DateTimeField(source="second_at", allow_null=True)

    class Meta:
        model = Opening
        fields: ClassVar[tuple[str, ...]] = ("first", "firstAt", "second", "secondAt")


class PricedOpeningSerializer(OpeningSerializer):
    """An opening with its amounts."""

    prices = PriceSerializer(many=True)

    class Meta(OpeningSerializer.Meta):
        fields = (*OpeningSerializer.Meta.fields, "prices")


class EnvelopeSerializer(serializers.Serializer[Any]):
    """One envelope's amounts in whole won."""

    bid = serializers.CharField(max_length=40)
    won = serializers.IntegerField(min_value=1, max_value=9_000_000_000_000_000)
    serverWon = serializers.IntegerField(
        min_value=1, max_value=9_000_000_000_000_000, required=False, allow_null=True, default=None
    )


class EnvelopesSerializer(serializers.Serializer[Any]):
    """Every envelope that is opened."""

    envelopes = EnvelopeSerializer(many=True, allow_empty=False, max_length=1000)  # type: ignore[call-arg]  # of the list


class DerivationSerializer(serializers.Serializer[Any]):
    """A number, how it came to be and by which clause."""

    name = serializers.CharField()
    value = serializers.CharField()
    formula = serializers.CharField(allow_blank=True)
    clause = serializers.CharField(allow_blank=True)


class BidResultSerializer(serializers.Serializer[Any]):
    """A bid's place; exact numbers as text, `rank` and `total` null where there is none."""

    bid = serializers.CharField(source="bid.id")
    name = serializers.CharField(source="bid.name")
    eligible = serializers.BooleanField()
    technical = serializers.CharField(source="technical.value")
    price = serializers.SerializerMethodField()
    total = serializers.SerializerMethodField()
    rank = serializers.IntegerField(allow_null=True)
    why = serializers.SerializerMethodField()
    derivations = serializers.SerializerMethodField()

    def get_price(self, one: BidResult) -> str | None:
        """The price score."""
        return str(one.price.number.value) if one.price else None

    def get_total(self, one: BidResult) -> str | None:
        """The sum."""
        return str(one.total.value) if one.total else None

    def get_why(self, one: BidResult) -> list[str]:
        """Why it stands where it stands."""
        return list(why(one))

    @extend_schema_field(DerivationSerializer(many=True))
    def get_derivations(self, one: BidResult) -> list[dict[str, str]]:
        """Every number in the order in which it is computed: name, value, formula, clause."""
        return [dict(DerivationSerializer(number).data) for number in derived(one)]


class ResultSerializer(serializers.Serializer[Any]):
    """An evaluation's result; `priced` is false before the opening, when only technical points are there."""

    priced = serializers.BooleanField()
    digest = serializers.CharField()
    bids = BidResultSerializer(many=True)
    notes = serializers.ListField(child=serializers.CharField())


class AwardSerializer(serializers.Serializer[Any]):
    """To whom (null = nobody), why, and until when objections are waited for."""

    bid = serializers.CharField(allow_null=True, max_length=40)
    reason = serializers.CharField(max_length=2000)
    standstillUntil = serializers.DateField()


class DecisionSerializer(serializers.ModelSerializer[Decision]):
    """What was decided, by whom and when."""

    bid = serializers.CharField(source="bid.key", allow_null=True, default=None)
    standstillUntil = serializers.DateField(source="standstill_until")
    by = serializers.CharField(source="by.username")

    class Meta:
        model = Decision
        fields = ("bid", "reason", "standstillUntil", "by", "at")


class DocumentSerializer(serializers.Serializer[Any]):
    """A document of the tender and why it cannot be had now ("" = it can)."""

    name = serializers.CharField()
    title = serializers.CharField()
    lacking = serializers.CharField(allow_blank=True)


class PriceOpening(TenderResource):
    """The opening of the prices."""

    @reads("가격 개봉 / the opening", PricedOpeningSerializer)
    def get(self, request: Request, number: int) -> Response:
        """What was entered, and whether a second officer has confirmed it; 404 before anybody opened."""
        return Response(PricedOpeningSerializer(opened(self.tender(number))).data)

    @acts("봉투 열기 / open the envelopes", OpeningSerializer, takes=EnvelopesSerializer, status=HTTPStatus.CREATED)
    def post(self, request: Request, number: int) -> Response:
        """One officer enters what the envelopes hold, after the technical close."""
        tender, given = self.tender(number), self.given(EnvelopesSerializer)["envelopes"]
        prices = {one["bid"]: Envelope(one["won"], one["serverWon"]) for one in given}
        made = open_envelopes(tender, prices=prices, by=self.by, at=now())
        return Response(OpeningSerializer(made).data, status=HTTPStatus.CREATED)


class OpeningConfirmation(TenderResource):
    """The second officer's part."""

    @acts("개봉 확인 / confirm the opening", OpeningSerializer)
    def post(self, request: Request, number: int) -> Response:
        """Another officer has compared the amounts with the envelopes."""
        return Response(OpeningSerializer(confirm_opening(self.tender(number), by=self.by, at=now())).data)


class OpeningTurnedDown(TenderResource):
    """What was entered is wrong."""

    @acts("개봉 돌려보내기 / turn the opening down", takes=ReasonSerializer, status=HTTPStatus.NO_CONTENT)
    def post(self, request: Request, number: int) -> Response:
        """Send the amounts back, with the reason."""
        tender, reason = self.tender(number), self.given(ReasonSerializer)["reason"]
        turn_down_opening(tender, reason=reason, by=self.by, at=now())
        return Response(status=HTTPStatus.NO_CONTENT)


class TenderResult(TenderResource):
    """The result."""

    uses: ClassVar = {"GET": "compute"}

    @reads("평가 결과 / the result", ResultSerializer)
    def get(self, request: Request, number: int) -> Response:
        """As far as it is known: technical points after the close, the ranking after the opening."""
        return Response(ResultSerializer(_result(self.tender(number))).data)


class TenderDecision(TenderResource):
    """The decision."""

    @reads("결정 / the decision", DecisionSerializer)
    def get(self, request: Request, number: int) -> Response:
        """404 before it."""
        found = Decision.objects.filter(tender=self.tender(number)).select_related("bid", "by").first()
        if found is None:
            raise Http404
        return Response(DecisionSerializer(found).data)

    @acts("결정하기 / decide", DecisionSerializer, takes=AwardSerializer, status=HTTPStatus.CREATED)
    def post(self, request: Request, number: int) -> Response:
        """The approver decides; this cannot be taken back."""
        tender, given = self.tender(number), self.given(AwardSerializer)
        given["standstill_until"] = given.pop("standstillUntil")
        made = decide(tender, by=self.by, at=now(), **given)
        return Response(DecisionSerializer(made).data, status=HTTPStatus.CREATED)


class Documents(TenderResource):
    """The documents of a tender."""

    @reads("문서 목록 / documents", DocumentSerializer(many=True))
    def get(self, request: Request, number: int) -> Response:
        """Each with why it cannot be had now."""
        tender = self.tender(number)
        fault = fault_of(tender)
        rows = [
            {"name": one.name, "title": str(one.title), "lacking": lacking(one, tender, fault)}
            for one in PAPERS.values()
        ]
        return Response(DocumentSerializer(rows, many=True).data)


class DocumentOne(TenderResource):
    """One document."""

    uses: ClassVar = {"GET": "export"}

    @reads("문서 / a document", PAPER)
    def get(self, request: Request, number: int, name: str) -> HttpResponse:
        """Made when it is asked for."""
        tender, paper = self.tender(number), next((one for one in PAPERS.values() if one.name == name), None)
        if paper is None:
            raise Http404
        made = made_paper(paper, tender)
        return handed(made.content, made.filename, kind=KINDS[made.filename.rpartition(".")[2]])


class WorkbookSerializer(serializers.Serializer[Any]):
    """The language of a workbook."""

    language = serializers.ChoiceField(choices=LANGUAGES, default="ko")


class Workbooks(TenderResource):
    """Workbooks that take long."""

    uses: ClassVar = {"POST": "compute"}

    @acts(
        "통합문서를 작업으로 만들기 / a workbook by a job", JobSerializer, takes=WorkbookSerializer,
        status=HTTPStatus.ACCEPTED,
    )  # fmt: skip
    def post(self, request: Request, number: int) -> Response:
        """Ask for the workbook of the evaluation as it is now, once the prices are open."""
        tender, language = self.tender(number), self.given(WorkbookSerializer)["language"]
        return accepted(ask_workbook(tender, language=language, program=program_and_head(), by=self.by, at=now()))


def opened(tender: Tender) -> Opening:
    """The opening with its prices. Raises Http404 before anybody opened."""
    found = Opening.objects.filter(tender=tender).select_related("first", "second").prefetch_related("prices__bid")
    if (opening := found.first()) is None:
        raise Http404
    return opening


def _result(tender: Tender) -> dict[str, Any]:
    if priced := Stage(tender.stage) in OPENED:
        evaluation: Evaluation = final_case(tender).evaluation
    else:
        check_stage(Stage(tender.stage), needed=Stage.TECHNICAL_CLOSED)
        evaluation = technical_case(tender).evaluation
    notes = [tongue(one.text) for one in evaluation.notes] if priced else []
    return {"priced": priced, "digest": evaluation.input_digest, "bids": in_order(evaluation), "notes": notes}
