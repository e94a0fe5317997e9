from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

from procurement.exports.assessed import Assessed
from procurement.exports.xlsx.assess import funding
from procurement.exports.xlsx.assess.open_call import ENTRIES, SHEET
from tests.procurement.exports.recalculated import recalculated, values
from tests.procurement.exports.xlsx.assess.workbooks import apart, changed, from_text, line, made, written


def drawn(folder: Path, seed: int) -> Assessed:
    """Equal totals, tied at the end of the budget or of the reserve places, stopped and skipped."""
    chance = random.Random(seed)  # noqa: S311 -- made-up projects, nothing secret
    ranked = chance.choice(('["a"]', '["a", "b"]'))
    text = f"[call]\nranked_by = {ranked}\nbonus_max = 2.5\nbudget = {chance.choice((1000, 1500, 2300))}\n"
    text += f'on_overrun = "{chance.choice(("stop", "skip"))}"\nreserves = {chance.randint(0, 3)}\n'
    for stage, mark in (("a", 30), ("b", "30.5")):
        items = ", ".join(f'{{ id = "{stage}{n}", title = "=항목", points = 25 }}' for n in (1, 2))
        text += f'[[stages]]\nid = "{stage}"\ntitle = "@단계{stage}"\npass_mark = {mark}\nitems = [{items}]\n'
    for number in range(chance.randint(0 if seed == 1 else 1, 8)):
        suitable = chance.random() < 0.85
        text += f'[[projects]]\nid = "=과제{number}"\nrequested = {chance.choice((300, 500, 800))}\nwhy = "+사유"\n'
        text += f"suitable = {str(suitable).lower()}\nbonus = {chance.choice((0, 2, 5))}\n"
        given = ", ".join(f"{item} = {chance.choice((15, 15.5, 20))}" for item in ("a1", "a2", "b1", "b2"))
        text += f"points = {{ {given} }}\n" if suitable else ""
    return from_text(folder, "open_call", text)


def test_every_formula_recalculates_to_what_the_library_says(
    require_program: Callable[[str], Path], tmp_path: Path
) -> None:
    cases = [made("open-call"), *(drawn(tmp_path / str(seed), seed) for seed in range(6))]
    contents = [written(case) for case in cases]
    assert apart(contents, soffice=require_program("soffice"), folder=tmp_path) == []
    assert contents == [written(case) for case in cases]


def test_the_example_shows_stages_total_and_rank() -> None:
    content = written(made("open-call"))
    assert line(content, SHEET, "과제1") == ["과제1", "적합", 92, 3, 1, 1, 85, "통과", 89, "통과"]
    assert line(content, SHEET, "과제4")[1:3] == ["부적합", None]


def test_points_that_are_missing_or_changed_change_who_is_funded(
    require_program: Callable[[str], Path], tmp_path: Path
) -> None:
    content = changed(written(made("open-call")), {(ENTRIES, "I7"): "", (ENTRIES, "H8"): 50})
    [after] = recalculated([content], soffice=require_program("soffice"), folder=tmp_path)
    found = values(after)
    assert found[SHEET, "J7"] == "미기입"
    assert [found[funding.SHEET, f"{letter}6"] for letter in "BLM"] == ["과제1", "선정", 200_000_000]
    assert [found[funding.SHEET, f"{letter}7"] for letter in "BLM"] == ["과제3", "선정", 50_000_000]
