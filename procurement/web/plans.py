"""장비 구성: the plans, beginning one, its page, its files."""

from __future__ import annotations

from pathlib import PurePosixPath

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from procurement.casefile.planning import Begun, first_plan
from procurement.demo import PLAN_EXAMPLE
from procurement.models import Plan
from procurement.permissions import may_run_tender
from procurement.selectors.plans import plan_progress, plans_for, written_plan
from procurement.services.jobs import ask_sizing
from procurement.services.plans import MOST_BYTES, plan_from_tender, put_plan_file, start_plan
from procurement.services.record import Unusable
from procurement.tasks.thread import carry
from procurement.web.asking import SignedIn, actor_of, must, now, own_tender, tongue
from procurement.web.downloads import kept
from procurement.web.drafting import own_agency
from procurement.web.entries import Values
from procurement.web.forms import Refused, sent, shown
from procurement.web.plan_forms import NewPlan, RunForm
from procurement.web.uploads import FilesField, ManyFiles, content_of, files_in, name_of

A_PAGE = 50

FURTHER = ("robustness", "policy")
"""What a tender's own question may describe; its file is read when it is computed."""


class PlanFolder(forms.Form):
    """The files of a sizing folder, one by one or as a ZIP."""

    folder = FilesField(
        label=gettext_lazy("구성 폴더의 파일"),
        help_text=gettext_lazy("sizing.toml과 증빙 파일. 폴더 안에 폴더가 있으면 ZIP 하나로 묶어 올리세요."),
        widget=ManyFiles(),
    )


class PlanFileForm(forms.Form):
    """A file of the plan: a new one, or one that takes the place of another."""

    file = forms.FileField(label=gettext_lazy("파일"))
    path = forms.CharField(
        label=gettext_lazy("놓일 자리"),
        help_text=gettext_lazy("비워 두면 파일 이름 그대로입니다."),
        required=False,
        max_length=160,
    )


@require_safe
def plan_list(request: SignedIn) -> HttpResponse:
    """The agency's plans, fifty a page."""
    page = Paginator(plans_for(request.user), A_PAGE).get_page(request.GET.get("page"))
    may_run = may_run_tender(request.user.roles(), same_agency=True)
    return render(request, "plans/list.html", {"page": page, "may_run": may_run})


@require_http_methods(["GET", "HEAD", "POST"])
def plan_new(request: SignedIn) -> HttpResponse:
    """Begin a plan in forms."""
    agency, form = own_agency(request.user), sent(NewPlan, request)
    if request.method == "POST" and form.is_valid():
        with Refused(form):
            files = first_plan(Begun(**form.cleaned_data))
            made = start_plan(files, agency=agency, by=actor_of(request), at=now())
            messages.success(request, gettext("구성을 시작했습니다. 장비와 수요를 넣으세요."))
            return redirect("plan", made.pk)
    return shown(request, "plans/new.html", form)


@require_http_methods(["GET", "HEAD", "POST"])
def plan_upload(request: SignedIn) -> HttpResponse:
    """Begin a plan from the files of a folder."""
    agency, form = own_agency(request.user), sent(PlanFolder, request)
    if request.method == "POST" and form.is_valid():
        with Refused(form):
            made = start_plan(_files_in(form), agency=agency, by=actor_of(request), at=now())
            messages.success(request, gettext("구성을 시작했습니다."))
            return redirect("plan", made.pk)
    return shown(request, "plans/upload.html", form)


@require_POST
def plan_example(request: SignedIn) -> HttpResponse:
    """Begin with the example of three years and three servers."""
    agency = own_agency(request.user)
    files = {one.name: one.read_bytes() for one in sorted(PLAN_EXAMPLE.iterdir())}
    made = start_plan(files, agency=agency, by=actor_of(request), at=now())
    return redirect("plan", made.pk)


@require_POST
def tender_plan(request: SignedIn, number: int) -> HttpResponse:
    """Begin a plan with the bids of a tender whose prices are opened."""
    tender = own_tender(request, number)
    must(may_run_tender(request.user.roles(), same_agency=True))
    try:
        made = plan_from_tender(tender, by=actor_of(request), at=now())
    except Unusable as refusal:
        messages.error(request, tongue(str(refusal)))
        return redirect("tender_page", tender.pk)
    return redirect("plan", made.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def plan_page(request: SignedIn, number: int) -> HttpResponse:
    """What is asked, what is still lacking, and what was computed; the officer has it computed here."""
    plan = own_plan(request, number)
    written, progress = written_plan(plan), plan_progress(plan)
    sizing = written.table("sizing") if written else {}
    servers = written.tables("servers") if written else []
    choices = [(one["id"], one["title"]) for one in servers]
    given = {"data": request.POST} if request.method == "POST" else {}
    form = RunForm(servers=choices, described=sizing if written else FURTHER, **given)
    if request.method == "POST":
        must(may_run_tender(request.user.roles(), same_agency=True))
        if form.is_valid() and (job := _asked(request, plan, form)):
            return redirect("job", job)
    context = {
        "plan": plan,
        "written": written,
        "seen": written.digest if written else "",
        "servers": servers,
        "demands": sizing.get("demand", []),
        "sizing": sizing,
        "lacking": [tongue(one) for one in progress.lacking],
        "files": plan.files.defer("content"),
        "jobs": plan.jobs.defer("inputs").select_related("asked_by")[:20],
        "may_run": may_run_tender(request.user.roles(), same_agency=True),
    }
    return shown(request, "plans/page.html", form, **context)


@require_safe
def plan_file(request: SignedIn, number: int, path: str) -> HttpResponse:
    """A file of the plan to keep."""
    file = get_object_or_404(own_plan(request, number).files, path=path)
    return kept(bytes(file.content), PurePosixPath(file.path).name)


@require_http_methods(["GET", "HEAD", "POST"])
def plan_put(request: SignedIn, number: int) -> HttpResponse:
    """Put or replace a file of a plan."""
    plan = changed_plan(request, number)
    form = sent(PlanFileForm, request, path=request.GET.get("path", ""))
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        path = form.cleaned_data["path"] or name_of(file)
        with Refused(form):
            content = content_of(file, most=MOST_BYTES)
            put_plan_file(plan, path=path, content=content, by=actor_of(request), at=now())
            messages.success(request, gettext("파일을 넣었습니다: %(path)s") % {"path": path})
            return redirect("plan", plan.pk)
    return shown(request, "plans/put.html", form, plan=plan)


def own_plan(request: SignedIn, number: int) -> Plan:
    """The plan, or 404: those of other agencies do not exist."""
    return get_object_or_404(plans_for(request.user), pk=number)


def changed_plan(request: SignedIn, number: int) -> Plan:
    """The plan of an officer who may change it; else 404 or 403."""
    plan = own_plan(request, number)
    must(may_run_tender(request.user.roles(), same_agency=True))
    return plan


def _files_in(form: PlanFolder) -> dict[str, bytes]:
    """The files chosen; a ZIP is its files."""
    found: dict[str, bytes] = {}
    for one in form.cleaned_data["folder"]:
        content = content_of(one, most=MOST_BYTES)
        found |= files_in(name_of(one), content)
    return found


def _asked(request: SignedIn, plan: Plan, form: RunForm) -> int | None:
    """The number of the job that was asked for; None where the service refuses, which the form then shows."""
    given: Values = dict(form.cleaned_data) | {"why": form.cleaned_data["why"] or None}
    with Refused(form):
        job = ask_sizing(plan, parameters=given, by=actor_of(request), at=now())
        carry(job.pk)
        return job.pk
    return None
