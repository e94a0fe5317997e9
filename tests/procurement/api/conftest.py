from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_django import Settings

from procurement.models import User
from tests.procurement.api.client import Api, api_of
from tests.procurement.web.serving import serve


@pytest.fixture(autouse=True)
def served(monkeypatch: pytest.MonkeyPatch, settings: Settings, tmp_path: Path) -> None:
    serve(monkeypatch, settings, tmp_path)


@pytest.fixture
def asking() -> Callable[[User], Api]:
    """Another system that asks with a token of the person which is good for everything."""
    return api_of
