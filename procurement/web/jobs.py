"""Jobs: listed, how far one is, what came of it, cancelling it, and the files that it made."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from procurement.models import Job, JobState
from procurement.models.job import IMPORT, RECONCILIATION
from procurement.permissions import may_contribute, may_run_tender
from procurement.selectors.jobs import jobs_for, title_of, titled
from procurement.services.jobs import cancel_job
from procurement.services.record import Unusable
from procurement.tasks.making import TOLD
from procurement.tasks.sizing import JSON
from procurement.tasks.thread import wake
from procurement.web.asking import SignedIn, actor_of, must, now, tongue
from procurement.web.documents import KINDS
from procurement.web.downloads import kept
from procurement.web.reconciling import shown_comparison
from procurement.web.sizing_shown import shown_sizing

STOP_POLLING = 286
"""What tells htmx that nothing more will come."""
SHOWN = 100
PAGES = {"tender": "documents", "release": "release"}


@require_safe
def job_list(request: SignedIn) -> HttpResponse:
    """The newest jobs of the organisation."""
    return render(request, "jobs/list.html", {"jobs": titled(jobs_for(request.user)[:SHOWN])})


@require_safe
def job_page(request: SignedIn, number: int) -> HttpResponse:
    """The job; while it is open the part that changes is asked for again and again."""
    job = own_job(request, number)
    wake()
    return render(request, "jobs/page.html", _context(request, job))


@require_safe
def job_state(request: SignedIn, number: int) -> HttpResponse:
    """The part of the page that changes; once the job has ended the whole page is loaded anew."""
    job = own_job(request, number)
    wake()
    answer = render(request, "jobs/state.html", _context(request, job) | {"polled": True})
    if job.ended:
        answer["HX-Refresh"] = "true"
        answer.status_code = STOP_POLLING
    return answer


@require_POST
def job_cancel(request: SignedIn, number: int) -> HttpResponse:
    """Ask the job to end."""
    job = own_job(request, number)
    must(_may_cancel(request, job))
    try:
        cancel_job(job, by=actor_of(request), at=now())
    except Unusable as refusal:
        messages.info(request, tongue(str(refusal)))
    return redirect("job", job.pk)


@require_safe
def job_file(request: SignedIn, number: int, name: str) -> HttpResponse:
    """A file that the job made."""
    file = get_object_or_404(own_job(request, number).files, name=name)
    return kept(bytes(file.content), f"{number}-{name}", kind=KINDS[name.rpartition(".")[2]])


def own_job(request: SignedIn, number: int) -> Job:
    """The job, or 404: those of other agencies do not exist."""
    return get_object_or_404(jobs_for(request.user), pk=number)


def _may_cancel(request: SignedIn, job: Job) -> bool:
    if job.kind == IMPORT:
        return may_contribute(request.user.roles(), same_organisation=True)
    return may_run_tender(request.user.roles(), same_agency=True)


def _context(request: SignedIn, job: Job) -> dict[str, object]:
    sizing, compared, title = _told(job, JSON), _told(job, TOLD), title_of(job)
    return {
        "job": job,
        "title": title,
        "about": _page_of(job, title),
        "told": "\n".join(map(tongue, job.told.splitlines())),
        "parameters": json.loads(job.parameters),
        "files": job.files.defer("content"),
        "sizing": shown_sizing(sizing) if sizing else None,
        "compared": shown_comparison(compared) if compared else None,
        "may_cancel": _may_cancel(request, job) and not job.ended and not job.cancel,
        "seconds": int(((job.ended_at or now()) - job.begun_at).total_seconds()) if job.begun_at else 0,
        "gap": "" if job.gap is None or job.gap > 1 else f"{100 * job.gap:.2f} %",
    }


def _page_of(job: Job, title: str) -> str:
    """The page of what the job is about, "" where there is none any more."""
    kind, _, number = job.subject.partition(":")
    if job.plan_id is not None:
        return reverse("plan", args=[job.plan_id])
    if job.kind == RECONCILIATION:
        return reverse("reconcile")
    return reverse(PAGES[kind], args=[number]) if title else ""


def _told(job: Job, name: str) -> dict[str, Any] | None:
    made = job.files.filter(name=name).first() if job.state == JobState.DONE else None
    return json.loads(bytes(made.content)) if made else None
