"""What the sheets must say of the panel: who was away, whether it was large enough, whose totals stand far off."""

from __future__ import annotations

from collections.abc import Iterator

from scoring.attendance import Attendance, seating
from scoring.committee import Committee, needed
from scoring.panel_checks import UnusableReason, reasons_needed
from scoring.result import Evaluation, Note
from scoring.rules.loading import known, number, rule
from scoring.sitting import Absence, Reason, Sitting

KINDS = {"recused": "제척·기피·회피", "replaced": "교체", "absent": "불참"}


def panel_notes(evaluation: Evaluation) -> Iterator[Note]:
    """Absences, size, quorum, and totals far from the mean; none changes a number.

    Raises UnusableReason for a reason without marks, RuleError where the project's amount is given
    and the rules know no size for it. Source: PPS 제안서평가 세부기준 제5조②, 별표1, 별지18.
    """
    sitting = evaluation.sitting
    if sitting is not None:
        ids = tuple(r.bid.id for r in evaluation.results)
        seats = seating(sitting, bids=ids, rules=evaluation.rules, trim_k=evaluation.answers.trim_k)
        yield from (_absence(one, names=_names(evaluation)) for one in sitting.absences)
        yield from _on_size(evaluation, sitting=sitting, seats=seats)
        yield from _on_quorum(evaluation, sitting=sitting, seats=seats)
    yield from _on_deviations(evaluation)


def _names(evaluation: Evaluation) -> dict[str, str]:
    return {r.bid.id: r.bid.name for r in evaluation.results}


def _absence(one: Absence, *, names: dict[str, str]) -> Note:
    which = "모든 입찰" if one.bid is None else names[one.bid]
    instead = f", 교체 위원 {one.replacement}" if one.replacement else ""
    text = f"{one.evaluator}: {which} {KINDS[one.kind]}{instead}: {one.reason} / {one.kind}"
    return Note(code="absence", text=text, clause="평가위원 출결 기록")


def _on_size(evaluation: Evaluation, *, sitting: Sitting, seats: Attendance) -> Iterator[Note]:
    if sitting.amount is None:
        return
    appointed, attended = len(sitting.appointed), min(len(bench.evaluators) for bench in seats.benches)
    committee = Committee(sitting.amount, sitting.kind, appointed, attended, evaluation.answers.trim_k)
    size = needed(committee, rules=evaluation.rules)
    if appointed < number(evaluation.rules, key=size.key):
        text = f"위촉 위원 {appointed}명: 규정은 {size.value}명 / fewer evaluators than the rule asks for"
        yield Note(code="committee_size", text=text, clause=str(size.reference))


def _on_quorum(evaluation: Evaluation, *, sitting: Sitting, seats: Attendance) -> Iterator[Note]:
    names = _names(evaluation)
    for bench in seats.benches:
        if not bench.quorate:
            quorum = rule(evaluation.rules, key="committee_quorum")
            text = (
                f"{names[bench.bid]}: 평가한 위원 {len(bench.evaluators)}명이 위촉 {len(sitting.appointed)}명의 "
                f"{quorum.value}에 미치지 못함 / below the quorum"
            )
            yield Note(code="committee_quorum", text=text, clause=str(quorum.reference))


def _on_deviations(evaluation: Evaluation) -> Iterator[Note]:
    reasons = evaluation.sitting.reasons if evaluation.sitting else ()
    limit = known(evaluation.rules, key="panel_deviation_share")
    _refuse_strangers(reasons, seats={(mark.evaluator, mark.bid) for mark in evaluation.marks})
    if limit is None:
        return
    for one in reasons_needed(evaluation.marks, limit=number(evaluation.rules, key=limit.key), reasons=reasons):
        given = f" ({one.given})" * bool(one.given)
        code = "deviation_explained" if one.given else "deviation_reason_owed"
        yield Note(code=code, text=f"{one.text}{given}", clause=str(limit.reference))


def _refuse_strangers(reasons: tuple[Reason, ...], *, seats: set[tuple[str, str]]) -> None:
    for one in reasons:
        if (one.evaluator, one.bid) not in seats:
            raise UnusableReason(
                f"{one.evaluator}, {one.bid}: 이 위원이 이 입찰에 준 점수가 없습니다. 이름을 확인하십시오 / "
                f"there are no marks of this evaluator for this bid, check the names"
            )
