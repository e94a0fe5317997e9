"""C.4-18, 19, 21: every address, by every role, at every stage, against a written table (access.toml)."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, get_resolver

from procurement.models import Tender, User
from procurement.workflow import Stage

TABLE = tomllib.loads((Path(__file__).parent / "access.toml").read_text(encoding="utf-8"))
ROLES = ("visitor", "nobody", "stranger", "officer", "approver", "chair", "evaluator", "auditor", "administrator")
CASES = [(name, method) for name, rows in TABLE.items() for method in ("GET", "POST") if method in rows]


def patterns(found: list[Any]) -> Iterator[URLPattern]:
    for one in found:
        if isinstance(one, URLPattern):
            yield one
        else:
            yield from patterns(one.url_patterns)


def test_every_address_stands_in_the_table() -> None:
    assert {one.name for one in patterns(get_resolver().url_patterns)} == set(TABLE)


def asked(client: Client, method: str, row: dict[str, Any], places: dict[str, int]) -> int:
    path, data = row["path"].format(**places), row.get("data", {})
    return (client.get(path) if method == "GET" else client.post(path, data)).status_code


def expected(row: dict[str, Any], method: str, role: str, stage: str) -> int:
    said = row[method].get(role, row[method].get("others"))
    return int(said if isinstance(said, int) else said.get(stage, said["others"]))


@pytest.mark.parametrize(("name", "method"), CASES)
def test_each_role_gets_what_the_table_says_at_each_stage(
    name: str, method: str, entered: Callable[[str], Client], cast: dict[str, User], tender: Tender
) -> None:
    cache.clear()
    row, found, wanted = TABLE[name], {}, {}
    places = {"tender": tender.pk, "person": cast["nobody"].pk}
    stages = [stage.value for stage in Stage] if "{tender}" in row["path"] else ["draft"]
    for role in ROLES:
        client = Client() if role == "visitor" else entered(role)
        for stage in stages:
            with transaction.atomic():
                Tender.objects.update(stage=stage, notice_digest="0" * 64)
                found[role, stage] = asked(client, method, row, places)
                transaction.set_rollback(True)
            wanted[role, stage] = expected(row, method, role, stage)
    assert found == wanted


def test_nothing_is_taken_from_a_form_without_our_token(cast: dict[str, User], tender: Tender) -> None:
    places = {"tender": tender.pk, "person": cast["nobody"].pk}
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast["officer"], backend="django.contrib.auth.backends.ModelBackend")
    assert {name: asked(client, "POST", row, places) for name, row in TABLE.items()} == dict.fromkeys(TABLE, 403)
