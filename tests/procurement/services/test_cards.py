from __future__ import annotations

from decimal import Decimal

import pytest

from procurement.models import AuditEntry, Mark
from procurement.selectors.cards import newest_marks
from procurement.services.cards import Overtaken, save_mark, submit_card
from procurement.services.record import NotAllowed, Unusable
from tests.procurement.actors import AT, acting
from tests.procurement.rounds import Round, declared, evaluating, example_marks, fill, typed

pytestmark = pytest.mark.django_db


def save(made: Round, points: str, *, version: int = 0, criterion: str = "maintenance", reason: str = "") -> Mark:
    seat = made.seats[0]
    return save_mark(
        seat,
        bid="A",
        criterion=criterion,
        points=points,
        reason=reason,
        version=version,
        by=acting(seat.user),
        at=AT,
    )


def test_marks_are_kept_in_versions_and_the_newest_stands() -> None:
    made = declared()
    for version, points in enumerate(("12", "12.5", "", "13")):
        save(made, points, version=version, reason="줄\r\n바꿈 ")
    seat = made.seats[0]
    given = list(seat.marks.values_list("version", "points", "most", "reason"))
    fifteen = Decimal("15.0000")
    assert given == [
        (1, Decimal("12.0000"), fifteen, "줄\n바꿈"),
        (2, Decimal("12.5000"), fifteen, "줄\n바꿈"),
        (3, None, fifteen, "줄\n바꿈"),
        (4, Decimal("13.0000"), fifteen, "줄\n바꿈"),
    ]
    assert [mark.version for mark in newest_marks(seat).values()] == [4]
    said = AuditEntry.objects.filter(act="card.mark_saved").values_list("details", flat=True)
    assert all("12" not in one and "13" not in one for one in said)  # the record shows no marks before the close


def test_a_card_typed_mark_by_mark_is_the_card_of_the_file() -> None:
    made = declared()
    one, two, _ = made.seats
    typed(one)
    fill(two)
    kept = [[(m.bid.key, m.criterion, m.points) for m in newest_marks(seat).values()] for seat in (one, two)]
    assert len(kept[0]) == len(kept[1]) == 16
    assert {(bid, name, points) for bid, name, points in kept[0]} == {
        (bid, name, Decimal(points)) for who, bid, name, points, _ in example_marks() if who == "위원1"
    }


def test_what_was_changed_elsewhere_is_not_overwritten() -> None:
    made = declared()
    save(made, "12")
    with pytest.raises(Overtaken, match="다른 창에서"):
        save(made, "14")
    with pytest.raises(Overtaken):
        save(made, "14", version=2)
    assert Mark.objects.get().points == 12


@pytest.mark.parametrize("points", ["15.0001", "-0.1", "1e1", "NaN", "열", "12.00005", "1/3", "٣"])
def test_points_that_cannot_be_are_refused(points: str) -> None:
    """C.2-8"""
    made = declared()
    with pytest.raises(Unusable, match="점수"):
        save(made, points)
    assert not Mark.objects.exists()


def test_control_characters_too_long_reasons_and_unknown_criteria_are_refused() -> None:
    made = declared()
    for criterion, reason in (("maintenance", "a\x00"), ("maintenance", "가" * 40_000), ("credit", ""), ("x", "")):
        with pytest.raises(Unusable):
            save(made, "1", criterion=criterion, reason=reason)


def test_a_card_is_whole_when_it_is_handed_in() -> None:
    made = evaluating()
    seat, by = made.seats[0], acting(made.members[0])
    with pytest.raises(Unusable, match="서약하지 않았습니다"):
        submit_card(seat, by=by, at=AT)
    full = declared("가상도청")
    seat, by = full.seats[0], acting(full.members[0])
    fill(seat)
    save_mark(seat, bid="B", criterion="maintenance", points="", reason="", version=1, by=by, at=AT)
    with pytest.raises(Unusable, match=r"^B .*유지관리·교육: 점수가 없습니다. 미채점은 0점이 아닙니다[^\n]*$"):
        submit_card(seat, by=by, at=AT)
    save_mark(seat, bid="B", criterion="maintenance", points="0", reason="없음", version=2, by=by, at=AT)
    assert submit_card(seat, by=by, at=AT).submitted_at == AT
    with pytest.raises(Unusable, match="이미 제출했습니다"):
        submit_card(seat, by=by, at=AT)
    with pytest.raises(Unusable, match="이미 제출했습니다"):
        save_mark(seat, bid="B", criterion="maintenance", points="1", reason="", version=3, by=by, at=AT)


def test_nobody_touches_the_card_of_another() -> None:
    """C.2-7, C.4: another's card by its number."""
    made = declared()
    seat = made.seats[0]
    for user in (made.members[1], made.officer, made.chair):
        with pytest.raises(NotAllowed, match="자기 평가표만"):
            save_mark(seat, bid="A", criterion="maintenance", points="1", reason="", version=0, by=acting(user), at=AT)
        with pytest.raises(NotAllowed, match="자기 평가표만"):
            submit_card(seat, by=acting(user), at=AT)
