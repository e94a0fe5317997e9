"""The demo's door: enter as one of its people with one press."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from procurement.demo import PEOPLE
from procurement.models import User


@login_not_required
@require_POST
def enter(request: HttpRequest) -> HttpResponse:
    """Sign in as a made-up person; the page exists in the demo only."""
    name = request.POST.get("person", "")
    if not settings.DEMO or name not in {one.username for one in PEOPLE}:
        raise Http404
    login(request, get_object_or_404(User, username=name), backend="django.contrib.auth.backends.ModelBackend")
    return redirect("work")
