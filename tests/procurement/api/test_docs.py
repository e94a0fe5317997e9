from __future__ import annotations

import re

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

pytestmark = pytest.mark.django_db


def test_the_document_is_for_everybody_and_names_every_operation() -> None:
    found = Client().get("/api/v1/openapi.json").json()
    assert found["openapi"].startswith("3.1")
    assert len(found["paths"]) > 60
    assert set(found["components"]["securitySchemes"]) == {"session", "token"}


def test_the_page_loads_nothing_from_elsewhere() -> None:
    page = Client().get("/api/v1/docs/").content.decode()
    linked = re.findall(r'(?:src|href)="([^"]+)"', page)
    assert all(one.startswith("/") for one in linked)
    files = [one.removeprefix("/static/") for one in linked if one.startswith("/static/")]
    assert len(files) == 5
    assert all(finders.find(one) for one in files)
