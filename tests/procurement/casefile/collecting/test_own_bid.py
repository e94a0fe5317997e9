from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.table import read_table
from procurement.casefile.bids import submissions_of
from procurement.casefile.collecting.bidding import Came, stored_bids
from procurement.casefile.collecting.own_ballot import FormRefused
from procurement.casefile.collecting.own_bid import Cell, bidder_of, came_in, cells_of, change_by
from procurement.casefile.handouts.reading import Asked
from procurement.exports.handout import Key
from procurement.exports.xlsx.handouts.bid_form import bid_forms, closed_bid_form, price_form
from tests.procurement.casefile.collecting.came import OFFER, PIECE, Typed, new_bid
from tests.procurement.exports.xlsx.handouts.notices import filled_in, opened, saved

UNPRICED: Typed = {key: value for key, value in OFFER.items() if key[-1] != "price"}
NAME: Key = ("bid", "name")


@pytest.fixture
def asked(tmp_path: Path) -> Asked:
    return new_bid(tmp_path)[0]


def came(asked: Asked, more: Typed | None = None) -> Came:
    form = closed_bid_form(asked.notice)
    data = filled_in(form, {NAME: "D사", **UNPRICED, **PIECE, **(more or {})})
    return came_in(data, filename="d.xlsx", form=form, tender_id=asked.notice.tender_id)


def said(data: bytes, asked: Asked) -> list[str]:
    form = closed_bid_form(asked.notice)
    with pytest.raises(FormRefused) as refused:
        came_in(data, filename="d.xlsx", form=form, tender_id=asked.notice.tender_id)
    assert "870" not in str(refused.value)
    return [f"{one.where}|{one.problem}" for one in refused.value.refusals]


def test_a_form_without_prices_becomes_a_bid_that_the_library_reads(asked: Asked, tmp_path: Path) -> None:
    form = came(asked)
    bidder = bidder_of(form, bidders=asked.notice.bidders)
    change = change_by(form, bidder=bidder, asked=asked, folder=tmp_path, stored=stored_bids(tmp_path))
    assert (bidder.id, change.new) == ("D", True)
    values = read_table(change.content, filename="D.toml").values
    assert values["bid"] == {"id": "D", "name": "D사", "manufacturer": "D사 제조"}
    assert "price" not in change.content.decode()
    (tmp_path / "bids" / "D.toml").write_bytes(change.content)
    found = submissions_of(tmp_path, announced=asked.announced, rules=asked.rules)[-1]
    assert (found.bid.price, found.offer.price, [one.usable for one in found.examined]) == (None, None, [True] * 3)


def test_every_answer_is_told_with_its_cell(asked: Asked) -> None:
    cells = list(cells_of(came(asked)))
    assert cells[:2] == [Cell("업체명", "D사", "입찰!B9"), Cell("가속기 제조사", "D사 제조", "입찰!B10")]
    assert Cell("서버 1대의 최대 소비전력(W)", "3,000.5", "구성!B13") in cells
    assert [cell for cell in cells if cell.label == "근거 1 · 결과 파일 이름"] == [
        Cell("근거 1 · 결과 파일 이름", "result.json", "측정 근거!B9")
    ]
    assert len(cells) == 1 + len(UNPRICED) + len(PIECE)


def test_forms_with_prices_are_refused_by_their_cells_and_no_amount_is_repeated(asked: Asked) -> None:
    priced = filled_in(bid_forms(asked.notice)[0], {NAME: "D사", **OFFER, **PIECE})
    assert [line.split(".")[0] for line in said(priced, asked)] == [
        "입찰!B11|가격 칸이 있는 양식입니다",
        "구성!B12|가격 칸이 있는 양식입니다",
    ]
    assert len(said(filled_in(price_form(asked.notice), {("bid", "price"): 870_000_000}), asked)) == 2
    book = opened(filled_in(closed_bid_form(asked.notice), {NAME: "D사", **UNPRICED}))
    book["입찰"]["C20"] = 870_000_000
    assert said(saved(book), asked) == [
        "입찰!C20|양식에 없거나 잠긴 칸에 수가 있습니다 / a number in a cell that the form does not open"
    ]


def test_other_forms_and_what_is_missing_are_told(asked: Asked) -> None:
    form = closed_bid_form(asked.notice)
    assert said(form.content, asked) == ["|아무것도 적지 않은 양식입니다 / nobody wrote into it"]
    assert said(b"", asked)[0].startswith("byte 0|")
    book = opened(form.content)
    del book.defined_names["양식지문"]
    assert said(saved(book), asked)[0].startswith("|이 프로그램이 만든 양식이 아니거나")
    lacking = {key: value for key, value in UNPRICED.items() if key != ("offer", "domestic")}
    (line,) = said(filled_in(form, {NAME: "D사", **lacking}), asked)
    assert line.startswith("구성!B12|국산 여부: 비어 있습니다")


def test_a_file_that_is_not_there_and_a_bid_that_cannot_be_read_are_refused(asked: Asked, tmp_path: Path) -> None:
    form, stored = came(asked), stored_bids(tmp_path)
    bidder = bidder_of(form, bidders=asked.notice.bidders)
    other = came(asked, {("evidence", "1", "rows"): "V99"})
    with pytest.raises(FormRefused, match="V99"):
        change_by(other, bidder=bidder, asked=asked, folder=tmp_path, stored=stored)
    (tmp_path / "evidence" / "result.json").unlink()
    with pytest.raises(FormRefused, match="에도 없습니다"):
        change_by(form, bidder=bidder, asked=asked, folder=tmp_path, stored=stored)
