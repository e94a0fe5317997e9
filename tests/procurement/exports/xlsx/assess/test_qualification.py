from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from procurement.exports.assessed import Assessed
from procurement.exports.xlsx.assess.blocks import NotForSheets
from procurement.exports.xlsx.assess.qualification import ENTRIES, FLOORS, SHEET
from tests.procurement.exports.recalculated import recalculated, values
from tests.procurement.exports.xlsx.assess.workbooks import apart, changed, from_text, line, made, written


def drawn(folder: Path, seed: int) -> Assessed:
    """Prices around the best ratio and at its halves, equal prices and totals, shortages, bids above the reserve."""
    chance = random.Random(seed)  # noqa: S311 -- cases, no secrets
    reserve = chance.choice((20_000, 128_226_825, 9_999_999_967, 1))
    bids = ""
    for number in range(chance.randint(0 if seed == 0 else 1, 6)):
        units = chance.choice((9000, 8799, 10_000, 10_001, 100))
        price = max(1, (2 * units + 1) * reserve // 20_000 + chance.randint(0, 1))
        capability = chance.choice(("30", "27.5", "22.12345", "15", "0"))
        added = chance.choice(("0", "3", "0.25"))
        bids += f'[[bids]]\nid = "=업체{number}"\nprice = {price}\ncapability = {capability}\nreliability = {added}\n'
        bids += f"disqualified = {chance.choice(('true', 'false', 'false'))}\n"
    form = chance.choice(("appendix_2", "steep"))
    return from_text(folder, "qualification", f'[qualification]\nreserve = {reserve}\nform = "{form}"\n{bids}')


TIED = """
[qualification]
reserve = 128226825
form = "appendix_2"
[[bids]]
id = "가"
price = 114156413
capability = 27
[[bids]]
id = "나"
price = 114156413
capability = 27
[[bids]]
id = "다"
price = 114156413
capability = 28
"""
LOT = '[[lot]]\nbids = ["나", "가"]\nday = 2026-11-02\nwitnessed_by = "감사"\nrecord = "조서"\n'


def test_every_formula_recalculates_to_what_the_library_says(
    require_program: Callable[[str], Path], tmp_path: Path
) -> None:
    cases = [made("qualification"), *(drawn(tmp_path / str(seed), seed) for seed in range(5))]
    cases += [from_text(tmp_path / "tied", "qualification", TIED.replace("28", "27"))]
    cases += [from_text(tmp_path / "lot", "qualification", TIED + LOT)]
    contents = [written(case) for case in cases]
    assert apart(contents, soffice=require_program("soffice"), folder=tmp_path) == []
    assert contents == [written(case) for case in cases]


def test_the_example_shows_points_verdicts_and_the_lowest_price_that_passes() -> None:
    content = written(made("qualification"))
    assert line(content, SHEET, "나래") == [
        "나래", 114156413, "예", 0.8903, 68.06, 27.5, 95.56, "적격", 0, 2, 2, "낙찰 예정", 2,
    ]  # fmt: skip
    assert line(content, SHEET, "다솜")[2:8] == ["아니오", None, None, None, None, "예정가격 초과"]
    assert line(content, SHEET, "결과")[1] == "낙찰 예정: 나래"
    assert line(content, FLOORS, "가온")[2:] == [15, 0.82495, 105780720, 0.825, 85, 105780720]


def test_a_tie_waits_for_its_lot_and_takes_it(tmp_path: Path) -> None:
    tied = written(from_text(tmp_path, "qualification", TIED.replace("28", "27")))
    assert line(tied, SHEET, "결과")[1] == "추첨하여 기록할 것"
    settled = written(from_text(tmp_path, "qualification", TIED + LOT))
    assert [line(settled, SHEET, name)[9] for name in "가나다"] == [3, 2, 1]
    assert line(settled, ENTRIES, "나")[5:9] == [1, "2026-11-02", "감사", "조서"]


def test_changed_inputs_change_verdict_order_and_winner(require_program: Callable[[str], Path], tmp_path: Path) -> None:
    content = changed(written(made("qualification")), {(ENTRIES, "B7"): 110_000_000, (ENTRIES, "B9"): 105_000_000})
    [after] = recalculated([content], soffice=require_program("soffice"), folder=tmp_path)
    found = values(after)
    assert [found[SHEET, f"L{row}"] for row in (7, 8, 9)] == ["낙찰 예정", "뒤 순위(참고)", "기준 미달"]
    assert found[SHEET, "B5"] == "낙찰 예정: 가온"


def test_a_number_that_no_sheet_holds_is_refused(tmp_path: Path) -> None:
    finer = TIED.replace("capability = 28", "capability = 28.12345678901")
    with pytest.raises(NotForSheets, match=r"^다 납품이행능력: 28\.12345678901: 엑셀은 유효숫자 15자리"):
        written(from_text(tmp_path, "qualification", finer))
