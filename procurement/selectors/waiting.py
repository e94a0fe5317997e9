"""What waits for a person."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Count, Q, QuerySet

from procurement.models import Opening, Seat, Tender, User
from procurement.permissions import may_decide, may_run_tender
from procurement.selectors.cards import seats_for
from procurement.selectors.tenders import tenders_for
from procurement.workflow import Stage


class Todo(StrEnum):
    """What a person has to do on a tender."""

    PUBLISH = "publish"
    BEGIN = "begin"
    CLOSE = "close"
    OPEN = "open"
    CONFIRM = "confirm"
    DECIDE = "decide"


@dataclass(frozen=True, slots=True)
class Task:
    """A tender and what the person has to do on it."""

    tender: Tender
    todo: Todo


def tasks_for(user: User) -> tuple[Task, ...]:
    """The tenders that wait for the person, newest first, and for what; those that wait for others are left out."""
    roles, agency = user.roles(), {"same_agency": True}
    runs, decides = may_run_tender(roles, **agency), may_decide(roles, **agency)
    missing = Count("seats", filter=Q(seats__submitted_at=None), distinct=True)
    found = tenders_for(user).exclude(stage__in=(Stage.DECIDED, Stage.CANCELLED)).annotate(missing=missing)
    pairs = ((tender, _todo(tender, user, runs=runs, decides=decides)) for tender in found.select_related("opening"))
    return tuple(Task(tender, todo) for tender, todo in pairs if todo)


def _todo(tender: Tender, user: User, *, runs: bool, decides: bool) -> Todo | None:
    stage = Stage(tender.stage)
    if stage == Stage.PRICES_OPENED:
        return Todo.DECIDE if decides else None
    if not runs or (stage == Stage.EVALUATING and bool(getattr(tender, "missing", False))):
        return None
    if stage == Stage.TECHNICAL_CLOSED:
        return _opening_todo(getattr(tender, "opening", None), user)
    return {Stage.DRAFT: Todo.PUBLISH, Stage.PUBLISHED: Todo.BEGIN, Stage.EVALUATING: Todo.CLOSE}[stage]


def _opening_todo(opening: Opening | None, user: User) -> Todo | None:
    if opening is None:
        return Todo.OPEN
    return None if opening.first_id == user.pk else Todo.CONFIRM


def open_cards_of(user: User) -> QuerySet[Seat]:
    """The person's own cards that are still to be handed in, newest tender first."""
    return (
        seats_for(user).filter(tender__stage=Stage.EVALUATING, submitted_at=None).order_by("-tender__begun_at", "-pk")
    )


def other_cards_of(user: User) -> QuerySet[Seat]:
    """The person's own cards that are in, newest tender first."""
    return seats_for(user).exclude(pk__in=open_cards_of(user).values("pk")).order_by("-tender__begun_at", "-pk")
