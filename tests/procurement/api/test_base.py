from __future__ import annotations

import pytest
from pytest_django import Settings

from procurement.models import DataRequest, KeptReply
from procurement.web import limits
from procurement.web.limits import Limit
from tests.procurement.api.client import V1, api_of, problem
from tests.procurement.exchange import cast
from tests.procurement.rounds import crew, smaller_notice

pytestmark = pytest.mark.django_db


def test_a_request_with_a_key_acts_once_and_one_that_failed_can_be_sent_again() -> None:
    people = cast()
    officer = api_of(people.officer)
    wanted = {"model": "EXAONE-3.5-32B", "note": "값 1.10"}
    failed = officer.post("requests", wanted | {"isl": 0}, Idempotency_Key="k")
    assert failed.status_code == 422
    one, two = (officer.post("requests", wanted, Idempotency_Key="k") for _ in range(2))
    assert one.json() == two.json()
    assert DataRequest.objects.count() == 1
    assert officer.post("requests", wanted | {"isl": 1}, Idempotency_Key="k").status_code == 422
    assert officer.post("requests", wanted, Idempotency_Key="l" * 81).status_code == 422
    assert officer.post("requests", wanted, Idempotency_Key="other").status_code == 201
    assert api_of(people.outsider).post("requests", wanted, Idempotency_Key="k").status_code == 201
    assert DataRequest.objects.count() == 3
    assert KeptReply.objects.filter(status=201).count() == 3


@pytest.mark.parametrize("body", [b"{", b"[1,", b"{'a': 1}", b'{"isl": NaN}', b"\xff", b"[" * 100_000])
def test_what_is_no_json_is_said(body: bytes) -> None:
    officer = api_of(cast().officer)
    answer = officer.client.generic("POST", f"{V1}requests", body, "application/json")
    assert "JSON" in problem(answer)["detail"]
    assert answer.status_code == 400


def test_what_is_costly_has_to_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(limits.LIMITS, "upload", Limit(1, 150))
    officer = api_of(crew().officer)
    assert officer.post_zip("tenders", smaller_notice()).status_code == 201
    late = officer.post_zip("tenders", smaller_notice())
    assert problem(late)["status"] == 429
    assert 0 < int(late.headers["Retry-After"]) <= 60
    assert officer.get("tenders").status_code == 200


def test_words_are_korean_unless_english_is_asked_for(settings: Settings) -> None:
    officer = api_of(crew().officer)
    assert problem(officer.get("tenders/9"))["title"] == "없음"
    english = officer.client.get(f"{V1}tenders/9", headers={"Accept-Language": "en-US,en;q=0.9"})
    assert problem(english)["title"] == "not found"
    assert english.headers["Content-Language"] == "en"
    assert settings.LANGUAGE_CODE == "ko"


def test_a_client_that_would_rather_have_something_else_gets_json() -> None:
    officer = api_of(crew().officer)
    answer = officer.client.get(f"{V1}me", headers={"Accept": "text/html"})
    assert answer.headers["Content-Type"] == "application/json"


def test_too_large_a_body_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("procurement.api.base.MOST_BODY", 10)
    refused = api_of(crew().officer).post_zip("tenders", smaller_notice())
    assert problem(refused)["status"] == 413
