from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from procurement.casefile.collecting.own_ballot import FormRefused
from procurement.exports.handout import Key
from procurement.exports.xlsx.handouts.bid_form import closed_bid_form
from procurement.models import Tender
from procurement.selectors.bid_forms import read_form
from procurement.selectors.handouts import asked_for
from procurement.services.bids import enter_bid
from tests.procurement.actors import AT, acting
from tests.procurement.exports.xlsx.handouts.notices import filled_in
from tests.procurement.rounds import published, with_bids

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[3]
BID: dict[Key, str | float | bool] = {
    ("bid", "name"): "마루한별 (가상 업체)",
    ("bid", "manufacturer"): "가상제조",
    ("offer", "title"): "가상 서버 (8장)",
    ("offer", "accelerator"): "npu-x",
    ("offer", "accelerators"): 8,
    ("offer", "domestic"): "예",
    ("offer", "power_w"): 3200,
}


def form(tender: Tender, **more: str) -> bytes:
    given = BID | {("evidence", "1", key): value for key, value in more.items()}
    return filled_in(closed_bid_form(asked_for(tender).notice), given)


def test_a_form_becomes_a_bid_under_a_free_letter_and_is_kept_beside_it() -> None:
    made = with_bids()
    data = form(made.tender)
    read = read_form(made.tender, data=data, filename="a b.xlsx", evidence={})
    assert (read.key, read.name, read.new, read.lines) == ("E", "마루한별 (가상 업체)", True, ())
    assert read.files == {f"evidence/E/제안서식_{hashlib.sha256(data).hexdigest()[:8]}.xlsx": data}
    assert [(cell.value, cell.where) for cell in read.cells if cell.label == "업체명"] == [
        ("마루한별 (가상 업체)", "입찰!B9")
    ]
    bid = enter_bid(made.tender, content=read.content, evidence=read.files, by=acting(made.officer), at=AT)
    again = read_form(made.tender, data=data, filename="a b.xlsx", evidence={})
    assert (bid.key, again.new, again.lines, again.digest) == ("E", False, (), read.digest)


def test_another_form_of_the_same_bidder_says_what_changes() -> None:
    made = published()
    read = read_form(made.tender, data=form(made.tender), filename="a.xlsx", evidence={})
    enter_bid(made.tender, content=read.content, evidence=read.files, by=acting(made.officer), at=AT)
    other = filled_in(closed_bid_form(asked_for(made.tender).notice), BID | {("offer", "power_w"): 3100})
    again = read_form(made.tender, data=other, filename="a.xlsx", evidence={})
    assert again.lines == ("offer.power_w: 3,200 → 3,100",)
    assert again.digest != read.digest


def test_evidence_stands_in_the_bidders_own_folder_and_an_older_file_is_not_taken_for_it() -> None:
    made = published()
    with pytest.raises(FormRefused, match=r"result\.json"):
        read_form(made.tender, data=form(made.tender, file="result.json"), filename="a.xlsx", evidence={})
    files = {"result.json": json.dumps({"unknown": 1}).encode()}
    with pytest.raises(FormRefused, match=r"result\.json"):  # there, and no tool's
        read_form(made.tender, data=form(made.tender, file="result.json"), filename="a.xlsx", evidence=files)
    bare = read_form(made.tender, data=form(made.tender), filename="a.xlsx", evidence=files)
    assert max(bare.files).startswith("evidence/A/")
    assert "evidence/A/result.json" in bare.files
    enter_bid(made.tender, content=bare.content, evidence=bare.files, by=acting(made.officer), at=AT)
    with pytest.raises(FormRefused, match="에도 없습니다"):
        read_form(made.tender, data=form(made.tender, file="result.json"), filename="a.xlsx", evidence={})
