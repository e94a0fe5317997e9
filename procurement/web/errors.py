"""Pages for what went wrong: they say what to do and never hold a path, a query or a trace."""

from __future__ import annotations

from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext, gettext_lazy

WORDS = {
    HTTPStatus.BAD_REQUEST: (
        gettext_lazy("요청을 읽을 수 없습니다"),
        gettext_lazy("주소나 입력이 온전하지 않습니다. 앞 화면으로 돌아가 다시 해 보세요."),
    ),
    HTTPStatus.FORBIDDEN: (
        gettext_lazy("할 수 없는 일입니다"),
        gettext_lazy("지금 역할로는 할 수 없습니다. 필요한 역할이면 기관의 관리자에게 말씀하세요."),
    ),
    HTTPStatus.NOT_FOUND: (
        gettext_lazy("찾는 화면이 없습니다"),
        gettext_lazy("주소가 바뀌었거나 볼 수 있는 것이 아닙니다. 위의 메뉴에서 다시 찾아보세요."),
    ),
    HTTPStatus.CONFLICT: (
        gettext_lazy("지금 단계에서는 할 수 없습니다"),
        gettext_lazy("그사이 단계가 바뀌었을 수 있습니다. 사업 화면을 다시 열어 보세요."),
    ),
    HTTPStatus.TOO_MANY_REQUESTS: (
        gettext_lazy("잠시 뒤에 다시 하세요"),
        gettext_lazy("짧은 시간에 너무 많이 시도했습니다."),
    ),
    HTTPStatus.INTERNAL_SERVER_ERROR: (
        gettext_lazy("프로그램에 문제가 생겼습니다"),
        gettext_lazy("하던 일은 저장되지 않았습니다. 다시 해도 그러면 관리자에게 때와 하던 일을 알려 주세요."),
    ),
}


def page(request: HttpRequest, status: HTTPStatus, *, why: str = "") -> HttpResponse:
    """The page of a refusal or a fault."""
    title, advice = WORDS[status]
    return render(request, "error.html", {"title": title, "advice": advice, "why": why}, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 -- Django's signature
    """400."""
    return page(request, HTTPStatus.BAD_REQUEST)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 -- Django's signature
    """403."""
    return page(request, HTTPStatus.FORBIDDEN)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 -- Django's signature
    """404."""
    return page(request, HTTPStatus.NOT_FOUND)


def fault(request: HttpRequest) -> HttpResponse:
    """500; Django has logged the error and undone the transaction."""
    return page(request, HTTPStatus.INTERNAL_SERVER_ERROR)


def too_many(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 -- Django's signature
    """429 of a sign-in, with the time after which it goes on."""
    return wait(request, seconds=60)


def wait(request: HttpRequest, *, seconds: int) -> HttpResponse:
    """429, with the time after which it goes on."""
    why = gettext("%(seconds)s초 뒤에 다시 할 수 있습니다.") % {"seconds": seconds}
    response = page(request, HTTPStatus.TOO_MANY_REQUESTS, why=why)
    response.headers["Retry-After"] = str(seconds)
    return response


def locked_out(request: HttpRequest, *_answers: object) -> HttpResponse:
    """429 after too many wrong passwords: even the right one does not help until the time is over."""
    minutes = int(settings.AXES_COOLOFF_TIME.total_seconds()) // 60
    why = gettext("비밀번호가 여러 번 틀려 잠겼습니다. %(minutes)s분 뒤에 다시 하거나 관리자에게 알리세요.")
    response = page(request, HTTPStatus.TOO_MANY_REQUESTS, why=why % {"minutes": minutes})
    response.headers["Retry-After"] = str(minutes * 60)
    return response


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 -- Django's signature
    """403 for a form that was not sent from our own page."""
    why = gettext("화면이 오래되었거나 다른 곳에서 보낸 양식입니다. 화면을 새로 열어 다시 하세요.")
    return page(request, HTTPStatus.FORBIDDEN, why=why)


def unknown_person(request: HttpRequest) -> HttpResponse:
    """403 for one whom the agency's sign-on knows and nobody here has added."""
    why = gettext("통합인증은 되었지만 이 프로그램에 등록된 사람이 아닙니다. 기관의 관리자에게 등록을 부탁하세요.")
    return page(request, HTTPStatus.FORBIDDEN, why=why)
