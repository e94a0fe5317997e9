from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from benchmarks.table import Table, TableError, by_id, read_table


def table(text: str) -> Table:
    return read_table(text.encode(), filename="x.toml")


def test_values_come_with_their_types_and_fractions_exact() -> None:
    found = table('name = "a"\ncount = 8\nrate = 3935.25\nflag = true\n[below]\nx = 1\n[[many]]\ny = 2\n')
    assert found.text("name") == "a"
    assert found.optional_count("count") == 8
    assert found.number("rate") == Decimal("3935.25")
    assert found.scalar("rate") == Decimal("3935.25")
    assert found.scalar("name") == "a"
    assert found.optional_flag("flag") is True
    assert found.optional_table("below") == Table("x.toml.below", {"x": 1})
    assert found.tables("many") == (Table("x.toml.many[0]", {"y": 2}),)
    assert found.optional_choice("name", choices=("a", "b")) == "a"


def test_absent_is_none_and_no_tables() -> None:
    found = table("")
    assert found.optional_text("x") is None
    assert found.optional_number("x") is None
    assert found.optional_count("x") is None
    assert found.optional_flag("x") is None
    assert found.optional_table("x") is None
    assert found.optional_choice("x", choices=("a",)) is None
    assert found.tables("x") == ()


@pytest.mark.parametrize(
    ("text", "read", "says"),
    [
        ("typo = 1", lambda t: t.only("known"), "unknown key 'typo'; known: known"),
        ("x = 1", lambda t: t.text("x"), "x = 1: 문자열"),
        ('x = ""', lambda t: t.text("x"), "'x' is missing or empty"),
        ("", lambda t: t.text("x"), "'x' is missing or empty"),
        ("", lambda t: t.number("x"), "'x' is missing"),
        ('x = "8"', lambda t: t.number("x"), "x = '8': 숫자"),
        ("x = true", lambda t: t.number("x"), "x = True: 숫자"),
        ("x = -1", lambda t: t.number("x"), "a finite number >= 0"),
        ("x = nan", lambda t: t.number("x"), "a finite number >= 0"),
        ("x = inf", lambda t: t.number("x"), "a finite number >= 0"),
        ("x = 0", lambda t: t.optional_count("x"), "a whole number >= 1"),
        ("x = 1.0", lambda t: t.optional_count("x"), "a whole number >= 1"),
        ("x = true", lambda t: t.optional_count("x"), "a whole number >= 1"),
        ("x = 1", lambda t: t.optional_flag("x"), "expected true/false"),
        ('x = "c"', lambda t: t.optional_choice("x", choices=("a", "b")), "must be one of a, b"),
        ("x = 1", lambda t: t.optional_table("x"), "expected 표 / a table"),
        ("x = 1", lambda t: t.tables("x"), "an array of tables"),
        ("x = [1]", lambda t: t.tables("x"), "expected 표 / a table"),
    ],
)
def test_what_is_wrong_is_refused_with_its_place(text: str, read: Callable[[Table], object], says: str) -> None:
    with pytest.raises(TableError) as refused:
        read(table(text))
    assert str(refused.value).startswith("x.toml: ")
    assert says in str(refused.value)


@pytest.mark.parametrize("data", [b"a = ", b"\xff", b"a = 1\na = 2"])
def test_what_is_not_toml_is_refused_with_the_file(data: bytes) -> None:
    with pytest.raises(TableError, match=r"^x\.toml: TOML로 읽을 수 없음"):
        read_table(data, filename="x.toml")


def test_an_id_comes_once() -> None:
    one, two = Table("f.a[0]", {}), Table("f.a[1]", {})
    assert by_id(((one, "a", 1), (two, "b", 2))) == {"a": 1, "b": 2}
    with pytest.raises(TableError, match=r"^f\.a\[1\]: id 'a' 중복"):
        by_id(((one, "a", 1), (two, "a", 2)))
