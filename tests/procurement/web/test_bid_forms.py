from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from procurement.exports.xlsx.handouts.bid_form import bid_forms, closed_bid_form
from procurement.models import Bid
from procurement.selectors.handouts import asked_for
from tests.procurement.exports.xlsx.handouts.notices import filled_in
from tests.procurement.rounds import Round, take_further
from tests.procurement.selectors.test_bid_forms import BID
from tests.procurement.web.pages import Page, faults


@pytest.fixture
def officer(entered: Callable[[str], Client], made: Round) -> Client:
    take_further(made)
    return entered("officer")


@pytest.fixture
def own(officer: Client, made: Round) -> str:  # noqa: ARG001 -- has to be published
    return f"/tenders/{made.tender.pk}/bids/new/form/"


@pytest.fixture
def form(officer: Client, made: Round) -> bytes:  # noqa: ARG001 -- has to be published
    return filled_in(closed_bid_form(asked_for(made.tender).notice), BID)


def send(client: Client, path: str, content: bytes, *, seen: str = "", script: bool = False) -> HttpResponse:
    headers = {"HX-Request": "true"} if script else {}
    evidence = [SimpleUploadedFile("log.json", b"{}")]
    files = {"form": SimpleUploadedFile("제안서식 (1).xlsx", content), "evidence": evidence, "seen": seen}
    sent = client.post(path, files, headers=headers)
    assert isinstance(sent, HttpResponse)
    return sent


def seen_in(answer: HttpResponse) -> str:
    (value,) = Page("", "", answer.content.decode()).tree.xpath("//div[@id='read']//input[@name='seen']/@value")
    return str(value)


def test_what_was_read_is_shown_cell_by_cell_and_entered_once_it_was_seen(
    officer: Client, own: str, form: bytes
) -> None:
    answer = send(officer, own, form)
    page = Page("", "officer", answer.content.decode())
    assert faults(page) == []
    assert "읽은 값: 마루한별 (가상 업체) (A)" in page.text
    rows = [[cell.text_content() for cell in row.iter("th", "td")] for row in page.tree.xpath("//main//tbody/tr")]
    assert ["서버 1대의 최대 소비전력(W)", "3,200", "구성!B13"] in rows
    assert not Bid.objects.exists()
    done = send(officer, own, form, seen=seen_in(answer))
    bid = Bid.objects.get()
    assert done.headers["Location"].endswith("/bids/A/")
    assert [file.path.rpartition("_")[0] or file.path for file in bid.files.all()] == [
        "evidence/A/log.json",
        "evidence/A/제안서식",
    ]
    assert "마루한별" in officer.get(done.headers["Location"]).content.decode()
    again = send(officer, own, form)
    assert "같은 업체의 입찰이 이미 있습니다" in again.content.decode()


def test_the_script_gets_the_same_page_and_is_sent_on(officer: Client, own: str, form: bytes) -> None:
    answer = send(officer, own, form, script=True)
    assert answer.status_code == 200
    done = send(officer, own, form, seen=seen_in(answer), script=True)
    assert done.headers["HX-Redirect"].endswith("/bids/A/")


def test_something_else_than_was_seen_is_shown_again(officer: Client, own: str, form: bytes, made: Round) -> None:
    seen = seen_in(send(officer, own, form))
    other = filled_in(closed_bid_form(asked_for(made.tender).notice), BID | {("offer", "power_w"): 3100})
    answer = send(officer, own, other, seen=seen)
    assert seen_in(answer) != seen
    assert not Bid.objects.exists()


def test_refusals_name_file_sheet_and_cell_and_no_amount(officer: Client, own: str, made: Round) -> None:
    prices = {("bid", "price"): 1465000000, ("offer", "price"): 175000000}
    priced = filled_in(bid_forms(asked_for(made.tender).notice)[0], BID | prices)
    answer = send(officer, own, priced)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "제안서식 (1).xlsx 입찰!B11: 가격 칸이 있는 양식입니다" in page
    assert [one for one in ("1465000000", "1,465,000,000", "175000000") if one in page] == []
    script = send(officer, own, b"", script=True)
    assert script.status_code == 200
    assert officer.post(own, {}).status_code == 422
    assert not Bid.objects.exists()


def test_what_the_service_refuses_is_said_too(officer: Client, own: str, form: bytes) -> None:
    odd = SimpleUploadedFile("이름 있는 파일.json", b"{}")
    read = officer.post(own, {"form": SimpleUploadedFile("a.xlsx", form), "evidence": [odd]})
    assert isinstance(read, HttpResponse)
    answer = officer.post(
        own,
        {
            "form": SimpleUploadedFile("a.xlsx", form),
            "evidence": [SimpleUploadedFile("이름 있는 파일.json", b"{}")],
            "seen": seen_in(read),
        },
    )
    assert "증빙은 evidence/ 아래의 이름이어야 합니다" in answer.content.decode()
    assert answer.status_code == 422
