from __future__ import annotations

from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.urls import resolve
from pytest_django import Settings

from procurement.middleware import answer_refusals, choose_language, guard_pages, require_second_factor
from procurement.models import AuditEntry, User
from procurement.permissions import Role
from procurement.services.record import NotAllowed
from procurement.workflow import NotYet
from tests.procurement.actors import agency, person
from tests.procurement.web.serving import serve

POLICY = "default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'"


def answer(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("page")


@pytest.fixture(autouse=True)
def served(monkeypatch: pytest.MonkeyPatch, settings: Settings, tmp_path: Path) -> None:
    serve(monkeypatch, settings, tmp_path)


def asking(user: User, page: str) -> HttpRequest:
    request = RequestFactory().get(page)
    request.user, request.session, request.resolver_match = user, SessionStore(), resolve(page)
    request._messages = CookieStorage(request)  # type: ignore[attr-defined]  # noqa: SLF001 -- where Django looks
    return request


def test_every_page_has_the_policy_and_is_kept_nowhere(rf: RequestFactory) -> None:
    found = guard_pages(answer)(rf.get("/"))
    assert found.headers["Content-Security-Policy"] == POLICY
    assert found.headers["Cache-Control"] == "no-store, private"


@pytest.mark.parametrize(
    ("cookie", "language"), [("", "ko"), ("en", "en"), ("ko", "ko"), ("xx", "ko"), ("../en", "ko")]
)
def test_the_language_is_korean_unless_another_was_chosen(rf: RequestFactory, cookie: str, language: str) -> None:
    request = rf.get("/", headers={"accept-language": "en"})
    request.COOKIES["django_language"] = cookie
    assert choose_language(answer)(request).headers["Content-Language"] == language


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "sent"),
    [
        (Role.OFFICER, True),
        (Role.APPROVER, True),
        (Role.CHAIR, True),
        (Role.ADMINISTRATOR, True),
        (Role.EVALUATOR, False),
        (Role.AUDITOR, False),
    ],
)
def test_who_acts_for_the_agency_needs_a_second_factor(role: Role, sent: bool) -> None:  # noqa: FBT001 -- a table
    user, guard = person("김", role, at=agency()), require_second_factor(answer)
    found = guard.process_view(asking(user, "/tenders/"))
    assert (found is not None) == sent
    if found is not None:
        assert found.headers["Location"] == "/account/second-factor/add/"
    assert guard.process_view(asking(user, "/account/second-factor/add/")) is None
    assert guard.process_view(asking(user, "/help/")) is None
    assert guard(asking(user, "/tenders/")).status_code == 200


@pytest.mark.django_db
def test_an_app_the_agencys_sign_on_or_the_demo_will_do(settings: Settings) -> None:
    user, guard = person("김", Role.OFFICER, at=agency()), require_second_factor(answer)
    signed_on = asking(user, "/tenders/")
    signed_on.session["account_authentication_methods"] = [{"method": "socialaccount"}]
    signed_on.session["account_authentication_methods_user"] = str(user.pk)
    assert guard.process_view(signed_on) is None
    settings.DEMO = True
    assert guard.process_view(asking(user, "/tenders/")) is None
    settings.DEMO = False
    assert guard.process_view(asking(user, "/tenders/")) is not None
    Authenticator.objects.create(user=user, type="totp", data={"secret": "kept elsewhere"})
    assert guard.process_view(asking(user, "/tenders/")) is None


@pytest.mark.django_db
def test_a_refusal_is_a_page_and_one_who_may_not_an_entry() -> None:
    user, guard = person("김", Role.AUDITOR, at=agency()), answer_refusals(answer)
    refused = guard.process_exception(asking(user, "/tenders/"), NotAllowed("안 됩니다 / no"))
    assert refused is not None
    assert (refused.status_code, "안 됩니다" in refused.content.decode()) == (403, True)
    last = AuditEntry.objects.last()
    assert last is not None
    assert (last.act, last.who, last.details) == ("access.refused", "김", '{"path": "/tenders/"}')
    late = guard.process_exception(asking(user, "/tenders/"), NotYet("아직 / not yet"))
    assert late is not None
    assert (late.status_code, "아직" in late.content.decode()) == (409, True)
    assert guard.process_exception(asking(user, "/tenders/"), LookupError()) is None
    assert guard(asking(user, "/tenders/")).status_code == 200
