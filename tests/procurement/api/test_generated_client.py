"""A client that a well-known generator makes of the document, used as another system would."""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

import httpx
import pytest
from django.core.handlers.wsgi import WSGIHandler
from pytest_django import Settings

from procurement.casefile.archive import packed
from tests.procurement.api.client import document, token_for
from tests.procurement.rounds import crew, smaller_notice

NAME = "jeoul_client"


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("generated")
    (folder / "openapi.json").write_text(json.dumps(document(), default=str), encoding="utf-8")
    config = {"post_hooks": [], "content_type_overrides": {"application/zip": "application/octet-stream"}}
    (folder / "config.json").write_text(json.dumps(config), encoding="utf-8")
    program = Path(sys.executable).with_name("openapi-python-client")
    options = ["--path", "openapi.json", "--config", "config.json", "--meta", "none", "--output-path", NAME]
    command = [str(program), "generate", *options, "--fail-on-warning"]
    done = subprocess.run(command, cwd=folder, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.mark.django_db
def test_a_tender_is_begun_and_published_by_a_generated_client(
    generated: Path, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    monkeypatch.syspath_prepend(str(generated))
    settings.ALLOWED_HOSTS = ["localhost"]
    made: Any = importlib.import_module(NAME)
    types, models = importlib.import_module(f"{NAME}.types"), importlib.import_module(f"{NAME}.models")

    def operation(name: str) -> Any:
        return importlib.import_module(f"{NAME}.api.tenders.{name}")

    client = made.AuthenticatedClient(
        base_url="http://localhost",
        token=token_for(crew().officer),
        httpx_args={"transport": httpx.WSGITransport(app=WSGIHandler())},
    )
    folder = types.File(payload=BytesIO(packed(smaller_notice())), mime_type="application/zip")
    begun = operation("post_tenders").sync(client=client, body=folder)
    assert (begun.number, begun.procuring_entity.name) == ("EX-2026-001", "가상시청")
    whole = operation("get_tender_one").sync(client=client, number=begun.id)
    seen = models.SeenRequest(digest=whole.digest)
    published = operation("post_tender_publish").sync(client=client, number=begun.id, body=seen)
    assert published.stage == "published"
    listed = operation("get_tenders").sync(client=client, stage=models.GetTendersStage("published"))
    assert [one.id for one in listed.results] == [begun.id]
    refused = operation("get_tender_one").sync(client=client, number=999)
    assert (refused.status, refused.title) == (404, "없음")
