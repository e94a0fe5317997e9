"""내 업무: what waits for the person, and help."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from procurement.permissions import may_run_tender
from procurement.selectors.tenders import tenders_for
from procurement.selectors.waiting import drafts_for, open_cards_of, other_cards_of
from procurement.web.asking import SignedIn

RECENT = 5


@require_safe
def my_work(request: SignedIn) -> HttpResponse:
    """What waits for me, and the agency's latest tenders."""
    roles = request.user.roles()
    context = {
        "drafts": drafts_for(request.user),
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
