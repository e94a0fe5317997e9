"""Releases checked and verified by two people of a verifier, rejected, or withdrawn by their owner."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.db import transaction

from benchmarks.acceptance import NotComparable, Terms, accepted
from procurement.models import Release, ReviewStep, User
from procurement.selectors.evidence import REJECTED, measurement_of
from procurement.services._evidence import contributor, held, verifier
from procurement.services._tender import needed
from procurement.services.record import Actor, Facts, NotAllowed, Unusable, record
from procurement.verification import CHECKLIST, State, check_step
from procurement.workflow import NotYet

HOW = ("reproduced", "witnessed", "certified")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_KEPT, _FAILED = "적합", "부적합"


@dataclass(frozen=True, slots=True)
class Proof:
    """What a verification rests on: how, the certificate, the log's SHA-256, and a release of re-measurements.

    `terms` are the tolerances by which the re-measured values are held against the handed-in ones.
    """

    how: Literal["reproduced", "witnessed", "certified"]
    certificate: str = ""
    log_sha256: str = ""
    remeasured: Release | None = None
    terms: Terms | None = None


@transaction.atomic
def check(release: Release, *, answered: Sequence[str], by: Actor, at: datetime) -> ReviewStep:
    """The first verifier's part: every point of the checklist. Raises NotAllowed, NotYet and Unusable."""
    own = held(release)
    acting = verifier(by, own)
    if left := [text for key, text in CHECKLIST.items() if key not in answered]:
        listed = "\n".join(f"- {text}" for text in left)
        raise Unusable(f"확인표를 모두 확인해야 합니다 / every point has to be checked:\n{listed}")
    step = ReviewStep(checklist=json.dumps(list(CHECKLIST)))
    made = _stepped(own, step, to=State.CHECKED, verification="consistency_checked", acting=acting, at=at)
    record("release.checked", subject=f"release:{own.pk}", details={"checklist": list(CHECKLIST)}, by=by, at=at)
    return made


@transaction.atomic
def verify(release: Release, *, proof: Proof, by: Actor, at: datetime) -> ReviewStep:
    """The second verifier's part, by another person of the organisation that checked it, and on evidence.

    A re-measurement has to keep the tolerances. Raises NotAllowed, NotYet and Unusable.
    """
    own = held(release)
    acting = verifier(by, own)
    check_step(State(own.state), to=State.VERIFIED)
    first = own.steps.select_related("by").get(after=State.CHECKED).by
    if first.pk == acting.pk or first.organisation_id != acting.organisation_id:
        raise NotAllowed(f"{by.name}: 확인한 기관의 다른 사람이 검증해야 합니다 / another person of the same verifier")
    _check_proof(proof)
    step = ReviewStep(certificate=proof.certificate.strip(), log_sha256=proof.log_sha256, remeasured=proof.remeasured)
    step.held = _held(own, proof)
    made = _stepped(own, step, to=State.VERIFIED, verification=proof.how, acting=acting, at=at)
    again = proof.remeasured.pk if proof.remeasured else None
    details: Facts = {"how": proof.how, "certificate": step.certificate, "log": step.log_sha256, "remeasured": again}
    record("release.verified", subject=f"release:{own.pk}", details=details, by=by, at=at)
    return made


@transaction.atomic
def reject(release: Release, *, reason: str, by: Actor, at: datetime) -> ReviewStep:
    """Say that a release does not stand, and why. Raises NotAllowed, NotYet and Unusable."""
    own = held(release)
    acting = verifier(by, own)
    step = ReviewStep(reason=needed(reason, what="반려 사유를 적으세요"))
    made = _stepped(own, step, to=State.REJECTED, verification=own.verification, acting=acting, at=at)
    record("release.rejected", subject=f"release:{own.pk}", details={"reason": step.reason}, by=by, at=at)
    return made


@transaction.atomic
def withdraw(release: Release, *, reason: str, by: Actor, at: datetime) -> ReviewStep:
    """Take a submitted release back, by its owner and with the reason; it stays readable as withdrawn.

    Raises NotAllowed, NotYet and Unusable.
    """
    own = held(release)
    acting = contributor(by, own.owner)
    step = ReviewStep(reason=needed(reason, what="철회 사유를 적으세요"))
    made = _stepped(own, step, to=State.WITHDRAWN, verification=own.verification, acting=acting, at=at)
    record("release.withdrawn", subject=f"release:{own.pk}", details={"reason": step.reason}, by=by, at=at)
    return made


def _stepped(own: Release, step: ReviewStep, *, to: State, verification: str, acting: User, at: datetime) -> ReviewStep:
    """The step kept before the state moves: the database counts the people. Raises NotYet."""
    check_step(State(own.state), to=to)
    step.release, step.before, step.after, step.by, step.at = own, own.state, to, acting, at
    step.save()
    own.state, own.verification = to, verification
    own.save()
    return step


def _check_proof(proof: Proof) -> None:
    if proof.log_sha256 and not _DIGEST.fullmatch(proof.log_sha256):
        raise Unusable("기록 요약값은 16진수 64자여야 합니다 / the log's SHA-256 has 64 hexadecimal digits")
    lacking = {
        "reproduced": proof.remeasured is None or proof.terms is None,
        "witnessed": not proof.log_sha256,
        "certified": not proof.certificate.strip(),
    }
    if lacking[proof.how]:
        raise Unusable(
            "재현에는 재측정과 허용오차, 입회에는 기록 요약값, 인증에는 성적서 번호가 있어야 합니다 / reproduced needs "
            "a re-measurement and tolerances, witnessed the log's SHA-256, certified a certificate number"
        )


def _held(own: Release, proof: Proof) -> str:
    """The re-measured values against the handed-in ones, line by line. Raises Unusable where one fails."""
    if proof.remeasured is None or proof.terms is None:
        return ""
    again = held(proof.remeasured)
    if again.state in {State.DRAFT, State.REJECTED, State.WITHDRAWN} or again.owner_id == own.owner_id:
        raise NotYet("재측정은 다른 기관이 제출한 자료여야 합니다 / a re-measurement is another's submitted release")
    try:
        sides = [
            [measurement_of(row) for row in one.measured.exclude(worst=REJECTED).select_related("release")]
            for one in (own, again)
        ]
        found = accepted(sides[0], delivered=sides[1], terms=proof.terms)
    except NotComparable as refusal:
        raise Unusable(f"재측정: {refusal}") from refusal
    lines = [
        [line.tolerance.metric, line.tolerance.statistic, *map(str, (line.promised, line.limit, line.delivered)),
         line.verdict]
        for point in found.points
        for line in point.lines
    ]  # fmt: skip
    if failed := [line for line in lines if line[-1] == _FAILED]:
        shown = "\n".join(f"- {' '.join(line)}" for line in failed)
        raise Unusable(f"재측정이 허용오차를 벗어났습니다 / the re-measurement is beyond the tolerance:\n{shown}")
    if not any(line[-1] == _KEPT for line in lines):
        raise Unusable("재측정에 견줄 값이 없습니다 / the re-measurement has none of these values")
    return json.dumps(lines, ensure_ascii=False)
