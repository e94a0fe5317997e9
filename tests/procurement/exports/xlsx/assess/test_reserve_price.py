from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

from procurement.exports.assessed import Assessed
from procurement.exports.xlsx.assess.reserve_price import ENTRIES, SHEET
from tests.procurement.exports.recalculated import recalculated, values
from tests.procurement.exports.xlsx.assess.workbooks import apart, changed, from_text, line, made, written


def drawn(folder: Path, seed: int) -> Assessed:
    """Any prices within the range of small and large bases, drawn anywhere, with and without rounding."""
    chance = random.Random(seed)  # noqa: S311 -- made-up prices, nothing secret
    base = chance.choice((1001, 999_999_999, 30_000_000_001))
    authority, share = chance.choice((("national", 2), ("local", 3)))
    low, high = -(-base * (100 - share) // 100), base * (100 + share) // 100
    prices = chance.sample(range(low, high + 1), 15)
    numbers = chance.sample(range(1, 16), 4)
    unit = chance.choice(("true", "false"))
    text = f'[reserve_price]\nbase = {base}\nauthority = "{authority}"\nunit_price = {unit}\n'
    return from_text(folder, "reserve_price", f"{text}prices = {prices}\ndrawn = {numbers}\n")


def test_every_formula_recalculates_to_what_the_library_says(
    require_program: Callable[[str], Path], tmp_path: Path
) -> None:
    cases = [made("reserve-price"), *(drawn(tmp_path / str(seed), seed) for seed in range(4))]
    contents = [written(case) for case in cases]
    assert apart(contents, soffice=require_program("soffice"), folder=tmp_path) == []
    assert contents == [written(case) for case in cases]


def test_the_example_shows_range_mean_and_the_price() -> None:
    content = written(made("reserve-price"))
    assert line(content, SHEET, "예비가격의 하한(원)")[1] == 980_000_000
    assert line(content, SHEET, "예정가격(원)")[1] == 1_002_900_008
    assert line(content, SHEET, "결과")[1] == "예정가격 1002900008원"


def test_another_draw_gives_another_price_and_a_wrong_price_is_named(
    require_program: Callable[[str], Path], tmp_path: Path
) -> None:
    content = written(made("reserve-price"))
    other = changed(content, {(ENTRIES, "E14"): 14})
    wrong = changed(content, {(ENTRIES, "B11"): 900_000_000, (ENTRIES, "B12"): 986_100_002})
    found = [values(one) for one in recalculated([other, wrong], soffice=require_program("soffice"), folder=tmp_path)]
    assert (found[0][SHEET, "B5"], found[0][SHEET, "B6"]) == (1002200007.75, 1002200008)
    assert (found[1][SHEET, "E11"], found[1][SHEET, "F12"]) == ("범위 밖", "중복")
    assert found[1][SHEET, "B8"] == "예비가격이나 추첨 번호를 고칠 것"
