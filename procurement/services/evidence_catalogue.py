"""Values for the catalogue, proposed by suppliers with their source and decided by an administrator."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from procurement.models import Proposal
from procurement.permissions import may_edit_catalogue, may_reply
from procurement.selectors.evidence_catalogue import FIELDS
from procurement.services._tender import needed
from procurement.services.record import Actor, Facts, NotAllowed, Unusable, record
from procurement.workflow import NotYet


@dataclass(frozen=True, slots=True)
class Proposed:
    """A value with its source; `unit` is "" for texts, `source_date` as the source bears it ("" = none)."""

    device: str
    field: str
    value: str
    unit: str
    source_title: str
    source_url: str
    source_date: str
    confidence: str


@transaction.atomic
def propose(given: Proposed, *, by: Actor, at: datetime) -> Proposal:
    """Propose a value of a device, new or known. Raises NotAllowed, and Unusable that names what is lacking."""
    acting = by.user
    if acting is None or acting.organisation is None or not may_reply(acting.roles()):
        raise NotAllowed(f"{by.name}: 공급기업 담당자만 제안할 수 있습니다 / only a supplier's people may propose")
    if given.field not in FIELDS:
        raise Unusable(f"{given.field!r}: 카탈로그에 없는 항목입니다: {', '.join(FIELDS)} / no field of the catalogue")
    made = Proposal(organisation=acting.organisation, by=acting, at=at, **asdict(given))
    try:
        made.full_clean()
    except ValidationError as refusal:
        lines = "\n".join(f"- {name}: {' '.join(said)}" for name, said in refusal.message_dict.items())
        raise Unusable(f"고칠 것이 있습니다 / to be mended:\n{lines}") from refusal
    made.save()
    details: Facts = {"device": made.device, "field": made.field, "value": made.value, "source": made.source_url}
    record("catalogue.proposed", subject=f"proposal:{made.pk}", details=details, by=by, at=at)
    return made


@transaction.atomic
def accept(proposal: Proposal, *, by: Actor, at: datetime) -> Proposal:
    """Put a proposed value into the catalogue, beside those there are. Raises NotAllowed and NotYet."""
    own = _decided(proposal, state="accepted", reason="", by=by, at=at)
    record("catalogue.accepted", subject=f"proposal:{own.pk}", details={"device": own.device}, by=by, at=at)
    return own


@transaction.atomic
def decline(proposal: Proposal, *, reason: str, by: Actor, at: datetime) -> Proposal:
    """Leave a proposed value out, with the reason. Raises NotAllowed, NotYet and Unusable."""
    why = needed(reason, what="반려 사유를 적으세요")
    own = _decided(proposal, state="declined", reason=why, by=by, at=at)
    record("catalogue.declined", subject=f"proposal:{own.pk}", details={"reason": why}, by=by, at=at)
    return own


def _decided(proposal: Proposal, *, state: str, reason: str, by: Actor, at: datetime) -> Proposal:
    if by.user is None or not may_edit_catalogue(by.user.roles()):
        raise NotAllowed(f"{by.name}: 관리자만 할 수 있습니다 / only an administrator may do this")
    own = Proposal.objects.select_for_update(of=("self",)).get(pk=proposal.pk)
    if own.state != "proposed":
        raise NotYet("이미 결정된 제안입니다 / the proposal was decided already")
    own.state, own.reason, own.decided_by, own.decided_at = state, reason, by.user, at
    own.save()
    return own
