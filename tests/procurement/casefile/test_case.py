from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from benchmarks.table import TableError
from procurement.casefile import Case, dossier_of, read_case, sized
from procurement.exports.xlsx.workbook import evaluation_workbook
from scoring.result import BidResult
from tests.procurement.casefile.folder import FILES, MARKS, change, small_case, write


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return small_case(tmp_path)


def raw(name: str) -> Any:
    return json.loads((FILES / name).read_text(encoding="utf-8"), parse_float=Decimal)


def steps() -> list[tuple[Decimal, Decimal, Decimal, Decimal]]:
    """GuideLLM's load steps as the file has them: TTFT p90, ITL p90, output tokens/s, requests/s."""
    metrics = [step["metrics"] for step in raw("guidellm_v2.json")["benchmarks"]]
    return [
        (
            m["time_to_first_token_ms"]["successful"]["percentiles"]["p90"],
            m["inter_token_latency_ms"]["successful"]["percentiles"]["p90"],
            m["output_tokens_per_second"]["successful"]["mean"],
            m["requests_per_second"]["successful"]["mean"],
        )
        for m in metrics
    ]


def result_of(case: Case, bid: str) -> BidResult:
    return next(r for r in case.evaluation.results if r.bid.id == bid)


def values(case: Case, bid: str) -> dict[str, Fraction | str | None]:
    return {e.subject: e.value for e in result_of(case, bid).bid.evidence}


def test_values_are_the_files_own_of_the_best_point_that_keeps_the_service_level(folder: Path) -> None:
    case = read_case(folder)
    kept = [step for step in steps() if step[0] <= 60]
    client = raw("vllm_c4.json")
    assert len(kept) == 1 < len(steps())
    assert values(case, "A") == {
        "first_token": Fraction(min(step[0] for step in steps())),
        "throughput": Fraction(kept[0][2]),
        "per_token": Fraction(min(step[1] for step in steps())),
        "server_power": 3000,
        "credit": "A0",
    }
    assert values(case, "B") == {
        "first_token": Fraction(client["p90_ttft_ms"]),
        "throughput": Fraction(client["output_throughput"]),
        "per_token": Fraction(client["p90_tpot_ms"]),
        "server_power": 3000,
        "credit": "A0",
    }


def test_a_rejected_file_never_scores_and_says_why(folder: Path) -> None:
    case = read_case(folder)
    found = result_of(case, "C")
    assert values(case, "C") == {
        "first_token": None,
        "throughput": None,
        "per_token": None,
        "server_power": 3000,
        "credit": "A0",
    }
    traces = {e.subject: e.trace for e in found.bid.evidence}
    assert "evidence/c/result.json / 부적합 V03(1.1000), V04(0.7692)" in traces["throughput"]
    assert found.rank is None
    assert [item.number.value for item in found.items] == [Decimal("5.0000"), Decimal("2.5"), Decimal(5)]


def test_totals_follow_from_the_files_the_marks_and_the_price(folder: Path) -> None:
    case = read_case(folder)
    client = Fraction(raw("vllm_c4.json")["output_throughput"])
    throughput = {"A": Fraction("8.8"), "B": Fraction(round(client / 400 * 10 * 10**4), 10**4)}
    technical = {"A": 67 + throughput["A"] + 5 + 5, "B": Fraction("64.875") + throughput["B"] + Fraction("4.5") + 5}
    lowest, found = 850000000, {}
    for bid, price in (("A", 900000000), ("B", 850000000)):
        points = Fraction(lowest * 10, price)
        found[bid] = technical[bid] + Fraction(round(points * 10**4), 10**4)
    assert {b: Fraction(result_of(case, b).technical.value) for b in "AB"} == technical
    assert {b: Fraction(result_of(case, b).total.value) for b in "AB" if result_of(case, b).total} == found  # type: ignore[union-attr]  # the filter drops None
    assert [(r.bid.id, r.rank) for r in case.evaluation.results] == [("A", 1), ("B", 2), ("C", None)]


def test_demand_is_served_at_the_measured_rate_of_the_point_that_keeps_the_service_level(folder: Path) -> None:
    purchase = read_case(folder).purchase
    assert purchase is not None
    kept = next(step for step in steps() if step[0] <= 60)
    client = Fraction(raw("vllm_c4.json")["request_throughput"])
    rates = {c.configuration: getattr(c, "rate", None) for c in purchase.problem.capacities}
    assert rates == {"A": Fraction(kept[3]) * 8, "B": client * 4, "C": None}
    answer = sized(purchase, wall_seconds=30)
    assert answer.mix is not None
    assert [(p.configuration, p.servers) for p in answer.mix.purchases] == [("A", 1)]
    assert (answer.mix.cost, answer.mix.proven) == (100000000, True)


def test_a_demand_that_nothing_serves_leaves_the_scores_and_says_so(folder: Path) -> None:
    change(folder / "tender.toml", "rate = 20\nslo = { ttft_p90_ms = 60 }", "rate = 20\nslo = { ttft_p90_ms = 6 }")
    case = read_case(folder)
    assert case.purchase is not None
    answer = sized(case.purchase, wall_seconds=30)
    assert (answer.mix, answer.no_mix.startswith("어느 구성도")) == (None, True)
    assert result_of(case, "A").rank == 1


def test_without_sizing_there_is_no_purchase(folder: Path) -> None:
    tender = folder / "tender.toml"
    write(tender, tender.read_text(encoding="utf-8").partition("[sizing]")[0])
    assert read_case(folder).purchase is None


def test_the_dossier_holds_every_point_of_every_bid_and_fills_a_workbook(folder: Path) -> None:
    case = read_case(folder)
    dossier = dossier_of(case, sizing=None, program="Jeoul 시험")
    points = [(e.bid, e.bidder, e.measurement.source.where) for e in dossier.evidence]
    assert points == [
        ("A", "A사", "/benchmarks/0"),
        ("A", "A사", "/benchmarks/1"),
        ("A", "A사", "/benchmarks/2"),
        ("B", "B사", "/"),
        ("C", "C사", "/"),
    ]
    assert dossier.manufacturers == (("A", "A사 제조"), ("B", "B사 제조"), ("C", "C사 제조"))
    assert dossier.tender.places == (("E_kind", "공고서 3"),)
    again = dossier_of(read_case(folder), sizing=None, program="Jeoul 시험")
    assert evaluation_workbook(dossier).content == evaluation_workbook(again).content


def test_files_are_read_with_a_mark_at_their_start_and_windows_line_ends(folder: Path) -> None:
    plain = read_case(folder).evaluation
    for path in (folder / "tender.toml", folder / "marks.csv", folder / "bids" / "A.toml"):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert read_case(folder).evaluation == plain


def test_the_order_of_the_marks_does_not_matter(folder: Path) -> None:
    plain = read_case(folder).evaluation
    header, *rows = MARKS.splitlines(keepends=True)
    write(folder / "marks.csv", header + "".join(reversed(rows)))
    assert read_case(folder).evaluation.results == plain.results
    assert read_case(folder).evaluation.input_digest == plain.input_digest


@pytest.mark.parametrize("name", ["tender.toml", "marks.csv"])
def test_a_missing_file_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(TableError, match=rf"^{name}: 사업 폴더에 이 파일이 없습니다"):
        read_case(folder)
