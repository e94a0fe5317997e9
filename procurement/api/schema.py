"""How an operation is told of in the OpenAPI document, with every refusal that it may answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from http import HTTPStatus
from typing import Any, TypeVar

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema

from procurement.api.base import OCTETS
from procurement.api.problems import KIND, TITLES, ProblemSerializer
from procurement.web.documents import KINDS

F = TypeVar("F", bound=Callable[..., Any])
READING = (400, 401, 403, 404, 405, 409, 422, 429, 500)
ACTING = (400, 401, 403, 404, 405, 409, 412, 413, 415, 422, 428, 429, 500)


class Kinds(tuple[str, ...]):
    """The kinds of file that are answered."""

    __slots__ = ()


FILE = Kinds((OCTETS,))
PAPER = Kinds(KINDS.values())
JSON = "application/json"
ONCE = OpenApiParameter(
    "Idempotency-Key",
    str,
    OpenApiParameter.HEADER,
    description="같은 값으로 다시 보내면 한 번만 합니다 / sent again with the same value, it is done once",
)
TAG = OpenApiParameter(
    "If-Match", str, OpenApiParameter.HEADER, description="읽은 것의 ETag / the ETag of what was read"
)
LANGUAGE = OpenApiParameter(
    "Accept-Language", str, OpenApiParameter.HEADER, enum=["ko", "en"], description="말 / the language of words"
)


class Operations(AutoSchema):
    """Names operations by method and resource; a list is known by what it answers, whatever refusals there are."""

    def get_operation_id(self) -> str:
        """Such as getTenders and putCardMark."""
        return f"{self.method.lower()}{type(self.view).__name__}"

    def _is_list_view(self, serializer: Any = None) -> bool:  # noqa: ANN401 -- the framework's signature
        answers = self.get_response_serializers() if serializer is None else serializer
        if isinstance(answers, dict):
            answers = answers.get(HTTPStatus.OK.value)
        return bool(super()._is_list_view(answers)) if answers is not None else False


def reads(summary: str, answers: Any, *, asks: Sequence[Any] = ()) -> Callable[[F], F]:  # noqa: ANN401 -- what extend_schema takes
    """An operation that changes nothing; `asks` are its query parameters."""
    return extend_schema(
        summary=summary,
        parameters=[LANGUAGE, *asks],
        request=None,
        responses={**_answered(HTTPStatus.OK, answers), **_refusals(READING)},
    )


def acts(
    summary: str,
    answers: Any = None,  # noqa: ANN401 -- what extend_schema takes
    *,
    takes: Any = None,  # noqa: ANN401 -- what extend_schema takes
    status: HTTPStatus = HTTPStatus.OK,
    matches: bool = False,
    once: bool = True,
) -> Callable[[F], F]:
    """An operation that changes something; `takes` is a serializer, or the media type of a file.

    `matches`: it asks for If-Match; `once`: it is a POST, which takes an idempotency key.
    """
    return extend_schema(
        summary=summary,
        parameters=[LANGUAGE, *([ONCE] if once else []), *([TAG] if matches else [])],
        request={takes: OpenApiTypes.BINARY} if isinstance(takes, str) else takes,
        responses={**_answered(status, answers), **_refusals(ACTING)},
    )


def _answered(status: HTTPStatus, answers: Any) -> dict[Any, Any]:  # noqa: ANN401 -- what extend_schema takes
    if isinstance(answers, Kinds):
        return {(int(status), kind): OpenApiTypes.ANY if kind == JSON else OpenApiTypes.BINARY for kind in answers}
    return {int(status): answers or OpenApiResponse(description="됨 / done")}


def _refusals(statuses: Sequence[int]) -> dict[Any, Any]:
    return {(one, KIND): OpenApiResponse(ProblemSerializer, description=TITLES[HTTPStatus(one)]) for one in statuses}
