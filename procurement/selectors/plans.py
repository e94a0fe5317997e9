"""Which plans a person may see, and a plan's files as the folder that the libraries read."""

from __future__ import annotations

import tomllib
from decimal import Decimal

from django.db.models import QuerySet

from procurement.casefile.planning import PLAN, Progress, plan_of
from procurement.models import Plan, User
from procurement.permissions import may_see_tender
from procurement.selectors.drafting import Written
from procurement.selectors.tenders import folder_of


def plans_for(user: User) -> QuerySet[Plan]:
    """The plans of the person's agency, newest first; those of others do not exist for them."""
    if not may_see_tender(user.roles(), same_agency=True):
        return Plan.objects.none()
    return Plan.objects.filter(agency=user.organisation_id).select_related("agency", "officer")


def plan_files(plan: Plan) -> dict[str, bytes]:
    """The files of the plan's folder by path."""
    return {file.path: bytes(file.content) for file in plan.files.all()}


def plan_progress(plan: Plan) -> Progress:
    """How far the plan has come. Raises casefile's REFUSALS, which no service lets in."""
    with folder_of(plan_files(plan)) as folder:
        return plan_of(folder)


def written_plan(plan: Plan) -> Written | None:
    """The values of the plan's sizing.toml, None where the question stands in a tender's folder."""
    file = plan.files.filter(path=PLAN).first()
    if file is None:
        return None
    return Written(tomllib.loads(bytes(file.content).decode("utf-8-sig"), parse_float=Decimal), file.sha256)
