from __future__ import annotations

from decimal import Decimal

from benchmarks.answers import Answers
from benchmarks.canonical import measurements
from benchmarks.checked import RULE_TITLES, checked_rows
from benchmarks.detail import detail_findings
from benchmarks.findings import findings, report_findings
from benchmarks.report import Cell, Report, Request, Row


def row(where: str, *, ttft: str, ok: int) -> Row:
    """One step with one answered request of which the file says `ok`."""
    cells = (
        Cell("ttft", "mean", Decimal(ttft), "ms", "", f"{where}/ttft"),
        Cell("ok", "value", Decimal(ok), "count", "", f"{where}/ok"),
    )
    return Row(
        where, cells, (), (Request(f"{where}/0", ok=True, input_tokens=1, output_tokens=1, ttft=None, e2e=None),)
    )


REPORT = Report("f", "vLLM", "1", "f.json", "0" * 64, 1, (row("/0", ttft="0", ok=1), row("/1", ttft="50", ok=2)), ())


def test_every_row_has_the_findings_of_its_measurement_its_cells_and_its_requests() -> None:
    first, second = checked_rows(REPORT, answers=Answers())
    assert (first.measurement, second.measurement) == measurements(REPORT, answers=Answers())
    assert set(first.findings) == {*findings(first.measurement), *report_findings(REPORT)}
    assert set(second.findings) == {*findings(second.measurement), *detail_findings(REPORT)}
    assert [(one.rule, one.where) for one in (*first.findings, *second.findings) if one.level == "reject"] == [
        ("D01", "/1/ok")
    ]
    assert ("V01", "/0/ttft") in [(one.rule, one.where) for one in first.findings]


def test_every_rule_has_a_title_in_both_languages() -> None:
    assert {f"V{number:02}" for number in range(1, 24)} | {"D01", "D02", "D03"} <= set(RULE_TITLES)
    assert all(" / " in title for title in RULE_TITLES.values())
