from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from benchmarks.findings import Finding
from benchmarks.slo import Limit
from procurement.exports.dossier import Dossier, Evidenced, ServiceLevel
from procurement.exports.xlsx.evidence_curves import MOST_CURVES, groups_of
from procurement.exports.xlsx.workbook import evaluation_workbook
from tests.procurement.exports.cases import at_several_loads, step
from tests.procurement.exports.drawn import Drawn, charts_of, shown
from tests.procurement.exports.evaluations import dossier, evaluated
from tests.procurement.exports.reading import opened


def curves(made: Dossier) -> tuple[list[Drawn], bytes]:
    content = evaluation_workbook(made).content
    return [chart for chart in charts_of(content) if "동시 요청 수 (개)" in chart.words], content


def test_throughput_is_drawn_with_the_line_of_the_service_level_and_latencies_with_their_limits() -> None:
    drawn, content = curves(at_several_loads())
    assert [chart.words[0] for chart in drawn] == [
        "동시 요청 수에 따른 출력 처리량", "동시 요청 수에 따른 TTFT P90", "동시 요청 수에 따른 TPOT P90",
        "동시 요청 수에 따른 E2E P90",
        "동시 요청 수에 따른 출력 처리량",
    ]  # fmt: skip
    values = opened(content, values=True)
    speed = [shown(values, cell) for cell in drawn[0].cells]
    assert speed[1:3] == [[1, 4, 16, 64, 128, 256], [12.5, 50, 200, 800, 1600, 3200]]
    assert speed[4:] == [[16, 16], [0, 3200]]
    latency = [shown(values, cell) for cell in drawn[1].cells]
    assert latency[1:3] == [[1, 4, 16, 64], [100, 300.5, 2000, 2300]]
    assert latency[5] == [2000] * 4


def test_each_point_says_whether_it_keeps_the_service_level() -> None:
    levels = (ServiceLevel("q", "llama", Decimal(128), Decimal(64), Limit("tpot", "p90", Decimal(50))),)
    _, content = curves(replace(at_several_loads(), levels=levels))
    column = [row[3].value for row in opened(content, values=True)["성능 곡선"].iter_rows()]
    found = [value for value in column if value in {"지킴", "어김", "미측정"}]
    assert found == ["지킴", "지킴", "지킴", "지킴", "어김", "미측정", "미측정", "미측정"]


def test_a_saturated_point_is_judged_by_no_limit() -> None:
    made = at_several_loads()
    levels = made.levels[1:2]
    first = made.evidence[0]
    m = first.measurement
    offered = replace(
        m,
        scenario=replace(m.scenario, load="open_loop", rate_offered=Decimal(100)),
        throughput=replace(m.throughput, rps=Decimal(1)),
    )
    other = replace(offered, id="o", scenario=replace(offered.scenario, concurrency=Decimal(2)))
    evidence = (replace(first, measurement=offered), replace(first, measurement=other))
    _, content = curves(replace(made, evidence=evidence, levels=levels))
    column = [row[3].value for row in opened(content, values=True)["성능 곡선"].iter_rows()]
    assert column.count("포화") == 2


def test_without_a_level_only_throughput_is_drawn_and_the_sheet_says_so() -> None:
    drawn, content = curves(replace(at_several_loads(), levels=()))
    assert [chart.series for chart in drawn] == [1, 1]
    told = [row[0].value for row in opened(content)["성능 곡선"].iter_rows()]
    assert told.count("이 조건에 대해 공고한 서비스 수준(지연 한도)이 없다.") == 2


def test_of_two_limits_of_one_latency_the_strictest_holds() -> None:
    made = at_several_loads()
    loose = replace(made.levels[0], limit=Limit("ttft", "p90", Decimal(9999)))
    first, _ = groups_of(made.evidence, levels=(*made.levels, loose))
    assert [limit.at_most for limit in first.limits if limit.metric == "ttft"] == [Decimal(2000)]


def test_points_that_are_rejected_without_load_or_without_throughput_are_left_out() -> None:
    made = at_several_loads()
    rejected = replace(made.evidence[1], findings=(Finding("V05", "reject", "", "", "", ""),))
    m = made.evidence[2].measurement
    unknown = replace(made.evidence[2], measurement=replace(m, throughput=replace(m.throughput, output_tps=None)))
    unloaded = replace(made.evidence[3], measurement=replace(m, scenario=replace(m.scenario, concurrency=None)))
    assert groups_of((made.evidence[0], rejected, unknown, unloaded), levels=()) == ()


def test_points_of_two_bids_are_never_joined() -> None:
    evidence = tuple(Evidenced(bid, bid, step(load, None, None), ()) for bid, load in (("A", "1"), ("B", "2")))
    assert groups_of(evidence, levels=()) == ()


def test_without_curves_the_sheet_is_left_out_and_the_cover_says_so() -> None:
    drawn, content = curves(replace(at_several_loads(), evidence=at_several_loads().evidence[:1]))
    assert drawn == []
    rows = {row[0].value: row[1].value for row in opened(content)["표지·기준전사표"].iter_rows()}
    assert rows["성능 곡선"] == "없음: 한 조건을 여러 동시 요청 수로 잰 성능 근거가 없음"


def test_beyond_the_most_curves_the_sheet_says_so() -> None:
    evidence = []
    for n in range(MOST_CURVES + 1):
        for load in ("1", "2"):
            m = step(load, None, None)
            longer = replace(m, scenario=replace(m.scenario, isl_target=Decimal(n + 1)))
            evidence.append(Evidenced("A", "업체 A", longer, ()))
    drawn, content = curves(dossier(evaluated(), evidence=tuple(evidence)))
    assert len(drawn) == MOST_CURVES
    told = "".join(str(row[0].value) for row in opened(content)["성능 곡선"]["A1:A6"])
    assert "처음 40개 조건만 그림(모두 41개)." in told
