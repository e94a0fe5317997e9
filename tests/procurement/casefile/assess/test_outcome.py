from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from procurement.casefile.assess.outcome import assessed_of
from procurement.exports.xlsx.assess.blocks import NotForSheets
from tests.procurement.casefile.assess.folder import assessed


def test_a_workbook_gets_the_heading_the_rules_and_the_case(tmp_path: Path) -> None:
    found = assessed(tmp_path, "qualification")
    handed = assessed_of(found, program="Jeoul")
    assert (handed.kind, handed.id, handed.day.isoformat()) == ("적격심사", "EX-Q-001", "2026-11-02")
    assert (handed.case, handed.notes, handed.rules) == (found.found.case, found.found.notes, found.rules)


def test_a_kind_without_a_workbook_is_refused(tmp_path: Path) -> None:
    found = assessed(tmp_path, "qualification")
    with pytest.raises(NotForSheets, match="no workbook for this kind"):
        assessed_of(replace(found, found=replace(found.found, case=None)), program="Jeoul")
