"""Which jobs a person may see."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from procurement.models import Job, Release, Tender, User
from procurement.models.job import IMPORT, WORKBOOK
from procurement.permissions import may_contribute, may_see_tender


def jobs_for(user: User) -> QuerySet[Job]:
    """The jobs of the person's organisation, newest first, without the files they were asked with."""
    roles, seen = user.roles(), Q(pk=None)
    if may_see_tender(roles, same_agency=True):
        seen |= ~Q(kind=IMPORT)
    if may_contribute(roles, same_organisation=True):
        seen |= Q(kind=IMPORT)
    own = Job.objects.filter(seen, agency=user.organisation_id)
    return own.select_related("plan", "asked_by").defer("inputs")


def workbook_jobs(tender: Tender) -> QuerySet[Job]:
    """The jobs that made, or make, a tender's workbook, newest first."""
    return Job.objects.filter(kind=WORKBOOK, subject=f"tender:{tender.pk}").defer("inputs").select_related("asked_by")


def title_of(job: Job) -> str:
    """What the job is about, by its name; "" where that is not kept any more or the job is about no row."""
    kind, _, number = job.subject.partition(":")
    if job.plan is not None:
        return job.plan.title
    if not number:
        return ""
    found = (Release.objects if kind == "release" else Tender.objects).filter(pk=number).first()
    return found.title if found else ""
