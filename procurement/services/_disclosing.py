"""A disclosure written: to whom a release is shown from now on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from procurement.models import DisclosedTo, Disclosure, Organisation, Release, User
from procurement.services.record import Unusable
from procurement.verification import Level


def shown_to(own: Release, *, named: Iterable[Organisation], by: User, at: datetime) -> list[str]:
    """Keep the release's present level and version with the organisations it names. Raises Unusable."""
    listed = sorted({one.pk: one for one in named}.values(), key=lambda one: one.name)
    if bool(listed) != (own.level == Level.NAMED):
        raise Unusable(
            "지정 기관 공개에는 기관을 하나 이상 고르고, 다른 범위에는 고르지 마세요 / "
            "name organisations for the level 'named', and for no other"
        )
    made = Disclosure.objects.create(release=own, version=own.version, level=own.level, by=by, at=at)
    DisclosedTo.objects.bulk_create(DisclosedTo(disclosure=made, organisation=one) for one in listed)
    return [one.name for one in listed]
