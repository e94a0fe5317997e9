from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from benchmarks.readers.unreadable import UnreadableFile
from procurement.openings.opened import Key, OpenedBid
from tests.procurement.openings.published import read, row


def one(**fields: Any) -> OpenedBid:
    return read([row(**fields)])[0].bids[0]


def refused(**fields: Any) -> str:
    with pytest.raises(UnreadableFile) as caught:
        read([row(**fields)])
    return str(caught.value)


def test_amounts_and_official_scores_are_read_from_texts() -> None:
    bid = one(
        prcbdrNm=" 가온 ",
        prcbdrBizno="0123456789",
        bidprcAmt="1,234,567,890",
        opengRank="1",
        techEvlVal="74.20",
        techEvlNaturVal="92.75",
        bidPrceEvlVal=" 18.1176",
        totalEvlAmtVal=92,
    )
    assert bid == OpenedBid(
        bidder="가온",
        number="0123456789",
        amount=1_234_567_890,
        rank=1,
        rank_text="1",
        technical_raw=Decimal("92.75"),
        technical=Decimal("74.20"),
        price=Decimal("18.1176"),
        total=Decimal(92),
        remark="정상",
        where="/response/body/items/0",
    )


def test_what_is_empty_or_absent_is_not_published() -> None:
    fields = row(rmrk=None)
    del fields["bidPrceEvlVal"]
    bid = read([fields])[0].bids[0]
    assert (bid.price, bid.total, bid.technical, bid.technical_raw) == (None, None, None, None)
    assert (bid.rank, bid.rank_text, bid.remark) == (None, "", "")


@pytest.mark.parametrize(
    ("text", "rank"),
    [("1", 1), ("협상순위 2", 2), ("3순위", 3), (4, 4), ("협상순위", None), ("-", None), ("1/2", None)],
)
def test_a_rank_in_words_is_read_where_it_holds_one_number(text: Any, rank: int | None) -> None:
    found = read([row(opengRank=text)])[0]
    assert (found.bids[0].rank, found.bids[0].rank_text) == (rank, str(text))
    assert any("순위가 수가 아님" in line for line in found.problems) is (rank is None)


@pytest.mark.parametrize("amount", ["", "0", None, 0])
def test_a_row_without_an_amount_is_kept_and_told(amount: Any) -> None:
    found = read([row(bidprcAmt=amount)])[0]
    assert (found.bids[0].amount, len(found.problems)) == (None, 1)
    assert "no amount, not computed" in found.problems[0]


def test_a_bidder_without_a_name_goes_by_its_number_or_place() -> None:
    assert (one(prcbdrNm="").bidder, one(prcbdrNm="", prcbdrBizno="").bidder) == ("1", "0")


def test_rounds_of_one_notice_are_openings_of_their_own() -> None:
    openings = read([row(), row(rbidNo="001"), row(prcbdrNm="나", prcbdrBizno="2")])
    assert [(opening.key, len(opening.bids)) for opening in openings] == [
        (Key("R26BK00000001", "000", "0", "000"), 2),
        (Key("R26BK00000001", "000", "0", "001"), 1),
    ]
    assert str(openings[1].key) == "R26BK00000001-000 분류 0 재입찰 001"


def test_the_same_row_twice_counts_once_and_two_rows_of_one_bidder_are_told() -> None:
    found = read([row(), row(), row(bidprcAmt="800", rmrk="전자입찰취소신청")])[0]
    assert [bid.amount for bid in found.bids] == [900, 800]
    assert [line.rpartition(" / ")[2] for line in found.problems] == [
        "the same row twice, counted once",
        "2 different rows of one bidder",
    ]


def test_missing_pages_and_unknown_fields_are_told() -> None:
    found = read([row(newField="x"), row(prcbdrBizno="2", newField="y")], total=7)[0]
    assert [line.rpartition(" / ")[2] for line in found.problems] == [
        "7 bids were opened, the file holds 2: get all of them",
        "fields not read: newField",
    ]


def test_formulas_and_korean_letters_stay_texts() -> None:
    assert one(prcbdrNm="=1+1").bidder == "=1+1"
    assert one(prcbdrNm="한글😀", rmrk="@x").bidder == "한글😀"


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"bidprcAmt": "-5"}, "/items/0/bidprcAmt: -5: 0 이상"),
        ({"bidprcAmt": "1e9"}, "Not a number from 0"),
        ({"bidprcAmt": "１２"}, "Not a number from 0"),
        ({"bidprcAmt": "9" * 31}, "Not a number from 0"),
        ({"bidprcAmt": "900.5"}, "Not whole won"),
        ({"bidprcAmt": True}, "Neither a text nor a number"),
        ({"bidPrceEvlVal": "1001"}, "/bidPrceEvlVal"),
        ({"techEvlVal": {"a": 1}}, "Neither a text nor a number"),
        ({"totalEvlAmtVal": "높음"}, "Not a number from 0"),
        ({"prcbdrNm": "a\x07b"}, "Unprintable characters"),
        ({"prcbdrNm": "a\u202eb"}, "Unprintable characters"),
        ({"rmrk": "가" * 501}, "too long"),
        ({"bidNtceNo": ""}, "not a row of that operation"),
        ({"opengRsltDivNm": "유찰"}, "Not a row of a completed opening"),
    ],
)
def test_what_cannot_be_is_refused_with_its_json_path(fields: dict[str, Any], says: str) -> None:
    assert says in refused(**fields)


def test_a_row_of_another_operation_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="not a row of that operation"):
        read([{"bidNtceNo": "1", "opengRsltDivNm": "유찰", "nobidRsn": "단독응찰"}])
