"""Requests that nobody thought of: every operation gets many that fit its document and many that do not.

No answer is a fault of the program, and each has the status, the kind of content and the fields that the document says.
"""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, strategies
from hypothesis import settings as tried
from pytest_django import Settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from procurement.casefile.archive import packed
from procurement.permissions import Role
from procurement.services.people import appoint
from procurement.verification import Level
from procurement.web import limits
from procurement.web.limits import Limit
from tests.procurement.actors import AT, OPERATOR
from tests.procurement.api.client import OCTETS, ZIP, document, token_for
from tests.procurement.exchange import GUIDELLM, draft, other_run, submitted
from tests.procurement.plans import asked, planned, small
from tests.procurement.rounds import Round, example_bids, smaller_notice, with_bids

pytestmark = pytest.mark.django_db
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
EXAMPLES = 8
GROUPS = sorted({path.removeprefix("/api/v1/").split("/")[0] for path in document()["paths"]})
NOWHERE = 999_999
ZIPS = (small(), smaller_notice(), {"bid.toml": example_bids()["A"][0]}, {GUIDELLM: other_run(5)})
schemathesis.openapi.media_type(ZIP, strategies.sampled_from([packed(one) for one in ZIPS]) | strategies.binary())
schemathesis.openapi.media_type(
    OCTETS, strategies.sampled_from([other_run(6), *small().values()]) | strategies.binary()
)


@schemathesis.serializer(ZIP, OCTETS)
def as_it_is(_: object, value: object) -> bytes:
    return value if isinstance(value, bytes) else b""


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> Round:
    """A tender with bids whose officer may do most things; nobody has to wait, and no computation is begun."""
    for kind in limits.LIMITS:
        monkeypatch.setitem(limits.LIMITS, kind, Limit(10**9, 10**9))
    settings.ALLOWED_HOSTS = ["localhost"]
    found = with_bids()
    for role in (Role.APPROVER, Role.CHAIR, Role.ADMINISTRATOR):
        appoint(found.officer, role=role, by=OPERATOR, at=AT)
    return found


def keys_of(made: Round) -> dict[str, list[int]]:
    """What there is, by the first part of its address."""
    plan = planned(made.agency, made.officer)
    releases = (submitted(made.officer, level=Level.PUBLIC), draft(made.officer, data=other_run()))
    return {
        "tenders": [made.tender.pk],
        "plans": [plan.pk],
        "jobs": [asked(plan, made.officer).pk],
        "releases": [one.pk for one in releases],
        "people": [made.officer.pk],
    }


def document_with(keys: dict[str, list[int]]) -> dict[str, Any]:
    """The document in which numbers in addresses are keys of what there is, or of nothing."""
    whole: dict[str, Any] = json.loads(json.dumps(document(), default=str))
    for path, operations in whole["paths"].items():
        known = [*keys.get(path.removeprefix("/api/v1/").split("/")[0], []), NOWHERE]
        for operation in operations.values():
            for one in operation.get("parameters", []):
                if (one["in"], one["name"]) == ("path", "number"):
                    one["schema"] = {"type": "integer", "enum": known}
    return whole


@pytest.mark.parametrize("group", GROUPS)
def test_whatever_is_sent_the_answer_is_what_the_document_says(group: str, made: Round) -> None:
    schema = schemathesis.openapi.from_dict(document_with(keys_of(made)))
    schema.app = WSGIHandler()
    secret, seen = token_for(made.officer), set[int]()
    for found in schema.include(path_regex=f"^/api/v1/{group}(/|$)").get_all_operations():
        operation = found.ok()  # type: ignore[union-attr]  # the document is valid
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            send(operation, mode, secret, seen)
    assert seen - {HTTPStatus.INTERNAL_SERVER_ERROR} == seen
    assert any(status < HTTPStatus.BAD_REQUEST for status in seen) or group in {"cards", "requests", "proposals"}


def send(operation: Any, mode: GenerationMode, secret: str, seen: set[int]) -> None:
    @given(case=operation.as_strategy(generation_mode=mode))
    @tried(
        max_examples=EXAMPLES,
        derandomize=True,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def ask(case: Any) -> None:
        case.headers["Authorization"] = f"Bearer {secret}"
        with transaction.atomic():
            answer = case.call()
            transaction.set_rollback(True)
        seen.add(answer.status_code)
        case.validate_response(answer, checks=CHECKS)

    ask()
