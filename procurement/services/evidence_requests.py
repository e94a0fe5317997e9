"""Results asked for by those who buy, and answered by suppliers with a release or a refusal."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction

from procurement.models import DataRequest, Organisation, Release, Reply, User
from procurement.permissions import Kind, may_ask, may_reply
from procurement.selectors.evidence import releases_for
from procurement.selectors.evidence_exchange import requests_for
from procurement.services._tender import needed
from procurement.services.record import Actor, Facts, NotAllowed, Unusable, record
from procurement.verification import NOT_STANDING


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for; lengths in tokens, "" and None = any."""

    model: str
    precision: str = ""
    isl: int | None = None
    osl: int | None = None
    concurrency: int | None = None
    service_level: str = ""
    note: str = ""


@transaction.atomic
def ask(wanted: Wanted, *, by: Actor, at: datetime) -> DataRequest:
    """Ask all suppliers for results. Raises NotAllowed, and Unusable where nothing is named or a length is none."""
    acting = by.user
    if acting is None or acting.organisation is None or not _may_ask(acting):
        raise NotAllowed(f"{by.name}: 수요기관만 요청할 수 있습니다 / only who buys may ask for results")
    model = needed(wanted.model, what="모델을 적으세요")
    if any(number is not None and number <= 0 for number in (wanted.isl, wanted.osl, wanted.concurrency)):
        raise Unusable("길이와 동시 요청은 1 이상이어야 합니다 / lengths and concurrency are 1 or more")
    fields = asdict(wanted) | {"model": model[:160]}
    made = DataRequest.objects.create(organisation=acting.organisation, by=acting, at=at, **fields)
    details: Facts = {"model": made.model, "isl": made.isl, "osl": made.osl, "concurrency": made.concurrency}
    record("data.asked", subject=f"request:{made.pk}", details=details, by=by, at=at)
    return made


@transaction.atomic
def reply(request: DataRequest, *, release: Release, by: Actor, at: datetime) -> Reply:
    """Answer with an own release that the asking organisation may see. Raises NotAllowed and Unusable."""
    acting, own = _supplier(request, by)
    if release.owner_id != acting.organisation_id or release.state in NOT_STANDING:
        raise Unusable(
            "제출했고 철회·반려되지 않은 자기 자료로만 답할 수 있습니다 / answer with an own standing release"
        )
    if not releases_for(request.by).filter(pk=release.pk).exists():
        raise Unusable(
            f"{request.organisation}에 공개된 자료가 아닙니다. 먼저 공개 범위를 정하세요 / disclose it first"
        )
    made = Reply.objects.create(request=request, organisation=own, release=release, by=acting, at=at)
    record("data.replied", subject=f"request:{request.pk}", details={"release": release.pk}, by=by, at=at)
    return made


@transaction.atomic
def refuse(request: DataRequest, *, reason: str, by: Actor, at: datetime) -> Reply:
    """Answer that no results will be given, and why. Raises NotAllowed and Unusable."""
    acting, own = _supplier(request, by)
    why = needed(reason, what="거절 사유를 적으세요")
    made = Reply.objects.create(request=request, organisation=own, reason=why, by=acting, at=at)
    record("data.refused", subject=f"request:{request.pk}", details={"reason": why}, by=by, at=at)
    return made


def _may_ask(acting: User) -> bool:
    return acting.organisation is not None and may_ask(acting.roles(), kind=Kind(acting.organisation.kind))


def _supplier(request: DataRequest, by: Actor) -> tuple[User, Organisation]:
    """Who answers, and for which organisation, of a supplier to whom the request was put. Raises NotAllowed."""
    acting = by.user
    if (
        acting is None
        or acting.organisation is None
        or not may_reply(acting.roles())
        or acting.organisation_id == request.organisation_id
        or not requests_for(acting).filter(pk=request.pk).exists()
    ):
        raise NotAllowed(
            f"{by.name}: 요청을 받은 공급기업만 답할 수 있습니다 / only a supplier that was asked may answer"
        )
    return acting, acting.organisation
