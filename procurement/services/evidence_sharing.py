"""Releases disclosed by their owner, and every look at them kept for that owner."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from procurement.models import Look, Organisation, Release
from procurement.selectors.evidence import releases_for
from procurement.services._disclosing import shown_to
from procurement.services._evidence import contributor, held
from procurement.services.record import Actor, Facts, NotAllowed, record
from procurement.verification import Level, State
from procurement.workflow import NotYet


@transaction.atomic
def disclose(release: Release, *, level: Level, by: Actor, at: datetime, named: Iterable[Organisation] = ()) -> Release:
    """Show a submitted release to others than before; the earlier disclosure stays readable.

    Raises NotAllowed, NotYet, and Unusable for a level that does not fit the named organisations.
    """
    own = held(release)
    acting = contributor(by, own.owner)
    if own.state == State.DRAFT:
        raise NotYet("제출할 때 공개 범위를 정합니다 / a draft is shown to nobody")
    own.level, own.version = level, own.version + 1
    own.save()
    shown = shown_to(own, named=named, by=acting, at=at)
    details: Facts = {"version": own.version, "level": level.value, "named": shown}
    record("release.disclosed", subject=f"release:{own.pk}", details=details, by=by, at=at)
    return own


@transaction.atomic
def look(releases: Iterable[Release], *, what: str, by: Actor, at: datetime) -> int:
    """Keep that a person opened, compared or downloaded releases of others; their owners see it. Raises NotAllowed.

    `what`: one word, such as opened, compared, downloaded. Returns how many looks were kept.
    """
    if by.user is None:
        raise NotAllowed("이용자만 남깁니다 / only people's looks are kept")
    wanted = {one.pk for one in releases}
    others = releases_for(by.user).filter(pk__in=wanted).exclude(owner=by.user.organisation_id).order_by("pk")
    made = [
        Look(release=one, organisation_id=by.user.organisation_id, by=by.user, at=at, what=what[:40]) for one in others
    ]
    Look.objects.bulk_create(made)
    details: Facts = {"what": what, "releases": [str(one.release.pk) for one in made]}
    record("release.looked_at", subject="releases", details=details, by=by, at=at)
    return len(made)
