from __future__ import annotations

from inspect import getfile
from itertools import pairwise
from pathlib import Path

import pytest

from procurement.exports.xlsx.english import HANGUL, Words, heard, speaking, spoken_lines, table, words_of
from scoring.rules.schema import Reference

TABLES = sorted(
    file.stem.removeprefix("english").removeprefix("_") for file in Path(getfile(Words)).parent.glob("*.toml")
)


@pytest.mark.parametrize("kind", TABLES)
def test_the_table_has_no_korean_on_its_english_side_and_no_name_twice(kind: str) -> None:
    found = table(kind)
    said = (
        *found.names.values(),
        *found.pieces.values(),
        *found.labels.values(),
        *(text for _, text in (*found.patterns, *found.program)),
    )
    assert [text for text in said if HANGUL.search(text)] == []
    assert len(set(found.names.values())) == len(found.names)
    assert all(name.isalpha() and not name.isupper() for name in found.names.values())


@pytest.mark.parametrize("kind", TABLES)
def test_a_word_of_a_formula_is_the_same_in_a_cell(kind: str) -> None:
    found = table(kind)
    assert {text for text in found.pieces if found.labels.get(text, found.pieces[text]) != found.pieces[text]} <= {
        "순위"
    }
    assert all(one != other for one, other in pairwise(sorted(table().pieces.values())))


def test_patterns_with_more_letters_of_their_own_come_first() -> None:
    assert Words().said("업체 정량 계") == "Bidder quantitative, sum"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("ABC", "ABC"),
        ("합계", "Total"),
        ("[예시] 합계", "[Example] Total"),
        ("합계\n배점", "Total\nPoints"),
        ("순위", "Rank"),
        ("모르는 글", "모르는 글"),
        ("부적격: 필수규격 미충족.", "Not eligible: Mandatory specification not met."),
        ("모르는 부적격", "모르는 부적격"),
        ("3위", "Rank 3"),
        ("둘째 단위", "둘째 단위"),
        ("차순위", "차순위"),
    ],
)
def test_what_is_known_is_said_and_the_rest_stays(text: str, said: str) -> None:
    assert Words().said(text) == said


def test_texts_of_the_tender_stay_and_bilingual_messages_show_their_english_half() -> None:
    words = words_of(("합계", {"열쇠": ["주의 / 둘 / a note"]}, 3))
    assert [words.said(text) for text in ("합계", "열쇠", "주의 / 둘")] == ["합계", "열쇠", "a note"]
    assert words_of("[예시] 합계").said("[예시] 합계") == "[예시] 합계"
    between = words_of("그릇 / a bowl: 하나 / one")
    assert between.said("그릇 / a bowl: 하나") == "a bowl: one"


def test_a_clause_with_its_law_stays_as_it_is() -> None:
    law = Reference("시험 규정", "합계")
    assert words_of(law).said("시험 규정 합계") == "시험 규정 합계"
    assert words_of(law).said("다른 규정 합계") == "다른 규정 total"


def test_a_kind_of_workbook_has_words_of_its_own_over_the_common_ones() -> None:
    assert [Words(kind=kind).said("근거") for kind in ("", "sizing", "none")] == ["Ground", "Grounds", "Ground"]


def test_one_word_and_a_number_are_told_apart_from_any_text() -> None:
    words = Words(kind="handover")
    assert words.said("3 출력 처리량 value 판정") == "3 Output throughput value verdict"
    assert words.said("셋 출력 처리량 value 판정") == "셋 출력 처리량 value 판정"


def test_what_the_program_says_in_the_source_is_no_text_of_the_tender() -> None:
    said = "길이 분포: 우리 기록"
    assert Words(frozenset({said}), kind="sizing").said(said) == "Distribution of lengths: 우리 기록"


def test_bilingual_messages_are_heard_while_an_english_workbook_is_written() -> None:
    words = Words()
    heard(["하나", "one"], 1)
    with speaking(words):
        heard(["그릇", "a bowl: 둘", "two"], 2)
        heard(["셋"], 1)
    assert words.heard == {"그릇 / a bowl: 둘": "a bowl: two"}
    assert words.said("그릇 / a bowl: 둘") == "a bowl: two"


def test_a_note_in_english_names_who_and_how_much_as_the_korean_one_does() -> None:
    note = "가온: 가격 평점이 배점 20점을 넘음, 그대로 줌 / not cut"
    words = words_of((note, "가온"))
    said = words.said("가온: 가격 평점이 배점 20점을 넘음, 그대로 줌")
    assert said == "가온: price points are above the maximum of 20, given as they are"
    told = words.said(
        "위원1, 가온: 38점, 위원 평균 56.3점보다 32.5 % 낮음 (32.5 % below the mean): 사유서가 필요합니다"
    )
    assert told == "위원1, 가온: 38 points, 32.5 % below the evaluators' mean of 56.3: a written reason is needed"


def test_formulas_keep_their_shape() -> None:
    words = Words(sheets={"배점표": "Points", "평가표 'a'": "Card 'a'"})
    formula = """=IF('배점표'!$A$1="적격",'평가표 ''a'''!B2*기준금액,"예,아니오")"""
    assert words.formula('=A1&"순위"') == '=A1&" in rank"'
    assert words.said("'배점표'!$A$1") == "'Points'!$A$1"
    assert words.formula(formula) == """=IF('Points'!$A$1="Eligible",'Card ''a'''!B2*ReferenceAmount,"Yes,No")"""


def test_sheet_names_are_short_and_unlike() -> None:
    words = Words(sheets={"가": "Points"})
    assert words.title("배점표") == "Points (2)"
    assert len(words.title("x" * 40)) == 31


def test_a_paragraph_takes_as_many_lines_as_in_korean() -> None:
    lines = ("합계와", "순위")
    assert spoken_lines("합계와 순위", lines, width=6) == lines
    with speaking(Words(known={"합계와 순위": "totals and the ranks of them", "하나": "one"})):
        assert spoken_lines("합계와 순위", lines, width=6) == ("totals and the", "ranks of them")
        assert spoken_lines("하나", ("하", "나"), width=6) == ("one", "")
        assert spoken_lines("모르는 글", ("모르는", "글"), width=6) == ("모르는", "글")
