from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from procurement.models import Tender
from tests.procurement.drafts import drafted


@pytest.fixture
def officer(entered: Callable[[str], Client]) -> Client:
    return entered("officer")


def test_a_tender_shows_where_it_stands_and_what_comes_next(officer: Client, tender: Tender) -> None:
    page = officer.get(f"/tenders/{tender.pk}/").content.decode()
    assert f"<h1>{tender.title}</h1>" in page
    assert f'href="/tenders/{tender.pk}/publish/">공고하기' in page
    assert tender.files.get(path="tender.toml").sha256 in page


def test_another_agencys_tender_does_not_exist(entered: Callable[[str], Client], tender: Tender) -> None:
    client = entered("stranger")
    answers = [client.get(f"/tenders/{tender.pk}/{page}") for page in ("", "publish/", "files/tender.toml")]
    assert [one.status_code for one in answers] == [404, 404, 404]
    assert tender.title not in client.get("/tenders/").content.decode()


def test_a_file_comes_as_it_was_put_and_never_as_a_page(officer: Client, tender: Tender) -> None:
    answer = officer.get(f"/tenders/{tender.pk}/files/tender.toml")
    assert answer.content == bytes(tender.files.get(path="tender.toml").content)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="tender.toml"'
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert officer.get(f"/tenders/{tender.pk}/files/none.toml").status_code == 404


@pytest.mark.parametrize(
    ("asked", "found"),
    [("", 3), ("words=B-2", 1), ("words=LLM", 3), ("stage=draft", 3), ("stage=published", 0), ("stage=other", 3)],
)
def test_the_list_is_searched_by_words_and_stage(officer: Client, tender: Tender, asked: str, found: int) -> None:
    for number in ("B-2", "C-3"):
        drafted(tender.agency, tender.officer, number=number)
    page = officer.get(f"/tenders/?{asked}").content.decode()
    assert page.count('<th scope="row">') == found


def test_a_longer_list_asks_the_database_no_more(
    officer: Client, tender: Tender, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(10) as one:
        officer.get("/tenders/")
    for number in ("B-2", "C-3"):
        drafted(tender.agency, tender.officer, number=number)
    with django_assert_num_queries(len(one)):
        officer.get("/tenders/")
