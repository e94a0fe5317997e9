from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from fractions import Fraction

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
    assert found.choice("name", choices=("a", "b")) == "a"
    assert (found.count("count"), found.whole("count"), found.flag("flag")) == (8, 8, True)
    assert found.table("below").only("x") == Table("x.toml.below", {"x": 1})


def test_days_lists_and_pairs() -> None:
    found = table('day = 2026-11-02\nnames = ["a", "b"]\nsteps = [[10, 1.0], [0, 0.7]]\nzero = 0\n')
    assert found.day("day") == date(2026, 11, 2)
    assert found.texts("names") == ("a", "b")
    assert found.pairs("steps") == ((Fraction(10), Fraction(1)), (Fraction(0), Fraction(7, 10)))
    assert found.whole("zero") == 0


def test_a_mark_at_the_start_and_windows_line_ends_are_read() -> None:
    assert read_table(b"\xef\xbb\xbfa = 1\r\nb = 2\r\n", filename="x.toml").values == {"a": 1, "b": 2}


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
        ('x = " "', lambda t: t.text("x"), "'x' is missing or empty"),
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
        ("x = 1e-16", lambda t: t.number("x"), "a finite number >= 0 of sane size"),
        ("x = 1e16", lambda t: t.number("x"), "a finite number >= 0 of sane size"),
        ("x = 1000000000000001", lambda t: t.count("x"), "a whole number >= 1"),
        ('x = "1,465,000,000"', lambda t: t.count("x"), "write the digits only, without quotes and commas"),
        ('x = "많음"', lambda t: t.count("x"), "expected a whole number >= 1"),
        ("", lambda t: t.count("x"), "'x' is missing"),
        ("", lambda t: t.flag("x"), "'x' is missing"),
        ("", lambda t: t.choice("x", choices=("a",)), "'x' is missing"),
        ("", lambda t: t.table("x"), "'x' is missing"),
        ("", lambda t: t.day("x"), "'x' is missing"),
        ("", lambda t: t.texts("x"), "'x' is missing"),
        ("", lambda t: t.pairs("x"), "'x' is missing"),
        ("x = 0.5", lambda t: t.whole("x"), "x = 0.5: 0 이상의 정수"),
        ("x = 2026-11-02T00:00:00", lambda t: t.day("x"), "expected a day (2026-11-02 without quotes)"),
        ('x = "2026-11-02"', lambda t: t.day("x"), "expected a day (2026-11-02 without quotes)"),
        ("x = []", lambda t: t.texts("x"), "expected a list of texts"),
        ('x = ["a", 1]', lambda t: t.texts("x"), "expected a list of texts"),
        ('x = ["a", "a"]', lambda t: t.texts("x"), "expected texts without a repeat"),
        ("x = [[1]]", lambda t: t.pairs("x"), "a list of pairs of numbers"),
        ("x = 1", lambda t: t.optional_table("x"), "expected a table"),
        ("x = 1", lambda t: t.tables("x"), "an array of tables"),
        ("x = [1]", lambda t: t.tables("x"), "expected a table"),
    ],
)
def test_what_is_wrong_is_refused_with_its_place(text: str, read: Callable[[Table], object], says: str) -> None:
    with pytest.raises(TableError) as refused:
        read(table(text))
    assert str(refused.value).startswith("x.toml: ")
    assert says in str(refused.value)


def test_a_pair_that_holds_no_number_is_named() -> None:
    with pytest.raises(TableError, match=r"^x\.toml\.x\[1\]: 0 = 'a': 숫자"):
        table('x = [[1, 2], ["a", 2]]').pairs("x")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"a = ", "x.toml 마지막 행: TOML로 읽을 수 없음"),
        (b"a = 1\na = 2", "x.toml 마지막 행: TOML로 읽을 수 없음"),
        (b"a = 1\nb = [1 2]", "x.toml 2행 8열: TOML로 읽을 수 없음"),
        ('a = 1\nb = "제목"'.encode("cp949"), "x.toml 2행: TOML로 읽을 수 없음, UTF-8이 아닙니다. 편집기에서 UTF-8로"),
        (b"a = " + b"9" * 5000, "x.toml: TOML로 읽을 수 없음: 수가 너무 길거나"),
        (b"a = 1e99999999999999999999", "x.toml: TOML로 읽을 수 없음: 수가 너무 길거나"),
        (b"a = " + b"[" * 5000, "x.toml: TOML로 읽을 수 없음: 수가 너무 길거나"),
        (b'a = "\\u0001"', "x.toml.a: 제어문자가 있거나"),
        (b'[[a]]\n"\\u0001" = 1', "x.toml.a[0] 키 / key '\\x01': 제어문자가 있거나"),
        (b'a = ["' + b"x" * 2001 + b'"]', "x.toml.a[0]: 제어문자가 있거나 2000자를 넘음"),
    ],
)
def test_what_cannot_be_used_is_refused_with_its_place(data: bytes, says: str) -> None:
    with pytest.raises(TableError) as refused:
        read_table(data, filename="x.toml")
    assert str(refused.value).startswith(says)


def test_an_id_comes_once() -> None:
    one, two = Table("f.a[0]", {}), Table("f.a[1]", {})
    assert by_id(((one, "a", 1), (two, "b", 2))) == {"a": 1, "b": 2}
    with pytest.raises(TableError, match=r"^f\.a\[1\]: id 'a' 중복"):
        by_id(((one, "a", 1), (two, "a", 2)))
