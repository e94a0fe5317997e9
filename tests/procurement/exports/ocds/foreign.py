"""A release of another publisher, without our extension: what the tests change one thing at a time."""

from __future__ import annotations

import json
from typing import Any


def foreign() -> dict[str, Any]:
    criteria = [
        {"type": "quality", "name": "Service", "numbers": [{"number": 60, "weight": "pointsExact"}]},
        {"type": "quality", "name": "Plan", "numbers": [{"number": 0.25, "weight": "decimalExact"}]},
        {"type": "quality", "numbers": [{"number": 15, "weight": "order"}]},
        {"type": "price", "name": "Price", "numbers": [{"number": 15, "weight": "percentageExact"}]},
    ]
    tender = {
        "id": 17,
        "title": "Servers",
        "value": {"amount": 1000.5, "currency": "EUR"},
        "lots": [{"id": "L1", "awardCriteria": {"criteria": criteria}}],
        "criteria": [{"id": "c", "requirementGroups": [{"id": "g", "requirements": requirements()}]}],
    }
    release = {"ocid": "ocds-abcdef-17", "date": "2026-01-02T00:00:00Z", "buyer": {"name": "Stadt"}, "tender": tender}
    return {"version": "1.1", "releases": [release]}


def requirements() -> list[dict[str, Any]]:
    return [
        {"id": "ram", "title": "Memory", "dataType": "integer", "minValue": 64, "maxValue": 512.5},
        {"id": "iso", "title": "ISO 27001", "dataType": "boolean", "expectedValue": True},
    ]


def bytes_of(package: object) -> bytes:
    return json.dumps(package, ensure_ascii=False).encode()
