"""The parts of a plan that are written in forms: servers, demands, and aims with limits and costs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from procurement.models import Plan, Release
from procurement.selectors.drafting import Written
from procurement.selectors.plan_evidence import copied_evidence
from procurement.selectors.plans import written_plan
from procurement.services.plans import put_plan_section
from procurement.services.record import Unusable
from procurement.web.asking import SignedIn, actor_of, now
from procurement.web.build_gates import entry_of, placed, tell
from procurement.web.building import Section
from procurement.web.entries import Values
from procurement.web.forms import Refused, sent, shown
from procurement.web.plan_entries import (
    demand_entry,
    demand_initial,
    server_entry,
    server_initial,
    sizing_entry,
    sizing_initial,
)
from procurement.web.plan_forms import DemandForm, ServerForm
from procurement.web.plan_limit_forms import LimitsForm
from procurement.web.plans import changed_plan


@require_http_methods(["GET", "HEAD", "POST"])
def server_page(request: SignedIn, number: int, key: str) -> HttpResponse:
    """A server that can be bought, new or changed."""
    plan, written = written_asked(request, number)
    servers = written.tables("servers")
    before = entry_of(servers, key)
    initial = {"seen": written.digest, **(server_initial(before) if before else {})}
    given = {"data": request.POST} if request.method == "POST" else {}
    form = ServerForm(viewer=request.user, initial=initial, **given)
    if request.method == "POST" and form.is_valid():
        tables, files = copies(form.cleaned_data["releases"])
        entry = server_entry(form.cleaned_data, before=before, copied=tables)
        if stored(request, form, plan=plan, section="servers", value=placed(servers, before, entry), files=files):
            return redirect("plan", plan.pk)
    return shown(request, "plans/server.html", form, plan=plan, new=not before)


@require_http_methods(["GET", "HEAD", "POST"])
def demand_page(request: SignedIn, number: int, key: str) -> HttpResponse:
    """A demand, new or changed."""
    plan, written = written_asked(request, number)
    sizing = written.table("sizing")
    before = entry_of(sizing.get("demand", []), key)
    form = sent(DemandForm, request, seen=written.digest, **(demand_initial(before) if before else {}))
    if request.method == "POST" and form.is_valid():
        value = with_demand(sizing, form.cleaned_data, before=before)
        if stored(request, form, plan=plan, section="sizing", value=value):
            return redirect("plan", plan.pk)
    return shown(request, "plans/demand.html", form, plan=plan, new=not before)


@require_http_methods(["GET", "HEAD", "POST"])
def limits_page(request: SignedIn, number: int) -> HttpResponse:
    """Aims, limits and costs."""
    plan, written = written_asked(request, number)
    sizing = written.table("sizing")
    form = sent(LimitsForm, request, seen=written.digest, **sizing_initial(sizing))
    if request.method == "POST" and form.is_valid():
        value = sizing_entry(form.cleaned_data, before=sizing)
        if stored(request, form, plan=plan, section="sizing", value=value):
            return redirect("plan", plan.pk)
    return shown(request, "plans/limits.html", form, plan=plan)


@require_POST
def server_remove(request: SignedIn, number: int, key: str) -> HttpResponse:
    """Take a server away."""
    plan, written = written_asked(request, number)
    servers = written.tables("servers")
    left = [one for one in servers if one is not entry_of(servers, key)]
    return removed(request, plan, "servers", left or None)


@require_POST
def demand_remove(request: SignedIn, number: int, key: str) -> HttpResponse:
    """Take a demand away."""
    plan, written = written_asked(request, number)
    return removed(request, plan, "sizing", without_demand(written.table("sizing"), key))


def with_demand(sizing: Values, given: Values, *, before: Values) -> Values:
    """The question with the demand of a valid form in its place, or a new one at its end."""
    return sizing | {"demand": placed(sizing.get("demand", []), before, demand_entry(given, before=before))}


def without_demand(sizing: Values, key: str) -> Values:
    """The question without a demand; none is left out. Raises Http404 where there is no such."""
    demands = sizing.get("demand", [])
    left = [one for one in demands if one is not entry_of(demands, key)]
    rest = {name: held for name, held in sizing.items() if name != "demand"}
    return rest | ({"demand": left} if left else {})


def written_asked(request: SignedIn, number: int) -> tuple[Plan, Written]:
    """The plan of an officer and its sizing.toml; 404 for one whose question stands in a tender's folder."""
    plan = changed_plan(request, number)
    written = written_plan(plan)
    if written is None:
        raise Http404
    return plan, written


def copies(releases: Iterable[Release]) -> tuple[list[Values], dict[str, bytes]]:
    """The evidence tables of the releases chosen, and their files by path; workbooks are left out."""
    tables: list[Values] = []
    files: dict[str, bytes] = {}
    for release in releases:
        for table, content in copied_evidence(release):
            tables.append(table)
            files[str(table["file"])] = content
    return tables, files


def stored(
    request: SignedIn,
    form: forms.Form,
    *,
    plan: Plan,
    section: str,
    value: object,
    files: dict[str, bytes] | None = None,
) -> bool:
    """Whether the section was set anew; what the service refuses stands in the form then."""
    with Refused(form):
        seen: Any = form.cleaned_data.get("seen") or ""
        if not seen:
            raise Unusable(gettext("화면을 새로 열어 다시 고치세요."))
        put_plan_section(
            plan, section=section, value=value, seen=str(seen), by=actor_of(request), at=now(), files=files
        )
        messages.success(request, gettext("저장했습니다."))
        return True
    return False


def removed(request: SignedIn, plan: Plan, section: str, value: object) -> HttpResponse:
    """Back on the plan's page, with what was refused if it was."""
    form = Section(request.POST)
    form.full_clean()
    if not stored(request, form, plan=plan, section=section, value=value):
        tell(request, form)
    return redirect("plan", plan.pk)
