from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from procurement.exports.hwpx.paper import Heading, Line
from procurement.exports.hwpx.report import report
from procurement.exports.hwpx.writing import check, hwpx_file
from scoring.result import Evaluation
from tests.procurement.exports.evaluations import TENDER, dossier, drawn, evaluated
from tests.procurement.exports.hwpx.documents import expected, grids, paragraphs, words
from tests.procurement.exports.procedures import drawn_lot, twelve
from tests.procurement.exports.test_hostile_texts import everywhere
from tests.scoring.tender import MARKS

NAMES = ("위원1", "위원2", "위원3", "위원4")


def test_the_report_goes_from_what_to_who_signs() -> None:
    paper = report(dossier(evaluated()))
    assert paper.blocks[0] == Line("제안서 평가 결과서", "title")
    assert [block.text for block in paper.blocks if isinstance(block, Heading) and block.level == 1] == [
        "개요", "평가위원", "평가방법과 근거", "종합평가표", "협상순위", "동점처리", "위원별·항목별 점수",
        "정량평가와 필수규격", "입찰가격 평가", "감점·가점과 평가 사유", "서명", "요약값과 프로그램",
    ]  # fmt: skip


@pytest.mark.parametrize("evaluation", [drawn(3), drawn(7), twelve(), drawn_lot()], ids=["3", "7", "twelve", "lot"])
def test_every_line_and_cell_of_the_file_is_read_back(evaluation: Evaluation) -> None:
    pytest.importorskip("hwpx")
    paper = report(dossier(evaluation))
    content = hwpx_file(paper)
    check(content)
    assert (paragraphs(content), grids(content)) == expected(paper)


@pytest.mark.parametrize("text", ["=1+1", "\u202ea\x00]]></hp:t>", ""])
def test_hostile_words_move_no_cell(text: str) -> None:
    pytest.importorskip("hwpx")
    paper = report(replace(everywhere(text), tender=replace(TENDER, title=text, agency=text, weight_reason=text)))
    content = hwpx_file(paper)
    assert (paragraphs(content), grids(content)) == expected(paper)


@given(st.permutations(NAMES))
@settings(deadline=None, max_examples=8)
def test_nothing_in_a_report_tells_who_gave_which_marks(order: list[str]) -> None:
    names = dict(zip(NAMES, order, strict=True))
    marks = tuple(replace(m, evaluator=names[m.evaluator], reason=f"{m.bid} {m.points}") for m in MARKS)
    same = tuple(replace(m, reason=f"{m.bid} {m.points}") for m in MARKS)
    made, other = (dossier(replace(evaluated(marks=held), input_digest="")) for held in (marks, same))
    assert words(report(made)) == words(report(other))


def test_no_evaluators_name_stands_in_a_report() -> None:
    evaluation = twelve()
    told = words(report(dossier(evaluation)))
    everyone = {mark.evaluator for mark in evaluation.marks} | set(
        evaluation.sitting.appointed if evaluation.sitting else ()
    )
    assert [name for name in everyone if name in told] == []


def test_an_example_says_so_in_its_title_and_its_facts() -> None:
    made = dossier(evaluated(), tender=replace(TENDER, example=True, example_note="지어낸 값"))
    paper = report(made)
    assert (paper.name, "지어낸 값" in words(paper)) == ("[예시] 제안서 평가 결과서", True)
