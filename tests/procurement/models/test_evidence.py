from __future__ import annotations

import pytest

from tests.procurement.exchange import cast, draft, submitted

pytestmark = pytest.mark.django_db


def test_a_release_its_files_rows_and_findings_are_told_in_a_line() -> None:
    made = draft(cast().maker)
    row = made.measured.all()[0]
    assert [str(one) for one in (made, made.files.get(), row, row.findings.all()[0])] == [
        "가상반도체 측정 자료",
        "guidellm_v2.json",
        "RNGD mock-model /benchmarks/0",
        "V01 pass /benchmarks/0",
    ]
    assert row.found()[0][:2] == ["V01", "pass"]


def test_the_digest_is_of_owner_title_place_files_answers_measurements_and_findings() -> None:
    made = submitted(cast().maker)
    assert made.computed() == made.digest
    for name, other in (
        ("title", "x"),
        ("number", 7),
        ("previous", "1" * 64),
        ("owner_id", 999),
        ("submitted_at", None),
    ):
        made.refresh_from_db()
        setattr(made, name, other)
        assert made.computed() != made.digest, name
