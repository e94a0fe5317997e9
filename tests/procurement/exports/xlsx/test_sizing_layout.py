from __future__ import annotations

from dataclasses import replace

from procurement.exports.xlsx.sizing_layout import in_service, plan_rows, serving_rows
from tests.procurement.exports.plan_cases import mix_of_case, plans, rows_of


def test_the_rows_are_where_the_sheet_has_them() -> None:
    sized, mix = plans()["everything"], mix_of_case("everything")
    rows, sheet = plan_rows(sized, mix=mix), rows_of("everything", "장비 구성안")
    assert [sheet[row - 1][0] for row in rows.servers.values()] == [c.title for c in sized.problem.configurations]
    assert sheet[rows.total - 1][0] == "계"
    assert [sheet[row - 1][0] for row, _ in rows.orders] == ["첫 해 서버 a", "첫 해 묶음 할인"]
    assert [sheet[d.row - 1][3:6] for d in rows.deliveries] == [[1, 0, 1], [2, 1, 2]]
    assert [sheet[row - 1][0] for row in rows.vendors.values()] == ["갑", "을"]
    assert sheet[rows.limits - 1][0] == "조건 대조"
    assert str(sheet[rows.years - 1][0]).startswith("연도별 비용")


def test_the_vendors_rows_on_the_sheet_of_service() -> None:
    cells = serving_rows(plans()["everything"], mix=mix_of_case("everything"))
    sheet = rows_of("everything", "수요·처리능력")
    found = {pair: sheet[row - 1][:2] for pair, row in cells.items()}
    assert found == {
        ("갑", 0): ["첫 해", "갑"],
        ("을", 0): ["첫 해", "을"],
        ("갑", 1): ["이듬해", "갑"],
        ("을", 1): ["이듬해", "을"],
    }


def test_servers_in_service_are_those_there_and_those_delivered_by_the_year() -> None:
    rows = plan_rows(plans()["everything"], mix=mix_of_case("everything"))
    plan, order = "'장비 구성안'!$G$27", "'장비 구성안'!"
    assert in_service(rows, configuration="b", year=0) == f"{plan}+IF({order}$E$37<=0,{order}$F$37,0)"


def test_without_orders_the_columns_are_empty_cells() -> None:
    sized, mix = plans()["replicas"], mix_of_case("replicas")
    rows = plan_rows(sized, mix=replace(mix, orders=()))
    assert (rows.ordered("G"), rows.delivered("E")) == ("$G$21:$G$21", "$E$24:$E$24")
    assert (rows.terms, rows.years) == (None, 26)
