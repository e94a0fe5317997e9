from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.http import Http404
from django.test import RequestFactory
from django.utils import translation
from pytest_django import Settings

from procurement.models import Tender, User
from procurement.services.record import NotAllowed
from procurement.web.asking import SignedIn, actor_of, address_of, must, now, own_tender, said


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "198.51.100.1", "203.0.113.9"),
        (1, "evil, 198.51.100.1", "198.51.100.1"),
        (2, "198.51.100.1, 10.0.0.1", "198.51.100.1"),
        (2, "198.51.100.1", "203.0.113.9"),
        (1, "x" * 99, "x" * 45),
    ],
)
def test_only_as_many_proxies_are_believed_as_there_are(
    rf: RequestFactory, settings: Settings, proxies: int, forwarded: str, address: str
) -> None:
    settings.PROXIES = proxies
    request = rf.get("/", headers={"x-forwarded-for": forwarded}, REMOTE_ADDR="203.0.113.9")
    assert address_of(request) == address


def test_who_acts_is_the_person_or_a_visitor(rf: RequestFactory, cast: dict[str, User]) -> None:
    request = rf.get("/", REMOTE_ADDR="203.0.113.9")
    assert actor_of(request).name == "(방문자)"
    request.user = cast["officer"]
    assert (actor_of(request).user, actor_of(request).address) == (cast["officer"], "203.0.113.9")


def test_what_is_not_theirs_is_not_there(cast: dict[str, User], tender: Tender) -> None:
    request = SignedIn()
    request.user = cast["auditor"]
    assert own_tender(request, tender.pk) == tender
    request.user = cast["stranger"]
    with pytest.raises(Http404):
        own_tender(request, tender.pk)


@pytest.mark.parametrize(
    ("message", "korean", "english"),
    [
        ("없습니다 / there is none", "없습니다", "there is none"),
        ("없습니다", "없습니다", "없습니다"),
        ("A / B / C", "A / B / C", "A / B / C"),
    ],
)
def test_a_refusal_speaks_the_language_of_the_page(message: str, korean: str, english: str) -> None:
    assert said(ValueError(message)) == korean
    with translation.override("en"):
        assert said(ValueError(message)) == english
    assert said(ValidationError(["하나.", "둘."])) == "하나. 둘."


def test_one_who_may_not_is_refused() -> None:
    must(allowed=True)
    with pytest.raises(NotAllowed, match="지금 역할로는"):
        must(allowed=False)


def test_the_moment_of_an_act_is_in_utc() -> None:
    assert str(now().tzinfo) == "UTC"
