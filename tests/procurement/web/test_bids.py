from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from procurement.models import Bid
from procurement.services.bids import enter_bid
from procurement.web.bids import placed
from tests.procurement.actors import AT, acting
from tests.procurement.rounds import Round, example_bids, take_further
from tests.procurement.web.pages import Page, faults


@pytest.fixture
def officer(entered: Callable[[str], Client], made: Round) -> Client:
    take_further(made)
    return entered("officer")


def upload(content: bytes, name: str = "A.toml") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_a_bid_is_entered_seen_with_its_values_and_withdrawn(officer: Client, made: Round) -> None:
    own = f"/tenders/{made.tender.pk}/bids/"
    assert "아직 입찰이 없습니다" in officer.get(own).content.decode()
    content = example_bids()["A"][0]
    sent = officer.post(f"{own}new/", {"bid": upload(content), "evidence": [upload(b"{}", "log.json")]}, follow=True)
    assert "입찰을 받았습니다: A 가온누리솔루션 (가상 업체)" in sent.content.decode()
    assert [one.path for one in Bid.objects.get().files.all()] == ["evidence/log.json"]
    page = Page("", "officer", officer.get(f"{own}A/").content.decode())
    assert faults(page) == []
    words = " ".join(page.tree.text_content().split())
    for said in ("FuriosaAI", "3000", "BBB+", "카탈로그", "서버 1대의 최대 소비전력"):
        assert said in words
    officer.post(f"{own}A/withdraw/", {"reason": "업체 요청"})
    assert not Bid.objects.exists()


def test_a_bid_with_a_price_is_refused_beside_the_form(officer: Client, made: Round) -> None:
    priced = example_bids()["A"][0].replace(b"[offer]\n", b"[offer]\nprice = 175000000\n")
    page = officer.post(f"/tenders/{made.tender.pk}/bids/new/", {"bid": upload(priced)})
    assert page.status_code == 422
    assert "[offer] price: 가격은 기술평가를 마감한 뒤" in page.content.decode()
    assert b"175000000" not in page.content
    assert not Bid.objects.exists()


def test_in_the_demo_the_examples_bids_come_at_one_press(officer: Client, made: Round, settings: Settings) -> None:
    own = f"/tenders/{made.tender.pk}/bids/"
    assert "예제 입찰 넣기" not in officer.get(own).content.decode()
    settings.DEMO = True
    assert "예제 입찰 넣기" in officer.get(own).content.decode()
    page = officer.post(f"{own}new/example/", follow=True).content.decode()
    assert page.count('<th scope="row">') == 4
    assert "예제 입찰 넣기" not in page


def test_files_stand_where_the_bid_calls_them() -> None:
    content = b'[[evidence]]\nfile = "../evidence/a/result.json"\n[[evidence]]\npublished = "x"\n'
    files = {"result.json": b"1", "other.csv": b"2"}
    assert placed(files, content) == {"evidence/a/result.json": b"1", "evidence/other.csv": b"2"}
    for odd in (b"\xff", b"[", b"evidence = 1"):
        assert placed({"a": b""}, odd) == {"evidence/a": b""}


def test_an_unknown_bid_does_not_exist(officer: Client, made: Round) -> None:
    own = f"/tenders/{made.tender.pk}/bids/"
    assert [officer.get(f"{own}Z/{end}").status_code for end in ("", "withdraw/")] == [404, 404]


def test_a_longer_list_asks_the_database_no_more(
    officer: Client, made: Round, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    bids, url = example_bids(), f"/tenders/{made.tender.pk}/bids/"
    enter_bid(made.tender, content=bids["A"][0], evidence={}, by=acting(made.officer), at=AT)
    with django_assert_num_queries(11) as one:
        officer.get(url)
    for key in "BCD":
        enter_bid(made.tender, content=bids[key][0], evidence={}, by=acting(made.officer), at=AT)
    with django_assert_num_queries(len(one)):
        page = officer.get(url).content.decode()
    assert page.count('<th scope="row">') == 4
