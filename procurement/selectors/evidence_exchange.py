"""Requests and their replies, looks, and what a tender cites: each only for those whom it concerns."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from procurement.models import DataRequest, Look, Release, Reply, Tender, TenderEvidence, User
from procurement.permissions import may_contribute, may_reply
from procurement.selectors.evidence import releases_for
from procurement.verification import State


def requests_for(user: User) -> QuerySet[DataRequest]:
    """Requests that the person's organisation made; all of them for a supplier's people."""
    every = DataRequest.objects.select_related("organisation")
    return every if may_reply(user.roles()) else every.filter(organisation=user.organisation_id or 0)


def replies_for(user: User) -> QuerySet[Reply]:
    """Replies to the own organisation's requests, and those the own organisation gave; nobody else's."""
    own = user.organisation_id or 0
    concerned = Q(request__organisation=own) | Q(organisation=own)
    return Reply.objects.filter(concerned).select_related("organisation", "request", "release")


def looks_for(user: User) -> QuerySet[Look]:
    """Who looked at the releases that the person's organisation owns, newest first."""
    if not may_contribute(user.roles(), same_organisation=True):
        return Look.objects.none()
    return Look.objects.filter(release__owner=user.organisation_id).select_related("release", "organisation", "by")


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation, whether the release still has the digest it was cited by, and the state it is in now."""

    citation: TenderEvidence
    unchanged: bool
    now: State

    @property
    def moved(self) -> bool:
        """Whether the release was withdrawn, rejected or verified since; the tender is what it was."""
        return self.citation.state != self.now


def cited_in(tender: Tender) -> tuple[Cited, ...]:
    """The releases that a tender rests on, for those who may see the tender."""
    found = TenderEvidence.objects.filter(tender=tender).select_related("release", "release__owner")
    return tuple(Cited(one, one.digest == one.release.digest, State(one.release.state)) for one in found)


def file_of(user: User | None, *, release: int, name: str) -> tuple[Release, bytes] | None:
    """A raw file for those who may see its release; None for any other, there or not."""
    seen = releases_for(user).filter(pk=release).first()
    file = seen.files.filter(name=name).first() if seen else None
    return (seen, bytes(file.content)) if seen and file else None
