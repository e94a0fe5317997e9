from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from procurement.exports.ocds.marks import cards
from tests.procurement.exports.evaluations import evaluated
from tests.procurement.exports.ocds.published import packed
from tests.scoring.tender import MARKS

NAMES = ("위원1", "위원2", "위원3", "위원4")


def test_every_card_has_its_points_and_whether_it_is_dropped() -> None:
    found: Any = cards(evaluated())["A"]
    assert [(one["evaluator"], one["total"], one["dropped"]) for one in found] == [
        ("1", 66, "high"),
        ("2", 64, "none"),
        ("3", 64, "none"),
        ("4", 63, "low"),
    ]
    assert found[0]["scores"] == [
        {"criterion": "plan", "score": 30, "maximum": 30},
        {"criterion": "support", "score": 18, "maximum": 20},
        {"criterion": "manage", "score": 18, "maximum": 20},
    ]


def test_a_number_stands_for_the_same_evaluator_in_all_bids() -> None:
    found: Any = cards(evaluated())
    assert [one["total"] for one in found["B"]] == [65, 63, 62, 61]
    assert [one["scores"][0]["score"] for one in found["C"]] == [20, 20, 22, 21]


@given(st.permutations(NAMES))
def test_who_gave_which_marks_cannot_be_told_from_a_release(order: list[str]) -> None:
    names = dict(zip(NAMES, order, strict=True))
    renamed = tuple(replace(mark, evaluator=names[mark.evaluator]) for mark in MARKS)
    assert packed(evaluated(marks=renamed)) == packed(evaluated())


def test_names_and_reasons_of_evaluators_are_nowhere_in_a_package() -> None:
    marks = tuple(replace(m, evaluator=f"김{m.evaluator}", reason="비밀 사유") for m in MARKS)
    content = packed(evaluated(marks=marks)).decode()
    assert [word for word in ("김위원", "위원1", "비밀 사유") if word in content] == []
