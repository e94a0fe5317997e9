"""A plan held while an act changes it, and its files read as they would be then."""

from __future__ import annotations

from collections.abc import Mapping

from procurement.casefile import REFUSALS, in_words
from procurement.casefile.planning import PLAN, Progress, plan_of
from procurement.models import Plan, User
from procurement.selectors.tenders import folder_of
from procurement.services._tender import officer
from procurement.services.record import Actor, Unusable


def held_plan(plan: Plan, by: Actor) -> tuple[Plan, User]:
    """The plan, locked, and the officer of its agency who acts. Raises NotAllowed."""
    own = Plan.objects.select_for_update(of=("self",)).select_related("agency").get(pk=plan.pk)
    return own, officer(by, own.agency)


def read(files: Mapping[str, bytes]) -> Progress:
    """How far the files of a plan have come. Raises Unusable for what is there and wrong."""
    with folder_of(files) as folder:
        try:
            return plan_of(folder)
        except REFUSALS as refusal:
            raise Unusable(in_words(refusal, main=PLAN if PLAN in files else "tender.toml")) from refusal
