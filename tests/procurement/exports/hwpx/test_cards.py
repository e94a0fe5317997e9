from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from procurement.exports.hwpx.cards import blank_card, card_forms, score_cards
from procurement.exports.hwpx.paper import Heading, Line, Table
from procurement.exports.hwpx.writing import hwpx_file
from procurement.exports.xlsx.handouts.ballot import ballots
from tests.procurement.exports.evaluations import TENDER, dossier, drawn, evaluated
from tests.procurement.exports.hwpx.documents import expected, grids, paragraphs, under, words
from tests.procurement.exports.procedures import twelve
from tests.procurement.exports.xlsx.handouts.notices import HOSTILE, NOTICE, hostile
from tests.scoring.tender import MARKS


def test_a_card_for_every_evaluator_with_every_mark_and_its_reason() -> None:
    marks = tuple(replace(m, reason="=1+1" if m.criterion == "plan" else "") for m in MARKS)
    cards = score_cards(dossier(evaluated(marks=marks)))
    assert list(cards) == [f"평가표_채점_위원{n}.hwpx" for n in (1, 2, 3, 4)]
    paper = cards["평가표_채점_위원4.hwpx"]
    assert under(paper.blocks, "업체 A").rows == (
        ("구현방안", "30", "30", "=1+1"),
        ("유지관리", "20", "18", ""),
        ("사업관리", "20", "18", ""),
        ("계", "70", "66", ""),
    )
    assert under(paper.blocks, "서명").tall
    assert ("평가위원", "위원4") in next(b for b in paper.blocks if isinstance(b, Table)).rows


def test_every_mark_and_sum_is_the_evaluations() -> None:
    evaluation = drawn(5)
    criteria = evaluation.scheme.of_kind("qualitative")
    given = {(m.evaluator, m.bid, m.criterion): m.points for m in evaluation.marks}
    for name, paper in score_cards(dossier(evaluation)).items():
        who = name.removeprefix("평가표_채점_").removesuffix(".hwpx")
        for bid in (r.bid for r in evaluation.results):
            points = [given[who, bid.id, c.id] for c in criteria]
            rows = under(paper.blocks, bid.name).rows
            assert [Fraction(row[2]) for row in rows] == [*points, sum(points)]


def test_a_bid_that_was_not_marked_says_why_and_a_written_reason_stands_below() -> None:
    cards = score_cards(dossier(twelve()))
    blocks = cards["평가표_채점_위원3.hwpx"].blocks
    assert blocks[blocks.index(Heading("업체 A")) + 1] == Line("제척·회피·불참: 채점하지 않음")
    assert Line("합계에 대한 사유: =실현 가능성이 낮다고 봄") in cards["평가표_채점_위원1.hwpx"].blocks


def test_an_example_is_marked() -> None:
    made = dossier(evaluated(), tender=replace(TENDER, example=True, example_note="지어낸 값"))
    assert {paper.name for paper in score_cards(made).values()} == {"[예시] 제안서 평가표 (정성)"}


def test_a_blank_card_has_room_for_points_and_says_what_may_be_given() -> None:
    form = ballots(NOTICE)[0]
    paper = blank_card(NOTICE, ballot=form, program="Jeoul 시험")
    assert under(paper.blocks, "업체 1").rows == (
        ("수행계획", "70", "0~70점, 0.5점 간격", "", "", "항상"),
        ("유지관리", "20", "20, 18", "", "", "19점 미만일 때"),
        ("계", "90", "", "", "", ""),
    )
    told = words(paper)
    assert [word in told for word in ("위원1", form.digest, "Jeoul 시험", "가사", "나사")] == [True] * 3 + [False] * 2
    excused = replace(NOTICE, excused=frozenset({("위원1", "A")}), example=True)
    blocks = blank_card(excused, ballot=form, program="Jeoul 시험").blocks
    assert blocks[blocks.index(Heading("업체 1")) + 1] == Line("제척·회피·불참: 채점하지 않음")
    assert blocks[0] == Line("[예시] 제안서 평가표 (정성)", "title")


def test_before_bidders_are_known_one_table_stands_for_a_bidder_unnamed() -> None:
    unnamed = replace(NOTICE, bidders=())
    [form] = ballots(unnamed)
    paper = blank_card(unnamed, ballot=form, program="Jeoul 시험")
    assert [block.text for block in paper.blocks if isinstance(block, Heading)] == ["업체:", "서명"]


@pytest.mark.parametrize("text", HOSTILE, ids=[ascii(text[:12]) for text in HOSTILE])
def test_a_card_stands_beside_every_form_and_is_read_back(text: str) -> None:
    pytest.importorskip("hwpx")
    notice = hostile(text)
    forms = ballots(notice)
    made = card_forms(notice, ballots=forms, program="Jeoul 시험")
    assert [one.filename for one in made] == [f"{form.filename.removesuffix('.xlsx')}.hwpx" for form in forms]
    assert [(one.who, one.digest, one.inputs) for one in made] == [(form.who, form.digest, {}) for form in forms]
    paper = blank_card(notice, ballot=forms[0], program="Jeoul 시험")
    assert made[0].content == hwpx_file(paper)
    assert (paragraphs(made[0].content), grids(made[0].content)) == expected(paper)
