from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from benchmarks.table import Table
from procurement.casefile.presets import Preset, preset_named, presets
from procurement.casefile.scheme import announced
from scoring.checks import check_scheme
from scoring.rules.loading import on, shipped_rule

RULES = tuple(on(shipped_rule(name), day=date(2026, 11, 2)) for name in ("kr.negotiation.national", "kr.pps.panel"))


@pytest.mark.parametrize("preset", presets(), ids=lambda one: one.id)
def test_a_preset_is_a_whole_points_table_within_the_rules(preset: Preset) -> None:
    price = {"points": preset.price_points, "weight_reason": "시험"}
    scheme = announced(Table("tender.toml", {"criteria": list(preset.criteria), "price": price})).scheme
    check_scheme(scheme, rules=RULES)
    assert scheme.technical_points == 100 - preset.price_points
    assert sum(one.points for one in scheme.of_kind("quantitative")) <= Fraction(20)
    assert "규정이 아니다" in preset.source


def test_presets_are_found_by_their_name() -> None:
    assert [one.id for one in presets()] == ["90-10", "80-20"]
    assert preset_named("80-20") is presets()[1]
    assert preset_named("70-30") is None
