from __future__ import annotations

from collections.abc import Callable

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from procurement.models import Tender
from procurement.web import errors

PAGES: dict[int, Callable[[HttpRequest], HttpResponse]] = {
    400: lambda request: errors.bad_request(request, ValueError("secret detail")),
    403: lambda request: errors.forbidden(request, PermissionError("secret detail")),
    404: lambda request: errors.not_found(request, LookupError("secret detail")),
    429: errors.too_many,
    500: errors.fault,
}


@pytest.mark.parametrize("status", PAGES)
def test_a_page_says_what_to_do_and_holds_no_path_query_or_trace(rf: RequestFactory, status: int) -> None:
    answer = PAGES[status](rf.get("/hidden/path", {"query": "hidden"}))
    page = answer.content.decode()
    assert answer.status_code == status
    assert page.count("<h1>") == 1
    assert [word for word in ("secret", "query", "Traceback", "Exception") if word in page] == []


def test_too_many_says_when_it_goes_on(rf: RequestFactory) -> None:
    assert errors.too_many(rf.get("/")).headers["Retry-After"] == "60"
    assert errors.locked_out(rf.get("/"), None, {}).headers["Retry-After"] == "900"


def test_a_form_from_elsewhere_is_refused() -> None:
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/language/", {"language": "en"})
    assert answer.status_code == 403
    assert "화면이 오래되었거나" in answer.content.decode()


def test_a_person_whom_only_the_sign_on_knows_is_told_so(rf: RequestFactory) -> None:
    assert "등록된 사람이 아닙니다" in errors.unknown_person(rf.get("/")).content.decode()


def test_an_unknown_page_is_a_404_in_words(client: Client) -> None:
    answer = client.get("/nothing/")
    assert (answer.status_code, "찾는 화면이 없습니다" in answer.content.decode()) == (404, True)


def test_a_fault_is_logged_and_shown_without_a_trace(
    entered: Callable[[str], Client], tender: Tender, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = entered("officer")
    browser.raise_request_exception = False
    monkeypatch.setattr("procurement.web.tenders.digest_of", lambda _: 1 // 0)
    answer = browser.get(f"/tenders/{tender.pk}/")
    assert answer.status_code == 500
    assert "ZeroDivision" not in answer.content.decode()
