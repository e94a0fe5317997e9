"""Who asks, from where and when; and what is theirs to see."""

from __future__ import annotations

from datetime import UTC, datetime

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.adapter import get_adapter
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language, gettext

from procurement.models import Tender, User
from procurement.selectors.tenders import tenders_for
from procurement.services.access import Visitor
from procurement.services.record import Actor, NotAllowed

LONGEST_ADDRESS = 45


class SignedIn(HttpRequest):
    """A request of a person who has signed in; the middleware lets no other through to most pages."""

    user: User


def now() -> datetime:
    """The moment of an act; the clock is read here and nowhere below."""
    return datetime.now(tz=UTC)


def address_of(request: HttpRequest) -> str:
    """Where the request comes from: the connection's address, or what the last trusted proxy says."""
    hops = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    address = hops[-settings.PROXIES] if 0 < settings.PROXIES <= len(hops) else request.META.get("REMOTE_ADDR", "")
    return str(address).strip()[:LONGEST_ADDRESS]


def actor_of(request: HttpRequest) -> Actor:
    """Who acts and from where, for the services and their record."""
    user, address = getattr(request, "user", None), address_of(request)
    return Actor(user, address) if isinstance(user, User) else Visitor(None, address)


def has_second_factor(request: HttpRequest, user: User) -> bool:
    """Their own app, or the agency's sign-on, which asks for its own."""
    signed_on = any(one["method"] == "socialaccount" for one in get_authentication_records(request, user))
    return signed_on or bool(get_adapter().is_mfa_enabled(user))


def own_tender(request: SignedIn, number: int) -> Tender:
    """The tender, or 404: those that the person may not see do not exist."""
    return get_object_or_404(tenders_for(request.user), pk=number)


def must(allowed: bool) -> None:  # noqa: FBT001 -- a sentence: must(may_run_tender(...))
    """Raise NotAllowed, which the middleware answers with 403, unless the person may."""
    if not allowed:
        raise NotAllowed(gettext("지금 역할로는 이 화면을 쓸 수 없습니다."))


def said(error: Exception) -> str:
    """A refusal's words in the language of the page: messages hold both, Korean first; whole where that is unclear."""
    return tongue(" ".join(error.messages) if hasattr(error, "messages") else str(error))


def tongue(text: str) -> str:
    """The half of a sentence in both languages that the page speaks."""
    korean, slash, english = text.partition(" / ")
    if not slash or " / " in english:
        return text
    return english if (get_language() or "").startswith("en") else korean
