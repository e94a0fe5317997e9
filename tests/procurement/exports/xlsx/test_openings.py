from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest

from procurement.exports.xlsx.openings import CAUSES, SHEET, opening_workbook
from procurement.openings.reconciling import Reconciled, reconcile
from procurement.openings.setting import stated
from tests.procurement.exports.reading import opened
from tests.procurement.exports.recalculated import Value, differing, formulas, plain, recalculated, values
from tests.procurement.exports.xlsx.test_promises import KNOWN
from tests.procurement.openings.published import Bidder, official, read, reconciled, row, terms
from tests.procurement.openings.test_causes import FIVE, MADE

NOTICE = '[notice]\nsource = "공고"\nprice_places = 3\nprice_rounding = "half_up"\neligibility_share = 0.6\n'
FOREIGN = (("negotiation_national", "negotiation_international"), ("2026-03-02", "2026-11-22"))
CONSTANTS = {
    "linear_fixed_ceiling": """
"linear_fixed_ceiling.ceiling" = 1000000000
"linear_fixed_ceiling.floor" = 700000000
""",
    "deviation_from_reserve": """
"deviation_from_reserve.base_rate" = 0.88
"deviation_from_reserve.points_per_percent" = 1
"deviation_from_reserve.ratio_places" = 4
""",
}
LAST = Bidder(690_000_003, Decimal(60), "협상평가부적격자")


def hostile() -> Reconciled:
    items = official(FIVE, stated(terms()), terms())
    items[0] |= {"prcbdrNm": "=1+1", "rmrk": "@정상", "opengRank": "+1"}
    items[1] |= {"prcbdrNm": "\u200f한글 자모 ㄱㄴ 😀", "bidPrceEvlVal": "", "totalEvlAmtVal": ""}
    items[2] |= {"bidprcAmt": ""}
    items[3] |= {"techEvlVal": ""}
    items += [row(prcbdrBizno="9", bidprcAmt="600000000", rmrk="무효", bidPrceEvlVal="3", totalEvlAmtVal="7")]
    return reconcile(read(items), terms=terms(("[points]", 'example_note = "지어냄"\n[points]')))


@cache
def reconciliations() -> dict[str, Reconciled]:
    """Name -> reconciliation."""
    foreign = {
        name: terms(*FOREIGN, ("two_slope_2026", name), more=f"{NOTICE}{CONSTANTS.get(name, '')}")
        for name in ("relative_lowest", "linear_from_lowest", "linear_fixed_ceiling", "deviation_from_reserve")
    }
    ten = (("technical = 80", "technical = 90"), ("price = 20", "price = 10"))
    capped = terms(*ten, ("cap_at_pmax = false", "cap_at_pmax = true"))
    older = terms(("2026-03-02", "2018-03-02"), ("two_slope_2026", "two_slope_legacy"))
    return {
        "same": reconciled([*FIVE, LAST], terms()),
        "places": reconciled([*FIVE, LAST], terms(), **MADE["places 2"]),
        "not floored": reconciled([*FIVE, LAST], terms(("floor_L = true", "floor_L = false"))),
        "capped": reconciled(FIVE, capped, cap=False),
        "older": reconciled([*FIVE, LAST], older, points=Fraction(30)),
        "nobody": reconcile(read([row(rmrk="무효", bidprcAmt="5")]), terms=terms()),
        "hostile": hostile(),
        **{name: reconciled([*FIVE, LAST], given) for name, given in foreign.items()},
    }


@pytest.fixture(scope="module")
def found() -> dict[str, Reconciled]:
    return reconciliations()


@pytest.fixture(scope="module")
def written(found: dict[str, Reconciled]) -> dict[str, bytes]:
    return {name: opening_workbook(one).content for name, one in found.items()}


def rows(content: bytes, title: str = SHEET) -> list[list[Value]]:
    return [[plain(cell.value) for cell in row] for row in opened(content, values=True)[title].iter_rows()]


def line(content: bytes, name: str) -> list[Value]:
    return next(row for row in rows(content) if row[0] == name)


def test_every_formula_recalculates_to_what_stands_beside_it(
    written: dict[str, bytes], require_program: Callable[[str], Path], tmp_path: Path
) -> None:
    ours = [written[name] for name in sorted(written)]
    theirs = [values(content) for content in recalculated(ours, soffice=require_program("soffice"), folder=tmp_path)]
    apart = [differing(formulas(one), values(one), two) for one, two in zip(ours, theirs, strict=True)]
    assert apart == [[]] * len(ours)
    assert [two["검산", "B3"] for two in theirs] == [0] * len(ours)


def test_a_line_shows_amount_lowest_score_official_difference_and_total(written: dict[str, bytes]) -> None:
    assert line(written["places"], "업체3") == [
        "업체3", 923456789, 92.3456789, "정상", "유효", "대상", 923456789, 700000000,
        15.160427825930467, 15.1604, 15.16, -0.0004, "다름", "소수 2자리까지 반올림",
        72.4, 87.5604, 87.56, -0.0004, "다름", "가격점수의 차이가 합계로 이어짐", None,
    ]  # fmt: skip


def test_price_scores_and_totals_are_live_formulas(written: dict[str, bytes]) -> None:
    live = formulas(written["same"])
    texts = [text for (sheet, cell), text in live.items() if sheet == SHEET and cell.startswith("J")]
    assert len(texts) == 6
    assert all(text.startswith("=IF(ISNUMBER(I") and "가격자리" in text for text in texts)
    assert any("구간상한율*기준금액" in text for text in live.values())


def test_what_the_service_left_empty_reads_so(written: dict[str, bytes]) -> None:
    empty = line(written["hostile"], "\u200f한글 자모 ㄱㄴ 😀")
    assert (empty[10], empty[12], empty[16], empty[18]) == ("미공표", "미공표", "미공표", "미공표")
    void = line(written["hostile"], "가")
    assert (void[4], void[5]) == ("무효", "제외")
    assert {void[place] for place in (8, 9, 12, 15, 18)} == {"미산출"}


def test_texts_stay_texts_and_an_example_says_so(written: dict[str, bytes]) -> None:
    sheet = opened(written["hostile"])[SHEET]
    cell = next(row[0] for row in sheet.iter_rows() if row[0].value == "=1+1")
    assert (cell.data_type, cell.quotePrefix) == ("s", True)
    assert sheet["B1"].value == "[예시] 개찰결과 대조표"


def test_causes_and_checks_have_a_sheet_of_their_own(written: dict[str, bytes]) -> None:
    said = [row[0] for row in rows(written["places"], CAUSES)]
    assert said[0] == CAUSES
    assert "■ 가장 그럴듯한 까닭 / likeliest cause: 소수 2자리까지 반올림" in said
    assert "공표 값끼리 맞지 않는 것은 없음." in said


def test_the_same_reconciliation_gives_the_same_bytes(found: dict[str, Reconciled], written: dict[str, bytes]) -> None:
    assert {name: opening_workbook(one).content for name, one in found.items()} == written
    assert str(opened(written["same"]).properties.modified) == "2026-03-02 00:00:00"


def test_only_functions_that_other_sheets_use_and_the_pairs_are_told(
    found: dict[str, Reconciled], written: dict[str, bytes]
) -> None:
    texts = " ".join(text for content in written.values() for text in formulas(content).values())
    used = {"ABS", "AND", "COUNT", "COUNTA", "COUNTIF", "EXACT", "IF", "ISNUMBER", "MAX", "MIN", "ROUND"}
    assert {word for word in used if f"{word}(" in texts} == used
    assert used <= KNOWN
    assert opening_workbook(found["same"]).pairs == opened(written["same"], values=True)["검산"]["B2"].value
