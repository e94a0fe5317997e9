from __future__ import annotations

from decimal import Decimal

import pytest

from benchmarks.readers.document import (
    MAX_ROWS,
    Record,
    checked,
    checked_all,
    one_length,
    opened,
    plain,
    whole,
    written,
)
from benchmarks.readers.strict_json import Json
from benchmarks.readers.unreadable import UnreadableFile
from benchmarks.report import Cell, Fact


def problem(value: Json) -> str:
    with pytest.raises(UnreadableFile) as refused:
        checked(value, where="/0/a", filename="f")
    assert (refused.value.filename, refused.value.where) == ("f", "/0/a")
    return refused.value.problem


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ('{"a": 1}', [""]),
        ('[{"a": 1}, {}]', ["/0", "/1"]),
        ('{"a": 1}\n{"a": 2}', ["line 1", "line 2"]),
        ("[{}]\n[{}]", ["line 1 /0", "line 2 /0"]),
        ("[1]", []),
        ("[]", []),
        ('{"a": 1}\n2', []),
    ],
)
def test_the_objects_of_a_file_know_their_place(text: str, places: list[str]) -> None:
    document = opened(text.encode(), filename="f")
    assert ([record.where for record in document.records], document.is_json) == (places, True)


def test_more_rows_than_anybody_measures_are_refused() -> None:
    assert len(opened(b"[" + b"{}," * (MAX_ROWS - 1) + b"{}]", filename="f").records) == MAX_ROWS
    with pytest.raises(UnreadableFile) as refused:
        opened(b"[" + b"{}," * MAX_ROWS + b"{}]", filename="f")
    assert refused.value.problem == "결과가 10,000개보다 많습니다. / More than 10,000 results."


def test_a_text_that_is_no_json_has_no_objects() -> None:
    document = opened(b"Public ID,x", filename="f")
    assert (document.records, document.is_json, document.text) == ((), False, "Public ID,x")


def test_cells_and_facts_stand_where_the_file_has_them() -> None:
    record = Record("f", "/0", {"a": Decimal("1.5"), "b": None, "c": "text", "d": 3, "e": ""})
    wanted = (("a", "ttft", "p90", "ms", "d"), ("b", "ttft", "p99", "ms", "d"), ("d", "ok", "value", "count", ""))
    assert record.cells(*wanted) == [  # type: ignore[arg-type]  # literals inside a tuple variable
        Cell("ttft", "p90", Decimal("1.5"), "ms", "d", "/0/a"),
        Cell("ok", "value", Decimal(3), "count", "", "/0/d"),
    ]
    assert record.facts(("c", "model"), ("e", "x"), ("a", "y"), ("z", "z")) == [Fact("model", "text", "/0/c")]


@pytest.mark.parametrize(
    ("lengths", "expected"),
    [
        ({"min": 64, "max": Decimal("64.0")}, ["true"]),
        ({"min": 63, "max": 64}, ["false"]),
        ({"min": 63}, []),
        (None, []),
    ],
)
def test_one_length_is_seen_from_the_shortest_and_the_longest(
    lengths: dict[str, int | Decimal] | None, expected: list[str]
) -> None:
    record = None if lengths is None else Record("f", "/0/lengths", {**lengths})
    assert one_length(record) == [Fact("fixed_length", value, "/0/lengths") for value in expected]


def test_an_inner_object_is_found_absent_or_refused() -> None:
    record = Record("f", "/0", {"a": {"b": 1}, "n": None, "t": "text"})
    assert record.inner("a") == Record("f", "/0/a", {"b": 1})
    assert (record.inner("n"), record.inner("x")) == (None, None)
    with pytest.raises(UnreadableFile) as refused:
        record.inner("t")
    assert (refused.value.where, refused.value.problem) == ("/0/t", "객체가 있어야 합니다. / An object is needed.")


@pytest.mark.parametrize(
    ("value", "shown"),
    [(True, "bool"), ("fast", "fast"), ([1], "list"), ({}, "dict"), ("x" * 50, "x" * 40), (None, "NoneType")],
)
def test_what_is_no_number_is_refused(value: Json, shown: str) -> None:
    assert problem(value) == f"수가 있어야 하는데 '{shown}'입니다. / A number is needed, not '{shown}'."


def test_a_negative_number_is_refused() -> None:
    assert problem(Decimal("-0.5")) == "음수입니다: -0.5. / A negative number: -0.5."


@pytest.mark.parametrize("value", [Decimal("1e19"), Decimal("1e-31"), 10**19, Decimal("0." + "1" * 70)])
def test_a_number_of_impossible_size_is_refused(value: Json) -> None:
    assert problem(value) == "측정값일 수 없는 크기의 수입니다. / A number of a size that cannot be a measurement."


@pytest.mark.parametrize("value", [0, Decimal("0.0"), Decimal("-0.0"), Decimal("0e-999")])
def test_zero_is_zero_however_written(value: Json) -> None:
    assert str(checked(value, where="", filename="f")) == "0"


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([], []),
        ([Decimal("0.01"), Decimal("0.02")], ["0.01", "0.02"]),
        ([Decimal("0.01"), 2, Decimal("0.00")], ["0.01", "2", "0"]),
    ],
)
def test_a_list_of_numbers_is_checked_as_each_would_be(values: list[Json], expected: list[str]) -> None:
    assert [str(number) for number in checked_all(values, where="/a", filename="f")] == expected


@pytest.mark.parametrize("odd", [Decimal(-1), Decimal("1e-31"), Decimal("1e19"), Decimal("0." + "1" * 61), "1", None])
def test_the_odd_one_of_a_list_is_refused_at_its_place(odd: Json) -> None:
    with pytest.raises(UnreadableFile) as refused:
        checked_all([Decimal(1), odd, Decimal(3)], where="/a", filename="f")
    assert refused.value.where == "/a/1"


def test_a_count_has_no_fraction() -> None:
    assert whole(Decimal("8.0"), where="", filename="f") == 8
    record = Record("f", "/0", {"a": Decimal("8.5")})
    for unit, statistic in (("count", "value"), ("ms", "n")):
        with pytest.raises(UnreadableFile) as refused:
            record.cells(("a", "ok", statistic, unit, ""))  # type: ignore[arg-type]  # a literal in a loop
        assert refused.value.problem == "개수인데 정수가 아닙니다: 8.5. / A count with a fraction: 8.5."


@pytest.mark.parametrize(("text", "expected"), [("18.06", "18.06"), ("1e3", "1E+3"), ("602825432", "602825432")])
def test_a_written_number_is_read(text: str, expected: str) -> None:
    assert str(written(text, where="line 1", filename="f")) == expected


@pytest.mark.parametrize("text", ["nan", "inf", "-inf", "", "1_000", "٣", "1.2.3", "12 ms", "-1", "1e" + "9" * 30])
def test_a_written_word_is_no_number(text: str) -> None:
    with pytest.raises(UnreadableFile):
        written(text, where="line 1", filename="f")


@pytest.mark.parametrize("text", ["a\nb", "\ud800", "x" * 501, "\x00"])
def test_a_text_that_cannot_be_shown_is_refused(text: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        plain(text, where="/a", filename="f")
    assert refused.value.where == "/a"
    assert plain("모델 A", where="/a", filename="f") == "모델 A"
