from __future__ import annotations

from pathlib import Path

import pytest

from procurement.casefile.assess.reading import REFUSALS, in_words
from tests.procurement.casefile.assess.folder import EXAMPLES, assessed


def refused(folder: Path, kind: str, *changes: tuple[str, str]) -> str:
    with pytest.raises(REFUSALS) as caught:
        assessed(folder, kind, *changes)
    return in_words(caught.value)


def test_equal_scores_go_to_the_lower_price_of_type_a(tmp_path: Path) -> None:
    assessment = assessed(tmp_path, "mas")
    assert assessment.found.result == "1순위: 나래 / first"
    assert [(p.place, p.ids, p.why) for p in assessment.found.places] == [
        (1, ("나래",), "나래 91.5점, 165,000,000원"),
        (2, ("가온",), "가온 91.5점, 170,000,000원"),
    ]
    assert [line.partition(":")[0] for line in assessment.open] == ["mas.price_formula_A", "mas.price_formula_B"]


def test_a_full_tie_waits_for_its_lot_and_a_small_purchase_is_told(tmp_path: Path) -> None:
    found = assessed(
        tmp_path, "mas", ("price = 165000000", "price = 170000000"), ("amount = 180000000", "amount = 1")
    ).found
    assert found.result == "가온, 나래: 동점, 추첨하여 기록할 것 / tied, draw a lot and record it"
    assert found.notes[0].text.startswith("1원: 2단계경쟁을 하지 않아도 되는 금액")


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('reason = "예시: 조건을 갖춘 계약상대자가 세 곳뿐임"', "", "assess.toml: 제안요청 대상 3개: 5개 이상"),
        ('"나 제조"', '"가 제조"', "assess.toml: 가 제조: 한 제조사의 제품만"),
        ('[[proposals]]\nid = "가온"', '[[proposals]]\nid = "마루"', "assess.toml: 마루: 제안요청을 받지 않은"),
        ('price_type = "A"', 'price_type = "C"', "assess.toml.mas: price_type = 'C'"),
    ],
)
def test_a_wrong_invitation_is_refused(tmp_path: Path, old: str, new: str, says: str) -> None:
    assert refused(tmp_path, "mas", (old, new)).startswith(says)


def test_without_proposals_there_is_no_first(tmp_path: Path) -> None:
    text = (EXAMPLES / "assess-mas" / "assess.toml").read_text(encoding="utf-8")
    proposals = text[text.index("[[proposals]]") :]
    assert assessed(tmp_path, "mas", (proposals, "")).found.result == "제안 없음 / no proposal"


def test_projects_are_funded_down_the_ranks_within_the_budget(tmp_path: Path) -> None:
    found = assessed(tmp_path, "open-call").found
    assert found.result == "선정: 과제1, 과제3"
    assert [(p.place, p.ids, p.why.partition(":")[0]) for p in found.places] == [
        (1, ("과제1",), "선정"),
        (2, ("과제2",), "예비 선정"),
        (3, ("과제3",), "선정"),
    ]
    assert found.left_out == (("과제4", "적합성: 대상 제품이 아님 / not suitable"),)
    assert [str(number.value) for _, number in found.numbers] == ["92", "87", "81"]
    assert [note.text.partition(" /")[0] for note in found.notes] == ["과제1: 가점 5점 중 3점까지만 인정"]
    nobody = assessed(tmp_path, "open-call", ("suitable = true", "suitable = false")).found
    assert (nobody.result, nobody.places) == ("선정: 없음 / none", ())


def test_what_the_notice_must_answer_is_asked_all_at_once(tmp_path: Path) -> None:
    changes = (("bonus_max = 3\n", ""), ("reserves = 1\n", ""), ("pass_mark = 70\n", ""))
    message = refused(tmp_path, "open-call", *changes)
    assert message.startswith("assess.toml.call: 공고가 답해야 하는 항목입니다")
    assert [line.strip().partition(":")[0] for line in message.splitlines()[1:]] == [
        "bonus_max",
        "pass_mark",
        "reserves",
    ]


def test_points_that_are_missing_are_not_zero(tmp_path: Path) -> None:
    assert "과제2, 발표평가: effect: 점수가 없습니다" in refused(tmp_path, "open-call", (", effect = 43", ""))
