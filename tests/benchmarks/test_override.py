from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from benchmarks.findings import Finding, findings
from benchmarks.measurement import Measurement
from benchmarks.override import NotOverridden, Override, override, with_overrides

DAY = date(2026, 11, 20)
REASON = "제조사가 전체 처리량을 잘못 적었음을 확인함"


@pytest.fixture
def wrong(complete: Measurement) -> Measurement:
    """Its total throughput fits neither its input nor its output."""
    return replace(complete, throughput=replace(complete.throughput, total_tps=Decimal(300)))


def test_a_rejecting_rule_is_set_aside_with_reason_name_and_day(wrong: Measurement) -> None:
    found = findings(wrong)
    made = override(wrong, found=found, rule="V03", reason=f" {REASON} ", by=" 홍길동 ", on=DAY)
    assert made == Override("V03", "complete", REASON, "홍길동", DAY)
    after = with_overrides(found, overrides=[made])
    changed = [(old, new) for old, new in zip(found, after, strict=True) if old != new]
    assert [(old.level, new.level) for old, new in changed] == [("reject", "overridden")]
    assert (changed[0][0].override, changed[0][1].override) == ("", f"{REASON} (홍길동, 2026-11-20)")


@pytest.mark.parametrize(
    ("rule", "reason", "by", "says"),
    [
        ("V03", "짧은 사유", "홍길동", "V03: 사유를 10자 이상 적으십시오"),
        ("V03", "사유         ", "홍길동", "V03: 사유를 10자 이상 적으십시오"),
        ("V03", REASON, " ", "V03: 책임자 이름을 적으십시오"),
        ("V04", REASON, "홍길동", "rules that do: V03"),
    ],
)
def test_an_override_needs_its_reason_its_name_and_something_to_override(
    wrong: Measurement, rule: str, reason: str, by: str, says: str
) -> None:
    with pytest.raises(NotOverridden, match=says):
        override(wrong, found=findings(wrong), rule=rule, reason=reason, by=by, on=DAY)


def test_where_nothing_rejects_nothing_is_overridden(complete: Measurement) -> None:
    with pytest.raises(NotOverridden, match="rules that do: 없음 / none"):
        override(complete, found=findings(complete), rule="V03", reason=REASON, by="홍길동", on=DAY)


def test_a_rule_that_rejects_twice_is_set_aside_twice_and_others_stay() -> None:
    found = [Finding(rule, "reject", "", "", "", "") for rule in ("D03", "V03", "D03")]
    found.append(Finding("D03", "warn", "", "", "", ""))
    after = with_overrides(found, overrides=[Override("D03", "m", REASON, "홍길동", DAY)])
    assert [finding.level for finding in after] == ["overridden", "reject", "overridden", "warn"]
