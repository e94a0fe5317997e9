"""The catalogue's values: those of the program and those accepted since, with every conflict; and the proposals."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.db.models import QuerySet

from benchmarks.catalogue import UnknownDevice, device
from procurement.models import Proposal, User
from procurement.permissions import may_edit_catalogue, may_reply

FIELDS = (
    "memory_gb", "memory_type", "bandwidth", "sram", "tdp_w", "form", "link", "logical_devices", "availability",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """One value of a field with its source; `proposal` is None for the program's own."""

    field: str
    value: str
    unit: str
    source_title: str
    source_url: str
    source_date: str
    confidence: str
    proposal: int | None
    conflicting: bool = False


def entries_of(device_id: str) -> tuple[Entry, ...]:
    """Every value of a device by field; where two of a field differ, each is marked as conflicting."""
    found = [*_own(device_id), *_accepted(device_id)]
    values: dict[str, set[tuple[str, str]]] = {}
    for one in found:
        values.setdefault(one.field, set()).add((one.value, one.unit))
    marked = (replace(one, conflicting=len(values[one.field]) > 1) for one in found)
    return tuple(sorted(marked, key=lambda one: FIELDS.index(one.field)))


def proposals_for(user: User) -> QuerySet[Proposal]:
    """All proposals for an administrator; their own organisation's for a supplier's people."""
    every = Proposal.objects.select_related("organisation", "decided_by")
    if may_edit_catalogue(user.roles()):
        return every
    return every.filter(organisation=user.organisation_id or 0) if may_reply(user.roles()) else every.none()


def history() -> QuerySet[Proposal]:
    """What was put into the catalogue since the program's own values, newest first; for everybody."""
    accepted = Proposal.objects.filter(state="accepted").select_related("organisation", "decided_by")
    return accepted.order_by("-decided_at", "-pk")


def _own(device_id: str) -> list[Entry]:
    try:
        known = device(device_id)
    except UnknownDevice:
        return []
    return [
        Entry(
            field,
            str(one.value),
            one.unit,
            one.source.title,
            one.source.url,
            one.source.date or "",
            one.confidence,
            None,
        )
        for field in FIELDS
        for one in getattr(known, field)
    ]


def _accepted(device_id: str) -> list[Entry]:
    return [
        Entry(
            one.field,
            one.value,
            one.unit,
            one.source_title,
            one.source_url,
            one.source_date,
            one.confidence,
            one.pk,
        )
        for one in Proposal.objects.filter(device=device_id, state="accepted")
    ]
