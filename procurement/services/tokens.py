"""Keys for other systems: given by the person for whom they act, ended by the same or by an administrator."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction

from procurement.models import ApiToken
from procurement.permissions import SCOPES, may_edit_people
from procurement.selectors.tokens import secret_digest
from procurement.services._tender import needed
from procurement.services.record import Actor, Facts, NotAllowed, Unusable, record

PREFIX = "jeoul_"
LONGEST_DAYS = 366


@transaction.atomic
def give_token(name: str, *, scopes: Iterable[str], days: int, by: Actor, at: datetime) -> tuple[ApiToken, str]:
    """A token for the acting person and its secret, which is told once and kept nowhere.

    `days`: how long it is good, 1 to 366. Raises NotAllowed and Unusable.
    """
    if by.user is None:
        raise NotAllowed("사람만 열쇠를 만듭니다 / only a person has tokens")
    title, wanted = needed(name, what="쓰는 곳을 적으세요"), sorted(set(scopes))
    if not wanted or set(wanted) - set(SCOPES):
        raise Unusable("범위를 하나 이상 고르세요 / choose at least one scope")
    if not 1 <= days <= LONGEST_DAYS:
        raise Unusable(f"기간은 1일에서 {LONGEST_DAYS}일까지입니다 / from 1 to {LONGEST_DAYS} days")
    secret = f"{PREFIX}{secrets.token_urlsafe(32)}"
    made = ApiToken.objects.create(
        user=by.user,
        name=title[:80],
        scopes=" ".join(wanted),
        digest=secret_digest(secret),
        begun_at=at,
        expires_at=at + timedelta(days=days),
    )
    details: Facts = {"name": made.name, "scopes": wanted, "days": days}
    record("token.given", subject=f"token:{made.pk}", details=details, by=by, at=at)
    return made, secret


@transaction.atomic
def end_token(token: ApiToken, *, by: Actor, at: datetime) -> None:
    """End a token at once. Raises NotAllowed, and Unusable where it has ended already."""
    own = ApiToken.objects.select_for_update().get(pk=token.pk)
    if by.user is None or (own.user_id != by.user.pk and not may_edit_people(by.user.roles())):
        raise NotAllowed("자기 열쇠만 없앨 수 있습니다 / only one's own tokens")
    if own.ended_at is not None:
        raise Unusable("이미 없앤 열쇠입니다 / has ended already")
    own.ended_at = at
    own.save()
    record("token.ended", subject=f"token:{own.pk}", details={"name": own.name}, by=by, at=at)
