from __future__ import annotations

import json
from http import HTTPStatus

import pytest
from django.test import Client, RequestFactory

from procurement.api.problems import fault, not_found, problem
from tests.procurement.api import client
from tests.procurement.rounds import crew


def test_a_problem_says_what_it_is_in_words_and_names_each_place() -> None:
    found = problem(HTTPStatus.UNPROCESSABLE_ENTITY, errors=[{"pointer": "/a", "detail": "x"}])
    assert found == {
        "type": "urn:jeoul:problem:unprocessable-entity",
        "title": "고쳐야 할 입력",
        "status": 422,
        "errors": [{"pointer": "/a", "detail": "x"}],
    }


@pytest.mark.django_db
def test_an_address_that_is_not_there_is_a_problem_below_the_api_and_a_page_elsewhere() -> None:
    below = Client().get("/api/v1/nothing")
    assert client.problem(below)["status"] == 404
    strange = Client().get("/api/v1/me", headers={"Host": "elsewhere.example"})
    assert client.problem(strange)["status"] == 400
    assert Client().get("/nothing").headers["Content-Type"].startswith("text/html")


@pytest.mark.django_db
def test_a_fault_of_the_program_tells_nothing_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    asks = client.api_of(crew().officer)

    def broken(_: object) -> None:
        raise ZeroDivisionError("secret words")

    monkeypatch.setattr("procurement.api.tenders.tenders_for", broken)
    asks.client.raise_request_exception = False
    answer = asks.get("tenders")
    assert client.problem(answer)["status"] == 500
    assert "secret" not in answer.content.decode()
    assert fault(RequestFactory().get("/")).headers["Content-Type"].startswith("text/html")
    assert json.loads(not_found(RequestFactory().get("/api/x"), LookupError()).content)["status"] == 404


@pytest.mark.django_db
def test_nested_places_are_named_by_pointers() -> None:
    asks = client.api_of(crew().officer)
    answer = asks.post("tenders/1/opening", {"envelopes": [{"bid": "A", "won": 1}, {"bid": "B", "won": "x"}]})
    assert answer.status_code == 404
    sent = asks.post("cards/1/declarations", {})
    assert sent.status_code == 404
    missing = asks.post("requests", {})
    assert client.problem(missing)["errors"] == [{"pointer": "/model", "detail": "이 필드는 필수 항목입니다."}]
