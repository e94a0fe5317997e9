from __future__ import annotations

import json
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.readers.strict_json import MAX_VALUES, Json, documents, with_endless_rate
from benchmarks.readers.unreadable import UnreadableFile

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=12,
)


def refusal(text: str) -> tuple[str, str]:
    with pytest.raises(UnreadableFile) as refused:
        documents(text, filename="f.json")
    assert refused.value.filename == "f.json"
    return refused.value.where, refused.value.problem


@settings(deadline=None)  # a shared machine may be slow
@given(st.lists(VALUES, min_size=1, max_size=3))
def test_what_json_writes_is_read_back_value_by_value(values: list[Json]) -> None:
    text = "\n".join(json.dumps(value) for value in values)
    assert [value for _, value in documents(text, filename="f")] == values


def test_numbers_keep_every_digit() -> None:
    assert documents("[0.10, 1e-7, 12]", filename="f") == ((1, [Decimal("0.10"), Decimal("1E-7"), 12]),)


def test_each_appended_value_knows_its_line() -> None:
    assert documents('{"a":1}\n\n{"b":\n2} 3', filename="f") == ((1, {"a": 1}), (3, {"b": 2}), (4, 3))


@pytest.mark.parametrize("word", ["NaN", "Infinity", "-Infinity"])
def test_a_constant_that_is_no_number_is_refused_with_its_line(word: str) -> None:
    where, problem = refusal('{"NaN": "Infinity \\" NaN",\n "x":\n ' + word + "}")
    assert (where, problem) == ("line 3", f"{word}은(는) JSON의 수가 아닙니다. / {word} is not a JSON number.")


def test_a_repeated_key_is_refused_with_its_line() -> None:
    text = '{"a": {"x": 1},\n "b": [{"x": 2}, "a:"],\n "c": {"x": 1,\n "y": 2, "x": 3}}'
    assert refusal(text) == (
        "line 4, key x",
        "같은 이름 'x'이(가) 한 객체에 두 번 있습니다. / The key 'x' stands twice in one object.",
    )


@pytest.mark.parametrize("text", ['{"a": 1,', '{"a": "no end', '{"a"', "[1, 2", "[1,\n"])
def test_a_cut_file_is_refused_as_cut(text: str) -> None:
    assert refusal(text)[1] == "파일이 중간에 끊겼습니다. / The file is cut off here."


def test_broken_syntax_is_refused_with_line_and_column() -> None:
    assert refusal('{"a": 1,\n "b" 2}') == (
        "line 2, column 6",
        "JSON 문법에 맞지 않습니다. / Not valid JSON (Expecting ':' delimiter).",
    )


@pytest.mark.parametrize("opening", ["[", '{"a":'])
def test_deep_nesting_is_refused(opening: str) -> None:
    assert refusal(opening * 100_000)[1] == "너무 깊이 겹친 JSON입니다. / JSON nested too deep."


def test_what_would_fill_the_memory_is_refused_unparsed() -> None:
    where, problem = refusal("[" + "[],0" * (MAX_VALUES // 2) + "]")
    assert (where, problem) == ("line 1", "값이 너무 많습니다(4,000,001 > 4,000,000). / Too many values.")


@pytest.mark.parametrize("number", ["9" * 5000, "1e" + "9" * 30, "1e-" + "9" * 30])
def test_a_number_too_long_to_hold_is_refused(number: str) -> None:
    assert refusal(f"[{number}]")[1] == "다룰 수 없이 긴 수가 있습니다. / A number too long to hold."


def test_an_endless_request_rate_is_read_and_said() -> None:
    text = '{"request_rate": Infinity,\n "b": [{"request_rate" :Infinity}], "x": 1 2}'
    mended, said = with_endless_rate(text)
    assert mended == '{"request_rate": "inf"   ,\n "b": [{"request_rate" :"inf"   }], "x": 1 2}'
    assert [sentence.split(" / ") for sentence in said] == [
        [
            "request_rate의 Infinity는 JSON의 수가 아니므로 '제한 없음'으로 읽었습니다(SGLang이 그렇게 씀).",
            "request_rate was a bare Infinity, which is no JSON number; read as endless (SGLang writes it so).",
        ]
    ]
    assert [refusal(either) for either in (mended, text.replace("Infinity", "12345678"))] == [
        ("line 2, column 44", "JSON 문법에 맞지 않습니다. / Not valid JSON (Expecting ',' delimiter).")
    ] * 2


@pytest.mark.parametrize(
    "text",
    [
        '{"rate": Infinity}',
        '{"request_rate": -Infinity}',
        '{"request_rate": NaN}',
        '{"a": "request_rate", "b": Infinity}',
        r'{"a\"request_rate": Infinity}',
        r'{"a": "\"request_rate\": Infinity"}',
        '{"a": "Infinity',
    ],
)
def test_no_other_constant_is_touched(text: str) -> None:
    assert with_endless_rate(text) == (text, ())


def test_the_lines_of_very_many_values_are_counted_once() -> None:
    found = documents('{"a": 1}\n\n' * 150_000, filename="f")
    assert [line for line, _ in found] == list(range(1, 300_001, 2))
