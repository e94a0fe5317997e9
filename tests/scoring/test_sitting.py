from __future__ import annotations

from scoring.sitting import Absence, Reason, Sitting, without_bid, without_evaluator

AWAY = Absence("위원1", "A", "recused", "공동연구")
REPLACED = Absence("위원2", None, "replaced", "질병", "위원9")
SITTING = Sitting(
    ("위원1", "위원2", "위원3"), (AWAY, REPLACED), (Reason("위원3", "A", "가"), Reason("위원9", "B", "나"))
)


def test_a_bid_that_was_never_made_leaves_no_record() -> None:
    assert without_bid(SITTING, bid="A") == Sitting(SITTING.appointed, (REPLACED,), (Reason("위원9", "B", "나"),))


def test_an_evaluator_left_out_is_absent_for_what_they_marked() -> None:
    gone = (Absence("위원3", "A", "absent", "제외"), Absence("위원3", "B", "absent", "제외"))
    found = without_evaluator(SITTING, evaluator="위원3", marked=("A", "B"))
    assert found == Sitting(SITTING.appointed, (AWAY, REPLACED, *gone), SITTING.reasons[1:])


def test_who_was_replaced_by_someone_left_out_is_absent() -> None:
    gone = Absence("위원2", None, "absent", "질병")
    assert without_evaluator(SITTING, evaluator="위원9", marked=("A", "B")) == Sitting(
        SITTING.appointed, (AWAY, gone), SITTING.reasons[:1]
    )
