from __future__ import annotations

from fractions import Fraction

import pytest

from procurement.casefile.marks import Expected, UnreadableMarks, marks_from
from scoring.criteria import Criterion, Mark
from tests.procurement.casefile.folder import MARKS

PLAN = Criterion("plan", "수행계획", "기술", "qualitative", Fraction(70))
EXPECTED = Expected(("위원1", "위원2"), ("A", "B", "C"), (PLAN,))


def refused(data: bytes, *, expected: Expected = EXPECTED) -> str:
    with pytest.raises(UnreadableMarks) as caught:
        marks_from(data, filename="marks.csv", expected=expected)
    return str(caught.value)


def test_marks_are_exact_and_keep_their_reason() -> None:
    found = marks_from(MARKS.encode(), filename="marks.csv", expected=EXPECTED)
    assert found[1] == Mark("위원1", "B", "plan", Fraction(121, 2), "")
    assert found[3] == Mark("위원2", "A", "plan", Fraction(68), "구체적임, 좋음")
    assert len(found) == 6


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbf" + MARKS.encode(),
        MARKS.replace("\n", "\r\n").encode(),
        (MARKS + ",,,,\n\n").encode(),
        MARKS.replace("66", " 66.0000 ").encode(),
    ],
)
def test_what_a_spreadsheet_leaves_does_not_matter(data: bytes) -> None:
    assert marks_from(data, filename="marks.csv", expected=EXPECTED) == marks_from(
        MARKS.encode(), filename="marks.csv", expected=EXPECTED
    )


@pytest.mark.parametrize(
    ("old", "new", "place", "says"),
    [
        ("points,reason", "score,reason", "marks.csv 1행:", "the header must be evaluator,bid,criterion,points,reason"),
        (",", ";", "marks.csv 1행:", "'evaluator;bid;criterion;points;reason'입니다"),
        ('"구체적임, 좋음"', "구체적임, 좋음", "marks.csv 5행:", "put a reason with a comma in quotes"),
        ("위원2,C", "위원9,C", "marks.csv 7행:", "unknown evaluator; 있는 것 / there are: 위원1, 위원2"),
        ("위원2,C,plan", "위원2,D,plan", "marks.csv 7행:", "unknown bid; 있는 것 / there are: A, B, C"),
        (
            "위원2,C,plan",
            "위원2,C,credit",
            "marks.csv 7행:",
            "unknown qualitative criterion; 있는 것 / there are: plan",
        ),
        ("위원2,C", "위원2,B", "marks.csv 7행:", "위원2, B, plan: 점수가 두 번 있습니다"),
        ("위원2,C,plan,65,\n", "", "marks.csv:", "위원2, C, plan: 점수가 없습니다. 미채점은 0점이 아닙니다"),
        ("60.5", "70.5", "marks.csv 3행:", "점수 70.5: 0 이상 70 이하"),
        ("60.5", "-1", "marks.csv 3행:", "점수 -1: 0 이상 70 이하"),
        ("60.5", "60.12345", "marks.csv 3행:", "at most 4 decimals"),
        ("60.5", "", "marks.csv 3행:", "not a plain decimal number: ''"),
        ("60.5", "예순", "marks.csv 3행:", "not a plain decimal number: '예순'"),
        ("60.5", "1e1", "marks.csv 3행:", "not a plain decimal number: '1e1'"),
        ("60.5", "9" * 60, "marks.csv 3행:", "more than 40 digits"),
        ('"구체적임, 좋음"', '"구체적\x01"', "marks.csv 5행:", "has control characters"),
        ('"구체적임, 좋음"', "가" * 2001, "marks.csv 5행:", "is too long"),
        ('"구체적임, 좋음"', '"구체적임', "marks.csv 7행:", "not CSV, see the quotes"),
        ('"구체적임, 좋음"', "가" * 200_000, "marks.csv", "not CSV, see the quotes"),
    ],
)
def test_wrong_marks_are_refused_with_their_line(old: str, new: str, place: str, says: str) -> None:
    assert old in MARKS
    message = refused(MARKS.replace(old, new).encode())
    assert message.startswith(place), message
    assert says in message


def test_the_encoding_of_korean_excel_is_named_with_the_way_out() -> None:
    message = refused(MARKS.encode("cp949"))
    assert message.startswith("marks.csv 2행: UTF-8이 아닙니다.")
    assert "'CSV UTF-8(쉼표로 분리)'" in message


def test_an_evaluator_without_marks_is_refused() -> None:
    message = refused(MARKS.encode(), expected=Expected(("위원1", "위원2", "위원3"), ("A", "B", "C"), (PLAN,)))
    assert message.startswith("marks.csv: 위원3: 점수가 하나도 없습니다.")
    assert "tender.toml [evaluators] ids" in message


def test_an_empty_file_is_refused() -> None:
    assert refused(b"").startswith("marks.csv 1행: 머리글이")


def test_without_qualitative_criteria_only_the_header_is_there() -> None:
    header = MARKS.splitlines(keepends=True)[0].encode()
    assert marks_from(header, filename="marks.csv", expected=Expected(("위원1",), ("A",), ())) == ()
