from __future__ import annotations

import io
import zipfile

import pytest
from openpyxl import load_workbook

from procurement.models import AuditHead
from procurement.selectors import handouts
from procurement.services.panel import declare
from tests.procurement.actors import AT, acting
from tests.procurement.rounds import begun, evaluating, with_bids

pytestmark = pytest.mark.django_db


def inside(paper: handouts.Paper) -> list[str]:
    return zipfile.ZipFile(io.BytesIO(paper.content)).namelist()


def told(content: bytes) -> str:
    book = load_workbook(io.BytesIO(content))
    return "\n".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value)


def test_while_bids_come_in_the_panels_papers_are_specimens() -> None:
    made = with_bids()
    assert inside(handouts.ballots_paper(made.tender)) == ["평가표_견본.xlsx"]
    assert inside(handouts.pledges_paper(made.tender)) == ["서약서_견본.xlsx"]
    assert inside(handouts.hancom_ballots_paper(made.tender)) == ["평가표_견본.hwpx"]


def test_then_there_is_one_for_each_member_and_the_own_one_is_the_same() -> None:
    made = evaluating()
    whole = handouts.ballots_paper(made.tender)
    assert inside(whole) == [f"평가표_위원{number}.xlsx" for number in (1, 2, 3)]
    own = handouts.ballot_of(made.seats[1])
    assert own is not None
    assert own.who == "위원2"
    assert zipfile.ZipFile(io.BytesIO(whole.content)).read("평가표_위원2.xlsx") == own.content


def test_what_was_declared_is_listed_with_the_head_of_the_record() -> None:
    made = evaluating()
    seat = made.seats[0]
    declare(seat, bid="B", interest="", by=acting(seat.user), at=AT)
    words = told(handouts.declarations_paper(made.tender).content)
    assert f"위원1\n{made.tender.bids.get(key='B').name}\n이해관계 없음\n2026-11-22 18:30" in words
    assert AuditHead.objects.get().digest in words


def test_the_notices_papers_come_from_the_draft_on() -> None:
    tender = begun().tender
    names = [
        make(tender).filename
        for make in (
            handouts.points_paper,
            handouts.specification_paper,
            handouts.makers_paper,
            handouts.bid_paper,
            handouts.price_paper,
        )
    ]
    assert names == [
        "배점표.xlsx",
        "규격서_성능요구.xlsx",
        "규격_충족확인_내부용.xlsx",
        "제안서식_가격제외.xlsx",
        "가격입찰서.xlsx",
    ]
    assert "측정으로 확인하는 요구가 없어 제조사를 세지 않음" in told(handouts.makers_paper(tender).content)


def test_the_bids_are_held_against_the_requirements() -> None:
    assert "FuriosaAI" in told(handouts.makers_paper(with_bids().tender).content)
