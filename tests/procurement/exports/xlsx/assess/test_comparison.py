from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from procurement.exports.assessed import Assessed
from procurement.exports.xlsx.assess.blocks import NotForSheets
from procurement.exports.xlsx.assess.comparison import ENTRIES, FORMULAS, SHEET
from scoring.international import METHODS
from tests.procurement.exports.recalculated import recalculated, values
from tests.procurement.exports.xlsx.assess.workbooks import apart, changed, from_text, line, made, written

TERMS = {
    "price_points": "30",
    "ceiling": "400000",
    "floor": "0",
    "band": "0.1",
    "price_weight": "0.3",
    "quality_weight": "0.7",
}


def drawn(folder: Path, seed: int, method: str) -> Assessed:
    """Few prices and qualities, so that figures are equal; the terms the method needs."""
    chance = random.Random(seed)  # noqa: S311 -- made-up bids, nothing secret
    places = 8 if method.startswith("ufab") else chance.choice((0, 2, 4))
    text = f'[comparison]\nmethod = "{method}"\nplaces = {places}\n'
    text += "".join(f"{key} = {TERMS[key]}\n" for key in METHODS[method].needs)
    for number in range(chance.randint(1, 6)):
        price, quality = chance.choice(("150000", "140000.5", "300000")), chance.choice(("75", "60.25", "81.1"))
        text += f'[[bids]]\nid = "=업체{number}"\nprice = {price}\nquality = {quality}\n'
    return from_text(folder, "comparison", text, day="2026-11-22")


def test_every_method_of_the_library_has_its_formula() -> None:
    assert set(FORMULAS) == set(METHODS)


def test_every_formula_recalculates_to_what_the_library_says(
    require_program: Callable[[str], Path], tmp_path: Path
) -> None:
    methods = [(seed, method) for seed in range(1) for method in METHODS]
    cases = [drawn(tmp_path / f"{method}{seed}", seed, method) for seed, method in methods]
    contents = [written(case) for case in (made("comparison"), *cases)]
    assert apart(contents, soffice=require_program("soffice"), folder=tmp_path) == []
    assert contents[1:] == [written(case) for case in cases]


def test_the_example_shows_the_figure_and_another_price_another_winner(
    require_program: Callable[[str], Path], tmp_path: Path
) -> None:
    content = written(made("comparison"))
    assert line(content, SHEET, "나래") == ["나래", 140_000, 60, 2333.3333333333335, 2333.3333, "예", 2, 2, "2순위"]
    after = recalculated(
        [changed(content, {(ENTRIES, "B12"): 120_000}), changed(content, {(ENTRIES, "B12"): 100_000})],
        soffice=require_program("soffice"),
        folder=tmp_path,
    )
    found = [values(one)[SHEET, "B8"] for one in after]
    assert found == ["같은 값: 방식이 가리지 않음", "낙찰 예정: 나래"]


def test_more_places_than_a_sheet_holds_are_refused(tmp_path: Path) -> None:
    bid = '[[bids]]\nid = "가"\nprice = 1\nquality = 1\n'
    text = f'[comparison]\nmethod = "ufab_simple"\nplaces = 11\n{bid}'
    with pytest.raises(NotForSheets, match=r"^places = 11: "):
        written(from_text(tmp_path, "comparison", text, day="2026-11-22"))
