from __future__ import annotations

from itertools import islice
from pathlib import Path
from unicodedata import normalize

import pytest

from benchmarks.table import TableError, read_table
from procurement.casefile.collecting import bidding
from procurement.casefile.collecting.bidding import BidChange, Came, bidders_with, change_of, named, stored_bids
from procurement.casefile.collecting.checking import checked
from procurement.casefile.collecting.refusal import Refusal
from procurement.casefile.handouts.reading import asked_of
from procurement.exports.handout import Bidder
from procurement.exports.xlsx.handouts.bid_form import bid_forms
from procurement.exports.xlsx.handouts.filled import filled
from tests.procurement.casefile.collecting.came import OFFER, blank, new_bid
from tests.procurement.casefile.folder import change, small_case
from tests.procurement.exports.xlsx.handouts.notices import filled_in

D = Bidder("D", "D사", "D사")


def came(folder: Path, name: str = "D사") -> Came:
    asked, data = new_bid(folder, name)
    form = blank(asked)
    return Came("제안서식_d.xlsx", data, form, checked(filled(data, filename="제안서식_d.xlsx"), form=form))


def test_a_new_bid_becomes_a_file_as_evaluate_reads_it(tmp_path: Path) -> None:
    found = change_of(came(tmp_path), bidder=D, folder=tmp_path, stored=stored_bids(tmp_path))
    assert isinstance(found, BidChange)
    assert (found.new, found.path) == (True, "D.toml")
    values = read_table(found.content, filename="D.toml").values
    assert values["bid"] == {"id": "D", "name": "D사", "manufacturer": "D사 제조", "price": 870_000_000}
    assert isinstance(values["offer"], dict)
    assert (values["offer"]["domestic"], values["offer"]["accelerators"]) == (True, 8)
    assert found.content.startswith("# 제안서식에서 옮김: 제안서식_d.xlsx (sha256 ".encode())
    assert "bid.price: 없음 → 870,000,000" in found.lines


def test_a_second_form_changes_what_differs_and_keeps_what_the_officer_wrote(tmp_path: Path) -> None:
    form = came(tmp_path)
    before = stored_bids(tmp_path)
    change(tmp_path / "bids" / "A.toml", "[bid]\n", "# 담당자 메모\n[bid]\n")
    found = change_of(form, bidder=Bidder("A", "A사", "A사"), folder=tmp_path, stored=stored_bids(tmp_path))
    assert isinstance(found, BidChange)
    assert (found.new, found.path) == (False, "A.toml")
    assert "bid.price: 900,000,000 → 870,000,000" in found.lines
    assert found.lines[-1] == "주의: 파일에 사람이 적은 주석 1줄은 남지 않습니다 / comments in the file are not kept"
    assert read_table(found.content, filename="a").values["officer"] == {"credit": {"value": "A0", "trace": "확인서"}}
    again = change_of(
        form, bidder=Bidder("A", "A사", "A사"), folder=tmp_path, stored={"A": (before["A"][0], found.content)}
    )
    assert isinstance(again, BidChange)
    assert (again.lines, again.content) == ((), found.content)


def test_evidence_that_comes_or_goes_is_told_piece_by_piece(tmp_path: Path) -> None:
    asked, _ = new_bid(tmp_path)
    form = blank(asked)
    data = filled_in(form, {("bid", "name"): "A사", **OFFER})
    bare = Came("a.xlsx", data, form, checked(filled(data, filename="a.xlsx"), form=form))
    found = change_of(bare, bidder=Bidder("A", "A사", "A사"), folder=tmp_path, stored=stored_bids(tmp_path))
    assert isinstance(found, BidChange)
    assert "evidence 1.file: ../evidence/a/result.json → 없음" in found.lines
    assert "evidence" not in read_table(found.content, filename="a").values


def test_new_names_take_free_letters_in_their_order(tmp_path: Path) -> None:
    form = came(tmp_path, name="가사")
    known = asked_of(tmp_path).notice.bidders
    assert bidders_with([form], bidders=known)["가사"] == Bidder("D", "가사", "가사")
    assert bidders_with([form], bidders=(Bidder("D", "가사", "업체 1"),))["가사"].shown == "업체 1"
    assert list(islice(bidding._letters(), 24, 28)) == ["Y", "Z", "B27", "B28"]  # noqa: SLF001 -- beyond Z nobody looks


def test_the_form_of_a_known_bidder_carries_its_name(tmp_path: Path) -> None:
    asked = asked_of(small_case(tmp_path))
    form = bid_forms(asked.notice)[1]
    data = filled_in(form, OFFER)
    one = Came("a.xlsx", data, form, checked(filled(data, filename="a.xlsx"), form=form))
    assert named(one, bidders=asked.notice.bidders) == "A사"


def test_a_known_name_typed_in_parts_of_letters_is_the_same_bidder(tmp_path: Path) -> None:
    form = came(tmp_path, name=normalize("NFD", "A  사 "))
    known = (Bidder("A", "A 사", "업체 1"),)
    assert (named(form, bidders=known), bidders_with([form], bidders=known)) == ("A 사", {"A 사": known[0]})
    assert named(form, bidders=()) == "A 사"


@pytest.mark.parametrize("identity", ["a/b", "..", "", "가" * 61])
def test_an_id_that_cannot_name_a_file_is_refused(tmp_path: Path, identity: str) -> None:
    found = change_of(came(tmp_path), bidder=Bidder(identity, "D사", "D사"), folder=tmp_path, stored={})
    assert isinstance(found, tuple)
    assert "cannot name a file" in str(found[0])


def test_evidence_that_was_not_handed_in_is_refused(tmp_path: Path) -> None:
    form = came(tmp_path)
    (tmp_path / "evidence" / "result.json").unlink()
    (found,) = [change_of(form, bidder=D, folder=tmp_path, stored={})]
    assert isinstance(found, tuple)
    assert isinstance(found[0], Refusal)
    assert found[0].where == "측정 근거!B9"


def test_a_bid_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    change(small_case(tmp_path) / "bids" / "B.toml", "[bid]", "[bid")
    with pytest.raises(TableError, match=r"bids/B\.toml"):
        stored_bids(tmp_path)
