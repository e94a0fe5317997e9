"""Which entries of the record a person may read."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from procurement.models import AuditEntry, User
from procurement.permissions import Role
from procurement.selectors.tenders import tenders_for


def entries_for(user: User) -> QuerySet[AuditEntry]:
    """Entries newest first: all for an administrator; for an auditor those of the own agency's people and tenders."""
    roles, entries = user.roles(), AuditEntry.objects.order_by("-number")
    if Role.ADMINISTRATOR in roles:
        return entries
    if Role.AUDITOR not in roles:
        return entries.none()
    own = [f"tender:{number}" for number in tenders_for(user).values_list("pk", flat=True)]
    return entries.filter(Q(by__organisation=user.organisation_id) | Q(subject__in=own))


def matching(entries: QuerySet[AuditEntry], *, subject: str, person: str) -> QuerySet[AuditEntry]:
    """Those on the subject and by the person; "" = any."""
    found = entries.filter(subject=subject) if subject else entries
    return found.filter(who=person) if person else found
