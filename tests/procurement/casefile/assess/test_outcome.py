from __future__ import annotations

from pathlib import Path

from procurement.casefile.assess.outcome import assessed_of
from tests.procurement.casefile.assess.folder import assessed


def test_a_workbook_gets_the_heading_the_rules_and_the_case(tmp_path: Path) -> None:
    found = assessed(tmp_path, "qualification")
    handed = assessed_of(found, program="Jeoul")
    assert (handed.kind, handed.id, handed.day.isoformat()) == ("적격심사", "EX-Q-001", "2026-11-02")
    assert (handed.case, handed.notes, handed.rules) == (found.found.case, found.found.notes, found.rules)
