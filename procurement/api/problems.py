"""What went wrong, as RFC 9457 has it, in Korean or English."""

from __future__ import annotations

import json
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

from django.core.exceptions import ValidationError as NotValid
from django.http import Http404, HttpRequest, HttpResponse
from rest_framework import serializers
from rest_framework.exceptions import APIException, Throttled, ValidationError
from rest_framework.response import Response
from rest_framework.views import exception_handler

from procurement.casefile import REFUSALS, in_words
from procurement.resultfiles.handing import NotOneSweep
from procurement.selectors.evidence_compare import NotSelected
from procurement.services.access import Access, note_access
from procurement.services.cards import Overtaken
from procurement.services.people import AlreadyThere, RoleClash
from procurement.services.record import NotAllowed, Unusable
from procurement.web import errors
from procurement.web.asking import actor_of, now, said, tongue
from procurement.workflow import NotYet

PREFIX = "/api/"
KIND = "application/problem+json"
STATUSES: dict[type[Exception], HTTPStatus] = {
    NotAllowed: HTTPStatus.FORBIDDEN,
    NotYet: HTTPStatus.CONFLICT,
    Overtaken: HTTPStatus.PRECONDITION_FAILED,
    Unusable: HTTPStatus.UNPROCESSABLE_ENTITY,
    AlreadyThere: HTTPStatus.UNPROCESSABLE_ENTITY,
    RoleClash: HTTPStatus.UNPROCESSABLE_ENTITY,
    NotSelected: HTTPStatus.UNPROCESSABLE_ENTITY,
    NotOneSweep: HTTPStatus.UNPROCESSABLE_ENTITY,
    NotValid: HTTPStatus.UNPROCESSABLE_ENTITY,
    **dict.fromkeys(REFUSALS, HTTPStatus.CONFLICT),
}
TITLES = {
    HTTPStatus.BAD_REQUEST: "읽을 수 없는 요청 / unreadable request",
    HTTPStatus.UNAUTHORIZED: "로그인이 필요함 / sign in",
    HTTPStatus.FORBIDDEN: "할 수 없는 일 / not allowed",
    HTTPStatus.NOT_FOUND: "없음 / not found",
    HTTPStatus.METHOD_NOT_ALLOWED: "이 주소에 없는 방법 / no such method here",
    HTTPStatus.CONFLICT: "지금 단계에서는 할 수 없음 / not at this stage",
    HTTPStatus.PRECONDITION_FAILED: "그사이 바뀜 / changed since",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "너무 큼 / too large",
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: "받지 않는 형식 / unsupported format",
    HTTPStatus.UNPROCESSABLE_ENTITY: "고쳐야 할 입력 / input to be mended",
    HTTPStatus.PRECONDITION_REQUIRED: "조건이 필요함 / a condition is needed",
    HTTPStatus.TOO_MANY_REQUESTS: "너무 잦음 / too often",
    HTTPStatus.INTERNAL_SERVER_ERROR: "프로그램의 문제 / a fault of the program",
}


class MendSerializer(serializers.Serializer[Any]):
    """One thing to mend: where in the request, and what is wrong with it."""

    pointer = serializers.CharField()
    detail = serializers.CharField()


class ProblemSerializer(serializers.Serializer[Any]):
    """RFC 9457."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField(required=False)
    errors = MendSerializer(many=True, required=False)  # type: ignore[assignment]  # a field, as the framework reads it


class Precondition(APIException):
    """What one changes has changed since it was read, or one has not said what was read."""

    def __init__(self, status: HTTPStatus, detail: str) -> None:
        super().__init__(detail)
        self.status_code = status


def problem(status: HTTPStatus, *, detail: str = "", errors: list[dict[str, str]] | None = None) -> dict[str, Any]:
    """The members of a problem; `errors` names each place to mend."""
    found: dict[str, Any] = {"type": f"urn:jeoul:problem:{status.phrase.lower().replace(' ', '-')}"}
    found |= {"title": tongue(TITLES.get(status, status.phrase)), "status": int(status)}
    return found | ({"detail": detail} if detail else {}) | ({"errors": errors} if errors else {})


def answer(error: Exception, context: dict[str, Any]) -> Response | None:
    """The framework's exception handler; None for faults, which Django logs and answers with 500."""
    own = next((status for kind, status in STATUSES.items() if isinstance(error, kind)), None)
    if own is not None:
        _noted(error, context["request"])
        detail = tongue(in_words(error)) if isinstance(error, REFUSALS) else said(error)
        return _response(problem(own, detail=detail))
    found = exception_handler(error, context)
    if found is None:
        return None
    status, headers = HTTPStatus(found.status_code), dict(found.items())
    if isinstance(error, ValidationError):
        mends = list(_mends(error.detail))
        return _response(problem(HTTPStatus.UNPROCESSABLE_ENTITY, errors=mends), headers)
    if isinstance(error, Throttled):
        headers["Retry-After"] = str(int(getattr(error, "wait", None) or 60))
    return _response(problem(status, detail=_words(error)), headers)


def _words(error: Exception) -> str:
    """The refusal's own words; Django's for what is not there name models, so they are left out."""
    return "" if isinstance(error, Http404) else tongue(str(getattr(error, "detail", "")))


def _noted(error: Exception, request: HttpRequest) -> None:
    if isinstance(error, NotAllowed):
        note_access(Access.REFUSED, details={"path": request.path[:200]}, by=actor_of(request), at=now())


def _mends(detail: Any, pointer: str = "") -> Iterator[dict[str, str]]:  # noqa: ANN401 -- nested lists and dicts
    if isinstance(detail, dict):
        for name, inner in detail.items():
            yield from _mends(inner, f"{pointer}/{name}")
    elif isinstance(detail, list):
        for index, inner in enumerate(detail):
            yield from _mends(inner, f"{pointer}/{index}" if isinstance(inner, dict | list) else pointer)
    else:
        yield {"pointer": pointer, "detail": tongue(str(detail))}


def _response(content: dict[str, Any], headers: dict[str, str] | None = None) -> Response:
    kept = {name: value for name, value in (headers or {}).items() if name.lower() != "content-type"}
    return Response(content, status=content["status"], headers=kept, content_type=KIND)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400 before a view is found: another host's name, a query that cannot be read."""
    return _plain(HTTPStatus.BAD_REQUEST) if request.path.startswith(PREFIX) else errors.bad_request(request, exception)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404 for an address that is not there: a problem below /api/, a page elsewhere."""
    return _plain(HTTPStatus.NOT_FOUND) if request.path.startswith(PREFIX) else errors.not_found(request, exception)


def fault(request: HttpRequest) -> HttpResponse:
    """500; Django has logged the error and undone the transaction."""
    below = request.path.startswith(PREFIX)
    return _plain(HTTPStatus.INTERNAL_SERVER_ERROR) if below else errors.fault(request)


def _plain(status: HTTPStatus) -> HttpResponse:
    return HttpResponse(json.dumps(problem(status), ensure_ascii=False), status=status, content_type=KIND)
