from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from procurement.exports.dossier import Dossier
from procurement.exports.xlsx.english_parts import in_language
from procurement.exports.xlsx.workbook import evaluation_workbook
from tests.procurement.exports.cases import cases
from tests.procurement.exports.english import both, left, skeleton
from tests.procurement.exports.evaluations import dossier, evaluated, renamed
from tests.procurement.exports.handed import hand_outs
from tests.procurement.exports.reading import opened
from tests.procurement.exports.recalculated import differing, formulas, recalculated, values
from tests.procurement.exports.repeated import annexed, runs
from tests.scoring.tender import A, B, C

ONLY_NUMBERS = {
    "no trim", "two_slope_2026 eligible_only", "two_slope_legacy eligible_only", "relative_lowest eligible_only",
    "two_slope_2026 floor", "two_slope_2026 no floor", "two_slope_legacy floor", "two_slope_legacy no floor",
    "over the points, not cut", "exactly the points", "half tie relative", "half tie two slopes",
    "halves of the last place", "over the ceiling", "tied at both ends", "by technical points", "all undecided",
    "thirty levels", "local total after deductions", "local lot to draw", "linear fixed ceiling",
}  # fmt: skip
"""Cases whose words other cases show too."""


@pytest.fixture(scope="module")
def every(dossiers: dict[str, Dossier]) -> dict[str, Dossier]:
    whole: Dossier = hand_outs()["evaluation"].source
    told = {name: made for name, made in dossiers.items() if name not in ONLY_NUMBERS}
    assert len(told) == len(dossiers) - len(ONLY_NUMBERS)
    return {**told, "whole": whole, "annex": annexed(runs("A", 100, 110), runs("B", 90, 95, 99))[0]}


@pytest.fixture(scope="module")
def english(every: dict[str, Dossier]) -> dict[str, bytes]:
    return {name: in_english(made) for name, made in every.items()}


def in_english(made: Dossier) -> bytes:
    return in_language("en", lambda: evaluation_workbook(made), source=made).content


def test_sheets_cells_numbers_and_formulas_are_the_same(english: dict[str, bytes], written: dict[str, bytes]) -> None:
    for name in english.keys() & written.keys():
        assert skeleton(english[name]) == skeleton(written[name]), name


def test_nothing_is_left_in_korean_but_the_texts_of_the_tender(
    every: dict[str, Dossier], english: dict[str, bytes]
) -> None:
    found = {name: texts for name, made in every.items() if (texts := left(english[name], source=made))}
    assert found == {}, "add these to procurement/exports/xlsx/english.toml"


def test_korean_that_no_text_of_the_tender_explains_is_found() -> None:
    made = dossier(evaluated())
    assert "배점표" in left(evaluation_workbook(made).content, source=made)


def test_libreoffice_finds_the_values_beside_the_english_formulas(
    english: dict[str, bytes], require_program: Callable[[str], Path], tmp_path: Path
) -> None:
    chosen = [english[name] for name in ("example", "whole", "annex", "bonus", "local lot", "twelve evaluators")]
    again = recalculated(chosen, soffice=require_program("soffice"), folder=tmp_path)
    found = [differing(formulas(mine), values(mine), values(other)) for mine, other in zip(chosen, again, strict=True)]
    assert found == [[]] * len(chosen)


def test_names_of_bidders_stay_as_they_are_even_where_the_sheets_use_the_word() -> None:
    made = dossier(evaluated(bids=renamed((A, B, C), ("합계", "가격점수 순위", "배점표"))))
    _, english = both(lambda: evaluation_workbook(made), source=made)
    ranking = opened(english)["Totals and ranking"]
    assert {cell.value for cell in ranking["A"]} >= {"합계", "가격점수 순위", "배점표"}


def test_korean_is_what_is_written_without_the_switch_and_english_is_the_same_every_time() -> None:
    made = cases()["loads"]
    assert in_language("ko", lambda: evaluation_workbook(made), source=made) == evaluation_workbook(made)
    assert in_english(made) == in_english(made)


def test_a_row_is_as_high_as_its_english_texts_ask() -> None:
    made = dossier(evaluated())
    ko, en = both(lambda: evaluation_workbook(made), source=made)
    heights = [
        [sheet.row_dimensions[row].height or 0 for row in range(1, sheet.max_row + 1)]
        for book in (ko, en)
        for sheet in opened(book).worksheets
    ]
    half = len(heights) // 2
    pairs = [
        pair for one, other in zip(heights[:half], heights[half:], strict=True) for pair in zip(one, other, strict=True)
    ]
    assert all(low <= high for low, high in pairs)
    assert any(low < high for low, high in pairs)
