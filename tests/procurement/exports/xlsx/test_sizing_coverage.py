from __future__ import annotations

from dataclasses import replace

from benchmarks.traffic import Counted, Lengths
from procurement.exports.xlsx.sizing import sizing_workbook
from tests.procurement.exports.reading import line, opened
from tests.procurement.exports.sizing_cases import sizings
from tests.procurement.exports.xlsx.sizing_sheets import sheet


def test_covered_and_not_covered_add_up_to_everything() -> None:
    rows = sheet("ugly", "수요")
    assert line(rows, "128/128")[:3] == ["128/128", 90, 0.9]
    assert line(rows, "덮지 못함")[:3] == ["덮지 못함", 2, 0.02]
    assert line(rows, "계") == ["계", 100, 1, 1, 120.5]
    assert [row[:2] for row in rows[-2:]] == [["4096/64", 1], ["4096/128", 1]]


def test_without_a_mix_of_lengths_the_sheet_says_so() -> None:
    content = sizing_workbook(replace(sizings()["bare"], covered=())).content
    told = opened(content)["수요"]["A2"].value
    assert told == "길이 분포로 준 수요가 없음: 길이와 요청률을 그대로 적은 수요뿐이다."


def test_many_lengths_that_nothing_covers_are_cut_with_their_number() -> None:
    sizing = sizings()["bare"]
    one = sizing.covered[0]
    many = tuple(Counted(Lengths(9000 + n, 9), 1) for n in range(250))
    coverage = replace(one.coverage, uncovered=replace(one.coverage.uncovered, lengths=many))
    changed = replace(one, coverage=coverage, left_out=3)
    content = sizing_workbook(replace(sizing, covered=(changed,))).content
    told = [row[0].value for row in opened(content)["수요"].iter_rows()]
    assert told[-1] == "모두 250종이며 나머지는 JSON에 있다."
    assert "입력이나 출력 토큰이 없는 요청 3건은 세지 않았다." in told


def test_a_demand_that_is_covered_whole_has_no_list() -> None:
    sizing = sizings()["bare"]
    one = sizing.covered[0]
    coverage = replace(one.coverage, uncovered=replace(one.coverage.uncovered, lengths=()))
    content = sizing_workbook(replace(sizing, covered=(replace(one, coverage=coverage),))).content
    assert opened(content)["수요"].cell(opened(content)["수요"].max_row, 1).value == "계"
