from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from openpyxl import Workbook

from procurement.casefile.collecting.own_ballot import FormRefused, OwnMark, own_ballot
from procurement.exports.xlsx.handouts.ballot import ballots
from tests.procurement.exports.xlsx.handouts.notices import NOTICE, filled_in, marked, place_of, saved

FORM, OTHERS = ballots(NOTICE)
WHOLE = marked(A_plan=60, A_help=20, B_plan=70, B_help=18)


def said(data: bytes) -> list[str]:
    with pytest.raises(FormRefused) as refused:
        own_ballot(data, filename="내 것.xlsx", form=FORM, notice=NOTICE)
    assert str(refused.value) == "\n".join(map(str, refused.value.refusals))
    return [f"{one.where}|{one.problem}" for one in refused.value.refusals]


def test_the_own_form_gives_its_marks_with_their_cells() -> None:
    found = own_ballot(filled_in(FORM, WHOLE), filename="a.xlsx", form=FORM, notice=NOTICE)
    assert found[:2] == (
        OwnMark("A", "plan", Fraction(60), "A 사유", "평가표!E9"),
        OwnMark("A", "help", Fraction(20), "A 사유", "평가표!E10"),
    )
    assert [(one.bid, one.criterion, str(one.points)) for one in found[2:]] == [
        ("B", "plan", "70"),
        ("B", "help", "18"),
    ]


def test_another_evaluators_another_tenders_and_an_older_form_are_told_apart() -> None:
    later = replace(NOTICE, title="고친 이름")
    elsewhere = replace(NOTICE, tender_id="T-9")
    assert said(filled_in(OTHERS, WHOLE)) == ["|다른 위원의 평가표입니다 / another evaluator's form"]
    assert said(ballots(elsewhere)[0].content)[0].startswith("|다른 공고(T-9)의 양식입니다")
    assert said(ballots(later)[0].content)[0].startswith("|다른 판의 양식입니다(평가위원 위원1)")
    assert said(ballots(replace(NOTICE, bidders=()))[0].content)[0].startswith("|견본입니다")
    assert said(saved(Workbook()))[0].startswith("|이 프로그램이 만든 양식이 아니거나")
    assert said(b"no workbook")[0].startswith("byte 0|엑셀 파일(.xlsx)이 아닙니다.")


def test_everything_wrong_is_told_with_its_cell_and_nothing_is_half_read() -> None:
    assert said(FORM.content) == ["|아무것도 적지 않은 양식입니다 / nobody wrote into it"]
    wrong = {key: value for key, value in WHOLE.items() if key != ("points", "B", "plan")}
    wrong[("points", "A", "plan")] = 70.25
    del wrong[("reason", "B", "help")]
    sheet, row, _ = place_of(FORM, ("points", "B", "plan"))
    assert [line.split("|")[0] for line in said(filled_in(FORM, wrong))] == [
        "평가표!E9",
        f"{sheet}!E{row}",
        f"{sheet}!F{row + 1}",
    ]


def test_a_locked_cell_that_was_changed_is_refused() -> None:
    changed = filled_in(FORM, WHOLE)
    assert own_ballot(changed, filename="a.xlsx", form=FORM, notice=NOTICE)
    other = replace(NOTICE, bidders=(replace(NOTICE.bidders[0], shown="업체 9"), NOTICE.bidders[1]))
    assert said(filled_in(ballots(other)[0], WHOLE))[0].startswith("|다른 판의 양식입니다")
