"""Who sat for which bid: evaluators recused, replaced or absent, as recorded facts with their reasons."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from scoring.criteria import Mark
from scoring.panel import TooFewEvaluators
from scoring.rules.loading import known
from scoring.rules.schema import Rules
from scoring.sitting import Absence, Sitting


class UnusableAbsence(ValueError):
    """A recorded absence that cannot be: no reason, unknown or repeated people, or a replacement out of place."""


@dataclass(frozen=True, slots=True)
class Bench:
    """The evaluators who mark one bid, in the order of appointment, and whether they are a quorum."""

    bid: str
    evaluators: tuple[str, ...]
    quorate: bool


@dataclass(frozen=True, slots=True)
class Attendance:
    """The bench of each bid; `excused` are the pairs of evaluator and bid without marks, for `panel_scores`."""

    benches: tuple[Bench, ...]
    excused: frozenset[tuple[str, str]]


def attendance(
    appointed: tuple[str, ...],
    *,
    bids: tuple[str, ...],
    absences: tuple[Absence, ...],
    quorum: Fraction,
    trim_k: int,
) -> Attendance:
    """Who marks each bid. `quorum` is the share of the appointed who must sit (2/3; PPS 별표1, second-hand).

    A bench below the quorum is said and not refused, as the rule is known second-hand; one too small for the
    trim is refused. Raises UnusableAbsence and TooFewEvaluators. Source: PPS 제안서평가 세부기준 제5조②, 제12조②.
    """
    _check(absences, appointed=appointed, bids=bids)
    seats = {bid: _seated(appointed, absences=tuple(a for a in absences if a.bid in {None, bid})) for bid in bids}
    for bid, seated in seats.items():
        if len(seated) <= 2 * trim_k:
            raise TooFewEvaluators(
                f"{bid}: 남은 평가위원이 {len(seated)}명이어서 최고·최저 {trim_k}명씩 제외할 수 없습니다. "
                f"위원을 보충하십시오 / {len(seated)} evaluators are left, too few to drop {trim_k} highest and lowest"
            )
    everyone = {*appointed, *(a.replacement for a in absences if a.replacement)}
    return Attendance(
        benches=tuple(Bench(bid, seated, len(seated) >= quorum * len(appointed)) for bid, seated in seats.items()),
        excused=frozenset((e, bid) for e in everyone for bid, seated in seats.items() if e not in seated),
    )


def seating(sitting: Sitting, *, bids: tuple[str, ...], rules: Iterable[Rules], trim_k: int) -> Attendance:
    """Who marks each bid of a recorded sitting; where the rules know no quorum, any number is one.

    Raises what `attendance` raises.
    """
    quorum = known(rules, key="committee_quorum")
    share = Fraction(str(quorum.value)) if quorum else Fraction(0)
    return attendance(sitting.appointed, bids=bids, absences=sitting.absences, quorum=share, trim_k=trim_k)


def check_seats(marks: Iterable[Mark], *, sitting: Sitting | None) -> None:
    """Raise UnusableAbsence for marks of someone who was neither appointed nor a recorded replacement."""
    if sitting is None:
        return
    people = {*sitting.appointed, *(a.replacement for a in sitting.absences)}
    strangers = sorted({mark.evaluator for mark in marks} - people)
    if strangers:
        raise UnusableAbsence(
            f"{strangers[0]}: 위촉되지도 교체로 기록되지도 않은 위원의 점수입니다 / "
            f"marks of someone who was neither appointed nor recorded as a replacement"
        )


def _seated(appointed: tuple[str, ...], *, absences: tuple[Absence, ...]) -> tuple[str, ...]:
    instead = {absence.evaluator: absence.replacement for absence in absences}
    return tuple(name for name in (instead.get(e, e) for e in appointed) if name)


def _check(absences: tuple[Absence, ...], *, appointed: tuple[str, ...], bids: tuple[str, ...]) -> None:
    if not appointed or len(set(appointed)) < len(appointed):
        raise UnusableAbsence("위촉된 평가위원이 없거나 두 번 적혔습니다 / no evaluator is appointed, or one twice")
    for place, absence in enumerate(absences):
        fault = _fault(absence, appointed=appointed, bids=bids) or _clash(absence, earlier=absences[:place])
        if fault:
            raise UnusableAbsence(f"{absence.evaluator}, {absence.bid or '모든 입찰'}: {fault}")


def _fault(absence: Absence, *, appointed: tuple[str, ...], bids: tuple[str, ...]) -> str:
    if absence.evaluator not in appointed:
        return "위촉된 평가위원이 아닙니다 / is not appointed"
    if absence.bid is not None and absence.bid not in bids:
        return "없는 입찰입니다 / there is no such bid"
    if not absence.reason.strip():
        return "사유를 적으십시오 / give the reason"
    if (absence.kind == "replaced") is not bool(absence.replacement):
        return "교체에만, 그리고 반드시, 교체 위원을 적습니다 / a replacement belongs to 'replaced' and to nothing else"
    if absence.replacement in appointed:
        return f"교체 위원 {absence.replacement}은(는) 이미 위원입니다 / the replacement is on the committee already"
    return ""


def _clash(absence: Absence, *, earlier: tuple[Absence, ...]) -> str:
    for other in earlier:
        same_bid = None in {absence.bid, other.bid} or absence.bid == other.bid
        if same_bid and absence.evaluator == other.evaluator:
            return "두 번 기록되었습니다 / is recorded twice"
        if same_bid and absence.replacement and absence.replacement == other.replacement:
            return f"{absence.replacement}이(가) 두 위원을 대신합니다 / the same person replaces two evaluators"
    return ""
