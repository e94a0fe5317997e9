"""제안서평가위원회: how many evaluators a project needs, how many must attend, how many totals are dropped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from scoring.quantity import plain
from scoring.result import Note
from scoring.rules.loading import number, rule
from scoring.rules.schema import Rule, Rules


class UnusableCommittee(ValueError):
    """A committee whose numbers cannot be: more attend than were appointed, or a negative count."""


@dataclass(frozen=True, slots=True)
class Committee:
    """`amount` = 추정가격 + 부가가치세 in won; `large` = 대형 SW사업 or large mock-up; `trim_k` as announced."""

    amount: int
    kind: Literal["ordinary", "large", "suitability"]
    appointed: int
    attended: int
    trim_k: int


def needed(committee: Committee, *, rules: Iterable[Rules]) -> Rule:
    """The rule for how many evaluators the project needs (별표1: 8, 9, 12; suitability check 5). Raises RuleError."""
    texts = tuple(rules)
    if committee.kind == "large":
        return rule(texts, key="committee_size_large_software")
    if committee.kind == "suitability":
        return rule(texts, key="committee_size_suitability")
    large = committee.amount >= number(texts, key="committee_amount_large")
    return rule(texts, key="committee_size_5_billion" if large else "committee_size")


def committee_notes(committee: Committee, *, rules: Iterable[Rules]) -> tuple[Note, ...]:
    """What of the committee departs from the rule: its size, its quorum (2/3), the totals it drops (1; of 12: 2).

    The values are known second-hand, so that they are notes and stop nothing. Raises UnusableCommittee, RuleError.
    """
    if not 0 <= committee.attended <= committee.appointed or min(committee.amount, committee.trim_k) < 0:
        raise UnusableCommittee(
            f"위촉 {committee.appointed}명, 출석 {committee.attended}명, 제외 {committee.trim_k}명, 사업금액 "
            f"{committee.amount}원: 출석은 위촉보다 많을 수 없고 음수는 쓸 수 없습니다 / "
            f"more attend than were appointed, or a number is negative"
        )
    return tuple(_notes(committee, rules=tuple(rules)))


def _notes(committee: Committee, *, rules: tuple[Rules, ...]) -> Iterator[Note]:
    size = needed(committee, rules=rules)
    if committee.appointed < number(rules, key=size.key):
        text = f"위촉 위원 {committee.appointed}명: 규정은 {size.value}명 / fewer evaluators than the rule asks for"
        yield Note(code="committee_size", text=text, clause=str(size.reference))
    quorum = rule(rules, key="committee_quorum")
    least = Fraction(str(quorum.value)) * committee.appointed
    if committee.attended < least:
        text = (
            f"출석 위원 {committee.attended}명: 위촉 {committee.appointed}명의 {quorum.value}인 {plain(least)}명 미만"
        )
        yield Note(code="committee_quorum", text=f"{text} / below the quorum", clause=str(quorum.reference))
    trim = _trim(committee, rules=rules)
    if committee.trim_k != number(rules, key=trim.key):
        text = f"평가위원 {committee.attended}명: 규정은 최고·최저 {trim.value}개씩, 공고는 {committee.trim_k}개씩 제외"
        yield Note(code="committee_trim", text=f"{text} / another trim than the rule's", clause=str(trim.reference))


def _trim(committee: Committee, *, rules: tuple[Rules, ...]) -> Rule:
    large = committee.attended >= number(rules, key="trim_large_from")
    return rule(rules, key="trim_k_large" if large else "trim_k")
