from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

from procurement.exports.assessed import Assessed
from procurement.exports.xlsx.assess.two_stage import ENTRIES, SHEET
from tests.procurement.exports.recalculated import recalculated, values
from tests.procurement.exports.xlsx.assess.workbooks import apart, changed, from_text, line, made, written


def drawn(folder: Path, seed: int) -> Assessed:
    """Suitable and unsuitable bids at few prices, so that many are equal, too few or all too dear."""
    chance = random.Random(seed)  # noqa: S311 -- made-up bids, nothing secret
    kind = chance.choice(("two_stage", "simultaneous"))
    suits = [chance.random() < 0.7 for _ in range(chance.randint(1, 6))]
    opened = sum(suits) >= (2 if kind == "two_stage" else 1)
    bids = ""
    for number, suitable in enumerate(suits):
        bids += f'[[bids]]\nid = "=업체{number}"\nsuitable = {str(suitable).lower()}\nwhy = "@사유"\n'
        bids += f"price = {chance.choice((900, 901, 1000, 1001))}\n" if suitable and opened else ""
    return from_text(folder, kind, f"[{kind}]\nreserve = 1000\n{bids}")


def test_every_formula_recalculates_to_what_the_library_says(
    require_program: Callable[[str], Path], tmp_path: Path
) -> None:
    cases = [made("two-stage"), made("simultaneous"), *(drawn(tmp_path / str(seed), seed) for seed in range(5))]
    contents = [written(case) for case in cases]
    assert apart(contents, soffice=require_program("soffice"), folder=tmp_path) == []
    assert contents == [written(case) for case in cases]


def test_the_example_shows_what_was_opened_and_the_drawn_order() -> None:
    content = written(made("two-stage"))
    assert line(content, SHEET, "나래")[1:8] == ["적합", 850_000_000, "예", 1, 1, 1, "낙찰 예정"]
    assert line(content, SHEET, "다솜")[1:8] == ["부적합", None, None, 0, None, None, "규격 부적합"]
    assert line(content, SHEET, "결과")[1] == "낙찰 예정: 나래"


def test_too_few_suitable_bids_open_no_price_and_an_opened_one_is_pointed_at(
    require_program: Callable[[str], Path], tmp_path: Path
) -> None:
    content = changed(written(made("two-stage")), {(ENTRIES, "B9"): "부적합"})
    without = changed(written(made("simultaneous")), {(ENTRIES, "E9"): "", (ENTRIES, "D10"): 900_000_001})
    found = [
        values(one) for one in recalculated([content, without], soffice=require_program("soffice"), folder=tmp_path)
    ]
    assert [found[0][SHEET, place] for place in ("B4", "H9", "H10")] == ["개찰하지 않음", *["개찰할 수 없는 가격"] * 2]
    assert [found[1][SHEET, place] for place in ("H9", "H10")] == ["낙찰 예정", "예정가격 초과"]
