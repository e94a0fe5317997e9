from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal

import pytest

from benchmarks.acceptance import Terms, Tolerance
from procurement.models import Release
from procurement.selectors.evidence import measurement_of
from procurement.services.evidence_review import Proof, check, reject, verify, withdraw
from procurement.services.record import NotAllowed, Unusable
from procurement.verification import CHECKLIST, Level, State
from procurement.workflow import NotYet
from tests.procurement.actors import AT, OPERATOR, acting
from tests.procurement.exchange import (
    ANSWERED,
    CERTIFIED,
    Cast,
    at,
    cast,
    checked,
    draft,
    other_run,
    submitted,
    verified,
)

pytestmark = pytest.mark.django_db
SET = replace(ANSWERED, isl=Decimal(128), osl=Decimal(64))


def reproduced(again: Release, *, by_percent: int = 5) -> Proof:
    tolerance = Tolerance("output_tps", "value", Decimal(by_percent))
    return Proof("reproduced", remeasured=again, terms=Terms("공고 제3조", example=False, tolerances=(tolerance,)))


@pytest.fixture
def people() -> Cast:
    return cast()


def test_two_people_of_a_verifier_verify_and_every_measurement_says_so(people: Cast) -> None:
    made = verified(submitted(people.maker), people)
    assert (made.state, made.verification) == (State.VERIFIED, "certified")
    assert [(one.after, one.by, one.certificate) for one in made.steps.all()] == [
        (State.SUBMITTED, people.maker, ""),
        (State.CHECKED, people.first, ""),
        (State.VERIFIED, people.second, "TTA-2026-001"),
    ]
    assert json.loads(made.steps.get(after=State.CHECKED).checklist) == list(CHECKLIST)
    assert {measurement_of(row).provenance.verification for row in made.measured.all()} == {"certified"}
    assert made.computed() == made.digest


def test_one_person_cannot_verify_alone_nor_another_organisation_nor_the_owner(people: Cast) -> None:
    made = checked(submitted(people.maker), people)
    with pytest.raises(NotAllowed, match="확인한 기관의 다른 사람"):
        verify(made, proof=CERTIFIED, by=acting(people.first), at=AT)
    for by in (acting(people.maker), acting(people.officer), OPERATOR):
        with pytest.raises(NotAllowed, match="다른 기관의 검증자만"):
            verify(made, proof=CERTIFIED, by=by, at=AT)
    own = submitted(people.first)
    with pytest.raises(NotAllowed, match="다른 기관의 검증자만"):
        check(own, answered=list(CHECKLIST), by=acting(people.second), at=AT)


def test_every_point_of_the_checklist_is_checked_and_no_step_is_left_out(people: Cast) -> None:
    made = submitted(people.maker)
    with pytest.raises(Unusable, match="- 원본 파일이"):
        check(made, answered=list(CHECKLIST)[1:], by=acting(people.first), at=AT)
    with pytest.raises(NotYet, match="submitted 상태에서 verified 상태로"):
        verify(made, proof=CERTIFIED, by=acting(people.second), at=AT)
    with pytest.raises(NotYet, match="draft 상태에서 checked 상태로"):
        check(draft(people.rival), answered=list(CHECKLIST), by=acting(people.first), at=AT)


@pytest.mark.parametrize(
    "proof",
    [Proof("certified", certificate=" "), Proof("witnessed"), Proof("reproduced"), Proof("witnessed", log_sha256="x")],
)
def test_a_verification_rests_on_evidence(people: Cast, proof: Proof) -> None:
    made = checked(submitted(people.maker), people)
    with pytest.raises(Unusable, match="기록 요약값"):
        verify(made, proof=proof, by=acting(people.second), at=AT)
    made.refresh_from_db()
    assert (made.state, made.steps.count()) == (State.CHECKED, 2)


def test_a_re_measurement_is_held_against_what_was_handed_in(people: Cast) -> None:
    """370.4 tokens/s were handed in and 364.7 measured again: 1.5 % less."""
    made = checked(submitted(people.maker, name="vllm_c4.json", given=SET), people)
    again = submitted(people.second, name="aiperf_c4.json", given=SET)
    with pytest.raises(Unusable, match=r"허용오차를 벗어났습니다.*\n- output_tps value 370\.4"):
        verify(made, proof=reproduced(again, by_percent=1), by=acting(people.second), at=AT)
    verify(made, proof=reproduced(again, by_percent=2), by=acting(people.second), at=AT)
    made.refresh_from_db()
    step = made.steps.get(after=State.VERIFIED)
    assert (made.verification, step.remeasured) == ("reproduced", again)
    assert [line[-1] for line in json.loads(step.held)] == ["적합"]


def test_a_re_measurement_is_anothers_and_no_copy_and_has_the_values(people: Cast) -> None:
    made = checked(submitted(people.maker, name="vllm_c4.json", given=SET), people)
    own = submitted(people.maker, name="aiperf_c4.json", given=SET)
    with pytest.raises(NotYet, match="다른 기관이 제출한"):
        verify(made, proof=reproduced(own), by=acting(people.second), at=AT)
    copy = submitted(people.second, name="vllm_c4.json", given=SET)
    with pytest.raises(Unusable, match="재측정: 검수 측정값이 입찰 측정값과 모두 같습니다"):
        verify(made, proof=reproduced(copy), by=acting(people.second), at=AT)
    again = submitted(people.second, name="aiperf_c4.json", given=SET)
    nothing = Terms("공고", example=False, tolerances=(Tolerance("power", "value", Decimal(5)),))
    with pytest.raises(Unusable, match="견줄 값이 없습니다"):
        verify(made, proof=Proof("reproduced", remeasured=again, terms=nothing), by=acting(people.second), at=AT)


def test_rejected_and_withdrawn_with_a_reason_and_neither_counts_any_more(people: Cast) -> None:
    made, other = submitted(people.maker, level=Level.PUBLIC), submitted(people.rival)
    with pytest.raises(Unusable, match="반려 사유"):
        reject(made, reason=" ", by=acting(people.first), at=AT)
    reject(made, reason="로그와 다름", by=acting(people.first), at=AT)
    withdraw(made, reason="다시 잽니다", by=acting(people.maker), at=AT)
    withdraw(verified(other, people), reason="펌웨어 결함", by=acting(people.rival), at=AT)
    for one in (made, other):
        one.refresh_from_db()
        assert one.state == State.WITHDRAWN
        assert {measurement_of(row).provenance.verification for row in one.measured.all()} == {"withdrawn"}
    with pytest.raises(NotYet):
        withdraw(made, reason="또", by=acting(people.maker), at=AT)
    with pytest.raises(NotAllowed):
        withdraw(submitted(people.maker, data=other_run()), reason="x", by=acting(people.first), at=AT)
    assert str(at(people.first)) == "가상시험원"
