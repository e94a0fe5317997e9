"""Jobs: how far they are, cancelling them, and what they made."""

from __future__ import annotations

import json
from typing import Any, ClassVar

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from procurement.api.base import Pages, Resource
from procurement.api.parts import handed
from procurement.api.schema import PAPER, acts, reads
from procurement.models import Job
from procurement.models.job import STATES
from procurement.permissions import Area
from procurement.selectors.plans import jobs_for
from procurement.services.jobs import cancel_job
from procurement.tasks.thread import wake
from procurement.web.asking import now, tongue
from procurement.web.documents import KINDS


class MadeSerializer(serializers.Serializer[Any]):
    """A file that a job made."""

    name = serializers.CharField()
    sha256 = serializers.CharField()


class JobSerializer(serializers.ModelSerializer[Job]):
    """A piece of long work: `gap` is what is not proven, relative; `told` is what a person reads at its end."""

    plan = serializers.IntegerField(source="plan_id")
    state = serializers.ChoiceField(choices=[(one.value, label) for one, label in STATES.items()])
    askedAt = serializers.DateTimeField(source="asked_at")
    begunAt = serializers.DateTimeField(source="begun_at", allow_null=True)
    endedAt = serializers.DateTimeField(source="ended_at", allow_null=True)
    cancelling = serializers.BooleanField(source="cancel")
    parameters = serializers.SerializerMethodField()
    told = serializers.SerializerMethodField()
    files = serializers.SerializerMethodField()

    class Meta:
        model = Job
        fields = (
            "id", "kind", "plan", "state", "askedAt", "begunAt", "endedAt", "attempts", "phase", "gap", "nodes",
            "cancelling", "parameters", "digest", "told", "program", "files",
        )  # fmt: skip

    def get_parameters(self, job: Job) -> dict[str, Any]:
        """What was asked for."""
        return dict(json.loads(job.parameters))

    def get_told(self, job: Job) -> str:
        """In the language of the request."""
        return tongue(job.told)

    @extend_schema_field(MadeSerializer(many=True))
    def get_files(self, job: Job) -> list[dict[str, str]]:
        """What it made: name and SHA-256."""
        return [dict(MadeSerializer(one).data) for one in job.files.defer("content")]


class JobResource(Resource):
    """What one job has; those of other agencies do not exist."""

    area: ClassVar[Area | None] = Area.PLANS

    def job(self, number: int) -> Job:
        """The job. Raises Http404."""
        return get_object_or_404(jobs_for(self.user), pk=number)


class Jobs(Resource):
    """The agency's jobs."""

    area = Area.PLANS
    pagination_class = Pages

    @reads("계산 목록 / jobs", JobSerializer(many=True))
    def get(self, request: Request) -> Response:
        """Newest first."""
        return self.paged(jobs_for(self.user), JobSerializer)


class JobOne(JobResource):
    """A job."""

    @reads("계산 / a job", JobSerializer)
    def get(self, request: Request, number: int) -> Response:
        """How far it is."""
        job = self.job(number)
        wake()
        return Response(JobSerializer(job).data)


class JobCancellation(JobResource):
    """Cancelling."""

    @acts("계산 취소 / cancel a job", JobSerializer)
    def post(self, request: Request, number: int) -> Response:
        """Ask the job to end; a running one ends within seconds."""
        return Response(JobSerializer(cancel_job(self.job(number), by=self.by, at=now())).data)


class JobFileOne(JobResource):
    """A file that a job made."""

    uses: ClassVar = {"GET": "export"}

    @reads("계산이 만든 파일 / a file of a job", PAPER)
    def get(self, request: Request, number: int, name: str) -> HttpResponse:
        """The file."""
        file = get_object_or_404(self.job(number).files, name=name)
        kind = KINDS[name.rpartition(".")[2]]
        return handed(file.content, f"{number}-{name}", kind=kind, sha256=file.sha256)
