"""A job: how far it is, what came of it, cancelling it, and the files that it made."""

from __future__ import annotations

import json

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from procurement.models import Job, JobState
from procurement.permissions import may_run_tender
from procurement.selectors.plans import jobs_for
from procurement.services.jobs import cancel_job
from procurement.services.record import Unusable
from procurement.tasks.sizing import JSON
from procurement.tasks.thread import wake
from procurement.web.asking import SignedIn, actor_of, must, now, tongue
from procurement.web.documents import KINDS
from procurement.web.downloads import kept
from procurement.web.sizing_shown import shown_sizing

STOP_POLLING = 286
"""What tells htmx that nothing more will come."""


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
    must(may_run_tender(request.user.roles(), same_agency=True))
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


def _context(request: SignedIn, job: Job) -> dict[str, object]:
    made = job.files.filter(name=JSON).first() if job.state == JobState.DONE else None
    return {
        "job": job,
        "told": tongue(job.told),
        "parameters": json.loads(job.parameters),
        "files": job.files.defer("content"),
        "sizing": shown_sizing(json.loads(bytes(made.content))) if made else None,
        "may_cancel": may_run_tender(request.user.roles(), same_agency=True) and not job.ended and not job.cancel,
        "seconds": int(((job.ended_at or now()) - job.begun_at).total_seconds()) if job.begun_at else 0,
        "gap": "" if job.gap is None or job.gap > 1 else f"{100 * job.gap:.2f} %",
    }
