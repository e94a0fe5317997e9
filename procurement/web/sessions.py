"""The session: its language, keeping it, the second factor's picture, and what is recorded at the door."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

import qrcode
from allauth.account.signals import password_changed
from allauth.mfa.adapter import get_adapter
from allauth.mfa.signals import authentication_failed, authenticator_added, authenticator_removed, authenticator_reset
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY
from axes.signals import user_locked_out
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_POST, require_safe
from django.views.i18n import set_language
from qrcode.image.svg import SvgPathImage

from procurement.models import User
from procurement.services.access import Access, Visitor, note_access
from procurement.services.record import Actor
from procurement.web.asking import SignedIn, address_of, now


@login_not_required
@require_POST
def choose(request: HttpRequest) -> HttpResponseBase:
    """Change the language and go back to the page; never to another host."""
    return set_language(request)


@require_POST
def extend(request: SignedIn) -> HttpResponse:  # noqa: ARG001 -- asking is enough: every page begins the session anew
    """Stay signed in."""
    return HttpResponse(status=HTTPStatus.NO_CONTENT)


@require_safe
def second_factor_picture(request: SignedIn) -> HttpResponse:
    """The code that an authenticator app reads from the screen; only while it is being set up."""
    if SECRET_SESSION_KEY not in request.session:
        raise Http404
    url = get_adapter().build_totp_url(request.user, request.session[SECRET_SESSION_KEY])
    picture = qrcode.make(url, image_factory=SvgPathImage).to_string(encoding="unicode")
    return HttpResponse(picture, content_type="image/svg+xml")


def _note(act: Access, request: HttpRequest, user: User | None = None, **details: str) -> None:
    address = address_of(request)
    by = Actor(user, address) if user else Visitor(None, address)
    note_access(act, details=details, by=by, at=now())


@receiver(user_logged_in)
def note_sign_in(request: HttpRequest, user: User, **_signal: object) -> None:
    """A session begins."""
    _note(Access.SIGNED_IN, request, user)


@receiver(user_logged_out)
def note_sign_out(request: HttpRequest, user: User | None, **_signal: object) -> None:
    """A session ends; one that was over already has no person."""
    if user is not None:
        _note(Access.SIGNED_OUT, request, user)


@receiver(user_login_failed)
def note_failure(request: HttpRequest, credentials: dict[str, Any], **_signal: object) -> None:
    """A sign-in fails. A name that nobody has is not kept: it may be a password in the wrong field."""
    if getattr(request, "axes_locked_out", False):
        return
    tried = str(credentials.get("username", ""))
    known = User.objects.filter(username=tried).exists()
    _note(Access.FAILED, request, username=tried if known else "(모르는 이름)")


@receiver(user_locked_out)
def note_lock(request: HttpRequest, username: str, **_signal: object) -> None:
    """Too many failures."""
    known = User.objects.filter(username=username).exists()
    _note(Access.LOCKED_OUT, request, username=username if known else "(모르는 이름)")


@receiver(authentication_failed)
def note_wrong_code(request: HttpRequest, user: User, **_signal: object) -> None:
    """A wrong code of the second factor."""
    _note(Access.FAILED, request, username=user.get_username(), step="second_factor")


@receiver(password_changed)
def note_password(request: HttpRequest, user: User, **_signal: object) -> None:
    """A person has changed the own password."""
    _note(Access.PASSWORD_CHANGED, request, user)


@receiver(authenticator_added)
def note_factor(request: HttpRequest, user: User, **_signal: object) -> None:
    """A second factor is set up."""
    _note(Access.FACTOR_ADDED, request, user)


@receiver(authenticator_removed)
def note_factor_removed(request: HttpRequest, user: User, **_signal: object) -> None:
    """A second factor is taken away."""
    _note(Access.FACTOR_REMOVED, request, user)


@receiver(authenticator_reset)
def note_codes(request: HttpRequest, user: User, **_signal: object) -> None:
    """New recovery codes."""
    _note(Access.FACTOR_RESET, request, user)
