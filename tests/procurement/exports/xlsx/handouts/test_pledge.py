from __future__ import annotations

from dataclasses import replace

from procurement.exports.handout import Bidder, Form
from procurement.exports.xlsx.handouts.ballot import ballots
from procurement.exports.xlsx.handouts.pledge import GROUNDS, Declared, declarations, pledges
from tests.procurement.exports.xlsx.handouts.notices import HOSTILE, NOTICE, hostile, opened


def told(form: Form) -> list[str]:
    return [str(cell.value) for row in opened(form.content).worksheets[0].iter_rows() for cell in row if cell.value]


def test_each_evaluator_signs_for_every_bidder_under_the_shown_name() -> None:
    forms = pledges(NOTICE)
    assert [(form.who, form.filename) for form in forms] == [
        ("위원1", "서약서_위원1.xlsx"),
        ("위원2", "서약서_위원2.xlsx"),
    ]
    words = told(forms[0])
    assert [text for text in words if text in {"업체 1", "업체 2", "가사", "나사"}] == ["업체 1", "업체 2"]
    assert [text for text in words if text[:2] in {f"{number}." for number in range(1, 6)}] == [
        f"{number}. {ground}" for number, ground in enumerate(GROUNDS, 1)
    ]
    assert forms[0].inputs == {}
    assert len({form.digest for form in forms}) == 2


def test_without_bidders_there_is_a_specimen() -> None:
    (form,) = pledges(replace(NOTICE, bidders=()))
    assert (form.who, form.filename) == ("견본", "서약서_견본.xlsx")
    assert told(form).count("업체:") == 3


def test_no_digest_of_the_panels_papers_depends_on_a_name_that_they_hide() -> None:
    """Who holds the paper could otherwise try names until the digest fits."""
    other = replace(NOTICE, bidders=(Bidder("A", "다른이름", "업체 1"), NOTICE.bidders[1]))
    assert [form.digest for form in pledges(NOTICE)] == [form.digest for form in pledges(other)]
    assert [form.digest for form in ballots(NOTICE)] == [form.digest for form in ballots(other)]


def test_the_record_lists_what_was_declared_with_its_moment_and_the_head() -> None:
    rows = (Declared("위원1", "가사", "", "2026-11-22 18:30"), Declared("위원2", "나사", "자문", "2026-11-22 18:31"))
    form = declarations(NOTICE, declared=rows, program="Jeoul · 감사기록 7: abc")
    words = told(form)
    assert words[words.index("위원1") : words.index("위원1") + 9] == [
        "위원1", "가사", "이해관계 없음", "2026-11-22 18:30",
        "위원2", "나사", "이해관계 있음: 평가하지 않음", "자문", "2026-11-22 18:31",
    ]  # fmt: skip
    assert "Jeoul · 감사기록 7: abc" in words
    assert form == declarations(NOTICE, declared=rows, program="Jeoul · 감사기록 7: abc")


def test_hostile_words_stay_words() -> None:
    for text in HOSTILE:
        rows = (Declared(text, text, text, "2026-11-22 18:30"),)
        for form in (*pledges(hostile(text)), declarations(hostile(text), declared=rows, program="Jeoul")):
            kinds = {cell.data_type for sheet in opened(form.content) for row in sheet.iter_rows() for cell in row}
            assert "f" not in kinds
