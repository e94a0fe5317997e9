"""Tenders: listed, begun from a folder, their files, and the steps that cannot be taken back."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, ClassVar

from django.db import transaction
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from procurement.api.base import OCTETS, ZIP, Octets, Pages, Resource, Zipped
from procurement.api.parts import (
    OrganisationSerializer,
    ReasonSerializer,
    StoredFileSerializer,
    created,
    handed,
)
from procurement.api.schema import FILE, acts, reads
from procurement.models import Tender
from procurement.models.tender import STAGES
from procurement.permissions import Area, may_run_tender
from procurement.selectors.drafting import Required, progress_of, requirements_in
from procurement.selectors.tenders import digest_of, files_of, tenders_for
from procurement.services.record import Unusable
from procurement.services.tenders import cancel, publish, put_file, start_tender
from procurement.web.asking import must, now, tongue
from procurement.web.drafting import own_agency
from procurement.web.uploads import folder_in
from procurement.workflow import Stage, check_move

ORDERS = ("begunAt", "-begunAt", "title", "-title", "number", "-number")
COLUMNS = {"begunAt": "begun_at", "title": "title", "number": "number"}


class TenderSerializer(serializers.ModelSerializer[Tender]):
    """A tender; `number` is the notice's own, `digest` that of the frozen notice or of the draft as it is."""

    procuringEntity = OrganisationSerializer(source="agency")
    officer = serializers.CharField(source="officer.username")
    stage = serializers.ChoiceField(choices=[(one.value, label) for one, label in STAGES.items()])
    begunAt = serializers.DateTimeField(source="begun_at")

    class Meta:
        model = Tender
        fields: ClassVar[tuple[str, ...]] = ("id", "number", "title", "stage", "procuringEntity", "officer", "begunAt")


class WholeTenderSerializer(TenderSerializer):
    """A tender with the digest of its notice and, while it is a draft, what is still to be decided."""

    digest = serializers.SerializerMethodField()
    lacking = serializers.SerializerMethodField()

    class Meta(TenderSerializer.Meta):
        fields = (*TenderSerializer.Meta.fields, "digest", "lacking")

    def get_digest(self, tender: Tender) -> str:
        """The frozen notice's, or the draft's as it is."""
        return tender.notice_digest or digest_of(files_of(tender))

    def get_lacking(self, tender: Tender) -> list[str]:
        """What a draft still needs before it can be published."""
        return [tongue(one) for one in progress_of(tender).open] if tender.stage == Stage.DRAFT else []


class MakersSerializer(serializers.Serializer[Any]):
    """Makers by what their verified results say of a requirement."""

    passing = serializers.ListField(child=serializers.CharField())
    failing = serializers.ListField(child=serializers.CharField())
    notMeasured = serializers.ListField(source="not_measured", child=serializers.CharField())
    expired = serializers.ListField(child=serializers.CharField())


class RequirementSerializer(serializers.Serializer[Any]):
    """A performance requirement in words; `verified` is null where bids offer the value themselves."""

    id = serializers.CharField()
    title = serializers.CharField()
    sentence = serializers.SerializerMethodField()
    verified = MakersSerializer(allow_null=True)

    def get_sentence(self, one: Required) -> str:
        """In the language of the request."""
        return tongue(one.sentence)


class TenderSearchSerializer(serializers.Serializer[Any]):
    """Which tenders to list."""

    q = serializers.CharField(required=False, max_length=100, help_text="공고명 또는 공고번호 / title or number")
    stage = serializers.ChoiceField(required=False, choices=[one.value for one in STAGES])
    ordering = serializers.ChoiceField(required=False, choices=ORDERS)


class SeenSerializer(serializers.Serializer[Any]):
    """The digest of the files that one has seen and that shall be frozen, no others."""

    digest = serializers.CharField(max_length=64)


class TenderResource(Resource):
    """What one tender has; those that the person may not see do not exist."""

    area: ClassVar[Area | None] = Area.TENDERS

    def tender(self, number: int) -> Tender:
        """The tender. Raises Http404."""
        return get_object_or_404(tenders_for(self.user).select_related("agency", "officer"), pk=number)


class Tenders(Resource):
    """The agency's tenders."""

    area = Area.TENDERS
    pagination_class = Pages
    parser_classes = (Zipped,)
    uses: ClassVar = {"POST": "upload"}

    @reads("사업 목록 / tenders", TenderSerializer(many=True), asks=[TenderSearchSerializer])
    def get(self, request: Request) -> Response:
        """The tenders of the own agency."""
        asked = self.given(TenderSearchSerializer, request.query_params)
        words = asked.get("q", "")
        found = tenders_for(self.user).filter(Q(title__icontains=words) | Q(number__icontains=words))
        found = found.filter(stage=asked["stage"]) if "stage" in asked else found
        if order := asked.get("ordering"):
            column = COLUMNS[order.lstrip("-")]
            found = found.order_by(f"-{column}" if order.startswith("-") else column, "pk")
        return self.paged(found.select_related("agency", "officer"), TenderSerializer)

    @acts("사업 시작 / begin a tender", TenderSerializer, takes=ZIP, status=HTTPStatus.CREATED)
    def post(self, request: Request) -> Response:
        """Begin a draft from the files of a case folder as a ZIP; tender.toml has to be there."""
        made = start_tender(folder_in(self.content), agency=own_agency(self.user), by=self.by, at=now())
        return created(TenderSerializer(made).data, "api:tender", made.pk)


class TenderOne(TenderResource):
    """A tender."""

    @reads("사업 / a tender", WholeTenderSerializer)
    def get(self, request: Request, number: int) -> Response:
        """Where it stands and what it lacks."""
        return Response(WholeTenderSerializer(self.tender(number)).data)


class TenderRequirements(TenderResource):
    """Performance requirements held against the market."""

    uses: ClassVar = {"GET": "compute"}

    @reads("성능 요구와 충족하는 제조사 / requirements and makers", RequirementSerializer(many=True))
    def get(self, request: Request, number: int) -> Response:
        """How many makers' verified results pass each requirement."""
        return Response(RequirementSerializer(requirements_in(self.tender(number), viewer=self.user), many=True).data)


class TenderFiles(TenderResource):
    """The files of a tender's case folder."""

    @reads("사업의 파일 목록 / files of a tender", StoredFileSerializer(many=True))
    def get(self, request: Request, number: int) -> Response:
        """Paths and digests."""
        return Response(StoredFileSerializer(self.tender(number).files.defer("content"), many=True).data)


class TenderFileOne(TenderResource):
    """One file of a case folder."""

    parser_classes = (Octets,)
    uses: ClassVar = {"PUT": "upload", "GET": "export"}

    @reads("사업의 파일 / a file of a tender", FILE)
    def get(self, request: Request, number: int, path: str) -> HttpResponse:
        """The file as it is."""
        file = get_object_or_404(self.tender(number).files, path=path)
        return handed(file.content, file.path, sha256=file.sha256)

    @acts("사업의 파일 넣기 / put a file", StoredFileSerializer, takes=OCTETS, matches=True, once=False)
    def put(self, request: Request, number: int, path: str) -> Response:
        """Put a file into a draft, or replace one that is named by its ETag."""
        tender = self.tender(number)
        with transaction.atomic():
            self.must_have_read(tender.files.all(), path)
            made = put_file(tender, path=path, content=self.content, by=self.by, at=now())
        return Response(StoredFileSerializer(made).data, headers={"ETag": f'"{made.sha256}"'})


class TenderPublish(TenderResource):
    """Freezing a notice."""

    @acts("공고·동결 / publish", WholeTenderSerializer, takes=SeenSerializer)
    def post(self, request: Request, number: int) -> Response:
        """Freeze the files that were seen; they do not change afterwards."""
        tender = self.tender(number)
        must(may_run_tender(self.user.roles(), same_agency=True))
        check_move(Stage(tender.stage), to=Stage.PUBLISHED)
        seen = self.given(SeenSerializer)["digest"]
        if seen != digest_of(files_of(tender)):
            raise Unusable("그사이 파일이 바뀌었습니다. 다시 읽으세요 / the files have changed since, read them again")
        return Response(WholeTenderSerializer(publish(tender, by=self.by, at=now())).data)


class TenderCancel(TenderResource):
    """Ending a tender without a decision."""

    @acts("사업 취소 / cancel", WholeTenderSerializer, takes=ReasonSerializer)
    def post(self, request: Request, number: int) -> Response:
        """Cancel with a reason."""
        tender, reason = self.tender(number), self.given(ReasonSerializer)["reason"]
        return Response(WholeTenderSerializer(cancel(tender, reason=reason, by=self.by, at=now())).data)
