"""What every address of the API has: who asks, in which language, how often, in pages, and once for each key."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from http import HTTPStatus
from typing import IO, Any, ClassVar

from django.db import transaction
from django.db.models import Model, QuerySet
from django.http import HttpResponseBase
from django.utils import translation
from django.utils.crypto import salted_hmac
from rest_framework.exceptions import ParseError
from rest_framework.generics import GenericAPIView
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.pagination import BasePagination, PageNumberPagination
from rest_framework.parsers import BaseParser
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer
from rest_framework.throttling import BaseThrottle
from rest_framework.views import APIView

from procurement.api.authentication import MayAsk, SessionSignIn, TokenSignIn
from procurement.api.problems import Precondition
from procurement.models import User
from procurement.permissions import Area
from procurement.services._replies import keep_reply, reply_place
from procurement.services.record import Actor
from procurement.web.asking import actor_of, now
from procurement.web.limits import seconds_until_free

ZIP, OCTETS = "application/zip", "application/octet-stream"
MOST_BODY = 60_000_000
Handler = Callable[..., HttpResponseBase]


class ExactJson(BaseParser):
    """JSON whose fractions stay as they were written."""

    media_type = "application/json"

    def parse(self, stream: IO[bytes], media_type: str | None = None, parser_context: object = None) -> Any:  # noqa: ANN401 -- the framework's signature
        """The value. Raises ParseError."""
        try:
            return json.loads(stream.read(), parse_float=Decimal, parse_constant=_no_number)
        except (ValueError, RecursionError) as error:
            raise ParseError(f"JSON으로 읽을 수 없습니다 / not JSON: {error}") from error


def _no_number(text: str) -> object:
    raise ValueError(text)


class Octets(BaseParser):
    """A file as it is; the services say which are too large."""

    media_type = OCTETS

    def parse(self, stream: IO[bytes], media_type: str | None = None, parser_context: object = None) -> Any:  # noqa: ANN401 -- the framework's signature
        """The bytes. Raises Precondition beyond what any service takes."""
        content = stream.read(MOST_BODY + 1)
        if len(content) > MOST_BODY:
            raise Precondition(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"{MOST_BODY:,}바이트까지입니다 / at most so many")
        return content


class Zipped(Octets):
    """A folder as one ZIP."""

    media_type = ZIP


class FirstRenderer(DefaultContentNegotiation):
    """Everything is JSON, or the file that was asked for, whatever a client says it would rather have."""

    def select_renderer(
        self,
        request: Request,
        renderers: Any,  # noqa: ANN401 -- the framework's signature
        format_suffix: str | None = None,
    ) -> tuple[BaseRenderer, str]:
        """The first."""
        return renderers[0], renderers[0].media_type


class Pages(PageNumberPagination):
    """Fifty a page, or as many as are asked for up to two hundred."""

    page_size = 50
    page_size_query_param = "perPage"
    max_page_size = 200

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """The page in the words of OpenAPI 3.1."""
        neighbour = {"type": ["string", "null"], "format": "uri"}
        properties = {"count": {"type": "integer"}, "next": neighbour, "previous": neighbour, "results": schema}
        return {"type": "object", "required": list(properties), "properties": properties}


class Costly(BaseThrottle):
    """What is handed in, computed or taken away too often in a minute has to wait, as on the web (C.9-47)."""

    def __init__(self) -> None:
        self.seconds = 0

    def allow_request(self, request: Request, view: APIView) -> bool:
        """Whether it may be done now."""
        kind = getattr(view, "uses", {}).get(request.method, "")
        user = request.user if isinstance(request.user, User) else None
        self.seconds = seconds_until_free(request, kind=kind, user=user, at=now())
        return self.seconds == 0

    def wait(self) -> int:
        """After how many seconds it may be asked for again."""
        return self.seconds


class Resource(GenericAPIView[Any]):
    """One address; `area` is what a token must be good for, `uses` the kind of limit by method."""

    authentication_classes = (TokenSignIn, SessionSignIn)
    permission_classes = (MayAsk,)
    throttle_classes = (Costly,)
    renderer_classes = (JSONRenderer,)
    parser_classes: Sequence[type[BaseParser]] = (ExactJson,)
    content_negotiation_class = FirstRenderer
    pagination_class: type[BasePagination] | None = None
    area: ClassVar[Area | None] = None
    visitors: ClassVar[bool] = False
    uses: ClassVar[Mapping[str, str]] = {}

    def __init_subclass__(cls, **named: object) -> None:
        """Every POST acts once for each idempotency key."""
        super().__init_subclass__(**named)
        if "post" in vars(cls):
            cls.post = _once(vars(cls)["post"])  # type: ignore[attr-defined]  # it is there

    def initial(self, request: Request, *args: object, **kwargs: object) -> None:
        """Korean unless the client asks for English."""
        english = request.headers.get("Accept-Language", "").lower().startswith("en")
        translation.activate("en" if english else "ko")
        super().initial(request, *args, **kwargs)

    def finalize_response(self, request: Request, response: Any, *args: object, **kwargs: object) -> Any:  # noqa: ANN401 -- the framework's signature
        """Say the language of the words."""
        found = super().finalize_response(request, response, *args, **kwargs)
        found.headers["Content-Language"] = translation.get_language() or "ko"
        return found

    @property
    def user(self) -> User:
        """Who asks; only where visitors are not let in."""
        assert isinstance(self.request.user, User)  # noqa: S101 -- the permission says so
        return self.request.user

    @property
    def viewer(self) -> User | None:
        """Who asks; None is a visitor."""
        return self.request.user if isinstance(self.request.user, User) else None

    @property
    def by(self) -> Actor:
        """Who acts, for the services."""
        return actor_of(self.request)

    @property
    def content(self) -> bytes:
        """The file that was sent."""
        sent: object = self.request.data
        return sent if isinstance(sent, bytes) else b""

    def given(self, kind: type[BaseSerializer[Any]], data: object = None) -> dict[str, Any]:
        """What was sent, read by the serializer. Raises ValidationError."""
        read = kind(data=self.request.data if data is None else data)
        read.is_valid(raise_exception=True)
        return dict(read.validated_data)

    def paged(self, found: QuerySet[Model], kind: type[BaseSerializer[Any]]) -> Response:
        """A page of the rows."""
        page = self.paginate_queryset(found)
        return self.get_paginated_response(kind(page, many=True).data)

    def must_match(self, tag: str) -> None:
        """Raise Precondition unless the client changes what it has read: If-Match names the tag."""
        said = self.request.headers.get("If-Match", "")
        if not said:
            why = f'If-Match: "{tag}"처럼 읽은 것의 ETag를 보내세요 / send the ETag of what you read'
            raise Precondition(HTTPStatus.PRECONDITION_REQUIRED, why)
        if said.strip().strip('"') != tag:
            raise Precondition(HTTPStatus.PRECONDITION_FAILED, "그사이 바뀌었습니다. 다시 읽으세요 / has changed since")

    def must_have_read(self, files: QuerySet[Any], path: str) -> None:
        """Raise Precondition where a file stands at the path that If-Match does not name; the file is locked."""
        before = files.select_for_update().filter(path=path).first()
        if before is not None:
            self.must_match(before.sha256)


def _once(handler: Handler) -> Handler:
    @functools.wraps(handler)
    def post(view: Resource, request: Request, *args: object, **kwargs: object) -> HttpResponseBase:
        key = request.headers.get("Idempotency-Key")
        if key is None or not isinstance(request.user, User):
            return handler(view, request, *args, **kwargs)
        with transaction.atomic():
            place = reply_place(request.user, key=key, asked=_digest(request), at=now())
            if place.status is not None:
                headers = json.loads(place.headers) | {"Idempotency-Replayed": "true"}
                return Response(json.loads(place.content), status=place.status, headers=headers)
            made = handler(view, request, *args, **kwargs)
            assert isinstance(made, Response)  # noqa: S101 -- what a POST answers is JSON
            kept = {name: value for name, value in made.headers.items() if name in {"Location", "ETag"}}
            content = json.dumps(made.data, ensure_ascii=False, default=str)
            keep_reply(place, status=made.status_code, headers=json.dumps(kept), content=content)
            return made

    return post


def _digest(request: Request) -> str:
    """What is asked, keyed: method, address and content, which may hold a password."""
    sent: object = request.data
    content = sent if isinstance(sent, bytes) else json.dumps(sent, sort_keys=True, default=str).encode()
    asked = f"{request.method} {request.get_full_path()}\n".encode()
    return salted_hmac("procurement.api", asked + content, algorithm="sha256").hexdigest()
