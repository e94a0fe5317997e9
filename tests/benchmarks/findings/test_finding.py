from __future__ import annotations

from decimal import Decimal

import pytest

from benchmarks.findings import findings
from benchmarks.findings.finding import TITLES, Finding, Level, graded, hard, shown
from benchmarks.findings.tolerances import tolerance
from benchmarks.measurement import Measurement


def test_every_rule_has_a_title_in_both_languages() -> None:
    assert list(TITLES) == [f"V{n:02}" for n in range(1, 24)]
    assert [rule for rule, title in TITLES.items() if len(title.split(" / ")) != 2] == []


def test_a_finding_says_what_was_seen_where_and_what_is_allowed(complete: Measurement) -> None:
    assert hard(complete, "V03", value=Decimal("1.33333")) == Finding(
        rule="V03",
        level="reject",
        message="입력 + 출력 처리량 = 전체 처리량 / input + output = total throughput",
        where="/0",
        observed="1.3333",
        allowed="0.99–1.01",
    )


def test_a_missing_value_is_not_applicable(complete: Measurement) -> None:
    finding = hard(complete, "V06", value=None, name="V06 medians")
    assert (finding.level, finding.observed, finding.allowed) == ("not_applicable", "미측정 / not measured", "0.5–1.3")


@pytest.mark.parametrize(("value", "level"), [("0.99", "pass"), ("0.98", "warn"), ("0.95", "warn"), ("0.94", "reject")])
def test_two_tolerances_grade_a_value(value: str, level: Level) -> None:
    assert graded(Decimal(value), usual=tolerance("V10 usual"), most=tolerance("V10 most")) == level


@pytest.mark.parametrize(
    ("value", "words"),
    [("1", "1.0000"), ("0.00005", "0.0000"), ("9999999999", "9999999999.0000"), ("1e10", "1.0000E+10")],
)
def test_numbers_are_shown_short(value: str, words: str) -> None:
    assert shown(Decimal(value)) == words


def test_the_findings_of_a_measurement_stand_in_the_order_of_the_rules(complete: Measurement) -> None:
    assert [finding.rule for finding in findings(complete)] == sorted(TITLES.keys() - {"V17", "V18", "V21"})
