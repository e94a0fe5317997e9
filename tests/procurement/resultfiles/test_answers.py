from __future__ import annotations

import pytest

from benchmarks.table import TableError
from procurement.resultfiles.answers import AnswerSheet, read_answers

TWO = """
[[files]]
match = "vllm/*.json"
[files.answers]
used = 8

[[files]]
match = "*.csv"
"""


def sheet(text: str = TWO) -> AnswerSheet:
    return read_answers(text.encode(), filename="answers.toml")


def test_a_file_has_the_answers_of_the_pattern_it_matches() -> None:
    assert sheet().of("vllm/a/b.json").table("answers").count("used") == 8
    assert sheet().of("other.json").values == {}


def test_without_a_sheet_nothing_is_answered() -> None:
    assert AnswerSheet().of("a.json").values == {}
    AnswerSheet().check(["a.json"])


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[[file]]", r"unknown key 'file'"),
        ("[[files]]\nmatch = 'a'\nanswer = 1", r"files\[0\]: .*unknown key 'answer'"),
        ("[[files]]\n[files.answers]\nused = 1", r"'match' is missing"),
        ("x", "not readable as TOML"),
    ],
)
def test_a_sheet_is_as_strict_as_a_case(text: str, says: str) -> None:
    with pytest.raises(TableError, match=says):
        sheet(text)


def test_a_file_that_two_patterns_match_is_refused() -> None:
    both = sheet(TWO.replace("*.csv", "vllm/*"))
    with pytest.raises(TableError, match=r"files\[1\]: match = 'vllm/\*': .* the file also matches 'vllm/\*.json'"):
        both.check(["vllm/a.json"])


def test_a_pattern_that_no_file_matches_is_refused() -> None:
    sheet().check(["vllm/a.json", "b.csv"])
    with pytest.raises(TableError, match=r"match = '\*.csv': .* no file matches it"):
        sheet().check(["vllm/a.json"])
