"""장비 구성의 수요: the question of a notice about what to buy, answered with the bids after the opening."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from procurement.models import Tender
from procurement.selectors.drafting import Written, written_in
from procurement.web.asking import SignedIn
from procurement.web.build_gates import entry_of, tell
from procurement.web.building import Section, draft_asked, stored
from procurement.web.entries import Values
from procurement.web.forms import sent, shown
from procurement.web.plan_entries import demand_initial, sizing_entry, sizing_initial
from procurement.web.plan_forms import DemandForm
from procurement.web.plan_limit_forms import LimitsForm
from procurement.web.plan_parts import with_demand, without_demand


@require_http_methods(["GET", "HEAD", "POST"])
def sizing_page(request: SignedIn, number: int) -> HttpResponse:
    """The demands, and aims with limits and costs."""
    tender, written, sizing = asked_in(request, number)
    form = sent(LimitsForm, request, seen=written.digest, **sizing_initial(sizing))
    if request.method == "POST" and form.is_valid():
        value = sizing_entry(form.cleaned_data, before=sizing)
        if stored(request, form, tender=tender, section="sizing", value=value):
            return redirect("build_sizing", tender.pk)
    context = {"tender": tender, "sizing": sizing, "demands": sizing.get("demand", []), "seen": written.digest}
    return shown(request, "building/sizing.html", form, **context)


@require_http_methods(["GET", "HEAD", "POST"])
def demand_page(request: SignedIn, number: int, key: str) -> HttpResponse:
    """A demand, new or changed; aims and limits come first."""
    tender, written, sizing = asked_in(request, number)
    if not sizing:
        messages.info(request, gettext("먼저 목적과 한도를 저장하세요."))
        return redirect("build_sizing", tender.pk)
    before = entry_of(sizing.get("demand", []), key)
    form = sent(DemandForm, request, seen=written.digest, **(demand_initial(before) if before else {}))
    if request.method == "POST" and form.is_valid():
        value = with_demand(sizing, form.cleaned_data, before=before)
        if stored(request, form, tender=tender, section="sizing", value=value):
            return redirect("build_sizing", tender.pk)
    return shown(request, "building/demand.html", form, tender=tender, new=not before)


@require_POST
def demand_remove(request: SignedIn, number: int, key: str) -> HttpResponse:
    """Take a demand away."""
    tender, _, sizing = asked_in(request, number)
    return changed(request, tender, without_demand(sizing, key))


@require_POST
def sizing_remove(request: SignedIn, number: int) -> HttpResponse:
    """Ask nothing about what to buy."""
    tender, _, _ = asked_in(request, number)
    return changed(request, tender, None)


def asked_in(request: SignedIn, number: int) -> tuple[Tender, Written, Values]:
    """The draft of an officer who may change it, its notice, and what it asks, {} for nothing; else 404, 403 or 409."""
    tender = draft_asked(request, number)
    written = written_in(tender)
    return tender, written, written.table("sizing")


def changed(request: SignedIn, tender: Tender, value: Any) -> HttpResponse:  # noqa: ANN401 -- a section, or None
    """Back on the page, with what was refused if it was."""
    form = Section(request.POST)
    form.full_clean()
    if not stored(request, form, tender=tender, section="sizing", value=value):
        tell(request, form)
    return redirect("build_sizing", tender.pk)
