from __future__ import annotations

import hashlib
import os
import shutil
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from benchmarks.readers.xlsx_guess import propose
from benchmarks.readers.xlsx_mapping_text import mapping_text
from benchmarks.readers.xlsx_sheet import sheets_of
from benchmarks.table import TableError
from procurement.exports.xlsx.kperf_results import Refused, ResultFile
from procurement.resultfiles.answers import AnswerSheet, read_answers
from procurement.resultfiles.folder import Found, found_files
from procurement.resultfiles.reading import gathered, read_file
from tests.benchmarks.readers.workbooks import list_book
from tests.procurement.exports.kperf_cases import FILES

ANSWERS = """
[[files]]
match = "*"
[files.answers]
accelerator = "npu"
used = 2
[files.aliases]
"mock-model" = "시험 모델"
"""


def one(path: Path, text: str = "") -> ResultFile | Refused:
    (found,) = found_files([path])
    answers = read_answers(text.encode(), filename="answers.toml") if text else AnswerSheet()
    return read_file(found, answers=answers)


def read(path: Path, text: str = "") -> ResultFile:
    found = one(path, text)
    assert isinstance(found, ResultFile)
    return found


def refused(path: Path, text: str = "") -> Refused:
    found = one(path, text)
    assert isinstance(found, Refused)
    return found


def test_a_file_is_read_with_its_digest_repairs_and_checks() -> None:
    file = read(FILES / "kperf_result.json")
    digest = hashlib.sha256((FILES / "kperf_result.json").read_bytes()).hexdigest()
    assert (file.name, file.format, file.tool, file.sha256) == ("kperf_result.json", "kperf", "KPerf_TTA", digest)
    assert (len(file.repairs), [r.state for r in file.results]) == (3, ["사용 가능"] * 3)
    warned = [(f.rule, f.observed) for r in file.results for f in r.findings if f.level == "warn"]
    assert warned == [("V22", "n = 11"), ("V22", "n = 44"), ("V22", "n = 88")]


def test_answers_and_other_names_are_taken_from_the_sheet() -> None:
    (result,) = read(FILES / "vllm_c4.json", ANSWERS).results
    m = result.measurement
    assert (m.system.accelerator, m.system.used, m.model.name) == ("npu", 2, "시험 모델")
    assert result.renamed == (("mock-model", "시험 모델"),)


def test_a_rule_is_set_aside_where_the_sheet_says_why(tmp_path: Path) -> None:
    text = (FILES / "vllm_c4.json").read_text(encoding="utf-8")
    path = tmp_path / "v.json"
    path.write_text(text.replace('"duration": ', '"duration": 1'), encoding="utf-8")
    assert "V05" in [f.rule for f in read(path).results[0].findings if f.level == "reject"]
    entry = '[[files]]\nmatch = "*"\n[[files.override]]\nrule = "V05"\nwhere = "/"\nby = "홍길동"\non = 2026-11-20\n'
    aside = [
        f for f in read(path, f'{entry}reason = "시간을 예열까지 넣어 적은 파일"').results[0].findings if f.override
    ]
    assert [(f.rule, f.level) for f in aside] == [("V05", "overridden")]


def test_a_file_that_cannot_be_read_is_refused_with_place_and_mend(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text('{"a": NaN}', encoding="utf-8")
    found = refused(path)
    assert (found.name, found.reason) == (
        "x.json",
        "line 1: NaN은(는) JSON의 수가 아닙니다. / NaN is not a JSON number.",
    )
    assert found.remedy == "빈 값은 null로 내보내 주십시오. / Export missing values as null."


def test_an_answer_that_the_file_contradicts_refuses_the_file() -> None:
    said = '[[files]]\nmatch = "*"\n[files.answers]\nmodel = "다른 모델"'
    assert (
        "The answer for model, '다른 모델', differs from the file's 'mock-model'"
        in refused(FILES / "vllm_c4.json", said).reason
    )


def test_answers_that_are_wrong_in_themselves_stop_everything() -> None:
    with pytest.raises(TableError, match=r"files\[0\].answers: used = 0"):
        one(FILES / "vllm_c4.json", '[[files]]\nmatch = "*"\n[files.answers]\nused = 0')


def test_what_is_no_file_or_may_not_be_read_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert "It is not a plain file" in refused(tmp_path / "pipe").reason
    assert "It is not a plain file" in refused(tmp_path / "gone").reason
    unreadable = Found("mem", (Path("/proc/self/mem"),))
    found = read_file(unreadable, answers=AnswerSheet())
    assert isinstance(found, Refused)
    assert found.reason.startswith("읽을 수 없습니다 / cannot be read: ")


def test_the_logs_of_one_run_are_read_together(shared_results: Path) -> None:
    run = next((shared_results / "mlperf").rglob("mlperf_log_detail.txt")).parent
    (found, *_) = found_files([run])
    file = read_file(found, answers=AnswerSheet())
    assert isinstance(file, ResultFile)
    assert (file.format, len(found.paths) > 1, len(file.results)) == ("mlperf-run", True, 1)


def test_copies_and_repeats_are_found_over_all_files_and_name_the_file(tmp_path: Path) -> None:
    for name in ("a.json", "b.json"):
        shutil.copyfile(FILES / "vllm_c4.json", tmp_path / name)
    results = gathered((one(tmp_path / "a.json"), one(tmp_path / "b.json"), Refused("c", "")), program="p")
    assert ([f.name for f in results.files], [r.name for r in results.refused]) == (["a.json", "b.json"], ["c"])
    copies = [(f.where, f.observed) for f in results.together if f.rule == "V17"]
    assert copies == [("b.json /", "= a.json /")]
    assert [m.measurement.scenario.concurrency for m in results.every] == [Decimal(4)] * 2


def workbook(folder: Path, *, signed: str) -> Path:
    proposal = propose(sheets_of(list_book(), filename="표.xlsx"), filename="표.xlsx")
    agreed = replace(proposal, confirmed_by=signed, confirmed_on=date(2026, 11, 22), tpot="excludes_first_token")
    folder.joinpath("표.mapping.toml").write_text(mapping_text(agreed), encoding="utf-8")
    folder.joinpath("표.xlsx").write_bytes(list_book())
    return folder


def test_a_workbook_is_read_through_the_signed_mapping_beside_it(tmp_path: Path) -> None:
    file = read(workbook(tmp_path, signed="홍길동"))
    assert (file.format, file.name) == ("xlsx", f"{tmp_path.name}/표.xlsx")
    assert [result.measurement.source.where for result in file.results][:2] == ["FP8!D6", "FP8!D7"]


def test_a_workbook_whose_mapping_is_unsigned_or_broken_is_refused(tmp_path: Path) -> None:
    assert "표.mapping.toml" in refused(workbook(tmp_path, signed="")).reason
    tmp_path.joinpath("표.mapping.toml").write_text("nonsense", encoding="utf-8")
    broken = refused(tmp_path)
    assert (broken.name, broken.remedy) == (
        f"{tmp_path.name}/표.xlsx",
        "매핑을 고치거나 치우십시오. / Mend the mapping or move it away.",
    )
