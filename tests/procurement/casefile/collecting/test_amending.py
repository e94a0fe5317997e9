from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from procurement.casefile.assess.outcome import assessed_of
from procurement.casefile.assess.reading import read_assessment
from procurement.exports.xlsx.assess.workbook import assess_workbook
from procurement.exports.xlsx.english_parts import in_language
from tests.procurement.casefile.assess.folder import KINDS, example
from tests.procurement.casefile.collecting.amended import PROGRAM, Typed, back, changed, form_of, rewritten, typed
from tests.procurement.exports.recalculated import recalculated

PRICE = ("bids", "0", "price")
BEGINS = "로 시작합니다. 표 계산 프로그램이 수식으로 읽습니다. 앞에 글자를 두십시오"
REMARK = ("remark", "표지·기준전사표", "19", "6")


def refused(folder: Path, *contents: bytes) -> list[tuple[str, str]]:
    outcome = back(folder, *contents)
    assert outcome.contents == {}
    return [(one.where, one.problem.split(" / ")[0]) for one in outcome.refusals]


def edited(folder: Path, change: Callable[[Workbook], None]) -> bytes:
    return changed(form_of(folder).content, change)


@pytest.fixture
def case(tmp_path: Path) -> Path:
    return example(tmp_path / "case", "qualification")


def test_what_changes_is_told_by_its_key_with_the_result_that_follows(case: Path) -> None:
    values: Typed = {PRICE: 130_000_000, ("bids", "1", "reliability"): 1, ("bids", "2", "disqualified"): "예"}
    outcome = back(case, typed(case, values))
    assert outcome.amended == [
        (
            "1.xlsx",
            (
                "bids 1.price: 100,000,000 → 130,000,000",
                "bids 2.reliability: 없음 → 1",
                "bids 3.disqualified: 없음 → true",
            ),
        )
    ]
    outcome = back(case, typed(case, {("bids", "1", "price"): 130_000_000}))
    assert (
        outcome.amended[0][1][1]
        == "결과 / result: 낙찰 예정: 나래 / first → 종합평점 85점 이상인 입찰이 없음 / no bid reaches the pass mark"
    )


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "with a mark"])
def test_bytes_that_are_not_asked_for_stay(case: Path, mark: bytes) -> None:
    path = case / "assess.toml"
    path.write_bytes(mark + path.read_bytes().replace(b"\n", b"\r\n"))
    outcome = back(case, typed(case, {PRICE: 100_000_001}))
    assert outcome.contents == {path: path.read_bytes().replace(b"price = 100000000", b"price = 100000001")}


def test_a_space_at_the_end_of_a_text_changes_nothing(tmp_path: Path) -> None:
    folder = example(tmp_path / "case", "open-call")
    outcome = back(folder, typed(folder, {("projects", "0", "why"): "신청 자격 충족 "}))
    assert (outcome.skipped, outcome.contents) == (["1.xlsx: 바뀐 값이 없습니다 / changes no value"], {})


def test_an_untouched_workbook_and_a_remark_change_nothing(case: Path) -> None:
    outcome = back(case, form_of(case).content, typed(case, {REMARK: "확인함"}))
    assert (outcome.refusals, outcome.amended, outcome.contents) == ([], [], {})
    assert outcome.skipped == [
        "1.xlsx: 바뀐 값이 없습니다 / changes no value",
        "2.xlsx 표지·기준전사표!F19: 검증자·일시 칸은 통합문서에만 남습니다 / a remark stays in the workbook",
        "2.xlsx: 바뀐 값이 없습니다 / changes no value",
    ]


def test_every_value_that_no_cell_takes_is_refused_with_its_cell(case: Path) -> None:
    wrong: Typed = {
        ("qualification", "reserve"): 1.5,
        PRICE: 0,
        ("bids", "1", "price"): None,
        ("bids", "2", "price"): "=1+1",
        ("bids", "0", "capability"): 95.5,
        ("bids", "1", "capability"): "많이",
        ("bids", "0", "reliability"): -4,
        ("bids", "0", "disqualified"): "글쎄",
        ("lot_record", "가온"): "=1",
        REMARK: "@SUM(A1)",
    }
    assert sorted(refused(case, typed(case, wrong))) == [
        ("입찰 입력!B7", "가온 입찰금액(원): 0: 1 이상 1,000,000,000,000,000 이하가 아닙니다"),
        ("입찰 입력!B8", "나래 입찰금액(원): 비어 있습니다. 빈칸은 0이 아닙니다"),
        ("입찰 입력!B9", "다솜 입찰금액(원): 수여야 하는데 수식이(가) 들어 있습니다: '=1+1'"),
        ("입찰 입력!C7", "가온 납품이행능력: 95.5: 0 이상 30 이하가 아닙니다"),
        ("입찰 입력!C8", "나래 납품이행능력: 수여야 하는데 글이(가) 들어 있습니다: '많이'"),
        ("입찰 입력!D7", "가온 신인도: -4: -3 이상 3 이하가 아닙니다"),
        ("입찰 입력!E7", "가온 결격사유: '글쎄': 고를 수 있는 값이 아닙니다"),
        ("입찰 입력!I7", "가온 기록: 글이어야 하는데 수식이(가) 들어 있습니다: '=1'"),
        ("표지·기준전사표!C18", "예정가격(원): 1.5: 소수 0자리를 넘습니다"),
        ("표지·기준전사표!F19", f"검증자·일시: '@'{BEGINS}"),
    ]


def _locked(book: Workbook) -> None:
    book["적격심사표"]["G7"].value = 100


def _moved(book: Workbook) -> None:
    book["입찰 입력"].move_range("A7:I7", rows=4)


def _more(book: Workbook) -> None:
    book.create_sheet("덧붙임")


def _fewer(book: Workbook) -> None:
    book["낙찰하한"].title = "하한"


def _rubbed(book: Workbook) -> None:
    book["입찰 입력"].merge_cells("A1:B1")


@pytest.mark.parametrize(
    ("change", "first"),
    [
        (_locked, ("적격심사표!G7", "잠긴 칸이 바뀌었습니다: '=IF(C7=\"예\",ROUND(E7+F7,10),\"\")' → '100'")),
        (_moved, ("입찰 입력!A7", "잠긴 칸이 바뀌었습니다: '가온' → '빈칸'")),
        (_more, ("덧붙임", "양식에 없는 시트입니다")),
        (_fewer, ("낙찰하한", "시트가 없습니다. 지웠거나 이름을 바꿨습니다")),
        (_rubbed, ("입찰 입력", "병합한 칸이 있습니다")),
    ],
)
def test_a_workbook_that_is_not_as_it_went_out_is_refused(
    case: Path, change: Callable[[Workbook], None], first: tuple[str, str]
) -> None:
    def both(book: Workbook) -> None:
        book["입찰 입력"]["B8"].value = 110_000_000
        change(book)

    assert refused(case, edited(case, both))[0] == first


def _unnamed(book: Workbook) -> None:
    del book.defined_names["양식지문"]


def test_only_the_workbook_of_this_file_is_read(case: Path, tmp_path: Path) -> None:
    other = example(tmp_path / "other", "two-stage")
    old = form_of(case).content
    (case / "assess.toml").write_text((case / "assess.toml").read_text(encoding="utf-8") + "# 더\n", encoding="utf-8")
    assert refused(case, old, form_of(other).content, edited(case, _unnamed), b"PK") == [
        ("", "통합문서를 만든 뒤에 assess.toml이 바뀌었습니다"),
        ("", "다른 공고(EX-T-001)의 통합문서입니다"),
        ("", "assess -o로 만든 통합문서가 아니거나 요약값 칸이 지워졌습니다"),
        ("byte 0", "엑셀 파일(zip)이 깨졌습니다."),
    ]


def test_the_english_workbook_is_refused_in_one_sentence(case: Path) -> None:
    assessed = assessed_of(read_assessment(case), program=PROGRAM)
    english = in_language("en", lambda: assess_workbook(assessed), source=assessed).content
    assert refused(case, english) == [("", "맞는 시트가 없습니다. 영어 통합문서는 읽지 않습니다")]


def test_two_workbooks_that_both_change_something_are_refused(case: Path) -> None:
    one, two = typed(case, {PRICE: 99_000_000}), typed(case, {PRICE: 98_000_000})
    assert refused(case, one, two) == [("", "값을 바꾼 통합문서가 둘 이상입니다")]


def test_what_assess_refuses_is_refused_with_the_cells_that_changed(tmp_path: Path) -> None:
    folder = example(tmp_path / "case", "mas")
    [(cells, problem)] = refused(folder, typed(folder, {("invited", "0", "id"): "딴곳"}))
    assert cells == "제안요청 대상!A11"
    assert problem == "assess.toml: 가온: 제안요청을 받지 않은 계약상대자입니다"


@pytest.mark.parametrize(
    ("kind", "changes", "values", "key"),
    [
        ("two-stage", (), {(name, bid): None for bid in ("가온", "나래") for name in
            ("lot_place", "lot_day", "lot_witness", "lot_record")}, "lot"),
        ("open-call", (('["present"]', '[ # 둘째 단계\n"present"]'),), {("call", "ranked_by", "paper"): "예"},
            "call.ranked_by"),
    ],
)  # fmt: skip
def test_what_cannot_be_written_without_loss_is_shown_and_left_to_a_person(
    tmp_path: Path, kind: str, changes: tuple[tuple[str, str], ...], values: Typed, key: str
) -> None:
    folder = example(tmp_path / "case", kind, *changes)
    outcome = back(folder, typed(folder, values))
    assert [(one.filename, one.problem.split(" / ")[0], one.mend.split(" / ")[0]) for one in outcome.refusals] == [
        (
            "assess.toml",
            f"{key}: 주석과 적은 꼴을 지키며 고칠 수 없습니다",
            "위에 보인 값을 assess.toml에 직접 적으십시오.",
        )
    ]
    assert outcome.amended[0][1][0].startswith(key)
    assert outcome.contents == {}


TYPED: dict[str, Typed] = {
    "qualification": {PRICE: 99_000_000},
    "two-stage": {("two_stage", "reserve"): 900_000_001},
    "simultaneous": {("bids", "2", "why"): "모자람"},
    "mas": {("mas", "reason"): "조건을 갖춘 곳이 적음"},
    "reserve-price": {("reserve_price", "prices", "0"): 980_500_001},
    "open-call": {("projects", "2", "points", "need"): 31.25},
    "comparison": {PRICE: 150_000.25},
}


def test_a_workbook_saved_by_libreoffice_says_the_same(tmp_path: Path, require_program: Callable[[str], Path]) -> None:
    folders = [example(tmp_path / kind, kind) for kind in KINDS]
    contents = [typed(folder, TYPED[kind]) for folder, kind in zip(folders, KINDS, strict=True)]
    again = recalculated(contents, soffice=require_program("soffice"), folder=tmp_path)
    for folder, ours, theirs in zip(folders, contents, again, strict=True):
        outcome = back(folder, theirs)
        assert outcome.refusals == []
        assert rewritten(folder, outcome) == rewritten(folder, back(folder, ours))
        assert len(rewritten(folder, outcome)) == 2


def test_a_day_in_the_place_of_a_text_is_refused(tmp_path: Path) -> None:
    folder = example(tmp_path / "case", "two-stage")

    def dated(book: Workbook) -> None:
        book["입찰 입력"]["F9"].value = datetime(2026, 11, 3)  # noqa: DTZ001 -- a spreadsheet's day has no zone

    [(cell, problem)] = refused(folder, edited(folder, dated))
    assert (cell, problem.split(": ")[1]) == ("입찰 입력!F9", "글이어야 하는데 날짜이(가) 들어 있습니다")


def test_a_folder_that_assess_refuses_is_refused_before_any_file(case: Path) -> None:
    content = form_of(case).content
    (case / "assess.toml").write_text("[assessment]\n", encoding="utf-8")
    with pytest.raises(ValueError, match="'kind'"):
        back(case, content)
    with pytest.raises(ValueError, match="'kind'"):
        read_assessment(case)
