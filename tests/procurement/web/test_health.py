from __future__ import annotations

import json
import logging
from collections.abc import Callable

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from pytest_django import Settings

from procurement.celery import app
from procurement.web import health

pytestmark = pytest.mark.django_db


def test_a_process_that_answers_is_alive_whatever_the_database_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "database_state", lambda: health.AWAY)
    assert Client().get("/health/alive").content == b"ok\n"
    answer = Client().get("/health/ready")
    assert (answer.status_code, answer.json()["database"]) == (503, "away")


def test_ready_means_that_every_migration_is_there() -> None:
    assert Client().get("/health/ready").json() == {"database": "ok", "broker": "none"}
    MigrationRecorder(connection).migration_qs.filter(name="0012_job_kinds").delete()
    answer = Client().get("/health/ready")
    assert (answer.status_code, answer.json()["database"]) == (503, "migrate")


def test_a_broker_that_is_away_is_told_and_jobs_wait(settings: Settings) -> None:
    settings.JOBS = "broker"
    assert health.broker_state() == health.OK  # in memory
    app.conf.broker_url = "redis://127.0.0.1:1/0"
    try:
        assert Client().get("/health/ready").json() == {"database": "ok", "broker": "away"}
    finally:
        app.conf.broker_url = settings.CELERY_BROKER_URL


def test_probes_are_not_sent_to_https(settings: Settings) -> None:
    settings.SECURE_SSL_REDIRECT = True
    assert [Client().get(path).status_code for path in ("/health/alive", "/health/ready", "/")] == [200, 200, 301]


def test_figures_are_there_for_who_knows_the_token(settings: Settings, entered: Callable[[str], Client]) -> None:
    assert entered("auditor").get("/metrics").status_code == 404
    settings.METRICS_TOKEN = "t" * 40
    assert Client().get("/metrics").status_code == 401
    assert Client().get("/metrics", headers={"Authorization": "Bearer x"}).status_code == 401
    answer = Client().get("/metrics", headers={"Authorization": f"Bearer {settings.METRICS_TOKEN}"})
    assert "jeoul_request_seconds_bucket" in answer.content.decode()


def test_each_request_is_one_line_that_tells_the_page_and_nothing_of_whom(
    entered: Callable[[str], Client], caplog: pytest.LogCaptureFixture
) -> None:
    officer = entered("officer")
    caplog.clear()
    with caplog.at_level(logging.INFO, "procurement.requests"):
        officer.get("/jobs/?q=홍길동")
        officer.get("/nothing/홍길동/")
    lines = [one for one in caplog.records if one.name == "procurement.requests"]
    assert [(one.page, one.method, one.status) for one in lines] == [("jobs", "GET", 200), ("unknown", "GET", 404)]  # type: ignore[attr-defined]  # facts
    assert "홍길동" not in json.dumps([one.__dict__ for one in lines], default=str, ensure_ascii=False)
