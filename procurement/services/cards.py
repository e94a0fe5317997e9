"""A member's own card: marks kept as they are typed, and the card handed in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from fractions import Fraction

from django.db import transaction

from benchmarks.table import LONGEST_TEXT
from procurement.casefile.handouts.marking import fault_of
from procurement.exports.handout import MarkRule
from procurement.models import Bid, Mark, Seat
from procurement.selectors.cards import expected_places, newest_marks
from procurement.services._tender import held, notice_of, own_seat
from procurement.services.record import Actor, Facts, NotAllowed, Unusable, record
from procurement.workflow import Stage, check_stage
from scoring.quantity import NotExact, exact


class Overtaken(Exception):
    """The mark was changed elsewhere since it was read, in another window perhaps; nothing is overwritten."""


@transaction.atomic
def save_mark(
    seat: Seat, *, bid: str, criterion: str, points: str, reason: str, version: int, by: Actor, at: datetime
) -> Mark:
    """Keep a mark as it is now, empty ones too; `version` is that of the mark it follows, 0 for the first.

    Raises NotAllowed, NotYet, Overtaken and Unusable.
    """
    own, place = held(seat.tender), own_seat(seat, by)
    check_stage(Stage(own.stage), needed=Stage.EVALUATING)
    _check_open(place)
    found = _declared(place, bid)
    rule = next((one for one in notice_of(own).notice.marking if one.criterion.id == criterion), None)
    if rule is None:
        raise Unusable(f"{criterion[:60]}: 없는 정성 항목입니다 / there is no such qualitative criterion")
    value = _points(points, rule)
    last = newest_marks(place).get((found.pk, criterion))
    if (last.version if last else 0) != version:
        raise Overtaken("다른 창에서 바뀐 점수입니다. 새로 고쳐 확인하세요 / this mark was changed elsewhere, reload")
    made = Mark.objects.create(
        seat=place,
        bid=found,
        criterion=criterion,
        version=version + 1,
        points=value,
        most=_decimal(rule.criterion.points),
        reason=_reason(reason),
        at=at,
    )
    details: Facts = {"seat": place.name, "bid": bid, "criterion": criterion, "version": made.version}
    record("card.mark_saved", subject=f"tender:{own.pk}", details=details, by=by, at=at)
    return made


@transaction.atomic
def submit_card(seat: Seat, *, by: Actor, at: datetime) -> Seat:
    """Hand the card in: every bid declared, every mark there and by its rule. Raises NotAllowed, NotYet, Unusable."""
    own, place = held(seat.tender), own_seat(seat, by)
    check_stage(Stage(own.stage), needed=Stage.EVALUATING)
    _check_open(place)
    if lacking := list(_lacking(place)):
        raise Unusable("\n".join(lacking))
    place.submitted_at = at
    place.save()
    record("card.submitted", subject=f"tender:{own.pk}", details={"seat": place.name}, by=by, at=at)
    return place


def _check_open(seat: Seat) -> None:
    if seat.submitted_at is not None:
        raise Unusable("이미 제출했습니다. 고치려면 위원장이 다시 열어야 합니다 / submitted; the chair can reopen it")


def _declared(seat: Seat, bid: str) -> Bid:
    """The bid, once the member has declared to have no interest in it. Raises NotAllowed."""
    found = seat.declarations.filter(bid__key=bid, interest="").select_related("bid").first()
    if found is None:
        raise NotAllowed(f"{bid}: 서약한 뒤에 평가합니다 / to be declared on before it is marked")
    return found.bid


def _points(text: str, rule: MarkRule) -> Decimal | None:
    if not text.strip():
        return None
    try:
        value = exact(text.strip())
    except NotExact as error:
        raise Unusable(f"점수 {text[:30]!r}: 숫자로 적으세요 / give a number") from error
    if fault := fault_of(rule, points=value, reason="·"):
        raise Unusable(f"점수 {text.strip()[:30]}: {fault}")
    return _decimal(value)


def _decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)


def _reason(text: str) -> str:
    kept = text.replace("\r\n", "\n").strip()
    if len(kept) > LONGEST_TEXT or any(char < " " and char not in "\t\n" for char in kept):
        raise Unusable(f"사유에 제어문자가 있거나 {LONGEST_TEXT:,}자를 넘습니다 / control characters, or too long")
    return kept


def _lacking(seat: Seat) -> Iterator[str]:
    asked, marks = notice_of(seat.tender), newest_marks(seat)
    for bid in Bid.objects.filter(tender=seat.tender_id).exclude(declarations__seat=seat):
        yield f"{bid}: 서약하지 않았습니다 / not declared"
    for bid, rule in expected_places(seat, asked=asked):
        mark, title = marks.get((bid.pk, rule.criterion.id)), f"{bid} · {rule.criterion.title}"
        if mark is None or mark.points is None:
            yield f"{title}: 점수가 없습니다. 미채점은 0점이 아닙니다 / the mark is missing and is not zero"
        elif fault := fault_of(rule, points=Fraction(mark.points), reason=mark.reason):
            yield f"{title}: {fault}"
