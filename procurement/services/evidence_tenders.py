"""Releases that a tender rests on, kept by their digest."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from django.db import transaction

from procurement.models import Release, Tender, TenderEvidence
from procurement.selectors.evidence import releases_for
from procurement.services._evidence import held
from procurement.services._tender import held_by_officer
from procurement.services.record import Actor, Facts, Unusable, record
from procurement.verification import State
from procurement.workflow import Stage, check_stage

Purpose = Literal["market", "bid"]
_NEEDED: dict[Purpose, Stage] = {"market": Stage.DRAFT, "bid": Stage.PUBLISHED}


@transaction.atomic
def cite(
    tender: Tender, *, release: Release, purpose: Purpose, by: Actor, at: datetime, bid: str = ""
) -> TenderEvidence:
    """Rest a draft's market research, or a bid of an open tender, on a release that the officer may see.

    Its digest and present state are kept; a later withdrawal is seen beside them and changes nothing here.
    Raises NotAllowed, NotYet, and Unusable for a release that does not stand or is not there for the officer.
    """
    own, acting = held_by_officer(tender, by)
    check_stage(Stage(own.stage), needed=_NEEDED[purpose])
    if not releases_for(acting).filter(pk=release.pk).exists():
        raise Unusable("없는 자료입니다 / there is no such release")
    now = held(release)
    if now.state in {State.DRAFT, State.REJECTED, State.WITHDRAWN}:
        raise Unusable("작성 중이거나 반려·철회된 자료는 쓸 수 없습니다 / a draft, rejected or withdrawn release")
    if purpose == "bid" and not own.bids.filter(key=bid).exists():
        raise Unusable(f"{bid:.40}: 없는 입찰입니다 / there is no such bid")
    key = bid if purpose == "bid" else ""
    if own.evidence.filter(release=now, purpose=purpose, bid=key).exists():
        raise Unusable("이미 넣은 자료입니다 / the release is cited already")
    made = own.evidence.create(
        release=now, digest=now.digest, state=now.state, purpose=purpose, bid=key, by=acting, at=at
    )
    details: Facts = {"release": now.pk, "digest": now.digest, "purpose": purpose, "bid": key}
    record("evidence.cited", subject=f"tender:{own.pk}", details=details, by=by, at=at)
    return made
