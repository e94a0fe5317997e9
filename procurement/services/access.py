"""Signing in and out, failures, refused acts and second factors: entries of the record beside the tenders' own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db import transaction

from procurement.models import AuditEntry
from procurement.services.record import Actor, Facts, record


class Access(StrEnum):
    """What happened at the door."""

    SIGNED_IN = "session.begun"
    SIGNED_OUT = "session.ended"
    FAILED = "session.failed"
    LOCKED_OUT = "session.locked_out"
    REFUSED = "access.refused"
    PASSWORD_CHANGED = "password.changed"  # noqa: S105 -- the name of an act
    FACTOR_ADDED = "second_factor.added"
    FACTOR_REMOVED = "second_factor.removed"
    FACTOR_RESET = "second_factor.reset"


@dataclass(frozen=True, slots=True)
class Visitor(Actor):
    """Someone who has not signed in."""

    @property
    def name(self) -> str:
        """What the record says instead of a person's name."""
        return "(방문자)"


@transaction.atomic
def note_access(act: Access, *, details: Facts, by: Actor, at: datetime) -> AuditEntry:
    """Record what happened at the door; never a password or a code."""
    subject = f"user:{by.user.pk}" if by.user else "visitor"
    return record(act.value, subject=subject, details=details, by=by, at=at)
