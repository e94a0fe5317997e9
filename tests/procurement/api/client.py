"""Another system: a token of a person, and requests with it whose answers are held against the OpenAPI document."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from functools import cache
from http import HTTPStatus
from typing import Any

from django.test import Client
from drf_spectacular.generators import SchemaGenerator
from jsonschema import Draft202012Validator

from procurement.casefile.archive import packed
from procurement.models import User
from procurement.permissions import SCOPES
from procurement.services.tokens import give_token
from tests.procurement.actors import acting

V1 = "/api/v1/"
ZIP, OCTETS = "application/zip", "application/octet-stream"


def token_for(user: User, *scopes: str) -> str:
    return give_token("시험", scopes=scopes or SCOPES, days=1, by=acting(user), at=datetime.now(tz=UTC))[1]


class Api:
    """Requests of one person's token; `None` is a visitor."""

    def __init__(self, secret: str | None, **headers: str) -> None:
        own = {"Authorization": f"Bearer {secret}"} if secret else {}
        self.client = Client(REMOTE_ADDR="192.0.2.9", headers=own | headers)

    def get(self, path: str, **query: Any) -> Any:
        return held(self.client.get(V1 + path, query))

    def post(self, path: str, data: object = None, **headers: str) -> Any:
        return self._send("POST", path, data, headers)

    def put(self, path: str, data: object = None, **headers: str) -> Any:
        return self._send("PUT", path, data, headers)

    def delete(self, path: str) -> Any:
        return held(self.client.delete(V1 + path))

    def post_zip(self, path: str, files: dict[str, bytes], **headers: str) -> Any:
        return held(self.client.generic("POST", V1 + path, packed(files), ZIP, headers=headers))

    def put_file(self, path: str, content: bytes, **headers: str) -> Any:
        return held(self.client.generic("PUT", V1 + path, content, OCTETS, headers=headers))

    def _send(self, method: str, path: str, data: object, headers: dict[str, str]) -> Any:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        if data is None:
            return held(self.client.generic(method, V1 + path, headers=named))
        return held(self.client.generic(method, V1 + path, json.dumps(data), "application/json", headers=named))


def api_of(user: User, *scopes: str) -> Api:
    return Api(token_for(user, *scopes))


def visitor() -> Api:
    return Api(None)


@cache
def document() -> dict[str, Any]:
    return dict(SchemaGenerator().get_schema(request=None, public=True))  # type: ignore[no-untyped-call]  # has no types


@cache
def strict() -> dict[str, Any]:
    """The document in which every object has the fields that it names and no others (C.4-20)."""
    whole: dict[str, Any] = json.loads(json.dumps(document(), default=str))
    for one in whole["components"]["schemas"].values():
        if one.get("properties"):
            one["additionalProperties"] = False
    return whole


def held(response: Any) -> Any:
    """The response, which is what the document says of its operation: status, kind of content, fields and types."""
    path = re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", f"/{response.resolver_match.route}")
    operation = strict()["paths"].get(path, {}).get(response.wsgi_request.method.lower())
    if operation is None:
        assert response.status_code == HTTPStatus.METHOD_NOT_ALLOWED, path
        return response
    told = operation["responses"][str(response.status_code)]
    kind = response.headers.get("Content-Type", "").partition(";")[0]
    if response.status_code == HTTPStatus.NO_CONTENT:
        assert not response.content
    elif "json" in kind and "format" not in told["content"][kind]["schema"]:
        schema = told["content"][kind]["schema"] | {"components": strict()["components"]}
        Draft202012Validator(schema).validate(json.loads(response.content))
    elif response.content:
        assert kind in told["content"], kind
    return response


def problem(response: Any) -> dict[str, Any]:
    """The problem that was answered, as RFC 9457 has it."""
    assert response.headers["Content-Type"] == "application/problem+json"
    found: dict[str, Any] = json.loads(response.content)
    assert found["status"] == response.status_code
    assert {"type", "title", "status"} <= set(found)
    return found
