from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from procurement.exports.sizing import Sizing
from procurement.exports.sizing_lines import lines
from procurement.exports.xlsx.sizing import sizing_workbook
from tests.procurement.casefile.sizing_folder import small_folder, solved
from tests.procurement.exports.reading import opened

AIMS = 'objective = "in_order"\naims = [{ name = "cost", tolerance = 0.1 }, "vendors"]'


def ordered(folder: Path) -> Sizing:
    file = small_folder(folder) / "sizing.toml"
    text = file.read_text(encoding="utf-8").replace('objective = "cheapest"', AIMS)
    file.write_text(text, encoding="utf-8")
    return solved(folder)


def test_what_each_aim_reached_stands_in_its_order(tmp_path: Path) -> None:
    sizing = ordered(tmp_path)
    mix = sizing.sized.mix
    assert mix is not None
    sheet = opened(sizing_workbook(sizing).content)["목적의 순서"]
    cost, vendors = mix.aims
    assert [cell.value for cell in sheet[5]] == [1, "비용", "원", int(cost.value), int(cost.value), "증명됨"]
    assert [cell.value for cell in sheet[6]] == [2, "업체 수", "곳", 2, 2, "증명됨"]
    assert vendors.value == 2
    told = list(lines(sizing))
    assert told[0].endswith("여러 목적을 정한 순서대로 / several aims in order")
    assert "  2순위 업체 수 / vendors: 2 곳, 한계 / bound 2 곳 (증명 / proven)" in told


def test_without_an_order_there_is_no_sheet_and_without_a_bound_it_says_so(tmp_path: Path) -> None:
    sizing = ordered(tmp_path)
    mix = sizing.sized.mix
    assert mix is not None
    without = replace(sizing, sized=replace(sizing.sized, mix=replace(mix, aims=())))
    assert "목적의 순서" not in opened(sizing_workbook(without).content).sheetnames
    loose = tuple(replace(aim, bound=None, proven=False) for aim in mix.aims)
    unproven = replace(sizing, sized=replace(sizing.sized, mix=replace(mix, aims=loose)))
    sheet = opened(sizing_workbook(unproven).content)["목적의 순서"]
    assert [cell.value for cell in sheet[5]][4:] == ["없음", "증명되지 않음"]
