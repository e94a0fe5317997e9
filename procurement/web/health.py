"""For machines that watch: is the process alive, can it serve, and its figures."""

from __future__ import annotations

from http import HTTPStatus

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.http import require_safe
from kombu.exceptions import OperationalError
from prometheus_client.exposition import CONTENT_TYPE_LATEST

from procurement.celery import app
from procurement.web.asking import now
from procurement.web.metrics import exposition

BROKER_SECONDS = 2
OK, AWAY, BEHIND, NONE = "ok", "away", "migrate", "none"


@login_not_required
@require_safe
def alive(_request: HttpRequest) -> HttpResponse:
    """The process answers; asks nothing else."""
    return HttpResponse("ok\n", content_type="text/plain")


@login_not_required
@require_safe
def ready(_request: HttpRequest) -> HttpResponse:
    """200 where the database answers and is migrated; a broker that is away is told, as jobs wait for it."""
    told = {"database": database_state(), "broker": broker_state()}
    return JsonResponse(told, status=HTTPStatus.OK if told["database"] == OK else HTTPStatus.SERVICE_UNAVAILABLE)


@login_not_required
@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """Prometheus' text, for who knows JEOUL_METRICS_TOKEN; without that setting there is no such address."""
    if not settings.METRICS_TOKEN:
        raise Http404
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not constant_time_compare(given, settings.METRICS_TOKEN):
        return HttpResponse(status=HTTPStatus.UNAUTHORIZED, headers={"WWW-Authenticate": "Bearer"})
    return HttpResponse(exposition(at=now()), content_type=CONTENT_TYPE_LATEST)


def database_state() -> str:
    """Whether the database answers and has every migration."""
    try:
        executor = MigrationExecutor(connection)
        return BEHIND if executor.migration_plan(executor.loader.graph.leaf_nodes()) else OK
    except DatabaseError:
        connection.close()
        return AWAY


def broker_state() -> str:
    """Whether the broker answers, where the settings name one."""
    if settings.JOBS != "broker":
        return NONE
    try:
        with app.connection_for_write() as broker:
            broker.ensure_connection(max_retries=1, timeout=BROKER_SECONDS)
    except (OperationalError, OSError):
        return AWAY
    return OK
