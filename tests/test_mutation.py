from __future__ import annotations

from pathlib import Path

import pytest

from tests.mutation import mutants, survives

TEST = "from changed import double\ndef test_double() -> None:\n    assert double(3) == 6\n"


def changes(source: str) -> list[tuple[str, str]]:
    return [(mutant.before, mutant.after) for mutant in mutants(source)]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a <= b", [("a <= b", "a < b"), ("a <= b", "a > b")]),
        ("a + b", [("a + b", "a - b")]),
        ("not a", [("not a", "a")]),
        ("-abs(a)", [("-abs(a)", "abs(a)"), ("abs(a)", "a")]),
        ("a and b", [("a and b", "a or b")]),
        ("min(a)", [("min(a)", "max(a)")]),
        ("sorted(a, key=b)", [("sorted(a, key=b)", "list(a)")]),
        ("7", [("7", "8"), ("7", "6")]),
        ("True", [("True", "False")]),
        ("a if b else c", [("a if b else c", "a if not b else c")]),
        ("a[b:c]", [("b:c", ":c"), ("b:c", "b:")]),
    ],
)
def test_each_expression_is_changed_in_its_ways(source: str, expected: list[tuple[str, str]]) -> None:
    assert changes(f"x = {source}") == expected


def test_a_number_shown_in_a_text_is_hidden_and_its_format_stays() -> None:
    assert [after for _, after in changes("x = f'{a:.3f} points'")] == ["'?'"]


def test_words_of_errors_types_and_docstrings_stay() -> None:
    source = 'def f(a: "int") -> "int":\n    """Doc 1."""\n    raise ValueError(f"{a} of 2")\n'
    assert changes(source) == [("raise ValueError(f'{a} of 2')", "pass")]


@pytest.mark.parametrize(("body", "alive"), [("2 * n", True), ("2 / n", False), ("n + 3", True), ("undefined", False)])
def test_a_change_survives_where_the_tests_pass(tmp_path: Path, body: str, *, alive: bool) -> None:
    test = tmp_path / "test_double.py"
    test.write_text(TEST, encoding="utf-8")
    code = compile(f"def double(n: int) -> int:\n    return {body}\n", "changed", "exec")
    assert survives("changed", code=code, tests=[str(test)]) is alive
