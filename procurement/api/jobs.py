"""Jobs: how far they are, cancelling them, and what they made."""

from __future__ import annotations

import json
from functools import partial
from http import HTTPStatus
from typing import Any, ClassVar

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.response import Response

from procurement.api.base import Pages, Resource
from procurement.api.parts import created, handed
from procurement.api.schema import PAPER, acts, reads
from procurement.exports.xlsx.english import LANGUAGES
from procurement.models import ApiToken, Job
from procurement.models.job import IMPORT, RECONCILIATION, SIZING, STATES, WORKBOOK
from procurement.permissions import Area, may_use
from procurement.selectors.jobs import jobs_for
from procurement.services.jobs import MOST_BYTES, ask_reconciliation, cancel_job
from procurement.tasks.thread import carry, wake
from procurement.web.asking import now, tongue
from procurement.web.documents import KINDS
from procurement.web.drafting import own_agency

AREAS = {SIZING: Area.PLANS, WORKBOOK: Area.TENDERS, RECONCILIATION: Area.TENDERS, IMPORT: Area.RESULTS}


class MadeSerializer(serializers.Serializer[Any]):
    """A file that a job made."""

    name = serializers.CharField()
    sha256 = serializers.CharField()


class JobSerializer(serializers.ModelSerializer[Job]):
    """A piece of long work about its `subject`, such as plan:7, tender:3, release:5.

    `gap` is what is not proven, relative; `done` of `whole` pieces are computed; `told` is what a person reads at its
    end.
    """

    plan = serializers.IntegerField(source="plan_id", allow_null=True)
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
            "id", "kind", "subject", "plan", "state", "askedAt", "begunAt", "endedAt", "attempts", "phase", "gap",
            "nodes", "done", "whole", "cancelling", "parameters", "digest", "told", "program", "files",
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
    """What one job has; those of other agencies, and of areas that the token is not good for, do not exist."""

    def jobs(self) -> QuerySet[Job]:
        """Those that may be asked for, newest first."""
        token, writes = self.request.auth, self.request.method not in SAFE_METHODS
        found = jobs_for(self.user)
        if not isinstance(token, ApiToken):
            return found
        scopes = frozenset(token.scopes.split())
        return found.filter(
            kind__in=[kind for kind, area in AREAS.items() if may_use(scopes, area=area, writes=writes)]
        )

    def job(self, number: int) -> Job:
        """The job. Raises Http404."""
        return get_object_or_404(self.jobs(), pk=number)


class Jobs(JobResource):
    """The organisation's jobs."""

    pagination_class = Pages

    @reads("계산 목록 / jobs", JobSerializer(many=True))
    def get(self, request: Request) -> Response:
        """Newest first."""
        return self.paged(self.jobs(), JobSerializer)


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


class ReconciliationSerializer(serializers.Serializer[Any]):
    """A saved opening of 나라장터 as its JSON, reconcile.toml with what it does not say, and a language."""

    opening = serializers.CharField(max_length=MOST_BYTES, trim_whitespace=False)
    terms = serializers.CharField(max_length=MOST_BYTES, trim_whitespace=False)
    language = serializers.ChoiceField(choices=LANGUAGES, default="ko")


class Reconciliations(Resource):
    """Openings compared with the rules of their day."""

    area = Area.TENDERS
    uses: ClassVar = {"POST": "compute"}

    @acts(
        "개찰결과 대조 / reconcile an opening", JobSerializer, takes=ReconciliationSerializer,
        status=HTTPStatus.ACCEPTED,
    )  # fmt: skip
    def post(self, request: Request) -> Response:
        """Ask for the official scores to be recomputed; the job's files say what agrees and why not."""
        given = self.given(ReconciliationSerializer)
        opening, terms = given["opening"].encode(), given["terms"].encode()
        agency, language = own_agency(self.user), given["language"]
        job = ask_reconciliation(agency, opening=opening, terms=terms, language=language, by=self.by, at=now())
        return accepted(job)


class JobFileOne(JobResource):
    """A file that a job made."""

    uses: ClassVar = {"GET": "export"}

    @reads("계산이 만든 파일 / a file of a job", PAPER)
    def get(self, request: Request, number: int, name: str) -> HttpResponse:
        """The file."""
        file = get_object_or_404(self.job(number).files, name=name)
        kind = KINDS[name.rpartition(".")[2]]
        return handed(file.content, f"{number}-{name}", kind=kind, sha256=file.sha256)


def accepted(job: Job) -> Response:
    """A job that was asked for, and where it is; it is carried once it is kept."""
    transaction.on_commit(partial(carry, job.pk))
    return created(JobSerializer(job).data, "api:job", job.pk, status=HTTPStatus.ACCEPTED)
