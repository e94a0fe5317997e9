from __future__ import annotations

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from procurement.web.metrics import exposition, observe
from tests.procurement.actors import AT
from tests.procurement.drafts import office
from tests.procurement.plans import asked, planned

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[3]
OBSERVE = """
import django; django.setup()
from procurement.web.metrics import observe
observe(page="work", method="GET", status=200, seconds=0.04)
"""
TELL = """
import django; django.setup()
from procurement.web import metrics
metrics.Kept.collect = lambda _: iter(())
from datetime import datetime, UTC
print(metrics.exposition(at=datetime.now(tz=UTC)).decode())
"""


def samples(text: str) -> dict[tuple[str, tuple[str, ...]], float]:
    families = text_string_to_metric_families(text)
    return {
        (one.name, tuple(value for _, value in sorted(one.labels.items()))): one.value
        for family in families
        for one in family.samples
    }


def test_jobs_the_record_and_requests_are_told() -> None:
    own, officer = office()
    asked(planned(own, officer), officer)
    observe(page="work", method="GET", status=200, seconds=0.04)
    told = samples(exposition(at=AT + timedelta(seconds=90)).decode())
    assert told["jeoul_jobs", ("sizing", "waiting")] == 1
    assert told["jeoul_job_wait_seconds", ()] == 90
    assert told["jeoul_record_entries", ()] > 3
    assert told["jeoul_request_seconds_bucket", ("0.05", "GET", "work", "200")] >= 1
    assert "가상시청" not in exposition(at=AT).decode()


def test_processes_that_share_a_folder_tell_the_sum(tmp_path: Path) -> None:
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "procurement.settings", "PROMETHEUS_MULTIPROC_DIR": str(tmp_path)}

    def run(code: str) -> str:
        return subprocess.run(
            [sys.executable, "-c", code], check=True, env=env, cwd=ROOT, capture_output=True, text=True
        ).stdout

    for _ in range(3):
        run(OBSERVE)
    assert samples(run(TELL))["jeoul_request_seconds_count", ("GET", "work", "200")] == 3
