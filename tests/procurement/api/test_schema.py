from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.procurement.api.client import document


def operations() -> dict[str, dict[str, Any]]:
    return {one["operationId"]: one for path in document()["paths"].values() for one in path.values()}


def test_the_document_is_valid_and_without_a_warning(root: Path, tmp_path: Path) -> None:
    command = [
        sys.executable,
        "manage.py",
        "spectacular",
        "--validate",
        "--fail-on-warn",
        "--file",
        str(tmp_path / "x.yaml"),
    ]
    done = subprocess.run(command, cwd=root, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_every_operation_has_a_name_in_both_languages_and_tells_its_refusals() -> None:
    for name, one in operations().items():
        assert " / " in one["summary"], name
        assert one["description"], name
        answers = one["responses"]
        assert {"401", "403", "404", "409", "422", "429"} <= set(answers), name
        for status, answer in answers.items():
            if status >= "400":
                assert set(answer["content"]) == {"application/problem+json"}, (name, status)


def test_every_post_takes_an_idempotency_key_and_edits_ask_for_what_was_read() -> None:
    for name, one in operations().items():
        headers = {each["name"] for each in one.get("parameters", []) if each["in"] == "header"}
        assert ("Idempotency-Key" in headers) == name.startswith("post"), name
    matched = {name for name, one in operations().items() if any(p["name"] == "If-Match" for p in one["parameters"])}
    assert matched == {"putTenderFileOne", "putPlanFileOne", "putCardMark"}


def test_lists_are_in_pages_where_they_grow() -> None:
    paged = {
        name for name, one in operations().items() if any(p["name"] == "perPage" for p in one.get("parameters", []))
    }
    assert paged == {
        "getTenders", "getPlans", "getJobs", "getMeasurements", "getReleases", "getDataRequests", "getProposals",
        "getEntries", "getDeviceHistory", "getOrganisations", "getPeople",
    }  # fmt: skip
