"""Releases of measured results: begun, filled, answered, submitted, and what is in them."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, ClassVar

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from benchmarks.answers import Answers
from procurement.api.base import OCTETS, ZIP, Octets, Pages, Resource, Zipped
from procurement.api.jobs import JobSerializer, accepted
from procurement.api.measurements import MeasurementSerializer
from procurement.api.parts import RELEASE_STATES, KeyField, OrganisationSerializer, created, handed
from procurement.api.schema import FILE, acts, reads
from procurement.models import Finding, Release, ReleaseFile, ReviewStep
from procurement.models.evidence import LEVELS
from procurement.permissions import Area
from procurement.selectors.evidence import open_questions, releases_for
from procurement.selectors.evidence_exchange import file_of
from procurement.services.evidence_drafts import add_files, answer, discard, remove_file, start_release
from procurement.services.evidence_sharing import look
from procurement.services.jobs import ask_import
from procurement.services.record import NotAllowed
from procurement.web.asking import now, tongue
from procurement.web.exchange import may_hand_in
from procurement.web.exchange_drafts import ROLES, SCOPES
from procurement.web.exchange_release import files_of, told
from procurement.web.uploads import flat, folder_in

LEVEL = [(one.value, label) for one, label in LEVELS.items()]


class ReleaseSerializer(serializers.ModelSerializer[Release]):
    """What an organisation handed in at once; it does not change after its submission."""

    owner = OrganisationSerializer()
    state = serializers.ChoiceField(choices=RELEASE_STATES)
    level = serializers.ChoiceField(choices=LEVEL)
    begunAt = serializers.DateTimeField(source="begun_at")
    submittedAt = serializers.DateTimeField(source="submitted_at", allow_null=True)
    supersedes = serializers.IntegerField(source="supersedes_id", allow_null=True)

    class Meta:
        model = Release
        fields: ClassVar[tuple[str, ...]] = (
            "id", "number", "title", "owner", "state", "verification", "level", "begunAt", "submittedAt", "supersedes",
            "digest",
        )  # fmt: skip


class RawFileSerializer(serializers.ModelSerializer[ReleaseFile]):
    """A file as it was handed in, and what it was read as."""

    toolVersion = serializers.CharField(source="tool_version", allow_blank=True)

    class Meta:
        model = ReleaseFile
        fields = ("name", "sha256", "size", "format", "tool", "toolVersion")


class StepSerializer(serializers.ModelSerializer[ReviewStep]):
    """One step of the review."""

    by = serializers.CharField(source="by.username")
    logSha256 = serializers.CharField(source="log_sha256", allow_blank=True)
    remeasured = serializers.IntegerField(source="remeasured_id", allow_null=True)

    class Meta:
        model = ReviewStep
        fields = ("before", "after", "by", "at", "reason", "certificate", "logSha256", "remeasured")


class KeptFindingSerializer(serializers.ModelSerializer[Finding]):
    """What a rule found in a measurement."""

    measurement = serializers.IntegerField(source="measured_id")
    message = serializers.SerializerMethodField()

    class Meta:
        model = Finding
        fields = ("measurement", "rule", "level", "message", "place", "observed", "allowed")

    def get_message(self, found: Finding) -> str:
        """In the language of the request."""
        return tongue(found.message)


class WholeReleaseSerializer(ReleaseSerializer):
    """A release with its files, results, findings that did not simply pass, review and what is still to be answered."""

    files = serializers.SerializerMethodField()
    measurements = serializers.SerializerMethodField()
    findings = serializers.SerializerMethodField()
    steps = serializers.SerializerMethodField()
    questions = serializers.SerializerMethodField()

    class Meta(ReleaseSerializer.Meta):
        fields = (*ReleaseSerializer.Meta.fields, "files", "measurements", "findings", "steps", "questions")

    @extend_schema_field(RawFileSerializer(many=True))
    def get_files(self, release: Release) -> list[dict[str, Any]]:
        """Without their bytes."""
        return [dict(one) for one in RawFileSerializer(files_of(release), many=True).data]

    @extend_schema_field(MeasurementSerializer(many=True))
    def get_measurements(self, release: Release) -> list[dict[str, Any]]:
        """Each operating point."""
        rows = release.measured.select_related("release__owner", "file")
        return [dict(one) for one in MeasurementSerializer(rows, many=True).data]

    @extend_schema_field(KeptFindingSerializer(many=True))
    def get_findings(self, release: Release) -> list[dict[str, Any]]:
        """What a reader has to know."""
        found = told(Finding.objects.filter(measured__release=release).order_by("measured_id", "id"))
        return [dict(one) for one in KeptFindingSerializer(found, many=True).data]

    @extend_schema_field(StepSerializer(many=True))
    def get_steps(self, release: Release) -> list[dict[str, Any]]:
        """Its review."""
        return [dict(one) for one in StepSerializer(release.steps.select_related("by"), many=True).data]

    def get_questions(self, release: Release) -> list[str]:
        """File and question, for a draft."""
        return [f"{name}: {tongue(f'{one.korean} / {one.english}')}" for name, one in open_questions(release)]


class NewReleaseSerializer(serializers.Serializer[Any]):
    """A title, and which own release the new one replaces."""

    title = serializers.CharField(max_length=200)
    supersedes = KeyField(required=False, allow_null=True, default=None)


class AnswersSerializer(serializers.Serializer[Any]):
    """What files do not say, and the files for which it is answered; what is left out is not answered."""

    names = serializers.ListField(child=serializers.CharField(max_length=160), allow_empty=False, max_length=200)
    accelerator = serializers.CharField(required=False, max_length=120)
    vendor = serializers.CharField(required=False, max_length=120)
    used = serializers.IntegerField(required=False, min_value=1, max_value=100_000)
    model = serializers.CharField(required=False, max_length=160)
    weightPrecision = serializers.CharField(source="weight_precision", required=False, max_length=40)
    engine = serializers.CharField(required=False, max_length=80)
    engineVersion = serializers.CharField(source="engine_version", required=False, max_length=80)
    sdkVersion = serializers.CharField(source="sdk_version", required=False, max_length=80)
    isl = serializers.DecimalField(required=False, max_digits=16, decimal_places=2, min_value=1)
    osl = serializers.DecimalField(required=False, max_digits=16, decimal_places=2, min_value=1)
    measurer = serializers.CharField(required=False, max_length=200)
    measurerRole = serializers.ChoiceField(source="measurer_role", required=False, choices=list(ROLES))
    powerScope = serializers.ChoiceField(source="power_scope", required=False, choices=list(SCOPES))
    averageW = serializers.DecimalField(
        source="average_w", required=False, max_digits=16, decimal_places=6, min_value=0
    )
    powerMethod = serializers.CharField(source="power_method", required=False, max_length=200)


class ReleaseResource(Resource):
    """What one release has; those that one may not see do not exist."""

    area: ClassVar[Area | None] = Area.RESULTS

    def release(self, number: int) -> Release:
        """The release as one may see it. Raises Http404."""
        return get_object_or_404(releases_for(self.viewer).select_related("owner", "supersedes"), pk=number)

    def own(self, number: int) -> Release:
        """The release of the own organisation. Raises Http404."""
        return get_object_or_404(releases_for(self.user).filter(owner=self.user.organisation_id), pk=number)


class Releases(ReleaseResource):
    """The releases that one may see."""

    visitors = True
    pagination_class = Pages

    @reads("성능자료 목록 / releases", ReleaseSerializer(many=True))
    def get(self, request: Request) -> Response:
        """Newest first."""
        return self.paged(releases_for(self.viewer).select_related("owner"), ReleaseSerializer)

    @acts("성능자료 시작 / begin a release", ReleaseSerializer, takes=NewReleaseSerializer, status=HTTPStatus.CREATED)
    def post(self, request: Request) -> Response:
        """Begin a draft of the own organisation."""
        owner, given = self.user.organisation, self.given(NewReleaseSerializer)
        if owner is None or not may_hand_in(self.user):
            raise NotAllowed("성능자료는 공급기업 등 잰 기관의 사람이 냅니다 / for people who measure")
        before = None if given["supersedes"] is None else self.own(given["supersedes"])
        made = start_release(owner, title=given["title"], supersedes=before, by=self.by, at=now())
        return created(ReleaseSerializer(made).data, "api:release", made.pk)


class ReleaseOne(ReleaseResource):
    """A release."""

    visitors = True

    @reads("성능자료 / a release", WholeReleaseSerializer)
    def get(self, request: Request, number: int) -> Response:
        """All that is in it; its owner sees that others looked."""
        found = self.release(number)
        if self.viewer is not None and self.viewer.organisation_id != found.owner_id:
            look([found], what="opened", by=self.by, at=now())
        return Response(WholeReleaseSerializer(found).data)

    @acts("작성 중인 성능자료 버리기 / discard a draft", status=HTTPStatus.NO_CONTENT, once=False)
    def delete(self, request: Request, number: int) -> Response:
        """Throw a draft away; what was submitted stays."""
        discard(self.own(number), by=self.by, at=now())
        return Response(status=HTTPStatus.NO_CONTENT)


class ReleaseFiles(ReleaseResource):
    """Many files at once."""

    parser_classes = (Zipped,)
    uses: ClassVar = {"POST": "upload"}

    @acts("측정 결과 파일 여러 개 넣기 / add files", RawFileSerializer(many=True), takes=ZIP)
    def post(self, request: Request, number: int) -> Response:
        """The files of a ZIP, read and checked; all of them or none. Workbooks come with their .mapping.toml."""
        made = add_files(self.own(number), files=flat(folder_in(self.content)), by=self.by, at=now())
        return Response(RawFileSerializer(made, many=True).data)


class ReleaseImports(ReleaseResource):
    """Many files by a job."""

    parser_classes = (Zipped,)
    uses: ClassVar = {"POST": "upload"}

    @acts("측정 결과 파일을 작업으로 넣기 / import files", JobSerializer, takes=ZIP, status=HTTPStatus.ACCEPTED)
    def post(self, request: Request, number: int) -> Response:
        """Ask for the files of a ZIP to be read, checked and put into a draft; all of them or none."""
        return accepted(ask_import(self.own(number), files=flat(folder_in(self.content)), by=self.by, at=now()))


class ReleaseFileOne(ReleaseResource):
    """One file."""

    visitors = True
    parser_classes = (Octets,)
    uses: ClassVar = {"PUT": "upload", "GET": "export"}

    @reads("측정 결과 파일 / a raw file", FILE)
    def get(self, request: Request, number: int, name: str) -> HttpResponse:
        """As it was handed in; its owner sees that it was taken away."""
        found = file_of(self.viewer, release=number, name=name)
        if found is None:
            raise Http404
        if self.viewer is not None and self.viewer.organisation_id != found[0].owner_id:
            look([found[0]], what="downloaded", by=self.by, at=now())
        return handed(found[1], name)

    @acts("측정 결과 파일 넣기 / add a file", RawFileSerializer, takes=OCTETS, once=False)
    def put(self, request: Request, number: int, name: str) -> Response:
        """Put a file of any supported tool into a draft; the same bytes twice are one file."""
        made = add_files(self.own(number), files={name: self.content}, by=self.by, at=now())
        return Response(RawFileSerializer(made[0]).data)

    @acts("측정 결과 파일 빼기 / remove a file", status=HTTPStatus.NO_CONTENT, once=False)
    def delete(self, request: Request, number: int, name: str) -> Response:
        """Take a file out of a draft."""
        remove_file(self.own(number), name=name, by=self.by, at=now())
        return Response(status=HTTPStatus.NO_CONTENT)


class ReleaseAnswers(ReleaseResource):
    """What files do not say."""

    @acts("파일에 없는 항목 답하기 / answer", WholeReleaseSerializer, takes=AnswersSerializer, once=False)
    def put(self, request: Request, number: int) -> Response:
        """Answer for the named files of a draft; the checks run again."""
        release, given = self.own(number), self.given(AnswersSerializer)
        names = given.pop("names")
        answer(release, given=Answers(**given), names=names, by=self.by, at=now())
        return Response(WholeReleaseSerializer(self.release(number)).data)
