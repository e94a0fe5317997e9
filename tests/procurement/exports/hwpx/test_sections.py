from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from procurement.exports.hwpx.paper import Heading, Line, Table
from procurement.exports.hwpx.sections import (
    digests,
    facts,
    identity,
    marked,
    percent,
    printed,
    section,
    signatures,
    split,
)
from scoring.result import Number
from scoring.rules.schema import Reference
from tests.procurement.exports.evaluations import TENDER, dossier, evaluated

CLAUSE = Reference("지침", "제1조")


@pytest.mark.parametrize(
    ("value", "said"),
    [("92.9872", "92.9872"), ("17.0", "17.0000"), ("0", "0.0000"), ("0.12345", "0.12345"), ("-1.5", "-1.5000")],
)
def test_a_number_keeps_every_digit_and_gets_zeros_up_to_four(value: str, said: str) -> None:
    assert printed(Number(Decimal(value), Fraction(value), "", (), CLAUSE)) == said


def test_a_number_that_was_not_computed_is_said_in_words() -> None:
    assert (printed(None), printed(None, missing="미산출")) == ("", "미산출")


def test_an_empty_section_says_so_and_has_no_note() -> None:
    empty, full = Table(("가",), (), (1,), "l"), Table(("가",), (("나",),), (1,), "l")
    assert list(section("절", empty, note="주")) == [Heading("절", 2), Line("해당 없음")]
    assert list(section("절", full, note="주")) == [Heading("절", 2), full, Line("주", "small")]
    assert list(section("절", full)) == [Heading("절", 2), full]


def test_shares_points_and_rooms_to_sign_in_words() -> None:
    assert (percent(Fraction(2, 3)), split(Fraction(90), Fraction("10.5"))) == ("66.6667", "기술 90점, 가격 10.5점")
    assert facts([("가", "나")]).rows == (("가", "나"),)
    assert (signatures(("작성자",)).rows, signatures(("작성자",)).tall) == ((("작성자", "", "", ""),), True)


def test_a_case_of_invented_figures_says_so_everywhere() -> None:
    made = dossier(evaluated())
    example = replace(made, tender=replace(TENDER, example=True, example_note="지어낸 값"))
    assert (marked(made), marked(example)) == ("", "[예시] ")
    assert identity(example) == (*identity(made), ("예시 표시", "지어낸 값"))


def test_the_digests_of_rules_and_input_and_the_program_are_told() -> None:
    evaluation = evaluated()
    told = digests(dossier(evaluation))
    assert told[-2:] == (("입력 요약값", f"sha256 {evaluation.input_digest}"), ("프로그램", "Jeoul 시험"))
    assert [name for name, _ in told[:-2]] == [f"규정 요약값 {rules.id}" for rules in evaluation.rules]
