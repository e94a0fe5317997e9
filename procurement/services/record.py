"""One entry at the end of the record, in the transaction of the act itself."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import transaction

from procurement.models import AuditEntry, AuditHead, User

Fact = str | int | bool | None
Facts = Mapping[str, Fact | list[str]]


class NotAllowed(Exception):
    """The person may not do this; the message says what is missing."""


class Unusable(Exception):
    """A file, a folder or an entry that cannot be taken; the message says which, where and how to mend it."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, and from which address; `user` is None for the program's own commands."""

    user: User | None
    address: str

    @property
    def name(self) -> str:
        """What the record says; commands act in the name of the machine's operator."""
        return self.user.get_username() if self.user else "(명령줄)"


def record(act: str, *, subject: str, details: Facts, by: Actor, at: datetime) -> AuditEntry:
    """Append to the record; `at` is kept in UTC. Raises TransactionManagementError outside a transaction."""
    transaction.get_connection().validate_no_broken_transaction()
    head = AuditHead.objects.select_for_update().get()
    entry = AuditEntry(
        number=head.number + 1,
        at=at.astimezone(UTC),
        by=by.user,
        who=by.name,
        address=by.address,
        act=act,
        subject=subject,
        details=json.dumps(details, ensure_ascii=False, sort_keys=True),
        previous=head.digest,
    )
    entry.digest = entry.computed()
    entry.save(force_insert=True)
    head.number, head.digest = entry.number, entry.digest
    head.save()
    return entry
