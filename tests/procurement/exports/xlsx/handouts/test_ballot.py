from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from procurement.exports.handout import Input, Notice
from procurement.exports.xlsx.handouts.ballot import allowed, ballots, when
from tests.procurement.exports.xlsx.handouts.notices import NOTICE, opened


def lines(notice: Notice, number: int = 0) -> list[list[object]]:
    sheet = opened(ballots(notice)[number].content)["평가표"]
    return [[cell.value for cell in row] for row in sheet.iter_rows(8, sheet.max_row)]


def test_each_evaluator_gets_a_file_with_every_bidder_and_criterion() -> None:
    assert [(form.who, form.filename) for form in ballots(NOTICE)] == [
        ("위원1", "평가표_위원1.xlsx"),
        ("위원2", "평가표_위원2.xlsx"),
    ]
    assert lines(NOTICE)[:5] == [
        ["업체", "세부항목", "배점", "줄 수 있는 점수", "점수", "사유", "사유가 필요한 때"],
        ["업체 1", "수행계획", 70, "0~70점, 0.5점 간격", None, None, "항상"],
        ["업체 1", "유지관리", 20, "20, 18", None, None, "19점 미만일 때"],
        ["업체 1", "소계", None, None, '=IF(COUNT(E9:E10)=ROWS(E9:E10),ROUND(SUM(E9:E10),10),"미기입")', None, None],
        ["업체 2", "수행계획", 70, "0~70점, 0.5점 간격", None, None, "항상"],
    ]


def test_the_inputs_keep_the_ladder_the_step_and_the_reasons_that_are_owed() -> None:
    asked = list(ballots(NOTICE)[0].inputs.values())[:4]
    assert asked == [
        Input(
            ("points", "A", "plan"),
            "업체 1 · 수행계획 점수",
            "number",
            most=Decimal(70),
            step=Decimal("0.5"),
            allowed=(),
        ),
        Input(("reason", "A", "plan"), "업체 1 · 수행계획 사유", "text", required=True),
        Input(
            ("points", "A", "help"),
            "업체 1 · 유지관리 점수",
            "number",
            most=Decimal(20),
            allowed=(Decimal(20), Decimal(18)),
        ),
        Input(("reason", "A", "help"), "업체 1 · 유지관리 사유", "text", required=False),
    ]


def test_a_recused_evaluator_is_not_asked_and_the_digest_tells() -> None:
    away = replace(NOTICE, excused=frozenset({("위원1", "A")}))
    assert lines(away)[1] == ["업체 1", "수행계획", 70, "제척·회피·불참: 채점하지 않음", "—", "—", None]
    assert {asked.key[1] for asked in ballots(away)[0].inputs.values()} == {"B"}
    assert ballots(away)[0].digest != ballots(NOTICE)[0].digest
    assert ballots(away)[1] == ballots(NOTICE)[1]


def test_who_marks_nobody_gets_no_form() -> None:
    gone = replace(NOTICE, excused=frozenset({("위원1", "A"), ("위원1", "B")}))
    assert [form.who for form in ballots(gone)] == ["위원2"]
    assert ballots(replace(NOTICE, marking=())) == ()


def test_before_bidders_are_known_there_is_one_specimen() -> None:
    (specimen,) = ballots(replace(NOTICE, bidders=()))
    assert (specimen.who, specimen.filename) == ("견본", "평가표_견본.xlsx")
    assert {one[0] for one in lines(replace(NOTICE, bidders=()))[1:10]} == {"업체 1", "업체 2", "업체 3"}


def test_the_same_notice_gives_the_same_bytes_and_another_gives_another_digest() -> None:
    assert ballots(NOTICE) == ballots(NOTICE)
    others = [replace(NOTICE, tender_id="T-2"), replace(NOTICE, marking=NOTICE.marking[:1])]
    others += [replace(NOTICE, bidders=NOTICE.bidders[:1]), replace(NOTICE, title="다른 사업")]
    assert len({ballots(one)[0].digest for one in (NOTICE, *others)}) == 5
    assert len({form.digest for form in ballots(NOTICE)}) == 2


def test_what_may_be_given_and_when_a_reason_is_owed_is_said_in_words() -> None:
    free = replace(NOTICE.marking[0], step=None, always=False)
    assert (allowed(free), when(free)) == ("0~70점", "선택")
