"""Plans of what to buy: listed, begun from a folder or a tender, their files, and having them computed."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, ClassVar

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from procurement.api.base import OCTETS, ZIP, Octets, Pages, Resource, Zipped
from procurement.api.jobs import JobSerializer, accepted
from procurement.api.parts import OrganisationSerializer, StoredFileSerializer, created, handed
from procurement.api.schema import FILE, acts, reads
from procurement.api.tenders import TenderResource
from procurement.models import Plan
from procurement.permissions import Area
from procurement.selectors.plans import plan_progress, plans_for, written_plan
from procurement.services.jobs import Parameters, ask_sizing
from procurement.services.plans import plan_from_tender, put_plan_file, start_plan
from procurement.services.record import Unusable
from procurement.web.asking import now, tongue
from procurement.web.drafting import own_agency
from procurement.web.uploads import folder_in


class PlanSerializer(serializers.ModelSerializer[Plan]):
    """A plan of an agency."""

    agency = OrganisationSerializer()
    officer = serializers.CharField(source="officer.username")
    begunAt = serializers.DateTimeField(source="begun_at")

    class Meta:
        model = Plan
        fields: ClassVar[tuple[str, ...]] = ("id", "title", "agency", "officer", "begunAt")


class WholePlanSerializer(PlanSerializer):
    """A plan with what it lacks before it can be computed."""

    lacking = serializers.SerializerMethodField()

    class Meta(PlanSerializer.Meta):
        fields = (*PlanSerializer.Meta.fields, "lacking")

    def get_lacking(self, plan: Plan) -> list[str]:
        """In words."""
        return [tongue(one) for one in plan_progress(plan).lacking]


class SizingSerializer(serializers.Serializer[Any]):
    """What is computed besides the mix: curve, price of limits, why a server is out, robustness, policies."""

    frontier = serializers.IntegerField(min_value=1, max_value=20, required=False, allow_null=True, default=None)
    prices = serializers.BooleanField(required=False, default=False)
    why = serializers.CharField(required=False, allow_null=True, default=None, max_length=80)
    robustness = serializers.BooleanField(required=False, default=False)
    policy = serializers.BooleanField(required=False, default=False)
    seconds = serializers.IntegerField(min_value=5, max_value=3600, required=False, default=60)


class PlanResource(Resource):
    """What one plan has; those of other agencies do not exist."""

    area: ClassVar[Area | None] = Area.PLANS

    def plan(self, number: int) -> Plan:
        """The plan. Raises Http404."""
        return get_object_or_404(plans_for(self.user).select_related("agency", "officer"), pk=number)


class Plans(Resource):
    """The agency's plans."""

    area = Area.PLANS
    pagination_class = Pages
    parser_classes = (Zipped,)
    uses: ClassVar = {"POST": "upload"}

    @reads("장비 구성 목록 / plans", PlanSerializer(many=True))
    def get(self, request: Request) -> Response:
        """The plans of the own agency."""
        return self.paged(plans_for(self.user).select_related("agency", "officer"), PlanSerializer)

    @acts("장비 구성 시작 / begin a plan", PlanSerializer, takes=ZIP, status=HTTPStatus.CREATED)
    def post(self, request: Request) -> Response:
        """Begin from the files of a sizing folder as a ZIP."""
        made = start_plan(folder_in(self.content), agency=own_agency(self.user), by=self.by, at=now())
        return created(PlanSerializer(made).data, "api:plan", made.pk)


class PlanOfTender(TenderResource):
    """A plan with a tender's bids."""

    uses: ClassVar = {"POST": "compute"}

    @acts("사업의 입찰로 장비 구성 시작 / a plan from a tender", PlanSerializer, status=HTTPStatus.CREATED)
    def post(self, request: Request, number: int) -> Response:
        """Begin with the bids of a tender whose prices are opened."""
        made = plan_from_tender(self.tender(number), by=self.by, at=now())
        return created(PlanSerializer(made).data, "api:plan", made.pk)


class PlanOne(PlanResource):
    """A plan."""

    @reads("장비 구성 / a plan", WholePlanSerializer)
    def get(self, request: Request, number: int) -> Response:
        """What it is and what it lacks."""
        return Response(WholePlanSerializer(self.plan(number)).data)


class PlanFiles(PlanResource):
    """The files of a plan."""

    @reads("장비 구성의 파일 목록 / files of a plan", StoredFileSerializer(many=True))
    def get(self, request: Request, number: int) -> Response:
        """Paths and digests."""
        return Response(StoredFileSerializer(self.plan(number).files.defer("content"), many=True).data)


class PlanFileOne(PlanResource):
    """One file of a plan."""

    parser_classes = (Octets,)
    uses: ClassVar = {"PUT": "upload", "GET": "export"}

    @reads("장비 구성의 파일 / a file of a plan", FILE)
    def get(self, request: Request, number: int, path: str) -> HttpResponse:
        """The file as it is."""
        file = get_object_or_404(self.plan(number).files, path=path)
        return handed(file.content, file.path, sha256=file.sha256)

    @acts("장비 구성의 파일 넣기 / put a file", StoredFileSerializer, takes=OCTETS, matches=True, once=False)
    def put(self, request: Request, number: int, path: str) -> Response:
        """Put a file, or replace one that is named by its ETag."""
        plan = self.plan(number)
        with transaction.atomic():
            self.must_have_read(plan.files.all(), path)
            put_plan_file(plan, path=path, content=self.content, by=self.by, at=now())
        made = plan.files.get(path=path)
        return Response(StoredFileSerializer(made).data, headers={"ETag": f'"{made.sha256}"'})


class PlanJobs(PlanResource):
    """The computations of a plan."""

    uses: ClassVar = {"POST": "compute"}

    @reads("장비 구성의 계산 목록 / jobs of a plan", JobSerializer(many=True))
    def get(self, request: Request, number: int) -> Response:
        """Newest first."""
        return Response(JobSerializer(self.plan(number).jobs.defer("inputs"), many=True).data)

    @acts("장비 구성 계산 / compute a plan", JobSerializer, takes=SizingSerializer, status=HTTPStatus.ACCEPTED)
    def post(self, request: Request, number: int) -> Response:
        """Ask for the plan as it stands now to be computed; the job says how far it is."""
        plan, given = self.plan(number), self.given(SizingSerializer)
        _check_asked(plan, given)
        job = ask_sizing(plan, parameters=given, by=self.by, at=now())
        return accepted(job)


def _check_asked(plan: Plan, given: Parameters) -> None:
    """Raise Unusable for a server that the plan does not have, and for what its file does not describe."""
    written = written_plan(plan)
    if written is None:
        return
    if given["why"] is not None and given["why"] not in {one["id"] for one in written.tables("servers")}:
        raise Unusable(f"why: {given['why']}: 구성에 없는 장비입니다 / the plan has no such server")
    for name in ("robustness", "policy"):
        if given[name] and name not in written.table("sizing"):
            raise Unusable(f"{name}: 파일에 [sizing.{name}]가 없습니다 / the file has no [sizing.{name}]")
