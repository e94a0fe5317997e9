from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from procurement.casefile.collecting.ballots import (
    MarkChange,
    changes,
    marks_csv,
    marks_in,
    reasons_owed,
    still_missing,
)
from procurement.casefile.collecting.checking import Checked
from procurement.casefile.marks import Expected, marks_so_far
from scoring.criteria import Mark
from tests.procurement.exports.xlsx.handouts.notices import HELP, NOTICE, PLAN

EXPECTED = Expected(("위원1", "위원2"), ("A", "B"), (PLAN, HELP), frozenset({("위원2", "B")}))
ANSWERS = Checked(
    {
        ("points", "A", "plan"): Decimal("60.5"),
        ("points", "A", "help"): Decimal(18),
        ("reason", "A", "plan"): '쉼표, "따옴표"\n둘째 줄',
        ("points", "B", "help"): Decimal(20),
    },
    {("reason", "A", "help"): "평가표!F10", ("reason", "A", "plan"): "평가표!F9"},
    (),
)
MARKS = (
    Mark("위원1", "A", "plan", Fraction(121, 2), '쉼표, "따옴표"\n둘째 줄'),
    Mark("위원1", "A", "help", Fraction(18), ""),
    Mark("위원1", "B", "help", Fraction(20), ""),
)


def test_answers_become_marks_with_their_reasons() -> None:
    assert marks_in(ANSWERS, evaluator="위원1", marking=NOTICE.marking) == MARKS


def test_a_low_mark_owes_a_reason() -> None:
    (owed,) = reasons_owed(ANSWERS, filename="a.xlsx", marking=NOTICE.marking)
    assert str(owed) == (
        "a.xlsx 평가표!F10: 19점 미만(18점)인데 사유가 없습니다 / a mark so low needs a reason ▶ "
        "사유를 적으십시오. / Give the reason."
    )


def test_only_what_differs_is_a_change() -> None:
    stored = (Mark("위원1", "A", "plan", Fraction(60), "전"), MARKS[1])
    found = changes(MARKS, stored=stored)
    assert found == (MarkChange(stored[0], MARKS[0]), MarkChange(None, MARKS[2]))
    assert [str(one) for one in found] == [
        "A · plan: 60 → 60.5, 사유 '전' → '쉼표, \"따옴표\"\\n둘째 줄'",
        "B · help: 20",
    ]
    assert str(MarkChange(Mark("위원1", "A", "help", Fraction(1)), MARKS[1])) == "A · help: 1 → 18"


def test_the_file_is_in_the_announced_order_and_reads_back_as_it_was() -> None:
    data = marks_csv(reversed(MARKS), expected=EXPECTED)
    assert data == marks_csv(MARKS, expected=EXPECTED)
    assert marks_so_far(data, filename="marks.csv", expected=EXPECTED) == MARKS


def test_who_still_owes_marks_is_told_and_who_is_excused_is_not() -> None:
    assert still_missing(MARKS, expected=EXPECTED) == ("위원1", "위원2")
    rest = (Mark("위원1", "B", "plan", Fraction(1)), *(Mark("위원2", "A", c, Fraction(1)) for c in ("plan", "help")))
    assert still_missing((*MARKS, *rest), expected=EXPECTED) == ()
