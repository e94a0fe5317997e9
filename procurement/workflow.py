"""The stages of a tender and the legal moves between them. Knows neither the database nor the web."""

from __future__ import annotations

from enum import StrEnum
from itertools import pairwise


class Stage(StrEnum):
    """Where a tender stands."""

    DRAFT = "draft"
    PUBLISHED = "published"
    EVALUATING = "evaluating"
    TECHNICAL_CLOSED = "technical_closed"
    PRICES_OPENED = "prices_opened"
    DECIDED = "decided"
    CANCELLED = "cancelled"


_FORWARD = (
    Stage.DRAFT,
    Stage.PUBLISHED,
    Stage.EVALUATING,
    Stage.TECHNICAL_CLOSED,
    Stage.PRICES_OPENED,
    Stage.DECIDED,
)
OPENED = frozenset({Stage.PRICES_OPENED, Stage.DECIDED})
"""Where the prices are open."""
MOVES: frozenset[tuple[Stage, Stage]] = frozenset(
    {*pairwise(_FORWARD), *((stage, Stage.CANCELLED) for stage in _FORWARD[:-1])}
)
"""Every move that there is: one step on, or cancelled before the decision; never back."""


class NotYet(Exception):
    """The tender does not stand where this can be done; the message says where it stands."""


def check_move(now: Stage, *, to: Stage) -> None:
    """Raise NotYet unless the move is legal."""
    if (now, to) not in MOVES:
        raise NotYet(f"{now} 단계에서 {to} 단계로 갈 수 없습니다 / there is no step from {now} to {to}")


def check_stage(now: Stage, *, needed: Stage) -> None:
    """Raise NotYet unless the tender stands at the stage that the act needs."""
    if now != needed:
        raise NotYet(f"{needed} 단계에서만 할 수 있습니다. 지금은 {now} / only while {needed}, it is {now} now")
