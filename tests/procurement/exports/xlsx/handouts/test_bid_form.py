from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from procurement.exports.handout import Input
from procurement.exports.xlsx.handouts.bid_form import PIECES, bid_forms, closed_bid_form, price_form
from tests.procurement.exports.xlsx.handouts.notices import NOTICE, opened


def test_there_is_a_form_for_anybody_and_one_for_each_known_bidder() -> None:
    assert [(form.who, form.filename) for form in bid_forms(NOTICE)] == [
        ("", "제안서식.xlsx"),
        ("A", "제안서식_가사.xlsx"),
        ("B", "제안서식_나사.xlsx"),
    ]
    assert [sheet.title for sheet in opened(bid_forms(NOTICE)[0].content).worksheets] == ["입찰", "구성", "측정 근거"]
    assert len({form.digest for form in bid_forms(NOTICE)}) == 3


def test_the_known_bidders_name_stands_locked_in_its_form() -> None:
    blank, first, _ = bid_forms(NOTICE)
    assert ("bid", "name") in {asked.key for asked in blank.inputs.values()}
    assert ("bid", "name") not in {asked.key for asked in first.inputs.values()}
    assert [cell.value for cell in opened(first.content)["입찰"][9]] == [
        "업체명",
        "가사",
        "이 양식은 이 업체의 것입니다.",
    ]


def test_a_price_is_whole_won_and_the_basis_is_said() -> None:
    blank = bid_forms(NOTICE)[0]
    price = next(asked for asked in blank.inputs.values() if asked.key == ("bid", "price"))
    assert price == Input(("bid", "price"), "투찰금액(원)", "number", least=Decimal(1), most=Decimal(10**15), places=0)
    told = [cell.value for row in opened(blank.content)["입찰"].iter_rows() for cell in row]
    assert "총액, 부가가치세 포함. 숫자만 적습니다." in told


def test_evidence_is_asked_for_file_by_file_and_nothing_of_it_is_required() -> None:
    asked = [one for one in bid_forms(NOTICE)[0].inputs.values() if one.key[0] == "evidence"]
    assert {one.key[1] for one in asked} == {str(number) for number in range(1, PIECES + 1)}
    assert {one.required for one in asked} == {False}
    assert {one.key[2]: one.kind for one in asked if one.key[2] in {"file", "used", "role", "average_w"}} == {
        "file": "text",
        "used": "number",
        "role": "choice",
        "average_w": "number",
    }


def test_without_models_the_form_asks_for_the_one_measured() -> None:
    told = [cell.value for row in opened(bid_forms(replace(NOTICE, models=()))[0].content)["측정 근거"] for cell in row]
    assert "잰 모델" in told
    assert bid_forms(NOTICE) == bid_forms(NOTICE)


def test_the_closed_form_has_no_cell_for_a_price_and_the_envelopes_form_nothing_else() -> None:
    closed, price = closed_bid_form(NOTICE), price_form(NOTICE)
    asked = {one.key for one in closed.inputs.values()}
    assert {key for key in asked if key[-1] == "price"} == set()
    assert asked | {("bid", "price"), ("offer", "price")} == {one.key for one in bid_forms(NOTICE)[0].inputs.values()}
    told = [str(cell.value) for sheet in opened(closed.content) for row in sheet.iter_rows() for cell in row]
    assert [text for text in told if "(원)" in text] == []
    assert closed.digest not in {form.digest for form in (*bid_forms(NOTICE), price)}
    keys = [one.key for one in price.inputs.values()]
    assert keys == [("bid", "name"), ("bid", "price"), ("offer", "price")]
