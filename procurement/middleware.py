"""What every page gets: headers that guard it, its language, the second factor and the answer to a refusal."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from datetime import UTC, datetime
from http import HTTPStatus

from django.conf import settings
from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import translation
from django.utils.translation import gettext

from procurement.models import User
from procurement.permissions import NEED_SECOND_FACTOR
from procurement.services.access import Access, note_access
from procurement.services.record import NotAllowed
from procurement.web.asking import actor_of, has_second_factor, said
from procurement.web.errors import page, wait
from procurement.web.limits import seconds_to_wait
from procurement.web.metrics import observe
from procurement.workflow import NotYet

Answer = Callable[[HttpRequest], HttpResponseBase]
UNKNOWN = "unknown"
_log = logging.getLogger("procurement.requests")
WITHOUT_SECOND_FACTOR = ("account_", "mfa_", "language", "extend", "help")
"""How the names of the pages begin that one may see before the second factor is set up."""


def measure_requests(get_response: Answer) -> Answer:
    """One line in the log and one observation for each request: which page, not whose and not what of it."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        begun = time.perf_counter()
        response = get_response(request)
        seconds = time.perf_counter() - begun
        found = request.resolver_match
        page, method = (found.view_name if found else "") or UNKNOWN, request.method or ""
        observe(page=page, method=method, status=response.status_code, seconds=seconds)
        facts = {"page": page, "method": method, "status": response.status_code, "ms": round(1000 * seconds)}
        _log.info("answered", extra=facts)
        return response

    return answer


def guard_pages(get_response: Answer) -> Answer:
    """The content security policy of SECURE_CSP, and nothing kept by browsers or proxies."""
    policy = "; ".join(f"{name} {' '.join(sources)}" for name, sources in settings.SECURE_CSP.items())

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        response.headers["Content-Security-Policy"] = policy
        response.headers["Cache-Control"] = "no-store, private"
        return response

    return answer


def choose_language(get_response: Answer) -> Answer:
    """Korean, unless the person has chosen otherwise: an office's browser may be in any language."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            response = get_response(request)
            response.headers.setdefault("Content-Language", language)
            return response

    return answer


class require_second_factor:  # noqa: N801 -- stands in a list of functions
    """Sends people whose role needs it to set up a second factor before anything else; not in the demo."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass on; the check needs to know which page is asked for."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> HttpResponse | None:
        """Send to the page that sets the second factor up, where the person needs one and has none."""
        if not isinstance(request.user, User):
            return None
        # asked for once here, the roles are not asked for again by what the page calls
        prefetch_related_objects([request.user], "appointments")
        found = request.resolver_match
        name = (found and found.url_name) or ""
        if settings.DEMO or name.startswith(WITHOUT_SECOND_FACTOR) or (found and "api" in found.namespaces):
            return None  # the API answers for itself
        if not request.user.roles() & NEED_SECOND_FACTOR or has_second_factor(request, request.user):
            return None
        messages.info(request, gettext("이 역할은 2차 인증이 있어야 합니다. 먼저 인증 앱을 등록하세요."))
        return redirect("mfa_activate_totp")


class limit_use:  # noqa: N801 -- stands in a list of functions
    """Answers 429 to what is handed in, computed or taken away too often in a minute."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass on; the limit needs to know which page is asked for."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> HttpResponse | None:
        """Count what is limited, and say when it may be asked for again."""
        seconds = seconds_to_wait(request, at=datetime.now(tz=UTC))
        return wait(request, seconds=seconds) if seconds else None


class answer_refusals:  # noqa: N801 -- stands in a list of functions
    """Answers what a service refuses with a page that says why; who was refused stands in the record."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass on; refusals come as exceptions."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """403 for one who may not, 409 for what cannot be done at this stage."""
        if isinstance(error, NotAllowed):
            details = {"path": request.path[:200]}
            note_access(Access.REFUSED, details=details, by=actor_of(request), at=datetime.now(tz=UTC))
            return page(request, HTTPStatus.FORBIDDEN, why=said(error))
        if isinstance(error, NotYet):
            return page(request, HTTPStatus.CONFLICT, why=said(error))
        return None
