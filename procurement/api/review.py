"""Releases reviewed by verifiers and withdrawn by their owners; requests for results and their answers."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.shortcuts import get_object_or_404
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from procurement.api.base import Pages
from procurement.api.parts import KeyField, OrganisationSerializer, ReasonSerializer, created
from procurement.api.releases import ReleaseResource, ReleaseSerializer
from procurement.api.schema import acts, reads
from procurement.models import DataRequest, Release, Reply
from procurement.selectors.evidence import releases_for
from procurement.selectors.evidence_exchange import replies_for, requests_for
from procurement.services.evidence_requests import Wanted, ask, refuse, reply
from procurement.services.evidence_review import HOW, Proof, check, reject, verify, withdraw
from procurement.services.record import Unusable
from procurement.verification import CHECKLIST
from procurement.web.asking import now
from procurement.web.exchange_review import terms_of


class CheckedSerializer(serializers.Serializer[Any]):
    """The points of the checklist that the first verifier answers for."""

    answered = serializers.MultipleChoiceField(choices=list(CHECKLIST.items()))


class ProofSerializer(serializers.Serializer[Any]):
    """What a verification rests on; a re-measurement is another's release, held to a tolerance in percent."""

    how = serializers.ChoiceField(choices=HOW)
    certificate = serializers.CharField(required=False, default="", allow_blank=True, max_length=100)
    logSha256 = serializers.CharField(required=False, default="", allow_blank=True, max_length=64)
    remeasured = KeyField(required=False, allow_null=True, default=None)
    tolerance = serializers.DecimalField(
        required=False, allow_null=True, default=None, max_digits=6, decimal_places=3, min_value=0, max_value=100
    )
    source = serializers.CharField(  # type: ignore[assignment]  # a field, as the framework reads it
        required=False, default="", allow_blank=True, max_length=200
    )


class WantedSerializer(serializers.ModelSerializer[DataRequest]):
    """Results asked for; lengths in tokens, null or "" = any."""

    organisation = OrganisationSerializer(read_only=True)
    at = serializers.DateTimeField(read_only=True)
    precision = serializers.CharField(required=False, default="", allow_blank=True, max_length=40)
    isl = serializers.IntegerField(required=False, allow_null=True, default=None, min_value=1, max_value=10_000_000)
    osl = serializers.IntegerField(required=False, allow_null=True, default=None, min_value=1, max_value=10_000_000)
    concurrency = serializers.IntegerField(
        required=False, allow_null=True, default=None, min_value=1, max_value=10_000_000
    )
    serviceLevel = serializers.CharField(
        source="service_level", required=False, default="", allow_blank=True, max_length=200
    )
    note = serializers.CharField(required=False, default="", allow_blank=True, max_length=1000)

    class Meta:
        model = DataRequest
        fields = (
            "id", "organisation", "at", "model", "precision", "isl", "osl", "concurrency", "serviceLevel", "note",
        )  # fmt: skip


class ReplySerializer(serializers.ModelSerializer[Reply]):
    """A supplier's answer: a release, or why there is none."""

    organisation = OrganisationSerializer()
    release = serializers.IntegerField(source="release_id", allow_null=True)

    class Meta:
        model = Reply
        fields = ("id", "organisation", "release", "reason", "at")


class AnswerSerializer(serializers.Serializer[Any]):
    """An own release, or the reason why none is given: one of the two."""

    release = KeyField(required=False, allow_null=True, default=None)
    reason = serializers.CharField(required=False, default="", allow_blank=True, max_length=1000)


class ReviewResource(ReleaseResource):
    """A step of a release's review."""

    def stepped(self, release: Release) -> Response:
        """The release as it is after the step."""
        return Response(ReleaseSerializer(self.release(release.pk)).data)


class ReleaseCheck(ReviewResource):
    """The first verifier's part."""

    @acts("자료 확인 / check", ReleaseSerializer, takes=CheckedSerializer)
    def post(self, request: Request, number: int) -> Response:
        """Go through the checklist."""
        release = self.release(number)
        check(release, answered=sorted(self.given(CheckedSerializer)["answered"]), by=self.by, at=now())
        return self.stepped(release)


class ReleaseVerification(ReviewResource):
    """The second verifier's part."""

    @acts("자료 검증 / verify", ReleaseSerializer, takes=ProofSerializer)
    def post(self, request: Request, number: int) -> Response:
        """Another person of the same verifier says what the verification rests on."""
        release = self.release(number)
        verify(release, proof=self.proof(), by=self.by, at=now())
        return self.stepped(release)

    def proof(self) -> Proof:
        """What was sent, as the service takes it. Raises Http404 for a re-measurement that one may not see."""
        given = self.given(ProofSerializer)
        if given["remeasured"] is None:
            return Proof(given["how"], given["certificate"], given["logSha256"])
        if given["tolerance"] is None or not given["source"]:
            raise Unusable("tolerance, source: 재측정에는 허용오차와 그 출처를 적으세요 / give tolerance and source")
        again = self.release(given["remeasured"])
        terms = terms_of(given["source"], given["tolerance"])
        return Proof(given["how"], given["certificate"], given["logSha256"], again, terms)


class ReleaseRejection(ReviewResource):
    """A verifier's refusal."""

    @acts("자료 반려 / reject", ReleaseSerializer, takes=ReasonSerializer)
    def post(self, request: Request, number: int) -> Response:
        """Say that a release does not stand, and why."""
        release = self.release(number)
        reject(release, reason=self.given(ReasonSerializer)["reason"], by=self.by, at=now())
        return self.stepped(release)


class ReleaseWithdrawal(ReviewResource):
    """An owner's withdrawal."""

    @acts("자료 철회 / withdraw", ReleaseSerializer, takes=ReasonSerializer)
    def post(self, request: Request, number: int) -> Response:
        """Take a release back with a reason; it stays readable as withdrawn."""
        release = self.own(number)
        withdraw(release, reason=self.given(ReasonSerializer)["reason"], by=self.by, at=now())
        return self.stepped(release)


class DataRequests(ReleaseResource):
    """Requests for results."""

    pagination_class = Pages

    @reads("자료 요청 목록 / requests", WantedSerializer(many=True))
    def get(self, request: Request) -> Response:
        """Those that concern one."""
        return self.paged(requests_for(self.user), WantedSerializer)

    @acts("자료 요청 / ask for results", WantedSerializer, takes=WantedSerializer, status=HTTPStatus.CREATED)
    def post(self, request: Request) -> Response:
        """Ask all suppliers."""
        made = ask(Wanted(**self.given(WantedSerializer)), by=self.by, at=now())
        return created(WantedSerializer(made).data, "api:replies", made.pk)


class Replies(ReleaseResource):
    """Answers to a request."""

    def asked(self, number: int) -> DataRequest:
        """The request. Raises Http404."""
        return get_object_or_404(requests_for(self.user), pk=number)

    @reads("요청에 대한 답 / replies", ReplySerializer(many=True))
    def get(self, request: Request, number: int) -> Response:
        """Those that concern one."""
        found = replies_for(self.user).filter(request=self.asked(number))
        return Response(ReplySerializer(found, many=True).data)

    @acts("요청에 답하기 / answer a request", ReplySerializer, takes=AnswerSerializer, status=HTTPStatus.CREATED)
    def post(self, request: Request, number: int) -> Response:
        """Answer with an own release, or with the reason why none is given."""
        asked, given = self.asked(number), self.given(AnswerSerializer)
        if (given["release"] is None) == (given["reason"] == ""):
            raise Unusable("release와 reason 가운데 하나를 보내세요 / send one of release and reason")
        if given["release"] is None:
            made = refuse(asked, reason=given["reason"], by=self.by, at=now())
        else:
            release = get_object_or_404(releases_for(self.user), pk=given["release"])
            made = reply(asked, release=release, by=self.by, at=now())
        return Response(ReplySerializer(made).data, status=HTTPStatus.CREATED)
