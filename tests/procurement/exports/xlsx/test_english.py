from __future__ import annotations

from itertools import pairwise

import pytest

from procurement.exports.xlsx.english import HANGUL, Words, speaking, spoken_lines, table, words_of


def test_the_table_has_no_korean_on_its_english_side_and_no_name_twice() -> None:
    found = table()
    said = (
        *found.names.values(),
        *found.pieces.values(),
        *found.labels.values(),
        *(text for _, text in found.patterns),
    )
    assert [text for text in said if HANGUL.search(text)] == []
    assert len(set(found.names.values())) == len(found.names)
    assert all(name.isalpha() and not name.isupper() for name in found.names.values())


def test_words_that_formulas_compare_stay_apart() -> None:
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
    ],
)
def test_what_is_known_is_said_and_the_rest_stays(text: str, said: str) -> None:
    assert Words().said(text) == said


def test_texts_of_the_tender_stay_and_bilingual_messages_show_their_english_half() -> None:
    words = words_of(("합계", {"열쇠": ["주의 / 둘 / a note"]}, 3))
    assert [words.said(text) for text in ("합계", "열쇠", "주의 / 둘")] == ["합계", "열쇠", "a note"]
    assert words_of("[예시] 합계").said("[예시] 합계") == "[예시] 합계"


def test_formulas_keep_their_shape() -> None:
    words = Words(sheets={"배점표": "Points", "평가표 'a'": "Card 'a'"})
    formula = """=IF('배점표'!$A$1="적격",'평가표 ''a'''!B2*기준금액,"예,아니오")"""
    assert words.formula('=A1&"순위"') == '=A1&" in rank"'
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
