"""C.4-18, 19, 21: every address, by every role, at every stage, against a written table (access.toml)."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from http import HTTPStatus
from http.cookies import SimpleCookie
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, get_resolver

from procurement.models import Seat, User
from procurement.permissions import Kind, Role
from procurement.services.evidence_catalogue import Proposed, propose
from procurement.services.evidence_requests import Wanted, ask
from procurement.services.tenders import cancel
from procurement.workflow import Stage
from tests.procurement.actors import AT, acting, agency, person
from tests.procurement.exchange import draft, other_run, submitted
from tests.procurement.plans import asked as asked_job
from tests.procurement.plans import planned
from tests.procurement.rounds import Crew, Round, take_further
from tests.procurement.web.conftest import SECRET

TABLE = tomllib.loads((Path(__file__).parent / "access.toml").read_text(encoding="utf-8"))
ROLES = (
    "visitor",
    "nobody",
    "stranger",
    "officer",
    "approver",
    "chair",
    "evaluator",
    "auditor",
    "administrator",
    "supplier",
    "verifier",
)


@pytest.fixture
def exchanged(cast: dict[str, User], people: Crew) -> dict[str, int]:
    """A supplier's private release, draft and proposal, a stranger's request, 가상시청's plan and a job that waits.

    Supplier and verifier join the cast.
    """
    supplier, verifier = agency("가상반도체", kind=Kind.SUPPLIER), agency("가상시험원", kind=Kind.VERIFIER)
    cast["supplier"] = person("공급", Role.SUPPLIER, at=supplier)
    cast["verifier"] = person("검증", Role.VERIFIER, at=verifier)
    for role in ("supplier", "verifier"):
        TOTP.activate(cast[role], SECRET)
    asked = ask(Wanted("EXAONE-3.5-32B"), by=acting(cast["stranger"]), at=AT)
    value = Proposed("furiosa-rngd", "tdp_w", "170", "W", "자료", "https://example.com/rngd", "2026-10", "A")
    plan = planned(people.agency, people.officer)
    return {
        "plan": plan.pk,
        "job": asked_job(plan, people.officer).pk,
        "request": asked.pk,
        "proposal": propose(value, by=acting(cast["supplier"]), at=AT).pk,
        "release": submitted(cast["supplier"]).pk,
        "draft": draft(cast["supplier"], data=other_run()).pk,
    }


def patterns(found: list[Any]) -> Iterator[URLPattern]:
    for one in found:
        if isinstance(one, URLPattern):
            yield one
        elif one.namespace != "api":  # whose operations have a table of their own
            yield from patterns(one.url_patterns)


def test_every_address_stands_in_the_table() -> None:
    assert {one.name for one in patterns(get_resolver().url_patterns)} == set(TABLE)


def asked(client: Client, method: str, row: dict[str, Any], places: dict[str, int]) -> int:
    path, data = row["path"].format(**places), row.get("data", {})
    return (client.get(path) if method == "GET" else client.post(path, data)).status_code


def expected(row: dict[str, Any], method: str, role: str, stage: str) -> int:
    said = row[method].get(role, row[method].get("others"))
    return int(said if isinstance(said, int) else said.get(stage, said["others"]))


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_each_role_gets_what_the_table_says_at_each_stage(
    method: str,
    entered: Callable[[str], Client],
    cast: dict[str, User],
    exchanged: dict[str, int],
    made: Round,
) -> None:
    found, wanted = {}, {}
    clients = {role: Client() if role == "visitor" else entered(role) for role in ROLES}
    for stage in walked(made):
        places = places_of(made, cast) | exchanged
        for name, role in product(TABLE, ROLES):
            row = TABLE[name]
            if method in row and (stage == Stage.DRAFT or moves(row["path"])):
                status = expected(row, method, role, stage)
                if "heavy" in row and status == HTTPStatus.OK and (role, stage) != ("auditor", Stage.DECIDED):
                    continue
                wanted[name, role, stage.value] = status
                found[name, role, stage.value] = once(clients[role], method, row, places)
    assert {place: status for place, status in found.items() if status != wanted[place]} == {}


def moves(path: str) -> bool:
    """Whether what is at the path changes with the tender's stage."""
    return any(place in path for place in ("{tender}", "{seat}", "{person}"))


def walked(made: Round) -> Iterator[Stage]:
    """The stages one after the other, and what a cancelled tender is before the decision."""
    yield Stage.DRAFT
    for stage in (Stage.PUBLISHED, Stage.EVALUATING, Stage.TECHNICAL_CLOSED, Stage.PRICES_OPENED):
        take_further(made)
        yield stage
    with transaction.atomic():
        cancel(made.tender, reason="까닭", by=acting(made.officer), at=AT)
        yield Stage.CANCELLED
        transaction.set_rollback(True)
    take_further(made)
    yield Stage.DECIDED


def places_of(made: Round, cast: dict[str, User]) -> dict[str, int]:
    """What stands for the braces of the table's paths."""
    seat = Seat.objects.filter(user=cast["evaluator"]).first()
    return {"tender": made.tender.pk, "person": cast["nobody"].pk, "seat": seat.pk if seat else 0}


def once(client: Client, method: str, row: dict[str, Any], places: dict[str, int]) -> int:
    """The status, without what the request changed."""
    cache.clear()
    kept = SimpleCookie(client.cookies.output(header="", sep=";"))
    with transaction.atomic():
        status = asked(client, method, row, places)
        transaction.set_rollback(True)
    client.cookies = kept
    return status


def test_nothing_is_taken_from_a_form_without_our_token(
    cast: dict[str, User], exchanged: dict[str, int], made: Round
) -> None:
    places = places_of(made, cast) | exchanged
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast["officer"], backend="django.contrib.auth.backends.ModelBackend")
    assert {name: asked(client, "POST", row, places) for name, row in TABLE.items()} == dict.fromkeys(TABLE, 403)
