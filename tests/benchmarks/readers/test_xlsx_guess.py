from __future__ import annotations

import pytest
from openpyxl import Workbook

from benchmarks.readers import UnreadableFile
from benchmarks.readers.xlsx_guess import propose
from benchmarks.readers.xlsx_mapping import Condition, Mapping
from benchmarks.readers.xlsx_parts import range_of
from benchmarks.readers.xlsx_sheet import sheets_of
from tests.benchmarks.readers.workbooks import LAYOUTS, Value, fill, saved, sheet_of

TABLE: tuple[tuple[Value, ...], ...] = (("동시 요청", "TTFT P90(ms)"), (1, 50))


def proposed(data: bytes) -> Mapping:
    return propose(sheets_of(data, filename="f.xlsx"), filename="f.xlsx")


def conditions(mapping: Mapping) -> dict[str, str]:
    return {c.name: range_of(c.cells) if c.cells else f"= {c.value}" for c in mapping.tables[0].conditions}


@pytest.mark.parametrize(
    ("name", "tables", "expected", "unread"),
    [
        (
            "list",
            1,
            {
                "isl": "A6:A8",
                "osl": "B6:B8",
                "concurrency": "C6:C8",
                "model": "B2",
                "accelerator": "B3",
                "weight_precision": "= FP8",
            },
            ("FP8!A1 가상 시험 결과 (지어낸 배치)", "FP8!H5 비고", "FP8!H7 경고 없음"),
        ),
        ("matrix", 4, {"concurrency": "B3:D3", "isl/osl": "A4:A5", "weight_precision": "= FP8"}, ()),
        (
            "tiers",
            1,
            {"concurrency": "A4:A5", "isl": "= 128", "osl": "= 64", "weight_precision": "= INT8"},
            ("INT8!H2 TPS/user", "INT8!A1:H5: 읽지 않는 수 2개 / numbers that are not read"),
        ),
        (
            "across",
            1,
            {"concurrency": "B5:D5", "isl": "= 128", "osl": "= 2048", "weight_precision": "= W8A8", "used": "B2"},
            ("결과!A9 전성비 (tok/s/W)", "결과!A4:D9: 읽지 않는 수 3개 / numbers that are not read"),
        ),
        (
            "grouped",
            1,
            {"concurrency": "C2:F2", "isl": "A4:A5", "osl": "B4:B5", "weight_precision": "= BF16"},
            (),
        ),
    ],
)
def test_each_invented_layout_is_understood_and_the_rest_listed(
    name: str, tables: int, expected: dict[str, str], unread: tuple[str, ...]
) -> None:
    mapping = proposed(LAYOUTS[name]())
    assert (len(mapping.tables), conditions(mapping), mapping.unread) == (tables, expected, unread)
    assert (mapping.confirmed_by, mapping.confirmed_on, mapping.tpot) == ("", None, None)


def test_what_the_headings_leave_open_is_asked() -> None:
    points = proposed(saved(sheet_of([("동시 요청", "처리량(tok/s)", "TPOT"), (1, 90, 10)]))).open_points()
    assert [point.split(" / ")[0] for point in points] == [
        "FP8!B2 '처리량(tok/s)': metric",
        "FP8!C2 'TPOT': statistic, unit",
        "tpot: TPOT의 정의",
        "confirmed_by: 확인한 사람",
        "confirmed_on: 확인한 날 (따옴표 없이 2026-11-22)",
    ]


def test_a_label_that_comes_twice_or_heads_a_column_is_no_fact() -> None:
    twice = proposed(saved(sheet_of([("모델", "A"), ("모델", "B"), (), *TABLE])))
    assert "model" not in conditions(twice)
    headings = proposed(saved(sheet_of([("모델", "제품명", "비고"), ("A", "B", "C"), (), (), (), *TABLE])))
    assert conditions(headings).keys() == {"concurrency", "weight_precision"}
    assert "FP8!A1 모델" in headings.unread


def test_a_label_reaches_over_its_merged_cells() -> None:
    mapping = proposed(saved(sheet_of([("모델", None, "A"), (), (), (), *TABLE], merged=("A1:B1",))))
    assert Condition("model", (1, 3, 1, 3), None) in mapping.tables[0].conditions


def test_a_number_is_no_name_and_a_name_no_number() -> None:
    mapping = proposed(saved(sheet_of([("카드 수", "넷"), (), ("측정기관", 3), (), (), (), *TABLE])))
    assert conditions(mapping).keys() == {"concurrency", "weight_precision"}


def test_a_hidden_sheet_is_not_read_and_said() -> None:
    book = sheet_of(TABLE)
    hidden = book.create_sheet()
    fill(hidden, TABLE, name="숨김")
    hidden.sheet_state = "hidden"
    mapping = proposed(saved(book))
    assert ([table.sheet for table in mapping.tables], mapping.unread) == (
        ["FP8"],
        ("숨김: 숨긴 시트 / a hidden sheet",),
    )


def test_a_long_list_of_what_is_not_read_is_cut() -> None:
    mapping = proposed(saved(sheet_of([*TABLE, (), *((f"비고 {n}",) for n in range(300))])))
    assert (len(mapping.unread), mapping.unread[-1]) == (201, "… 100")


@pytest.mark.parametrize("rows", [[], [("메모",)], [("개수", "값"), (1, 2)]])
def test_a_workbook_without_a_table_is_refused(rows: list[tuple[Value, ...]]) -> None:
    with pytest.raises(UnreadableFile, match="뜻을 알 수 있는 표가 없습니다"):
        proposed(saved(sheet_of(rows)))


def test_an_empty_book_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="Sheet"):
        proposed(saved(Workbook()))


def test_a_sheet_of_countless_blocks_is_refused() -> None:
    rows = [(n, None) * 20 if n % 2 else () for n in range(60)]
    with pytest.raises(UnreadableFile, match="떨어진 표가 500개보다 많습니다"):
        proposed(saved(sheet_of(rows)))
