from __future__ import annotations

import time
from collections import Counter

from benchmarks.canonical import Answers, measurements
from benchmarks.findings import findings
from benchmarks.readers import UnreadableFile
from benchmarks.readers.xlsx_guess import propose
from benchmarks.readers.xlsx_mapping_text import mapping_text
from benchmarks.readers.xlsx_read import Confirmed, confirmed, read_workbook
from benchmarks.readers.xlsx_sheet import sheets_of
from tests.benchmarks.readers.test_xlsx_read import LIST, SIGNED
from tests.benchmarks.readers.workbook_mutations import mutated_workbooks

AMOUNT = 120
SEED = 20261122
LONGEST = 5  # seconds of the processor


def used(data: bytes, mapping: Confirmed) -> bool:
    """Propose a mapping and read through the signed one, whole, or be refused with place, problem and remedy."""
    try:
        propose(sheets_of(data, filename="any"), filename="any")
        report = read_workbook(data, filename="any", mappings=[mapping])
    except UnreadableFile as refused:
        return said(refused)
    found = measurements(report, answers=Answers())
    for measurement in found:
        findings(measurement)
    return len(found) == len(report.rows) > 0


def said(refused: UnreadableFile) -> bool:
    assert all((refused.where, refused.problem, refused.remedy))
    assert str(refused).encode()
    return False


def test_mutated_workbooks_are_read_whole_or_refused() -> None:
    mapping, found = confirmed(mapping_text(SIGNED).encode(), filename="f.toml"), Counter[bool]()
    for how, data in mutated_workbooks(LIST, amount=AMOUNT, seed=SEED):
        start = time.process_time()
        try:
            found[used(data, mapping)] += 1
        except Exception as error:
            error.add_note(how)
            raise
        assert time.process_time() - start < LONGEST, how
    assert found.total() == AMOUNT
    assert min(found[True], found[False]) > AMOUNT // 20


def test_the_good_workbook_is_read() -> None:
    assert used(LIST, confirmed(mapping_text(SIGNED).encode(), filename="f.toml"))
