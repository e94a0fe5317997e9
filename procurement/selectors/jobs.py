"""Which jobs a person may see."""

from __future__ import annotations

from collections.abc import Iterable

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


def titled(jobs: Iterable[Job]) -> list[tuple[Job, str]]:
    """Each job with the name of what it is about; "" where that is not kept any more or the job is about no row.

    Two questions to the database, however many there are.
    """
    listed = list(jobs)
    asked = [one.subject.partition(":") for one in listed if one.plan is None]
    names = {
        f"{kind}:{number}": title
        for kind, rows in (("tender", Tender.objects), ("release", Release.objects))
        for number, title in rows.filter(pk__in=[n for k, _, n in asked if k == kind]).values_list("pk", "title")
    }
    return [(one, names.get(one.subject, "") if one.plan is None else one.plan.title) for one in listed]


def title_of(job: Job) -> str:
    """The name of what one job is about."""
    ((_, title),) = titled([job])
    return title
