"""내 업무: what waits for the person, and help."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from procurement.permissions import may_run_tender
from procurement.selectors.tenders import tenders_for
from procurement.selectors.waiting import Todo, open_cards_of, other_cards_of, tasks_for
from procurement.web.asking import SignedIn

RECENT = 5
TODO: dict[Todo, tuple[str | Promise, str]] = {
    Todo.PUBLISH: (gettext_lazy("파일을 확인하고 공고하기"), "tender_page"),
    Todo.BEGIN: (gettext_lazy("입찰을 넣고 위원을 정한 뒤 평가 시작하기"), "tender_page"),
    Todo.CLOSE: (gettext_lazy("모든 평가표가 들어옴: 기술평가 마감하기"), "close"),
    Todo.OPEN: (gettext_lazy("가격 개봉하기"), "opening"),
    Todo.CONFIRM: (gettext_lazy("다른 사람이 개봉한 금액 확인하기"), "opening"),
    Todo.DECIDE: (gettext_lazy("결과를 보고 결정하기"), "result"),
}


@require_safe
def my_work(request: SignedIn) -> HttpResponse:
    """What waits for me, and the agency's latest tenders."""
    roles = request.user.roles()
    context = {
        "tasks": [(task.tender, *TODO[task.todo]) for task in tasks_for(request.user)],
        "cards": open_cards_of(request.user),
        "cards_in": other_cards_of(request.user)[:RECENT],
        "recent": tenders_for(request.user)[:RECENT],
        "may_run": may_run_tender(roles, same_agency=True),
        "roles": {role.value for role in roles},
    }
    return render(request, "work.html", context)


@login_not_required
@require_safe
def helping(request: HttpRequest) -> HttpResponse:
    """What each role does and in which order."""
    return render(request, "help.html")
