from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook

from benchmarks.measurement import Model, Power
from procurement.exports.xlsx.kperf import kperf_workbook
from procurement.exports.xlsx.kperf_results import Refused, Results
from procurement.resultfiles.answers import AnswerSheet
from procurement.resultfiles.folder import found_files
from procurement.resultfiles.reading import gathered, read_file
from tests.procurement.exports.kperf_cases import kperf_cases, point, results_of
from tests.procurement.exports.reading import cells, opened, outside_texts
from tests.procurement.exports.recalculated import differing, formulas, recalculated, values

KNOWN = {"AND", "COUNTA", "COUNTIF", "EXACT", "IF", "ISNUMBER", "ABS", "OR"}
HOSTILE = [
    "=1+1",
    "@SUM(A1)",
    '=HYPERLINK("https://example.org")',
    "a\x00b",
    "]]></t><f>1</f>",
    "_x003D_1",
    "가" * 40_000,
]


@pytest.fixture(scope="module")
def written() -> dict[str, bytes]:
    return {name: kperf_workbook(results).content for name, results in kperf_cases().items()}


def limits_changed(content: bytes) -> bytes:
    book, changed = opened(content), {"2000": "64", "30": "10", "40": "10.05", "50": "11"}
    for cell in cells(book):
        if not cell.protection.locked:
            cell.value = Decimal(changed[str(cell.value)])
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_every_formula_recalculates_to_the_number_written_beside_it(
    written: dict[str, bytes], require_program: Callable[[str], Path], tmp_path: Path
) -> None:
    contents = (*written.values(), limits_changed(written["tools"]))
    theirs = recalculated(contents, soffice=require_program("soffice"), folder=tmp_path)
    live = {name: formulas(content) for name, content in written.items()}
    wrong = {
        name: differing(live[name], values(content), values(other))
        for (name, content), other in zip(written.items(), theirs, strict=False)
    }
    assert wrong == {name: [] for name in written}
    assert sum(map(len, live.values())) > 700
    errors = [value for other in theirs for value in values(other).values() if isinstance(value, str) and "#" in value]
    assert errors == []
    assert grades_of(theirs[-1]) != grades_of(written["tools"])


def grades_of(content: bytes) -> list[list[object]]:
    sheet = opened(content, values=True)["성능 2"]
    return [[cell.value for cell in row[14:20]] for row in sheet.iter_rows(min_row=5)]


def test_a_model_has_its_sheets_and_charts_where_there_are_curves(written: dict[str, bytes]) -> None:
    names = {name: opened(content).sheetnames for name, content in written.items()}
    rest = ["출처", "정의", "파일", "검사 결과", "검산"]
    assert names["tools"] == [
        "표지·기준값", "성능 1", "지연 1", "그래프 1", "성능 2", "지연 2", "그래프 2", *rest,
    ]  # fmt: skip
    assert names["bare"] == ["표지·기준값", "성능 1", "지연 1", *rest]


def test_equal_results_give_equal_bytes(written: dict[str, bytes]) -> None:
    assert {name: kperf_workbook(results).content for name, results in kperf_cases().items()} == written


def test_the_stamp_is_the_newest_measurement_or_the_day_of_the_limits(written: dict[str, bytes]) -> None:
    stamps = {name: str(opened(written[name]).properties.modified) for name in ("bare", "power")}
    assert stamps == {"bare": "2026-11-20 12:00:00", "power": "2026-06-13 00:00:00"}


def test_the_checks_list_every_derived_cell_and_none_differs() -> None:
    made = kperf_workbook(results_of(point("1"), point("2")))
    sheet = opened(made.content, values=True)["검산"]
    assert (made.pairs, sheet["B2"].value, sheet["B3"].value) == (16, 16, 0)


def test_only_functions_that_both_programs_know_and_only_names_that_are_defined(written: dict[str, bytes]) -> None:
    for content in written.values():
        book = opened(content)
        texts = [re.sub(r"'[^']*'!", "", outside_texts(str(c.value))) for c in cells(book) if c.data_type == "f"]
        assert {name for text in texts for name in re.findall(r"([A-Z]+)\(", text)} <= KNOWN
        assert {word for text in texts for word in re.findall(r"[A-Z]*[가-힣]+\d?", text)} <= set(book.defined_names)


def test_only_the_limits_are_unlocked_and_every_sheet_is_protected(written: dict[str, bytes]) -> None:
    book = opened(written["tools"])
    assert {sheet.protection.sheet for sheet in book.worksheets} == {True}
    unlocked = [(cell.parent.title, cell.value) for cell in cells(book) if not cell.protection.locked]
    assert unlocked == [("표지·기준값", value) for value in (2000, 30, 40, 50)]


def everywhere(text: str) -> Results:
    m = point("1")
    told = replace(
        m,
        source=replace(m.source, filename=text, where=text, tool=text),
        system=replace(m.system, accelerator=text or None),
        model=Model(text, text),
        software=replace(m.software, engine=text),
        provenance=replace(m.provenance, measurer=text),
        power=Power("node_wall", Decimal(9), text),
    )
    other = replace(told, scenario=replace(told.scenario, concurrency=Decimal(2)))
    made = results_of(told, other, refused=[Refused(text, text)])
    return replace(made, program=text)


def shape(book: Workbook) -> list[tuple[str, str, str]]:
    found = [
        (c.parent.title, c.coordinate, "s" if c.value is None else c.data_type) for c in cells(book) if c.has_style
    ]
    return [place for place in found if place[0] != "검산"]


@pytest.mark.parametrize("text", HOSTILE, ids=[ascii(text[:12]) for text in HOSTILE])
def test_no_text_becomes_a_formula_or_moves_a_cell(text: str) -> None:
    assert shape(opened(kperf_workbook(everywhere(text)).content)) == shape(
        opened(kperf_workbook(everywhere("가")).content)
    )


def test_published_results_recalculate_too(
    shared_results: Path, require_program: Callable[[str], Path], tmp_path: Path
) -> None:
    paths = (shared_results / "vllm/dstack/8xH100SXM5-serving", shared_results / "mlperf/korea/v2.1")
    read = [read_file(found, answers=AnswerSheet()) for found in found_files(paths)]
    content = kperf_workbook(gathered(read, program="")).content
    (theirs,) = recalculated([content], soffice=require_program("soffice"), folder=tmp_path)
    assert differing(formulas(content), values(content), values(theirs)) == []
    assert opened(content, values=True)["표지·기준값"]["B12"].value == sum(1 for one in read if hasattr(one, "sha256"))
