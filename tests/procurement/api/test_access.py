"""C.4-18, 19, 21 for the API: every operation, by every role, at every stage, against a written table (access.toml)."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction

from procurement.casefile.archive import packed
from procurement.models import ApiToken, User
from procurement.verification import CHECKLIST
from procurement.web import limits
from procurement.web.limits import Limit
from procurement.workflow import Stage
from tests.procurement.api.client import OCTETS, V1, ZIP, Api, document, held, token_for
from tests.procurement.api.test_catalogue import VALUE
from tests.procurement.exchange import other_run
from tests.procurement.plans import small
from tests.procurement.rounds import Crew, Round, begun, example_bids, smaller_notice
from tests.procurement.web import conftest as web
from tests.procurement.web import test_urls

TABLE: dict[str, dict[str, Any]] = tomllib.loads((Path(__file__).parent / "access.toml").read_text(encoding="utf-8"))
ROLES = test_urls.ROLES
people, cast, exchanged = web.people, web.cast, test_urls.exchanged
ZIPS: dict[str, Callable[[], dict[str, bytes]]] = {
    "tender": smaller_notice,
    "plan": small,
    "bid": lambda: {"bid.toml": example_bids()["A"][0]},
    "results": lambda: {"run.json": other_run(7)},
}
BODIES: dict[str, Any] = {
    "value": VALUE,
    "checklist": {"answered": list(CHECKLIST)},
    "opening": {"opening": "x", "terms": "x"},
}


@pytest.fixture
def made(people: Crew) -> Round:
    return begun(people=people)


@pytest.fixture
def tokens(cast: dict[str, User], exchanged: dict[str, int], monkeypatch: pytest.MonkeyPatch) -> dict[str, Api]:
    """A token of every role that is good for everything; none for the visitor. Nobody has to wait."""
    assert exchanged
    for kind in limits.LIMITS:
        monkeypatch.setitem(limits.LIMITS, kind, Limit(10**6, 10**6))
    return {role: Api(None) if role == "visitor" else Api(token_for(cast[role])) for role in ROLES}


def test_every_operation_stands_in_the_table() -> None:
    operations = {one["operationId"] for path in document()["paths"].values() for one in path.values()}
    assert operations == set(TABLE)


def asked(api: Api, row: dict[str, Any], places: dict[str, Any]) -> int:
    """The status, without what the request changed."""
    method, path = row["ask"].format(**places).split(" ")
    data, kind = content_of(row, places)
    cache.clear()
    with transaction.atomic():
        answer = held(api.client.generic(method, V1 + path, data, kind, headers=row.get("headers")))
        transaction.set_rollback(True)
    return int(answer.status_code)


def content_of(row: dict[str, Any], places: dict[str, Any]) -> tuple[bytes, str]:
    if "zip" in row:
        return packed(ZIPS[row["zip"]]()), ZIP
    if "file" in row:
        return row["file"].encode(), OCTETS
    sent = BODIES[row["body"]] if "body" in row else row.get("sends", {})
    return json.dumps({name: placed(value, places) for name, value in sent.items()}).encode(), "application/json"


def placed(value: Any, places: dict[str, Any]) -> Any:
    return places[value[1:-1]] if isinstance(value, str) and value.startswith("{") else value


def expected(row: dict[str, Any], role: str, stage: str) -> int:
    said = row["gets"].get(role, row["gets"].get("others"))
    return int(said if isinstance(said, int) else said.get(stage, said["others"]))


def moves(row: dict[str, Any]) -> bool:
    return any(place in row["ask"] for place in ("{tender}", "{seat}"))


def walked(made: Round, cast: dict[str, User], exchanged: dict[str, int]) -> Iterator[tuple[Stage, dict[str, Any]]]:
    more = {
        "token": ApiToken.objects.get(user=cast["officer"]).pk,
        "member": cast["evaluator"].username,
        "agency": made.agency.pk,
    }
    for stage in test_urls.walked(made):
        yield stage, test_urls.places_of(made, cast) | exchanged | more


def test_each_role_gets_what_the_table_says_at_each_stage(
    tokens: dict[str, Api], cast: dict[str, User], exchanged: dict[str, int], made: Round
) -> None:
    wrong = {}
    for stage, places in walked(made, cast, exchanged):
        for name, role in product(TABLE, ROLES):
            row = TABLE[name]
            if stage == Stage.DRAFT or moves(row):
                found = asked(tokens[role], row, places)
                if found != expected(row, role, stage.value):
                    wrong[name, role, stage.value] = found
    assert wrong == {}
