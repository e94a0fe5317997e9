from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

from procurement.exports.assessed import Assessed
from procurement.exports.xlsx.assess.mas import ENTRIES, INVITED, SHEET
from tests.procurement.exports.recalculated import recalculated, values
from tests.procurement.exports.xlsx.assess.workbooks import apart, changed, from_text, line, made, written


def drawn(folder: Path, seed: int) -> Assessed:
    """Equal scores, prices and rates; makers whose names differ by case or look like criteria."""
    chance = random.Random(seed)  # noqa: S311 -- made-up proposals, nothing secret
    kind = chance.choice("AB")
    text = f'[mas]\namount = {chance.choice((49_999_999, 50_000_000, 100_000_000))}\nreason = "=사유"\n'
    text += f'between_smes = {chance.choice(("true", "false"))}\nprice_type = "{kind}"\n'
    text += f"reserved_for_smes = {chance.choice(('true', 'false'))}\n"
    names = [f"=업체{number}" for number in range(chance.randint(2, 6))]
    makers = ["*", "a", *chance.choices(("A", ">0", "*", "가"), k=len(names))]
    for name, maker in zip(names, makers, strict=False):
        text += f'[[invited]]\nid = "{name}"\nmanufacturer = "{maker}"\n'
    for name in names[: chance.randint(0, len(names))]:
        contract = chance.choice((100_000, 200_000))
        price = contract * chance.choice((90, 95)) // 100 + chance.choice((0, 5))
        text += f'[[proposals]]\nid = "{name}"\nprice = {price}\ncontract_price = {contract}\nformula = "+1"\n'
        text += f"score = {chance.choice(('90.5', '90.50005'))}\nemploys_well = {chance.choice(('true', 'false'))}\n"
    return from_text(folder, "mas", text)


def test_every_formula_recalculates_to_what_the_library_says(
    require_program: Callable[[str], Path], tmp_path: Path
) -> None:
    cases = [made("mas"), *(drawn(tmp_path / str(seed), seed) for seed in range(5))]
    contents = [written(case) for case in cases]
    assert apart(contents, soffice=require_program("soffice"), folder=tmp_path) == []
    assert contents == [written(case) for case in cases]


def test_the_example_shows_the_request_the_price_and_the_order() -> None:
    content = written(made("mas"))
    assert line(content, SHEET, "나래") == [
        "나래", 91.5, "아니오", 165_000_000, 180_000_000, 0.9167, "가능", 165_000_000, 1, 0, 1, 1, "낙찰 예정", "예",
    ]  # fmt: skip
    said = [line(content, SHEET, name)[1] for name in ("2단계경쟁", "제조사 수", "제안요청 판정", "결과")]
    assert said == ["2단계경쟁 대상", 2, "적정", "낙찰 예정: 나래"]


def test_one_maker_and_a_price_too_high_or_low_are_named(
    require_program: Callable[[str], Path], tmp_path: Path
) -> None:
    inputs: dict[tuple[str, str], object] = {
        (INVITED, "B11"): "나 제조",
        (INVITED, "B6"): "예",
        (ENTRIES, "B11"): 180_000_001,
        (ENTRIES, "B12"): 161_999_999,
    }
    [after] = recalculated([changed(written(made("mas")), inputs)], soffice=require_program("soffice"), folder=tmp_path)
    found = values(after)
    assert found[SHEET, "B6"] == "제안요청을 다시 할 것"
    assert [found[SHEET, f"M{row}"] for row in (11, 12)] == ["계약가격 초과", "하한 미만"]
    assert found[SHEET, "B8"] == "제안 없음"
